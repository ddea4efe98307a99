//! What a Konnektor says when it does not do what is wanted: exit, code word, and what it means for
//! the card.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pinlotse::attempts::{ErrorKind, Notes};
use pinlotse::system::signals::Interrupts;
use support::journey::{Journey, fits};
use support::konnektor::{At, Card, End, Fault, Konnektor, Operation, Person, Spoil, make};
use support::life::{NEXT, WRONG_OWN};
use support::practice::{Practice, confirmed};
use support::script::Script;

use super::{CH, NEW, with};

/// The state of PIN.CH is asked for, and this comes instead.
#[test]
fn every_number_of_an_error_has_its_exit_its_word_and_its_number_for_support() {
    for (code, exit, word) in [
        (4000, 1, "konnektor_failed"),
        (4001, 1, "konnektor_failed"),
        (4003, 2, "konnektor_user"),
        (4021, 2, "konnektor_profile"),
        (4004, 3, "konnektor_context"),
        (4010, 3, "konnektor_context"),
        (4204, 3, "konnektor_context"),
        (4009, 3, "konnektor_not_entered"),
        (4013, 3, "konnektor_not_entered"),
        (4040, 4, "terminal_away"),
        (4008, 5, "no_card"),
        (4101, 5, "no_card"),
        (4018, 7, "konnektor_other_user"),
        (4093, 7, "busy"),
        (4045, 1, "terminal_card"),
        (4072, 0, ""),
        (4999, 1, "konnektor_failed"),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Every(Operation::GetPinStatus), Fault::code(code));
        let mut journey = Journey::through(&konnektor);
        let ran = journey.run(&["--json", "--wait", "0", "status"], Script::nobody());
        if exit == 0 {
            ran.exits(0);
            assert_eq!(ran.value("/pins/0/state"), "missing");
            continue;
        }
        ran.fails(exit, word);
        let message = ran.value("/error/message").to_string();
        if code != 4003 {
            assert!(message.contains(&code.to_string()), "{code}: {message}");
        }
        assert!(
            message.contains("An der Karte wurde nichts getan."),
            "{message}"
        );
    }
}

/// An empty list has its element. Whoever gets none, or one of another version, knows of no card.
#[test]
fn a_list_that_does_not_come_is_not_told_as_an_empty_one() {
    for (operation, list, item) in [
        (Operation::GetCards, "Cards", "Card"),
        (Operation::GetCardTerminals, "CardTerminals", "CardTerminal"),
    ] {
        for (spoil, says) in [
            (Spoil::Without(list), format!("„{list}“ fehlt darin.")),
            (
                Spoil::Elsewhere(list),
                format!("„{list}“ steht darin in einer anderen Fassung"),
            ),
            (
                Spoil::Elsewhere(item),
                format!("„{item}“ steht darin in einer anderen Fassung"),
            ),
            (Spoil::Without("Status"), "„Status“ fehlt darin.".to_owned()),
            (
                Spoil::Saying("Result", "Error"),
                "mit „Error“ unter „Status“".to_owned(),
            ),
        ] {
            let (konnektor, _) = with(Card::hba());
            konnektor.on(At::Every(operation), Fault::Spoiled(spoil.clone()));
            let mut journey = Journey::through(&konnektor);
            for command in ["status", "readers"] {
                let ran = journey.run(&["--json", command], Script::nobody());
                ran.fails(1, "konnektor_failed")
                    .says(&says)
                    .says("An der Karte wurde nichts getan.")
                    .never_says("In keinem Kartenterminal")
                    .never_says("ob die Adresse");
            }
        }
    }
}

