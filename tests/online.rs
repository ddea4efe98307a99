//! Is a certificate released? Against a real responder (`openssl ocsp`) with a brainpoolP256r1 issuer, behind a server
//! on loopback that also hangs, drips, sends elsewhere and talks rubbish.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // In helpers too.

mod support;

use std::time::Duration;

use pinlotse::online::error::{NotAllowed, ProxyProblem, Refusal};
use pinlotse::online::{Answer, Error, Options, Proxies, Question, Reason, Status, Trust, Unverified, ask, judge};
use support::forged::now;
use support::or_skip;
use support::pki::{Asked, Pki, SERIAL, URL};
use support::responder::{Reply, Server};

/// Without the environment of whoever runs the tests.
fn options() -> Options {
    Options { proxies: Proxies::none(), ..Options::at(now()) }
}

/// Long enough for a machine that is busy to connect; what hangs is waited for this long.
fn impatient() -> Options {
    Options { timeout: Duration::from_millis(1500), ..options() }
}

fn question(pki: &Pki) -> Question {
    Question::about(&pki.der("card"), Some(&pki.der("ca"))).unwrap()
}

/// Asks over HTTP; the server passes the question on to `openssl ocsp`.
fn asked_of_openssl(pki: Pki, question: Question, asked: Asked<'static>) -> Result<Answer, Error> {
    let server = Server::start(move |request| Reply::ok(&pki.answer(&request.body, asked)));
    ask(&question.to(&server.url("/ocsp")), &options())
}

#[test]
fn a_published_certificate_is_good_and_the_answer_verified() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    let begin = now();
    let answer = asked_of_openssl_with(&pki, Asked::default()).unwrap();
    assert_eq!((answer.status.code(), answer.trust.code()), ("good", "verified"));
    assert_eq!((answer.status, answer.trust), (Status::Good, Trust::Verified));
    assert!((begin..=now()).contains(&answer.produced_at) && (begin..=now()).contains(&answer.this_update));
    assert_eq!(answer.next_update, Some(answer.this_update + 86_400));
    assert_eq!(answer.responder, "Responder");
    assert!(!answer.knows_certificate, "openssl sends no CertHash");
}

/// The same for a test that needs its issuer again.
fn asked_of_openssl_with(pki: &Pki, asked: Asked<'_>) -> Result<Answer, Error> {
    let answer = pki.answer(&pki.question_by_openssl(), asked);
    let server = Server::start(move |_| Reply::ok(&answer));
    ask(&question(pki).to(&server.url("/ocsp")), &options())
}

#[test]
fn a_revoked_certificate_is_revoked_since_a_time_and_for_a_reason() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_revoked();
    let question = question(&pki);
    let answer = asked_of_openssl(pki, question, Asked::default()).unwrap();
    // 2026-02-03T04:05:06Z
    let Status::Revoked { at: 1_770_091_506, reason: Some(reason) } = answer.status else { panic!("{answer:?}") };
    assert_eq!((reason, reason.code(), answer.status.code()), (Reason::KeyCompromise, "keyCompromise", "revoked"));
    assert_eq!(answer.trust, Trust::Verified);
}

#[test]
fn a_certificate_that_its_issuer_does_not_list_is_unknown() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let question = question(&pki);
    let answer = asked_of_openssl(pki, question, Asked::default()).unwrap();
    assert_eq!((answer.status.code(), answer.trust), ("unknown", Trust::Verified));
}

