//! Certificates against the authorities in a folder. OpenSSL makes both.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use pinlotse::certificate::issuers::{LoadError, Unusable};
use pinlotse::certificate::signature::Obstacle;
use pinlotse::certificate::{Certificate, Check, Content, Doubt, IssuerCheck, Issuers};
use pinlotse::system::clock;
use support::pki::{Algorithm, Pki};
use support::temp::Temp;

const CA: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash";
const LEAF: &str = "basicConstraints=critical,CA:FALSE\nauthorityKeyIdentifier=keyid";
/// A leaf that does not say which key signed it.
const LEAF_WITHOUT_KEY_ID: &str = "basicConstraints=critical,CA:FALSE\nauthorityKeyIdentifier=none";

const DAY: i64 = 86_400;

fn pki() -> Option<Pki> {
    Pki::new()
        .map_err(|skip| support::say_skipped(&skip.0))
        .ok()
}

fn certificate(octets: &[u8]) -> Certificate {
    match Content::of(octets) {
        Content::Certificate(certificate) => *certificate,
        other => panic!("{other:?}"),
    }
}

fn now() -> i64 {
    clock::seconds_since_epoch(SystemTime::now()) + 60
}

fn folder_of(files: &[(&str, &[u8])]) -> (Temp, Issuers) {
    let folder = Temp::new();
    for (name, octets) in files {
        fs::write(folder.join(name), octets).unwrap();
    }
    let issuers = Issuers::load(folder.path()).unwrap();
    (folder, issuers)
}

fn by_probe_ca(check: Check<Doubt>) -> IssuerCheck {
    IssuerCheck {
        issuer: "PROBE-CA".to_owned(),
        check,
    }
}

fn doubt(doubt: Doubt) -> IssuerCheck {
    by_probe_ca(Check::CannotTell(doubt))
}

fn names(issuers: &Issuers) -> Vec<&str> {
    issuers
        .certificates()
        .iter()
        .map(|issuer| issuer.holder.common_name().unwrap())
        .collect()
}

#[test]
fn certificates_of_brainpool_and_rsa_authorities_are_good_and_a_flipped_bit_is_not() {
    let Some(pki) = pki() else { return };
    for (name, algorithm, options) in [
        ("ecc", Algorithm::Brainpool, &["-sha256"][..]),
        ("rsa", Algorithm::Rsa, &["-sha256"]),
        ("rsa", Algorithm::Rsa, &["-sha384"]),
        ("rsa", Algorithm::Rsa, &["-sha512"]),
        (
            "rsa",
            Algorithm::Rsa,
            &[
                "-sha256",
                "-sigopt",
                "rsa_padding_mode:pss",
                "-sigopt",
                "rsa_pss_saltlen:32",
            ],
        ),
    ] {
        pki.authority(name, "PROBE-CA", algorithm, CA);
        let der = pki.leaf(name, LEAF, options);
        let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der(name))]);
        assert_eq!(
            issuers.check(&certificate(&der), now()),
            by_probe_ca(Check::Holds),
            "{options:?}"
        );
        let mut changed = der.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(
            issuers.check(&certificate(&changed), now()),
            by_probe_ca(Check::Broken),
            "{options:?}"
        );
    }
}

#[test]
fn no_changed_octet_of_the_signed_part_verifies() {
    let Some(pki) = pki() else { return };
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let der = pki.leaf("ca", LEAF, &["-sha256"]);
    let authority = certificate(&pki.as_der("ca"));
    assert_eq!(certificate(&der).signed_by(&authority), Check::Holds);
    let mut parsed = 0;
    for place in 0..der.len() {
        let mut changed = der.clone();
        changed[place] ^= 1 << (place % 8);
        if let Content::Certificate(changed) = Content::of(&changed) {
            parsed += 1;
            assert_ne!(changed.signed_by(&authority), Check::Holds, "octet {place}");
        }
    }
    assert!(
        parsed > der.len() / 2,
        "{parsed} of {} changed certificates were read",
        der.len()
    );
}

#[test]
fn padding_does_not_matter_to_a_signature() {
    let Some(pki) = pki() else { return };
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let padded = [pki.leaf("ca", LEAF, &["-sha256"]), vec![0; 1000]].concat();
    assert_eq!(
        certificate(&padded).signed_by(&certificate(&pki.as_der("ca"))),
        Check::Holds
    );
}