/// The card is in, and the Konnektor does not say how its PINs stand: no other card mends that, and
/// nobody is asked for one.
#[test]
fn a_card_whose_state_is_not_told_is_not_asked_to_be_put_in() {
    let empty = "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>\
        </S:Body></S:Envelope>";
    for fault in [
        Fault::code(4063),
        Fault::code(4065),
        Fault::code(4045),
        Fault::code(4999),
        Fault::http("200 OK", "Content-Type: text/xml\r\n", empty),
        Fault::Spoiled(Spoil::Without("Status")),
        Fault::Spoiled(Spoil::NotUtf8),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Every(Operation::GetPinStatus), fault.clone());
        let mut journey = Journey::through(&konnektor);
        let ran = journey.run(&["--json", "status"], Script::nobody());
        let what = format!("{fault:?}");
        assert_eq!((ran.exit, &what), (1, &what));
        ran.never_says("einstecken …")
            .never_says("ob die Adresse")
            .says("An der Karte wurde nichts getan.");
    }
}

#[test]
fn what_is_wrong_with_the_state_of_one_pin_leaves_the_other_to_be_seen() {
    for fault in [
        Fault::code(4001),
        Fault::code(4063),
        Fault::Spoiled(Spoil::Without("Status")),
        Fault::Spoiled(Spoil::Saying("PinStatus", "LOCKED")),
    ] {
        let (konnektor, _) = with(Card::hba());
        let number = match &fault {
            Fault::Code(code, _) => format!("der Konnektor gibt den Stand nicht: Fehler {code}"),
            _ => "der Konnektor nennt keinen Stand, den dieses Programm kennt".to_owned(),
        };
        let first = fault.clone();
        konnektor.before(At::Next(Operation::GetPinStatus), move |konnektor| {
            konnektor.on(At::Next(Operation::GetPinStatus), first);
        });
        let mut journey = Journey::through(&konnektor);
        let ran = journey.run(&["--json", "status"], Script::nobody());
        ran.exits(0).says(&number);
        assert_eq!(ran.value("/pins/0/state"), "transport", "{fault:?}");
        assert_eq!(ran.value("/pins/1/state"), "unreadable", "{fault:?}");
    }
}

/// The words for it are the Konnektor's: the card was not asked, or nobody heard it.
#[test]
fn what_the_konnektor_does_not_say_is_not_laid_to_the_card() {
    for (operation, spoil, says) in [
        (
            Operation::GetCards,
            Spoil::Without("Iccsn"),
            "Der Konnektor nennt die Kartennummer (ICCSN) dieser Karte nicht",
        ),
        (
            Operation::GetPinStatus,
            Spoil::Saying("PinStatus", "LOCKED"),
            "PIN.CH: der Konnektor sagt nicht, wie sie steht",
        ),
        (
            Operation::GetCards,
            Spoil::Saying("CardType", "UNKNOWN"),
            "der Konnektor hat sie vielleicht nicht ganz gelesen",
        ),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Every(operation), Fault::Spoiled(spoil.clone()));
        let mut journey = Journey::through(&konnektor);
        let line = ["--json", "--wait", "0", "activate", "--pin", "ch"];
        let ran = journey.run(&line, Script::person());
        assert_ne!(ran.exit, 0, "{spoil:?}");
        ran.says(says).never_says("Die Karte gibt");
        assert!(konnektor.pin_posts().is_empty(), "{spoil:?}");
    }
}

/// VERIFIED is of this session, and from memory; VERIFIABLE with no number of tries that is one says
/// only that a PIN is set.
#[test]
fn a_set_pin_without_a_number_of_tries_is_not_told_as_verified() {
    for (word, spoil, state, says) in [
        ("VERIFIED", None, "verified", "gesetzt, gerade geprüft"),
        (
            "VERIFIABLE",
            None,
            "set",
            "der Konnektor nennt die übrigen Versuche nicht",
        ),
        (
            "VERIFIABLE",
            Some("16"),
            "set",
            "der Konnektor nennt die übrigen Versuche nicht",
        ),
    ] {
        let (konnektor, _) = with(Card::hba());
        let fault = match spoil {
            None => Fault::Word(word, None),
            Some(_) => Fault::Word(word, Some(16)),
        };
        konnektor.on(At::Every(Operation::GetPinStatus), fault);
        let mut journey = Journey::through(&konnektor);
        let ran = journey.run(&["--json", "status"], Script::nobody());
        ran.exits(0).says(says).never_says("anderswo geprüft");
        assert_eq!(ran.value("/pins/0/state"), state, "{word}");
        assert_eq!(ran.value("/pins/0/tries_left"), serde_json::Value::Null);
    }
}

