//! What the numbers of errors mean (`gemSpec_Kon` 3.6.2 and the tables of the operations; gemILF_PS
//! 6.6), as data. What a number leads to is said elsewhere.

/// What an error of the Konnektor is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request does not fit the schema, or names a PIN that the Konnektor does not know (4000).
    Request,
    /// The Konnektor has a fault of its own, or is in a critical state.
    Konnektor,
    /// A user is needed and none was named.
    UserMissing,
    /// Mandant, client system or workplace is missing, or is none that the Konnektor knows: it does
    /// not say which (`gemSpec_Kon` TAB_KON_514-01, note 3).
    ContextIncomplete,
    /// Mandant, client system, workplace, terminal and card are not assigned to each other as the
    /// request has them, or the login is that of another client system.
    ContextRefused,
    /// The SMC-B is not entered in the Konnektor, or not for this mandant.
    InstitutionCardNotEntered,
    /// The terminal or the slot is unknown, or cannot be reached.
    Terminal,
    /// The card is not in, or its handle is over.
    CardGone,
    /// The HBA is held by another user of the same client system (4018): until it is pulled, its
    /// terminal loses the line, or the Konnektor restarts.
    HeldByOtherUser,
    /// Terminal, pad or display are in use.
    TerminalBusy,
    /// The card is in exclusive use.
    CardBusy,
    /// Nobody entered anything at the terminal in time.
    TimedOut,
    /// Somebody pressed the red key.
    Cancelled,
    /// The card, or the way to it, failed or refused.
    CardAccess,
    /// This kind of card is not meant for it, or does not have the PIN.
    WrongCard,
    /// No terminal can ask for this PIN: it has no pad, or none is set for a card elsewhere.
    NoPlaceForEntry,
    /// The PIN is blocked.
    PinBlocked,
    /// The PUK is blocked.
    PukBlocked,
    /// The PIN still holds its Transport-PIN.
    StillTransport,
    /// The new PIN was not entered alike twice.
    NewPinsDiffer,
    /// The PIN does not have the length that it may have.
    PinLength,
    /// There is no partner for card-to-card authentication.
    CardToCard,
    /// A certificate is missing or cannot be read.
    Certificate,
    /// A number that is not in the table, or none.
    Other,
}

/// Whether a command may have reached the card, so that a try may be spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// None did.
    Never,
    /// None did if the terminal does what it should: it ends the dialog, or compares the new PINs,
    /// before it sends. Not confirmed for any terminal; the state of a set PIN tells afterwards,
    /// that of a Transport-PIN does not.
    Unlikely,
    /// Nobody can tell from the number.
    Open,
}

/// One row for each meaning.
const CODES: &[(Kind, &[u32])] = &[
    (Kind::Request, &[4000]),
    (Kind::Konnektor, &[4001, 4002]),
    (Kind::UserMissing, &[4003]),
    (Kind::ContextIncomplete, &[4021]),
    (
        Kind::ContextRefused,
        &[
            4004, 4005, 4006, 4010, 4011, 4012, 4014, 4015, 4016, 4019, 4020, 4204,
        ],
    ),
    (Kind::InstitutionCardNotEntered, &[4009, 4013]),
    (Kind::Terminal, &[4007, 4040, 4044, 4097]),
    (Kind::CardGone, &[4008, 4047, 4098, 4099, 4101, 4131, 4146]),
    (Kind::HeldByOtherUser, &[4018]),
    (Kind::TerminalBusy, &[4060]),
    (Kind::CardBusy, &[4093]),
    (Kind::TimedOut, &[4043]),
    (Kind::Cancelled, &[4049]),
    (
        Kind::CardAccess,
        &[4045, 4046, 4048, 4050, 4052, 4056, 4057, 4085, 4094],
    ),
    (Kind::WrongCard, &[4051, 4072, 4090, 4209]),
    (Kind::NoPlaceForEntry, &[4053, 4066, 4092]),
    (Kind::PinBlocked, &[4063]),
    (Kind::PukBlocked, &[4064]),
    (Kind::StillTransport, &[4065]),
    (Kind::NewPinsDiffer, &[4067]),
    (Kind::PinLength, &[4068]),
    (Kind::CardToCard, &[4071]),
    (
        Kind::Certificate,
        &[
            4132,
            4147,
            4148,
            4149,
            4256,
            CERTIFICATE_UNREADABLE,
            NO_CURVES,
        ],
    ),
];

/// The card has nothing on elliptic curves: asked for such certificates, it lacks them.
pub const NO_CURVES: u32 = 4258;
/// A certificate that is asked for cannot be read; a warning beside the list in which it lacks its
/// octets.
pub const CERTIFICATE_UNREADABLE: u32 = 4257;

