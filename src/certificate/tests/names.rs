//! Names, as cards write them and as nobody should.

use super::build::{Draft, PRINTABLE, SET, UTF8, attribute, extension, oid, rdn, sequence, tlv};
use crate::certificate::{Certificate, Odd};

const CN: &str = "2.5.4.3";
const SN: &str = "2.5.4.4";
const SERIAL: &str = "2.5.4.5";
const C: &str = "2.5.4.6";
const TITLE: &str = "2.5.4.12";
const GN: &str = "2.5.4.42";

fn with_policy(rdns: &[Vec<u8>], policy: &str) -> Certificate {
    let policies = extension("2.5.29.32", &sequence(&[sequence(&[oid(policy)])]));
    Draft {
        extensions: vec![policies],
        ..Draft::subject(rdns)
    }
    .certificate()
}

/// The value that one attribute of this string type comes out as.
fn read(tag: u8, value: &[u8]) -> String {
    let holder = Draft::subject(&[tlv(SET, &attribute(CN, tag, value))])
        .certificate()
        .holder;
    holder.common_name().unwrap().to_owned()
}

#[test]
fn an_rdn_of_several_attributes_is_looked_up_by_oid() {
    let parts = [
        attribute(GN, UTF8, "Xaver".as_bytes()),
        attribute(SN, UTF8, "Hilfé".as_bytes()),
        attribute(CN, UTF8, "Xaver HilféTEST-ONLY".as_bytes()),
        attribute(SERIAL, PRINTABLE, b"00.80276883110000220885"),
    ];
    let certificate = Draft::subject(&[rdn(C, "DE"), tlv(SET, &parts.concat())]).certificate();
    let holder = &certificate.holder;
    assert_eq!(
        (holder.given_name(), holder.surname()),
        (Some("Xaver"), Some("Hilfé"))
    );
    assert_eq!(holder.common_name(), Some("Xaver HilféTEST-ONLY"));
    assert_eq!(
        (holder.tsp_id(), holder.iccsn()),
        (Some("00"), Some("80276883110000220885"))
    );
    assert_eq!(
        holder.to_string(),
        "GN=Xaver+SN=Hilfé+CN=Xaver HilféTEST-ONLY+serialNumber=00.80276883110000220885,C=DE"
    );
    assert!(certificate.is_for_tests());
}

#[test]
fn a_plus_or_comma_inside_a_value_divides_nothing() {
    let holder = Draft::subject(&[rdn(CN, "Praxis A+B, C=DE"), rdn(C, "AT")])
        .certificate()
        .holder;
    assert_eq!(
        (holder.common_name(), holder.country()),
        (Some("Praxis A+B, C=DE"), Some("AT"))
    );
    assert_eq!(holder.to_string(), "C=AT,CN=Praxis A\\+B\\, C=DE");
}

#[test]
fn the_serial_number_of_a_name_may_lack_its_tsp_or_be_something_else() {
    let rows = [
        ("80276883110000017289", None, Some("80276883110000017289")),
        (
            "00.80276883110000017289",
            Some("00"),
            Some("80276883110000017289"),
        ),
        (
            "16.80276001110000017289",
            Some("16"),
            Some("80276001110000017289"),
        ),
        ("16.8027600111000001728", Some("16"), None),
        (
            "XX.80276001110000017289",
            None,
            Some("80276001110000017289"),
        ),
        (".80276001110000017289", None, Some("80276001110000017289")),
        ("DE:1.2", None, None),
        ("", None, None),
    ];
    for (serial, tsp, iccsn) in rows {
        let holder = Draft::subject(&[rdn(SERIAL, serial)]).certificate().holder;
        assert_eq!((holder.tsp_id(), holder.iccsn()), (tsp, iccsn), "{serial}");
    }
}

#[test]
fn strings_of_every_type_are_read() {
    assert_eq!(read(UTF8, "Jörg Groß".as_bytes()), "Jörg Groß");
    assert_eq!(read(PRINTABLE, b"Joerg Gross"), "Joerg Gross");
    assert_eq!(read(0x16, b"a@b"), "a@b"); // IA5String
    assert_eq!(read(0x12, b"123"), "123"); // NumericString
    assert_eq!(read(0x14, b"J\xF6rg"), "Jörg"); // TeletexString
    assert_eq!(read(0x1E, &[0x00, 0x4A, 0x00, 0xF6, 0x20, 0xAC]), "Jö€"); // BMPString
    assert_eq!(read(0x1E, &[0xD8, 0x00, 0x00, 0x4A]), "\u{FFFD}J");
    assert_eq!(read(PRINTABLE, b"J\xF6rg"), "Jörg");
    assert_eq!(read(UTF8, b"J\xF6rg"), "Jörg");
    assert_eq!(read(0x15, b"Joerg"), "Joerg"); // VideotexString
    assert_eq!(read(0x19, b"Joerg"), "Joerg"); // GraphicString
    assert_eq!(read(0x1B, b"Joerg"), "Joerg"); // GeneralString
    assert_eq!(read(0x1C, &[0, 0, 0, 0x4A, 0, 1, 0xF6, 0x80]), "J🚀"); // UniversalString
    assert_eq!(read(0x1C, &[0, 0, 0xD8, 0, 0, 0, 0, 0x4A]), "\u{FFFD}J");
    assert_eq!(read(0x1C, &[0, 0, 0, 0x4A, 0, 0]), "J\u{FFFD}");
    assert_eq!(read(0x1E, &[0x00, 0x4A, 0x20]), "J\u{FFFD}");
}

