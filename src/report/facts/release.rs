//! Is the card released? What the answers about its certificates come to.
//!
//! The certificates for authentication, encryption and the institution's signature decide. That for
//! qualified signatures is another matter: gematik's list names no issuers of those, and of a card that
//! is in use nobody may be able to tell. It is told by itself where it stands otherwise; where its issuer
//! says that it is revoked, or not released yet, the card is so in part. Alone it says nothing of the card.

use super::asked::Asked;
use crate::card::files::FilePurpose;
use crate::online::{Answer, Error, SKEW, Status, Trust, Unverified};

/// What the issuers' services say of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// What decides: the worst of what was said of the certificates that do. Where only that for
    /// qualified signatures was asked about, how it stands.
    pub card: Told,
    /// What `card` is said of.
    pub whole: Whole,
    /// Whether the certificates that decide stand differently.
    pub is_mixed: bool,
    /// How the certificate for qualified signatures stands, where that is otherwise.
    pub signature: Option<Told>,
}

/// What the answers are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// The card.
    Card,
    /// The card but for the certificate for qualified signatures, which is revoked.
    PartlyRevoked,
    /// The card but for the certificate for qualified signatures, which is not released yet.
    PartlyReleased,
    /// The certificate for qualified signatures; no other was asked about.
    SignatureOnly,
}

impl Whole {
    /// The fixed word; `None` where that of the standing says it.
    #[must_use]
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Card => None,
            Self::PartlyRevoked => Some("partly_revoked"),
            Self::PartlyReleased => Some("partly_released"),
            Self::SignatureOnly => Some("signature_only"),
        }
    }
}

/// One standing, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The standing.
    pub standing: Standing,
    /// Name of the issuer that stands behind the answer, where it is verified; foreign text.
    pub issuer: Option<String>,
    /// When it was so, in seconds since 1970: the earlier of when the answer was signed and of since
    /// when it is known to hold.
    pub at: Option<i64>,
    /// How many seconds old an answer is by the clock of this PC that should have been made when it
    /// was asked for.
    pub age: Option<i64>,
    /// The port of the service that was asked.
    pub port: Option<u16>,
    /// Whether a current list of issuers was gone by.
    pub has_list: bool,
}

/// How a certificate stands with its issuer, as far as it is known who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Revoked.
    Revoked {
        /// Since when, in seconds since 1970, where that can be read.
        since: Option<i64>,
    },
    /// The issuer's service does not know it: not released yet.
    NotReleased,
    /// An answer came that cannot be the issuer's.
    Contradicted(Error),
    /// An answer came, and nobody can tell whose it is.
    Unverified {
        /// Why nobody can.
        why: Unverified,
        /// What it says.
        says: Status,
        /// Whether it names the hash of this very certificate.
        knows_certificate: bool,
        /// Who signed it, by its own word.
        responder: String,
    },
    /// An answer came that this program cannot check.
    Uncheckable(Error),
    /// No answer came.
    Unavailable(Error),
    /// Not revoked; the service confirmed the number only, not the certificate.
    NotRevoked,
    /// Released.
    Released,
}

impl Release {
    /// What the answers come to; `None` where nobody was asked.
    #[must_use]
    pub fn of(asked: &[Asked]) -> Option<Self> {
        let is_signature = |asked: &&Asked| asked.file.purpose == FilePurpose::Qes;
        let told = |wanted: bool| {
            let asked = asked
                .iter()
                .filter(move |asked| is_signature(asked) == wanted);
            asked.map(Told::of).collect::<Vec<_>>()
        };
        let (deciding, signature) = (told(false), told(true));
        // A card whose other certificates cannot be read has nothing else to go by.
        let is_signature_only = deciding.is_empty();
        let (deciding, signature) = if is_signature_only {
            (signature, Vec::new())
        } else {
            (deciding, signature)
        };
        let card = worst(&deciding)?.clone();
        // Two answers of nobody knows whom differ where they say different things.
        let differs = |told: &Told| told.standing.rank() != card.standing.rank();
        let signature = worst(&signature).filter(|told| differs(told)).cloned();
        let of_signature = signature.as_ref().map(|told| &told.standing);
        Some(Self {
            whole: match (&card.standing, of_signature) {
                _ if is_signature_only => Whole::SignatureOnly,
                (_, Some(Standing::Revoked { .. })) => Whole::PartlyRevoked,
                (Standing::Released, Some(Standing::NotReleased)) => Whole::PartlyReleased,
                _ => Whole::Card,
            },
            is_mixed: deciding.iter().any(differs),
            signature,
            card,
        })
    }

    /// Whether nothing is left to do in the portal: the card is released, and of the certificate for
    /// qualified signatures its issuer does not say otherwise.
    #[must_use]
    pub fn is_released(&self) -> bool {
        self.whole == Whole::Card && self.card.standing == Standing::Released
    }

