//! Directories of every make that was seen, put together here from what is known of each: names,
//! paths, ports, which versions in which order. None is a Konnektor's own file; what is not known of a
//! make is invented.

use super::*;

/// How a make writes its directory.
struct Make {
    vendor: &'static str,
    code: &'static str,
    product: &'static str,
    /// Prefixes of directory, service and product; empty for the default namespace.
    prefixes: [&'static str; 3],
    /// Version of `CardService` and path, in the order of the file.
    card: &'static [(&'static str, &'static str)],
    event: (&'static str, &'static str),
    certificate: &'static [(&'static str, &'static str)],
    /// What stands behind the host with TLS, and without where that is offered.
    ports: (&'static str, Option<&'static str>),
}

const KOCOBOX: Make = Make {
    vendor: "KOCOC",
    code: "kocobox",
    product: "5.1.8",
    prefixes: ["ns4", "ns3", "ns2"],
    card: &[
        ("8.1.0", "/service/cardservice"),
        ("8.1.1", "/service/cardservice"),
        ("8.1.2", "/service/cardservice"),
    ],
    event: ("7.2.0", "/service/systeminformationservice"),
    certificate: &[("6.0.0", "/service/certificateservice")],
    ports: (":443", Some(":80")),
};

const RISE: Make = Make {
    vendor: "RISEG",
    code: "RKONN",
    product: "5.53.0",
    prefixes: ["", "ns2", "ns3"],
    card: &[("8.1.2", "/webservices/cardservice")],
    event: ("7.2.0", "/webservices/eventservice"),
    certificate: &[("6.0.1", "/webservices/certificateservice")],
    ports: ("", Some("")),
};

const SECUNET_4: Make = Make {
    vendor: "SECUN",
    code: "secu_kon",
    product: "4.8.2",
    prefixes: ["ns2", "ns3", ""],
    card: &[
        ("8.1.2", "/ws/CardService/812"),
        ("8.1.1", "/ws/CardService"),
    ],
    event: ("7.2.0", "/ws/EventService"),
    certificate: &[("6.0.1", "/ws/CertificateService")],
    ports: (":443", Some(":80")),
};

const SECUNET_6: Make = Make {
    product: "6.0.2",
    card: &[
        ("8.1.2", "/ws/CardService"),
        ("8.1.1", "/ws/CardService"),
        ("8.1.0", "/ws/CardService"),
        ("8.2.1", "/ws/CardService"),
    ],
    ..SECUNET_4
};

const EHEX: Make = Make {
    vendor: "EHEXP",
    code: "IK",
    product: "6.0.2",
    prefixes: ["ns2", "ns3", ""],
    card: SECUNET_6.card,
    event: ("7.2.0", "/ws/EventService"),
    certificate: &[
        ("6.0.1", "/ws/CertificateService"),
        ("6.0.0", "/ws/CertificateService"),
    ],
    ports: (":443", None),
};

const KOPS: Make = Make {
    vendor: "EHEXP",
    code: "VCON",
    product: "5.0.0",
    prefixes: ["sd", "si", "pi"],
    card: &[
        ("8.1.0", "/cardservice810"),
        ("8.1.2", "/cardservice812"),
        ("8.1.1", "/cardservice811"),
    ],
    event: ("7.2.0", "/eventservice720"),
    certificate: &[
        ("6.0.0", "/certificateservice600"),
        ("6.0.1", "/certificateservice601"),
    ],
    ports: (":8443", Some(":8080")),
};

const TITUS: Make = Make {
    vendor: "GMTK",
    code: "KONSIM",
    product: "5.0.0",
    prefixes: ["sd", "si", "pi"],
    card: &[
        ("8.1.1", "/soap-api/CardService/8.1.1"),
        ("8.1.2", "/soap-api/CardService/8.1.2"),
    ],
    event: ("7.2.0", "/soap-api/EventService/7.2.0"),
    certificate: &[("6.0.1", "/soap-api/CertificateService/6.0.1")],
    ports: ("", Some("")),
};

fn element(prefix: &str, name: &str, attributes: &str, inside: &str) -> String {
    let name = match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}:{name}"),
    };
    let space = if attributes.is_empty() { "" } else { " " };
    format!("<{name}{space}{attributes}>{inside}</{name}>")
}

