//! A trouble of every kind, and every kind of number.

use std::time::Duration;

use super::{Konnektor, Spent, When};
use crate::card;
use crate::certificate::signature::Obstacle;
use crate::http::error as http;
use crate::konnektor::codes;
use crate::konnektor::directory::NoChoice;
use crate::konnektor::element::{Unknown, Unreadable};
use crate::konnektor::envelope::Problem;
use crate::konnektor::fault::Fault;
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::tls_error::{Alert, Error as Line};
use crate::konnektor::trouble::{Cause as Why, Step, Trouble};
use crate::konnektor::vocabulary::{Operation, Service};
use crate::konnektor::{address, directory::Number};

/// A fault with this number.
pub fn fault(code: Option<u32>) -> Why {
    let mut fault = Fault::numbered(code.ok_or(Unknown::Missing));
    let traces = fault.error.iter_mut().flat_map(|error| &mut error.traces);
    for trace in traces {
        trace.text = Some("Ungültige Mandanten-ID".to_owned());
    }
    Why::Fault(Box::new(fault))
}

fn lines() -> Vec<Line> {
    use http::Error as E;
    let host = || "konnektor.example".to_owned();
    let fingerprint = |octets: &[u8]| Fingerprint::of(octets);
    let refused = |alert| Line::ClientCertificate {
        alert: Alert(alert),
        given: true,
    };
    vec![
        Line::Http(E::Resolve { host: host() }),
        Line::Http(E::Connect {
            host: host(),
            cause: std::io::ErrorKind::ConnectionRefused,
        }),
        Line::Http(E::TimedOut {
            after: Duration::from_secs(30),
        }),
        Line::Http(E::Unfinished {
            after: Duration::from_secs(30),
        }),
        Line::Http(E::Interrupted),
        Line::Http(E::Broken(std::io::ErrorKind::UnexpectedEof)),
        Line::Http(E::HttpStatus(503)),
        Line::Http(E::NotHttp),
        Line::Http(E::Encoded {
            coding: "gzip".to_owned(),
        }),
        Line::Http(E::TooLarge { limit: 1 }),
        Line::Http(E::HttpStatus(400)),
        Line::Http(E::HttpStatus(404)),
        Line::NotTls,
        Line::WantsTls,
        Line::OtherCertificate {
            pinned: fingerprint(b"a"),
            seen: fingerprint(b"b"),
        },
        Line::NotBuilt,
        Line::NothingPinned,
        Line::NotItsKey,
        Line::Unverifiable(Obstacle::Method("RSA 1024".to_owned())),
        Line::ClientCertificate {
            alert: Alert(116),
            given: false,
        },
        refused(42),
        refused(44),
        refused(45),
        refused(48),
        refused(49),
        refused(0),
        Line::Refused(Alert(40)),
        Line::Refused(Alert(70)),
        Line::Refused(Alert(80)),
        Line::Protocol("peer is incompatible".to_owned()),
    ]
}

fn causes() -> Vec<Why> {
    let other = Number {
        major: 8,
        minor: 2,
        patch: 1,
    };
    let mut causes: Vec<Why> = lines().into_iter().map(Why::Line).collect();
    causes.extend([
        Why::LeadsNowhere(Line::Http(http::Error::Connect {
            host: "10.0.0.1".to_owned(),
            cause: std::io::ErrorKind::TimedOut,
        })),
        Why::LoginRefused(401),
        Why::SentElsewhere("https://konnektor.example/".to_owned()),
        Why::PlainRefused,
        Why::OtherHost("other.example".to_owned()),
        Why::Address(address::Problem::Scheme("ftp".to_owned())),
        Why::Service(Service::Card, NoChoice::NoService),
        Why::Service(Service::Card, NoChoice::OtherVersions(vec![other])),
        Why::Service(Service::Card, NoChoice::PlainOnly),
        Why::Service(Service::Card, NoChoice::NoAddress(Unknown::Missing)),
        Why::Request(Problem::UserMissing),
        Why::Request(Problem::NoReference),
        Why::Unreadable(Unreadable::NotUtf8),
        Why::Unreadable(Unreadable::SharedHandle),
        Why::Moved,
        fault(None),
    ]);
    let mut seen = Vec::new();
    for code in 4000..4300 {
        let kind = codes::kind(code);
        if !seen.contains(&kind) {
            seen.push(kind);
            causes.push(fault(Some(code)));
        }
    }
    causes
}

/// Every cause, as what came of an order.
pub fn troubles() -> Vec<Trouble> {
    let step = Step::Operation(Operation::ChangePin);
    let after = |cause| Trouble::after(step, cause);
    causes().into_iter().map(after).collect()
}

/// Every cause, and every time at which it may be.
pub fn all() -> Vec<Konnektor> {
    let step = Step::Operation(Operation::GetCards);
    let asked = |spent, operation| When::Asked { spent, operation };
    let times = [
        When::NoCard,
        When::Before,
        When::Later,
        asked(Spent::Nothing, card::Operation::Activate),
        asked(Spent::Perhaps, card::Operation::Activate),
        asked(Spent::Open, card::Operation::Unblock),
    ];
    let failed = causes().into_iter().flat_map(|cause| {
        times.map(|when| Konnektor::Failed {
            trouble: Box::new(Trouble::before(step, cause.clone())),
            when,
        })
    });
    failed.chain([Konnektor::NotBuilt]).collect()
}
