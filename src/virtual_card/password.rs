//! A password object and what happens to it (gemSpec_COS 8.5 and 14.6). Knows neither channels nor
//! access rules: those have let a command pass before it arrives here.

use std::fmt;

use apdu::{PinBlock, StatusWord};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use super::access_rule::AccessRules;
use super::behaviour::{Behaviour, CosGeneration, Cut};
use super::life_cycle::LifeCycle;
use super::security_state::Uses;
use super::status;

/// transportStatus of a password object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransportStatus {
    /// regularPassword: the holder's own.
    Regular,
    /// Leer-PIN: none has been set.
    LeerPin,
    /// Transport-PIN: the issuer's, good for nothing but being changed.
    TransportPin,
}

impl TransportStatus {
    /// As the specification calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            TransportStatus::TransportPin => "Transport-PIN",
            TransportStatus::LeerPin => "Leer-PIN",
            TransportStatus::Regular => "regularPassword",
        }
    }
}

/// Secret or PUK; `None` is the empty one (`20FFFFFFFFFFFFFF`), which nothing equals.
#[derive(Default)]
pub(super) struct Secret(pub(super) Option<PinBlock>);

/// What one password object holds. All of it is persistent.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Password {
    pub(super) name: String,
    /// pwdIdentifier, 0 to 31.
    pub(super) identifier: u8,
    pub(super) life_cycle: LifeCycle,
    pub(super) access_rules: AccessRules,
    pub(super) minimum_length: u8,
    pub(super) maximum_length: u8,
    pub(super) start_retry_counter: u8,
    pub(super) retry_counter: u8,
    pub(super) transport_status: TransportStatus,
    pub(super) enabled: bool,
    /// startSsecList: (seIdentifier, uses per VERIFY); `None` is infinite.
    pub(super) start_security_status: Vec<(u8, Option<u16>)>,
    /// pukUsage: uses left, right and wrong ones alike; never restored (N081.000b).
    pub(super) puk_usage: u8,
    pub(super) secret: Secret,
    pub(super) puk: Secret,
}

/// Effect on the security status of the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    Kept,
    Cleared,
    Set,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) status: StatusWord,
    pub(super) security: Security,
    /// Whether something persistent was written.
    pub(super) written: bool,
    /// Whether the card lost its power on the way.
    pub(super) power_lost: bool,
}

const fn refused(status: StatusWord) -> Outcome {
    Outcome {
        status,
        security: Security::Kept,
        written: false,
        power_lost: false,
    }
}

const fn written(status: StatusWord, security: Security) -> Outcome {
    Outcome {
        status,
        security,
        written: true,
        power_lost: false,
    }
}

const POWER_LOST: Outcome = Outcome {
    status: status::NO_DIAGNOSIS,
    security: Security::Cleared,
    written: true,
    power_lost: true,
};

impl Password {
    /// GET PIN STATUS (N078.350-N078.800). Changes nothing.
    pub(super) fn pin_status(&self, verified: bool, cos: CosGeneration) -> StatusWord {
        if self.retry_counter == 0 && cos == CosGeneration::V3_12 {
            return status::counter(0);
        }
        match self.transport_status {
            _ if !self.enabled => status::PASSWORD_DISABLED,
            _ if verified => status::NO_ERROR,
            TransportStatus::TransportPin => status::TRANSPORT_PIN,
            TransportStatus::LeerPin => status::LEER_PIN,
            TransportStatus::Regular => status::counter(self.retry_counter),
        }
    }

