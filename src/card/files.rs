//! The X.509 files of the object systems, as data (gematik's eHBA images 4.3.2, 4.5.0 and 4.7.1;
//! gemSpec_SMC-B_ObjSys, chapters 5.4 and 5.5). All are READ ALWAYS on the contact interface.

use super::Kind;
use super::objects::{DF_AUTO, DF_QES, Folder};

/// AID of DF.ESIGN. On eGK, eHBA and SMC-B: it identifies no card.
pub const DF_ESIGN: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x67, 0x45, 0x53, 0x49, 0x47, 0x4E];

/// What the key beside a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilePurpose {
    /// Authentication of the card (C.HP.AUT, C.HCI.AUT).
    Aut,
    /// Encryption (C.HP.ENC, C.HCI.ENC).
    Enc,
    /// Qualified signature of a person (C.HP.QES).
    Qes,
    /// Signature of an institution (C.HCI.OSIG).
    Osig,
    /// Advanced signature of a person (C.HP.SIG): foreseen, delivered empty.
    Sig,
    /// Administrative objects in DF.AUTO: foreseen, delivered empty.
    Auto,
    /// Attribute certificates beside C.HP.QES (generation 2.0 only).
    Attribute,
}

impl FilePurpose {
    /// The fixed word of the JSON contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            FilePurpose::Aut => "AUT",
            FilePurpose::Enc => "ENC",
            FilePurpose::Qes => "QES",
            FilePurpose::Osig => "OSIG",
            FilePurpose::Sig => "SIG",
            FilePurpose::Auto => "AUTO",
            FilePurpose::Attribute => "QES-AC",
        }
    }

    /// Whether a card that works needs a certificate for it.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        matches!(
            self,
            FilePurpose::Aut | FilePurpose::Enc | FilePurpose::Qes | FilePurpose::Osig
        )
    }
}

/// One transparent file that holds, or may hold, an X.509 certificate.
#[derive(Debug, PartialEq, Eq)]
pub struct CertificateFile {
    /// Its name in the specification, e.g. `EF.C.HP.AUT.E256`.
    pub name: &'static str,
    /// Where it lies.
    pub folder: Folder,
    /// Short file identifier, 1 to 30.
    pub sfi: u8,
    /// File identifier, for cards that know the file by this name only.
    pub identifier: [u8; 2],
    /// What its certificate is for.
    pub purpose: FilePurpose,
}

const fn file(
    name: &'static str,
    aid: &'static [u8],
    sfi: u8,
    identifier: u16,
    purpose: FilePurpose,
) -> CertificateFile {
    CertificateFile {
        name,
        folder: Folder::Df(aid),
        sfi,
        identifier: identifier.to_be_bytes(),
        purpose,
    }
}

const OF_HBA: &[CertificateFile] = &[
    file("EF.C.HP.AUT.E256", DF_ESIGN, 0x06, 0xC506, FilePurpose::Aut),
    file(
        "EF.C.HP.AUT.R2048",
        DF_ESIGN,
        0x01,
        0xC500,
        FilePurpose::Aut,
    ),
    file("EF.C.HP.ENC.E256", DF_ESIGN, 0x05, 0xC205, FilePurpose::Enc),
    file(
        "EF.C.HP.ENC.R2048",
        DF_ESIGN,
        0x02,
        0xC200,
        FilePurpose::Enc,
    ),
    file("EF.C.HP.QES.E256", DF_QES, 0x06, 0xC006, FilePurpose::Qes),
    file("EF.C.HP.QES.R2048", DF_QES, 0x10, 0xC000, FilePurpose::Qes),
];

const FURTHER_OF_HBA: &[CertificateFile] = &[
    file("EF.C.HP.SIG.E256", DF_ESIGN, 0x07, 0xC007, FilePurpose::Sig),
    file(
        "EF.C.HP.SIG.R2048",
        DF_ESIGN,
        0x10,
        0xC000,
        FilePurpose::Sig,
    ),
    file(
        "EF.C.HP.QES-AC1",
        DF_QES,
        0x01,
        0xC001,
        FilePurpose::Attribute,
    ),
    file(
        "EF.C.HP.QES-AC2",
        DF_QES,
        0x02,
        0xC002,
        FilePurpose::Attribute,
    ),
    file(
        "EF.C.HP.QES-AC3",
        DF_QES,
        0x03,
        0xC003,
        FilePurpose::Attribute,
    ),
    file("EF.C.HP.AUTO1", DF_AUTO, 0x01, 0xE001, FilePurpose::Auto),
    file("EF.C.HP.AUTO2", DF_AUTO, 0x02, 0xE002, FilePurpose::Auto),
];

const OF_SMCB: &[CertificateFile] = &[
    file(
        "EF.C.HCI.AUT.E256",
        DF_ESIGN,
        0x06,
        0xC506,
        FilePurpose::Aut,
    ),
    file(
        "EF.C.HCI.AUT.R2048",
        DF_ESIGN,
        0x01,
        0xC500,
        FilePurpose::Aut,
    ),
    file(
        "EF.C.HCI.ENC.E256",
        DF_ESIGN,
        0x05,
        0xC205,
        FilePurpose::Enc,
    ),
    file(
        "EF.C.HCI.ENC.R2048",
        DF_ESIGN,
        0x02,
        0xC200,
        FilePurpose::Enc,
    ),
    file(
        "EF.C.HCI.OSIG.E256",
        DF_ESIGN,
        0x07,
        0xC007,
        FilePurpose::Osig,
    ),
    file(
        "EF.C.HCI.OSIG.R2048",
        DF_ESIGN,
        0x10,
        0xC000,
        FilePurpose::Osig,
    ),
];

/// The files whose certificates a card of this kind works with; the elliptic-curve one of each pair
/// first.
#[must_use]
pub const fn certificate_files(kind: Kind) -> &'static [CertificateFile] {
    match kind {
        Kind::Hba => OF_HBA,
        Kind::Smcb => OF_SMCB,
        _ => &[],
    }
}

/// Files that the object system foresees besides, mostly empty or missing.
#[must_use]
pub const fn further_certificate_files(kind: Kind) -> &'static [CertificateFile] {
    match kind {
        Kind::Hba => FURTHER_OF_HBA,
        _ => &[],
    }
}
