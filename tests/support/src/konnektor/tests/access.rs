//! Who may: mandant, client system, workplace, terminal, SM-B, user.

use super::*;

const USER: &str = "<CONN:UserId>ada</CONN:UserId>";

fn other(bench: &Bench, from: &str, to: &str) -> String {
    let request = bench.typed("GetPinStatus", "PIN.CH").replaced(from, to);
    bench.ask(&request).short()
}

#[test]
fn each_rule_of_the_information_model_has_its_code() {
    let bench = Bench::new();
    let names = [
        (">praxis<", "><", "fault 4004"),
        (">praxis<", ">klinik<", "fault 4004"),
        (">pinlotse<", ">pvs<", "fault 4005"),
        (">empfang<", ">labor<", "fault 4006"),
    ];
    for (from, to, by_older) in names {
        assert_eq!(other(&bench, from, to), "fault 4021");
        bench.konnektor.model(|model| model.says_which = true);
        assert_eq!(other(&bench, from, to), by_older);
        bench.konnektor.model(|model| model.says_which = false);
    }
    let id = bench.konnektor.terminal_id(bench.terminal);
    let smb = "80276999990000000025".to_owned();

    type Change = Box<dyn Fn(&mut Model)>;
    let rules: Vec<(Change, &str, &str)> = vec![
        (
            Box::new(|m| m.client_systems_of.clear()),
            "PIN.CH",
            "fault 4010",
        ),
        (
            Box::new(|m| m.workplaces_of.clear()),
            "PIN.CH",
            "fault 4011",
        ),
        (Box::new(|m| m.reached_from.clear()), "PIN.CH", "fault 4014"),
        (Box::new(|m| m.terminals_of.clear()), "PIN.CH", "fault 4012"),
        (Box::new(|m| m.local.clear()), "PIN.CH", "fault 4015"),
        (Box::new(|m| m.smb.clear()), "PIN.SMC", "fault 4009"),
        (Box::new(|m| m.smb_of.clear()), "PIN.SMC", "fault 4013"),
        (
            Box::new(|m| m.logged_in_as = Some("pvs".to_owned())),
            "PIN.CH",
            "fault 4204",
        ),
        (
            Box::new(move |m| {
                m.local.clear();
                m.remote.push(("empfang".to_owned(), id.clone()));
            }),
            "PIN.CH",
            "TRANSPORT_PIN",
        ),
        (
            Box::new(move |m| m.smb.retain(|known| *known == smb)),
            "PIN.SMC",
            "TRANSPORT_PIN",
        ),
    ];
    for (change, pin, expected) in rules {
        let before = bench.konnektor.model(|model| model.clone());
        bench.konnektor.model(|model| change(model));
        assert_eq!(bench.state(pin), expected);
        bench.konnektor.model(|model| *model = before);
    }
    bench.konnektor.is_content();
}

#[test]
fn an_smb_that_nobody_entered_is_in_no_list() {
    let bench = Bench::new();
    bench.konnektor.model(|model| model.smb.clear());
    let said = bench.ask(&Typed::at(&make::EHEX, "GetCards"));
    assert_eq!(said.all(typed::CARDCMN, "CardType"), ["HBA"]);
}

#[test]
fn a_pin_operation_at_an_hba_needs_a_user() {
    let bench = Bench::new();
    for operation in ["ChangePin", "UnblockPin"] {
        for without in ["", "<CONN:UserId/>"] {
            let request = bench.typed(operation, "PIN.CH").replaced(USER, without);
            assert_eq!(bench.ask(&request).short(), "fault 4003", "{operation}");
        }
    }
    let request = bench.typed("ChangePin", "PIN.SMC");
    let request = request.replaced(USER, "");
    bench
        .konnektor
        .then(Person::types(["53962", "123456", "123456"]));
    assert_eq!(bench.ask(&request).short(), "OK");
    bench.konnektor.is_content();
}

