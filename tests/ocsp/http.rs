//! What hosts and proxies on the way may do to a question, and what is said of them: hanging,
//! dripping, sending elsewhere, rubbish. Nothing leaves loopback.

use std::time::Duration;

use pinlotse::online::error::{NoReply, ProxyProblem};
use pinlotse::online::{Error, Limit, Options, Proxies, Status, Trust, ask};
use pinlotse::system::signals::Interrupts;
use support::forged::now;
use support::ocsp_pki::{Asked, OcspPki};
use support::or_skip;
use support::responder::{Reply, Request, Server};

/// Without the environment of whoever runs the tests.
fn options() -> Options {
    Options {
        proxies: Proxies::none(),
        ..Options::at(now())
    }
}

/// Long enough for a machine that is busy to connect; what hangs is waited for this long.
const IMPATIENCE: Duration = Duration::from_millis(1500);

fn impatient() -> Options {
    Options {
        limit: Limit::of(IMPATIENCE),
        ..options()
    }
}

/// What a host on the way may do, and what is said of it.
fn with_reply(pki: &OcspPki, reply: impl FnMut(&Request) -> Reply + Send + 'static) -> Error {
    let server = Server::start(reply);
    ask(
        &pki.pair().question().to(&server.url("/ocsp")),
        &impatient(),
    )
    .unwrap_err()
}

#[test]
fn a_host_that_hangs_or_drips_is_given_up_when_the_time_is_over() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let after = IMPATIENCE;
    let silent = Error::NoReply(NoReply::TimedOut { after });
    assert_eq!(with_reply(&pki, |_| Reply::Hang), silent);
    // 5 s in all, an octet every 10 ms: a limit per read would never end it.
    let endless = Error::NoReply(NoReply::Unfinished { after });
    assert_eq!(with_reply(&pki, |_| Reply::Drip(500)), endless);
}

#[test]
fn questions_that_are_put_together_share_one_time_limit() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let server = Server::start(|_| Reply::Hang);
    let options = impatient();
    for _ in 0..3 {
        assert_eq!(
            ask(&pki.pair().question().to(&server.url("/ocsp")), &options),
            Err(Error::NoReply(NoReply::TimedOut { after: IMPATIENCE }))
        );
    }
    // The time was over when the second one would have been put.
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn who_presses_ctrl_c_does_not_wait_for_a_host_that_hangs() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let interrupts = Interrupts::none();
    let server = Server::start({
        let interrupts = interrupts.clone();
        move |_| {
            interrupts.raise_for_tests();
            Reply::Hang
        }
    });
    // An hour: a wait that does not look at the flag would never end.
    let patient = Options {
        limit: Limit::of(Duration::from_secs(3600)),
        interrupts,
        ..options()
    };
    assert_eq!(
        ask(&pki.pair().question().to(&server.url("/")), &patient),
        Err(Error::NoReply(NoReply::Interrupted))
    );
}

#[test]
fn rubbish_is_called_what_it_looks_like() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let no_ocsp = |web_page| Error::NotOcsp { web_page };
    let ended = Error::NoReply(NoReply::Broken(std::io::ErrorKind::UnexpectedEof));
    let rows: Vec<(Vec<u8>, Error)> = vec![
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".to_vec(),
            no_ocsp(false),
        ),
        (
            b"HTTP/1.1 200 OK\r\n\r\n\n <!DOCTYPE html><title>WLAN</title>".to_vec(),
            no_ocsp(true),
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec(),
            no_ocsp(false),
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello".to_vec(),
            ended.clone(),
        ),
        (
            b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(),
            Error::NoReply(NoReply::NotHttp),
        ),
        (
            b"HTTP/1.1 503 Service Unavailable\r\n\r\n".to_vec(),
            Error::NoReply(NoReply::HttpStatus(503)),
        ),
        (Vec::new(), ended),
    ];
    for (octets, expected) in rows {
        let shown = String::from_utf8_lossy(&octets).into_owned();
        assert_eq!(
            with_reply(&pki, move |_| Reply::Raw(octets.clone())),
            expected,
            "{shown:?}"
        );
    }
}

#[test]
fn ten_megabytes_are_not_read() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let too_large = Error::NoReply(NoReply::TooLarge { limit: 65_536 });
    let endless = [
        b"HTTP/1.1 200 OK\r\n\r\n".as_slice(),
        &vec![0x30; 10_000_000],
    ]
    .concat();
    assert_eq!(
        with_reply(&pki, move |_| Reply::Raw(endless.clone())),
        too_large
    );
    assert_eq!(
        with_reply(&pki, |_| Reply::Raw(
            b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n".to_vec()
        )),
        too_large
    );
}

#[test]
fn a_question_sent_elsewhere_is_asked_there_whole() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let pair = pki.pair();
    let expected = pki.question_by_openssl();
    let real =
        Server::start(move |request| Reply::ok(&pki.answer(&request.body, Asked::default())));
    let there = real.url("/new");
    let first = Server::start(move |request| {
        if request.head.starts_with("POST /ocsp ") {
            Reply::head("307 Temporary Redirect\r\nLocation: /next")
        } else {
            Reply::head(&format!("301 Moved\r\nLocation: {there}"))
        }
    });
    let answer = ask(&pair.question().to(&first.url("/ocsp")), &options()).unwrap();
    assert_eq!(
        (answer.status, answer.trust),
        (Status::Good, Trust::Verified)
    );
    assert_eq!(real.seen()[0].body, expected);
}