/// A Konnektor says in words what a card answered; no status word ever comes from it.
#[test]
fn no_status_word_is_named_that_never_came() {
    for (word, left) in [
        ("REJECTED", Some(2)),
        ("NOWBLOCKED", Some(0)),
        ("WASBLOCKED", None),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Next(Operation::ChangePin), Fault::Word(word, left));
        let mut journey = Journey::through(&konnektor);
        let line = ["--json", "activate", "--pin", "ch"];
        let ran = journey.run(&line, fits("0").then(goes()));
        assert_ne!(ran.exit, 0, "{word}");
        ran.never_says("63C").never_says("6983");
        assert_eq!(
            ran.value("/error/status_word"),
            serde_json::Value::Null,
            "{word}"
        );
        if word == "WASBLOCKED" {
            let ran = journey.run(&["status"], Script::nobody());
            ran.says("laut Notizen GESPERRT (so wurde es gemeldet)");
        }
    }
}

fn goes() -> Script {
    Script::person().asks_secret("Enter", "")
}

/// The order to ask for a PIN is answered so, and the state is what it was.
#[test]
fn what_the_konnektor_says_of_an_order_keeps_its_exit_and_says_what_is_known_of_the_try() {
    let nothing = "Kein Versuch ist verbraucht.";
    let open = "Ob es einen Versuch gekostet hat, ist offen";
    let never = "An der Karte wurde nichts getan.";
    for (code, exit, word, says) in [
        (4004, 3, "konnektor_context", open),
        (4007, 4, "terminal_away", open),
        (4018, 7, "konnektor_other_user", open),
        (4053, 18, "terminal_no_entry", open),
        (4066, 18, "terminal_no_entry", never),
        (4092, 18, "terminal_no_entry", never),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Next(Operation::ChangePin), Fault::code(code));
        let mut journey = Journey::through(&konnektor);
        let script = match says == open {
            true => goes().then(confirmed("j")),
            false => goes(),
        };
        let line = ["--json", "activate", "--pin", "ch"];
        let ran = journey.run(&line, fits("0").then(script));
        ran.fails(exit, word).says(says);
        assert_eq!(konnektor.pin_posts(), ["ChangePin PIN.CH"], "{code}");
        let ran = journey.run(&["--json", "status"], Script::nobody());
        let noted = u8::from(says == open);
        assert_eq!(ran.value("/pins/0/unknown_noted"), noted, "{code}");
    }
    // A counter that is seen leaves no doubt.
    let (konnektor, terminal) = with(Card::hba());
    konnektor.then(Person::types([CH, NEW, NEW]));
    let mut journey = Journey::through(&konnektor);
    let script = fits("0").then(goes());
    journey.run(&["activate", "--pin", "ch"], script).exits(0);
    konnektor.reinsert(terminal, 2);
    konnektor.on(At::Next(Operation::ChangePin), Fault::code(4018));
    let ran = journey.run(&["--json", "change", "--pin", "ch"], goes());
    ran.fails(7, "konnektor_other_user").says(nothing);
}

/// Whoever stands between may turn an order away before a dialog or behind one, and says the same.
#[test]
fn an_order_that_is_turned_away_may_have_cost_a_try_and_what_it_did_is_told() {
    for status in ["401 Unauthorized", "403 Forbidden", "302 Found"] {
        let (konnektor, _) = with(Card::hba());
        let refused = Fault::http(status, "Location: https://login.example/\r\n", "");
        konnektor.on(At::Next(Operation::ChangePin), refused);
        let mut journey = Journey::through(&konnektor);
        let line = ["--json", "activate", "--pin", "ch"];
        let ran = journey.run(&line, fits("0").then(goes()).then(confirmed("j")));
        assert_ne!(ran.exit, 0, "{status}");
        ran.says("Ob es einen Versuch gekostet hat, ist offen");
        let ran = journey.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/unknown_noted"), 1, "{status}");

        let (konnektor, _) = with(Card::hba());
        konnektor.then(Person::types([CH, NEW, NEW]));
        let behind = Fault::Spoiled(Spoil::Status(status));
        konnektor.on(At::Next(Operation::ChangePin), behind);
        let mut journey = Journey::through(&konnektor);
        let ran = journey.run(&line, fits("0").then(goes()));
        ran.exits(0);
        assert_eq!(ran.value("/results/0/answer"), "lost", "{status}");
    }
}

