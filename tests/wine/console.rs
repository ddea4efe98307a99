//! A person at the console of Windows.

use std::path::Path;
use std::process::Command;

use support::desk::Trial;
use support::leaks;
use support::wine::{PRACTICE, WineConsole, WineDesk};

#[test]
fn the_guide_leads_from_the_letter_to_the_activated_card() {
    let Some(desk) = WineDesk::new() else { return };
    let trial = Trial::smcb();
    let card = trial.card();
    desk.desk.insert(&card, 0);
    trial.keep_secret(&desk.desk);
    let smc = trial.pins[0];
    let mut console = desk.console(&[]);
    console
        .expect("Die Karte ist unberührt.")
        .expect("Nummer:")
        .type_line("1");
    console
        .expect(&format!("{} aus dem Brief, 5 Ziffern:", smc.letter_label))
        .type_line(smc.transport);
    console
        .expect(&format!("Neue {}, 6 bis 8 Ziffern:", smc.own_label))
        .type_line(smc.new);
    console
        .expect(&format!("Neue {} noch einmal:", smc.own_label))
        .type_line(smc.new);
    console
        .expect("FERTIG.")
        .expect("nur Enter: 1):")
        .type_line("");
    // The program is alone at this console, as after a double click: its window would take the last
    // words along.
    console
        .expect("Dieses Fenster schließt sich mit Enter:")
        .type_line("");
    assert_eq!(console.pty.exit_code(), 0);
    trial.assert_activated(&card);
    nothing_stays(&desk, &mut console);
    // Typed where nobody was to see it.
    leaks::assert_none(
        "the console",
        console.pty.output().as_bytes(),
        &[smc.new.to_owned()],
    );
}

#[test]
fn keys_that_are_no_digits_spoil_an_entry_and_nothing_reaches_the_card() {
    let Some(desk) = WineDesk::new() else { return };
    let trial = Trial::smcb();
    let card = trial.card();
    desk.desk.insert(&card, 0);
    trial.keep_secret(&desk.desk);
    let smc = trial.pins[0];
    let mut console = desk.console(&["activate"]);
    console.expect("n oder k:").type_line("j");
    let asks = format!("{} aus dem Brief, 5 Ziffern:", smc.letter_label);
    let left = "\u{1b}[D";
    let spoiled = [
        format!("{}ä", smc.transport),
        format!("539{left}{left}62"),
        format!("{} ", smc.transport),
        "5396".to_owned(),
    ];
    for keys in &spoiled {
        console.expect(&asks).type_line(keys);
        // The line that is taken off the screen names the question, too.
        console.expect("nichts an die Karte");
    }
    // Backspace is no foreign key.
    console.expect(&asks).type_line("539\u{7f}962");
    // Ctrl-D, for wine hands out no Ctrl-C here.
    console
        .expect(&format!("Neue {}, 6 bis 8 Ziffern:", smc.own_label))
        .send("\u{4}");
    assert_eq!(console.pty.exit_code(), 15);
    assert_eq!(card.secrets_seen(), 0);
    assert_eq!(card.pin("PIN.SMC"), (true, 3));
    nothing_stays(&desk, &mut console);
}

#[test]
fn ctrl_c_ends_an_open_question_at_once() {
    let Some(desk) = WineDesk::new() else { return };
    let card = Trial::hba().card();
    desk.desk.insert(&card, 0);
    let mut console = desk.console(&[]);
    console.expect("Nummer:").ctrl_c();
    assert_eq!(console.pty.exit_code(), 15);
    let mut console = desk.console(&["activate"]);
    console.expect("n oder k:").ctrl_c();
    assert_eq!(console.pty.exit_code(), 15);
    assert_eq!(card.secrets_seen(), 0);
}

#[test]
fn ctrl_c_ends_the_wait_for_a_card() {
    let Some(desk) = WineDesk::new() else { return };
    let mut console = desk.console(&["status", "--wait", "600"]);
    console
        .expect("Bitte die Karte einstecken")
        .pty
        .send_ctrl('c');
    assert_eq!(console.pty.exit_code(), 15);
}

#[test]
fn a_card_put_in_or_pulled_answers_the_choices_without_a_key() {
    let Some(desk) = WineDesk::new() else { return };
    let card = Trial::hba().card();
    let mut console = desk.console(&[]);
    console.expect("Willkommen").expect("nur Enter: 1):");
    desk.desk.insert(&card, 0);
    console.expect("(eHBA)").expect("Nummer: ");
    desk.desk.pull(&card, 0);
    console
        .expect("Die Karte steckt nicht mehr.")
        .expect("Bitte die Karte einstecken");
    desk.desk.insert(&card, 0);
    console.expect("(eHBA)").expect("Nummer: ");
    console.ctrl_c();
    assert_eq!(console.pty.exit_code(), 15);
}

/// The window of Git Bash: a pipe that std takes for a terminal, and no key ever comes.
#[test]
fn where_no_key_comes_nobody_is_asked_and_it_is_said_where_one_can_type() {
    let Some(desk) = WineDesk::new() else { return };
    let card = Trial::hba().card();
    desk.desk.insert(&card, 0);
    let helper = desk.desk.home.join(PRACTICE).join("mintty.exe");
    let source = support::project().join("tests/wine/mintty.c");
    // It has linked the program, too.
    let compiler = Command::new("x86_64-w64-mingw32-gcc")
        .args([&source, Path::new("-o"), &helper])
        .status();
    assert!(compiler.unwrap().success());
    let guide = desk.program("mintty.exe", &[]);
    assert!(guide.starts_with("ended"), "{guide}");
    assert!(guide.contains("winpty pinlotse"), "{guide}");
    let activate = desk.program("mintty.exe", &["activate"]);
    assert!(activate.starts_with("ended"), "{activate}");
    assert!(activate.contains("winpty"), "{activate}");
    assert_eq!(card.secrets_seen(), 0);
}

/// No digits are left on the screen, whatever was seen meanwhile.
#[track_caller]
fn nothing_stays(desk: &WineDesk, console: &mut WineConsole) {
    let screen = console.pty.screen().join("\n");
    leaks::assert_none("the screen", screen.as_bytes(), &desk.desk.secrets());
}
