//! `--online` gets gematik's list of issuers by itself: once, and only where it is needed.

use std::fs;

use support::download_point::{Lists, Point};
use support::issued::Service;
use support::issuer_list::{AUTHORITY, RESPONDER, provider, service};
use support::journey::{Journey, Ran, ends, guide, ready};
use support::or_skip;
use support::responder::Reply;
use support::script::Script;

/// What `openssl ocsp` says of a certificate that is published: it names no hash of it.
const RELEASED: &str = "Nicht gesperrt (bestätigt vom Herausgeber Probe, ";
const UNVERIFIED: &str = "ist nicht sicher";
const NEEDED: &str = "sie wird von gematik geholt";
const NOT_AGAIN: &str = "war in der letzten Stunde nicht zu bekommen";

/// A card whose service another issuer certified, so that only a list stands for its answers; and a
/// download point.
struct Desk {
    service: Service,
    journey: Journey,
    lists: Lists,
    point: Point,
}

impl Desk {
    fn new() -> Option<Self> {
        let service = or_skip(Service::start())?;
        service.publishes().is_of_another_issuer();
        let mut lists = or_skip(Lists::new())?;
        let services = [
            support::issuer_list::service(AUTHORITY, &service.der("ca")),
            support::issuer_list::service(RESPONDER, &service.der("by-stranger")),
        ];
        lists.providers = provider("Probe", &services.concat());
        let point = Point::of(lists.pair(10_500, 20));
        let mut journey = Journey::with(&service.card);
        journey.anchor = Some(lists.anchor());
        journey.keeper = point.keeper(&journey.temp);
        Some(Self {
            service,
            journey,
            lists,
            point,
        })
    }

    fn status(&mut self, more: &[&str]) -> Ran {
        let line = [&["status"], more].concat();
        self.journey.run(&line, Script::nobody())
    }

    /// Keeps a list of this number that ends so many days from now.
    fn has(&mut self, number: u32, ends_in: i64) {
        self.point.serves(self.lists.pair(number, ends_in));
        let ran = self.journey.run(&["issuers", "update"], Script::nobody());
        ran.exits(0);
    }

    fn hour_goes_by(&self) {
        fs::remove_file(self.journey.temp.join("state/issuers.list.in-vain")).unwrap();
    }

    fn fetches(&self) -> usize {
        self.point.asked().len()
    }
}

#[test]
fn the_list_is_fetched_once_and_says_whether_the_card_is_released() {
    let Some(mut desk) = Desk::new() else { return };
    desk.status(&[]).exits(0).never_says(NEEDED);
    assert_eq!(desk.fetches(), 0, "nothing goes out without --online");
    let first = desk.status(&["--online"]);
    first
        .exits(0)
        .says(NEEDED)
        .says("Herausgeber nach der Liste von gematik Nr. 10500")
        .says(RELEASED)
        .never_says(UNVERIFIED);
    assert_eq!(desk.fetches(), 2);
    let second = desk.status(&["--online"]);
    second
        .exits(0)
        .never_says(NEEDED)
        .says(RELEASED)
        .never_says(UNVERIFIED);
    assert_eq!(desk.fetches(), 2, "the list is here already");
    // The card is asked no more than without all this.
    let without = desk.status(&[]);
    assert_eq!(first.exchanges, without.exchanges);
    assert_eq!(second.exchanges, without.exchanges);
}

#[test]
fn the_guide_fetches_it_when_it_is_asked_whether_the_card_is_released() {
    let Some(mut desk) = Desk::new() else { return };
    let mut journey = Journey::set(&desk.service.card);
    journey.anchor = Some(desk.lists.anchor());
    journey.keeper = desk.point.keeper(&journey.temp);
    desk.journey = journey;
    let asks = || {
        ready()
            .chooses("Ja, das war ich")
            .chooses("Ist sie freigeschaltet? (Internet)")
            .then(ends())
    };
    let ran = guide(&mut desk.journey, asks());
    ran.exits(0)
        .never_says(NEEDED)
        .says(RELEASED)
        .never_says("--no-fetch");
    assert_eq!(desk.fetches(), 2);
}

