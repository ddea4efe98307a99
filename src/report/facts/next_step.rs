//! The next sensible step with a card: a pure function of what is known of it.

use super::asked::Asked;
use super::check::{self, Wrong};
use super::release::{Release, Standing};
use super::seen::{PinLine, StatusBody};
use crate::card::PinStatus;
use crate::certificate::State;
use crate::holder::Sheet;
use crate::online::Status;
use crate::pins::PinKey;
use crate::system::clock::Date;
use crate::topics::radar::Severity;

/// Why no PIN of a card can be set where it is: known from a look, before anybody opens a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// A Konnektor wants to know who enters the PINs of an eHBA, and the profile names nobody.
    NoUser,
    /// The terminal that holds it is a program, without keys.
    NoKeys,
    /// Its number is not known, so nobody can tell that it is still the same card.
    NoNumber,
}

/// The next sensible step; a closed list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// A PIN is to be set or to be freed, and nothing here can do it.
    Barred(Bar),
    /// Transport-PINs are left.
    Activate,
    /// Transport-PINs are left, and of one the new PIN may be valid already.
    ActivatePerhapsSet,
    /// Transport-PINs are left, and the certificates have expired.
    ActivateExpired,
    /// At most one try is left of this Transport-PIN: to stop and to ask.
    LastTry {
        /// The PIN.
        pin: PinKey,
    },
    /// At most one try is left of the PUK of this blocked PIN, or none by the issuers' word.
    LastPuk {
        /// The PIN.
        pin: PinKey,
    },
    /// This PIN is blocked while another holds its Transport-PIN: whether it was ever set decides
    /// what becomes of the card.
    WasItSet {
        /// The PIN.
        pin: PinKey,
    },
    /// An own PIN is blocked.
    Unblock,
    /// A Transport-PIN is blocked.
    OrderReplacement,
    /// The card does not let itself be read as it is now.
    Reinsert,
    /// Not every PIN can be read.
    AskSupport,
    /// The card may no longer be used, whatever its certificates say.
    Ended,
    /// The certificates are revoked.
    Revoked,
    /// Only that for qualified signatures is revoked.
    PartlyRevoked,
    /// The issuer's service does not know a certificate: the release is open.
    Release,
    /// Nothing is left to do, and the issuer's service says so too. That for qualified signatures does
    /// not decide.
    Released,
    /// The issuer's service was asked, and nothing certain came back.
    Unsure,
    /// Nothing is left to do; the certificates are in force later.
    ValidFrom {
        /// The first day.
        on: Date,
    },
    /// The certificates have expired.
    Expired,
    /// One certificate has expired, and another one is still valid.
    PartlyExpired,
    /// A certificate expires soon, on this day.
    FollowUp {
        /// The last day.
        on: Date,
    },
    /// Not every certificate is readable and genuine.
    VerifyCertificates,
    /// Nothing is left to do.
    None,
}

impl NextStep {
    /// Whether a command is to be called that asks for a PIN or a PUK, or may be.
    const fn asks_for_a_secret(self) -> bool {
        matches!(
            self,
            NextStep::Activate
                | NextStep::ActivatePerhapsSet
                | NextStep::ActivateExpired
                | NextStep::WasItSet { .. }
                | NextStep::Unblock
        )
    }

    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            NextStep::Activate | NextStep::ActivatePerhapsSet | NextStep::ActivateExpired => {
                "activate"
            }
            NextStep::Unblock => "unblock",
            NextStep::LastTry { .. }
            | NextStep::LastPuk { .. }
            | NextStep::WasItSet { .. }
            | NextStep::PartlyRevoked => "ask_issuer",
            NextStep::OrderReplacement
            | NextStep::Ended
            | NextStep::Revoked
            | NextStep::Expired
            | NextStep::PartlyExpired
            | NextStep::FollowUp { .. } => "order_replacement",
            NextStep::Release => "release_in_portal",
            NextStep::Reinsert => "reinsert_card",
            NextStep::AskSupport | NextStep::Barred(_) => "ask_support",
            NextStep::VerifyCertificates => "verify_certificates",
            NextStep::Released | NextStep::Unsure | NextStep::ValidFrom { .. } | NextStep::None => {
                "none"
            }
        }
    }
}

/// The next sensible step. What the PINs want comes before certificates that are about to end: they
/// do not hinder an activation. A generation that has ended goes before all, and what a revoked card
/// would still let do is not proposed.
#[must_use]
pub fn next_step(body: &StatusBody) -> NextStep {
    let step = next_step_unbarred(body);
    match body.bar {
        Some(bar) if step.asks_for_a_secret() => NextStep::Barred(bar),
        _ => step,
    }
}

/// The same wherever the card is.
fn next_step_unbarred(body: &StatusBody) -> NextStep {
    if has_ended(body) {
        return NextStep::Ended;
    }
    let release = Release::of(&body.asked);
    let is_signature_revoked = release.as_ref().is_some_and(Release::is_signature_revoked);
    let is_revoked = release
        .is_some_and(|release| matches!(release.card.standing, Standing::Revoked { .. }))
        && !is_signature_revoked;
    match (next_step_of_pins(&body.pins), &body.sheet) {
        // Its PINs are of no use then.
        (
            NextStep::Activate | NextStep::ActivatePerhapsSet | NextStep::Unblock | NextStep::None,
            _,
        ) if is_revoked => NextStep::Revoked,
        // Nobody is to be sent to set a PIN for a signature that is revoked.
        (
            NextStep::Activate | NextStep::ActivatePerhapsSet | NextStep::Unblock | NextStep::None,
            _,
        ) if is_signature_revoked => NextStep::PartlyRevoked,
        (NextStep::None, Some(sheet)) => next_step_of_certificates(sheet, &body.asked),
        (NextStep::Activate | NextStep::ActivatePerhapsSet, _) if has_expired(body) => {
            NextStep::ActivateExpired
        }
        (step, _) => step,
    }
}