impl Make {
    fn service(&self, name: &str, versions: &[(&str, &str)]) -> String {
        let si = self.prefixes[1];
        let versions: String = versions
            .iter()
            .map(|(version, path)| self.version(name, version, path))
            .collect();
        let about = element(si, "Abstract", "", "Ein Dienst");
        let versions = element(si, "Versions", "", &versions);
        element(
            si,
            "Service",
            &format!("Name=\"{name}\""),
            &(about + &versions),
        )
    }

    fn version(&self, name: &str, version: &str, path: &str) -> String {
        let si = self.prefixes[1];
        let (tls, plain) = self.ports;
        let at =
            |name: &str, address: String| element(si, name, &format!("Location=\"{address}\""), "");
        let plain = plain.map_or(String::new(), |port| {
            at("Endpoint", format!("http://192.168.1.2{port}{path}"))
        });
        let tls = at("EndpointTLS", format!("https://192.168.1.2{tls}{path}"));
        let (spoken, _) = version.rsplit_once('.').unwrap();
        let attributes = format!(
            "TargetNamespace=\"http://ws.gematik.de/conn/{name}/WSDL/v{spoken}\" \
             Version=\"{version}\""
        );
        let about = element(si, "Abstract", "", "Eine Version");
        element(si, "Version", &attributes, &(about + &plain + &tls))
    }

    fn written(&self) -> String {
        let [sd, si, pi] = self.prefixes;
        let leaf = |name: &str, text: &str| element(pi, name, "", text);
        let version = leaf("HWVersion", "1.2.0") + &leaf("FWVersion", "2.0.1");
        let version = element(pi, "Local", "", &version);
        let product = [
            leaf("InformationDate", "2026-11-28T08:00:00.123Z"),
            leaf(
                "ProductTypeInformation",
                &(leaf("ProductType", "Konnektor") + &leaf("ProductTypeVersion", self.product)),
            ),
            leaf(
                "ProductIdentification",
                &[
                    leaf("ProductVendorID", self.vendor),
                    leaf("ProductCode", self.code),
                    leaf("ProductVersion", &version),
                ]
                .concat(),
            ),
            leaf(
                "ProductMiscellaneous",
                &(leaf("ProductVendorName", "Hersteller") + &leaf("ProductName", "Gerät")),
            ),
        ];
        let services = [
            // One that is not ours, before them.
            self.service("SignatureService", &[("7.4.2", "/other")]),
            self.service("CardService", self.card),
            self.service("EventService", &[self.event]),
            self.service("CertificateService", self.certificate),
        ];
        let inside = [
            leaf("ProductInformation", &product.concat()),
            element(sd, "TLSMandatory", "", "true"),
            element(sd, "ClientAutMandatory", "", "false"),
            element(si, "ServiceInformation", "", &services.concat()),
        ];
        let declared = |prefix: &str, namespace: &str| match prefix {
            "" => format!("xmlns=\"{namespace}\""),
            prefix => format!("xmlns:{prefix}=\"{namespace}\""),
        };
        let attributes = [
            declared(sd, "http://ws.gematik.de/conn/ServiceDirectory/v3.1"),
            declared(si, "http://ws.gematik.de/conn/ServiceInformation/v2.0"),
            declared(
                pi,
                "http://ws.gematik.de/int/version/ProductInformation/v1.1",
            ),
        ];
        let root = element(
            sd,
            "ConnectorServices",
            &attributes.join(" "),
            &inside.concat(),
        );
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{root}")
    }

    fn directory(&self) -> Directory {
        read(self.written().as_bytes()).unwrap()
    }
}

fn here() -> Address {
    Address::parse("https://konnektor.praxis").unwrap()
}

