//! What may stand beside "revoked" in an answer, in every combination: whoever may say it has said it.
//! Beside "good" the same things never make more of an answer than it is.

use pinlotse::online::{Answer, Error, Status, Trust, judge};
use support::forged::{
    Single, certificate_hash, extension, garbled, no_time, now, response, response_ending, time,
    tlv,
};
use support::ocsp_pki::OcspPki;
use support::or_skip;

const CERT_HASH: &str = "1.3.36.8.3.13";
const NONCE: &str = "1.3.6.1.5.5.7.48.1.2";
const DAY: i64 = 86_400;
const GARBLED: &str = "unreadable extensions";

/// What stands beside the word of an answer.
struct Beside {
    what: String,
    /// Of the one certificate.
    extensions: Vec<Vec<u8>>,
    is_garbled: bool,
    /// Of the whole answer: what stands behind its entries.
    end: Vec<u8>,
    /// Made, known to hold since, holds until; beside now.
    made: i64,
    this_update: i64,
    next_update: Option<i64>,
    /// How the times are written.
    times: fn(i64) -> Vec<u8>,
    /// Whether more is said, of another certificate and of this one earlier.
    says_more: bool,
}

impl Beside {
    /// The answer of the issuer's service with this beside the word.
    fn answer(&self, pki: &OcspPki, question: &[u8], status: &[u8]) -> Vec<u8> {
        let moment = now();
        let single = Single {
            status: status.to_vec(),
            this_update: moment + self.this_update,
            next_update: self.next_update.map(|next| moment + next),
            extensions: self.extensions.clone(),
            is_garbled: self.is_garbled,
            times: self.times,
            ..Single::good(question)
        };
        let mut singles = vec![single];
        if self.says_more {
            let mut other = Single::good(question);
            // The number is the end of the CertID.
            *other.cert_id.last_mut().unwrap() ^= 1;
            let earlier = Single {
                this_update: moment + self.this_update - 5 * DAY,
                ..Single::good(question)
            };
            singles.extend([other, earlier]);
        }
        response_ending(pki, "signer", moment + self.made, &singles, &self.end)
    }
}

fn all(certificate: &[u8]) -> Vec<Beside> {
    let demand = || extension("1.2.3.4", true, b"\x05\x00");
    let hashes = [
        ("its hash", vec![certificate_hash(certificate)]),
        ("no hash", vec![]),
        ("another hash", vec![extension_of_another_hash(certificate)]),
        (
            "a hash that is none",
            vec![extension(CERT_HASH, false, b"?")],
        ),
        ("a demand", vec![demand()]),
        (GARBLED, vec![]),
    ];
    let list = |extension: &[u8]| tlv(0xA1, &tlv(0x30, extension));
    let wholes = [
        ("no nonce", vec![]),
        ("a nonce", list(&extension(NONCE, false, b"\x04\x01\x00"))),
        ("a demand of the whole", list(&demand())),
        ("unreadable extensions of the whole", garbled()),
    ];
    let readable = time as fn(i64) -> Vec<u8>;
    let times = [
        ("new", 0, 0, None, readable),
        ("until tomorrow", 0, 0, Some(DAY), readable),
        ("over", -2 * DAY, -2 * DAY, Some(-DAY), readable),
        ("recorded", -1000 * DAY, -1000 * DAY, None, readable),
        ("of tomorrow", DAY, DAY, None, readable),
        ("made anew of old knowledge", 0, -20 * DAY, None, readable),
        ("of no time", 0, 0, None, no_time),
    ];
    let mut all: Vec<Beside> = Vec::new();
    for (hash, extensions) in &hashes {
        for (whole, end) in &wholes {
            for (when, made, this_update, next_update, times) in times {
                // Every second one: what is said of others is the same everywhere.
                let says_more = all.len() % 2 == 1;
                all.push(Beside {
                    what: format!("{hash}, {whole}, {when}, more: {says_more}"),
                    extensions: extensions.clone(),
                    is_garbled: *hash == GARBLED,
                    end: end.clone(),
                    made,
                    this_update,
                    next_update,
                    times,
                    says_more,
                });
            }
        }
    }
    all
}

