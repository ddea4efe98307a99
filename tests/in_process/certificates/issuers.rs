//! Certificates against the authorities in a folder. OpenSSL makes both.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use pinlotse::certificate::issuers::{LoadError, Unusable};
use pinlotse::certificate::signature::Verdict;
use pinlotse::certificate::{Certificate, Content, IssuerCheck, Issuers};
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
        let issuer = "PROBE-CA".to_owned();
        assert_eq!(
            issuers.check(&certificate(&der), now()),
            IssuerCheck::Good {
                issuer: issuer.clone()
            },
            "{options:?}"
        );
        let mut changed = der.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(
            issuers.check(&certificate(&changed), now()),
            IssuerCheck::BadSignature { issuer },
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
    assert_eq!(certificate(&der).signed_by(&authority), Verdict::Good);
    let mut parsed = 0;
    for place in 0..der.len() {
        let mut changed = der.clone();
        changed[place] ^= 1 << (place % 8);
        if let Content::Certificate(changed) = Content::of(&changed) {
            parsed += 1;
            assert_ne!(
                changed.signed_by(&authority),
                Verdict::Good,
                "octet {place}"
            );
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
        Verdict::Good
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
    let issuer = || "PROBE-CA".to_owned();
    let (_both, both) = folder_of(&[("1.der", &old), ("2.der", &new)]);
    let (_old, only_old) = folder_of(&[("1.der", &old)]);
    for leaf in [&with_id, &without] {
        assert_eq!(
            both.check(&certificate(leaf), now()),
            IssuerCheck::Good { issuer: issuer() }
        );
        assert_eq!(both.issuer_of(&certificate(leaf)).unwrap().der(), new);
        assert!(only_old.issuer_of(&certificate(leaf)).is_none());
    }
    // The key identifier already says that it is another key; without one, the signature does.
    assert_eq!(
        only_old.check(&certificate(&with_id), now()),
        IssuerCheck::NoIssuerHere { wanted: issuer() }
    );
    assert_eq!(
        only_old.check(&certificate(&without), now()),
        IssuerCheck::BadSignature { issuer: issuer() }
    );
}

#[test]
fn who_signed_without_the_right_to_is_said_and_so_is_an_authority_out_of_date() {
    let Some(pki) = pki() else { return };
    let issuer = || "PROBE-CA".to_owned();
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
            IssuerCheck::IssuerNotACa { issuer: issuer() },
            "{extensions}"
        );
    }
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let leaf = certificate(&pki.leaf("ca", LEAF, &["-sha256"]));
    let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der("ca"))]);
    let authority = &issuers.certificates()[0];
    let (not_before, not_after) = (authority.not_before.unwrap(), authority.not_after.unwrap());
    for (at, expected) in [
        (not_after, IssuerCheck::Good { issuer: issuer() }),
        (
            not_after + 1,
            IssuerCheck::IssuerExpired {
                issuer: issuer(),
                not_after,
            },
        ),
        (not_before, IssuerCheck::Good { issuer: issuer() }),
        (
            not_before - DAY,
            IssuerCheck::IssuerNotYetValid {
                issuer: issuer(),
                not_before,
            },
        ),
    ] {
        assert_eq!(issuers.check(&leaf, at), expected);
    }
}

#[test]
fn a_procedure_or_curve_that_is_not_known_is_named() {
    let Some(pki) = pki() else { return };
    let rows = [
        (Algorithm::Brainpool, "-sha384", "1.2.840.10045.4.3.3"),
        (Algorithm::P256, "-sha256", "1.2.840.10045.3.1.7"),
        (Algorithm::Rsa, "-sha1", "1.2.840.113549.1.1.5"),
    ];
    for (algorithm, hash, oid) in rows {
        pki.authority("ca", "PROBE-CA", algorithm, CA);
        let (_folder, issuers) = folder_of(&[("ca.der", &pki.as_der("ca"))]);
        let expected = IssuerCheck::Unsupported {
            issuer: "PROBE-CA".into(),
            oid: oid.into(),
        };
        assert_eq!(
            issuers.check(&certificate(&pki.leaf("ca", LEAF, &[hash])), now()),
            expected
        );
    }
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
    // Their own folder: twelve certificates, none of an authority.
    let issuers = Issuers::load(&folder).unwrap();
    assert_eq!(
        (issuers.certificates().len(), issuers.unusable().len()),
        (12, 0)
    );
    for certificate in issuers.certificates() {
        let wanted = certificate.issuer.common_name().unwrap().to_owned();
        assert!(wanted.starts_with("PROBE."), "{wanted}");
        assert_eq!(
            issuers.check(certificate, now()),
            IssuerCheck::NoIssuerHere { wanted }
        );
    }
}
