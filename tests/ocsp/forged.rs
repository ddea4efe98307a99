//! Answers that no honest responder sends: assembled octet by octet and signed with a key that has
//! the right to, or a real answer changed in every place.

use pinlotse::online::{Answer, Error, Question, Reason, Status, Trust, Unverified, judge};
use sha2::{Digest, Sha256};
use support::forged::{
    Single, assemble, extension, now, oid, response, time, time_with_fraction, tlv, untlv,
};
use support::ocsp_pki::{Asked, OcspPki};
use support::or_skip;

const CERT_HASH: &str = "1.3.36.8.3.13";

fn judged(pki: &OcspPki, singles: &[Single]) -> Result<Answer, Error> {
    judge(
        &pki.pair().question(),
        &response(pki, "signer", now(), singles, &[]),
        now(),
    )
}

fn good(pki: &OcspPki) -> Single {
    Single::good(&pki.question_by_openssl())
}

#[test]
fn an_assembled_answer_is_taken_like_a_real_one() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    assert_eq!(judged(&pki, &[good(&pki)]).unwrap().status, Status::Good);
    let revoked = Single {
        status: tlv(0xA1, &time(1_770_091_506)),
        ..good(&pki)
    };
    assert_eq!(
        judged(&pki, &[revoked]).unwrap().status,
        Status::Revoked {
            at: Some(1_770_091_506),
            reason: None
        }
    );
    let unknown = Single {
        status: tlv(0x82, &[]),
        ..good(&pki)
    };
    assert_eq!(judged(&pki, &[unknown]).unwrap().status, Status::Unknown);
}

#[test]
fn a_hash_of_the_certificate_must_be_that_of_this_one() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let with = |algorithm: &str, hash: &[u8]| {
        let value = tlv(
            0x30,
            &[
                tlv(0x30, &[oid(algorithm), tlv(5, &[])].concat()),
                tlv(4, hash),
            ]
            .concat(),
        );
        judged(
            &pki,
            &[Single {
                extensions: vec![extension(CERT_HASH, false, &value)],
                ..good(&pki)
            }],
        )
    };
    const SHA256: &str = "2.16.840.1.101.3.4.2.1";
    let own = Sha256::digest(pki.der("card"));
    assert!(with(SHA256, &own).unwrap().knows_certificate);
    assert_eq!(
        with(SHA256, &Sha256::digest(pki.der("signer"))),
        Err(Error::OtherCertificate)
    );
    assert_eq!(with(SHA256, &own[..31]), Err(Error::OtherCertificate));
    // MD5, which nobody should use.
    assert_eq!(
        with("1.2.840.113549.2.5", &own),
        Err(Error::Unsupported("1.2.840.113549.2.5".to_owned()))
    );
    let rubbish = Single {
        extensions: vec![extension(CERT_HASH, false, b"rubbish")],
        ..good(&pki)
    };
    assert_eq!(
        judged(&pki, &[rubbish]),
        Err(Error::NotOcsp { web_page: false })
    );
}

#[test]
fn a_demand_that_is_not_understood_makes_an_answer_unusable() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let single = |critical| Single {
        extensions: vec![extension("1.2.3.4", critical, b"\x05\x00")],
        ..good(&pki)
    };
    assert_eq!(judged(&pki, &[single(false)]).unwrap().status, Status::Good);
    assert_eq!(
        judged(&pki, &[single(true)]),
        Err(Error::Unsupported("1.2.3.4".to_owned()))
    );
    let whole = |critical| {
        let extensions = [extension("1.2.3.4", critical, b"\x05\x00")];
        judge(
            &pki.pair().question(),
            &response(&pki, "signer", now(), &[good(&pki)], &extensions),
            now(),
        )
    };
    assert_eq!(whole(false).unwrap().status, Status::Good);
    assert_eq!(whole(true), Err(Error::Unsupported("1.2.3.4".to_owned())));
}

