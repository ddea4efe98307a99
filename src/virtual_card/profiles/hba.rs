//! eHBA G2.1 (cards.md §1.1, §2.2, §5).

use apdu::tlv;

use super::super::index::MF;
use super::super::object_system::{Content, File, Folder};
use super::cia::{self, Authentication};
use super::master::{self, Identity};
use super::{FOLDER, PasswordData, directory, file, folder, password, transparent};

const AID_MF: &[u8] = &[0xD2, 0x76, 0x00, 0x01, 0x46, 0x01];
const AID_HPA: &[u8] = &[0xD2, 0x76, 0x00, 0x01, 0x46, 0x02];
const AID_QES: &[u8] = &[0xD2, 0x76, 0x00, 0x00, 0x66, 0x01];
const AID_ESIGN: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x67, 0x45, 0x53, 0x49, 0x47, 0x4E];
const AID_CIA_QES: &[u8] = &[
    0xE8, 0x28, 0xBD, 0x08, 0x0F, 0xD2, 0x76, 0x00, 0x00, 0x66, 0x01,
];
const AID_CIA_ESIGN: &[u8] = &[
    0xE8, 0x28, 0xBD, 0x08, 0x0F, 0xA0, 0x00, 0x00, 0x01, 0x67, 0x45, 0x53, 0x49, 0x47, 0x4E,
];
const AID_AUTO: &[u8] = &[0xD2, 0x76, 0x00, 0x01, 0x46, 0x03];

const IDENTITY: Identity = Identity {
    iccsn: [0x80, 0x27, 0x69, 0x99, 0x99, 0x00, 0x00, 0x00, 0x00, 0x17],
    product: b"HBA_G2.1",
    version: [4, 7, 1],
};

/// READ BINARY always, in the security environment for many signatures too.
const READ_IN_BOTH: &str =
    "CB{[ACTIVATED,1,{({00||b0||??||??},ALW)}],[ACTIVATED,2,{({00||b0||??||??},ALW)}]}";
/// Reading always, writing with PIN.CH.
const HOLDER_DATA: &str =
    "CB{[ACTIVATED,1,{({00||b0||??||??},ALW),({00||0e||??||??,00||d6||??||??},PWD(01))}]}";

const PIN_CH: PasswordData = PasswordData {
    name: "PIN.CH",
    identifier: 0x01,
    minimum_length: 6,
    transport_pin: Some("28407"),
    puk: "60483719",
    start_security_status: &[(1, None)],
    rules: "CB{[ACTIVATED,1,{({00||24||00||??,80||20||00||??,00||2c||00||??,00||2c||01||??,00||20||00||??},ALW)}]}",
};

/// RESET RETRY COUNTER keeps the secret (P1=01 only). In SE 2 nothing without a channel from a TI
/// device.
const PIN_QES: PasswordData = PasswordData {
    name: "PIN.QES",
    identifier: 0x01,
    minimum_length: 6,
    transport_pin: Some("91536"),
    puk: "35790264",
    start_security_status: &[(1, Some(250)), (2, Some(250))],
    rules: "CB{[ACTIVATED,1,{({00||24||00||??,80||20||00||??,00||2c||01||??,00||20||00||??},ALW)}],
        [ACTIVATED,2,{({00||24||00||??,00||2c||01||??,00||20||00||??},
        AND{SMMAC(cvc_FlagList_TI:00000000000002),SMCMDENC}),
        ({80||20||00||??},SMMAC(cvc_FlagList_TI:00000000000001))}]}",
};

const PIN_AUTO: PasswordData = PasswordData {
    name: "PIN.AUTO",
    identifier: 0x01,
    minimum_length: 5,
    transport_pin: None,
    puk: "71946302",
    start_security_status: &[(1, None)],
    rules: LEER_PIN,
};

const PIN_SO: PasswordData = PasswordData {
    name: "PIN.SO",
    identifier: 0x03,
    minimum_length: 6,
    transport_pin: None,
    puk: "24680935",
    start_security_status: &[(1, None)],
    rules: LEER_PIN,
};

const LEER_PIN: &str = "CB{[ACTIVATED,1,{({00||24||01||??,00||24||00||??,80||20||00||??,00||2c||01||??,00||20||00||??},ALW)}]}";

pub(super) fn folders() -> Vec<Folder> {
    let inner = |name, aid| folder(name, Some(MF), aid, FOLDER);
    let with_files = |name, aid, files| Folder {
        files,
        ..inner(name, aid)
    };
    vec![
        master(),
        with_files("DF.HPA", AID_HPA, vec![holder_data()]),
        Folder {
            files: signature_files(),
            passwords: vec![password(&PIN_QES)],
            ..inner("DF.QES", AID_QES)
        },
        with_files("DF.ESIGN", AID_ESIGN, esign_files()),
        with_files("DF.CIA.QES", AID_CIA_QES, qes_information()),
        with_files("DF.CIA.ESIGN", AID_CIA_ESIGN, esign_information()),
        Folder {
            files: vec![
                transparent("EF.C.HP.AUTO1.R3072", 0xE001, 0x01, 3000, []),
                transparent("EF.C.HP.AUTO2.R3072", 0xE002, 0x02, 3000, []),
            ],
            passwords: vec![password(&PIN_AUTO), password(&PIN_SO)],
            ..inner("DF.AUTO", AID_AUTO)
        },
    ]
}

