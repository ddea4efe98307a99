//! One secret through the gate, the note around it, and the read-back that decides.

use std::time::{Duration, Instant};

use apdu::{Pin, PinCommand};

use super::Run;
use crate::attempts::{self, Attempt, Ending, Secret};
use crate::card::{Aftermath, Expected, Iccsn, Operation, PinStatus, PinView, Refusal, Verdict, gate, judge};
use crate::commands::choose::Chosen;
use crate::commands::context::Context;
use crate::commands::notes::{observe, pin_name};
use crate::reader::{Leave, Obstacle, Patience, Presence};
use crate::report::Failure;

/// Longest wait for another process of this user that is between gate and read-back itself.
const GATE_LIMIT: Duration = Duration::from_secs(2);
/// Longest wait for a card whose line broke, before anybody is asked to do something about it.
const REACH_AGAIN: Duration = Duration::from_secs(2);
/// Pause between two looks for a card that is to come back.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// What one pass came to.
pub(super) struct Passed {
    /// The verdict.
    pub verdict: Verdict,
    /// State afterwards, where it could be read.
    pub after: Option<PinStatus>,
}

impl Run<'_, '_> {
    /// Hands the two secrets to the card, once.
    pub(super) fn pass(&mut self, pin: &PinView, transport: &Pin, new: &Pin) -> Result<Passed, Failure> {
        let Some(iccsn) = self.chosen.view.iccsn.clone() else {
            return Err(Failure::CardUnreadable { step: "EF.GDO", detail: "ICCSN".to_owned() });
        };
        let command = PinCommand::change_reference_data(pin.object.reference)
            .fill(&[transport, new])
            .map_err(|error| Failure::Internal(error.to_string()))?;
        let mut connection = self.context.begin(&self.chosen.reader)?;
        let expected = Expected { iccsn: &iccsn, object: pin.object, status: pin.status };
        let mut note = Note::new(self, &iccsn, pin);
        let passed = gate::pass(connection.as_mut(), &expected, &command, || note.begin());
        drop(command);
        let (attempt, trouble) = note.finish();
        let aftermath = match passed {
            Ok(aftermath) => {
                self.context.handed_over = true;
                connection.finish(Leave::AsIs);
                self.decide(&iccsn, pin, aftermath)
            }
            Err(refusal) => {
                connection.finish(Leave::AsIs);
                return Err(self.refused(refusal, pin));
            }
        };
        let verdict = judge(Operation::Activate, pin.status, &aftermath);
        self.close_note(attempt, verdict);
        if let Some(error) = trouble {
            self.warn_of_notes(&error);
        }
        self.take_over(pin, &aftermath);
        Ok(Passed { verdict, after: aftermath.read_back.ok() })
    }

    /// What the card shows now replaces what was shown before, here and in the notes.
    fn take_over(&mut self, pin: &PinView, aftermath: &Aftermath) {
        let Ok(after) = aftermath.read_back else { return };
        if let Some(view) = self.chosen.view.pins.iter_mut().find(|view| view.object == pin.object) {
            view.status = after;
        }
        observe(self.context, &self.chosen.view);
    }

    /// After a broken line the card is reached for anew where its state decides. A person is asked to put the card back
    /// and may take their time; nothing is ever sent again. An answer that is certain (63Cx, 6983, 6985, …) waits for
    /// nobody: its note is to be closed at once.
    fn decide(&mut self, iccsn: &Iccsn, pin: &PinView, mut aftermath: Aftermath) -> Aftermath {
        let verdict = judge(Operation::Activate, pin.status, &aftermath);
        let is_open = matches!(verdict, Verdict::Unknown | Verdict::Contradicted);
        if is_open
            && aftermath.read_back.is_err()
            && let Some(status) = read_back_anew(self.context, &self.chosen, iccsn, pin)
        {
            aftermath.read_back = Ok(status);
        }
        aftermath
    }

    fn refused(&mut self, refusal: Refusal<attempts::Error>, pin: &PinView) -> Failure {
        match refusal {
            Refusal::OtherCard => Failure::OtherCard { reader: self.chosen.reader.clone() },
            Refusal::OtherState(_) => Failure::OtherState { pin: pin.object.key },
            Refusal::Card(crate::card::Error::Reader(error)) => self.context.reader_failure(error),
            Refusal::Card(crate::card::Error::Unexpected { step, status }) => {
                Failure::CardUnreadable { step, detail: status.to_string() }
            }
            Refusal::Card(error @ crate::card::Error::Content { step }) => {
                Failure::CardUnreadable { step, detail: error.to_string() }
            }
            Refusal::Note(error) => Failure::Notes(error),
        }
    }

