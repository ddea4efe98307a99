//! Files of the MF that every card has: EF.ATR, EF.GDO, EF.Version2, CV certificates.

use apdu::tlv;

use super::super::object_system::File;
use super::transparent;

/// Who made the card, 5 octets; the virtual card is ours.
const MAKER: &[u8] = b"PINLO";
/// octet string of an OID: ecdsa-with-SHA256, the key of a CA.
const KEY_OF_A_CA: [u8; 8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];
/// The key of a card (authentication with elliptic curves).
const KEY_OF_A_CARD: [u8; 6] = [0x2B, 0x24, 0x03, 0x05, 0x03, 0x01];
/// cvc_FlagList_TI.
const FLAG_LIST: [u8; 8] = [0x2A, 0x82, 0x14, 0x00, 0x4C, 0x04, 0x81, 0x18];
/// Service octet in the reference of the root authority, which certifies the authority of the
/// cards.
const ROOT: u8 = 0x80;
/// Service octet in the reference of the authority that certifies cards.
const AUTHORITY: u8 = 0x11;
/// EF.ATR is 134 octets long; DO CF fills it up.
const ATR_LENGTH: usize = 134;

/// What tells one card from another.
pub(super) struct Identity {
    /// 10 octets BCD.
    pub(super) iccsn: [u8; 10],
    /// Product in EF.Version2 and EF.ATR, 8 octets.
    pub(super) product: &'static [u8; 8],
    /// objectSystemVersion (product type version).
    pub(super) version: [u8; 3],
}

/// EF.GDO 2F02 / 02: `5A 0A` and the ICCSN.
pub(super) fn gdo(identity: &Identity) -> File {
    transparent(
        "EF.GDO",
        0x2F02,
        0x02,
        12,
        tlv::encode(0x5A, &identity.iccsn),
    )
}

/// EF.Version2 2F11 / 11 (cards.md §1.4).
pub(super) fn version2(identity: &Identity) -> File {
    let mut objects = tlv::encode(0xC0, &[2, 0, 0]);
    objects.extend(tlv::encode(0xC1, &identity.version));
    objects.extend(tlv::encode(
        0xC2,
        &product(identity.product, identity.version),
    ));
    objects.extend(tlv::encode(0xC4, &[1, 0, 0]));
    objects.extend(tlv::encode(0xC5, &[2, 0, 0]));
    transparent("EF.Version2", 0x2F11, 0x11, 60, tlv::encode(0xEF, &objects))
}

/// EF.ATR 2F01 / 1D: APDU lengths 1033, 32770, 1033, 1033 (N029.890), historical octets with the
/// card capabilities F3, version, products, filler (cards.md §1.5).
pub(super) fn atr(identity: &Identity) -> File {
    let limits: [&[u8]; 4] = [
        &[0x04, 0x09],
        &[0x00, 0x80, 0x02],
        &[0x04, 0x09],
        &[0x04, 0x09],
    ];
    let limits: Vec<u8> = limits
        .iter()
        .flat_map(|limit| tlv::encode(0x02, limit))
        .collect();
    let mut body = tlv::encode(0xE0, &limits);
    let historical = [
        0x80, 0x66, 0x05, b'D', b'E', b'p', b'i', b'n', 0x73, 0x96, 0x21, 0xF3,
    ];
    body.extend(tlv::encode(0x5F52, &historical));
    body.extend(tlv::encode(0xD0, &[4, 3, 0]));
    body.extend(tlv::encode(0xD2, &product(b"NO_CHIP ", [0, 0, 1])));
    body.extend(tlv::encode(0xD3, &product(b"VIRTUAL ", [0, 0, 1])));
    body.extend(tlv::encode(
        0xD4,
        &product(identity.product, identity.version),
    ));
    body.extend(tlv::encode(0xD6, &product(b"NO_BODY ", [1, 0, 0])));
    let filler = ATR_LENGTH.saturating_sub(body.len() + 2);
    body.extend(tlv::encode(0xCF, &vec![0; filler]));
    transparent("EF.ATR", 0x2F01, 0x1D, 134, body)
}

fn product(name: &[u8; 8], version: [u8; 3]) -> Vec<u8> {
    [MAKER, name, &version].concat()
}

/// EF.C.CA_….CS.E256 2F07 / 07, 220 octets.
pub(super) fn ca_certificate(name: &str) -> File {
    transparent(
        name,
        0x2F07,
        0x07,
        220,
        cv_certificate(ROOT, &KEY_OF_A_CA, &authority(AUTHORITY), [0xFF; 7]),
    )
}

/// CV certificate of the card, 222 octets; CHR = `role` ‖ ICCSN (Card-G2-A_3389).
pub(super) fn card_certificate(
    name: &str,
    identifier: u16,
    sfi: u8,
    role: u16,
    identity: &Identity,
) -> File {
    let holder = [&role.to_be_bytes()[..], &identity.iccsn].concat();
    transparent(
        name,
        identifier,
        sfi,
        222,
        cv_certificate(AUTHORITY, &KEY_OF_A_CARD, &holder, [0; 7]),
    )
}

/// Layout of cards.md §5, certified by `issuer`. Point and signature are a pattern: no key stands
/// behind them.
fn cv_certificate(issuer: u8, key_kind: &[u8], holder_reference: &[u8], flags: [u8; 7]) -> Vec<u8> {
    let (mut point, mut signature) = (vec![0x04], Vec::new());
    point.extend(1..=64);
    signature.extend((1..=64).rev());
    let key = [tlv::encode(0x06, key_kind), tlv::encode(0x86, &point)].concat();
    let authorization = [tlv::encode(0x06, &FLAG_LIST), tlv::encode(0x53, &flags)].concat();
    let body = [
        tlv::encode(0x5F29, &[0x70]),
        tlv::encode(0x42, &authority(issuer)),
        tlv::encode(0x7F49, &key),
        tlv::encode(0x5F20, holder_reference),
        tlv::encode(0x7F4C, &authorization),
        // 2020-01-01 to 2099-12-31, one digit an octet.
        tlv::encode(0x5F25, &[2, 0, 0, 1, 0, 1]),
        tlv::encode(0x5F24, &[9, 9, 1, 2, 3, 1]),
    ]
    .concat();
    tlv::encode(
        0x7F21,
        &[tlv::encode(0x7F4E, &body), tlv::encode(0x5F37, &signature)].concat(),
    )
}

/// Reference of an authority: name, service, algorithm, year.
fn authority(service: u8) -> Vec<u8> {
    [b"DEPRB".as_slice(), &[service, 0x02, 0x20]].concat()
}
