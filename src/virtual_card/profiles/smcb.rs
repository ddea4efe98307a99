//! SMC-B G2.1 (gemSpec_SMC-B_ObjSys_G2_1 5.0.0; cards.md §1.1, §2.2, §5).

use super::super::index::MF;
use super::super::object_system::{Content, File, Folder, ObjectSystem};
use super::master::{self, Identity};
use super::{FOLDER, PasswordData, directory, folder, password, transparent};

const AID_MF: &[u8] = &[0xD2, 0x76, 0x00, 0x01, 0x46, 0x06];
const AID_ESIGN: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x67, 0x45, 0x53, 0x49, 0x47, 0x4E];

const IDENTITY: Identity = Identity {
    iccsn: [0x80, 0x27, 0x69, 0x99, 0x99, 0x00, 0x00, 0x00, 0x00, 0x25],
    product: b"SMC_B_G2",
    version: [4, 8, 0],
};

/// Tab_SMC-B_ObjSys_020.
const PIN_SMC: PasswordData = PasswordData {
    name: "PIN.SMC",
    identifier: 0x01,
    minimum_length: 6,
    transport_pin: Some("53962"),
    puk: "80617254",
    start_security_status: &[(1, None)],
    rules: "CB{[ACTIVATED,1,{({00||24||00||??,80||20||00||??,00||2c||01||??,00||2c||00||??,00||20||00||??},ALW)}]}",
};

pub(super) fn folders() -> Vec<Folder> {
    let master = Folder {
        files: vec![
            master::atr(&IDENTITY),
            directory((19, 7, 90), &[AID_MF, AID_ESIGN]),
            master::gdo(&IDENTITY),
            master::version2(&IDENTITY),
            master::ca_certificate("EF.C.CA_SMC.CS.E256"),
            master::card_certificate("EF.C.SMC.AUTR_CVC.E256", 0x2F06, 0x06, 0x0006, &IDENTITY),
            master::card_certificate(
                "EF.C.SMC.AUTD_RPE_CVC.E256",
                0x2F09,
                0x09,
                0x0009,
                &IDENTITY,
            ),
        ],
        passwords: vec![password(&PIN_SMC)],
        ..folder("MF", None, AID_MF, FOLDER)
    };
    vec![
        master,
        Folder {
            files: esign_files(),
            ..folder("DF.ESIGN", Some(MF), AID_ESIGN, FOLDER)
        },
    ]
}

fn esign_files() -> Vec<File> {
    let osig_rsa = include_bytes!("certificates/smcb-osig-R2048.der");
    let osig_ecc = include_bytes!("certificates/smcb-osig-E256.der");
    let aut_rsa = include_bytes!("certificates/smcb-aut-R2048.der");
    let aut_ecc = include_bytes!("certificates/smcb-aut-E256.der");
    let enc_rsa = include_bytes!("certificates/smcb-enc-R2048.der");
    let enc_ecc = include_bytes!("certificates/smcb-enc-E256.der");
    vec![
        transparent("EF.C.HCI.OSIG.R2048", 0xC000, 0x10, 1900, *osig_rsa),
        transparent("EF.C.HCI.AUT.R2048", 0xC500, 0x01, 1900, *aut_rsa),
        transparent("EF.C.HCI.ENC.R2048", 0xC200, 0x02, 1900, *enc_rsa),
        transparent("EF.C.HCI.OSIG.E256", 0xC007, 0x07, 3000, *osig_ecc),
        transparent("EF.C.HCI.AUT.E256", 0xC506, 0x06, 3000, *aut_ecc),
        transparent("EF.C.HCI.ENC.E256", 0xC205, 0x05, 3000, *enc_ecc),
    ]
}

/// Whose SMC-B it may be besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Institution {
    /// A practice, as KBV names them.
    Practice,
    /// A hospital, as DKTIG names them.
    Hospital,
}

impl Institution {
    /// Files and what lies in them.
    pub(in super::super) fn certificates(self) -> [(&'static str, &'static [u8]); 6] {
        macro_rules! of {
            ($holder:literal) => {
                [
                    (
                        "EF.C.HCI.OSIG.R2048",
                        include_bytes!(concat!("certificates/", $holder, "-osig-R2048.der")),
                    ),
                    (
                        "EF.C.HCI.AUT.R2048",
                        include_bytes!(concat!("certificates/", $holder, "-aut-R2048.der")),
                    ),
                    (
                        "EF.C.HCI.ENC.R2048",
                        include_bytes!(concat!("certificates/", $holder, "-enc-R2048.der")),
                    ),
                    (
                        "EF.C.HCI.OSIG.E256",
                        include_bytes!(concat!("certificates/", $holder, "-osig-E256.der")),
                    ),
                    (
                        "EF.C.HCI.AUT.E256",
                        include_bytes!(concat!("certificates/", $holder, "-aut-E256.der")),
                    ),
                    (
                        "EF.C.HCI.ENC.E256",
                        include_bytes!(concat!("certificates/", $holder, "-enc-E256.der")),
                    ),
                ]
            };
        }
        match self {
            Institution::Practice => of!("smcb-kbv"),
            Institution::Hospital => of!("smcb-dktig"),
        }
    }
}

/// Whether a card is this one, or came from it: by its number, which the certificates of
/// [`Institution::Hospital`] name.
pub(in super::super) fn is_built_in(system: &ObjectSystem) -> bool {
    let files = system.folder(MF).map(|folder| &folder.files);
    let own = master::gdo(&IDENTITY);
    files.is_some_and(|files| {
        files.iter().any(|file| {
            file.name == own.name
                && matches!(
                    (&file.content, &own.content),
                    (Content::Transparent { body, .. }, Content::Transparent { body: number, .. }) if body == number
                )
        })
    })
}
