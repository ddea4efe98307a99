//! Dates, and which certificate of a purpose counts.

use super::build::{Draft, generalized, utc};
use crate::certificate::judge::{counting, judge, telematik_id};
use crate::certificate::validity::{days_left, state};
use crate::certificate::{Certificate, Key, Purpose, State};
use crate::system::clock::{self, Date};

fn dated(not_before: &str, not_after: &str) -> Certificate {
    // Four digits of the year are for those from 2050 on.
    let time = |text: &str| match text.len() {
        13 => utc(text),
        _ => generalized(text),
    };
    Draft {
        not_before: time(not_before),
        not_after: time(not_after),
        ..Draft::new()
    }
    .certificate()
}

fn rsa(mut certificate: Certificate) -> Certificate {
    certificate.key = Key::Rsa { bits: 2048 };
    certificate
}

fn at(day: &str, hour: u8, minute: u8, second: u8) -> i64 {
    clock::seconds_of(Date::parse(day).unwrap(), hour, minute, second).unwrap()
}

#[test]
fn the_first_and_the_last_second_belong_to_a_certificate() {
    let certificate = dated("240304000000Z", "240308225959Z");
    let (from, until) = (at("2024-03-04", 0, 0, 0), at("2024-03-08", 22, 59, 59));
    let (valid, expired) = (State::Valid { until }, State::Expired { until });
    let expiring = |days| State::Expiring { until, days };
    let rows = [
        (at("2024-03-03", 23, 59, 59), State::NotYetValid { from }, 5),
        (from, valid, 4),
        (at("2024-03-05", 23, 59, 59), valid, 3),
        (at("2024-03-06", 0, 0, 0), expiring(2), 2),
        (until, expiring(0), 0),
        (at("2024-03-08", 23, 0, 0), expired, 0),
        (at("2024-03-09", 0, 0, 0), expired, -1),
        (at("2026-11-23", 6, 31, 0), expired, -990),
    ];
    for (at, expected, days) in rows {
        assert_eq!(
            (state(&certificate, at, 2), days_left(&certificate, at)),
            (expected, Some(days)),
            "{at}"
        );
    }
}

#[test]
fn no_days_to_warn_of_still_warns_on_the_last_day() {
    let certificate = dated("240304000000Z", "240308225959Z");
    assert_eq!(
        state(&certificate, at("2024-03-07", 12, 0, 0), 0).word(),
        "valid"
    );
    assert_eq!(
        state(&certificate, at("2024-03-08", 12, 0, 0), 0).word(),
        "expiring"
    );
}

#[test]
fn a_date_that_cannot_be_read_leaves_open_what_the_other_one_does_not_decide() {
    let (begun, over) = ("240101000000Z", "241231235959Z");
    let (none, now) = ("241301000000Z", at("2026-06-01", 12, 0, 0));
    let rows = [
        (none, "281231235959Z", "unknown"),
        (none, over, "expired"),
        (begun, none, "unknown"),
        ("270101000000Z", none, "not_yet_valid"),
        (none, none, "unknown"),
    ];
    for (not_before, not_after, expected) in rows {
        let certificate = dated(not_before, not_after);
        assert_eq!(state(&certificate, now, 90).word(), expected);
        assert_eq!(
            days_left(&certificate, now).is_none(),
            not_after == none,
            "{not_after}"
        );
    }
}

#[test]
fn the_ends_of_the_calendar_are_no_end_of_the_arithmetic() {
    let certificate = dated("500101000000Z", "99991231235959Z");
    for at in [i64::MIN, -1, 0, i64::MAX] {
        let _ = (
            state(&certificate, at, u32::MAX),
            days_left(&certificate, at),
        );
    }
    assert_eq!(state(&certificate, i64::MIN, 0).word(), "not_yet_valid");
    assert_eq!(state(&certificate, i64::MAX, 0).word(), "expired");
}

#[test]
fn per_purpose_the_longest_one_in_force_counts() {
    let now = at("2026-06-01", 12, 0, 0);
    let over = dated("240101000000Z", "251231235959Z");
    let short = dated("240101000000Z", "261231235959Z");
    let long = dated("240101000000Z", "281231235959Z");
    let future = dated("270101000000Z", "311231235959Z");
    let long_rsa = rsa(dated("240101000000Z", "281231235959Z"));
    let undated = dated("240101000000Z", "281331235959Z");
    let rows: [(&[&Certificate], usize); 11] = [
        (&[&short, &long], 1),
        (&[&long, &short], 0),
        (&[&over, &short], 1),
        (&[&future, &short], 1),
        (&[&over, &future], 0),
        (&[&long_rsa, &long], 1),
        (&[&long, &long_rsa], 0),
        (&[&long_rsa, &short], 0),
        (&[&undated, &short], 1),
        (&[&over, &undated], 1),
        (&[&future, &undated], 1),
    ];
    for (number, (certificates, expected)) in rows.into_iter().enumerate() {
        let with_purpose: Vec<_> = certificates
            .iter()
            .map(|certificate| (Purpose::Enc, *certificate))
            .collect();
        let places = counting(&with_purpose, now);
        let counted: Vec<usize> = (0..places.len()).filter(|place| places[*place]).collect();
        assert_eq!(counted, [expected], "row {number}");
    }
}

#[test]
fn every_purpose_has_one_that_counts_and_of_two_alike_it_is_the_first() {
    let one = dated("240101000000Z", "281231235959Z");
    let card = [
        Purpose::Aut,
        Purpose::Enc,
        Purpose::Aut,
        Purpose::Qes,
        Purpose::Enc,
    ]
    .map(|purpose| (purpose, &one));
    let judged = judge(&card, at("2028-12-01", 0, 0, 0), 30);
    assert_eq!(
        judged.iter().map(|one| one.counts).collect::<Vec<_>>(),
        [true, true, false, true, false]
    );
    assert!(
        judged
            .iter()
            .all(|one| matches!(one.state, State::Expiring { days: 30, .. })
                && one.days_left == Some(30))
    );
    assert_eq!(judge(&[], 0, 90), []);
}

#[test]
fn the_telematik_id_comes_from_aut_before_enc_before_qes() {
    let with = |id: Option<&str>| {
        let mut certificate = Draft::new().certificate();
        certificate.telematik_id = id.map(str::to_owned);
        certificate
    };
    let (none, aut, enc, qes) = (
        with(None),
        with(Some("1-aut")),
        with(Some("1-enc")),
        with(Some("1-qes")),
    );
    assert_eq!(
        telematik_id(&[
            (Purpose::Qes, &qes),
            (Purpose::Enc, &enc),
            (Purpose::Aut, &aut)
        ]),
        Some((2, "1-aut"))
    );
    assert_eq!(
        telematik_id(&[
            (Purpose::Qes, &qes),
            (Purpose::Enc, &enc),
            (Purpose::Aut, &none)
        ]),
        Some((1, "1-enc"))
    );
    assert_eq!(
        telematik_id(&[(Purpose::Qes, &qes), (Purpose::Aut, &none)]),
        Some((0, "1-qes"))
    );
    assert_eq!(telematik_id(&[(Purpose::Qes, &none)]), None);
}