#[test]
fn the_question_is_the_one_that_openssl_would_ask_and_nothing_else_goes_out() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let server = Server::start(|_| Reply::head("500 Internal Server Error"));
    let url = server.url("/ocsp/?x=1");
    for issuer in [Some(pki.der("ca")), None] {
        let question = Question::about(&pki.der("card"), issuer.as_deref()).unwrap();
        assert_eq!(question.url(), Ok(URL));
        assert_eq!(ask(&question.to(&url), &options()), Err(Error::HttpStatus(500)));
    }
    let expected = pki.question_by_openssl();
    let host = url.split('/').nth(2).unwrap();
    for request in server.seen() {
        assert_eq!(request.body, expected, "with the issuer's certificate or with the key identifier");
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
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    pki.rsa_key("rsa");
    pki.issue("rsa", "ca", "Responder RSA", "03", "extendedKeyUsage=OCSPSigning\n", "");
    let pss = ["-ndays", "1", "-rsigopt", "rsa_padding_mode:pss", "-rsigopt", "rsa_pss_saltlen:32"];
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
        let answer = asked_of_openssl_with(&pki, Asked { signer, more }).unwrap();
        let found = (answer.status, answer.trust, answer.responder.as_str());
        assert_eq!(found, (Status::Good, Trust::Verified, *name), "{signer} {more:?}");
    }
}

#[test]
fn who_has_no_right_to_answer_is_not_believed() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    let may_sign = "extendedKeyUsage=OCSPSigning\n";
    pki.authority("stranger", "Stranger");
    pki.issue("by-stranger", "stranger", "Responder", "02", may_sign, "");
    // One that calls itself as the issuer does, and has another key.
    pki.authority("impostor", "Issuer");
    pki.issue("by-impostor", "impostor", "Responder", "02", may_sign, "");
    pki.issue("no-right", "ca", "Mail", "04", "extendedKeyUsage=emailProtection\n", "");
    pki.issue("any-right", "ca", "Any", "05", "extendedKeyUsage=anyExtendedKeyUsage\n", "");
    let not_allowed = |why| Error::ResponderNotAllowed(why);
    let day: &[&str] = &["-ndays", "1"];
    let rows: &[(&str, &[&str], Error)] = &[
        ("by-stranger", day, not_allowed(NotAllowed::OtherIssuer)),
        ("by-impostor", day, not_allowed(NotAllowed::NotSignedByIssuer)),
        ("no-right", day, not_allowed(NotAllowed::NoRight)),
        ("any-right", day, not_allowed(NotAllowed::NoRight)),
        ("card", day, not_allowed(NotAllowed::NoRight)),
        ("signer", &["-ndays", "1", "-resp_no_certs"], not_allowed(NotAllowed::NoCertificate)),
        ("signer", &["-ndays", "1", "-badsig"], Error::BadSignature),
        ("impostor", &["-ndays", "1", "-resp_no_certs"], Error::BadSignature),
        ("signer", &["-ndays", "1", "-rmd", "sha512"], Error::Unsupported("1.2.840.10045.4.3.4".to_owned())),
    ];
    for (signer, more, expected) in rows {
        assert_eq!(asked_of_openssl_with(&pki, Asked { signer, more }).as_ref(), Err(expected), "{signer} {more:?}");
    }
}

#[test]
fn a_responder_whose_own_certificate_does_not_hold_now_is_not_believed() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    let answer = pki.answer(&pki.question_by_openssl(), Asked { more: &["-ndays", "3650"], ..Asked::default() });
    let in_days = |days: i64| judge(&question(&pki), &answer, now() + days * 86_400);
    assert_eq!(in_days(364).unwrap().status, Status::Good);
    let error = in_days(366).unwrap_err();
    assert!(matches!(error, Error::ResponderNotAllowed(NotAllowed::NotValid { .. })), "{error:?}");
}

#[test]
fn without_the_issuers_certificate_the_answer_says_that_nobody_can_tell_whose_it_is() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    let question = || Question::about(&pki.der("card"), None).unwrap();
    let judged = |more: &[&str]| {
        let answer = pki.answer(&pki.question_by_openssl(), Asked { more, ..Asked::default() });
        judge(&question(), &answer, now())
    };
    let answer = judged(&["-ndays", "1"]).unwrap();
    assert_eq!((answer.status, answer.trust), (Status::Good, Trust::Unverified(Unverified::IssuerMissing)));
    assert_eq!(answer.trust.code(), "unverified");
    let bare = judged(&["-ndays", "1", "-resp_no_certs"]).unwrap();
    assert_eq!(bare.trust, Trust::Unverified(Unverified::NothingToCheckWith));
    assert_eq!(judged(&["-ndays", "1", "-badsig"]), Err(Error::BadSignature));
}

