//! The service directory `connector.sds`: which Konnektor it is, which services it has, where
//! (`gemSpec_Kon` TIP1-A_4528, TIP1-A_4530; gematik's conn/ServiceDirectory/v3.1).

use std::fmt;

use roxmltree::Node;

use super::address::Address;
use super::element::{self, Unknown, Unreadable, boolean, listed, meaning, number, only};
use super::product::ProductInformation;
use super::vocabulary::{DIRECTORY, SERVICE, Service};

/// What a Konnektor says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// Maker and version; empty where it does not say.
    pub product: ProductInformation,
    /// Whether its services are reached by TLS only (`TLSMandatory`).
    pub tls_mandatory: Result<bool, Unknown>,
    /// Whether clients have to log in (`ClientAutMandatory`): by certificate or by password, which
    /// it does not say.
    pub login_mandatory: Result<bool, Unknown>,
    /// All versions of all services, in the order of the directory.
    pub versions: Vec<Version>,
}

/// One version of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The service's name; foreign text.
    pub service: Option<String>,
    /// The number of its WSDL.
    pub number: Result<Number, Unknown>,
    /// The namespace of its WSDL.
    pub target_namespace: Option<String>,
    /// Where it is reached by TLS; as it came.
    pub tls: Result<String, Unknown>,
    /// Where it is reached without; as it came. Some directories have none.
    pub plain: Result<String, Unknown>,
}

/// A version: compared number by number, so that 8.1.10 is later than 8.1.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// The first.
    pub major: u32,
    /// The second.
    pub minor: u32,
    /// The third; 0 where there is none.
    pub patch: u32,
}

/// Whether anything may be sent without TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Nothing.
    Refused,
    /// What is asked of an address that itself is one without TLS: somebody said so.
    Allowed,
}

/// The version of a service that is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The service.
    pub service: Service,
    /// Its version.
    pub number: Number,
    /// Where it is, as the directory says ([`Address::seen_from`]).
    pub address: Address,
    /// Whether the directory names an address with TLS for it, be it that one or beside it.
    pub has_tls: bool,
}

/// Why a service cannot be spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoChoice {
    /// The Konnektor does not have it.
    NoService,
    /// It has none of its versions that this program speaks, but these; in the order of the
    /// directory.
    OtherVersions(Vec<Number>),
    /// It is reached without TLS only, which nobody allowed, or which the address of the Konnektor, or
    /// what it demands of its clients, rules out.
    PlainOnly,
    /// The directory gives no address that can be used; what it gives.
    NoAddress(Unknown),
}

impl Number {
    /// Reads `8.1.2`, or `8.1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let mut part = || parts.next().filter(|part| !part.is_empty());
        let (major, minor, patch) = (part()?, part()?, part());
        let read = Self {
            major: number(major)?,
            minor: number(minor)?,
            patch: patch.map_or(Some(0), number)?,
        };
        // `8.1.` and `8.1.2.3` are none.
        let dots = if patch.is_some() { 2 } else { 1 };
        (text.matches('.').count() == dots).then_some(read)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Choice {
    /// Whether its requests may name the kind of key that is wanted (`Crypt`): from 6.0.1 of
    /// `CertificateService` on. 6.0.0 answers one that does with 4000.
    #[must_use]
    pub fn takes_crypt(&self) -> bool {
        let (major, minor, patch) = (6, 0, 1);
        self.service == Service::Certificate
            && self.number
                >= Number {
                    major,
                    minor,
                    patch,
                }
    }
}

/// Reads a service directory.
///
/// # Errors
/// Every kind of [`Unreadable`]. What is wrong with one service costs that service only.
pub fn read(octets: &[u8]) -> Result<Directory, Unreadable> {
    let text = element::text_of(octets)?;
    let document = element::document(text)?;
    let root = document.root_element();
    if !root.has_tag_name((DIRECTORY, "ConnectorServices")) {
        return Err(element::other("ConnectorServices", root));
    }
    let product = root
        .children()
        .find(|child| child.has_tag_name((super::vocabulary::PRODUCT, "ProductInformation")));
    let services = listed(root, (SERVICE, "ServiceInformation"), (SERVICE, "Service"));
    Ok(Directory {
        product: product.map(ProductInformation::of).unwrap_or_default(),
        tls_mandatory: meaning(root, (DIRECTORY, "TLSMandatory"), boolean),
        login_mandatory: meaning(root, (DIRECTORY, "ClientAutMandatory"), boolean),
        versions: services.into_iter().flat_map(Version::all).collect(),
    })
}

impl Version {
    fn all(service: Node<'_, '_>) -> Vec<Self> {
        let name = service.attribute("Name").map(str::trim);
        let versions = listed(service, (SERVICE, "Versions"), (SERVICE, "Version"));
        let of = |version| Self::of(name, version);
        versions.into_iter().map(of).collect()
    }

