//! What is known of the four issuers ("Kartenanbieter"): portal, order of steps, letters,
//! replacement, contact.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::built_in::built_in;
use crate::text::Language;

/// One issuer. What is `None` is not known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// Fixed word, as in `--issuer`: `medisign`, `d-trust`, `shc-care`, `t-systems`.
    pub id: String,
    /// The name on letters and web pages.
    pub name: String,
    /// First part of the serialNumber in certificates of its eHBA (gemSpec_PKI Tab_PKI_109).
    pub tsp_ids: Vec<String>,
    /// Words of its names in certificates, in small letters.
    pub names_in_certificates: Vec<String>,
    /// Cards (`hba`, `smcb`) of which it wants the release in its portal first, then the PINs.
    #[serde(default)]
    pub portal_first: Vec<String>,
    /// Cards of which it wants the PINs set first, then the release.
    #[serde(default)]
    pub pins_first: Vec<String>,
    /// Address of its portal by kind of card (`hba`, `smcb`).
    #[serde(default)]
    pub address: BTreeMap<String, String>,
    /// What its letter calls the Transport-PINs, by kind of card: in its own words.
    #[serde(default)]
    pub letter_lines: BTreeMap<String, Statement>,
    /// What to have at hand for the release, by kind of card, in a few words.
    #[serde(default)]
    pub at_hand: BTreeMap<String, Statement>,
    /// Address to ask at by kind of card (`hba`, `smcb`), of those that `contact` names.
    #[serde(default)]
    pub ask: BTreeMap<String, String>,
    /// Its portals.
    pub portal: Option<Statement>,
    /// What the release (Freischaltung) needs.
    pub release: Option<Statement>,
    /// In which order an eHBA is brought into use.
    pub order_hba: Option<Statement>,
    /// In which order an SMC-B is brought into use.
    pub order_smcb: Option<Statement>,
    /// How the PIN letter comes, and whether it comes again.
    pub letter: Option<Statement>,
    /// A forgotten password of the application (Freischalt-Kennwort).
    pub password: Option<Statement>,
    /// Where the PUK is and what it does.
    pub puk: Option<Statement>,
    /// Kinds of new cards.
    pub replacement: Option<Statement>,
    /// How a lost card is blocked.
    pub blocking: Option<Statement>,
    /// Where the state of an order is seen.
    pub status: Option<Statement>,
    /// Where invoices are.
    pub invoice: Option<Statement>,
    /// Its own or recommended program for an ordinary reader.
    pub tool: Option<Statement>,
    /// Where to ask.
    pub contact: Option<Statement>,
}

impl Issuer {
    /// Whether it wants a card of this kind released in its portal before the PINs are set.
    #[must_use]
    pub fn wants_portal_first(&self, kind: &str) -> bool {
        self.portal_first.iter().any(|first| first == kind)
    }

    /// The addresses of its portal, with the kind of card where there are several.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let address = |kind: &str| self.address.get(kind);
        match (address("hba"), address("smcb")) {
            (Some(hba), Some(smcb)) if hba == smcb => vec![hba.clone()],
            (hba, smcb) => {
                let of = |address: &String, kind: &str| format!("{address} ({kind})");
                let hba = hba.map(|address| of(address, "eHBA"));
                hba.into_iter()
                    .chain(smcb.map(|address| of(address, "SMC-B")))
                    .collect()
            }
        }
    }

    /// Whether it wants the PINs of a card of this kind set before it is released.
    #[must_use]
    pub fn wants_pins_first(&self, kind: &str) -> bool {
        self.pins_first.iter().any(|first| first == kind)
    }
}

/// A statement about an issuer, in both languages, with where it was read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    de: String,
    en: String,
    /// Short names of the pages, as in `sources.json`.
    pub sources: Vec<String>,
}

impl Statement {
    /// In words.
    #[must_use]
    pub fn say(&self, language: Language) -> &str {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
        }
    }
}

/// Names of the statements, as the texts of topics ask for them: `{issuer:contact}`.
pub const SUBJECTS: [&str; 13] = [
    "portal",
    "release",
    "order_hba",
    "order_smcb",
    "letter",
    "password",
    "puk",
    "replacement",
    "blocking",
    "status",
    "invoice",
    "tool",
    "contact",
];

/// What certificates of test cards carry. Their issuers' names are those of real ones.
const TEST_MARKS: [&str; 2] = [" test only ", " not valid "];

static ISSUERS: LazyLock<Vec<Issuer>> =
    LazyLock::new(|| built_in("issuers.json", include_str!("issuers.json")));

/// All issuers.
#[must_use]
pub fn all() -> &'static [Issuer] {
    &ISSUERS
}

