//! connector.sds.

use super::make::{Make, Version};
use super::names::Ns;
use super::tree::Element;

/// What a Konnektor calls itself in the addresses that it gives away. They need not lead to it.
#[derive(Debug, Clone)]
pub struct Address {
    /// Host, with a port where it is not 443.
    pub tls: String,
    /// Host, with a port where it is not 80.
    pub plain: String,
}

/// The root of the directory.
pub fn directory(make: &Make, address: &Address, now: &str, logins: (bool, bool)) -> Element {
    let root = Element::new(Ns::Directory, "ConnectorServices");
    let services = make.services().into_iter().map(|service| {
        let versions = service
            .versions
            .iter()
            .map(|v| version(make, address, service.name, v));
        Element::new(Ns::Service, "Service")
            .attribute("Name", service.name)
            .with(Element::leaf(Ns::Service, "Abstract", about(service.name)))
            .with(Element::new(Ns::Service, "Versions").with_all(versions))
    });
    Element {
        declares: &[Ns::Product, Ns::Directory, Ns::Service],
        ..root
    }
    .with(product(make, now))
    .with(flag("TLSMandatory", logins.0))
    .with(flag("ClientAutMandatory", logins.1))
    .with(Element::new(Ns::Service, "ServiceInformation").with_all(services))
}

fn flag(name: &'static str, value: bool) -> Element {
    Element::leaf(Ns::Directory, name, value.to_string())
}

fn about(service: &str) -> String {
    format!("{service} für Clientsysteme & Fachmodule")
}

fn version(make: &Make, address: &Address, service: &str, version: &Version) -> Element {
    let namespace = format!("http://ws.gematik.de/{}", version.namespace);
    let plain = make.plain_endpoints.then(|| {
        let host = with_port(&address.plain, make.names_ports.then_some(80));
        Element::new(Ns::Service, "Endpoint")
            .attribute("Location", format!("http://{host}{}", version.path))
    });
    let host = with_port(&address.tls, make.names_ports.then_some(443));
    let by_tls = format!("https://{host}{}", version.path);
    let wsdl = make
        .wsdl
        .then(|| Element::new(Ns::Service, "WSDL").attribute("Location", format!("{by_tls}?wsdl")));
    Element::new(Ns::Service, "Version")
        .attribute("TargetNamespace", namespace)
        .attribute("Version", version.number)
        .with(Element::leaf(Ns::Service, "Abstract", about(service)))
        .with_some(plain)
        .with(Element::new(Ns::Service, "EndpointTLS").attribute("Location", by_tls))
        .with_some(wsdl)
}

/// The host as it is where it names its port.
fn with_port(host: &str, port: Option<u16>) -> String {
    match port {
        Some(port) if !host.contains(':') => format!("{host}:{port}"),
        _ => host.to_owned(),
    }
}

/// ProductInformation of the Konnektor.
fn product(make: &Make, now: &str) -> Element {
    product_information(&ProductData {
        date: now,
        kind: "Konnektor",
        version: make.product_type_version,
        vendor_id: make.vendor_id,
        code: make.product_code,
        hardware: make.hardware,
        firmware: make.firmware,
        vendor: make.vendor_name,
        name: make.product_name,
    })
}

/// What stands in a ProductInformation.
pub struct ProductData<'a> {
    pub date: &'a str,
    pub kind: &'a str,
    pub version: &'a str,
    pub vendor_id: &'a str,
    pub code: &'a str,
    pub hardware: &'a str,
    pub firmware: &'a str,
    pub vendor: &'a str,
    pub name: &'a str,
}

/// The same for whatever product.
pub fn product_information(data: &ProductData<'_>) -> Element {
    let leaf = |name, text: &str| Element::leaf(Ns::Product, name, text);
    let part = |name| Element::new(Ns::Product, name);
    part("ProductInformation")
        .with(leaf("InformationDate", data.date))
        .with(
            part("ProductTypeInformation")
                .with(leaf("ProductType", data.kind))
                .with(leaf("ProductTypeVersion", data.version)),
        )
        .with(
            part("ProductIdentification")
                .with(leaf("ProductVendorID", data.vendor_id))
                .with(leaf("ProductCode", data.code))
                .with(
                    part("ProductVersion").with(
                        part("Local")
                            .with(leaf("HWVersion", data.hardware))
                            .with(leaf("FWVersion", data.firmware)),
                    ),
                ),
        )
        .with(
            part("ProductMiscellaneous")
                .with(leaf("ProductVendorName", data.vendor))
                .with(leaf("ProductName", data.name)),
        )
}