#[test]
fn a_question_needs_the_issuers_key_and_the_right_issuer() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.authority("impostor", "Issuer");
    pki.issue("nameless", "ca", "x", "06", "authorityKeyIdentifier=none\n", "");
    let about = |certificate: &str, issuer: Option<&str>| {
        let issuer = issuer.map(|issuer| pki.der(issuer));
        Question::about(&pki.der(certificate), issuer.as_deref()).map(|question| question.url().map(str::to_owned))
    };
    assert_eq!(about("nameless", None), Err(Error::IssuerUnknown));
    assert_eq!(about("nameless", Some("ca")), Ok(Err(Error::NoUrl)));
    assert_eq!(about("card", Some("impostor")), Err(Error::NotItsIssuer));
    assert_eq!(about("card", Some("signer")), Err(Error::NotItsIssuer));
    assert_eq!(Question::about(b"no certificate", None).unwrap_err(), Error::NotACertificate);
    assert_eq!(Question::about(&pki.der("card"), Some(&[0x30; 900])).unwrap_err(), Error::NotACertificate);
    let nowhere = Question::about(&pki.der("nameless"), Some(&pki.der("ca"))).unwrap();
    assert_eq!(ask(&nowhere, &options()), Err(Error::NoUrl));
}

#[test]
fn an_answer_holds_between_its_times_give_or_take_five_minutes() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    let question = question(&pki);
    for (more, holds_for) in [(["-nmin", "60"].as_slice(), 3600), (&[], pinlotse::online::check::MAX_AGE)] {
        let octets = pki.answer(&pki.question_by_openssl(), Asked { more, ..Asked::default() });
        let made = judge(&question, &octets, now()).unwrap().produced_at;
        let at = |seconds: i64| judge(&question, &octets, made + seconds).map(|answer| answer.status);
        assert_eq!(at(-300), Ok(Status::Good));
        assert_eq!(at(-301), Err(Error::FromTheFuture { from: made, now: made - 301 }));
        assert_eq!(at(holds_for + 300), Ok(Status::Good), "{more:?}");
        let late = made + holds_for + 301;
        assert_eq!(at(holds_for + 301), Err(Error::Stale { until: made + holds_for, now: late }), "{more:?}");
    }
}

#[test]
fn a_clock_from_before_the_program_is_said_to_be_wrong_and_nothing_goes_out() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let server = Server::start(|_| Reply::Hang);
    let clock = Options { now: 946_684_800, ..options() };
    let answer = ask(&question(&pki).to(&server.url("/")), &clock);
    assert_eq!(answer, Err(Error::ClockWrong { now: 946_684_800 }));
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn an_answer_about_another_certificate_is_none() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    let answer = pki.answer(&pki.question_by_openssl(), Asked::default());
    let other = Question::about(&pki.der("signer"), Some(&pki.der("ca"))).unwrap();
    assert_eq!(judge(&other, &answer, now()), Err(Error::WrongCertificate));
}

#[test]
fn a_responder_that_refuses_is_quoted() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let question = question(&pki);
    for (number, refusal) in [
        (1, Refusal::MalformedRequest),
        (2, Refusal::InternalError),
        (3, Refusal::TryLater),
        (5, Refusal::SignatureRequired),
        (6, Refusal::Unauthorized),
    ] {
        let answer = [0x30, 3, 0x0A, 1, number];
        assert_eq!(judge(&question, &answer, now()), Err(Error::ResponderRefused(refusal)));
    }
    assert_eq!(judge(&question, &[0x30, 3, 0x0A, 1, 4], now()), Err(Error::NotOcsp { web_page: false }));
    // Successful, and nothing in it.
    assert_eq!(judge(&question, &[0x30, 3, 0x0A, 1, 0], now()), Err(Error::NotOcsp { web_page: false }));
}

