//! How many requests a command makes.

use support::journey::{Journey, fits};
use support::konnektor::{Card, Person};
use support::script::Script;

use super::{CH, NEW, with};

#[test]
fn the_status_of_a_card_is_one_list_and_one_question_for_each_pin() {
    let (konnektor, _) = with(Card::smcb());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "status"], Script::nobody());
    ran.exits(0);
    assert_eq!(
        ran.value("/reader/name"),
        "konnektor:praxis Empfang, SLOT:2"
    );
    assert_eq!(
        konnektor.asked(),
        [
            "connector.sds",
            "GetCards",
            "GetCardTerminals",
            "ReadCardCertificate",
            "GetPinStatus PIN.SMC"
        ]
    );
    konnektor.is_content();
}

#[test]
fn an_activation_asks_for_the_card_anew_sends_one_order_and_looks_once_before_and_after() {
    let (konnektor, _) = with(Card::hba());
    konnektor.then(Person::types([CH, NEW, NEW]));
    let mut journey = Journey::through(&konnektor);
    let goes = Script::person().asks_secret("Enter", "");
    let ran = journey.run(&["activate", "--pin", "ch"], fits("0").then(goes));
    ran.exits(0);
    assert_eq!(
        konnektor.asked(),
        [
            "connector.sds",
            "GetCards",
            "GetCardTerminals",
            "ReadCardCertificate",
            "GetPinStatus PIN.CH",
            "GetPinStatus PIN.QES",
            "GetCards",
            "GetPinStatus PIN.CH",
            "ChangePin PIN.CH",
            "GetPinStatus PIN.CH",
        ]
    );
    konnektor.is_content();
}