#[test]
fn a_string_of_an_unknown_type_costs_its_own_value() {
    // 2C: a UTF8String in pieces, which DER does not know.
    for (tag, value) in [
        (0x04, &[0xAB, 0xCD][..]),
        (0x1D, b"Petra"),
        (0x9F, b""),
        (0x2C, &[0x0C, 0x01, 0x50, 0x0C, 0x01, 0x51]),
        (0x03, &[0x00, 0x50]),
    ] {
        let odd = tlv(SET, &attribute(CN, tag, value));
        let certificate = Draft::subject(&[odd, rdn(SN, "Probe"), rdn(GN, "Petra")]).certificate();
        let holder = &certificate.holder;
        assert_eq!(
            (holder.common_name(), holder.surname()),
            (None, Some("Probe"))
        );
        assert_eq!(certificate.display_name(), "Petra Probe");
        assert_eq!(certificate.odd, [Odd::Subject], "{tag:02X}");
    }
    let octets = tlv(SET, &attribute(CN, 0x04, &[0xAB, 0xCD]));
    let holder = Draft::subject(&[octets]).certificate().holder;
    assert_eq!(holder.to_string(), "CN=#0402ABCD");
}

#[test]
fn an_attribute_or_rdn_that_is_none_hides_no_other() {
    let no_oid = sequence(&[tlv(0x06, &[0x80]), tlv(UTF8, b"x")]);
    let three_parts = sequence(&[oid(CN), tlv(UTF8, b"x"), tlv(UTF8, b"y")]);
    for bad in [
        tlv(SET, &no_oid),
        tlv(SET, &three_parts),
        tlv(SET, &oid(CN)),
        tlv(SET, &[]),
        tlv(SET, &[0x30, 0x20]),
        sequence(&[attribute(CN, UTF8, b"x")]),
        tlv(0x1C, b"xxxx"),
        // A tag beside the attribute in the same RDN.
        tlv(
            SET,
            &[attribute(C, PRINTABLE, b"DE"), tlv(0x05, &[])].concat(),
        ),
    ] {
        let certificate = Draft::subject(&[bad.clone(), rdn(CN, "Petra Probe")]).certificate();
        assert_eq!(certificate.holder.common_name(), Some("Petra Probe"));
        assert_eq!(certificate.odd, [Odd::Subject], "{bad:02X?}");
    }
}

#[test]
fn a_double_encoded_name_is_not_repaired() {
    let twice: Vec<u8> = "Heckhausén"
        .bytes()
        .flat_map(|octet| char::from(octet).to_string().into_bytes())
        .collect();
    assert_eq!(read(UTF8, &twice), "HeckhausÃ©n");
}

#[test]
fn what_could_forge_a_line_is_replaced_in_every_value() {
    let wild = "a\u{1B}[2Jb\r\nFertig: \u{202E}\u{0}\u{2028}\u{200B}";
    let tame = "a\u{FFFD}[2Jb\u{FFFD}\u{FFFD}Fertig: \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}";
    let holder = Draft::subject(&[rdn(CN, wild)]).certificate().holder;
    assert_eq!(holder.common_name(), Some(tame));
    assert_eq!(holder.to_string(), format!("CN={tame}"));
}

#[test]
fn a_name_that_is_blank_is_none() {
    let named = [
        rdn(CN, ""),
        rdn(GN, " "),
        rdn(SN, " "),
        rdn("2.5.4.10", "Praxis"),
    ];
    let certificate = Draft::subject(&named).certificate();
    let holder = &certificate.holder;
    assert_eq!((holder.common_name(), holder.given_name()), (None, None));
    assert_eq!(holder.person(), None);
    assert_eq!(holder.organization(), Some("Praxis"));
}

#[test]
fn spaces_and_hashes_at_the_ends_are_escaped_in_a_whole_name() {
    for (value, expected) in [
        (" a b ", "CN=\\ a b\\ "),
        ("#a#", "CN=\\#a#"),
        (" ", "CN=\\ "),
        ("a\\\"<>;", "CN=a\\\\\\\"\\<\\>\\;"),
    ] {
        assert_eq!(
            Draft::subject(&[rdn(CN, value)])
                .certificate()
                .holder
                .to_string(),
            expected
        );
    }
}

#[test]
fn a_person_is_called_by_title_and_names_and_an_institution_by_its_own() {
    let named = [
        rdn(TITLE, "Dr."),
        rdn(GN, "Petra"),
        rdn(SN, "Probe"),
        rdn(CN, "Praxis Probe"),
    ];
    let (person, institution) = ("1.2.276.0.76.4.75", "1.2.276.0.76.4.77");
    assert_eq!(
        with_policy(&named, person).display_name(),
        "Dr. Petra Probe"
    );
    assert_eq!(
        with_policy(&named[1..], person).display_name(),
        "Petra Probe"
    );
    assert_eq!(
        with_policy(&named[2..], person).display_name(),
        "Praxis Probe"
    );
    assert_eq!(
        with_policy(&named, institution).display_name(),
        "Praxis Probe"
    );
    assert_eq!(
        with_policy(&named[..3], institution).display_name(),
        "SN=Probe,GN=Petra,title=Dr."
    );
}

#[test]
fn of_several_values_the_first_counts_and_all_are_there() {
    let holder = Draft::subject(&[rdn("2.5.4.11", "X110540756"), rdn("2.5.4.11", "109500969")])
        .certificate()
        .holder;
    assert_eq!(holder.organizational_unit(), Some("X110540756"));
    assert_eq!(
        holder.all("OU").collect::<Vec<_>>(),
        ["X110540756", "109500969"]
    );
    assert_eq!(holder.first("2.5.4.11"), Some("X110540756"));
    assert_eq!(holder.first("unknown"), None);
}