#[test]
fn of_authorities_with_one_name_the_right_key_is_found() {
    let Some(pki) = pki() else { return };
    for name in ["old", "new"] {
        pki.authority(name, "PROBE-CA", Algorithm::Brainpool, CA);
    }
    let (old, new) = (pki.as_der("old"), pki.as_der("new"));
    let (with_id, without) = (
        pki.leaf("new", LEAF, &["-sha256"]),
        pki.leaf("new", LEAF_WITHOUT_KEY_ID, &["-sha256"]),
    );
    let (_both, both) = folder_of(&[("1.der", &old), ("2.der", &new)]);
    let (_old, only_old) = folder_of(&[("1.der", &old)]);
    for leaf in [&with_id, &without] {
        assert_eq!(
            both.check(&certificate(leaf), now()),
            by_probe_ca(Check::Holds)
        );
        assert_eq!(
            both.issuer_of(&certificate(leaf), now()).unwrap().der(),
            new
        );
        assert!(only_old.issuer_of(&certificate(leaf), now()).is_none());
    }
    // The key identifier already says that it is another key; without one, the signature does.
    assert_eq!(
        only_old.check(&certificate(&with_id), now()),
        doubt(Doubt::Missing)
    );
    assert_eq!(
        only_old.check(&certificate(&without), now()),
        by_probe_ca(Check::Broken)
    );
}

#[test]
fn who_signed_without_the_right_to_is_said_and_so_is_an_authority_out_of_date() {
    let Some(pki) = pki() else { return };
    for extensions in [
        "basicConstraints=CA:FALSE",
        "basicConstraints=CA:TRUE\nkeyUsage=digitalSignature",
        "",
    ] {
        pki.authority("no-ca", "PROBE-CA", Algorithm::Brainpool, extensions);
        let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der("no-ca"))]);
        let leaf = certificate(&pki.leaf("no-ca", LEAF_WITHOUT_KEY_ID, &["-sha256"]));
        assert_eq!(
            issuers.check(&leaf, now()),
            doubt(Doubt::NoAuthority),
            "{extensions}"
        );
    }
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let leaf = certificate(&pki.leaf("ca", LEAF, &["-sha256"]));
    let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der("ca"))]);
    let authority = &issuers.certificates()[0];
    let (not_before, not_after) = (authority.not_before.unwrap(), authority.not_after.unwrap());
    for (at, expected) in [
        (not_after, by_probe_ca(Check::Holds)),
        (not_after + 1, doubt(Doubt::Expired { not_after })),
        (not_before, by_probe_ca(Check::Holds)),
        (not_before - DAY, doubt(Doubt::NotYetValid { not_before })),
    ] {
        assert_eq!(issuers.check(&leaf, at), expected);
    }
}

#[test]
fn every_curve_and_hash_that_authorities_may_have_is_verified() {
    let Some(pki) = pki() else { return };
    for (algorithm, hash) in [
        (Algorithm::BrainpoolExplicit, "-sha256"),
        (Algorithm::Brainpool, "-sha384"),
        (Algorithm::Brainpool384, "-sha384"),
        (Algorithm::P256, "-sha256"),
        (Algorithm::P384, "-sha512"),
    ] {
        pki.authority("ca", "PROBE-CA", algorithm, CA);
        let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der("ca"))]);
        let leaf = pki.leaf("ca", LEAF, &[hash]);
        let mut changed = leaf.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(
            issuers.check(&certificate(&leaf), now()),
            by_probe_ca(Check::Holds),
            "{hash}"
        );
        assert_eq!(
            issuers.check(&certificate(&changed), now()),
            by_probe_ca(Check::Broken),
            "{hash}"
        );
    }
}

#[test]
fn a_method_that_is_not_known_is_named_and_no_forgery() {
    let Some(pki) = pki() else { return };
    let rows = [
        (Algorithm::Brainpool, "-sha1", "1.2.840.10045.4.1"),
        (Algorithm::Brainpool512, "-sha256", "brainpoolP512r1"),
        (Algorithm::Rsa, "-sha1", "1.2.840.113549.1.1.5"),
        (Algorithm::Rsa1024, "-sha256", "RSA 1024"),
    ];
    for (algorithm, hash, method) in rows {
        pki.authority("ca", "PROBE-CA", algorithm, CA);
        let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der("ca"))]);
        let leaf = certificate(&pki.leaf("ca", LEAF, &[hash]));
        assert_eq!(
            issuers.check(&leaf, now()),
            doubt(Doubt::Unverifiable(Obstacle::Method(method.to_owned())))
        );
        assert!(issuers.issuer_of(&leaf, now()).is_none());
    }
}

