//! Fetching the list of issuers: what a download point, and whatever sits in between, may answer.

use std::time::Duration;

use pinlotse::issuers::{Error, Offered};
use pinlotse::online::{self, Limit, Options, Proxies};
use pinlotse::trust::Refusal;
use support::download_point::{Lists, Pair, Point, both, now};
use support::or_skip;
use support::responder::{Reply, Server};

/// Without the environment of whoever runs the tests.
fn options() -> Options {
    Options {
        proxies: Proxies::none(),
        ..Options::at(now())
    }
}

fn fetch(lists: &Lists, point: &Point) -> Result<Offered, Error> {
    point.point().fetch(&lists.anchor(), &options())
}

fn refused(lists: &Lists, point: &Point) -> Refusal {
    match fetch(lists, point) {
        Err(Error::Refused { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

fn unavailable(lists: &Lists, point: &Point, options: &Options) -> online::Error {
    match point.point().fetch(&lists.anchor(), options) {
        Err(Error::Unavailable { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

const SIGNATURE: &str = "/TSL-ECC/ECC-RSA_TSL.sig";
const LIST: &str = "/TSL-ECC/ECC-RSA_TSL.xml";

#[test]
fn two_gets_of_two_fixed_addresses_go_out_and_nothing_else() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let point = Point::of(lists.pair(10_500, 20));
    let offered = fetch(&lists, &point).unwrap();
    assert_eq!(offered.list.sequence_number, 10_500);
    assert_eq!(point.asked(), [SIGNATURE, LIST]);
    for request in point.requests() {
        let fields: Vec<&str> = request
            .lines()
            .skip(1)
            .map(|line| line.split(':').next().unwrap())
            .collect();
        assert!(
            request.starts_with("GET /TSL-ECC/ECC-RSA_TSL."),
            "{request}"
        );
        assert_eq!(fields, ["Host", "User-Agent", "Accept", "Connection"]);
    }
}

#[test]
fn the_way_may_lead_through_a_proxy() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let pair = lists.pair(10_500, 20);
    let mut serve = both(pair);
    let proxy = Server::start(move |request| serve(request.head.split(' ').nth(1).unwrap()));
    let options = Options {
        proxies: Proxies::from_variables(|name| {
            (name == "http_proxy").then(|| proxy.proxy_url(""))
        }),
        ..options()
    };
    let gematik = pinlotse::issuers::DownloadPoint::gematik();
    gematik.fetch(&lists.anchor(), &options).unwrap();
    let lines: Vec<String> = proxy
        .seen()
        .iter()
        .map(|request| request.head.lines().next().unwrap().to_owned())
        .collect();
    assert_eq!(
        lines,
        [
            "GET http://download.crl.ti-dienste.de/TSL-ECC/ECC-RSA_TSL.sig HTTP/1.1",
            "GET http://download.crl.ti-dienste.de/TSL-ECC/ECC-RSA_TSL.xml HTTP/1.1",
        ]
    );
}

#[test]
fn a_signature_that_does_not_fit_yet_is_asked_for_once_more_and_only_once() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let (old, new) = (lists.pair(10_500, 20), lists.pair(10_501, 30));
    let mut signatures = vec![new.signature.clone(), old.signature.clone()];
    let point = Point::with({
        let list = new.list.clone();
        move |path| match path {
            SIGNATURE => Reply::ok(&signatures.pop().unwrap()),
            _ => Reply::ok(&list),
        }
    });
    let offered = fetch(&lists, &point).unwrap();
    assert_eq!(offered.list.sequence_number, 10_501);
    assert_eq!(point.asked(), [SIGNATURE, LIST, SIGNATURE]);
    // List and signature of different days stay what they are.
    let mixed = Pair {
        list: new.list,
        signature: old.signature,
    };
    let point = Point::of(mixed);
    assert_eq!(refused(&lists, &point), Refusal::OtherOctets);
    assert_eq!(point.asked().len(), 3);
}

#[test]
fn one_octet_off_is_refused_in_either_file() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let pair = lists.pair(10_500, 20);
    let point = Point::of(pair.clone());
    for place in [0, pair.list.len() / 2, pair.list.len() - 1] {
        let mut spoiled = pair.clone();
        spoiled.list[place] ^= 1;
        point.serves(spoiled);
        assert_eq!(refused(&lists, &point), Refusal::OtherOctets, "{place}");
    }
    for place in [0, pair.signature.len() / 2, pair.signature.len() - 1] {
        let mut spoiled = pair.clone();
        spoiled.signature[place] ^= 1;
        point.serves(spoiled);
        refused(&lists, &point);
    }
}

#[test]
fn what_came_instead_of_the_list_is_called_what_it_is() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let pair = lists.pair(10_500, 20);
    let page = b"\r\n<!DOCTYPE html><title>WLAN-Anmeldung</title>".to_vec();
    let packed = b"\x1f\x8b\x08\x00rest".to_vec();
    let rows: [(&[u8], Refusal); 2] = [(&page, Refusal::WebPage), (&packed, Refusal::Packed)];
    let point = Point::of(pair.clone());
    for (octets, why) in rows {
        point.serves(Pair {
            list: octets.to_vec(),
            ..pair.clone()
        });
        assert_eq!(refused(&lists, &point), why);
        point.serves(Pair {
            signature: octets.to_vec(),
            ..pair.clone()
        });
        assert_eq!(refused(&lists, &point), why);
    }
    // Cut by a server that says so is cut in vain.
    point.serves(Pair {
        list: pair.list[..pair.list.len() - 1].to_vec(),
        ..pair.clone()
    });
    assert_eq!(refused(&lists, &point), Refusal::OtherOctets);
    point.serves(Pair {
        signature: pair.signature[..pair.signature.len() - 1].to_vec(),
        ..pair
    });
    assert_eq!(refused(&lists, &point), Refusal::NoSignature);
}

#[test]
fn a_gigabyte_is_not_read_whether_it_is_announced_or_not() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let signature = lists.pair(10_500, 20).signature;
    let announced = b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".to_vec();
    let point = Point::with({
        let signature = signature.clone();
        move |path| match path {
            SIGNATURE => Reply::ok(&signature),
            _ => Reply::Raw(announced.clone()),
        }
    });
    assert_eq!(refused(&lists, &point), Refusal::TooLarge);
    point.answers(move |path| match path {
        SIGNATURE => Reply::ok(&signature),
        _ => Reply::Endless,
    });
    assert_eq!(refused(&lists, &point), Refusal::TooLarge);
    point.answers(|_| Reply::Endless);
    assert_eq!(refused(&lists, &point), Refusal::TooLarge);
}

#[test]
fn one_time_limit_holds_for_both_files_however_slowly_they_drip() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let signature = lists.pair(10_500, 20).signature;
    let patience = Duration::from_millis(1500);
    let point = Point::with(move |path| match path {
        SIGNATURE => Reply::ok(&signature),
        // 5 s in all, an octet every 10 ms.
        _ => Reply::Drip(500),
    });
    let impatient = Options {
        limit: Limit::of(patience),
        ..options()
    };
    let over = online::Error::NoReply(online::NoReply::Unfinished { after: patience });
    assert_eq!(unavailable(&lists, &point, &impatient), over);
}

#[test]
fn where_a_reply_leads_elsewhere_only_http_is_followed() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let pair = lists.pair(10_500, 20);
    let other = Point::of(pair);
    let below = other.point();
    let target = format!("http://{}", below.host());
    let point =
        Point::with(move |path| Reply::head(&format!("302 Found\r\nLocation: {target}{path}")));
    fetch(&lists, &point).unwrap();
    assert_eq!(other.asked(), [SIGNATURE, LIST]);
    let rows = [
        (
            "302 Found\r\nLocation: https://portal.example/login",
            online::Error::NoReply(online::NoReply::SentElsewhere {
                url: "https://portal.example/login".to_owned(),
            }),
        ),
        (
            "302 Found\r\nLocation: /TSL-ECC/again",
            online::Error::NoReply(online::NoReply::TooManyRedirects { limit: 3 }),
        ),
        (
            "404 Not Found",
            online::Error::NoReply(online::NoReply::HttpStatus(404)),
        ),
        (
            "503 Service Unavailable",
            online::Error::NoReply(online::NoReply::HttpStatus(503)),
        ),
    ];
    for (head, why) in rows {
        point.answers(move |_| Reply::head(head));
        assert_eq!(unavailable(&lists, &point, &options()), why, "{head}");
    }
}

#[test]
fn a_line_that_breaks_is_no_list() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let point = Point::with(|_| {
        Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 600000\r\n\r\n<?xml".to_vec())
    });
    let broken = online::Error::NoReply(online::NoReply::Broken(std::io::ErrorKind::UnexpectedEof));
    assert_eq!(unavailable(&lists, &point, &options()), broken);
    point.answers(|_| Reply::Raw(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()));
    let why = unavailable(&lists, &point, &options());
    assert_eq!(why, online::Error::NoReply(online::NoReply::NotHttp));
}