    fn close_note(&mut self, attempt: Option<Attempt>, verdict: Verdict) {
        let Some(attempt) = attempt else { return };
        let ending = match verdict {
            Verdict::Done(_) => Ending::Right,
            Verdict::Wrong { left } => Ending::Wrong(left),
            Verdict::Blocked { by_this_try: true } => Ending::Wrong(0),
            Verdict::Blocked { by_this_try: false } => Ending::Blocked,
            // Nothing was compared (gemSpec_COS N074.500).
            Verdict::NewPinRefused => Ending::NotSent,
            Verdict::Refused(_) | Verdict::Unknown | Verdict::Contradicted => Ending::Unknown,
        };
        if let Err(error) = self.context.notes.end(attempt, ending) {
            self.warn_of_notes(&error);
        }
    }
}

/// The note of one attempt, written inside the gate.
struct Note<'a> {
    notes: &'a mut attempts::Notes,
    interrupts: &'a crate::system::signals::Interrupts,
    iccsn: &'a Iccsn,
    secret: Secret,
    /// Whether an attempt that cannot be noted is not made.
    strict: bool,
    /// The attempt on disk, with the lock that keeps other processes of this user out until the read-back.
    open: Option<(Attempt, attempts::Gate)>,
    trouble: Option<attempts::Error>,
}

impl<'a> Note<'a> {
    fn new(run: &'a mut Run<'_, '_>, iccsn: &'a Iccsn, pin: &PinView) -> Self {
        let strict = run.scripted && !run.options.no_notes && pin.status == PinStatus::Transport;
        let secret = Secret::Pin(pin_name(pin.object.key));
        let context = &mut *run.context;
        Self { notes: context.notes, interrupts: &context.interrupts, iccsn, secret, strict, open: None, trouble: None }
    }

    fn begin(&mut self) -> Result<(), attempts::Error> {
        match self.write() {
            Ok(open) => self.open = Some(open),
            Err(error) if self.strict => return Err(error),
            Err(error) => self.trouble = Some(error),
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(Attempt, attempts::Gate), attempts::Error> {
        let gate = self.notes.lock_for_gate(GATE_LIMIT, self.interrupts)?;
        let attempt = self.notes.begin(&gate, self.iccsn.as_str(), self.secret)?;
        Ok((attempt, gate))
    }

    /// Lets other processes go on; the attempt is still open.
    fn finish(self) -> (Option<Attempt>, Option<attempts::Error>) {
        (self.open.map(|(attempt, _gate)| attempt), self.trouble)
    }
}

/// Reads the state of a PIN over a new connection: at once without looking at the wish to stop, then, where that fails,
/// as long as somebody is willing to wait for the card.
fn read_back_anew(context: &mut Context<'_>, chosen: &Chosen, iccsn: &Iccsn, pin: &PinView) -> Option<PinStatus> {
    let deadline = Instant::now() + REACH_AGAIN.max(context.wait);
    let patient = context.patient;
    let mut asked = false;
    let status = loop {
        if let Some(status) = try_read_back(context, chosen, iccsn, pin) {
            break Some(status);
        }
        let over = if patient { context.interrupts.raised() } else { Instant::now() >= deadline };
        if over || (asked && context.interrupts.raised()) {
            break None;
        }
        if !asked && patient {
            context.dialog.waiting(&context.text.waiting_card_again());
        }
        asked = true;
        std::thread::sleep(LOOK_AGAIN);
    };
    if asked && patient {
        context.dialog.end_waiting();
    }
    status
}

fn try_read_back(context: &mut Context<'_>, chosen: &Chosen, iccsn: &Iccsn, pin: &PinView) -> Option<PinStatus> {
    let slots = context.readers.list().ok()?;
    slots.iter().find(|slot| slot.name == chosen.reader && slot.presence == Presence::Card)?;
    let mut connection = context.readers.begin(&chosen.reader, &mut Steadfast::new()).ok()?;
    let status = gate::read_back(connection.as_mut(), iccsn, pin.object);
    connection.finish(Leave::AsIs);
    status.ok()
}

/// Waits a fixed time and looks at nothing else: for the read-back.
struct Steadfast(Instant);

impl Steadfast {
    fn new() -> Self {
        Self(Instant::now() + REACH_AGAIN)
    }
}

impl Patience for Steadfast {
    fn go_on(&mut self, obstacle: Obstacle) -> bool {
        obstacle == Obstacle::Opening || Instant::now() < self.0
    }
}