#[test]
fn names_are_compared_as_rfc_5280_says_and_not_by_their_octets() {
    let Some(pki) = pki() else { return };
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let leaf = certificate(&pki.leaf("ca", LEAF_WITHOUT_KEY_ID, &["-sha256"]));
    for (subject, strings, is_same) in [
        ("/C=DE/O=pinlotse PROBE/CN=PROBE-CA", "nombstr", true),
        ("/C=de/O=PINLOTSE probe/CN=Probe-ca", "utf8only", true),
        ("/C=DE/O= pinlotse   PROBE /CN=PROBE-CA", "default", true),
        ("/C=DE/O=pinlotsePROBE/CN=PROBE-CA", "utf8only", false),
        ("/O=pinlotse PROBE/C=DE/CN=PROBE-CA", "utf8only", false),
        ("/C=DE/O=pinlotse PROBE/OU=PROBE-CA", "utf8only", false),
        ("/C=DE/O=pinlotse PROBE", "utf8only", false),
    ] {
        pki.certify("ca", subject, strings, CA);
        let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der("ca"))]);
        let authority = &issuers.certificates()[0];
        assert_ne!(authority.holder.der(), leaf.issuer.der(), "{subject}");
        let check = issuers.check(&leaf, now()).check;
        let expected = if is_same {
            Check::Holds
        } else {
            Check::CannotTell(Doubt::Missing)
        };
        assert_eq!(check, expected, "{subject}");
    }
}

#[test]
fn the_authority_of_a_qualified_certificate_has_to_be_in_force_when_that_was_issued() {
    let Some(pki) = pki() else { return };
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der("ca"))]);
    let (from, until) = (
        issuers.certificates()[0].not_before.unwrap(),
        issuers.certificates()[0].not_after.unwrap(),
    );
    let by_type = format!("{LEAF}\ncertificatePolicies=1.2.276.0.76.4.72");
    // id-etsi-qcs-QcCompliance alone, and no type that is known.
    let by_statement = format!("{LEAF}\nqcStatements=DER:300a3008060604008e460101");
    for extensions in [by_type, by_statement] {
        let mut leaf = certificate(&pki.leaf("ca", &extensions, &["-sha256"]));
        assert!(leaf.is_qualified());
        for at in [from - DAY, now(), until + 1, until + 3000 * DAY] {
            assert_eq!(issuers.check(&leaf, at), by_probe_ca(Check::Holds));
            assert!(issuers.issuer_of(&leaf, at).is_some());
        }
        leaf.not_before = Some(until + 1);
        assert_eq!(
            issuers.check(&leaf, now()),
            doubt(Doubt::Expired { not_after: until })
        );
        leaf.not_before = None;
        assert_eq!(issuers.check(&leaf, now()), doubt(Doubt::Undated));
    }
    // A certificate for logging in ends with its authority.
    let aut = format!("{LEAF}\ncertificatePolicies=1.2.276.0.76.4.75");
    let leaf = certificate(&pki.leaf("ca", &aut, &["-sha256"]));
    assert!(!leaf.is_qualified());
    assert_eq!(
        issuers.check(&leaf, until + 1),
        doubt(Doubt::Expired { not_after: until })
    );
}

#[test]
fn pem_is_read_however_it_was_pasted_and_other_files_are_named() {
    let Some(pki) = pki() else { return };
    let path = pki.authority("one", "one", Algorithm::Brainpool, CA);
    let pem = fs::read_to_string(&path).unwrap();
    let lines = |each: &dyn Fn(&str) -> String| pem.lines().map(each).collect::<String>();
    let ragged = pem.replace('\n', "").replace("-----M", "-----\nM");
    let ragged = ragged.replace("-----END", "\n-----END");
    let wide: Vec<u8> = pem.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let p7b = |form: &str| {
        let out = path.with_extension("p7b");
        let made = std::process::Command::new("openssl")
            .args(["crl2pkcs7", "-nocrl", "-outform", form, "-certfile"])
            .arg(&path)
            .arg("-out")
            .arg(&out)
            .status();
        assert!(made.unwrap().success());
        fs::read(out).unwrap()
    };
    for text in [
        lines(&|line| format!("    {line}\n")),
        lines(&|line| format!("\t{line}  \r\n")),
        lines(&|line| format!("{line} \n\n")),
        format!("\u{FEFF}{pem}"),
        ragged,
        pem.replace("CERTIFICATE", "X509 CERTIFICATE"),
        pem.replace('=', ""),
    ] {
        let (_folder, issuers) = folder_of(&[("a.pem", text.as_bytes())]);
        assert_eq!(names(&issuers), ["one"], "{text:?}");
        assert!(issuers.unusable().is_empty(), "{text:?}");
    }
    let (_folder, issuers) = folder_of(&[
        ("a.pem", &wide),
        ("b.pem", &[&[0xFF, 0xFE][..], &wide].concat()),
        ("c.p7b", &p7b("DER")),
        ("d.p7b", &p7b("PEM")),
        ("e.pem", pem.replace("-----END", "").as_bytes()),
    ]);
    let unusable: Vec<&Unusable> = issuers.unusable().iter().map(|(_, why)| why).collect();
    assert!(
        matches!(
            unusable[..],
            [
                Unusable::Utf16,
                Unusable::Utf16,
                Unusable::Pkcs7 { pem: false },
                Unusable::Pkcs7 { pem: true },
                Unusable::NotACertificate(_),
            ]
        ),
        "{unusable:?}"
    );
    assert!(issuers.certificates().is_empty());
}

