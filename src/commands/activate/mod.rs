//! `activate`: all Transport-PINs of a card into own PINs, one resumable run.
//!
//! Reads, skips what is done, asks, passes the gate, reads back, and stops at the first thing that is not a success.

mod entry;
mod pass;
mod tries;

use pass::NotPassed;

use super::choose::{Chosen, choose};
use super::context::Context;
use super::notes::{noted, observe};
use crate::card::look::Depth;
use crate::card::{PinKey, PinStatus, PinView, Verdict};
use crate::report::explain::{own_label, transport_label};
use crate::report::{BlockedBy, Body, Failure, Outcome, PinResult, Skipped, people};
use crate::secrets::{Key, Rules, Secrets};
use crate::text::Tone;

/// What `activate` was asked to do.
#[derive(Debug, Default)]
pub struct Options {
    /// Only these PINs; all when empty.
    pub pins: Vec<PinKey>,
    /// Everything up to the gate.
    pub dry_run: bool,
    /// The secrets of a script; `None` asks the person. A dry run reads none.
    pub secrets: Option<Secrets>,
    /// Whether a script asks, even where somebody sits at the terminal.
    pub scripted: bool,
    /// Lengths, and whether simple PINs are allowed.
    pub rules: Rules,
    /// The holder is present at the script.
    pub holder_present: bool,
    /// `--tries-used`.
    pub tries_used: Option<u8>,
    /// `--try-again`: digits of the card's number.
    pub try_again: Option<String>,
    /// `--last-try`: digits of the card's number.
    pub last_try: Option<String>,
}

/// Runs the activation.
///
/// # Errors
/// What went wrong before there was anything to report of the card's PINs.
pub fn run(context: &mut Context<'_>, options: Options) -> Result<Outcome, Failure> {
    let scripted = options.scripted || !context.dialog.is_interactive();
    check_before_any_exchange(&options, scripted)?;
    context.patient = !scripted && !options.dry_run;
    let chosen = choose(context, Depth::Usual)?;
    check_pins(&options, &chosen)?;
    tell_of_settled_notes(context, &chosen);
    observe(context, &chosen.view);
    let stated = options.tries_used;
    let mut run = Run { context, chosen, options, scripted, stated, results: Vec::new(), failures: Vec::new() };
    run.all();
    Ok(run.finish())
}

/// An earlier try that ended without a known outcome, while the card has left the transport state since: said once,
/// before the card's own word replaces the note. Notes that cannot be read are complained about where they matter.
fn tell_of_settled_notes(context: &mut Context<'_>, chosen: &Chosen) {
    for pin in chosen.view.pins.iter().filter(|pin| pin.status != PinStatus::Transport) {
        let noted = noted(context, &chosen.view, pin.object.key).unwrap_or_default();
        if noted.unknown > 0 {
            let text = context.text;
            let (tone, state) = people::pin_state(pin.status, Some(noted), text);
            context.say(tone, &text.open_note_settled(&own_label(pin.object.key, text), &state));
        }
    }
}

/// What can be refused before a card is looked for.
fn check_before_any_exchange(options: &Options, scripted: bool) -> Result<(), Failure> {
    let one_pin = options.pins.len() == 1;
    if (options.last_try.is_some() || options.try_again.is_some()) && !one_pin {
        return Err(Failure::LastTryNeedsPin);
    }
    let qes_given = options.secrets.as_ref().is_some_and(|secrets| secrets.has_any_of(crate::secrets::PinKey::Qes));
    if scripted && !options.holder_present && (options.pins.contains(&PinKey::Qes) || qes_given) {
        return Err(Failure::HolderNeeded);
    }
    Ok(())
}

fn check_pins(options: &Options, chosen: &Chosen) -> Result<(), Failure> {
    if let Some(pin) = options.pins.iter().find(|pin| chosen.view.pin(**pin).is_none()) {
        return Err(Failure::PinNotOnCard { pin: *pin, kind: chosen.view.kind });
    }
    let Some(iccsn) = &chosen.view.iccsn else {
        return Err(Failure::CardUnreadable { step: "EF.GDO", detail: "ICCSN".to_owned() });
    };
    match [&options.last_try, &options.try_again].into_iter().flatten().find(|digits| !iccsn.is_meant_by(digits)) {
        Some(_) => Err(Failure::DigitsOfOtherCard),
        None => Ok(()),
    }
}