/// Who has finished at the terminal pulls the card, and puts it in again.
#[test]
fn a_card_that_was_pulled_after_its_dialog_is_read_back_when_it_is_in_again() {
    let (konnektor, terminal) = with(Card::hba());
    konnektor.then(Person::types([CH, NEW, NEW]));
    konnektor.before(At::Next(Operation::ChangePin), move |konnektor| {
        let pulled = move |konnektor: &Konnektor| konnektor.reinsert(terminal, 2);
        konnektor.before(At::Next(Operation::GetPinStatus), pulled);
    });
    let mut journey = Journey::through(&konnektor);
    let line = ["--json", "activate", "--pin", "ch"];
    let ran = journey.run(&line, fits("0").then(goes()));
    ran.exits(0);
    assert_eq!(ran.value("/results/0/after"), "set");
    assert!(konnektor.is_plan_done());
}

/// A Konnektor has no transaction that would keep them apart.
#[test]
fn while_a_terminal_asks_no_other_run_of_this_pc_gets_to_the_card() {
    let (konnektor, _) = with(Card::hba());
    konnektor.then(Person::types([CH, NEW, NEW]));
    let mut journey = Journey::through(&konnektor);
    let (notes, seen) = (
        journey.notes.clone().unwrap(),
        Arc::new(AtomicBool::new(false)),
    );
    konnektor.before(At::Next(Operation::ChangePin), {
        let seen = Arc::clone(&seen);
        move |_| {
            let (number, patience) = ("80276999990000000017", Duration::from_millis(10));
            let other = Notes::open_file(notes);
            let taken = other.lock_for_gate(number, patience, &Interrupts::none());
            let is_taken = taken.is_err_and(|error| matches!(error.kind(), ErrorKind::GateTaken));
            seen.store(is_taken, Ordering::Relaxed);
        }
    });
    let ran = journey.run(&["activate", "--pin", "ch"], fits("0").then(goes()));
    ran.exits(0);
    assert!(seen.load(Ordering::Relaxed));
}

/// While it asks, its attempt is noted as open: that is no attempt of which nobody knows.
#[test]
fn a_run_beside_one_whose_terminal_asks_is_told_so_and_sends_nobody_to_a_terminal() {
    let (konnektor, _) = with(Card::hba());
    let mut journey = Journey::through(&konnektor);
    let held = |at_once: bool, journey: &mut Journey| {
        let notes = Notes::open_file(journey.notes.clone().unwrap());
        let number = "80276999990000000017";
        let other = notes.lock_for_gate(number, Duration::ZERO, &Interrupts::none());
        let gate = other.unwrap();
        let script = match at_once {
            true => Script::person(),
            false => fits("0").then(goes()),
        };
        let ran = journey.run(&["--json", "activate", "--pin", "ch"], script);
        drop(gate);
        ran.fails(7, "busy");
        let said = ran.heard.borrow().everything();
        assert!(!said.contains("fragt gleich"), "{said}");
        assert!(!said.contains("Zuerst sie probieren"), "{said}");
    };
    held(false, &mut journey);
    // Of an attempt that is open it is known before anything is asked.
    konnektor.on(At::Next(Operation::ChangePin), Fault::code(4048));
    let line = ["--json", "activate", "--pin", "ch"];
    let ran = journey.run(&line, fits("0").then(goes()));
    ran.fails(9, "outcome_unknown");
    held(true, &mut journey);
    assert_eq!(konnektor.pin_posts().len(), 1);
}