fn chosen(make: &Make, service: Service) -> (String, String) {
    let choice = make.directory().choose(service, &here(), Plain::Refused);
    let choice = choice.unwrap_or_else(|why| panic!("{} {service:?}: {why:?}", make.code));
    (choice.number.to_string(), choice.address.to_string())
}

#[test]
fn of_every_make_the_highest_version_that_is_spoken_is_found_with_its_address() {
    let rows: [(&Make, [(&str, &str); 3]); 7] = [
        (
            &KOCOBOX,
            [
                ("8.1.2", ":443/service/cardservice"),
                ("7.2.0", ":443/service/systeminformationservice"),
                ("6.0.0", ":443/service/certificateservice"),
            ],
        ),
        (
            &RISE,
            [
                ("8.1.2", ":443/webservices/cardservice"),
                ("7.2.0", ":443/webservices/eventservice"),
                ("6.0.1", ":443/webservices/certificateservice"),
            ],
        ),
        (
            &SECUNET_4,
            [
                ("8.1.2", ":443/ws/CardService/812"),
                ("7.2.0", ":443/ws/EventService"),
                ("6.0.1", ":443/ws/CertificateService"),
            ],
        ),
        (
            &SECUNET_6,
            [
                ("8.1.2", ":443/ws/CardService"),
                ("7.2.0", ":443/ws/EventService"),
                ("6.0.1", ":443/ws/CertificateService"),
            ],
        ),
        (
            &EHEX,
            [
                ("8.1.2", ":443/ws/CardService"),
                ("7.2.0", ":443/ws/EventService"),
                ("6.0.1", ":443/ws/CertificateService"),
            ],
        ),
        (
            &KOPS,
            [
                ("8.1.2", ":8443/cardservice812"),
                ("7.2.0", ":8443/eventservice720"),
                ("6.0.1", ":8443/certificateservice601"),
            ],
        ),
        (
            &TITUS,
            [
                ("8.1.2", ":443/soap-api/CardService/8.1.2"),
                ("7.2.0", ":443/soap-api/EventService/7.2.0"),
                ("6.0.1", ":443/soap-api/CertificateService/6.0.1"),
            ],
        ),
    ];
    for (make, expected) in rows {
        for (service, (number, place)) in Service::ALL.into_iter().zip(expected) {
            let address = format!("https://192.168.1.2{place}");
            let found = chosen(make, service);
            assert_eq!(found, (number.to_owned(), address), "{}", make.code);
        }
        let directory = make.directory();
        let product = &directory.product;
        assert_eq!(product.vendor_id.as_deref(), Some(make.vendor));
        assert_eq!(product.code.as_deref(), Some(make.code));
        assert_eq!(product.kind_version.as_deref(), Some(make.product));
        assert_eq!(product.kind.as_deref(), Some("Konnektor"));
        assert_eq!(product.hardware.as_deref(), Some("1.2.0"));
        assert_eq!(product.firmware.as_deref(), Some("2.0.1"));
        assert_eq!(product.name.as_deref(), Some("Gerät"));
        assert_eq!(directory.tls_mandatory, Ok(true));
        assert_eq!(directory.login_mandatory, Ok(false));
    }
}

#[test]
fn versions_are_compared_as_numbers_and_their_order_means_nothing() {
    let orders: [&[(&str, &str)]; 3] = [
        &[("8.1.2", "/2"), ("8.1.10", "/10"), ("8.1.9", "/9")],
        &[("8.2.1", "/no"), ("8.1.10", "/10"), ("8.10.0", "/no")],
        &[("8.1.10", "/10"), ("8.2.1", "/no"), ("8.1.2", "/2")],
    ];
    for card in orders {
        let (number, address) = chosen(&Make { card, ..EHEX }, Service::Card);
        assert_eq!(number, "8.1.10");
        assert_eq!(address, "https://192.168.1.2:443/10");
    }
    for (text, read) in [
        ("8.1.2", Some("8.1.2")),
        ("8.1", Some("8.1.0")),
        ("8", None),
        ("8.1.", None),
        ("8.1.2.3", None),
        ("8..2", None),
        ("+8.1.2", None),
        ("8.1.2a", None),
        ("8.1.99999999999", None),
    ] {
        let number = Number::parse(text).map(|number| number.to_string());
        assert_eq!(number.as_deref(), read, "{text}");
    }
}

