//! The guide on a screen: what the last step came to stands above the choices, help can be followed on
//! the spot, and nothing leads to a command that has to be typed.

use std::fs;

use support::journey::{
    BUILT_IN, IMAGE, NEW_CH, NEW_SMC, Ran, WRONG, begins, ends, enters, fits, holder, image, ready,
    whole_hba_guided,
};
use support::script::Script;

use super::fresh;

/// PIN.SMC with this Transport-PIN, up to its outcome.
fn activates_smc(transport: &str) -> Script {
    begins("0").then(enters("PIN.SMC", transport, NEW_SMC))
}

/// What was said, line by line.
fn lines(ran: &Ran) -> Vec<String> {
    let heard = ran.heard.borrow();
    heard.said.iter().map(|(_, line)| line.clone()).collect()
}

#[test]
fn what_the_last_step_came_to_stands_directly_above_the_choices_and_the_sheet_is_not_repeated() {
    for mut desk in fresh("smcb") {
        let ran = desk.guide(ready().then(activates_smc(WRONG)).then(ends()));
        ran.exits(10).sends(1);
        let said = lines(&ran);
        let last = said
            .iter()
            .position(|line| line.starts_with("Eben: "))
            .unwrap();
        // What to do about it goes with it, and nothing else comes before the choices.
        assert_eq!((said[last - 1].as_str(), said[last + 2].as_str()), ("", ""));
        assert!(
            said[last + 1].starts_with("Nicht gleich noch einmal versuchen"),
            "{}",
            said[last + 1]
        );
        assert!(said[last + 3].starts_with("  [1] "), "{}", said[last + 3]);
        let head = said[..last]
            .iter()
            .rposition(|line| line.contains("(SMC-B) …"))
            .unwrap();
        let now = &said[head..last];
        assert!(
            !now.iter().any(|line| line.starts_with("Ausgestellt auf: ")),
            "whose card it is was said before: {now:?}"
        );
    }
}

#[test]
fn a_step_that_went_well_says_so_above_the_choices() {
    for mut desk in fresh("hba") {
        let script = ready()
            .then(begins("0"))
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("n"))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Eben: Karten-PIN (PIN.CH) ist gesetzt.")
            .says(" Signatur-PIN (PIN.QES) blieb, wie sie war.");
        ran.never_says("mit demselben Befehl");
    }
}

#[test]
fn what_a_step_came_to_is_not_said_of_another_card() {
    for mut desk in fresh("smcb") {
        desk.is_pulled_behind_the_read_back();
        let bench = desk.hand();
        let script = ready()
            .then(activates_smc(BUILT_IN.smc))
            .meanwhile(move || bench.puts("hba"))
            .chooses("Nachsehen und weiter warten")
            .then(ends());
        let ran = desk.guide(script);
        ran.sends(1)
            .says("(eHBA)")
            .says("ist gesetzt")
            .never_says("Eben");
    }
}

#[test]
fn a_card_swapped_before_a_step_is_told_above_the_choices_too() {
    for mut desk in fresh("hba") {
        let bench = desk.hand();
        let script = ready()
            .meanwhile(move || bench.puts("smcb"))
            .chooses("Ja, beides")
            .then(ends());
        let ran = desk.guide(script);
        ran.sends(0)
            .says("Eben: nicht begonnen, es steckt nicht mehr dieselbe Karte.");
    }
}

#[test]
fn of_the_remedies_those_about_the_letter_are_kept_and_those_about_commands_are_not() {
    for mut desk in fresh("hba") {
        let script = ready()
            .then(begins("0"))
            .then(enters("PIN.CH", WRONG, NEW_CH))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(10)
            .says("Haben Sie vielleicht die Zeile „Signatur-Transport-PIN (PIN.QES)“ abgelesen?");
        ran.never_says("Befehl").never_says("Mehr dazu: pinlotse");
    }
}

#[test]
fn after_help_its_topic_can_be_read_page_by_page() {
    for mut desk in fresh("smcb") {
        let script = ready()
            .chooses("Hilfe zum PIN-Brief")
            .chooses("Mehr dazu lesen")
            .asks("Enter: weiter", "")
            .asks("Enter", "q")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .sends(0)
            .says("In Ruhe prüfen:")
            .says("Was jetzt:")
            .never_says("Mehr dazu: pinlotse");
        // It stays where it was: no number moves.
        let choices = ran.heard.borrow().choices().join("\n");
        assert!(choices.contains("[7] Mehr dazu lesen: "), "{choices}");
        let script = ready()
            .chooses("Hilfe zum PIN-Brief")
            .chooses("Mehr dazu lesen")
            .asks("Enter: weiter", "z");
        desk.guide(script.then(ends()))
            .exits(0)
            .never_says("Was jetzt:");
    }
}