/// Nobody knows whether the new PIN is valid; what the card shows of tries is known all the same.
#[test]
fn what_the_state_shows_of_tries_is_said_with_an_outcome_that_nobody_knows() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    practice.makes_up = true;
    practice.then(Person::types([WRONG_OWN, NEXT, NEXT]));
    let spoiled = Fault::Spoiled(Spoil::Without("PinResult"));
    practice
        .konnektor
        .on(At::Next(Operation::ChangePin), spoiled);
    let ran = practice.run(&["--json", "change"], goes());
    ran.fails(9, "outcome_unknown")
        .says("Die Karte zählt jetzt noch 2 Versuche.");
    assert_eq!(ran.value("/error/tries_left"), 2);
}

#[track_caller]
fn is_set_by_a_lost_answer(konnektor: &Konnektor) {
    let mut journey = Journey::through(konnektor);
    let ran = journey.run(
        &["--json", "activate", "--pin", "ch"],
        fits("0").then(goes()),
    );
    ran.exits(0);
    assert_eq!(ran.value("/results/0/answer"), "lost");
}

/// The terminal goes on asking although nobody hears of it.
#[test]
fn a_lost_answer_is_read_back_until_the_state_has_changed() {
    let (konnektor, _) = with(Card::hba());
    konnektor.habits(|habits| habits.status_during_dialog = Some(4060));
    konnektor.then(Person::types([CH, NEW, NEW]).torn(3));
    is_set_by_a_lost_answer(&konnektor);
    assert_eq!(konnektor.pin_posts(), ["ChangePin PIN.CH"]);
}

/// A word that nobody understands is no state that it could have changed into.
#[test]
fn a_state_that_nobody_understands_ends_no_wait_for_a_lost_answer() {
    let (konnektor, _) = with(Card::hba());
    konnektor.then(Person::types([CH, NEW, NEW]).torn(3));
    konnektor.before(At::Next(Operation::ChangePin), |konnektor| {
        let asleep = Fault::Word("ASLEEP", None);
        konnektor.on(At::Next(Operation::GetPinStatus), asleep);
    });
    is_set_by_a_lost_answer(&konnektor);
}

/// The Konnektor went away with the answer, and does not come back: a person is not kept waiting for
/// a card that is in its terminal all the time.
#[test]
fn after_a_lost_answer_nobody_is_waited_for_longer_than_the_terminal_may_ask() {
    let (konnektor, _) = with(Card::hba());
    konnektor.then(Person::types([CH, NEW, NEW]));
    let order = At::Next(Operation::ChangePin);
    konnektor.on(order, Fault::Spoiled(Spoil::Lost(End::Cut)));
    konnektor.before(order, |konnektor| {
        for operation in [Operation::Directory, Operation::GetCards] {
            let away = Fault::Spoiled(Spoil::Lost(End::Cut));
            konnektor.on(At::Every(operation), away);
        }
    });
    let mut journey = Journey::through(&konnektor);
    journey.settles = Duration::from_millis(20);
    let ran = journey.run(
        &["--json", "activate", "--pin", "ch"],
        fits("0").then(goes()),
    );
    ran.fails(9, "outcome_unknown")
        .never_says("wieder einstecken");
    assert_eq!(konnektor.pin_posts(), ["ChangePin PIN.CH"]);
}

/// A dialog of minutes is waited for.
#[test]
fn whoever_takes_ten_minutes_is_heard() {
    let (konnektor, _) = with(Card::hba());
    let slow = Person::types([CH, NEW, NEW]).after(Duration::from_secs(600));
    konnektor.then(slow);
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["activate", "--pin", "ch"], fits("0").then(goes()));
    ran.exits(0);
}