/// What a host on the way may do, and what is said of it.
fn with_reply(pki: &Pki, reply: impl FnMut(&support::responder::Request) -> Reply + Send + 'static) -> Error {
    let server = Server::start(reply);
    ask(&question(pki).to(&server.url("/ocsp")), &impatient()).unwrap_err()
}

#[test]
fn a_host_that_hangs_or_drips_is_given_up_when_the_time_is_over() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let over = Error::TimedOut { after: impatient().timeout };
    assert_eq!(with_reply(&pki, |_| Reply::Hang), over);
    // 5 s in all, an octet every 10 ms: a limit per read would never end it.
    assert_eq!(with_reply(&pki, |_| Reply::Drip(500)), over);
}

#[test]
fn rubbish_is_called_what_it_looks_like() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let no_ocsp = |web_page| Error::NotOcsp { web_page };
    let ended = Error::Broken(std::io::ErrorKind::UnexpectedEof);
    let rows: Vec<(Vec<u8>, Error)> = vec![
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".to_vec(), no_ocsp(false)),
        (b"HTTP/1.1 200 OK\r\n\r\n\n <!DOCTYPE html><title>WLAN</title>".to_vec(), no_ocsp(true)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec(), no_ocsp(false)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello".to_vec(), ended.clone()),
        (b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(), Error::NotHttp),
        (b"HTTP/1.1 503 Service Unavailable\r\n\r\n".to_vec(), Error::HttpStatus(503)),
        (Vec::new(), ended),
    ];
    for (octets, expected) in rows {
        let shown = String::from_utf8_lossy(&octets).into_owned();
        assert_eq!(with_reply(&pki, move |_| Reply::Raw(octets.clone())), expected, "{shown:?}");
    }
}

#[test]
fn ten_megabytes_are_not_read() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let too_large = Error::TooLarge { limit: 65_536 };
    let endless = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &vec![0x30; 10_000_000]].concat();
    assert_eq!(with_reply(&pki, move |_| Reply::Raw(endless.clone())), too_large);
    assert_eq!(
        with_reply(&pki, |_| Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n".to_vec())),
        too_large
    );
}

#[test]
fn a_question_sent_elsewhere_is_asked_there_whole() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    let question = question(&pki);
    let expected = pki.question_by_openssl();
    let real = Server::start(move |request| Reply::ok(&pki.answer(&request.body, Asked::default())));
    let there = real.url("/new");
    let first = Server::start(move |request| {
        if request.head.starts_with("POST /ocsp ") {
            Reply::head("307 Temporary Redirect\r\nLocation: /next")
        } else {
            Reply::head(&format!("301 Moved\r\nLocation: {there}"))
        }
    });
    let answer = ask(&question.to(&first.url("/ocsp")), &options()).unwrap();
    assert_eq!((answer.status, answer.trust), (Status::Good, Trust::Verified));
    assert_eq!(real.seen()[0].body, expected);
}

#[test]
fn a_question_is_sent_on_three_times_and_only_to_http() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let server = Server::start(|_| Reply::head("302 Found\r\nLocation: /ocsp"));
    let answer = ask(&question(&pki).to(&server.url("/ocsp")), &options());
    assert_eq!(answer, Err(Error::TooManyRedirects { limit: 3 }));
    assert_eq!(server.seen().len(), 4);
    let error = with_reply(&pki, |_| Reply::head("301 Moved\r\nLocation: https://127.0.0.1:1/"));
    assert!(matches!(&error, Error::UrlNotHttp { scheme, .. } if scheme == "https"), "{error:?}");
    let error = with_reply(&pki, |_| Reply::head("301 Moved\r\nLocation: http://a@127.0.0.1:1/"));
    assert!(matches!(&error, Error::UrlUnusable { .. }), "{error:?}");
}