#[test]
fn certs_does_the_same() {
    let Some(mut desk) = Desk::new() else { return };
    let ran = desk.journey.run(&["certs", "--online"], Script::nobody());
    ran.exits(0).says(NEEDED).says(RELEASED);
    assert_eq!(desk.fetches(), 2);
}

#[test]
fn a_list_that_is_over_is_renewed_and_no_fetch_stops_it() {
    let Some(mut desk) = Desk::new() else { return };
    desk.has(10_500, -1);
    desk.point.serves(desk.lists.pair(10_501, 20));
    let before = desk.fetches();
    desk.status(&["--online", "--no-fetch"])
        .exits(0)
        .never_says(NEEDED)
        .says("sie lässt sich noch benutzen")
        .says(RELEASED);
    assert_eq!(desk.fetches(), before);
    desk.status(&["--online"])
        .exits(0)
        .says(NEEDED)
        .says("Nr. 10501")
        .never_says("lässt sich noch benutzen")
        .says(RELEASED);
    assert_eq!(desk.fetches(), before + 2);
    desk.status(&["--no-fetch"]).exits(2);
}

#[test]
fn without_the_point_the_run_goes_on_with_what_is_here() {
    let Some(mut desk) = Desk::new() else { return };
    desk.point
        .answers(|_| Reply::head("503 Service Unavailable"));
    desk.status(&["--online"])
        .exits(0)
        .says("ließ sich nicht holen: die Antwort war der HTTP-Fehler 503")
        .says(UNVERIFIED);
    desk.has(10_500, -2);
    desk.point
        .answers(|_| Reply::Raw(b"HTTP/1.1 200 OK\r\n\r\n<html>".to_vec()));
    desk.status(&["--online"])
        .exits(0)
        .says("eine Internetseite")
        .says("sie lässt sich noch benutzen")
        .says(RELEASED)
        .never_says(UNVERIFIED);
    // For an hour it is not tried again, and the run waits for nothing.
    let before = desk.fetches();
    desk.status(&["--online"])
        .exits(0)
        .says(NOT_AGAIN)
        .never_says(NEEDED)
        .says(RELEASED);
    assert_eq!(desk.fetches(), before);
    desk.hour_goes_by();
    // An older one on the way is said, and does not count.
    desk.point.serves(desk.lists.pair(10_499, 20));
    desk.status(&["--online"])
        .exits(0)
        .says("Nr. 10499 ist älter als Nr. 10500")
        .says(RELEASED);
}

#[test]
fn who_presses_ctrl_c_at_the_fetch_ends_the_run() {
    let Some(mut desk) = Desk::new() else { return };
    let interrupts = desk.journey.interrupts.clone();
    desk.point.answers(move |_| {
        interrupts.raise_for_tests();
        Reply::Hang
    });
    desk.status(&["--online"]).exits(15);
    assert_eq!(desk.service.questions(), 0);
}

#[test]
fn a_spoiled_list_is_said_fetched_anew_and_never_believed() {
    let Some(mut desk) = Desk::new() else { return };
    desk.has(10_500, 20);
    let path = desk.journey.temp.join("state/issuers.list");
    let mut octets = fs::read(&path).unwrap();
    octets[100] ^= 1;
    fs::write(&path, &octets).unwrap();
    desk.status(&["--online", "--no-fetch"])
        .exits(0)
        .says("die auf diesem PC liegt")
        .says(UNVERIFIED);
    desk.status(&["--online"])
        .exits(0)
        .says("die auf diesem PC liegt")
        .says(NEEDED)
        .says(RELEASED);
    desk.status(&["--online"])
        .exits(0)
        .never_says("die auf diesem PC liegt");
}

