//! New cards whose certificates name the issuers of real ones: what a screen says to somebody with
//! such a card goes by these names. Nothing else of them is real.

use std::fs;

use super::faults::card;
use super::temp::Temp;

/// An issuer as its certificates name it.
#[derive(Debug)]
pub struct RealIssuer {
    /// O.
    pub organisation: &'static str,
    /// CN of the authority for eHBA.
    pub hba: &'static str,
    /// CN of the authority for SMC-B.
    pub smcb: &'static str,
}

pub const MEDISIGN: RealIssuer = RealIssuer {
    organisation: "medisign GmbH",
    hba: "MESIG.HBA-CA10",
    smcb: "MESIG.SMCB-CA10",
};
pub const D_TRUST: RealIssuer = RealIssuer {
    organisation: "D-TRUST GmbH",
    hba: "D-Trust.HBA-CA6",
    smcb: "D-Trust.SMCB-CA6",
};
pub const T_SYSTEMS: RealIssuer = RealIssuer {
    organisation: "T-Systems International GmbH",
    hba: "TSYSI.HBA-CA6",
    smcb: "TSYSI.SMCB-CA6",
};
/// Cards of SHC+CARE: another company issues their certificates.
pub const SHC: RealIssuer = RealIssuer {
    organisation: "Eviden Germany GmbH",
    hba: "EVIDEN.HBA-CA2",
    smcb: "EVIDEN.SMCB-CA2",
};
/// A certificate that names the seller itself.
pub const SHC_BY_NAME: RealIssuer = RealIssuer {
    organisation: "SHC Stolle & Heinz Consultants GmbH & Co. KG",
    hba: "SHC.HBA-CA1",
    smcb: "SHC.SMCB-CA1",
};

pub const ALL: [RealIssuer; 5] = [MEDISIGN, D_TRUST, T_SYSTEMS, SHC, SHC_BY_NAME];

/// The state file of a new card (`hba`, `smcb`) of this issuer: certificates with keys on elliptic
/// curves only, of June 2026, valid for five years. Returns its path.
pub fn new_card(temp: &Temp, kind: &str, issuer: &RealIssuer) -> String {
    valid(temp, kind, issuer, "260601000000Z", "310531235959Z")
}

/// The same with other days (UTCTime).
pub fn valid(temp: &Temp, kind: &str, issuer: &RealIssuer, from: &str, to: &str) -> String {
    let path = temp.join(&format!("new-{kind}.json"));
    card(kind).save(&path).unwrap();
    let mut state = fs::read_to_string(&path).unwrap();
    let authority = if kind == "hba" {
        issuer.hba
    } else {
        issuer.smcb
    };
    let third = if kind == "hba" { "qes" } else { "osig" };
    for purpose in ["aut", "enc", third] {
        let ecc = built_in(kind, &format!("{purpose}-E256"));
        let new = renamed(&ecc, issuer.organisation, authority, from, to);
        let rsa = built_in(kind, &format!("{purpose}-R2048"));
        for (old, new) in [(ecc, new), (rsa, Vec::new())] {
            let old = hex::encode_upper(old);
            assert!(state.contains(&old), "{kind} holds no {purpose}");
            state = state.replace(&old, &hex::encode_upper(new));
        }
    }
    fs::write(&path, state).unwrap();
    path.display().to_string()
}

fn built_in(kind: &str, name: &str) -> Vec<u8> {
    let folder = super::project().join("src/virtual_card/profiles/certificates");
    fs::read(folder.join(format!("{kind}-{name}.der"))).unwrap()
}

/// The certificate with another issuer and other days; its signature holds no longer, and nobody
/// asks for it here.
fn renamed(der: &[u8], organisation: &str, authority: &str, from: &str, to: &str) -> Vec<u8> {
    let mut certificate = children(content(der));
    let mut signed = children(content(&certificate[0]));
    // [0] version, serial, algorithm, issuer, validity, …
    let part = |oid: &[u8], text: &str| {
        object(
            0x31,
            &object(
                0x30,
                &[object(6, oid), object(0x0C, text.as_bytes())].concat(),
            ),
        )
    };
    let name = [
        part(&[0x55, 4, 6], "DE"),
        part(&[0x55, 4, 10], organisation),
        part(&[0x55, 4, 3], authority),
    ];
    signed[3] = object(0x30, &name.concat());
    let days = [object(0x17, from.as_bytes()), object(0x17, to.as_bytes())];
    signed[4] = object(0x30, &days.concat());
    certificate[0] = object(0x30, &signed.concat());
    object(0x30, &certificate.concat())
}

fn object(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut object = vec![tag];
    match length {
        ..=0x7F => object.push(u8::try_from(length).unwrap()),
        _ => {
            object.push(0x82);
            object.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
    }
    object.extend(content);
    object
}

/// Octets of tag and length, and of the content.
fn sizes(der: &[u8]) -> (usize, usize) {
    match der[1] {
        short @ ..=0x7F => (2, usize::from(short)),
        0x81 => (3, usize::from(der[2])),
        0x82 => (4, usize::from(u16::from_be_bytes([der[2], der[3]]))),
        other => panic!("a length of {other:02X}"),
    }
}

fn content(der: &[u8]) -> &[u8] {
    let (head, length) = sizes(der);
    &der[head..head + length]
}

fn children(mut content: &[u8]) -> Vec<Vec<u8>> {
    let mut children = Vec::new();
    while !content.is_empty() {
        let (head, length) = sizes(content);
        let (child, rest) = content.split_at(head + length);
        children.push(child.to_vec());
        content = rest;
    }
    children
}
