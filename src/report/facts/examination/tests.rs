//! What an examination comes to.

use super::*;
use crate::konnektor::identifiers::Id;
use crate::konnektor::trouble::{self, Cause, Trouble};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// One in which all is well: a terminal at the workplace, an SMC-B and an HBA in it.
fn well() -> Examination {
    Examination {
        profile: "praxis".to_owned(),
        caller: Context {
            mandant: id("praxis"),
            client_system: id("pinlotse"),
            workplace: id("empfang"),
            user: Some(id("anna")),
        },
        without_tls: None,
        steps: Step::ALL.map(|step| (step, true)).to_vec(),
        connection: Some(Connection {
            version: "TLS 1.2",
            suite: String::new(),
            group: String::new(),
            server: certificate(State::Valid { until: 9 }),
            asks_client: true,
            client: Some(certificate(State::Valid { until: 9 })),
        }),
        product: None,
        tls_mandatory: Some(true),
        login_mandatory: Some(true),
        services: Vec::new(),
        offered: Vec::new(),
        terminals: vec![terminal("Empfang", &["empfang"], Asks::Itself)],
        cards: vec![
            card(CardType::SmcB, "Empfang"),
            card(CardType::Hba, "Empfang"),
        ],
        elsewhere: Some(Elsewhere::default()),
        warned: Vec::new(),
        failed: Vec::new(),
    }
}

fn certificate(state: State) -> CertificateSeen {
    CertificateSeen {
        fingerprint: String::new(),
        key: String::new(),
        from: None,
        until: None,
        state,
        days_left: None,
    }
}

fn terminal(name: &str, workplaces: &[&str], asks: Asks) -> Terminal {
    Terminal {
        name: name.to_owned(),
        is_connected: Some(true),
        asks,
        workplaces: workplaces.iter().map(|&one| one.to_owned()).collect(),
        product: ProductInformation::default(),
    }
}

fn card(kind: CardType, terminal: &str) -> Card {
    Card {
        kind,
        iccsn: None,
        terminal: Some(terminal.to_owned()),
        slot: Some(1),
    }
}

/// What is remarked, and whether it is pressing.
fn remarked(change: impl FnOnce(&mut Examination)) -> Vec<(&'static str, bool)> {
    let mut found = well();
    change(&mut found);
    let remarks = found.remarks();
    let remarked = |remark: &Remark| (remark.word(), remark.is_pressing());
    remarks.iter().map(remarked).collect()
}

fn server(state: State) -> impl FnOnce(&mut Examination) {
    move |found| found.connection.as_mut().unwrap().server.state = state
}

fn client(state: State) -> impl FnOnce(&mut Examination) {
    move |found| found.connection.as_mut().unwrap().client = Some(certificate(state))
}

#[test]
fn where_all_is_well_nothing_is_remarked() {
    assert_eq!(remarked(|_| ()), []);
    assert!(!well().has_no_terminal());
}

/// A server is known by its fingerprint, so that its dates stop nobody; a client is not.
#[test]
fn a_certificate_that_ends_is_remarked_and_that_of_the_client_is_pressing_once_it_is_over() {
    let over = State::Expired { until: 1 };
    let soon = State::Expiring { until: 9, days: 4 };
    let early = State::NotYetValid { from: 9 };
    for (state, is_pressing) in [
        (over, true),
        (soon, false),
        (early, true),
        (State::Unknown, false),
    ] {
        let own = [("client_certificate", is_pressing)];
        assert_eq!(remarked(client(state)), own, "{state:?}");
        let of_server = [("server_certificate", false)];
        assert_eq!(remarked(server(state)), of_server, "{state:?}");
    }
}

#[test]
fn what_is_unusual_at_terminals_and_cards_is_remarked() {
    assert_eq!(
        remarked(|found| found.without_tls = Some(WithoutTls::All)),
        [("not_encrypted", true)]
    );
    let foreign = |found: &mut Examination| found.caller.client_system = id("MEDISTAR");
    assert_eq!(remarked(foreign), [("client_system", true)]);
    let cut_off = |found: &mut Examination| found.terminals[0].is_connected = Some(false);
    assert_eq!(remarked(cut_off), [("terminal_not_connected", true)]);
    // Who says nothing of it is not cut off.
    assert_eq!(remarked(|found| found.terminals[0].is_connected = None), []);
    let remote = |found: &mut Examination| found.terminals[0].asks = Asks::Remote;
    assert_eq!(remarked(remote), [("none_at_workplace", true)]);
    assert_eq!(remarked(|found| found.cards.clear()), [("no_cards", true)]);
    let person = |found: &mut Examination| drop(found.cards.remove(0));
    assert_eq!(remarked(person), [("no_smcb", false)]);
    let nobody = |found: &mut Examination| found.caller.user = None;
    assert_eq!(remarked(nobody), [("user_missing", true)]);
}

#[test]
fn a_card_at_another_workplace_is_pressing_where_none_is_at_this_one() {
    let labour = || Elsewhere {
        terminals: vec![terminal("Labor", &["labor"], Asks::Remote)],
        cards: vec![card(CardType::Hba, "Labor")],
    };
    let beside = |found: &mut Examination| found.elsewhere = Some(labour());
    assert_eq!(remarked(beside), [("cards_elsewhere", false)]);
    let only = |found: &mut Examination| {
        found.cards.clear();
        found.elsewhere = Some(labour());
    };
    assert_eq!(
        remarked(only),
        [("no_cards", true), ("cards_elsewhere", true)]
    );
    let mut found = well();
    found.elsewhere = Some(labour());
    let [
        Remark::CardsElsewhere {
            cards, workplace, ..
        },
    ] = &found.remarks()[..]
    else {
        panic!("{:?}", found.remarks());
    };
    assert_eq!(workplace, "empfang");
    assert_eq!(cards[0].1, ["labor"]);
}

#[test]
fn terminals_of_others_are_remarked_where_the_workplace_has_none() {
    let empty = || Elsewhere {
        terminals: vec![terminal("Labor", &["labor"], Asks::Remote)],
        cards: Vec::new(),
    };
    assert_eq!(remarked(|found| found.elsewhere = Some(empty())), []);
    let none = |found: &mut Examination| {
        found.steps = vec![(Step::Terminals, false)];
        found.terminals.clear();
        found.cards.clear();
        found.elsewhere = Some(empty());
    };
    assert_eq!(remarked(none), [("terminals_elsewhere", true)]);
    let mut found = well();
    none(&mut found);
    assert!(found.has_no_terminal());
    // One that was not told has none that is known.
    let trouble = Trouble::before(trouble::Step::Directory, Cause::PlainRefused);
    found.failed.push(Konnektor::before(trouble));
    assert!(!found.has_no_terminal());
    assert_eq!(found.remarks(), []);
}
