//! What may stand beside "revoked" in an answer, in every combination: whoever may say it has said it.
//! Beside "good" the same things never make more of an answer than it is.

use pinlotse::online::{Status, Trust, judge};
use support::forged::{Single, certificate_hash, extension, now, response, time, tlv};
use support::ocsp_pki::OcspPki;
use support::or_skip;

const CERT_HASH: &str = "1.3.36.8.3.13";
const NONCE: &str = "1.3.6.1.5.5.7.48.1.2";
const DAY: i64 = 86_400;

/// What stands beside the word of an answer.
struct Beside {
    what: String,
    /// Of the one certificate.
    extensions: Vec<Vec<u8>>,
    /// Of the whole answer.
    of_the_answer: Vec<Vec<u8>>,
    /// Made, known to hold since, holds until; beside now.
    made: i64,
    this_update: i64,
    next_update: Option<i64>,
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
        response(
            pki,
            "signer",
            moment + self.made,
            &singles,
            &self.of_the_answer,
        )
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
    ];
    let wholes = [
        ("no nonce", vec![]),
        ("a nonce", vec![extension(NONCE, false, b"\x04\x01\x00")]),
        ("a demand of the whole", vec![demand()]),
    ];
    let times = [
        ("new", 0, 0, None),
        ("until tomorrow", 0, 0, Some(DAY)),
        ("over", -2 * DAY, -2 * DAY, Some(-DAY)),
        ("recorded", -1000 * DAY, -1000 * DAY, None),
        ("of tomorrow", DAY, DAY, None),
        ("made anew of old knowledge", 0, -20 * DAY, None),
    ];
    let mut all: Vec<Beside> = Vec::new();
    for (hash, extensions) in &hashes {
        for (whole, of_the_answer) in &wholes {
            for (when, made, this_update, next_update) in times {
                // Every second one: what is said of others is the same everywhere.
                let says_more = all.len() % 2 == 1;
                all.push(Beside {
                    what: format!("{hash}, {whole}, {when}, more: {says_more}"),
                    extensions: extensions.clone(),
                    of_the_answer: of_the_answer.clone(),
                    made,
                    this_update,
                    next_update,
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