#[test]
fn another_user_of_the_same_client_system_keeps_an_hba_until_it_is_pulled() {
    let bench = Bench::new();
    bench.konnektor.other_user(bench.terminal, 1, "pvs", "eva");
    assert_eq!(
        bench.state("PIN.CH"),
        "TRANSPORT_PIN",
        "another client system"
    );
    bench
        .konnektor
        .other_user(bench.terminal, 1, "pinlotse", "ada");
    assert_eq!(bench.state("PIN.QES"), "TRANSPORT_PIN", "the same user");
    bench
        .konnektor
        .other_user(bench.terminal, 1, "pinlotse", "eva");
    for operation in ["GetPinStatus", "ChangePin", "UnblockPin", "VerifyPin"] {
        assert_eq!(bench.pin(operation, "PIN.CH"), "fault 4018", "{operation}");
    }
    // Who names nobody is another one, too.
    assert_eq!(other(&bench, USER, ""), "fault 4018");
    bench.konnektor.reinsert(bench.terminal, 1);
    assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN");
    bench.konnektor.is_content();
}

/// Whether GetPinStatus needs a session is not told by what is left of the specification.
#[test]
fn without_a_user_the_state_of_an_hba_is_told_or_is_not() {
    let bench = Bench::new();
    assert_eq!(other(&bench, USER, ""), "TRANSPORT_PIN");
    bench
        .konnektor
        .habits(|habits| habits.status_needs_user = true);
    assert_eq!(other(&bench, USER, ""), "fault 4003");
    let of_smb = bench.typed("GetPinStatus", "PIN.SMC").replaced(USER, "");
    assert_eq!(bench.ask(&of_smb).short(), "TRANSPORT_PIN");
    assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN");
    bench.konnektor.is_content();
}

#[test]
fn verified_is_a_matter_of_the_session() {
    let bench = Bench::new();
    let typed = ["28407", "123456", "123456"];
    assert_eq!(bench.types("ChangePin", "PIN.CH", &typed), "OK");
    assert_eq!(bench.types("VerifyPin", "PIN.CH", &["123456"]), "OK");
    assert_eq!(bench.state("PIN.CH"), "VERIFIED");
    bench
        .konnektor
        .model(|model| model.enter("praxis", "pvs", "empfang"));
    // The card says 9000: no tries are told.
    assert_eq!(other(&bench, ">pinlotse<", ">pvs<"), "VERIFIABLE");

    // An SM-B is the mandant's, whoever asks.
    let typed = ["53962", "123456", "123456"];
    assert_eq!(bench.types("ChangePin", "PIN.SMC", &typed), "OK");
    let request = bench.typed("GetPinStatus", "PIN.SMC");
    let request = request.replaced(">pinlotse<", ">pvs<");
    assert_eq!(bench.ask(&request).short(), "VERIFIED");

    bench.konnektor.restarts();
    assert_eq!(bench.state("PIN.CH"), "VERIFIABLE 3");
    assert_eq!(bench.state("PIN.SMC"), "VERIFIABLE 3");
}

#[test]
fn a_handle_dies_with_its_card_its_terminal_and_the_konnektor() {
    type Happening = fn(&Bench);
    let happenings: [(&str, Happening); 4] = [
        ("pulled", |b| b.konnektor.reinsert(b.terminal, 1)),
        ("restarted", |b| b.konnektor.restarts()),
        ("terminal gone", |b| b.konnektor.terminal_goes(b.terminal)),
        ("terminal back", |b| {
            b.konnektor.terminal_goes(b.terminal);
            b.konnektor.terminal_comes_back(b.terminal);
        }),
    ];
    for (name, happens) in happenings {
        let bench = Bench::new();
        let old = bench.typed("GetPinStatus", "PIN.CH");
        assert_eq!(bench.ask(&old).short(), "TRANSPORT_PIN");
        happens(&bench);
        assert_eq!(bench.ask(&old).short(), "fault 4101", "{name}");
        if name != "terminal gone" {
            assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN", "{name}");
        }
    }
}