/// One activation under way.
struct Run<'r, 'w> {
    context: &'r mut Context<'w>,
    chosen: Chosen,
    options: Options,
    scripted: bool,
    /// Wrong tries so far by the person's answer, asked once per card.
    stated: Option<u8>,
    results: Vec<PinResult>,
    failures: Vec<Failure>,
}

/// What is to be done with one PIN.
enum Plan {
    Work,
    Skip(Skipped),
    Fail(Option<Skipped>, Failure),
}

impl Run<'_, '_> {
    fn all(&mut self) {
        let pins: Vec<PinView> = self.chosen.view.pins.iter().filter(|pin| self.wanted(pin)).copied().collect();
        let work: Vec<PinKey> =
            pins.iter().filter(|pin| matches!(self.plan(pin), Plan::Work)).map(|pin| pin.object.key).collect();
        let working: Vec<PinView> = pins.iter().filter(|pin| work.contains(&pin.object.key)).copied().collect();
        let begun = self.begin(&working).and_then(|()| self.ask_about_letter(&work));
        let mut stopped = begun.map_err(|failure| self.failures.push(failure)).is_err();
        for pin in &pins {
            let plan = if stopped && pin.status == PinStatus::Transport {
                Plan::Skip(Skipped::Stopped)
            } else {
                self.plan(pin)
            };
            match plan {
                Plan::Skip(why) => self.skip(pin, why),
                Plan::Fail(skipped, failure) => {
                    self.results.push(untouched(pin, skipped));
                    self.failures.push(failure);
                }
                Plan::Work if self.options.dry_run => self.skip(pin, Skipped::DryRun),
                Plan::Work => stopped = !self.work(pin, &work),
            }
        }
    }

    fn wanted(&self, pin: &PinView) -> bool {
        self.options.pins.is_empty() || self.options.pins.contains(&pin.object.key)
    }

    fn plan(&self, pin: &PinView) -> Plan {
        let key = pin.object.key;
        let unreadable = |detail: String| {
            let failure = Failure::CardUnreadable { step: key.name(), detail };
            Plan::Fail(None, failure)
        };
        match pin.status {
            PinStatus::Set { .. } | PinStatus::Verified => Plan::Skip(Skipped::Done),
            PinStatus::Blocked => {
                let failure = Failure::Blocked { pin: key, known: BlockedBy::Status, transport: false };
                Plan::Fail(Some(Skipped::Blocked), failure)
            }
            PinStatus::Transport => {
                let holder_missing = pin.object.of_holder && self.scripted && !self.options.holder_present;
                let skip_holder = holder_missing.then_some(Plan::Skip(Skipped::Holder));
                skip_holder.or_else(|| self.noted_block(pin)).unwrap_or(Plan::Work)
            }
            // 62D0 outranks the transport state (gemSpec_COS N078.800); 62C7 is foreseen for none of these PINs.
            PinStatus::Empty | PinStatus::Disabled | PinStatus::Missing | PinStatus::Unreadable(_) => {
                unreadable(people::pin_state(pin.status, None, self.context.text).1)
            }
        }
    }

    /// What comes before the first PIN: the card, and whatever a script can be refused for, so that it is refused before
    /// anything has been done.
    fn begin(&mut self, working: &[PinView]) -> Result<(), Failure> {
        let text = self.context.text;
        for (tone, line) in people::card_lines(&self.chosen.view, text) {
            self.context.say(tone, &line);
        }
        self.context.say(Tone::Plain, &text.reader_line(&self.chosen.reader));
        if !self.scripted {
            return Ok(());
        }
        working.iter().try_for_each(|pin| self.script_refusal(pin))?;
        let work: Vec<PinKey> = working.iter().map(|pin| pin.object.key).collect();
        if work.is_empty() || self.options.dry_run {
            return Ok(());
        }
        if let Some(secrets) = &self.options.secrets {
            let iccsn = self.chosen.view.iccsn.as_ref().map(|iccsn| iccsn.as_str());
            let mut problems = secrets.missing(&needed(&work));
            if !self.options.rules.allow_trivial {
                problems.extend(secrets.trivial_new_pins(iccsn));
            }
            return if problems.is_empty() { Ok(()) } else { Err(Failure::Secrets(problems)) };
        }
        Err(Failure::NoInput)
    }