#[test]
fn a_version_whose_number_and_namespace_contradict_each_other_is_not_spoken_to() {
    let (now, then) = (
        "WSDL/v8.1\" Version=\"8.1.2\"",
        "WSDL/v8.2\" Version=\"8.1.2\"",
    );
    let text = TITUS.written().replace(now, then);
    assert_ne!(text, TITUS.written());
    let directory = read(text.as_bytes()).unwrap();
    let choice = directory.choose(Service::Card, &here(), Plain::Refused);
    assert_eq!(choice.unwrap().number.to_string(), "8.1.1");
}

#[test]
fn what_cannot_be_spoken_to_says_why() {
    let directory = |card| Make { card, ..EHEX }.directory();
    let choose = |directory: &Directory| {
        let choice = directory.choose(Service::Card, &here(), Plain::Refused);
        choice.unwrap_err()
    };
    let (later, first) = (Number::parse("8.2.1"), Number::parse("8.0.3"));
    let other = NoChoice::OtherVersions(vec![later.unwrap(), first.unwrap()]);
    assert_eq!(
        choose(&directory(&[("8.2.1", "/a"), ("8.0.3", "/b")])),
        other
    );
    assert_eq!(choose(&directory(&[])), NoChoice::NoService);
    let odd = directory(&[("8.1.2", "/a b")]);
    let odd_address = "https://192.168.1.2:443/a b".to_owned();
    assert_eq!(
        choose(&odd),
        NoChoice::NoAddress(Unknown::Other(odd_address))
    );
    // The next one that can be reached is taken.
    let next = directory(&[("8.1.2", "/a b"), ("8.1.1", "/c")]);
    let choice = next.choose(Service::Card, &here(), Plain::Refused).unwrap();
    assert_eq!(choice.number.to_string(), "8.1.1");
}

#[test]
fn without_tls_a_service_is_spoken_to_only_where_that_is_allowed_and_the_directory_came_so() {
    let http = Address::parse("http://konnektor.praxis").unwrap();
    let address = |directory: &Directory, from: &Address, plain| {
        let choice = directory.choose(Service::Card, from, plain)?;
        Ok::<_, NoChoice>(choice.address.seen_from(from).unwrap().to_string())
    };
    let optional = |make: Make| {
        let written = make.written();
        written.replace("TLSMandatory>true<", "TLSMandatory>false<")
    };
    let both = read(optional(KOCOBOX).as_bytes()).unwrap();
    assert_eq!(both.tls_mandatory, Ok(false));
    let (tls, plain) = (
        "https://konnektor.praxis:443/service/cardservice",
        "http://konnektor.praxis:80/service/cardservice",
    );
    assert_eq!(address(&both, &here(), Plain::Refused).unwrap(), tls);
    assert_eq!(address(&both, &here(), Plain::Allowed).unwrap(), tls);
    assert_eq!(address(&both, &http, Plain::Refused).unwrap(), tls);
    assert_eq!(address(&both, &http, Plain::Allowed).unwrap(), plain);

    let only_tls = EHEX.directory();
    let secure = "https://konnektor.praxis:443/ws/CardService";
    assert_eq!(address(&only_tls, &http, Plain::Allowed).unwrap(), secure);

    // What the Konnektor demands counts before what is allowed here.
    let demanded = KOCOBOX.directory();
    assert_eq!(demanded.tls_mandatory, Ok(true));
    assert_eq!(address(&demanded, &http, Plain::Allowed).unwrap(), tls);
    let text = KOCOBOX.written().replace("EndpointTLS", "EndpointElse");
    let contradictory = read(text.as_bytes()).unwrap();
    let refused = address(&contradictory, &http, Plain::Allowed);
    assert_eq!(refused, Err(NoChoice::PlainOnly));
    for (directory, plain, has_tls) in [
        (&both, Plain::Allowed, true),
        (&demanded, Plain::Allowed, true),
        (&both, Plain::Refused, true),
    ] {
        let choice = directory.choose(Service::Card, &http, plain).unwrap();
        assert_eq!(choice.has_tls, has_tls);
    }

    let text = optional(KOCOBOX).replace("EndpointTLS", "EndpointElse");
    let only_plain = read(text.as_bytes()).unwrap();
    let refused = address(&only_plain, &here(), Plain::Refused);
    assert_eq!(refused, Err(NoChoice::PlainOnly));
    let allowed = address(&only_plain, &here(), Plain::Allowed);
    assert_eq!(allowed, Err(NoChoice::PlainOnly));
    assert_eq!(address(&only_plain, &http, Plain::Allowed).unwrap(), plain);
    let choice = only_plain.choose(Service::Card, &http, Plain::Allowed);
    assert!(!choice.unwrap().has_tls);

    // An address of the wrong scheme is none.
    let text = EHEX.written().replace("https://", "http://");
    let mixed = read(text.as_bytes()).unwrap();
    let refused = address(&mixed, &here(), Plain::Refused);
    assert!(matches!(
        refused,
        Err(NoChoice::NoAddress(Unknown::Other(_)))
    ));
}

