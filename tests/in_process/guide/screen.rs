//! The guide on a screen of 24 rows: what the last step came to stands above the choices, help can
//! be followed on the spot, and nothing leads to a command that has to be typed.

use std::fs;

use pinlotse::reader::Error;
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use support::alone;
use support::faults::{At, Bench, Fault, card};
use support::journey::{
    BUILT_IN, IMAGE, Journey, NEW_CH, NEW_SMC, Ran, WRONG, begins, ends, enters, fits, guide,
    holder, image, ready, welcomed, whole_hba_guided,
};
use support::script::Script;

/// PIN.SMC with this Transport-PIN, up to its outcome.
fn activates_smc(transport: &str) -> Script {
    begins("0").then(enters("PIN.SMC", transport, NEW_SMC))
}

/// What was said, line by line.
fn lines(ran: &Ran) -> Vec<String> {
    ran.heard
        .borrow()
        .said
        .iter()
        .map(|(_, line)| line.clone())
        .collect()
}

/// How many lines begin with these words.
fn count(ran: &Ran, begin: &str) -> usize {
    lines(ran)
        .iter()
        .filter(|line| line.starts_with(begin))
        .count()
}

/// A virtual card of gematik's, worked on as a file.
fn virtual_image(kind: &str) -> Option<String> {
    image(kind).map(|path| format!("virtual:{path}"))
}