    /// Letter and card together? Asked once, before the first secret.
    fn ask_about_letter(&mut self, work: &[PinKey]) -> Result<(), Failure> {
        if self.scripted || work.is_empty() || self.options.dry_run {
            return Ok(());
        }
        let text = self.context.text;
        self.context.say(Tone::Plain, "");
        let have_ready = if work.len() == 1 { text.have_ready_one() } else { text.have_ready(work.len()) };
        self.context.say(Tone::Plain, &have_ready);
        if self.context.confirm(&text.letter_question())? { Ok(()) } else { Err(Failure::WrongLetter) }
    }

    /// Works on one PIN; whether the run may go on.
    fn work(&mut self, pin: &PinView, work: &[PinKey]) -> bool {
        let key = pin.object.key;
        let mut result = untouched(pin, None);
        let done = self.activate(pin, work, &mut result);
        if done.is_err() && result.skipped.is_none() && result.tries_basis.is_none() {
            result.skipped = Some(Skipped::Stopped);
        }
        self.results.push(result);
        match done {
            Ok(()) => true,
            // The holder's no ends nothing: it is one PIN left alone.
            Err(Failure::HolderDeclined) => {
                self.failures.push(Failure::HolderDeclined);
                true
            }
            Err(Failure::Cancelled { .. }) => {
                let at = work.iter().position(|other| *other == key).unwrap_or_default();
                let untouched = work.iter().skip(at).copied().collect();
                self.failures.push(Failure::Cancelled { set: self.set_in_this_run(), untouched });
                false
            }
            Err(failure) => {
                self.failures.push(failure);
                false
            }
        }
    }

    fn activate(&mut self, pin: &PinView, work: &[PinKey], result: &mut PinResult) -> Result<(), Failure> {
        let key = pin.object.key;
        let text = self.context.text;
        self.context.interrupts.check().map_err(|_| self.context.cancelled())?;
        let number = work.iter().position(|other| *other == key).map_or(1, |index| index + 1);
        self.context.say(Tone::Plain, "");
        self.context.say(Tone::Heading, &text.step(number, work.len(), &transport_label(key, text)));
        if !self.scripted
            && pin.object.of_holder
            && !self.context.confirm(&text.holder_question(&text.holder_unnamed()))?
        {
            result.skipped = Some(Skipped::Holder);
            return Err(Failure::HolderDeclined);
        }
        let release = self.release_try(pin)?;
        let (transport, new) = self.secrets_of(pin)?;
        let passed = self.pass(pin, &release, &transport, &new);
        drop((transport, new));
        let passed = passed.map_err(|NotPassed { failure, after }| {
            result.after = after;
            failure
        })?;
        result.tries_basis = Some(release.basis);
        result.after = passed.after;
        self.conclude(pin, work, passed.verdict, result)
    }

    /// Turns the verdict into words and, where it is no success, into a failure.
    fn conclude(
        &mut self,
        pin: &PinView,
        work: &[PinKey],
        verdict: Verdict,
        result: &mut PinResult,
    ) -> Result<(), Failure> {
        let key = pin.object.key;
        let text = self.context.text;
        let label = own_label(key, text);
        match verdict {
            Verdict::Done(answer) => {
                (result.changed, result.answer) = (true, Some(answer));
                self.context.say(
                    Tone::Good,
                    &match answer {
                        crate::card::Answer::Read => text.pin_is_set(&label),
                        crate::card::Answer::Lost => text.pin_is_set_lost(&label),
                    },
                );
                Ok(())
            }
            Verdict::Contradicted => Err(Failure::Unknown { pin: key, contradicted: true }),
            Verdict::Unknown => Err(Failure::Unknown { pin: key, contradicted: false }),
            Verdict::Wrong { left } => {
                let letter = self.chosen.view.pins.iter().map(|pin| pin.object.key);
                let other_line = letter.chain(work.iter().copied()).find(|other| *other != key);
                Err(Failure::Wrong { pin: key, left, other_line })
            }
            Verdict::Blocked { by_this_try } => {
                let known = if by_this_try { BlockedBy::ThisTry } else { BlockedBy::Answer };
                Err(Failure::Blocked { pin: key, known, transport: true })
            }
            Verdict::NewPinRefused => Err(Failure::NewPinRefused { pin: key }),
            Verdict::Refused(status) => Err(Failure::CardRefused { pin: key, status }),
        }
    }