#[test]
fn the_kind_of_key_may_be_named_from_a_version_on() {
    for (certificate, takes) in [
        (&[("6.0.0", "/a")][..], false),
        (&[("6.0.1", "/a")], true),
        (&[("6.0.0", "/a"), ("6.0.1", "/b")], true),
        (&[("6.0.10", "/a")], true),
    ] {
        let directory = Make {
            certificate,
            ..EHEX
        }
        .directory();
        let choice = directory.choose(Service::Certificate, &here(), Plain::Refused);
        assert_eq!(choice.unwrap().takes_crypt(), takes, "{certificate:?}");
        let card = directory.choose(Service::Card, &here(), Plain::Refused);
        assert!(!card.unwrap().takes_crypt());
    }
}

#[test]
fn what_a_directory_does_not_say_is_not_made_up() {
    let text = "<ConnectorServices xmlns='http://ws.gematik.de/conn/ServiceDirectory/v3.1'>\
        <TLSMandatory>vielleicht</TLSMandatory></ConnectorServices>";
    let directory = read(text.as_bytes()).unwrap();
    assert_eq!(directory.product, ProductInformation::default());
    let word = Unknown::Other("vielleicht".to_owned());
    assert_eq!(directory.tls_mandatory, Err(word));
    assert_eq!(directory.login_mandatory, Err(Unknown::Missing));
    assert_eq!(directory.versions, []);
}

#[test]
fn what_is_no_directory_is_refused() {
    let other = |found: &str, namespace: Option<&str>| Unreadable::Other {
        expected: "ConnectorServices",
        found: found.to_owned(),
        namespace: namespace.map(str::to_owned),
    };
    for (octets, why) in [
        (&b"<html/>"[..], other("html", None)),
        // The dead namespace of old examples.
        (
            b"<ConnectorServices xmlns='http://ws.gematik.de/conn/ServiceDirectory/v3.0'/>",
            other(
                "ConnectorServices",
                Some("http://ws.gematik.de/conn/ServiceDirectory/v3.0"),
            ),
        ),
        (b"<a>\xE4</a>", Unreadable::NotUtf8),
    ] {
        assert_eq!(read(octets), Err(why));
    }
    for text in [
        "",
        "{}",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        &"<a>".repeat(100),
    ] {
        let refused = read(text.as_bytes()).unwrap_err();
        assert!(matches!(refused, Unreadable::NotXml { .. }), "{refused}");
    }
    let long = vec![b' '; element::LIMIT + 1];
    assert_eq!(read(&long), Err(Unreadable::TooLarge));
}