/// A place where no file can be made stands for a full disk: what was fetched serves this run.
#[test]
fn a_list_that_cannot_be_kept_still_serves_the_run() {
    let Some(mut desk) = Desk::new() else { return };
    fs::write(desk.journey.temp.join("state"), b"in the way").unwrap();
    desk.status(&["--online"])
        .exits(0)
        .says("issuers.list")
        .says("Die Liste gilt für diesen Aufruf, gemerkt wird sie nicht.")
        .says("Herausgeber nach der Liste von gematik Nr. 10500")
        .says(RELEASED);
}

/// What is fetched and over is no reason to fetch it at each run.
#[test]
fn a_point_that_has_only_a_list_that_is_over_is_asked_once_an_hour() {
    let Some(mut desk) = Desk::new() else { return };
    desk.point.serves(desk.lists.pair(10_500, -2));
    desk.status(&["--online"]).exits(0).says(NEEDED);
    let before = desk.fetches();
    desk.status(&["--online"])
        .exits(0)
        .says(NOT_AGAIN)
        .says(RELEASED);
    assert_eq!(desk.fetches(), before);
    desk.has(10_501, 20);
    desk.status(&["--online"]).exits(0).never_says(NOT_AGAIN);
}

#[test]
fn of_the_lists_in_a_folder_and_here_the_newest_counts() {
    let Some(mut desk) = Desk::new() else { return };
    desk.has(10_500, 20);
    let folder = desk.journey.temp.join("folder");
    fs::create_dir(&folder).unwrap();
    let shown = folder.display().to_string();
    let before = desk.fetches();
    let puts = |desk: &Desk, number: u32, ends_in: i64| {
        let pair = desk.lists.pair(number, ends_in);
        fs::write(folder.join("list.xml"), pair.list).unwrap();
        fs::write(folder.join("list.sig"), pair.signature).unwrap();
    };
    for (number, counts) in [(10_499, "Nr. 10500"), (10_501, "Nr. 10501")] {
        puts(&desk, number, 20);
        for flags in [&["--online"][..], &[]] {
            let line = [&["--issuer-certs", &shown][..], flags].concat();
            desk.status(&line).exits(0).says(counts);
        }
    }
    assert_eq!(desk.fetches(), before);
    // The one that counts is over: then a newer one is fetched here too.
    puts(&desk, 10_502, -1);
    desk.point.serves(desk.lists.pair(10_503, 20));
    desk.status(&["--issuer-certs", &shown, "--online"])
        .exits(0)
        .says(NEEDED)
        .says("Nr. 10503");
}

#[test]
fn a_folder_of_issuers_without_a_list_stands_for_whom_to_believe() {
    let Some(mut desk) = Desk::new() else { return };
    let folder = desk.service.issuers.clone();
    desk.status(&["--issuer-certs", &folder, "--online"])
        .exits(0)
        .never_says(NEEDED);
    assert_eq!(desk.fetches(), 0);
}

/// The authorities of qualified certificates are in no list of gematik's.
#[test]
fn what_the_list_cannot_name_is_not_held_against_a_card() {
    let Some(service_of) = or_skip(Service::of_qualified()) else {
        return;
    };
    service_of.publishes();
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let lists = Lists {
        providers: provider("Probe", &service(AUTHORITY, &built_in_stranger())),
        ..lists
    };
    let point = Point::of(lists.pair(10_500, 20));
    let mut journey = Journey::with(&service_of.card);
    journey.anchor = Some(lists.anchor());
    journey.keeper = point.keeper(&journey.temp);
    let ran = journey.run(&["--json", "certs", "--online"], Script::nobody());
    ran.exits(0);
    let document = ran.document();
    for row in document["certificates"].as_array().unwrap() {
        let is_qualified = row["purpose"] == "QES";
        let check = row["issuer_check"].as_str();
        assert_eq!(check.is_none(), is_qualified, "{row:#}");
    }
}

fn built_in_stranger() -> Vec<u8> {
    support::issued::built_in("aut-E256")
}