    fn skip(&mut self, pin: &PinView, why: Skipped) {
        let text = self.context.text;
        let label = own_label(pin.object.key, text);
        match why {
            Skipped::Done => self.context.say(Tone::Plain, &text.skipped_done(&label)),
            Skipped::Holder => self.context.say(Tone::Warning, &text.skipped_holder(&label)),
            Skipped::DryRun => self.context.say(Tone::Plain, &text.would_ask(&label)),
            Skipped::Stopped | Skipped::Blocked => {}
        }
        self.results.push(untouched(pin, Some(why)));
    }

    fn set_in_this_run(&self) -> Vec<PinKey> {
        self.results.iter().filter(|result| result.changed).map(|result| result.key).collect()
    }

    /// The PINs of the card that are not known to be set: a blocked one may still be in transport state (63C0 outranks
    /// 62C1), and so may one that cannot be read.
    fn open_pins(&self) -> Vec<PinKey> {
        let after = |pin: &PinView| {
            let result = self.results.iter().find(|result| result.key == pin.object.key);
            result.map_or(Some(pin.status), |result| result.after)
        };
        let open = |pin: &&PinView| !after(pin).is_some_and(PinStatus::is_set);
        self.chosen.view.pins.iter().filter(open).map(|pin| pin.object.key).collect()
    }

    fn finish(mut self) -> Outcome {
        let open = self.open_pins();
        let changed = self.results.iter().any(|result| result.changed);
        self.last_words(&open, changed);
        let in_transport = self.results.iter().filter(|result| result.before == PinStatus::Transport);
        let used = needed(&in_transport.map(|result| result.key).collect::<Vec<_>>());
        let unused = self.options.secrets.as_ref().map(|secrets| secrets.unused(&used)).unwrap_or_default();
        let unused = unused.iter().map(Key::to_string).collect();
        let body = Body::Results { results: self.results, complete: open.is_empty(), unused };
        Outcome { body, changed, failures: self.failures }
    }

    fn last_words(&mut self, open: &[PinKey], changed: bool) {
        let text = self.context.text;
        self.context.say(Tone::Plain, "");
        if self.options.dry_run {
            self.context.say(Tone::Good, &text.dry_run_end());
        } else if !self.failures.is_empty() {
            // The failure has the last word; a cancellation names what is set itself.
            let set: Vec<&str> = self.set_in_this_run().into_iter().map(PinKey::name).collect();
            let cancelled = self.failures.iter().any(|failure| matches!(failure, Failure::Cancelled { .. }));
            if !set.is_empty() && !cancelled {
                self.context.say(Tone::Good, &text.stays_set(&set.join(", ")));
            }
        } else if !open.is_empty() {
            let names: Vec<String> = open.iter().map(|key| own_label(*key, text)).collect();
            self.context.say(Tone::Warning, &text.incomplete(&names.join(", ")));
        } else if changed {
            self.context.say(Tone::Good, &text.complete());
            self.context.say(Tone::Plain, &text.then_portal());
        } else {
            self.context.say(Tone::Good, &text.already_done());
            self.context.say(Tone::Plain, &text.sealed_warning());
        }
    }
}

fn untouched(pin: &PinView, skipped: Option<Skipped>) -> PinResult {
    PinResult {
        key: pin.object.key,
        before: pin.status,
        after: Some(pin.status),
        changed: false,
        answer: None,
        skipped,
        tries_basis: None,
    }
}

/// The keys of the secrets that these PINs need.
fn needed(pins: &[PinKey]) -> Vec<Key> {
    use crate::secrets::Role;
    pins.iter()
        .filter_map(|pin| entry::secret_key(*pin))
        .flat_map(|pin| [Key::Secret(Role::Transport, pin), Key::Secret(Role::New, pin)])
        .collect()
}
