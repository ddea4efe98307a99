//! The list itself (ETSI TS 102 231; profile: gemSpec_TSL). Whoever calls this has verified it.

use base64ct::{Base64, Encoding};
use roxmltree::{Document, Node};

use crate::certificate::Certificate;
use crate::system::{clock, printable};
use crate::xml::{self, Wrong};

/// The vocabulary of ETSI TS 102 231.
const NAMESPACE: &str = "http://uri.etsi.org/02231/v2#";

/// An authority for X.509 certificates.
const AUTHORITY: &str = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC";
/// A service that answers for an authority by OCSP.
const RESPONDER: &str = "http://uri.etsi.org/TrstSvc/Svctype/Certstatus/OCSP";
/// The end of the type under which a new key for signers of lists is announced.
const SUCCESSOR: &str = "/Svctype/TSLServiceCertChange";
/// The end of the status of a service that is in force.
const IN_ACCORD: &str = "/Svcstatus/inaccord";

/// Days after its end on which a list may still be used (gemSpec_TSL).
const GRACE_DAYS: i64 = 30;
const DAY: i64 = 24 * 60 * 60;

/// A list that was verified.
#[derive(Clone, Debug)]
pub struct List {
    /// Its number; each new list has a higher one.
    pub sequence_number: u32,
    /// When it was issued, in seconds since 1970.
    pub issued: i64,
    /// When the next one is to be there at the latest, in seconds since 1970.
    pub next_update: i64,
    /// Common name of who signed it.
    pub signer: String,
    /// Those who issue cards and run services, in the order of the list.
    pub providers: Vec<Provider>,
    /// Common names of the keys that are announced for signers of later lists.
    pub successors: Vec<String>,
    /// Services of a kind that is used here whose certificates cannot be read.
    pub unread: usize,
}

/// A trust service provider: an issuer.
#[derive(Clone, Debug)]
pub struct Provider {
    /// The name it trades under, else its own one; foreign text in one line.
    pub name: String,
    /// Its authorities.
    pub authorities: Vec<Service>,
    /// Its services that answer by OCSP.
    pub responders: Vec<Service>,
}

/// A service: one certificate, and since when it is how.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its certificate.
    pub certificate: Certificate,
    /// OIDs of what the authority may issue, or the service is for, dotted.
    pub purposes: Vec<String>,
    /// Its standing now and before, each with its first second since 1970; in no order.
    pub standings: Vec<(i64, Standing)>,
}

/// How a service stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In force (`inaccord`).
    InAccord,
    /// Any other status: its URI.
    Other(String),
}

/// How old a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// The next one need not be there yet.
    Current,
    /// Over, but by no more than thirty days.
    Over {
        /// Whole days since its end.
        days: i64,
    },
    /// Over by more: it still names issuers, but who answers for them may be others by now.
    Old {
        /// Whole days since its end.
        days: i64,
    },
}

impl Freshness {
    /// The word for documents.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Over { .. } => "over",
            Self::Old { .. } => "old",
        }
    }
}

impl Service {
    /// How it stands at a time (seconds since 1970); `None` before its first standing. Of two that
    /// begin in the same second the one that is not in force counts.
    #[must_use]
    pub fn standing(&self, at: i64) -> Option<&Standing> {
        self.standings
            .iter()
            .filter(|(since, _)| *since <= at)
            .max_by_key(|(since, standing)| (*since, *standing != Standing::InAccord))
            .map(|(_, standing)| standing)
    }

    /// Whether it is in force then.
    #[must_use]
    pub fn is_in_accord(&self, at: i64) -> bool {
        self.standing(at) == Some(&Standing::InAccord)
    }
}

impl List {
    /// How old it is at a time (seconds since 1970).
    #[must_use]
    pub fn freshness(&self, now: i64) -> Freshness {
        let over = now.saturating_sub(self.next_update);
        let days = over / DAY;
        match over {
            ..=0 => Freshness::Current,
            _ if over <= GRACE_DAYS * DAY => Freshness::Over { days },
            _ => Freshness::Old { days },
        }
    }

