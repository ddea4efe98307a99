//! Is a certificate released? Against a real responder (`openssl ocsp`) with a brainpoolP256r1
//! issuer, behind a server on loopback.

use pinlotse::certificate::signature::Obstacle;
use pinlotse::online::error::{NoReply, NotAllowed, Refusal};
use pinlotse::online::{
    Answer, Error, Options, Proxies, Question, Reason, Status, Trust, Unverified, ask, judge,
};
use support::forged::{Single, now, response};
use support::ocsp_pki::{Asked, OcspPki, SERIAL, URL};
use support::or_skip;
use support::responder::{Reply, Server};

/// Without the environment of whoever runs the tests.
fn options() -> Options {
    Options {
        proxies: Proxies::none(),
        ..Options::at(now())
    }
}

/// Asks over HTTP; the server passes the question on to `openssl ocsp`.
fn asked_of_openssl(pki: OcspPki) -> Result<Answer, Error> {
    let pair = pki.pair();
    let server =
        Server::start(move |request| Reply::ok(&pki.answer(&request.body, Asked::default())));
    ask(&pair.question().to(&server.url("/ocsp")), &options())
}

/// The same for a test that needs its issuer again.
fn asked_of(pki: &OcspPki, asked: Asked<'_>) -> Result<Answer, Error> {
    let answer = pki.answer(&pki.question_by_openssl(), asked);
    let server = Server::start(move |_| Reply::ok(&answer));
    ask(&pki.pair().question().to(&server.url("/ocsp")), &options())
}

#[test]
fn a_published_certificate_is_good_and_the_answer_verified() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let begin = now();
    let answer = asked_of_openssl(pki).unwrap();
    assert_eq!(
        (answer.status.code(), answer.trust.code()),
        ("good", "verified")
    );
    assert_eq!(
        (answer.status, answer.trust),
        (Status::Good, Trust::Verified)
    );
    assert!(
        (begin..=now()).contains(&answer.produced_at)
            && (begin..=now()).contains(&answer.this_update)
    );
    assert_eq!(answer.next_update, Some(answer.this_update + 86_400));
    assert_eq!(answer.responder, "Responder");
    assert!(!answer.knows_certificate, "openssl sends no CertHash");
}

#[test]
fn a_revoked_certificate_is_revoked_since_a_time_and_for_a_reason() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_revoked();
    let answer = asked_of_openssl(pki).unwrap();
    // 2026-02-03T04:05:06Z
    let Status::Revoked {
        at: Some(1_770_091_506),
        reason: Some(reason),
    } = answer.status
    else {
        panic!("{answer:?}")
    };
    assert_eq!(
        (reason, reason.code(), answer.status.code()),
        (Reason::KeyCompromise, "keyCompromise", "revoked")
    );
    assert_eq!(answer.trust, Trust::Verified);
}

#[test]
fn a_certificate_that_its_issuer_does_not_list_is_unknown() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let answer = asked_of_openssl(pki).unwrap();
    assert_eq!(
        (answer.status.code(), answer.trust),
        ("unknown", Trust::Verified)
    );
}

