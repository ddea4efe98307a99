//! What a Konnektor sends, which only the feature `konnektor` reads. `tests/konnektor/bad_files.rs`
//! uses it without a fuzzer.

use pinlotse::konnektor::address::Address;
use pinlotse::konnektor::answer::{self, Answer, Outcome, PinResult};
use pinlotse::konnektor::codes::Reach;
use pinlotse::konnektor::directory::{self, Plain};
use pinlotse::konnektor::vocabulary::{Operation, Service};

/// An answer of SOAP: a fault to whatever was asked, or the answer to one question and no other. A
/// secret was taken only where the answer says so.
pub fn konnektor_answer(octets: &[u8]) -> bool {
    let mut given = 0;
    let mut faults = 0;
    let mut count = |kind: Option<bool>| match kind {
        Some(true) => given += 1,
        Some(false) => faults += 1,
        None => {}
    };
    count(kind(&answer::get_cards(octets)));
    count(kind(&answer::get_card_terminals(octets)));
    count(kind(&answer::get_pin_status(octets)));
    count(kind(&answer::read_card_certificate(octets)));
    for operation in [
        Operation::VerifyPin,
        Operation::ChangePin,
        Operation::UnblockPin,
    ] {
        let read = answer::pin_operation(octets, operation);
        count(kind(&read));
        let Ok(answer) = read else { continue };
        match answer.outcome() {
            Outcome::Accepted => {
                let Answer::Given { value, .. } = &answer else {
                    panic!("a fault is no success")
                };
                assert_eq!(value.result, Ok(PinResult::Ok));
            }
            Outcome::Failed(failure) if failure.reach == Reach::Never => {
                assert!(matches!(failure.code, Ok(4060 | 4066 | 4092 | 4093)));
            }
            _ => {}
        }
    }
    assert!((given, faults) == (1, 0) || (given, faults) == (0, 7) || given + faults == 0);
    given + faults > 0
}

/// Whether there is a value; `None` for what cannot be read.
fn kind<T, E>(answer: &Result<Answer<T>, E>) -> Option<bool> {
    let answer = answer.as_ref().ok()?;
    Some(matches!(answer, Answer::Given { .. }))
}

/// A service directory: whatever it says, a service is spoken to in a version that is spoken, by TLS
/// unless somebody allowed otherwise, and at no other host.
pub fn konnektor_directory(octets: &[u8]) -> bool {
    let Ok(directory) = directory::read(octets) else {
        return false;
    };
    let mut taken = false;
    for (text, plain) in [
        ("https://konnektor.praxis/kon1", Plain::Refused),
        ("https://konnektor.praxis/kon1", Plain::Allowed),
        ("http://konnektor.praxis:8080", Plain::Refused),
        ("http://konnektor.praxis:8080", Plain::Allowed),
    ] {
        let here = Address::parse(text).unwrap_or_else(|why| panic!("{text}: {why:?}"));
        for service in Service::ALL {
            let Ok(choice) = directory.choose(service, &here, plain) else {
                continue;
            };
            let number = choice.number;
            assert_eq!((number.major, number.minor), service.spoken());
            let may_be_plain = plain == Plain::Allowed && !here.is_tls();
            assert!(choice.address.is_tls() || may_be_plain);
            if let Ok(seen) = choice.address.seen_from(&here) {
                assert_eq!(seen.url().host(), "konnektor.praxis");
                assert_eq!(seen.url().path(), choice.address.url().path());
                assert_eq!(seen.is_tls(), choice.address.is_tls());
            }
            taken = true;
        }
    }
    taken
}
