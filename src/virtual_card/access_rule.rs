//! Access rules (gemSpec_COS N021.800 to N023.700): who may do what to an object, as the card
//! images write it.
//!
//! ```text
//! CB{ [ACTIVATED,1,{ ({00||b0||??||??},ALW), ({00||d6||??||??},AND{PWD(01),SMCMDENC}) }] }, CL{ … }
//! ```

use std::fmt;

use apdu::Header;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::life_cycle::LifeCycle;
use super::rule_parser;
use crate::order;

/// The access rules of one object; the default has none, which is NEVER. Contactless rules are kept
/// as text and checked, but not played.
#[derive(Default)]
pub(super) struct AccessRules {
    text: String,
    contact: Vec<Rule>,
    contactless: Vec<Rule>,
}

/// The rule for one combination of life cycle status and security environment (N023.400c).
pub(super) struct Rule {
    pub(super) life_cycle: LifeCycle,
    /// `None`: any (`??`).
    pub(super) environment: Option<u8>,
    pub(super) grants: Vec<Grant>,
}

/// Commands and the condition under which they are let through.
pub(super) struct Grant {
    /// CLA INS P1 P2; `None`: any (`??`).
    pub(super) patterns: Vec<[Option<u8>; 4]>,
    pub(super) condition: Condition,
}

/// An access condition.
pub(super) enum Condition {
    /// ALW.
    Always,
    /// PWD(xx): the password object with this reference (location 80, identifier) is verified on
    /// this channel.
    Password(u8),
    /// AND{..}.
    All(Vec<Condition>),
    /// OR{..}.
    Any(Vec<Condition>),
    /// A known term that wants secure messaging or an authenticated key. No such session exists
    /// here.
    Session,
    /// A term this card does not know: counts as NEVER.
    Unknown(String),
}

impl Condition {
    /// The password references that had to be verified, or `None` when the condition does not hold.
    fn evaluate(&self, verified: &dyn Fn(u8) -> bool) -> Option<Vec<u8>> {
        match self {
            Condition::Always => Some(Vec::new()),
            Condition::Password(reference) => verified(*reference).then(|| vec![*reference]),
            Condition::All(parts) => {
                let used: Option<Vec<_>> =
                    parts.iter().map(|part| part.evaluate(verified)).collect();
                used.map(|used| used.concat())
            }
            Condition::Any(parts) => parts.iter().find_map(|part| part.evaluate(verified)),
            Condition::Session | Condition::Unknown(_) => None,
        }
    }

    fn unknown<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Condition::Unknown(term) => found.push(term),
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| part.unknown(found))
            }
            Condition::Always | Condition::Password(_) | Condition::Session => {}
        }
    }
}

impl AccessRules {
    /// Reads rules as the card images write them; white space does not count.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text: String = text.split_whitespace().collect();
        let (contact, contactless) = rule_parser::parse(&text)?;
        Ok(Self {
            text,
            contact,
            contactless,
        })
    }

    /// Whether the command may pass at the contact interface: the password references that were
    /// needed, or `None`. The command is compared with channel 0 and without secure-messaging bits
    /// (N021.800); nothing fitting is NEVER.
    pub(super) fn permit(
        &self,
        life_cycle: LifeCycle,
        environment: u8,
        header: Header,
        verified: &dyn Fn(u8) -> bool,
    ) -> Option<Vec<u8>> {
        let command = [header.cla & 0xF0, header.ins, header.p1, header.p2];
        self.contact
            .iter()
            .filter(|rule| {
                rule.life_cycle == life_cycle && rule.environment.is_none_or(|se| se == environment)
            })
            .flat_map(|rule| &rule.grants)
            .filter(|grant| grant.patterns.iter().any(|pattern| fits(pattern, command)))
            .find_map(|grant| grant.condition.evaluate(verified))
    }

    /// Terms that count as NEVER because this card does not know them.
    pub(super) fn unknown_terms(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for rule in self.contact.iter().chain(&self.contactless) {
            rule.grants
                .iter()
                .for_each(|grant| grant.condition.unknown(&mut found));
        }
        order::plain(&mut found);
        found.dedup();
        found
    }
}

fn fits(pattern: &[Option<u8>; 4], command: [u8; 4]) -> bool {
    pattern
        .iter()
        .zip(command)
        .all(|(wanted, octet)| wanted.is_none_or(|wanted| wanted == octet))
}

impl fmt::Debug for AccessRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for AccessRules {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for AccessRules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        AccessRules::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