#[test]
fn the_question_is_the_one_that_openssl_would_ask_and_nothing_else_goes_out() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let server = Server::start(|_| Reply::head("500 Internal Server Error"));
    let url = server.url("/ocsp/?x=1");
    let pair = pki.pair();
    for issuer in [Some(&pair.ca), None] {
        let question = Question::about(&pair.card, issuer).unwrap();
        assert_eq!(question.url(), Ok(URL));
        assert_eq!(
            ask(&pair.question().to(&url), &options()),
            Err(Error::NoReply(NoReply::HttpStatus(500)))
        );
    }
    let expected = pki.question_by_openssl();
    let host = url.split('/').nth(2).unwrap();
    for request in server.seen() {
        assert_eq!(
            request.body, expected,
            "with the issuer's certificate or with the key identifier"
        );
        assert_eq!(
            request.head,
            format!(
                "POST /ocsp/?x=1 HTTP/1.1\r\nHost: {host}\r\nUser-Agent: pinlotse/{}\r\n\
                 Content-Type: application/ocsp-request\r\nAccept: application/ocsp-response\r\n\
                 Content-Length: {}\r\nConnection: close\r\n",
                env!("CARGO_PKG_VERSION"),
                expected.len()
            )
        );
    }
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn every_way_a_responder_may_sign_is_understood() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    pki.rsa_key("rsa");
    pki.issue(
        "rsa",
        "ca",
        "Responder RSA",
        "03",
        "extendedKeyUsage=OCSPSigning\n",
        "",
    );
    let pss = [
        "-ndays",
        "1",
        "-rsigopt",
        "rsa_padding_mode:pss",
        "-rsigopt",
        "rsa_pss_saltlen:32",
    ];
    let rows: &[(&str, &[&str], &str)] = &[
        ("signer", &["-ndays", "1", "-resp_key_id"], "Responder"),
        ("signer", &[], "Responder"),
        ("rsa", &["-ndays", "1"], "Responder RSA"),
        ("rsa", &["-ndays", "1", "-rmd", "sha512"], "Responder RSA"),
        ("rsa", &pss, "Responder RSA"),
        // The issuer itself, with and without its certificate in the answer.
        ("ca", &["-ndays", "1"], "Issuer"),
        ("ca", &["-ndays", "1", "-resp_no_certs"], "Issuer"),
    ];
    for (signer, more, name) in rows {
        let answer = asked_of(&pki, Asked { signer, more }).unwrap();
        let found = (answer.status, answer.trust, answer.responder.as_str());
        assert_eq!(
            found,
            (Status::Good, Trust::Verified, *name),
            "{signer} {more:?}"
        );
    }
}

#[test]
fn who_has_no_right_to_answer_is_not_believed() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let may_sign = "extendedKeyUsage=OCSPSigning\n";
    pki.authority("stranger", "Stranger");
    pki.issue("by-stranger", "stranger", "Responder", "02", may_sign, "");
    // One that calls itself as the issuer does, and has another key.
    pki.authority("impostor", "Issuer");
    pki.issue("by-impostor", "impostor", "Responder", "02", may_sign, "");
    pki.issue(
        "no-right",
        "ca",
        "Mail",
        "04",
        "extendedKeyUsage=emailProtection\n",
        "",
    );
    pki.issue(
        "any-right",
        "ca",
        "Any",
        "05",
        "extendedKeyUsage=anyExtendedKeyUsage\n",
        "",
    );
    let not_allowed = |why| Error::ResponderNotAllowed(why);
    let day: &[&str] = &["-ndays", "1"];
    let rows: &[(&str, &[&str], Error)] = &[
        ("by-stranger", day, not_allowed(NotAllowed::OtherIssuer)),
        (
            "by-impostor",
            day,
            not_allowed(NotAllowed::NotSignedByIssuer),
        ),
        ("no-right", day, not_allowed(NotAllowed::NoRight)),
        ("any-right", day, not_allowed(NotAllowed::NoRight)),
        ("card", day, not_allowed(NotAllowed::NoRight)),
        ("signer", &["-ndays", "1", "-badsig"], Error::BadSignature),
        (
            "impostor",
            &["-ndays", "1", "-resp_no_certs"],
            Error::BadSignature,
        ),
        (
            "signer",
            &["-ndays", "1", "-rmd", "sha1"],
            Error::Unverifiable(Obstacle::Method("1.2.840.10045.4.1".to_owned())),
        ),
    ];
    for (signer, more, expected) in rows {
        assert_eq!(
            asked_of(&pki, Asked { signer, more }).as_ref(),
            Err(expected),
            "{signer} {more:?}"
        );
    }
}