#[test]
fn an_address_that_is_not_http_is_never_called() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    for url in ["https://127.0.0.1:1/", "ldap://127.0.0.1:1/", "file:///etc/passwd"] {
        let error = ask(&question(&pki).to(url), &options()).unwrap_err();
        assert!(matches!(error, Error::UrlNotHttp { .. }), "{url}: {error:?}");
    }
}

#[test]
fn a_host_that_is_not_there_is_named() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = ask(&question(&pki).to(&format!("http://127.0.0.1:{port}/")), &options()).unwrap_err();
    let refused = std::io::ErrorKind::ConnectionRefused;
    assert_eq!(error, Error::Connect { host: "127.0.0.1".to_owned(), cause: refused });
    // A label of 64 octets: no resolver asks anyone for it.
    let host = format!("{}.invalid", "a".repeat(64));
    let error = ask(&question(&pki).to(&format!("http://{host}/")), &options()).unwrap_err();
    assert_eq!(error, Error::Resolve { host });
}

fn through(proxy: &str) -> Options {
    let proxies = Proxies::from_variables(|name| match name {
        "http_proxy" => Some(proxy.to_owned()),
        "no_proxy" => Some("directly.example,127.0.0.1".to_owned()),
        _ => None,
    });
    Options { proxies, ..options() }
}

#[test]
fn a_proxy_gets_the_whole_address_and_its_credentials() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    pki.index_good();
    let question = question(&pki);
    let proxy = Server::start(move |request| Reply::ok(&pki.answer(&request.body, Asked::default())));
    let options = through(&proxy.proxy_url("anna:a%3Ab@"));
    // The name is resolved by the proxy: nobody here knows it.
    let answer = ask(&question.to("http://ocsp.invalid:8080/ocsp?x"), &options).unwrap();
    assert_eq!((answer.status, answer.trust), (Status::Good, Trust::Verified));
    let head = proxy.seen()[0].head.clone();
    assert!(head.starts_with("POST http://ocsp.invalid:8080/ocsp?x HTTP/1.1\r\nHost: ocsp.invalid:8080\r\n"), "{head}");
    assert!(head.contains("\r\nProxy-Authorization: Basic YW5uYTphOmI=\r\n"), "{head}");
}

#[test]
fn a_host_in_no_proxy_is_asked_directly_and_knows_no_credentials() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let server = Server::start(|_| Reply::head("500 x"));
    let options = through("http://anna:word@127.0.0.1:1");
    assert_eq!(ask(&question(&pki).to(&server.url("/a")), &options), Err(Error::HttpStatus(500)));
    let head = server.seen()[0].head.clone();
    assert!(head.starts_with("POST /a HTTP/1.1") && !head.contains("Authorization"), "{head}");
}

#[test]
fn what_is_wrong_with_a_proxy_is_said_of_the_proxy() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let ask_through = |proxy: &str| ask(&question(&pki).to("http://ocsp.invalid/"), &through(proxy)).unwrap_err();
    let server = Server::start(|_| Reply::head("407 Proxy Authentication Required"));
    assert_eq!(ask_through(&server.proxy_url("")), Error::Proxy(ProxyProblem::Credentials));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = ask_through(&format!("http://127.0.0.1:{port}"));
    assert!(matches!(&error, Error::Proxy(ProxyProblem::Connect { host, .. }) if host == "127.0.0.1"), "{error:?}");
    let host = format!("{}.invalid", "a".repeat(64));
    assert_eq!(ask_through(&format!("http://{host}")), Error::Proxy(ProxyProblem::Resolve { host }));
    assert_eq!(ask_through("https://127.0.0.1"), Error::Proxy(ProxyProblem::Scheme("https".to_owned())));
    assert_eq!(ask_through("http://:::"), Error::Proxy(ProxyProblem::Malformed));
}

#[test]
fn the_number_in_the_question_is_that_of_the_certificate() {
    let Some(pki) = or_skip(Pki::new()) else { return };
    let question = pki.question_by_openssl();
    let number = hex::decode(SERIAL).unwrap();
    assert!(question.windows(number.len()).any(|window| window == number));
}