fn master() -> Folder {
    let applications = [
        AID_MF,
        AID_HPA,
        AID_QES,
        AID_CIA_QES,
        AID_ESIGN,
        AID_CIA_ESIGN,
        AID_AUTO,
    ];
    Folder {
        files: vec![
            master::atr(&IDENTITY),
            directory((32, 10, 190), &applications),
            master::gdo(&IDENTITY),
            master::version2(&IDENTITY),
            master::ca_certificate("EF.C.CA_HPC.CS.E256"),
            master::card_certificate("EF.C.HPC.AUTR_CVC.E256", 0x2F06, 0x06, 0x0006, &IDENTITY),
            master::card_certificate(
                "EF.C.HPC.AUTD_SUK_CVC.E256",
                0x2F09,
                0x09,
                0x0009,
                &IDENTITY,
            ),
        ],
        passwords: vec![password(&PIN_CH)],
        ..folder("MF", None, AID_MF, FOLDER)
    }
}

/// EF.HPD: delivered empty, so reading answers 6B00.
fn holder_data() -> File {
    file(
        "EF.HPD",
        0xD001,
        0x01,
        HOLDER_DATA,
        Content::Transparent {
            size: 2048,
            body: Default::default(),
        },
    )
}

fn signature_files() -> Vec<File> {
    let readable = |name, identifier, sfi, size, body: &[u8]| {
        let File { content, .. } = transparent(name, identifier, sfi, size, body);
        file(name, identifier, sfi, READ_IN_BOTH, content)
    };
    let rsa = include_bytes!("certificates/hba-qes-R2048.der");
    let ecc = include_bytes!("certificates/hba-qes-E256.der");
    vec![
        readable("EF.SSEC", 0xD005, 0x05, 46, &signatures_per_pin()),
        readable("EF.C.HP.QES.R2048", 0xC000, 0x10, 1900, rsa),
        readable("EF.C.HP.QES.E256", 0xC006, 0x06, 3000, ecc),
    ]
}

/// EF.SSEC: per security environment `80 01 se` and in A4 the password (DF.QES, 81) with the number
/// of signatures that one VERIFY allows, 250.
fn signatures_per_pin() -> Vec<u8> {
    let entry = |environment: u8| {
        let objects: [(tlv::Tag, &[u8]); 4] = [
            (0x82, AID_QES),
            (0x83, &[0x81]),
            (0x95, &[0x08]),
            (0xC0, &[250]),
        ];
        let password: Vec<u8> = objects
            .iter()
            .flat_map(|(tag, value)| tlv::encode(*tag, value))
            .collect();
        [
            tlv::encode(0x80, &[environment]),
            tlv::encode(0xA4, &password),
        ]
        .concat()
    };
    tlv::encode(0x7B, &[entry(1), entry(2)].concat())
}

fn esign_files() -> Vec<File> {
    let aut_rsa = include_bytes!("certificates/hba-aut-R2048.der");
    let aut_ecc = include_bytes!("certificates/hba-aut-E256.der");
    let enc_rsa = include_bytes!("certificates/hba-enc-R2048.der");
    let enc_ecc = include_bytes!("certificates/hba-enc-E256.der");
    vec![
        transparent("EF.C.HP.AUT.R2048", 0xC500, 0x01, 1900, *aut_rsa),
        transparent("EF.C.HP.AUT.E256", 0xC506, 0x06, 3000, *aut_ecc),
        transparent("EF.C.HP.SIG.R2048", 0xC000, 0x10, 3000, []),
        transparent("EF.C.HP.SIG.E256", 0xC007, 0x07, 3000, []),
        transparent("EF.C.HP.ENC.R2048", 0xC200, 0x02, 1900, *enc_rsa),
        transparent("EF.C.HP.ENC.E256", 0xC205, 0x05, 3000, *enc_ecc),
    ]
}

fn qes_information() -> Vec<File> {
    let pin = Authentication {
        label: "PIN.QES",
        identifier: 0x03,
        puk: 0x13,
        reference: 0x81,
    };
    let certificates = [("C.HP.QES", 0x84, 0xC000), ("C.HP.QES", 0x86, 0xC006)];
    cia::files(
        "Qualified Signature Application",
        AID_QES,
        &pin,
        &certificates,
    )
}

fn esign_information() -> Vec<File> {
    let pin = Authentication {
        label: "PIN.CH",
        identifier: 0x02,
        puk: 0x12,
        reference: 0x01,
    };
    let certificates = [
        ("C.HP.AUT", 0x82, 0xC500),
        ("C.HP.ENC", 0x83, 0xC200),
        ("C.HP.SIG", 0x84, 0xC000),
        ("C.HP.AUT", 0x86, 0xC506),
        ("C.HP.ENC", 0x85, 0xC205),
        ("C.HP.SIG", 0x87, 0xC007),
    ];
    cia::files("ESIGN Application", AID_ESIGN, &pin, &certificates)
}