/// Nothing demands that an answer brings its signer's certificate, unless it is about a qualified
/// one; and qualified ones may be answered for by a service that another list vouches for.
#[test]
fn what_the_issuers_certificate_cannot_decide_is_unverified_and_no_failure() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    pki.authority("stranger", "Stranger");
    pki.issue(
        "by-stranger",
        "stranger",
        "Responder",
        "02",
        "extendedKeyUsage=OCSPSigning\n",
        "",
    );
    let bare: &[&str] = &["-ndays", "1", "-resp_no_certs"];
    let day: &[&str] = &["-ndays", "1"];
    let trust = |signer: &str, more: &[&str]| {
        asked_of(&pki, Asked { signer, more }).map(|answer| answer.trust)
    };
    let unverified = |why| Ok(Trust::Unverified(why));
    let not_allowed = |why| Err(Error::ResponderNotAllowed(why));
    assert_eq!(trust("signer", day), Ok(Trust::Verified));
    assert_eq!(trust("signer", bare), unverified(Unverified::SignerMissing));
    assert_eq!(
        trust("by-stranger", day),
        not_allowed(NotAllowed::OtherIssuer)
    );
    // The same card with a qualified certificate.
    pki.issue(
        "card",
        "ca",
        "Xaver Hilfé",
        SERIAL,
        "authorityKeyIdentifier=keyid\ncertificatePolicies=1.2.276.0.76.4.72\n",
        "",
    );
    assert!(pki.certificate("card").is_qualified());
    assert_eq!(trust("signer", day), Ok(Trust::Verified));
    assert_eq!(
        trust("signer", bare),
        not_allowed(NotAllowed::NoCertificate)
    );
    assert_eq!(
        trust("by-stranger", day),
        unverified(Unverified::ForeignSigner)
    );
    let forged: &[&str] = &["-ndays", "1", "-badsig"];
    assert_eq!(
        trust("by-stranger", forged),
        not_allowed(NotAllowed::OtherIssuer)
    );
}

#[test]
fn a_service_that_a_list_names_for_the_issuer_may_answer_and_only_that_very_one() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    pki.authority("stranger", "Stranger");
    for file in ["listed", "unlisted"] {
        let right = "extendedKeyUsage=critical,OCSPSigning\n";
        pki.issue(file, "stranger", "Service", "03", right, "");
    }
    let listed = pki.certificate("listed");
    let trust = |signer, more| {
        let pair = pki.pair();
        let question = pair.question().answered_also_by(vec![&listed]);
        let answer = pki.answer(&pki.question_by_openssl(), Asked { signer, more });
        judge(&question, &answer, now()).map(|answer| (answer.trust, answer.responder))
    };
    let (day, bare): (&[&str], &[&str]) = (&["-ndays", "1"], &["-ndays", "1", "-resp_no_certs"]);
    let verified = |name: &str| Ok((Trust::Verified, name.to_owned()));
    assert_eq!(trust("listed", day), verified("Service"));
    assert_eq!(trust("listed", bare), verified("Service"));
    // The issuer and those it gave the right to, as ever.
    assert_eq!(trust("signer", day), verified("Responder"));
    // Another key under the same name.
    let refused = |why| Err(Error::ResponderNotAllowed(why));
    assert_eq!(trust("unlisted", day), refused(NotAllowed::OtherIssuer));
    let nobody = Trust::Unverified(Unverified::SignerMissing);
    assert_eq!(trust("unlisted", bare), Ok((nobody, "Service".to_owned())));
    let forged: &[&str] = &["-ndays", "1", "-badsig"];
    assert!(trust("listed", forged).is_err());
}

#[test]
fn a_responder_whose_own_certificate_does_not_hold_now_is_not_believed() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let (pair, question) = (pki.pair(), pki.question_by_openssl());
    let in_days = |days: i64| {
        let then = now() + days * 86_400;
        let single = Single {
            this_update: then,
            next_update: None,
            ..Single::good(&question)
        };
        let answer = response(&pki, "signer", then, &[single], &[]);
        judge(&pair.question(), &answer, then)
    };
    assert_eq!(in_days(364).unwrap().status, Status::Good);
    let error = in_days(366).unwrap_err();
    assert!(
        matches!(
            error,
            Error::ResponderNotAllowed(NotAllowed::NotValid { .. })
        ),
        "{error:?}"
    );
}

#[test]
fn without_the_issuers_certificate_the_answer_says_that_nobody_can_tell_whose_it_is() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let card = pki.certificate("card");
    let question = || Question::about(&card, None).unwrap();
    let judged = |more: &[&str]| {
        let answer = pki.answer(
            &pki.question_by_openssl(),
            Asked {
                more,
                ..Asked::default()
            },
        );
        judge(&question(), &answer, now())
    };
    let answer = judged(&["-ndays", "1"]).unwrap();
    assert_eq!(
        (answer.status, answer.trust),
        (Status::Good, Trust::Unverified(Unverified::IssuerMissing))
    );
    assert_eq!(answer.trust.code(), "unverified");
    let bare = judged(&["-ndays", "1", "-resp_no_certs"]).unwrap();
    assert_eq!(
        bare.trust,
        Trust::Unverified(Unverified::NothingToCheckWith)
    );
    assert_eq!(
        judged(&["-ndays", "1", "-badsig"]),
        Err(Error::BadSignature)
    );
}

