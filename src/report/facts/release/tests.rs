use super::*;
use crate::card::Kind;
use crate::card::files::certificate_files;
use crate::online::error::{NoReply, NotAllowed};

const NOW: i64 = 1_795_874_520;

fn asked(purpose: FilePurpose, result: Result<Answer, Error>) -> Asked {
    let mut files = [Kind::Hba, Kind::Smcb]
        .into_iter()
        .flat_map(certificate_files);
    Asked {
        file: files.find(|file| file.purpose == purpose).unwrap(),
        issuer: Some("medisign".to_owned()),
        port: Some(8080),
        has_list: false,
        at: NOW,
        result,
    }
}

fn answer(status: Status, trust: Trust) -> Answer {
    Answer {
        status,
        trust,
        produced_at: NOW,
        this_update: NOW - 60,
        next_update: None,
        responder: "Responder".to_owned(),
        knows_certificate: true,
    }
}

fn verified(status: Status) -> Result<Answer, Error> {
    Ok(answer(status, Trust::Verified))
}

fn of_nobody(status: Status) -> Result<Answer, Error> {
    let trust = Trust::Unverified(Unverified::IssuerMissing);
    Ok(answer(status, trust))
}

fn unverified() -> Result<Answer, Error> {
    of_nobody(Status::Good)
}

fn unverified_revoked() -> Result<Answer, Error> {
    of_nobody(Status::Revoked {
        at: None,
        reason: None,
    })
}

fn unverified_unknown() -> Result<Answer, Error> {
    of_nobody(Status::Unknown)
}

fn revoked() -> Result<Answer, Error> {
    verified(Status::Revoked {
        at: None,
        reason: None,
    })
}

fn silent() -> Result<Answer, Error> {
    Err(Error::NoReply(NoReply::HttpStatus(503)))
}

fn forged() -> Result<Answer, Error> {
    Err(Error::ResponderNotAllowed(NotAllowed::OtherIssuer))
}

fn good() -> Result<Answer, Error> {
    verified(Status::Good)
}

fn unknown() -> Result<Answer, Error> {
    verified(Status::Unknown)
}

/// Authentication, encryption, signature; the word for the card, whether it is mixed, the word for
/// the signature.
#[test]
fn the_worst_of_what_decides_is_the_answer_and_a_signature_of_its_own_is_told_beside_it() {
    type Said = fn() -> Result<Answer, Error>;
    type Row = ([Said; 3], &'static str, bool, Option<&'static str>);
    let rows: [Row; 18] = [
        ([good, good, good], "released", false, None),
        (
            [good, good, unverified],
            "released",
            false,
            Some("unverified"),
        ),
        ([good, good, silent], "released", false, Some("unavailable")),
        (
            [good, good, revoked],
            "partly_revoked",
            false,
            Some("revoked"),
        ),
        (
            [silent, unverified, revoked],
            "partly_revoked",
            true,
            Some("revoked"),
        ),
        (
            [unverified, unverified_revoked, unverified],
            "unverified",
            true,
            Some("unverified"),
        ),
        (
            [unverified, unverified_unknown, unverified_unknown],
            "unverified",
            true,
            None,
        ),
        (
            [unverified, unverified, unverified_revoked],
            "unverified",
            false,
            Some("unverified"),
        ),
        (
            [revoked, revoked, unknown],
            "revoked",
            false,
            Some("not_released"),
        ),
        (
            [good, good, unknown],
            "partly_released",
            false,
            Some("not_released"),
        ),
        (
            [good, unknown, good],
            "not_released",
            true,
            Some("released"),
        ),
        (
            [unknown, silent, silent],
            "not_released",
            true,
            Some("unavailable"),
        ),
        ([revoked, unknown, good], "revoked", true, Some("released")),
        ([good, silent, good], "unavailable", true, Some("released")),
        ([silent, silent, silent], "unavailable", false, None),
        (
            [unverified, silent, good],
            "unverified",
            true,
            Some("released"),
        ),
        (
            [forged, unverified, good],
            "contradicted",
            true,
            Some("released"),
        ),
        (
            [unverified, unverified, unverified],
            "unverified",
            false,
            None,
        ),
    ];
    for ([authentication, encryption, signature], word, is_mixed, beside) in rows {
        let all = [
            asked(FilePurpose::Aut, authentication()),
            asked(FilePurpose::Enc, encryption()),
            asked(FilePurpose::Qes, signature()),
        ];
        let release = Release::of(&all).unwrap();
        let told = release.signature.as_ref().map(|told| told.standing.code());
        let found = (release.code(), release.is_mixed, told);
        assert_eq!(found, (word, is_mixed, beside), "{all:?}");
        assert_eq!(release.is_released(), word == "released", "{all:?}");
    }
}

#[test]
fn only_a_verified_answer_has_an_issuer_who_stands_behind_it() {
    let release = |result| Release::of(&[asked(FilePurpose::Osig, result)]).unwrap();
    assert_eq!(release(good()).card.issuer.as_deref(), Some("medisign"));
    assert_eq!(release(good()).card.at, Some(NOW - 60));
    assert_eq!(release(unverified()).card.issuer, None);
    assert_eq!(release(silent()).card.issuer, None);
}

/// Each order of the same answers gives the same.
#[test]
fn what_nobody_vouches_for_is_told_by_the_worst_of_what_it_says() {
    let words = [unverified, unverified_unknown, unverified_revoked];
    for (first, second) in [(0, 2), (2, 0), (1, 2), (2, 1), (0, 1), (1, 0)] {
        let purposes = [FilePurpose::Aut, FilePurpose::Enc];
        let all: Vec<Asked> = std::iter::zip(purposes, [first, second])
            .map(|(purpose, index): (_, usize)| asked(purpose, words[index]()))
            .collect();
        let release = Release::of(&all).unwrap();
        let worst = Told::of(&asked(FilePurpose::Aut, words[first.max(second)]()));
        assert_eq!(release.card.standing, worst.standing);
        assert!(release.is_mixed);
    }
}

#[test]
fn a_signature_alone_says_nothing_of_the_card_and_where_nothing_was_asked_nothing_is_said() {
    for (said, is_revoked) in [(good(), false), (revoked(), true)] {
        let only = Release::of(&[asked(FilePurpose::Qes, said)]).unwrap();
        assert_eq!(only.code(), "signature_only");
        assert_eq!(only.of_signature(), Some(&only.card));
        assert!(!only.is_released());
        assert_eq!(only.is_signature_revoked(), is_revoked);
    }
    assert_eq!(Release::of(&[]), None);
}

#[test]
fn an_answer_that_should_be_new_and_is_old_says_how_old() {
    let age = |made: i64, next_update| {
        let answer = Answer {
            produced_at: made,
            next_update,
            ..answer(Status::Good, Trust::Verified)
        };
        let told = Told::of(&asked(FilePurpose::Aut, Ok(answer)));
        told.age
    };
    assert_eq!(age(NOW - 1200, None), Some(1200));
    assert_eq!(age(NOW - SKEW, None), None);
    // Who signs in advance says so.
    assert_eq!(age(NOW - 1200, Some(NOW + 3600)), None);
}