#[test]
fn a_folder_may_hold_der_and_pem_and_what_is_neither_is_named() {
    let Some(pki) = pki() else { return };
    let pem = |name: &str| fs::read(pki.authority(name, name, Algorithm::Brainpool, CA)).unwrap();
    let (one, two, three) = (pem("one"), pem("two"), pem("three"));
    let bundle = [
        b"Subject: two\n",
        &two[..],
        b"\nand text between\r\n",
        &three,
        b"end",
    ]
    .concat();
    let windows = String::from_utf8(one.clone())
        .unwrap()
        .replace('\n', "\r\n");
    let cut = &two[..two.len() - 40];
    let big = vec![b' '; (1 << 20) + 1];
    let garbled = String::from_utf8(two.clone())
        .unwrap()
        .replace("MII", "M!I")
        .replace("MIH", "M!H");
    let (folder, issuers) = folder_of(&[
        ("a-one.der", &pki.as_der("one")),
        ("b-bundle.pem", &bundle),
        ("c-windows.crt", windows.as_bytes()),
        ("d-cut.pem", cut),
        ("e-big.pem", &big),
        (
            "f-key.pem",
            b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        ),
        ("g-readme.txt", b"Zertifikate der gematik"),
        ("h-empty", b""),
        ("i-mixed.pem", &[garbled.as_bytes(), &one].concat()),
    ]);
    assert_eq!(names(&issuers), ["one", "two", "three", "one", "one"]);
    let unusable: Vec<&str> = issuers
        .unusable()
        .iter()
        .map(|(path, _)| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(
        unusable,
        [
            "d-cut.pem",
            "e-big.pem",
            "f-key.pem",
            "g-readme.txt",
            "h-empty",
            "i-mixed.pem"
        ]
    );
    assert!(matches!(issuers.unusable()[1].1, Unusable::TooLarge));
    assert!(matches!(issuers.unusable()[2].1, Unusable::NoCertificate));
    drop(folder);
}

#[test]
fn folders_inside_are_not_entered_and_what_cannot_be_opened_is_named() {
    let Some(pki) = pki() else { return };
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let folder = Temp::new();
    fs::create_dir(folder.join("inside")).unwrap();
    fs::write(folder.join("inside/ca.der"), pki.as_der("ca")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.join("link")).unwrap();
    let issuers = Issuers::load(folder.path()).unwrap();
    assert!(issuers.certificates().is_empty());
    #[cfg(unix)]
    assert!(matches!(issuers.unusable(), [(path, Unusable::Io(_))] if path.ends_with("link")));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_folder_is_not_waited_for() {
    let folder = Temp::new();
    let made = std::process::Command::new("mkfifo")
        .arg(folder.join("pipe"))
        .status()
        .unwrap();
    assert!(made.success());
    let issuers = Issuers::load(folder.path()).unwrap();
    assert!(matches!(issuers.unusable(), [(_, Unusable::Io(_))]));
}

#[test]
fn a_folder_that_is_missing_no_folder_or_too_full_is_an_error() {
    let folder = Temp::new();
    assert!(matches!(
        Issuers::load(&folder.join("missing")),
        Err(LoadError::Io(..))
    ));
    fs::write(folder.join("file"), "").unwrap();
    assert!(matches!(
        Issuers::load(&folder.join("file")),
        Err(LoadError::Io(..))
    ));
    for number in 0..1000 {
        fs::write(folder.join(&number.to_string()), "").unwrap();
    }
    assert!(matches!(
        Issuers::load(folder.path()),
        Err(LoadError::TooMany(_))
    ));
}

#[test]
fn the_built_in_cards_name_authorities_that_exist_nowhere() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/virtual_card/profiles/certificates");
    // Their own folder: two dozen certificates, none of an authority.
    let issuers = Issuers::load(&folder).unwrap();
    assert_eq!(
        (issuers.certificates().len(), issuers.unusable().len()),
        (24, 0)
    );
    for certificate in issuers.certificates() {
        let wanted = certificate.issuer.common_name().unwrap().to_owned();
        assert!(wanted.starts_with("PROBE."), "{wanted}");
        assert_eq!(
            issuers.check(certificate, now()),
            IssuerCheck {
                issuer: wanted,
                check: Check::CannotTell(Doubt::Missing)
            }
        );
    }
}
