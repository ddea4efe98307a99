//! What a card that is none of ours plausibly is: by the applications that it lists or lets be
//! selected. Never by the ATR, which many kinds of cards share.
//!
//! Nothing here spends a try: files are read and applications selected, no more.

use apdu::{Command, StatusWord, tlv};

use super::Card;
use super::commands::sfi;
use crate::reader::Error;

/// What an application is for, as far as it tells what card it lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Application {
    /// German bank cards.
    Girocard,
    /// Mastercard, Maestro.
    Mastercard,
    /// Visa, V PAY.
    Visa,
    /// Another scheme for payments.
    Payment,
    /// German identity card, residence permit.
    Identity,
    /// Passport.
    Passport,
    /// Health insurance data: an eGK whose root says nothing.
    HealthInsurance,
    /// OpenPGP.
    OpenPgp,
    /// PIV, as keys for log-in have it.
    Piv,
    /// The patient's card before the eGK (KVK).
    OldInsurance,
    /// A doctor's card of an earlier generation (HBA-qSig, ZOD 2.0).
    OldHba,
    /// A practice's identity in a data centre (HSM-B): no card at all.
    DataCentre,
    /// Whoever stands between card and PC does not say what card it is.
    Untold,
}

/// Beginnings of application identifiers (ISO/IEC 7816-5): the registered provider, and more where a
/// provider has several things. The first that fits counts.
const KNOWN: [(&[u8], Application); 12] = [
    // Deutsche Kreditwirtschaft, by both of its providers.
    (&[0xD2, 0x76, 0x00, 0x00, 0x25], Application::Girocard),
    (&[0xA0, 0x00, 0x00, 0x03, 0x59], Application::Girocard),
    (&[0xA0, 0x00, 0x00, 0x00, 0x04], Application::Mastercard),
    (&[0xA0, 0x00, 0x00, 0x00, 0x03], Application::Visa),
    // American Express.
    (&[0xA0, 0x00, 0x00, 0x00, 0x25], Application::Payment),
    (b"1PAY.SYS.DDF01", Application::Payment),
    (b"2PAY.SYS.DDF01", Application::Payment),
    // eID of BSI TR-03110.
    (
        &[0xE8, 0x07, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02],
        Application::Identity,
    ),
    // ICAO 9303.
    (
        &[0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01],
        Application::Passport,
    ),
    // DF.HCA (eGK).
    (
        &[0xD2, 0x76, 0x00, 0x00, 0x01, 0x02],
        Application::HealthInsurance,
    ),
    (&[0xD2, 0x76, 0x00, 0x01, 0x24, 0x01], Application::OpenPgp),
    (&[0xA0, 0x00, 0x00, 0x03, 0x08], Application::Piv),
];

/// What is selected where no directory tells: whole identifiers, for not every card takes a
/// beginning.
const SELECTED: [&[u8]; 9] = [
    &[0xA0, 0x00, 0x00, 0x03, 0x59, 0x10, 0x10, 0x02, 0x80, 0x01],
    &[0xD2, 0x76, 0x00, 0x00, 0x25, 0x45, 0x50, 0x02, 0x00],
    &[0xA0, 0x00, 0x00, 0x00, 0x04, 0x10, 0x10],
    &[0xA0, 0x00, 0x00, 0x00, 0x04, 0x30, 0x60],
    &[0xA0, 0x00, 0x00, 0x00, 0x03, 0x10, 0x10],
    &[0xA0, 0x00, 0x00, 0x00, 0x03, 0x20, 0x20],
    b"1PAY.SYS.DDF01",
    b"2PAY.SYS.DDF01",
    &[0xE8, 0x07, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02],
];

/// An identifier that nobody has (F0: not registered). A card that selects it selects anything, and
/// its yes says nothing.
const NOBODYS: &[u8] = b"\xF0pinlotse";

/// Records of a directory that are looked at.
const RECORDS: std::ops::RangeInclusive<u8> = 1..=6;

const TEMPLATE: tlv::Tag = 0x61;
const AID: tlv::Tag = 0x4F;

impl Application {
    /// By its identifier.
    #[must_use]
    pub fn of_aid(aid: &[u8]) -> Option<Self> {
        let fits = |(start, _): &&(&[u8], Application)| aid.starts_with(start);
        KNOWN.iter().find(fits).map(|(_, known)| *known)
    }

    /// By a directory: its record, or its whole content, each application a template
    /// `61 L 4F L AID …` (ISO/IEC 7816-4).
    fn of_directory(octets: &[u8]) -> Option<Self> {
        let templates = tlv::objects(octets).map_while(Result::ok);
        let aids = templates
            .filter(|object| object.tag == TEMPLATE)
            .filter_map(|template| Some(tlv::find(template.value, AID)?.value));
        aids.filter_map(Self::of_aid).next()
    }
}

/// What the card plausibly is; `None` where it does not tell.
///
/// # Errors
/// Only the line's.
pub(super) fn find(card: &mut Card<'_>) -> Result<Option<Application>, Error> {
    for record in RECORDS {
        match card.read_record("EF.DIR", sfi::DIR, record) {
            Ok(octets) => {
                if let Some(found) = Application::of_directory(&octets) {
                    return Ok(Some(found));
                }
            }
            Err(super::Error::Reader(error)) => return Err(error),
            Err(_) => break,
        }
    }
    match card.read_short_file("EF.DIR", sfi::DIR) {
        Ok(octets) => {
            if let Some(found) = Application::of_directory(&octets) {
                return Ok(Some(found));
            }
        }
        Err(super::Error::Reader(error)) => return Err(error),
        Err(_) => {}
    }
    if selects(card, NOBODYS)? {
        return Ok(None);
    }
    for aid in SELECTED {
        if selects(card, aid)? {
            return Ok(Application::of_aid(aid));
        }
    }
    Ok(None)
}

/// Whether the card has this application, be it blocked (62XX); by T=0 the yes is 61XX.
fn selects(card: &mut Card<'_>, aid: &[u8]) -> Result<bool, Error> {
    let select = Command::new(0x00, 0xA4, 0x04, 0x00);
    let Ok(select) = select.with_data(aid) else {
        return Ok(false);
    };
    let status = card.transmit(&select)?.status;
    Ok(status == StatusWord::NO_ERROR || matches!(status.number() >> 8, 0x61 | 0x62))
}