#[test]
fn a_question_needs_the_issuers_key_and_the_right_issuer() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.authority("impostor", "Issuer");
    pki.issue(
        "nameless",
        "ca",
        "x",
        "06",
        "authorityKeyIdentifier=none\n",
        "",
    );
    let about = |certificate: &str, issuer: Option<&str>| {
        let (certificate, issuer) = (
            pki.certificate(certificate),
            issuer.map(|issuer| pki.certificate(issuer)),
        );
        Question::about(&certificate, issuer.as_ref())
            .map(|question| question.url().map(str::to_owned))
    };
    assert_eq!(about("nameless", None), Err(Error::IssuerUnknown));
    assert_eq!(about("nameless", Some("ca")), Ok(Err(Error::NoUrl)));
    assert_eq!(about("card", Some("impostor")), Err(Error::NotItsIssuer));
    assert_eq!(about("card", Some("signer")), Err(Error::NoAuthority));
    let (nameless, ca) = (pki.certificate("nameless"), pki.certificate("ca"));
    let nowhere = Question::about(&nameless, Some(&ca)).unwrap();
    assert_eq!(ask(&nowhere, &options()), Err(Error::NoUrl));
}

#[test]
fn an_answer_holds_between_its_times_give_or_take_five_minutes() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let pair = pki.pair();
    for (more, holds_for) in [
        (["-nmin", "60"].as_slice(), 3600),
        (&[], pinlotse::online::check::MAX_AGE),
    ] {
        let octets = pki.answer(
            &pki.question_by_openssl(),
            Asked {
                more,
                ..Asked::default()
            },
        );
        let made = judge(&pair.question(), &octets, now()).unwrap().produced_at;
        let at = |seconds: i64| {
            judge(&pair.question(), &octets, made + seconds).map(|answer| answer.status)
        };
        assert_eq!(at(-300), Ok(Status::Good));
        assert_eq!(
            at(-301),
            Err(Error::FromTheFuture {
                from: made,
                now: made - 301
            })
        );
        assert_eq!(at(holds_for + 300), Ok(Status::Good), "{more:?}");
        let late = made + holds_for + 301;
        assert_eq!(
            at(holds_for + 301),
            Err(Error::Stale {
                made,
                until: made + holds_for,
                now: late
            }),
            "{more:?}"
        );
    }
}

#[test]
fn a_clock_from_before_the_program_is_said_to_be_wrong_and_nothing_goes_out() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let server = Server::start(|_| Reply::Hang);
    let clock = Options {
        now: 946_684_800,
        ..options()
    };
    let answer = ask(&pki.pair().question().to(&server.url("/")), &clock);
    assert_eq!(answer, Err(Error::ClockWrong { now: 946_684_800 }));
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn an_answer_about_another_certificate_is_none() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let answer = pki.answer(&pki.question_by_openssl(), Asked::default());
    let (signer, ca) = (pki.certificate("signer"), pki.certificate("ca"));
    let other = Question::about(&signer, Some(&ca)).unwrap();
    assert_eq!(judge(&other, &answer, now()), Err(Error::WrongCertificate));
}

#[test]
fn a_responder_that_refuses_is_quoted() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let pair = pki.pair();
    for (number, refusal) in [
        (1, Refusal::MalformedRequest),
        (2, Refusal::InternalError),
        (3, Refusal::TryLater),
        (5, Refusal::SignatureRequired),
        (6, Refusal::Unauthorized),
    ] {
        let answer = [0x30, 3, 0x0A, 1, number];
        assert_eq!(
            judge(&pair.question(), &answer, now()),
            Err(Error::ResponderRefused(refusal))
        );
    }
    assert_eq!(
        judge(&pair.question(), &[0x30, 3, 0x0A, 1, 4], now()),
        Err(Error::NotOcsp { web_page: false })
    );
    // Successful, and nothing in it.
    assert_eq!(
        judge(&pair.question(), &[0x30, 3, 0x0A, 1, 0], now()),
        Err(Error::NotOcsp { web_page: false })
    );
}

#[test]
fn the_number_in_the_question_is_that_of_the_certificate() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let question = pki.question_by_openssl();
    let number = hex::decode(SERIAL).unwrap();
    assert!(
        question
            .windows(number.len())
            .any(|window| window == number)
    );
}