/// The issuer with this fixed word.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Issuer> {
    ISSUERS.iter().find(|issuer| issuer.id == id)
}

/// The issuer of a card, by the TSP-ID in the serialNumber of its certificates and by the names in
/// the DN of their issuers. `None` for a test card, for an issuer that is none of the four, and
/// where two different ones are named. A seller whose certificates another one issues cannot be
/// told from that one.
#[must_use]
pub fn find(tsp_id: Option<&str>, issuer_names: &[&str]) -> Option<&'static Issuer> {
    let names: Vec<String> = issuer_names.iter().map(|name| words(name)).collect();
    if names
        .iter()
        .any(|name| TEST_MARKS.iter().any(|mark| name.contains(mark)))
    {
        return None;
    }
    let mut found = ISSUERS.iter().filter(|issuer| {
        let by_id = tsp_id.is_some_and(|id| issuer.tsp_ids.iter().any(|known| known == id));
        by_id
            || issuer
                .names_in_certificates
                .iter()
                .any(|known| names.iter().any(|name| name.contains(&words(known))))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Small letters and digits only, with a blank around each word.
fn words(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    format!(
        " {} ",
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

impl Issuer {
    /// The statement with this name, one of [`SUBJECTS`]; `None` where nothing is known.
    #[must_use]
    pub fn statement(&self, subject: &str) -> Option<&Statement> {
        let statement = match subject {
            "portal" => &self.portal,
            "release" => &self.release,
            "order_hba" => &self.order_hba,
            "order_smcb" => &self.order_smcb,
            "letter" => &self.letter,
            "password" => &self.password,
            "puk" => &self.puk,
            "replacement" => &self.replacement,
            "blocking" => &self.blocking,
            "status" => &self.status,
            "invoice" => &self.invoice,
            "tool" => &self.tool,
            "contact" => &self.contact,
            _ => return None,
        };
        statement.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(tsp_id: Option<&str>, names: &[&str]) -> Option<&'static str> {
        find(tsp_id, names).map(|issuer| issuer.id.as_str())
    }

    #[test]
    fn an_issuer_is_known_by_tsp_id_or_name() {
        assert_eq!(id(Some("10"), &[]), Some("d-trust"));
        assert_eq!(id(Some("12"), &[]), Some("t-systems"));
        assert_eq!(id(Some("15"), &[]), Some("medisign"));
        assert_eq!(
            id(Some("16"), &["CN=MEDISIGN.HBA-CA3,O=medisign GmbH,C=DE"]),
            Some("medisign")
        );
        assert_eq!(
            id(None, &["CN=D-Trust.HBA-CA3,O=D-TRUST GmbH,C=DE"]),
            Some("d-trust")
        );
        assert_eq!(
            id(None, &["O=SHC Stolle & Heinz Consultants GmbH & Co. KG"]),
            Some("shc-care")
        );
        assert_eq!(id(None, &["CN=TeleSec HBA CA 1"]), Some("t-systems"));
    }

    #[test]
    fn a_test_card_and_a_foreign_name_belong_to_nobody() {
        assert_eq!(
            id(
                Some("00"),
                &["CN=GEM.HBA-CA51 TEST-ONLY,O=gematik GmbH NOT-VALID"]
            ),
            None
        );
        assert_eq!(id(Some("10"), &["CN=D-Trust.HBA-CA3 TEST-ONLY"]), None);
        assert_eq!(
            id(Some("19"), &["O=atos Information Technology GmbH"]),
            None
        );
        assert_eq!(id(None, &["CN=Adgnome CA", "CN=Entrustmedisigner"]), None);
        assert_eq!(id(None, &[]), None);
        assert_eq!(
            id(Some("10"), &["CN=TeleSec HBA CA 1"]),
            None,
            "two names, no answer"
        );
    }

    #[test]
    fn an_address_to_ask_at_is_one_that_the_contact_names() {
        let asked: Vec<_> = all()
            .iter()
            .flat_map(|issuer| issuer.ask.iter().map(move |ask| (issuer, ask)))
            .collect();
        assert!(asked.len() >= 6, "{asked:?}");
        for (issuer, (kind, address)) in asked {
            assert!(["hba", "smcb"].contains(&kind.as_str()), "{kind}");
            let contact = issuer.contact.as_ref().map(|contact| &contact.de);
            assert!(
                contact.is_some_and(|contact| contact.contains(address)),
                "{address}"
            );
        }
    }

    #[test]
    fn every_subject_has_its_statement() {
        for subject in SUBJECTS {
            assert!(
                all()
                    .iter()
                    .any(|issuer| issuer.statement(subject).is_some()),
                "{subject}"
            );
        }
        assert!(
            all()
                .iter()
                .all(|issuer| issuer.statement("weather").is_none())
        );
    }
}