#[test]
fn nothing_beside_it_makes_unsaid_that_a_certificate_is_revoked() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let revoked = |extensions| Single {
        status: tlv(0xA1, &time(1_770_091_506)),
        extensions,
        ..good(&pki)
    };
    let demand = || vec![extension("1.2.3.4", true, b"\x05\x00")];
    let oddities = [
        (demand(), Vec::new()),
        (Vec::new(), demand()),
        (vec![extension(CERT_HASH, false, b"rubbish")], Vec::new()),
    ];
    for (of_the_word, of_the_answer) in oddities {
        let octets = response(
            &pki,
            "signer",
            now(),
            &[revoked(of_the_word)],
            &of_the_answer,
        );
        let pair = pki.pair();
        let answer = judge(&pair.question(), &octets, now()).unwrap();
        assert_eq!(answer.status.code(), "revoked");
        assert_eq!(answer.trust, Trust::Verified);
        assert!(!answer.knows_certificate);
        // Said by nobody knows whom, it is no more than any other answer.
        let unverified = Question::about(&pair.card, None).unwrap();
        judge(&unverified, &octets, now()).unwrap_err();
    }
}

#[test]
fn among_several_words_the_latest_about_this_certificate_counts() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let revoked = |this_update| Single {
        status: tlv(0xA1, &time(1_770_091_506)),
        this_update,
        ..good(&pki)
    };
    let mut other = good(&pki);
    // The number is the end of the CertID.
    *other.cert_id.last_mut().unwrap() ^= 1;
    let earlier = now() - 600;
    let words = [other, revoked(earlier), good(&pki)];
    assert_eq!(judged(&pki, &words).unwrap().status, Status::Good);
    let words = [
        Single {
            this_update: earlier,
            ..good(&pki)
        },
        revoked(now()),
    ];
    assert_eq!(judged(&pki, &words).unwrap().status.code(), "revoked");
    assert_eq!(judged(&pki, &[]), Err(Error::WrongCertificate));
}

#[test]
fn an_answer_for_later_is_none_for_now() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let tomorrow = now() + 86_400;
    let error = judged(
        &pki,
        &[Single {
            this_update: tomorrow,
            next_update: None,
            ..good(&pki)
        }],
    )
    .unwrap_err();
    assert!(
        matches!(error, Error::FromTheFuture { from, .. } if from == tomorrow),
        "{error:?}"
    );
}

/// OCSPResponse, its bytes, BasicOCSPResponse: what is signed, and where it begins in the whole.
fn signed_part(answer: &[u8]) -> std::ops::Range<usize> {
    let (_, bytes) = untlv(untlv(answer).0);
    let (_, basic) = untlv(untlv(untlv(bytes).0).0);
    let inside = untlv(untlv(basic).0).0;
    let (_, behind) = untlv(inside);
    let begin = inside.as_ptr() as usize - answer.as_ptr() as usize;
    begin..begin + inside.len() - behind.len()
}

#[test]
fn no_change_in_what_is_signed_is_believed_and_none_elsewhere_says_anything_else() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let (pair, now) = (pki.pair(), now());
    let answer = pki.answer(&pki.question_by_openssl(), Asked::default());
    let judged = |octets: &[u8]| judge(&pair.question(), octets, now);
    let original = judged(&answer).unwrap();
    assert_eq!(original.status, Status::Good);
    let signed = signed_part(&answer);
    assert!(signed.len() > 100 && signed.end < answer.len());
    for at in 0..answer.len() {
        let mut changed = answer.clone();
        changed[at] ^= 1 << (at % 8);
        if let Ok(answer) = judged(&changed) {
            // Without the certificate that came with it nobody can tell whose it is.
            let bare = Answer {
                trust: Trust::Unverified(Unverified::SignerMissing),
                ..original.clone()
            };
            assert!(
                !signed.contains(&at) && (answer == original || answer == bare),
                "octet {at}: {answer:?}"
            );
        }
    }
}

#[test]
fn fractions_of_a_second_are_dropped() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let pair = pki.pair();
    let single = Single {
        times: time_with_fraction,
        ..Single::good(&pki.question_by_openssl())
    };
    let (this_update, next_update) = (single.this_update, single.next_update);
    let answer = response(&pki, "signer", now(), &[single], &[]);
    let answer = judge(&pair.question(), &answer, now()).unwrap();
    assert_eq!(
        (
            answer.status,
            answer.trust,
            answer.this_update,
            answer.next_update
        ),
        (Status::Good, Trust::Verified, this_update, next_update)
    );
}