#[test]
fn who_lacks_something_is_asked_what() {
    let missing = || Script::person().chooses("Mir fehlt etwas davon");
    for mut desk in fresh("hba") {
        desk.hand().pulls();
        let script = missing()
            .chooses("Der PIN-Brief")
            .then(missing())
            .chooses("Zurück")
            .then(missing())
            .chooses("Eigene PINs")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Ohne PIN-Brief lässt sich")
            .says("Eine gute PIN ist")
            .never_says("Kontaktlose Leser");
    }
}

#[test]
fn the_words_of_a_cancellation_begin_on_a_line_of_their_own() {
    for mut desk in fresh("hba") {
        let ran = desk.guide(ready().cancels_at("Nummer"));
        ran.exits(15);
        let said = lines(&ran);
        let mut lines = said.iter();
        let at = lines.position(|line| line.starts_with("Abgebrochen."));
        assert_eq!(said[at.unwrap() - 1], "");
    }
}

#[test]
fn whether_the_card_is_released_is_asked_only_when_it_is_chosen_and_no_answer_is_no_error() {
    // The service of the built-in card is a name that no network knows (RFC 2606, 2).
    let question = "Ist sie freigeschaltet? (Internet)";
    for mut desk in fresh("smcb") {
        let script = ready().then(activates_smc(BUILT_IN.smc)).then(ends());
        let ran = desk.guide(script);
        assert!(
            ran.heard
                .borrow()
                .choices()
                .iter()
                .any(|choice| choice.contains(question))
        );
        assert!(
            ran.heard
                .borrow()
                .waited
                .iter()
                .all(|line| !line.contains("Auskunftsdienst"))
        );
        let script = ready().chooses(question).then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .sends(0)
            .says("Keine Auskunft, ob die Karte freigeschaltet ist:")
            .says("Über die Karte selbst sagt das nichts.")
            .says("Sicher zeigt es das Portal des Herausgebers.")
            .never_says("Fehler:");
        assert!(
            ran.heard
                .borrow()
                .waited
                .iter()
                .any(|line| line.contains("ocsp.pinlotse.invalid"))
        );
    }
}

#[test]
fn the_list_of_what_is_left_is_saved_for_its_owner_without_a_secret_and_nothing_is_overwritten() {
    for mut desk in fresh("hba") {
        let path = desk.pc().temp.join("laufzettel.txt");
        desk.pc().files.push(path.clone());
        let save = |answer: &str| {
            Script::person()
                .chooses("Liste als Datei speichern")
                .asks("Datei (nur Enter: ", answer)
        };
        let script = ready()
            .then(whole_hba_guided(&BUILT_IN))
            .then(save(NEW_CH))
            .then(save(&path.display().to_string()))
            .then(save(&path.display().to_string()))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Das ist kein Name für eine Datei. Es wurde nichts gespeichert.")
            .says(&format!("Gespeichert: {}", path.display()))
            .says("etwas dieses Namens ist schon da");
        assert!(
            !ran.heard.borrow().taken_back.is_empty(),
            "digits are taken off the screen"
        );
        let page = fs::read_to_string(&path).unwrap();
        for words in [
            "Kartennummer (ICCSN): 80276 99999 00000 00017\n",
            "Ausgestellt auf: Petra Probe-Musterfrau",
            "[x] Karten-PIN (PIN.CH): gesetzt",
            "[x] Signatur-PIN (PIN.QES): gesetzt",
            "[ ] Freischalten, falls noch nicht geschehen",
            "[ ] PIN-Brief mit der PUK wegschließen",
            "Auf diesem Blatt steht keine PIN und keine PUK.",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}

#[test]
fn with_an_expired_card_nothing_is_recommended_and_nothing_promised() {
    let Some(hba) = image("HBA_") else { return };
    for mut desk in fresh(&hba) {
        let script = Script::person()
            .chooses("Trotzdem mit dieser Karte weitermachen")
            .chooses("Transport-PINs jetzt")
            .then(fits("0"))
            .then(enters("PIN.CH", IMAGE.ch, NEW_CH))
            .then(holder("n"))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Die Karte bleibt auch danach unbrauchbar; das ist nur zum Üben sinnvoll.")
            .says("die neue nehmen.")
            .says("stecken Sie die neue ein")
            .never_says("Mehr dazu: pinlotse")
            .says("Ablauf der Karte: lesen")
            .never_says("(empfohlen)")
            .never_says("Erst mit eigenen PINs ist die Karte benutzbar");
        assert_eq!(desk.sent(&ran), 1);
        // What makes it useless is said in each part of the screen.
        let said = ran.heard.borrow().everything();
        assert!(said.matches("Die Zertifikate dieser Karte sind am").count() > 1);
    }
}