    fn of(service: Option<&str>, version: Node<'_, '_>) -> Self {
        let number = version.attribute("Version").map(str::trim);
        let namespace = version.attribute("TargetNamespace").map(str::trim);
        let location = |name| {
            let endpoint = only(version, (SERVICE, name))?;
            let location = endpoint.attribute("Location").map(str::trim);
            location.map(str::to_owned).ok_or(Unknown::Missing)
        };
        Self {
            service: service.map(str::to_owned),
            number: number.map_or(Err(Unknown::Missing), |text| {
                Number::parse(text).ok_or_else(|| Unknown::other(text))
            }),
            target_namespace: namespace.map(str::to_owned),
            tls: location("EndpointTLS"),
            plain: location("Endpoint"),
        }
    }

    /// Whether it is one of a service, in any version.
    fn is_of(&self, service: Service) -> bool {
        self.service.as_deref() == Some(service.name()) || self.is_spoken(service)
    }

    /// Whether its messages are those that this program speaks.
    fn is_spoken(&self, service: Service) -> bool {
        let number = self.number.as_ref().ok();
        number.map(|number| (number.major, number.minor)) == Some(service.spoken())
            && self.target_namespace.as_deref() == Some(service.target_namespace())
    }

    /// Where it is reached, and whether it has an address with TLS. One without counts only where it
    /// may.
    fn address(&self, may_be_plain: bool) -> Result<(Address, bool), NoChoice> {
        let usable = |location: &Result<String, Unknown>, is_tls| {
            let location = location.as_ref().map_err(Clone::clone)?;
            let address = Address::parse(location).ok();
            let address = address.filter(|address| address.is_tls() == is_tls);
            address.ok_or_else(|| Unknown::other(location))
        };
        let (with, without) = (usable(&self.tls, true), usable(&self.plain, false));
        match (with, without) {
            (with, Ok(without)) if may_be_plain => Ok((without, with.is_ok())),
            (Ok(with), _) => Ok((with, true)),
            (Err(Unknown::Missing), Ok(_)) => Err(NoChoice::PlainOnly),
            (Err(unknown), _) => Err(NoChoice::NoAddress(unknown)),
        }
    }
}

impl Directory {
    /// The highest version of a service that this program speaks and that can be reached.
    ///
    /// `configured` is the address that the directory was read from: only where it is one without TLS,
    /// and that is allowed, a service is reached so; never where the Konnektor demands TLS
    /// (`TLSMandatory`), for its directory may come without all the same (`gemILF_PS` TIP1-A_4963). By the order of the directory nothing is chosen;
    /// 8.2.1 stands first in one and last in the other.
    ///
    /// # Errors
    /// Every kind of [`NoChoice`]; of several versions that cannot be reached, that of the highest.
    pub fn choose(
        &self,
        service: Service,
        configured: &Address,
        plain: Plain,
    ) -> Result<Choice, NoChoice> {
        let offered = || {
            self.versions
                .iter()
                .filter(|version| version.is_of(service))
        };
        let is_demanded = self.tls_mandatory == Ok(true);
        let may_be_plain = !configured.is_tls() && plain == Plain::Allowed && !is_demanded;
        let mut highest: Option<Choice> = None;
        let mut problem: Option<(Number, NoChoice)> = None;
        for version in offered().filter(|version| version.is_spoken(service)) {
            let Ok(number) = version.number else {
                continue;
            };
            match version.address(may_be_plain) {
                Ok((address, has_tls))
                    if highest.as_ref().is_none_or(|so_far| so_far.number < number) =>
                {
                    highest = Some(Choice {
                        service,
                        number,
                        address,
                        has_tls,
                    });
                }
                Err(why) if problem.as_ref().is_none_or(|(so_far, _)| *so_far < number) => {
                    problem = Some((number, why));
                }
                Ok(_) | Err(_) => {}
            }
        }
        if let Some(highest) = highest {
            return Ok(highest);
        }
        let numbers = offered().filter_map(|version| version.number.as_ref().ok().copied());
        Err(match problem {
            Some((_, problem)) => problem,
            None if offered().next().is_none() => NoChoice::NoService,
            None => NoChoice::OtherVersions(numbers.collect()),
        })
    }
}

#[cfg(test)]
mod tests;