    /// The certificates of all authorities that are in force at a time (seconds since 1970). One that
    /// the list names several times is in force only where it says so each time.
    pub fn authorities(&self, at: i64) -> impl Iterator<Item = &Certificate> {
        let all = || self.providers.iter().flat_map(|one| &one.authorities);
        in_force(all, at)
    }

    /// Who issues with the authority of this certificate, whose octets must be those of the list.
    #[must_use]
    pub fn provider_of(&self, authority: &Certificate) -> Option<&Provider> {
        self.providers.iter().find(|provider| {
            let mut authorities = provider.authorities.iter();
            authorities.any(|service| service.certificate.der() == authority.der())
        })
    }

    /// Who may answer for an authority beside itself and those it gave the right to: exactly the
    /// services that the list names for the same provider (gemSpec_PKI, TUC_PKI_006). Nobody once
    /// the list is old.
    #[must_use]
    pub fn responders_for(&self, authority: &Certificate, now: i64) -> Vec<&Certificate> {
        if matches!(self.freshness(now), Freshness::Old { .. }) {
            return Vec::new();
        }
        let Some(provider) = self.provider_of(authority) else {
            return Vec::new();
        };
        let all = || self.providers.iter().flat_map(|one| &one.responders);
        let is_theirs = |one: &&Certificate| {
            let mut theirs = provider.responders.iter();
            theirs.any(|service| service.certificate.der() == one.der())
        };
        in_force(all, now).filter(is_theirs).collect()
    }

    pub(super) fn parse(text: &str, signer: String) -> Result<Self, String> {
        let document = xml::parse(text).map_err(|wrong| match wrong {
            Wrong::TooMuch { line, expectation } => format!("line {line}: {expectation}"),
            Wrong::NotXml { line, why } => format!("line {line}: {why}"),
        })?;
        Self::of(&document, signer)
    }

    fn of(document: &Document<'_>, signer: String) -> Result<Self, String> {
        let root = document.root_element();
        if !root.has_tag_name((NAMESPACE, "TrustServiceStatusList")) {
            return Err(format!(
                "<{}> is no list",
                printable(root.tag_name().name())
            ));
        }
        let scheme = part(root, "SchemeInformation")?;
        let mut list = Self {
            sequence_number: value(part(scheme, "TSLSequenceNumber")?)
                .parse()
                .map_err(|_| "TSLSequenceNumber is no number".to_owned())?,
            issued: time(part(scheme, "ListIssueDateTime")?)?,
            next_update: time(part(part(scheme, "NextUpdate")?, "dateTime")?)?,
            signer,
            providers: Vec::new(),
            successors: Vec::new(),
            unread: 0,
        };
        let providers = part(root, "TrustServiceProviderList")?;
        for provider in parts(providers, "TrustServiceProvider") {
            list.add(provider)?;
        }
        Ok(list)
    }

    fn add(&mut self, provider: Node<'_, '_>) -> Result<(), String> {
        let information = part(provider, "TSPInformation")?;
        let name = ["TSPTradeName", "TSPName"]
            .iter()
            .find_map(|name| Some(value(child(child(information, name)?, "Name")?)))
            .unwrap_or_default();
        let mut added = Provider {
            name: printable(&name),
            authorities: Vec::new(),
            responders: Vec::new(),
        };
        let Some(services) = child(provider, "TSPServices") else {
            return Ok(());
        };
        for service in parts(services, "TSPService") {
            let service = part(service, "ServiceInformation")?;
            let kind = value(part(service, "ServiceTypeIdentifier")?);
            let is_successor = kind.ends_with(SUCCESSOR);
            if !is_successor && kind != AUTHORITY && kind != RESPONDER {
                continue;
            }
            for certificate in certificates(service)? {
                let Some(certificate) = certificate else {
                    self.unread += 1;
                    continue;
                };
                if is_successor {
                    let name = certificate.holder.common_name().unwrap_or_default();
                    self.successors.push(name.to_owned());
                    continue;
                }
                let service = Service {
                    certificate,
                    purposes: purposes(service),
                    standings: standings(service)?,
                };
                if kind == AUTHORITY {
                    added.authorities.push(service);
                } else {
                    added.responders.push(service);
                }
            }
        }
        self.providers.push(added);
        Ok(())
    }
}

