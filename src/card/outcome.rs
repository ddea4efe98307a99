//! What a secret command did: the outcome table, as one function.
//!
//! Success is what the card says afterwards. A lost answer is no failure and no success until the
//! read-back decides; where the read-back cannot decide, the outcome is unknown and is called so.

use apdu::{PinCommand, StatusWord};

use super::{Aftermath, Left, PasswordObject, PinStatus, Reach, Reply, TerminalEnd, TerminalReply};
use crate::pins::{FIRST_TRIES, PUK_USES, Role};
use crate::reader::pin_pad::{Pad, PadAnswer, PadEntry, PadLack, PadOrder};

/// Which secret command was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// CHANGE REFERENCE DATA out of the transport state.
    Activate,
    /// CHANGE REFERENCE DATA of an own PIN.
    Change,
    /// RESET RETRY COUNTER with PUK and new PIN.
    UnblockWithNew,
    /// RESET RETRY COUNTER with PUK only (PIN.QES).
    Unblock,
    /// VERIFY of an own PIN.
    Verify,
}

impl Operation {
    /// The secrets that it wants, in the order in which they are asked for.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Operation::Activate => &[Role::Transport, Role::New],
            Operation::Change => &[Role::Current, Role::New],
            Operation::UnblockWithNew => &[Role::Puk, Role::New],
            Operation::Unblock => &[Role::Puk],
            Operation::Verify => &[Role::Current],
        }
    }

    /// The command, with a hole for each of the [`roles`](Self::roles).
    pub(super) const fn command(self, object: &PasswordObject) -> PinCommand {
        let reference = object.reference;
        match self {
            Operation::Activate | Operation::Change => PinCommand::change_reference_data(reference),
            Operation::UnblockWithNew => PinCommand::reset_retry_counter_with_new(reference),
            Operation::Unblock => PinCommand::reset_retry_counter(reference),
            Operation::Verify => PinCommand::verify(reference),
        }
    }

    /// Whether a reader's PIN pad can ask for the secrets.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check_pad(
        self,
        object: &PasswordObject,
        pad: &Pad,
        entry: &PadEntry,
    ) -> Result<(), PadLack> {
        pad.capability(&self.command(object), entry).map(|_| ())
    }

    /// What the pad is handed so that it asks for the secrets and gives them to the card.
    ///
    /// # Errors
    /// As [`check_pad`](Self::check_pad).
    pub fn prepare_pad(
        self,
        object: &PasswordObject,
        pad: &Pad,
        entry: &PadEntry,
    ) -> Result<PadOrder, PadLack> {
        pad.prepare(&self.command(object), entry)
    }

    /// What it leaves behind in the card when it has been carried out.
    #[must_use]
    pub const fn leaves(self) -> Left {
        match self {
            Operation::Verify => Left::Verified,
            _ => Left::AsItWas,
        }
    }

    /// Whether the card compares the PUK, whose uses it counts apart from the tries of the PIN.
    #[must_use]
    pub const fn uses_puk(self) -> bool {
        matches!(self, Operation::UnblockWithNew | Operation::Unblock)
    }
}

/// How the proof of a success was had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The card's answer was read.
    Read,
    /// It was lost, and the read-back shows the success.
    Lost,
}

impl Answer {
    /// The fixed word of the JSON contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Answer::Read => "read",
            Answer::Lost => "lost",
        }
    }
}

/// What is known after a secret command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It took effect.
    Done(Answer),
    /// The card said yes, and afterwards could not be asked, or shows something else.
    Contradicted,
    /// No usable answer, and the read-back cannot decide.
    Unknown,
    /// The secret was wrong.
    Wrong {
        /// Tries left (for a PUK: uses left), 1 to 15; `None` where nobody names them.
        left: Option<u8>,
    },
    /// No try is left.
    Blocked(Block),
    /// 6985: the new PIN is too short or too long. No try was spent (CHANGE REFERENCE DATA,
    /// gemSpec_COS N074.500).
    NewPinRefused,
    /// The card refused the command as such: 6982, 6A88. No try was spent.
    Refused(StatusWord),
    /// 6985 to VERIFY: still in transport state. No try was spent (gemSpec_COS, PasswordNotUsable).
    StillTransport,
    /// The PIN pad ended the dialog, and the state is what it was.
    PadEnded(PadAnswer),
    /// The same of a terminal.
    TerminalEnded(TerminalEnd),
    /// Whoever stands between says why nothing came of it, and the state is what it was.
    Failed,
}

/// How a block is known after a secret command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// 63C0: this very try was wrong, and the last.
    ThisTry,
    /// 6983: nothing was compared.
    Answer,
    /// GET PIN STATUS afterwards; the answer did not say it.
    ReadBack,
    /// A terminal says that no try was left before: nothing was compared. Whether the card said so
    /// nobody heard.
    Told,
}

