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
mod tests;