    /// Whether the certificate for qualified signatures is revoked, and the card is not known to be.
    #[must_use]
    pub fn is_signature_revoked(&self) -> bool {
        match self.whole {
            Whole::PartlyRevoked => true,
            Whole::SignatureOnly => matches!(self.card.standing, Standing::Revoked { .. }),
            Whole::Card | Whole::PartlyReleased => false,
        }
    }

    /// Whose standing the answer to the whole question tells: that for qualified signatures, where the
    /// card stands otherwise for it.
    #[must_use]
    pub fn first(&self) -> &Told {
        match (self.whole, &self.signature) {
            (Whole::PartlyRevoked | Whole::PartlyReleased, Some(signature)) => signature,
            _ => &self.card,
        }
    }

    /// How the certificate for qualified signatures stands, where that is not the answer already.
    #[must_use]
    pub fn of_signature(&self) -> Option<&Told> {
        match self.whole {
            Whole::SignatureOnly => Some(&self.card),
            Whole::Card | Whole::PartlyRevoked | Whole::PartlyReleased => self.signature.as_ref(),
        }
    }

    /// The fixed word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.whole.word() {
            Some(word) => word,
            None => self.card.standing.code(),
        }
    }
}

fn worst(told: &[Told]) -> Option<&Told> {
    told.iter().min_by_key(|told| told.standing.rank())
}

impl Told {
    /// What was said of one certificate.
    #[must_use]
    pub fn of(asked: &Asked) -> Self {
        let standing = Standing::of(&asked.result);
        let answer = asked.result.as_ref().ok();
        let verified = answer.filter(|answer| answer.trust == Trust::Verified);
        Self {
            issuer: verified.and(asked.issuer.clone()),
            at: answer.map(|answer| answer.produced_at.min(answer.this_update)),
            age: answer
                .filter(|answer| answer.next_update.is_none())
                .map(|answer| asked.at.saturating_sub(answer.produced_at))
                .filter(|age| *age > SKEW),
            port: asked.port,
            has_list: asked.has_list,
            standing,
        }
    }
}

impl Standing {
    fn of(result: &Result<Answer, Error>) -> Self {
        match result {
            Ok(answer) => Self::of_answer(answer),
            Err(error) if error.is_contradiction() => Self::Contradicted(error.clone()),
            Err(error @ (Error::Unverifiable(_) | Error::Unsupported(_))) => {
                Self::Uncheckable(error.clone())
            }
            Err(error) => Self::Unavailable(error.clone()),
        }
    }

    fn of_answer(answer: &Answer) -> Self {
        match (answer.trust, &answer.status) {
            (Trust::Unverified(why), says) => Self::Unverified {
                why,
                says: says.clone(),
                knows_certificate: answer.knows_certificate,
                responder: answer.responder.clone(),
            },
            (Trust::Verified, Status::Revoked { at, .. }) => Self::Revoked { since: *at },
            (Trust::Verified, Status::Unknown) => Self::NotReleased,
            (Trust::Verified, Status::Good) if answer.knows_certificate => Self::Released,
            (Trust::Verified, Status::Good) => Self::NotRevoked,
        }
    }

    /// The fixed word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Revoked { .. } => "revoked",
            Self::NotReleased => "not_released",
            Self::Contradicted(_) => "contradicted",
            Self::Unverified { .. } | Self::Uncheckable(_) => "unverified",
            Self::Unavailable(_) => "unavailable",
            Self::NotRevoked => "not_revoked",
            Self::Released => "released",
        }
    }

    /// Why it is not known, where it is not.
    #[must_use]
    pub const fn error(&self) -> Option<&Error> {
        match self {
            Self::Contradicted(error) | Self::Uncheckable(error) | Self::Unavailable(error) => {
                Some(error)
            }
            Self::Revoked { .. }
            | Self::NotReleased
            | Self::Unverified { .. }
            | Self::NotRevoked
            | Self::Released => None,
        }
    }

    /// Worst first: the order of the exit codes 21, 22 and 24. Also what nobody can tell whose it is
    /// has an order by what it says: the worst is not to be hidden.
    const fn rank(&self) -> u8 {
        match self {
            Self::Revoked { .. } => 0,
            Self::NotReleased => 1,
            Self::Contradicted(_) => 2,
            Self::Unverified {
                says,
                knows_certificate,
                ..
            } => match (says, knows_certificate) {
                (Status::Revoked { .. }, _) => 3,
                (Status::Unknown, _) => 4,
                (Status::Good, false) => 5,
                (Status::Good, true) => 6,
            },
            Self::Uncheckable(_) => 7,
            Self::Unavailable(_) => 8,
            Self::NotRevoked => 9,
            Self::Released => 10,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Kind;
    use crate::card::files::certificate_files;
    use crate::online::error::NotAllowed;

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
        Err(Error::HttpStatus(503))
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
}