impl Block {
    /// The trailer that says so, where that is certain.
    #[must_use]
    pub const fn status_word(self) -> Option<StatusWord> {
        match self {
            Block::ThisTry | Block::ReadBack => Some(StatusWord::new(0x63C0)),
            Block::Answer => Some(StatusWord::new(0x6983)),
            Block::Told => None,
        }
    }
}

/// Judges what came back, given the state before.
#[must_use]
pub fn judge(operation: Operation, before: PinStatus, aftermath: &Aftermath) -> Verdict {
    let after = aftermath.read_back.as_ref().ok().copied();
    let answer = match &aftermath.answer {
        Ok(Reply::Card(answer)) => *answer,
        Ok(Reply::Pad(ended)) => return judge_pad(operation, before, after, *ended),
        Ok(Reply::Terminal(said)) => {
            let left = tries_shown(operation, after, aftermath.named);
            return judge_terminal(operation, before, after, left, *said);
        }
        Err(error) if is_as_it_was(operation, before, after, error.reach()) => {
            return Verdict::Failed;
        }
        Ok(Reply::Odd(_)) | Err(_) => return judge_lost(operation, before, after),
    };
    // Whatever else the trailer says, the state speaks louder.
    if answer.number() != 0x9000 && left_transport(operation, before, after) {
        return Verdict::Done(Answer::Lost);
    }
    match (answer.number(), answer.counter()) {
        (0x9000, _) => judge_yes(operation, after),
        (_, Some(0)) => Verdict::Blocked(Block::ThisTry),
        (_, Some(left)) if left < most(operation, before) => Verdict::Wrong { left: Some(left) },
        (0x6983, _) => Verdict::Blocked(Block::Answer),
        // An older card may answer so although it is blocked; then the read-back says it. The PUK
        // is for blocked PINs: there the read-back says nothing about the PUK.
        (0x6985, _) if after == Some(PinStatus::Blocked) && !operation.uses_puk() => {
            Verdict::Blocked(Block::ReadBack)
        }
        // A driver of pads says 6985 on its own (cyberJack): of a PIN that is set the card would
        // not.
        (0x6985, _) if operation == Operation::Verify && after.is_some_and(PinStatus::is_set) => {
            Verdict::Refused(answer)
        }
        (0x6985, _) if operation == Operation::Verify => Verdict::StillTransport,
        (0x6985, _) if operation != Operation::Unblock => Verdict::NewPinRefused,
        (0x6982 | 0x6A88, _) => Verdict::Refused(answer),
        // 6581 MemoryFailure and whatever is not in the command's table.
        _ => judge_lost(operation, before, after),
    }
}

/// The card answered 9000.
fn judge_yes(operation: Operation, after: Option<PinStatus>) -> Verdict {
    let proven = match (operation, after) {
        // A right VERIFY sets the security status, which the same transaction shows.
        (Operation::Verify, Some(status)) => status == PinStatus::Verified,
        // 9000 is the proof; the state stays as it was, even Transport-PIN. But a full counter is
        // no 63C0 (gemSpec_COS N081.800b.2: the counter is written last).
        (Operation::Unblock, Some(status)) => status.is_set() || status == PinStatus::Transport,
        (Operation::Activate | Operation::UnblockWithNew, Some(status)) => status.is_set(),
        // A changed PIN has all its tries again.
        (Operation::Change, Some(PinStatus::Set { tries })) => tries >= FIRST_TRIES,
        (Operation::Change, Some(status)) => status.is_uncounted(),
        (_, None) => false,
    };
    if proven {
        Verdict::Done(Answer::Read)
    } else {
        Verdict::Contradicted
    }
}

/// The pad says that it ended the dialog itself. A state that changed speaks louder, whatever the
/// pad says: one is known that sends a VERIFY of its own.
fn judge_pad(
    operation: Operation,
    before: PinStatus,
    after: Option<PinStatus>,
    ended: PadAnswer,
) -> Verdict {
    match judge_lost(operation, before, after) {
        done @ Verdict::Done(_) => done,
        _ if after == Some(before) => Verdict::PadEnded(ended),
        _ if after.is_none() && ended.nothing_was_sent() => Verdict::PadEnded(ended),
        doubt => doubt,
    }
}