#[test]
fn one_odd_octet_of_an_answer_costs_what_it_says() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let (pair, question) = (pki.pair(), pki.question_by_openssl());
    let said = |status: Vec<u8>, extensions: Vec<Vec<u8>>, more: Vec<Single>| {
        let single = Single {
            status,
            extensions,
            ..Single::good(&question)
        };
        let singles: Vec<Single> = std::iter::once(single).chain(more).collect();
        let answer = response(&pki, "signer", now(), &singles, &[]);
        judge(&pair.question(), &answer, now()).map(|answer| answer.status)
    };
    let good = || tlv(0x80, &[]);
    // A reason that nobody gave a meaning to, and a time that is none.
    let reason = |number: u8| tlv(0xA0, &tlv(0x0A, &[number]));
    let revoked = |parts: &[Vec<u8>]| tlv(0xA1, &parts.concat());
    let at = Some(1_770_091_506);
    for (parts, at, reason) in [
        (vec![time(1_770_091_506), reason(7)], at, None),
        (
            vec![time(1_770_091_506), reason(1)],
            at,
            Some(Reason::KeyCompromise),
        ),
        (
            vec![tlv(0x18, b"20261331000000Z"), reason(4)],
            None,
            Some(Reason::Superseded),
        ),
        (vec![], None, None),
    ] {
        assert_eq!(
            said(revoked(&parts), vec![], vec![]),
            Ok(Status::Revoked { at, reason })
        );
    }
    // Extensions that are none, and what is said of a certificate that nobody asked about.
    let odd = vec![tlv(0x30, &[6, 1, 0x80]), tlv(0x05, &[])];
    assert_eq!(said(good(), odd, vec![]), Ok(Status::Good));
    let mut other = Single {
        status: tlv(0x8F, b"?"),
        ..Single::good(&question)
    };
    *other.cert_id.last_mut().unwrap() ^= 1;
    assert_eq!(said(good(), vec![], vec![other]), Ok(Status::Good));
    let critical = tlv(0x30, &[tlv(6, &[0x80]), tlv(1, &[1]), tlv(4, &[])].concat());
    assert_eq!(
        said(good(), vec![critical], vec![]),
        Err(Error::Unsupported(String::new()))
    );
}

#[test]
fn an_answer_that_promises_to_hold_for_years_is_taken_for_ten_days() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let pair = pki.pair();
    let single = Single {
        next_update: Some(now() + 3000 * 86_400),
        ..Single::good(&pki.question_by_openssl())
    };
    let made = now();
    let answer = response(&pki, "signer", made, &[single], &[]);
    let in_days = |days: i64| judge(&pair.question(), &answer, made + days * 86_400);
    assert_eq!(in_days(10).unwrap().status, Status::Good);
    assert_eq!(
        in_days(11),
        Err(Error::Stale {
            made,
            until: made + 10 * 86_400,
            now: made + 11 * 86_400
        })
    );
}

#[test]
fn a_signature_of_one_answer_does_not_fit_another() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let signed = tlv(0x30, b"\xA2\x00");
    let assembled = assemble(
        &signed,
        &pki.sign("signer", b"something else"),
        &pki.der("signer"),
    );
    assert_eq!(
        pinlotse::online::response::parse(&assembled).unwrap_err(),
        Error::NotOcsp { web_page: false }
    );
}

#[test]
fn changed_and_cut_answers_break_nothing() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_revoked();
    let answer = pki.answer(&pki.question_by_openssl(), Asked::default());
    for length in 0..answer.len() {
        assert!(
            pinlotse::online::response::parse(&answer[..length]).is_err(),
            "{length} octets"
        );
    }
    let mut survived = 0;
    for at in 0..answer.len() {
        for value in [0x00, 0x01, 0x30, 0x7F, 0x80, 0x84, 0xA0, 0xFF] {
            let mut changed = answer.clone();
            changed[at] = value;
            survived += usize::from(pinlotse::online::response::parse(&changed).is_ok());
        }
    }
    assert!(
        survived > 0,
        "changes in hashes and signatures leave a response that reads as one"
    );
}

#[test]
fn nests_and_lengths_without_end_break_nothing() {
    let deep = [0x30, 0x80].repeat(30_000);
    let nested = (0..5_000).fold(Vec::new(), |inner, _| {
        tlv(0x30, &inner[..inner.len().min(60_000)])
    });
    for octets in [
        deep,
        nested,
        vec![0x30; 65_536],
        vec![0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
        vec![0x30, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        vec![0x30, 0x80, 0x0A, 0x01, 0x00, 0x00, 0x00],
        Vec::new(),
    ] {
        assert_eq!(
            pinlotse::online::response::parse(&octets).unwrap_err(),
            Error::NotOcsp { web_page: false }
        );
    }
}