/// Numbers with which no command reached the card.
const NEVER: [u32; 4] = [4060, 4066, 4092, 4093];
/// Numbers with which probably none did.
const UNLIKELY: [u32; 4] = [4043, 4049, 4067, 4068];

/// What a number means.
#[must_use]
pub fn kind(code: u32) -> Kind {
    let row = CODES.iter().find(|(_, codes)| codes.contains(&code));
    row.map_or(Kind::Other, |(kind, _)| *kind)
}

/// Whether a command may have reached the card when an operation on a PIN ended with this number.
#[must_use]
pub fn reach(code: u32) -> Reach {
    match code {
        code if NEVER.contains(&code) => Reach::Never,
        code if UNLIKELY.contains(&code) => Reach::Unlikely,
        _ => Reach::Open,
    }
}

impl Kind {
    /// Whether it says that a PIN was not entered or not taken, which contradicts a success.
    #[must_use]
    pub const fn denies_success(self) -> bool {
        !matches!(self, Self::Certificate | Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Typed a second time, number by number.
    #[test]
    fn every_number_has_its_meaning() {
        let rows = [
            (3999, Kind::Other),
            (4000, Kind::Request),
            (4001, Kind::Konnektor),
            (4002, Kind::Konnektor),
            (4003, Kind::UserMissing),
            (4004, Kind::ContextRefused),
            (4005, Kind::ContextRefused),
            (4006, Kind::ContextRefused),
            (4007, Kind::Terminal),
            (4008, Kind::CardGone),
            (4009, Kind::InstitutionCardNotEntered),
            (4010, Kind::ContextRefused),
            (4011, Kind::ContextRefused),
            (4012, Kind::ContextRefused),
            (4013, Kind::InstitutionCardNotEntered),
            (4014, Kind::ContextRefused),
            (4015, Kind::ContextRefused),
            (4016, Kind::ContextRefused),
            (4017, Kind::Other),
            (4018, Kind::HeldByOtherUser),
            (4019, Kind::ContextRefused),
            (4020, Kind::ContextRefused),
            (4021, Kind::ContextIncomplete),
            (4040, Kind::Terminal),
            (4043, Kind::TimedOut),
            (4044, Kind::Terminal),
            (4045, Kind::CardAccess),
            (4046, Kind::CardAccess),
            (4047, Kind::CardGone),
            (4048, Kind::CardAccess),
            (4049, Kind::Cancelled),
            (4050, Kind::CardAccess),
            (4051, Kind::WrongCard),
            (4052, Kind::CardAccess),
            (4053, Kind::NoPlaceForEntry),
            (4056, Kind::CardAccess),
            (4057, Kind::CardAccess),
            (4060, Kind::TerminalBusy),
            (4063, Kind::PinBlocked),
            (4064, Kind::PukBlocked),
            (4065, Kind::StillTransport),
            (4066, Kind::NoPlaceForEntry),
            (4067, Kind::NewPinsDiffer),
            (4068, Kind::PinLength),
            (4071, Kind::CardToCard),
            (4072, Kind::WrongCard),
            (4085, Kind::CardAccess),
            (4090, Kind::WrongCard),
            (4092, Kind::NoPlaceForEntry),
            (4093, Kind::CardBusy),
            (4094, Kind::CardAccess),
            (4097, Kind::Terminal),
            (4098, Kind::CardGone),
            (4099, Kind::CardGone),
            (4101, Kind::CardGone),
            (4131, Kind::CardGone),
            (4132, Kind::Certificate),
            (4146, Kind::CardGone),
            (4147, Kind::Certificate),
            (4148, Kind::Certificate),
            (4149, Kind::Certificate),
            (4204, Kind::ContextRefused),
            (4209, Kind::WrongCard),
            (4256, Kind::Certificate),
            (4257, Kind::Certificate),
            (4258, Kind::Certificate),
            (4300, Kind::Other),
        ];
        for (code, meaning) in rows {
            assert_eq!(kind(code), meaning, "{code}");
        }
        let known = |code: &u32| kind(*code) != Kind::Other;
        let expected = rows.iter().filter(|(code, _)| known(code)).count();
        assert_eq!((0..10_000).filter(known).count(), expected);
    }

    #[test]
    fn a_try_is_certainly_kept_with_four_numbers_and_no_other() {
        let with = |meant| (0..10_000).filter(move |code| reach(*code) == meant);
        let never: Vec<u32> = with(Reach::Never).collect();
        assert_eq!(never, [4060, 4066, 4092, 4093]);
        let unlikely: Vec<u32> = with(Reach::Unlikely).collect();
        assert_eq!(unlikely, [4043, 4049, 4067, 4068]);
    }

    #[test]
    fn no_number_has_two_meanings() {
        let mut seen = std::collections::BTreeSet::new();
        for code in CODES.iter().flat_map(|(_, codes)| *codes) {
            assert!(seen.insert(code), "{code}");
        }
    }
}