/// Of these services the certificates of those that are in force at a time, and that no other entry
/// of the same certificate says to be out of it.
fn in_force<'a, S>(services: impl Fn() -> S, at: i64) -> impl Iterator<Item = &'a Certificate>
where
    S: Iterator<Item = &'a Service>,
{
    let is_out = |service: &&Service| matches!(service.standing(at), Some(Standing::Other(_)));
    let out: Vec<&[u8]> = services()
        .filter(is_out)
        .map(|service| service.certificate.der())
        .collect();
    services()
        .filter(move |service| service.is_in_accord(at))
        .map(|service| &service.certificate)
        .filter(move |certificate| !out.contains(&certificate.der()))
}

/// The certificates of a service's identity; `None` for what is none.
fn certificates(service: Node<'_, '_>) -> Result<Vec<Option<Certificate>>, String> {
    let identity = part(service, "ServiceDigitalIdentity")?;
    Ok(parts(identity, "DigitalId")
        .filter_map(|id| child(id, "X509Certificate"))
        .map(|certificate| {
            let letters: String = value(certificate).split_ascii_whitespace().collect();
            let octets = Base64::decode_vec(&letters).ok()?;
            Certificate::parse(&octets).ok()
        })
        .collect())
}

fn purposes(service: Node<'_, '_>) -> Vec<String> {
    let extensions = child(service, "ServiceInformationExtensions");
    let each = extensions
        .into_iter()
        .flat_map(|all| parts(all, "Extension"));
    each.filter_map(|extension| Some(value(child(extension, "ExtensionOID")?)))
        .collect()
}

/// The one of now, and those that its history names.
fn standings(service: Node<'_, '_>) -> Result<Vec<(i64, Standing)>, String> {
    let of = |node| -> Result<(i64, Standing), String> {
        let status = value(part(node, "ServiceStatus")?);
        let standing = if status.ends_with(IN_ACCORD) {
            Standing::InAccord
        } else {
            Standing::Other(printable(&status))
        };
        Ok((time(part(node, "StatusStartingTime")?)?, standing))
    };
    let history = service
        .parent()
        .and_then(|service| child(service, "ServiceHistory"));
    let earlier = history
        .into_iter()
        .flat_map(|history| parts(history, "ServiceHistoryInstance"));
    std::iter::once(service).chain(earlier).map(of).collect()
}

fn parts<'a, 'b>(node: Node<'a, 'b>, name: &str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.children()
        .filter(move |child| child.has_tag_name((NAMESPACE, name)))
}

fn child<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Option<Node<'a, 'b>> {
    parts(node, name).next()
}

/// The only one: what stands there twice could be read in two ways.
fn part<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Result<Node<'a, 'b>, String> {
    let mut found = parts(node, name);
    match (found.next(), found.next()) {
        (Some(part), None) => Ok(part),
        (None, _) => Err(format!("{name} is missing")),
        (Some(_), Some(_)) => Err(format!("{name} stands there twice")),
    }
}

/// All text directly inside, comments and blanks around it aside.
fn value(node: Node<'_, '_>) -> String {
    let texts = node.children().filter(Node::is_text);
    let text: String = texts.filter_map(|text| text.text()).collect();
    text.trim().to_owned()
}

/// A time of XML Schema with a zone: parts of a second are dropped.
fn time(node: Node<'_, '_>) -> Result<i64, String> {
    let name = node.tag_name().name();
    let read = clock::read_date_time(&value(node)).map(|(seconds, _)| seconds);
    read.ok_or_else(|| format!("{name} is no time"))
}

fn printable(text: &str) -> String {
    printable::line(text)
}