/// A terminal tells in words what the card answered. The state speaks louder here too: of a PIN that
/// shows tries nothing is blocked, and the fewer tries count. `shown` are those of the state afterwards.
fn judge_terminal(
    operation: Operation,
    before: PinStatus,
    after: Option<PinStatus>,
    shown: Option<u8>,
    said: TerminalReply,
) -> Verdict {
    if left_transport(operation, before, after) {
        match said {
            TerminalReply::Accepted => {}
            // What was entered is not what was set: somebody else set a PIN, or one of both is not true.
            TerminalReply::Wrong { .. } | TerminalReply::NowBlocked | TerminalReply::WasBlocked => {
                return Verdict::Unknown;
            }
            TerminalReply::StillTransport | TerminalReply::Ended(_) => {
                return Verdict::Done(Answer::Lost);
            }
        }
    }
    match said {
        // Of a PIN that is not blocked a Konnektor says yes to the PUK without asking for it
        // (gemSpec_Kon, TUC_KON_021).
        TerminalReply::Accepted if operation.uses_puk() && before != PinStatus::Blocked => {
            judge_lost(operation, before, after)
        }
        TerminalReply::Accepted => judge_yes(operation, after),
        TerminalReply::Wrong { left: Some(0) }
        | TerminalReply::NowBlocked
        | TerminalReply::WasBlocked
            if shown.is_some_and(|shown| shown > 0) && after.is_some_and(PinStatus::is_set) =>
        {
            judge_lost(operation, before, after)
        }
        TerminalReply::Wrong { left: Some(0) } | TerminalReply::NowBlocked => {
            Verdict::Blocked(Block::ThisTry)
        }
        TerminalReply::Wrong { .. }
            if after == Some(PinStatus::Blocked) && !operation.uses_puk() =>
        {
            Verdict::Blocked(Block::ReadBack)
        }
        TerminalReply::Wrong { left } => {
            let fewest = left.into_iter().chain(shown).min();
            let left = fewest.filter(|left| *left < most(operation, before));
            Verdict::Wrong { left }
        }
        TerminalReply::WasBlocked => Verdict::Blocked(Block::Told),
        TerminalReply::StillTransport if operation == Operation::Verify => Verdict::StillTransport,
        TerminalReply::StillTransport => judge_lost(operation, before, after),
        TerminalReply::Ended(end) if after == Some(before) => Verdict::TerminalEnded(end),
        TerminalReply::Ended(end) if after.is_none() && end.nothing_was_sent() => {
            Verdict::TerminalEnded(end)
        }
        TerminalReply::Ended(_) => judge_lost(operation, before, after),
    }
}

/// Whether whoever says that nothing came of an order is to be believed: the state is what it was. A
/// changed PIN shows in no state; there it has to be said of the order itself, for what breaks later
/// may break behind the card's yes.
fn is_as_it_was(
    operation: Operation,
    before: PinStatus,
    after: Option<PinStatus>,
    reach: Reach,
) -> bool {
    after == Some(before)
        && match operation {
            Operation::Change => reach.says_that_nothing_began(),
            _ => reach.says_that_it_failed(),
        }
}

/// How many tries there were before this one, at most: a wrong one leaves fewer. A trailer that
/// names as many or more is no answer of this command.
fn most(operation: Operation, before: PinStatus) -> u8 {
    if operation.uses_puk() {
        PUK_USES
    } else {
        before.tries_named().unwrap_or(FIRST_TRIES).min(FIRST_TRIES)
    }
}

/// The tries of the secret that was compared, where the state names them, or somebody beside it: that
/// is never done for a PUK.
fn tries_shown(operation: Operation, after: Option<PinStatus>, named: Option<u8>) -> Option<u8> {
    match after {
        _ if operation.uses_puk() => None,
        Some(PinStatus::Set { tries }) => Some(tries),
        _ => named,
    }
}

/// Whether an activation left the transport state: there is one way out of it, a new PIN that the
/// card took (gemSpec_COS N074.800). Not so for a PUK with a new PIN: its line may break half way,
/// and a read-back over a new line does not tell whose PIN is set.
fn left_transport(operation: Operation, before: PinStatus, after: Option<PinStatus>) -> bool {
    operation == Operation::Activate
        && before == PinStatus::Transport
        && after.is_some_and(PinStatus::is_set)
}

/// No answer, or none that means anything.
fn judge_lost(operation: Operation, before: PinStatus, after: Option<PinStatus>) -> Verdict {
    let was_blocked = before == PinStatus::Blocked;
    // A success sets the counter to its start (gemSpec_COS N074.800), so this one took no effect,
    // whatever was lost.
    if operation == Operation::Activate && after == Some(PinStatus::Blocked) {
        return Verdict::Blocked(Block::ReadBack);
    }
    let took_effect = match (operation, after) {
        (Operation::Activate, _) => left_transport(operation, before, after),
        // The card cannot tell the old PIN from the new one, nor who verified.
        (Operation::Change | Operation::Verify, _) => false,
        (Operation::UnblockWithNew, Some(status)) => was_blocked && status.is_set(),
        (Operation::Unblock, Some(status)) => {
            was_blocked && (status.is_set() || status == PinStatus::Transport)
        }
        (_, None) => false,
    };
    if took_effect {
        Verdict::Done(Answer::Lost)
    } else {
        Verdict::Unknown
    }
}