#[test]
fn a_list_that_does_not_come_says_what_is_wrong_with_the_way() {
    for (fault, exit, word) in [
        (
            Fault::http("401 Unauthorized", "", ""),
            3,
            "konnektor_login",
        ),
        (Fault::http("403 Forbidden", "", ""), 3, "konnektor_login"),
        (
            Fault::http("503 Service Unavailable", "", ""),
            3,
            "konnektor_no_answer",
        ),
        (Fault::page(), 1, "konnektor_failed"),
        (Fault::empty(), 1, "konnektor_failed"),
        (
            Fault::Spoiled(Spoil::Lost(End::Cut)),
            3,
            "konnektor_no_answer",
        ),
        (
            Fault::Spoiled(Spoil::Lost(End::Hangs)),
            3,
            "konnektor_no_answer",
        ),
        (Fault::Spoiled(Spoil::Bomb), 1, "konnektor_failed"),
        (Fault::code(4004), 3, "konnektor_context"),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Every(Operation::GetCards), fault.clone());
        let mut journey = Journey::through(&konnektor);
        for command in ["status", "readers"] {
            let ran = journey.run(&["--json", "--wait", "0", command], Script::nobody());
            ran.fails(exit, word);
        }
    }
}

#[test]
fn an_ehba_needs_a_user_and_that_is_said_before_anybody_is_asked() {
    let (konnektor, _) = with(Card::hba());
    let mut journey = Journey::through(&konnektor);
    journey.context.user = None;
    let ran = journey.run(&["--json", "activate", "--pin", "ch"], Script::person());
    ran.fails(2, "konnektor_user");
    assert_eq!(konnektor.pin_posts(), [""; 0]);
    // Its state can be seen all the same.
    journey.run(&["status"], Script::nobody()).exits(0);
}

/// A list of so many cards, each in a terminal of its own.
fn list_of(cards: usize) -> String {
    let conn = "http://ws.gematik.de/conn";
    let card = |number: usize| {
        format!(
            "<c:Card><n:CardHandle>SMC-B-{number}</n:CardHandle><m:CardType>SMC-B</m:CardType>\
             <m:Iccsn>80276883119{number:09}</m:Iccsn><m:CtId>T{number}</m:CtId><m:SlotId>1</m:SlotId>\
             <c:InsertTime>2026-11-20T07:58:12+01:00</c:InsertTime>\
             <c:CardHolderName>Praxis Dr. Ada Muster {number}</c:CardHolderName>\
             <c:CertificateExpirationDate>2030-01-01Z</c:CertificateExpirationDate></c:Card>"
        )
    };
    let cards: String = (1..=cards).map(card).collect();
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:e=\"{conn}/EventService/v7.2\" xmlns:c=\"{conn}/CardService/v8.1\" \
         xmlns:m=\"{conn}/CardServiceCommon/v2.0\" xmlns:n=\"{conn}/ConnectorCommon/v5.0\"><s:Body>\
         <e:GetCardsResponse><n:Status><n:Result>OK</n:Result></n:Status><c:Cards>{cards}</c:Cards>\
         </e:GetCardsResponse></s:Body></s:Envelope>"
    )
}

#[test]
fn a_long_list_is_taken_whole_and_one_that_is_too_long_is_refused_aloud() {
    let (konnektor, _) = with(Card::hba());
    let lists = At::Every(Operation::GetCards);
    konnektor.on(lists, Fault::body(&list_of(1_800)));
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "readers"], Script::nobody());
    ran.exits(0);
    let rows = ran.value("/readers");
    // With the empty slots of the terminal that is known.
    assert_eq!(rows.as_array().unwrap().len(), 1_803);
    assert_eq!(rows[1_802]["name"], "konnektor:praxis T1800, SLOT:1");
    assert_eq!(rows[1_802]["card"]["iccsn"], "80276883119000001800");
    konnektor.heals();
    konnektor.on(lists, Fault::body(&list_of(10_000)));
    let ran = journey.run(&["--json", "readers"], Script::nobody());
    ran.fails(1, "konnektor_failed");
    let message = ran.value("/error/message").to_string();
    assert!(message.contains("länger als 1 MiB"), "{message}");
}