    /// VERIFY (N082-N083). In transport state nothing is compared and no try used.
    pub(super) fn verify(
        &mut self,
        secret: &PinBlock,
        cos: CosGeneration,
        cut: Option<Cut>,
    ) -> Outcome {
        let blocked = self.retry_counter == 0;
        let unusable = self.transport_status != TransportStatus::Regular;
        match cos {
            // N083.300a: "blocked" outranks "not usable" since 3.12.0 only.
            CosGeneration::V3_12 if blocked => refused(status::PASSWORD_BLOCKED),
            _ if unusable => refused(status::PASSWORD_NOT_USABLE),
            _ if blocked => refused(status::PASSWORD_BLOCKED),
            _ => match (self.spend_try(secret), cut) {
                (_, Some(Cut::TryCounted)) => POWER_LOST,
                (true, _) => {
                    self.retry_counter = self.start_retry_counter;
                    written(status::NO_ERROR, Security::Set)
                }
                (false, _) => written(status::counter(self.retry_counter), Security::Cleared),
            },
        }
    }

    /// CHANGE REFERENCE DATA P1=00 (N073-N075). The new length is looked at before the old secret:
    /// no try used (N074.500). Success leaves the security status as it was.
    pub(super) fn change(&mut self, old: &PinBlock, new: PinBlock, cut: Option<Cut>) -> Outcome {
        if self.retry_counter == 0 {
            return refused(status::PASSWORD_BLOCKED);
        }
        if !self.length_fits(&new) {
            return refused(status::LONG_OR_SHORT_PASSWORD);
        }
        let right = self.spend_try(old);
        if cut == Some(Cut::TryCounted) {
            return POWER_LOST;
        }
        if !right {
            return written(status::counter(self.retry_counter), Security::Cleared);
        }
        if cut == Some(Cut::RetryCounterWritten) {
            self.retry_counter = self.start_retry_counter;
            return POWER_LOST;
        }
        if cut == Some(Cut::SecretWritten) {
            self.secret = Secret(Some(new));
            return POWER_LOST;
        }
        self.set_secret(new);
        self.retry_counter = self.start_retry_counter;
        written(status::NO_ERROR, Security::Kept)
    }

    /// CHANGE REFERENCE DATA P1=01: the first secret of a Leer-PIN. In any other state it must no
    /// longer be executable (N015.610); how that shows is the maker's choice, here 6982.
    pub(super) fn set(&mut self, new: PinBlock) -> Outcome {
        if self.transport_status != TransportStatus::LeerPin {
            return refused(status::SECURITY_STATUS_NOT_SATISFIED);
        }
        if self.retry_counter == 0 {
            return refused(status::PASSWORD_BLOCKED);
        }
        if !self.length_fits(&new) {
            return refused(status::LONG_OR_SHORT_PASSWORD);
        }
        self.set_secret(new);
        written(status::NO_ERROR, Security::Kept)
    }

    /// RESET RETRY COUNTER (N079-N081), all four variants: with or without PUK, with or without a
    /// new secret. Without PUK its uses are neither looked at nor spent (N081.000).
    pub(super) fn reset_retry_counter(
        &mut self,
        puk: Option<&PinBlock>,
        new: Option<PinBlock>,
        behaviour: Behaviour,
        cut: Option<Cut>,
    ) -> Outcome {
        if puk.is_some() && (self.puk_usage == 0 || behaviour.block_is_final && self.is_void()) {
            return refused(status::COMMAND_BLOCKED);
        }
        if new.as_ref().is_some_and(|new| !self.length_fits(new)) {
            let trailer = status::LONG_OR_SHORT_PASSWORD;
            if puk.is_none() || !behaviour.refusal_costs_puk {
                return refused(trailer);
            }
            self.puk_usage -= 1;
            return written(trailer, Security::Cleared);
        }
        if let Some(puk) = puk {
            // Before the comparison shows, and on success too (N081.000b).
            self.puk_usage -= 1;
            if cut == Some(Cut::PukCounted) {
                return POWER_LOST;
            }
            if !self.puk.equals(puk) {
                return written(status::counter(self.puk_usage), Security::Cleared);
            }
        }
        if let Some(new) = new {
            // Also ends the transport state (N081.200b); without a new secret it stays.
            self.set_secret(new);
        }
        if cut == Some(Cut::AllButRetryCounter) {
            return POWER_LOST;
        }
        self.retry_counter = self.start_retry_counter;
        written(status::NO_ERROR, Security::Cleared)
    }

