//! What single models need, beyond the specification. libccid repairs most of it on Linux; nobody
//! does elsewhere.
//!
//! Sources: libccid 1.5 (`commands.c`, `ccid.c`, `ccid.h`), GnuPG (`ccid-driver.c`), the driver of
//! REINER SCT. None was tried on hardware here. What needs no entry: REINER SCT standard and
//! komfort want bMsgIndex3 (always sent), the GemPC Pinpad and Cherry ST-2xxx take the validation
//! key alone (never anything else is asked for), cyberJack go and one take 15 digits at most (8
//! are), KOBIL KAAN Advanced wants nothing, KOBIL TriBank takes short commands only (these are),
//! ACR83 and APG8201 check all lengths (which are right).
//!
//! The Dell SK-3106 has the two octets of wPINMaxExtraDigit reversed. libccid turns them around;
//! done here too, they would be wrong again, so it is not. With another driver that reader answers
//! 6403.

/// What differs at one model. The default differs in nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Quirk {
    /// bNumberMessage of every VERIFY structure. With 0 the indices are 0 too.
    pub(super) verify_messages: Option<u8>,
    /// bNumberMessage of every MODIFY structure. With 0 the indices are 0 too.
    pub(super) modify_messages: Option<u8>,
    /// The pad must not be used.
    pub(super) untrusted: bool,
    /// What the maker's driver demands before it does a dialog at all.
    pub(super) needs_firmware: Option<&'static str>,
}

const NONE: Quirk = Quirk {
    verify_messages: None,
    modify_messages: None,
    untrusted: false,
    needs_firmware: None,
};
const fn modify_messages(number: u8) -> Quirk {
    Quirk {
        modify_messages: Some(number),
        ..NONE
    }
}
const fn verify_messages(number: u8) -> Quirk {
    Quirk {
        verify_messages: Some(number),
        ..NONE
    }
}
const UNTRUSTED: Quirk = Quirk {
    untrusted: true,
    ..NONE
};
/// The driver looks for the module "kernel" and answers "not supported" where it is older.
const CYBERJACK: Quirk = Quirk {
    needs_firmware: Some("3.0, revision 42"),
    ..NONE
};

/// One model: wIdVendor, wIdProduct, part of its PC/SC name in small letters (empty: goes by the
/// numbers only).
struct Model(u16, u16, &'static str, Quirk);

const MODELS: &[Model] = &[
    // No display; no message, yet all three indices (libccid sends 0 for each; GnuPG).
    Model(0x046A, 0x003E, "smartterminal st-2", modify_messages(0)),
    Model(0x04E6, 0xE003, "spr 532", modify_messages(0)),
    Model(0x04E6, 0xE003, "spr532", modify_messages(0)),
    Model(0x04E6, 0xE003, "sprx32", modify_messages(0)),
    // Fewer than 3: the card gets a bad frame and answers 6B80 (libccid).
    Model(0x046A, 0x0010, "smartboard xx44", modify_messages(3)),
    // 0 is refused, FF is known to work (libccid).
    Model(0x046A, 0x00A1, "kc 1000 sc", modify_messages(0xFF)),
    // A check takes 1 only (libccid).
    Model(0x08E6, 0x3478, "gempcpinpad", verify_messages(1)),
    Model(0x08E6, 0x34C2, "", verify_messages(1)),
    Model(0x0982, 0x0008, "vega-alpha", verify_messages(1)),
    // A check takes 0 only (libccid).
    Model(0x413C, 0x2100, "sk-3106", verify_messages(0)),
    Model(
        0x413C,
        0x2101,
        "dell smart card reader keyboard",
        verify_messages(0),
    ),
    // The module's version is looked up by the driver (REINER SCT).
    Model(0x0C4B, 0x0504, "cyberjack go", CYBERJACK),
    Model(0x0C4B, 0x0580, "cyberjack one", CYBERJACK),
    // Announce a pad that is not there (libccid).
    Model(0x076B, 0x3031, "omnikey 3x21", UNTRUSTED),
    Model(0x076B, 0x3A21, "", UNTRUSTED),
    Model(0x076B, 0x6632, "omnikey 6121", UNTRUSTED),
    Model(0x046A, 0x00A7, "smartterminal xx44", UNTRUSTED),
    Model(0x046A, 0x00A7, "smart terminal xx44", UNTRUSTED),
    Model(0x0BF8, 0x1024, "smartcard reader d323", UNTRUSTED),
    Model(0x25DD, 0x3111, "minilector-evo", UNTRUSTED),
    // Hand what is typed to the PC (libccid; M. Paljak 2011).
    Model(0x03F0, 0x1024, "hp usb smart card keyboard", UNTRUSTED),
    Model(0x03F0, 0x0036, "hp usb ccid smartcard keyboard", UNTRUSTED),
    Model(0x04F2, 0x1469, "hp skylab", UNTRUSTED),
    Model(0x0BF8, 0x1017, "", UNTRUSTED),
];

/// By the numbers of the USB device where the reader tells them, else by its PC/SC name.
pub(super) fn of(usb_id: Option<(u16, u16)>, reader: &str) -> Quirk {
    let name = reader.to_lowercase();
    let fits = |Model(vendor, product, part, _): &&Model| match usb_id {
        Some(id) => id == (*vendor, *product),
        None => !part.is_empty() && name.contains(part),
    };
    MODELS
        .iter()
        .find(fits)
        .map(|model| model.3)
        .unwrap_or_default()
}
