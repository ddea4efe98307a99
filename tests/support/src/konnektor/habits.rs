//! What the specification leaves open, or what nobody has seen yet: a test chooses.

/// How a Konnektor says what it could say in more than one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// PinResult in an answer whose status is OK.
    Result,
    /// A warning with the code, and PinResult ERROR.
    Warning,
    /// A fault with the code.
    Fault,
}

/// Where LeftTries stands beside a PinResult.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftTries {
    /// With REJECTED.
    WhenRejected,
    /// With REJECTED, and as 0 with NOWBLOCKED and WASBLOCKED.
    WhenBlockedToo,
    /// With REJECTED, but not for a Transport-PIN.
    NotInTransport,
    /// Nowhere.
    Never,
}

/// All of it.
#[derive(Debug, Clone)]
pub struct Habits {
    /// Whether a ChangePin that succeeds leaves the session verified (step 7e of TUC_KON_019 implies
    /// it).
    pub change_raises: bool,
    pub left_tries: LeftTries,
    /// LeftTries that GetPinStatus says beside TRANSPORT_PIN. No card tells the Konnektor that.
    pub left_tries_in_transport: Option<u8>,
    /// What GetPinStatus is answered while a terminal asks for digits that nobody waits for any
    /// more: 4060, 4093; `None` for the state as it is.
    pub status_during_dialog: Option<u16>,
    /// What VerifyPin with PIN.QES is answered; `None`: the terminal asks.
    pub verify_qes: Option<u16>,
    /// Whether rule R9 (4018) keeps another user from reading certificates, too.
    pub certificates_need_session: bool,
    /// Whether GetPinStatus of an HBA is answered 4003 where no user is named, as rule R9 has it for
    /// whatever needs a session.
    pub status_needs_user: bool,
    /// Whether UnblockPin asks for the PUK although the PIN is not blocked. By TUC_KON_021 it is
    /// answered OK at once.
    pub unblock_always_asks: bool,
    /// Whether VerifyPin and ChangePin ask although the PIN is blocked, so that the card says it; the
    /// Konnektor could have known from the state.
    pub blocked_is_asked_for: bool,
    /// How a PIN (4063) or PUK (4064) that was blocked before is told.
    pub blocked: Channel,
    /// How VerifyPin tells that the PIN is in transport state (4065).
    pub transport: Channel,
    /// How a time-out is told (4043); `None`: as the make does.
    pub time_out: Option<Channel>,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            change_raises: true,
            left_tries: LeftTries::WhenRejected,
            left_tries_in_transport: None,
            status_during_dialog: None,
            verify_qes: Some(4072),
            certificates_need_session: true,
            status_needs_user: false,
            unblock_always_asks: false,
            blocked_is_asked_for: false,
            blocked: Channel::Result,
            transport: Channel::Result,
            time_out: None,
        }
    }
}