    /// Whether a Transport-PIN was entered wrongly until no try was left.
    const fn is_void(&self) -> bool {
        self.retry_counter == 0 && matches!(self.transport_status, TransportStatus::TransportPin)
    }

    /// ENABLE or DISABLE VERIFICATION REQUIREMENT, with or without the secret.
    pub(super) fn set_enabled(
        &mut self,
        secret: Option<&PinBlock>,
        enabled: bool,
        cos: CosGeneration,
    ) -> Outcome {
        let mut outcome = match secret {
            Some(secret) => self.verify(secret, cos, None),
            None => written(status::NO_ERROR, Security::Kept),
        };
        if outcome.status == status::NO_ERROR {
            self.enabled = enabled;
            outcome.security = Security::Kept;
        }
        outcome
    }

    /// Compares. The try is gone before the comparison shows (N074.700c, N082.900b): pulled in
    /// between, it stays gone.
    fn spend_try(&mut self, secret: &PinBlock) -> bool {
        self.retry_counter = self.retry_counter.saturating_sub(1);
        self.secret.equals(secret)
    }

    /// A new secret always ends the transport state, never one without the other (N075.300d).
    fn set_secret(&mut self, new: PinBlock) {
        self.secret = Secret(Some(new));
        self.transport_status = TransportStatus::Regular;
    }

    fn length_fits(&self, new: &PinBlock) -> bool {
        (usize::from(self.minimum_length)..=usize::from(self.maximum_length))
            .contains(&new.length())
    }

    /// Uses that one VERIFY gives in a security environment.
    pub(super) fn uses(&self, environment: u8) -> Uses {
        match self
            .start_security_status
            .iter()
            .find(|(se, _)| *se == environment)
        {
            Some((_, None)) => Uses::Infinite,
            Some((_, Some(count))) => Uses::Left(*count),
            None => Uses::Left(0),
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let wrong = |what: &str| Err(format!("password {}: {what}", self.name));
        if self.identifier > 31 {
            return wrong("an identifier is 0 to 31");
        }
        if self.minimum_length < 4
            || self.maximum_length > 12
            || self.minimum_length > self.maximum_length
        {
            return wrong("lengths are 4 to 12 digits, the minimum not above the maximum");
        }
        if self.start_retry_counter == 0 || self.retry_counter > self.start_retry_counter {
            return wrong("the retry counter is at most its start value, which is at least 1");
        }
        if self.secret.0.is_none() && self.transport_status != TransportStatus::LeerPin {
            return wrong("only a Leer-PIN has an empty secret");
        }
        Ok(())
    }
}

impl Secret {
    fn equals(&self, given: &PinBlock) -> bool {
        self.0.as_ref().is_some_and(|stored| stored.same_as(given))
    }

    /// From the 8 octets of a PIN block.
    pub(super) fn from_octets(octets: &[u8]) -> Option<Self> {
        // "Leer-PIN" placeholder (cards.md §3.1).
        if octets == [0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] {
            return Some(Self(None));
        }
        PinBlock::from_octets(octets)
            .ok()
            .map(|block| Self(Some(block)))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "<hidden>"
        } else {
            "<empty>"
        })
    }
}

/// Name and identifier only.
impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Password")
            .field("name", &self.name)
            .field("identifier", &self.identifier)
            .finish_non_exhaustive()
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(block) => {
                serializer.serialize_str(&Zeroizing::new(hex::encode_upper(block.octets())))
            }
            None => serializer.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: Option<Zeroizing<String>> =
            Option::<String>::deserialize(deserializer)?.map(Zeroizing::new);
        let Some(text) = text else {
            return Ok(Self(None));
        };
        let octets = Zeroizing::new(hex::decode(text.as_str()).unwrap_or_default());
        // The error must not repeat what was found.
        Self::from_octets(&octets).ok_or_else(|| {
            serde::de::Error::custom("a PIN block (8 octets in hex) or null expected")
        })
    }
}