#[test]
fn a_question_is_sent_on_three_times_and_only_to_http() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let server = Server::start(|_| Reply::head("302 Found\r\nLocation: /ocsp"));
    let answer = ask(&pki.pair().question().to(&server.url("/ocsp")), &options());
    assert_eq!(
        answer,
        Err(Error::NoReply(NoReply::TooManyRedirects { limit: 3 }))
    );
    assert_eq!(server.seen().len(), 4);
    let error = with_reply(&pki, |_| {
        Reply::head("301 Moved\r\nLocation: https://127.0.0.1:1/")
    });
    assert!(
        matches!(&error, Error::NoReply(NoReply::SentElsewhere { url }) if url == "https://127.0.0.1:1/"),
        "{error:?}"
    );
    let error = with_reply(&pki, |_| {
        Reply::head("301 Moved\r\nLocation: http://a@127.0.0.1:1/")
    });
    assert!(
        matches!(&error, Error::NoReply(NoReply::SentAstray { .. })),
        "{error:?}"
    );
}

#[test]
fn an_address_that_is_not_http_is_never_called() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    for url in [
        "https://127.0.0.1:1/",
        "ldap://127.0.0.1:1/",
        "file:///etc/passwd",
    ] {
        let error = ask(&pki.pair().question().to(url), &options()).unwrap_err();
        assert!(
            matches!(error, Error::NoReply(NoReply::UrlNotHttp { .. })),
            "{url}: {error:?}"
        );
    }
}

#[test]
fn a_host_that_is_not_there_is_named() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let error = ask(
        &pki.pair()
            .question()
            .to(&format!("http://127.0.0.1:{port}/")),
        &options(),
    )
    .unwrap_err();
    let refused = std::io::ErrorKind::ConnectionRefused;
    assert_eq!(
        error,
        Error::NoReply(NoReply::Connect {
            host: "127.0.0.1".to_owned(),
            cause: refused
        })
    );
    // A label of 64 octets: no resolver asks anyone for it.
    let host = format!("{}.invalid", "a".repeat(64));
    let error = ask(
        &pki.pair().question().to(&format!("http://{host}/")),
        &options(),
    )
    .unwrap_err();
    assert_eq!(error, Error::NoReply(NoReply::Resolve { host }));
}

fn through(proxy: &str) -> Options {
    let proxies = Proxies::from_variables(|name| match name {
        "http_proxy" => Some(proxy.to_owned()),
        "no_proxy" => Some("directly.example,127.0.0.1".to_owned()),
        _ => None,
    });
    Options {
        proxies,
        ..options()
    }
}

#[test]
fn a_proxy_gets_the_whole_address_and_its_credentials() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    pki.index_good();
    let pair = pki.pair();
    let proxy =
        Server::start(move |request| Reply::ok(&pki.answer(&request.body, Asked::default())));
    let options = through(&proxy.proxy_url("anna:a%3Ab@"));
    // The name is resolved by the proxy: nobody here knows it.
    let answer = ask(
        &pair.question().to("http://ocsp.invalid:8080/ocsp?x"),
        &options,
    )
    .unwrap();
    assert_eq!(
        (answer.status, answer.trust),
        (Status::Good, Trust::Verified)
    );
    let head = proxy.seen()[0].head.clone();
    assert!(
        head.starts_with(
            "POST http://ocsp.invalid:8080/ocsp?x HTTP/1.1\r\nHost: ocsp.invalid:8080\r\n"
        ),
        "{head}"
    );
    assert!(
        head.contains("\r\nProxy-Authorization: Basic YW5uYTphOmI=\r\n"),
        "{head}"
    );
}

#[test]
fn a_host_in_no_proxy_is_asked_directly_and_knows_no_credentials() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let server = Server::start(|_| Reply::head("500 x"));
    let options = through("http://anna:word@127.0.0.1:1");
    assert_eq!(
        ask(&pki.pair().question().to(&server.url("/a")), &options),
        Err(Error::NoReply(NoReply::HttpStatus(500)))
    );
    let head = server.seen()[0].head.clone();
    assert!(
        head.starts_with("POST /a HTTP/1.1") && !head.contains("Authorization"),
        "{head}"
    );
}

#[test]
fn what_is_wrong_with_a_proxy_is_said_of_the_proxy() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let ask_through = |proxy: &str| {
        ask(
            &pki.pair().question().to("http://ocsp.invalid/"),
            &through(proxy),
        )
        .unwrap_err()
    };
    let server = Server::start(|_| Reply::head("407 Proxy Authentication Required"));
    assert_eq!(
        ask_through(&server.proxy_url("")),
        Error::NoReply(NoReply::Proxy(ProxyProblem::Credentials))
    );
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let error = ask_through(&format!("http://127.0.0.1:{port}"));
    assert!(
        matches!(&error, Error::NoReply(NoReply::Proxy(ProxyProblem::Connect { host, .. })) if host == "127.0.0.1"),
        "{error:?}"
    );
    let host = format!("{}.invalid", "a".repeat(64));
    assert_eq!(
        ask_through(&format!("http://{host}")),
        Error::NoReply(NoReply::Proxy(ProxyProblem::Resolve { host }))
    );
    assert_eq!(
        ask_through("https://127.0.0.1"),
        Error::NoReply(NoReply::Proxy(ProxyProblem::Scheme("https".to_owned())))
    );
    assert_eq!(
        ask_through("http://:::"),
        Error::NoReply(NoReply::Proxy(ProxyProblem::Malformed))
    );
}