#[test]
fn what_the_last_step_came_to_stands_directly_above_the_choices_and_the_sheet_is_not_repeated() {
    let mut journey = Journey::with("smcb");
    let ran = guide(
        &mut journey,
        ready().then(activates_smc(WRONG)).then(ends()),
    );
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

#[test]
fn a_step_that_went_well_says_so_above_the_choices() {
    let mut journey = Journey::with("hba");
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .then(holder("n"))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .says("Eben: Karten-PIN (PIN.CH) ist gesetzt. Signatur-PIN (PIN.QES) blieb, wie sie war.");
    ran.never_says("mit demselben Befehl");
}

#[test]
fn what_a_step_came_to_is_not_said_of_another_card() {
    let mut journey = Journey::with("smcb");
    journey.bench.once(At::ReadBack(0x01), Fault::PullAfter);
    let bench = journey.bench.clone();
    let script = ready()
        .then(activates_smc(BUILT_IN.smc))
        .meanwhile(move || bench.put(0, card("hba")))
        .chooses("Nachsehen und weiter warten")
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.sends(1)
        .says("(eHBA)")
        .says("ist gesetzt. Die Karte hat es")
        .never_says("Eben");
}

#[test]
fn a_card_swapped_before_a_step_is_told_above_the_choices_too() {
    let mut journey = Journey::with("hba");
    let bench = journey.bench.clone();
    let script = ready()
        .meanwhile(move || bench.put(0, card("smcb")))
        .chooses("Ja, beides")
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.sends(0)
        .says("Eben: nicht begonnen, es steckt nicht mehr dieselbe Karte.");
}

#[test]
fn of_the_remedies_those_about_the_letter_are_kept_and_those_about_commands_are_not() {
    let mut journey = Journey::with("hba");
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.CH", WRONG, NEW_CH))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(10)
        .says("Haben Sie vielleicht die Zeile „Signatur-Transport-PIN (PIN.QES)“ abgelesen?");
    ran.never_says("Befehl").never_says("Mehr dazu: pinlotse");
}

#[test]
fn a_silent_service_is_explained_checked_in_place_and_looked_at_again() {
    let mut journey = Journey::with("hba");
    let root = journey.temp.join("root");
    fs::create_dir(&root).unwrap();
    journey.machine = Some(Machine {
        os: Os::Linux,
        root,
        variables: Some(Vec::new()),
        host: None,
        windows: None,
    });
    journey
        .bench
        .fails_to_list(Some(Error::NoService("0x8010001D".to_owned())));
    let script = welcomed()
        .chooses("Hilfe")
        .chooses("Prüfen, woran es liegt")
        .chooses("Noch einmal nachsehen")
        .chooses("Beenden");
    let ran = guide(&mut journey, script);
    ran.exits(3)
        .says("gehört zum Betriebssystem")
        .says("„Prüfen, woran es liegt“ nennt die Ursache");
    ran.says("Nachgesehen: der Kartendienst antwortet weiterhin nicht.")
        .never_says("Chip nach oben");
    ran.never_says("den Befehl wiederholen. Bitte");
    assert!(
        ran.heard
            .borrow()
            .shown
            .iter()
            .any(|line| line.contains("Kartendienst")),
        "{:?}",
        ran.heard.borrow().shown
    );
}

#[test]
fn another_look_that_finds_the_same_says_so() {
    let mut journey = Journey::on(Bench::new());
    let ran = guide(
        &mut journey,
        welcomed()
            .chooses("Nachsehen und weiter warten")
            .then(ends()),
    );
    ran.exits(4)
        .says("Nachgesehen: weiterhin kein Kartenleser.");
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    let ran = guide(
        &mut journey,
        welcomed()
            .chooses("Nachsehen und weiter warten")
            .then(ends()),
    );
    ran.exits(5).says("Nachgesehen: weiterhin keine Karte.");
    let Some(egk) = image("EGK") else { return };
    let ran = guide(
        &mut Journey::with(&egk),
        welcomed().chooses("Noch einmal nachsehen").then(ends()),
    );
    ran.exits(6)
        .says("Nachgesehen: es steckt noch dieselbe Karte");
}

#[test]
fn after_help_its_topic_can_be_read_page_by_page() {
    let mut journey = Journey::with("smcb");
    let script = ready()
        .chooses("Hilfe zum PIN-Brief")
        .chooses("Mehr dazu lesen")
        .asks("Enter: weiter", "")
        .asks("Enter", "q")
        .then(ends());
    let ran = guide(&mut journey, script);
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
    guide(&mut journey, script.then(ends()))
        .exits(0)
        .never_says("Was jetzt:");
}

#[test]
fn who_lacks_something_is_asked_what() {
    let missing = || Script::person().chooses("Mir fehlt etwas davon");
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    let script = missing()
        .chooses("Der PIN-Brief")
        .then(missing())
        .chooses("Zurück")
        .then(missing())
        .chooses("Eigene PINs")
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .says("Ohne PIN-Brief lässt sich")
        .says("Eine gute PIN ist")
        .never_says("Kontaktlose Leser");
}

#[test]
fn a_rehearsal_that_is_cancelled_says_that_nothing_real_was_touched() {
    let mut journey = Journey::on(Bench::new());
    let script = welcomed()
        .chooses("an einer virtuellen Karte üben")
        .chooses("Praxis- oder Institutionsausweis (SMC-B)")
        .chooses("ohne Fehler")
        .then(activates_smc(WRONG))
        .cancels_at("Nummer");
    let ran = guide(&mut journey, script);
    ran.exits(15)
        .says("Die Probe ist abgebrochen. An einer echten Karte wurde dabei nichts verändert.");
    ran.never_says("was gesetzt ist, bleibt gesetzt");
}

#[test]
fn the_words_of_a_cancellation_begin_on_a_line_of_their_own() {
    let ran = guide(&mut Journey::with("hba"), ready().cancels_at("Nummer"));
    ran.exits(15);
    let said = lines(&ran);
    let at = said
        .iter()
        .position(|line| line.starts_with("Abgebrochen."))
        .unwrap();
    assert_eq!(said[at - 1], "");
}

#[test]
fn a_wrong_card_in_a_virtual_reader_leads_to_a_rehearsal_and_not_into_a_wait() {
    let Some(egk) = virtual_image("EGK") else {
        return;
    };
    let script = Script::person()
        .chooses("Mit einer virtuellen SMC-B üben")
        .chooses("Den ganzen Weg, ohne Fehler")
        .then(activates_smc(BUILT_IN.smc))
        .then(ends())
        .then(ends());
    let heard = script.heard();
    assert_eq!(alone::run(&["--reader", &egk], script), 6);
    let heard = heard.borrow();
    for words in [
        "lässt sich keine Karte herausnehmen",
        "FERTIG. PIN der SMC-B (PIN.SMC) ist gesetzt.",
    ] {
        assert!(heard.says(words), "{words}: {}", heard.everything());
    }
    assert!(
        heard.waited.is_empty() && !heard.says("Bitte diese Karte herausnehmen"),
        "{}",
        heard.everything()
    );
    assert!(!heard.says("Die Probe ist zu Ende"));
}

#[test]
fn with_an_expired_card_nothing_is_recommended_and_nothing_promised() {
    let Some(hba) = image("HBA_") else { return };
    let mut journey = Journey::with(&hba);
    let script = ready()
        .chooses("Trotzdem mit dieser Karte weitermachen")
        .chooses("Transport-PINs jetzt")
        .then(fits("0"))
        .then(enters("PIN.CH", IMAGE.ch, NEW_CH))
        .then(holder("n"))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(1)
        .says("Die Karte bleibt auch danach unbrauchbar; das ist nur zum Üben sinnvoll.");
    ran.says("die neue nehmen.")
        .says("stecken Sie die neue ein");
    ran.never_says("Mehr dazu: pinlotse")
        .says("Ablauf der Karte: lesen")
        .never_says("(empfohlen)")
        .never_says("Erst mit eigenen PINs ist die Karte benutzbar");
    // What makes it useless is said in each part of the screen.
    assert!(count(&ran, "Die Zertifikate dieser Karte sind am") > 1);
}

#[test]
fn whether_the_card_is_released_is_asked_only_when_it_is_chosen_and_no_answer_is_no_error() {
    // The service of the built-in card is a name that no network knows (RFC 2606, 2).
    let question = "Ist sie freigeschaltet? (Internet)";
    let mut journey = Journey::with("smcb");
    let script = ready().then(activates_smc(BUILT_IN.smc)).then(ends());
    let ran = guide(&mut journey, script);
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
    let ran = guide(&mut journey, script);
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

#[test]
fn in_a_rehearsal_no_service_is_offered_to_be_asked() {
    let script = ready().then(activates_smc(BUILT_IN.smc)).then(ends());
    let heard = script.heard();
    assert_eq!(alone::run(&["--reader", "virtual:smcb"], script), 0);
    assert!(
        heard
            .borrow()
            .says("Freischalten, falls noch nicht geschehen")
            && !heard.borrow().says("(Internet)")
    );
}

#[test]
fn the_list_of_what_is_left_is_saved_for_its_owner_without_a_secret_and_nothing_is_overwritten() {
    let mut journey = Journey::with("hba");
    let path = journey.temp.join("laufzettel.txt");
    journey.files.push(path.clone());
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
    let ran = guide(&mut journey, script);
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
        "[x] Karten-PIN (PIN.CH): gesetzt, 3 Versuche übrig\n",
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

#[test]
fn which_of_two_pins_is_meant_can_be_left_by_a_number() {
    let mut journey = Journey::set("hba");
    let script = ready()
        .chooses("Ja, das war ich")
        .chooses("Eine eigene PIN ändern")
        .asks("Nummer", "4")
        .chooses("Zurück")
        .then(ends());
    guide(&mut journey, script)
        .exits(0)
        .sends(0)
        .says("Bitte eine Nummer von 1 bis 3 eingeben.");
}