/// Whether the card may no longer be used, whatever its certificates say.
#[must_use]
pub fn has_ended(body: &StatusBody) -> bool {
    body.findings
        .iter()
        .any(|finding| finding.severity() == Severity::Ended && finding.code() != check::EXPIRED)
}

/// Whether the card is over: every certificate that it works with has expired. One that is over says
/// nothing of the others.
#[must_use]
pub fn has_expired(body: &StatusBody) -> bool {
    body.sheet.as_ref().is_some_and(is_over)
}

fn is_over(sheet: &Sheet) -> bool {
    let counting = || {
        let needed = sheet
            .counting()
            .filter(|(row, ..)| row.file.purpose.is_needed());
        needed.map(|(.., judgement)| judgement.state)
    };
    let expired = |state: State| matches!(state, State::Expired { .. });
    counting().any(expired) && counting().all(expired)
}

/// The next step by the states of the PINs alone.
#[must_use]
pub fn next_step_of_pins(pins: &[PinLine]) -> NextStep {
    let any = |wanted: fn(&PinLine) -> bool| pins.iter().any(wanted);
    let noted_blocked = |pin: &PinLine| {
        let hidden =
            pin.status == PinStatus::Transport && pin.noted.is_some_and(|noted| noted.blocked);
        hidden || pin.is_blocked_in_transport()
    };
    let first =
        |wanted: fn(&PinLine) -> bool| pins.iter().find(|pin| wanted(pin)).map(|pin| pin.key);
    let is_transport = |pin: &PinLine| pin.status == PinStatus::Transport;
    let blocked = first(|pin| pin.status == PinStatus::Blocked);
    if any(noted_blocked) {
        NextStep::OrderReplacement
    } else if any(|pin| pin.status.is_guarded() && !pin.is_extra()) {
        NextStep::Reinsert
    } else if let Some(pin) = blocked.filter(|_| any(is_transport)) {
        NextStep::WasItSet { pin }
    } else if let Some(pin) = first(PinLine::has_last_puk) {
        NextStep::LastPuk { pin }
    } else if let Some(pin) = first(|pin| pin.status == PinStatus::Transport && pin.has_last_try())
    {
        NextStep::LastTry { pin }
    } else if any(PinLine::is_perhaps_set) {
        NextStep::ActivatePerhapsSet
    } else if any(is_transport) {
        NextStep::Activate
    } else if blocked.is_some() {
        NextStep::Unblock
    } else if any(|pin| !pin.status.is_set() && !pin.is_extra()) {
        NextStep::AskSupport
    } else {
        NextStep::None
    }
}

const fn first_day(wrong: &Wrong) -> Option<Date> {
    if let Wrong::NotYetValid { from } = wrong {
        Some(*from)
    } else {
        None
    }
}

/// Also from somebody who cannot be told: looking into the portal does no harm.
fn is_unknown(asked: &Asked) -> bool {
    asked
        .result
        .as_ref()
        .is_ok_and(|answer| answer.status == Status::Unknown)
}

fn next_step_of_certificates(sheet: &Sheet, asked: &[Asked]) -> NextStep {
    let wrong: Vec<Wrong> = check::failures(sheet, &[], asked)
        .into_iter()
        .map(|failure| failure.wrong)
        .collect();
    let soonest = wrong.iter().filter_map(|wrong| {
        if let Wrong::Expiring { on, .. } = wrong {
            Some(*on)
        } else {
            None
        }
    });
    let any = |wanted: fn(&Wrong) -> bool| wrong.iter().any(wanted);
    let release = Release::of(asked);
    // The card itself being revoked was looked at before.
    if any(|wrong| matches!(wrong, Wrong::Revoked { .. })) {
        NextStep::PartlyRevoked
    } else if is_over(sheet) {
        NextStep::Expired
    } else if any(|wrong| matches!(wrong, Wrong::Expired { .. })) {
        NextStep::PartlyExpired
    } else if any(|wrong| matches!(wrong, Wrong::NotPublished)) {
        NextStep::Release
    } else if any(|wrong| {
        matches!(
            wrong,
            Wrong::Missing
                | Wrong::Undated
                | Wrong::Unreadable
                | Wrong::Misplaced
                | Wrong::Forged { .. }
        )
    }) {
        NextStep::VerifyCertificates
    } else if let Some(on) = soonest.min() {
        NextStep::FollowUp { on }
    } else if let Some(on) = wrong.iter().find_map(first_day) {
        NextStep::ValidFrom { on }
    } else {
        match release {
            None => NextStep::None,
            Some(release) if release.is_released() => NextStep::Released,
            Some(_) if asked.iter().any(is_unknown) => NextStep::Release,
            Some(_) => NextStep::Unsure,
        }
    }
}
