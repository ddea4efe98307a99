//! Where no PIN can be set where the card is: every screen says so before anybody opens a letter, and
//! none leads to what would be refused. And what a place is called where something about it is odd.

use support::journey::{Journey, Ran, ends};
use support::konnektor::{At, Card, Fault, Operation, Spoil, make};
use support::practice::Practice;
use support::script::Script;

use super::with;

const GUIDE: &[&str] = &["--wait", "0"];

/// What stands in the way, a card of it, and what every screen says.
type Barred = (fn(&mut Practice), fn() -> Card, &'static str);

const BARS: [Barred; 4] = [
    (no_user, Card::hba, "--again --user BENUTZER"),
    (no_keys, Card::hba, "wo der Anbieter es vorsieht"),
    (no_keys, Card::smcb, "wo der Anbieter es vorsieht"),
    (no_number, Card::smcb, "nennt die Nummer dieser Karte nicht"),
];

fn no_user(practice: &mut Practice) {
    practice.journey.context.user = None;
}

fn no_keys(practice: &mut Practice) {
    let terminal = practice.terminal;
    let konnektor = &practice.konnektor;
    konnektor.terminal(terminal, |terminal| terminal.is_physical = false);
}

fn no_number(practice: &mut Practice) {
    let lists = At::Every(Operation::GetCards);
    let fault = Fault::Spoiled(Spoil::Without("Iccsn"));
    practice.konnektor.on(lists, fault);
}

/// Steps that ask for a secret, in the words of the menu.
fn steps(ran: &Ran) -> Vec<String> {
    let heard = ran.heard.borrow();
    let asks = |choice: &&str| {
        let words = ["eigene", "jetzt setzen", "entsperren", "unsicher", "PUK"];
        words.iter().any(|word| choice.contains(word))
    };
    let choices = heard.choices();
    choices
        .iter()
        .filter(|it| asks(it))
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_guide_says_what_is_in_the_way_and_offers_no_step_that_is_refused() {
    for (bar, card, said) in BARS {
        let mut practice = Practice::with(&make::EHEX, card());
        bar(&mut practice);
        let ran = practice.run(GUIDE, Script::person().then(ends()));
        ran.says(said)
            .never_says("Jetzt den PIN-Brief öffnen")
            .never_says("Brief und Karte passen");
        assert_eq!(steps(&ran), [""; 0], "{said}");
    }
}

#[test]
fn the_guide_offers_no_change_where_none_would_be_taken() {
    let mut practice = Practice::in_use(&make::EHEX, Card::hba());
    no_user(&mut practice);
    let script = Script::person().chooses("Ja, das war ich").then(ends());
    let ran = practice.run(GUIDE, script);
    assert_eq!(steps(&ran), [""; 0]);
    // Nobody has to be named for an SMC-B.
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    no_user(&mut practice);
    let ran = practice.run(GUIDE, Script::person().then(ends()));
    ran.says("Jetzt den PIN-Brief öffnen");
    assert_ne!(steps(&ran), [""; 0]);
}

#[test]
fn status_and_doctor_advise_no_activation_that_is_refused() {
    for (bar, card, said) in BARS {
        let mut practice = Practice::with(&make::EHEX, card());
        bar(&mut practice);
        let ran = practice.run(&["--json", "status"], Script::nobody());
        ran.exits(0);
        assert_eq!(ran.value("/next_step/code"), "ask_support", "{said}");
        let message = ran.value("/next_step/message").to_string();
        assert!(message.contains(said), "{message}");
        assert!(!message.contains("aktivieren"), "{message}");
        let ran = practice.run(&["doctor"], Script::nobody());
        ran.never_says("aktivieren --").never_says("Remote-PIN");
        let advised = ran.heard.borrow().everything();
        assert!(!advised.contains("aktivieren“"), "{advised}");
    }
}

/// However many PINs want it, the step is said once.
#[test]
fn nobody_is_told_to_unblock_where_that_is_refused_and_the_step_stands_once() {
    let blocked = Fault::Word("BLOCKED", Some(0));
    for (bar, card, said) in BARS {
        for every in [
            At::Every(Operation::GetPinStatus),
            At::Next(Operation::GetPinStatus),
        ] {
            for line in ["status", "doctor"] {
                let mut practice = Practice::with(&make::EHEX, card());
                bar(&mut practice);
                practice.konnektor.on(every, blocked.clone());
                let ran = practice.run(&[line], Script::nobody());
                let advised = ran.heard.borrow().everything();
                let times = advised.matches(said).count();
                assert_eq!(times, 1, "{line} {said}\n{advised}");
                assert!(!advised.contains("entsperren"), "{line}\n{advised}");
            }
        }
    }
    for line in ["status", "doctor"] {
        let mut practice = Practice::with(&make::EHEX, Card::hba());
        no_user(&mut practice);
        let ran = practice.run(&[line], Script::nobody());
        let advised = ran.heard.borrow().everything();
        assert_eq!(advised.matches("--user BENUTZER").count(), 1, "{advised}");
    }
}

#[test]
fn a_slot_that_is_empty_is_told_apart_from_a_practice_without_cards() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let empty = "konnektor:praxis Empfang, SLOT:1";
    let line = ["--json", "--wait", "0", "--reader", empty, "status"];
    let ran = practice.run(&line, Script::nobody());
    ran.fails(5, "no_card")
        .says("Dort steckt keine Karte: „konnektor:praxis Empfang, SLOT:1“. Anderswo steckt eine.")
        .never_says("In keinem Kartenterminal");
    for named in [
        "Konnektor:praxis",
        "konnektor:praxis SLOT:2",
        "Konnektor:praxis Steckplatz 2",
    ] {
        let line = ["--wait", "0", "--reader", named, "status"];
        practice.run(&line, Script::nobody()).exits(0);
    }
}

#[test]
fn readers_says_of_each_card_what_it_is_or_that_nothing_is_told_of_it() {
    const EGK: &str = "80276883110000012345";
    for (card, words) in [
        (Card::foreign("KVK", EGK), "KVK"),
        (Card::hsm_b(), "HSM-B"),
        (Card::hba().called("HBA-qSig"), "einer älteren Generation"),
    ] {
        let (konnektor, _) = with(card);
        let ran = Journey::through(&konnektor).run(&["readers"], Script::nobody());
        ran.exits(0).says(words).never_says("unbekannte Karte");
    }
    let (konnektor, _) = with(Card::hba());
    let lists = At::Every(Operation::GetCards);
    konnektor.on(lists, Fault::Spoiled(Spoil::Without("CardHandle")));
    let ran = Journey::through(&konnektor).run(&["readers"], Script::nobody());
    ran.exits(0)
        .says("über die der Konnektor nichts Brauchbares sagt")
        .never_says("falsch herum");
}

#[test]
fn a_list_of_more_cards_than_there_are_is_refused_at_once() {
    let (konnektor, _) = with(Card::hba());
    let conn = "http://ws.gematik.de/conn";
    let list = |cards: usize| {
        let cards = "<c:Card/>".repeat(cards);
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
             xmlns:e=\"{conn}/EventService/v7.2\" xmlns:c=\"{conn}/CardService/v8.1\" \
             xmlns:n=\"{conn}/ConnectorCommon/v5.0\"><s:Body><e:GetCardsResponse>\
             <n:Status><n:Result>OK</n:Result></n:Status><c:Cards>{cards}</c:Cards>\
             </e:GetCardsResponse></s:Body></s:Envelope>"
        )
    };
    for cards in [2_001, 80_000] {
        konnektor.on(At::Next(Operation::GetCards), Fault::body(&list(cards)));
        let ran = Journey::through(&konnektor).run(&["--json", "readers"], Script::nobody());
        ran.fails(1, "konnektor_failed")
            .says("mehr Karten oder Terminals, als eine Praxis haben kann");
    }
}

/// No number is made up: the display shows one, and the person is told to look for any.
#[test]
fn a_slot_that_the_konnektor_does_not_tell_is_given_no_number() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let lists = At::Every(Operation::GetCards);
    practice
        .konnektor
        .on(lists, Fault::Spoiled(Spoil::Without("SlotId")));
    let ran = practice.run(&["activate", "--dry-run"], Script::person());
    ran.says("Steckplatz nicht genannt")
        .says("Eingabe Transport-PIN SMC-B SLOT:?")
        .says("Statt „?“ zeigt es die Nummer des Steckplatzes")
        .never_says("SLOT:0")
        .never_says("Steckplatz 0");
}