fn extension_of_another_hash(certificate: &[u8]) -> Vec<u8> {
    let mut other = certificate_hash(certificate);
    *other.last_mut().unwrap() ^= 1;
    other
}

#[test]
fn revoked_by_whom_it_may_is_never_hidden_by_what_stands_beside_it() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let (pair, question) = (pki.pair(), pki.question_by_openssl());
    let revoked = tlv(0xA1, &time(1_770_091_506));
    for beside in all(&pki.der("card")) {
        let octets = beside.answer(&pki, &question, &revoked);
        let answer = judge(&pair.question(), &octets, now());
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error:?}", beside.what));
        let said = (answer.status.code(), answer.trust);
        assert_eq!(said, ("revoked", Trust::Verified), "{}", beside.what);
    }
}

#[test]
fn good_with_the_same_beside_it_is_good_or_nothing_and_known_only_by_its_hash() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let (pair, question) = (pki.pair(), pki.question_by_openssl());
    let (mut good, mut known) = (0, 0);
    for beside in all(&pki.der("card")) {
        let octets = beside.answer(&pki, &question, &tlv(0x80, &[]));
        let Ok(answer) = judge(&pair.question(), &octets, now()) else {
            continue;
        };
        assert_eq!(
            (answer.status, answer.trust),
            (Status::Good, Trust::Verified)
        );
        let has_hash = beside.what.starts_with("its hash");
        assert_eq!(answer.knows_certificate, has_hash, "{}", beside.what);
        good += 1;
        known += u32::from(has_hash);
    }
    // Its hash or none; a nonce or none; three times that hold.
    assert_eq!((good, known), (12, 6));
}

/// Two entries about the same certificate, one of which cannot be read whole: the other one is no way
/// round it.
#[test]
fn an_odd_word_about_a_certificate_is_not_passed_over_for_a_good_one_beside_it() {
    let Some(pki) = or_skip(OcspPki::new()) else {
        return;
    };
    let (pair, question) = (pki.pair(), pki.question_by_openssl());
    let revoked = || tlv(0xA1, &time(1_770_091_506));
    let good = || Single::good(&question);
    let odd = |status: Vec<u8>| {
        let garbled = Single {
            status: status.clone(),
            is_garbled: true,
            ..good()
        };
        let timeless = Single {
            status,
            times: no_time,
            ..good()
        };
        [garbled, timeless]
    };
    let judged = |singles: &[Single]| -> Result<Answer, Error> {
        let octets = response(&pki, "signer", now(), singles, &[]);
        judge(&pair.question(), &octets, now())
    };
    // Before the good one and behind it.
    let both = |about: fn(Single) -> Single, single: Single, wanted: &Result<&str, Error>| {
        let again = Single {
            status: single.status.clone(),
            is_garbled: single.is_garbled,
            times: single.times,
            ..good()
        };
        for (place, singles) in [[good(), about(single)], [about(again), good()]]
            .into_iter()
            .enumerate()
        {
            let found = judged(&singles).map(|answer| answer.status.code());
            assert_eq!(&found, wanted, "place {place}");
        }
    };
    let none = Err(Error::NotOcsp { web_page: false });
    for single in odd(revoked()) {
        both(|single| single, single, &Ok("revoked"));
    }
    for status in [tlv(0x80, &[]), tlv(0x82, &[])] {
        for single in odd(status) {
            both(|single| single, single, &none);
        }
    }
    let nothing = Single {
        status: tlv(0x8F, b"?"),
        ..good()
    };
    both(|single| single, nothing, &none);
    // About another certificate it does no harm.
    let other = |mut single: Single| {
        *single.cert_id.last_mut().unwrap() ^= 1;
        single
    };
    let [garbled, _] = odd(revoked());
    both(other, garbled, &Ok("good"));
}
