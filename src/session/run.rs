//! A run over the PINs of a card: what is checked before any exchange, what is announced, one PIN
//! after the other, and the end.

use super::end::Tally;
use super::job::untouched;
use super::options::Options;
use super::plan::{Announced, Job, Plan};
use super::purpose::Purpose;
use super::state::Session;
use super::tries::noted_as;
use crate::card::{Depth, PinStatus, PinView};
use crate::pins::PinKey;
use crate::report::facts::check::EXPIRED;
use crate::report::failure::{CommandLine, Refusal, Secrets, Unreached};
use crate::report::words;
use crate::report::words::certificates;
use crate::report::words::readers;
use crate::report::words::topic;
use crate::report::{Event, Failure, Outcome, Skipped};
use crate::secrets;
use crate::session::desk::certificate_check::Judging;
use crate::session::desk::choose::{Chosen, choose};
use crate::session::desk::context::{AtCard, Context};
use crate::session::desk::noted::{noted, observe};
use crate::session::desk::wanted::Wanted;
use crate::text::Tone;
use crate::topics::radar::Severity;

/// Runs a command from the choice of the card to its last words.
///
/// # Errors
/// What went wrong before there was anything to report of the card's PINs.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    mut options: Options,
    purpose: &mut dyn Purpose,
) -> Result<Outcome, Failure> {
    options.scripted = options.scripted || !context.dialog.is_interactive();
    check_before_any_exchange(&options)?;
    let named = options.secrets.as_ref().and_then(secrets::Secrets::card);
    let wanted = Wanted {
        patient: !options.scripted && !options.dry_run && !wanted.wait_named,
        scripted: options.scripted,
        card: card_meant(wanted.card.as_deref(), named),
        ..wanted.clone()
    };
    let chosen = choose_meant(context, &wanted, named)?;
    check_pins(&options, &chosen)?;
    tell_of_settled_notes(context, &chosen);
    if !options.scripted {
        context.at_card = Some(AtCard {
            place: chosen.place.clone(),
            limit: wanted.limit(),
        });
    }
    let outcome = at(Session::new(context, wanted, chosen, options), purpose);
    context.at_card = None;
    outcome
}

/// The run at the card that was chosen.
fn at(mut session: Session<'_, '_>, purpose: &mut dyn Purpose) -> Result<Outcome, Failure> {
    purpose.narrow(&mut session)?;
    let announced = session.announce(purpose);
    let tally = session.all(purpose, &announced);
    Ok(session.finish(purpose, &announced, tally))
}

/// The digits of the card that is meant. Where `--card` and the secrets mean the same one, the
/// whole number says so best.
fn card_meant(asked: Option<&str>, named: Option<&str>) -> Option<String> {
    let digits = match (asked, named) {
        (Some(asked), Some(named)) if named.ends_with(asked) => named,
        (Some(asked), _) => asked,
        (None, named) => named?,
    };
    Some(digits.to_owned())
}

/// The card to work on. Secrets that name their card (`card = …`) are for no other.
fn choose_meant(
    context: &mut Context<'_>,
    wanted: &Wanted,
    named: Option<&str>,
) -> Result<Chosen, Failure> {
    let of_other_card = || Failure::from(Refusal::SecretsOfOtherCard);
    let chosen = choose(context, wanted, Depth::HOLDER).map_err(|failure| match failure {
        Failure::Unreached(Unreached::NoSuchCard { .. }) if named.is_some() => of_other_card(),
        failure => failure,
    })?;
    let is_meant = |named| {
        let own = chosen.view.iccsn.as_ref();
        own.is_some_and(|iccsn| iccsn.as_str() == named)
    };
    if named.is_none_or(is_meant) {
        Ok(chosen)
    } else {
        Err(of_other_card())
    }
}

/// An earlier try that ended without a known outcome, while the card has left the transport state
/// since: said once, before the card's own word replaces the note. Notes that cannot be read are
/// complained about where they matter.
fn tell_of_settled_notes(context: &mut Context<'_>, chosen: &Chosen) {
    for pin in chosen
        .view
        .pins
        .iter()
        .filter(|pin| pin.status != PinStatus::Transport)
    {
        let noted = noted(context, &chosen.view, pin.object.key).unwrap_or_default();
        if noted.unknown > 0 {
            context.tell(&Event::NoteSettled {
                pin: pin.object.key,
                status: pin.status,
                noted,
            });
        }
    }
    observe(context, &chosen.view);
}

/// What can be refused before a card is looked for.
fn check_before_any_exchange(options: &Options) -> Result<(), Failure> {
    let one_pin = options.pins.len() == 1;
    if (options.last_try.is_some() || options.try_again.is_some()) && !one_pin {
        return Err(CommandLine::LastTryNeedsPin.into());
    }
    let qes_given = options
        .secrets
        .as_ref()
        .is_some_and(|secrets| secrets.has_any_of(PinKey::Qes));
    let qes_asked = options.pins.contains(&PinKey::Qes) || qes_given;
    if options.scripted && !options.holder_present && qes_asked {
        return Err(Refusal::HolderNeeded.into());
    }
    Ok(())
}

fn check_pins(options: &Options, chosen: &Chosen) -> Result<(), Failure> {
    if let Some(pin) = options
        .pins
        .iter()
        .find(|pin| chosen.view.pin(**pin).is_none())
    {
        return Err(CommandLine::PinNotOnCard {
            pin: *pin,
            kind: chosen.view.kind,
        }
        .into());
    }
    let Some(iccsn) = &chosen.view.iccsn else {
        return Err(Unreached::without_number(&chosen.view).into());
    };
    match [&options.last_try, &options.try_again]
        .into_iter()
        .flatten()
        .find(|digits| !iccsn.is_meant_by(digits))
    {
        Some(_) => Err(Refusal::DigitsOfOtherCard.into()),
        None => Ok(()),
    }
}

impl Session<'_, '_> {
    /// What is to be worked on, as far as is known before the first question.
    fn announce(&self, purpose: &dyn Purpose) -> Announced {
        let pins = self.pins();
        let job = |pin: &PinView| match purpose.plan(self, pin) {
            Plan::Work(operation) => Some(Job::of(*pin, operation)),
            Plan::Skip(_) | Plan::Fail(..) => None,
        };
        Announced(pins.iter().filter_map(job).collect())
    }

    /// The PINs of the card that were asked for, as they were looked at.
    fn pins(&self) -> Vec<PinView> {
        let asked = &self.options.pins;
        let is_meant = |pin: &&PinView| asked.is_empty() || asked.contains(&pin.object.key);
        let pins = self.chosen.view.pins.iter();
        pins.filter(is_meant).copied().collect()
    }

    fn all(&mut self, purpose: &mut dyn Purpose, announced: &Announced) -> Tally {
        let mut tally = Tally::default();
        let pins = self.pins();
        let mut goes_on = match self.begin(purpose, announced) {
            Ok(()) => true,
            Err(failure) => {
                tally.failures.push(failure);
                false
            }
        };
        for pin in pins {
            goes_on = match purpose.plan(self, &pin) {
                Plan::Work(operation) if goes_on && !self.options.dry_run => {
                    let worked = self.work(purpose, Job::of(pin, operation), announced);
                    tally.take(worked, announced)
                }
                now => {
                    let would_be = match now {
                        Plan::Work(operation) if goes_on => Some(Job::of(pin, operation)),
                        _ => None,
                    };
                    let (skipped, failure) = self.leave_alone(&pin, now, goes_on);
                    if let Some(job) = would_be {
                        self.show_what_would_be_asked(&job);
                    }
                    tally.results.push(untouched(&pin, skipped));
                    tally.failures.extend(failure);
                    goes_on
                }
            };
        }
        tally
    }

    /// Why a PIN is not worked on now, and what is wrong with it.
    fn leave_alone(
        &mut self,
        pin: &PinView,
        now: Plan,
        goes_on: bool,
    ) -> (Option<Skipped>, Option<Failure>) {
        let why = match now {
            Plan::Fail(skipped, failure) => return (skipped, Some(failure)),
            // Who has cancelled is told what it came to, not what would have been next.
            Plan::Skip(Skipped::Done) if !goes_on => return (Some(Skipped::Done), None),
            Plan::Skip(why) => why,
            Plan::Work(_) if !goes_on => Skipped::Stopped,
            Plan::Work(_) => Skipped::DryRun,
        };
        self.context.tell(&Event::LeftAlone {
            pin: pin.object.key,
            why,
            scripted: self.options.scripted && !self.uses_pad(),
        });
        (Some(why), None)
    }

    /// What comes before the first PIN.
    fn begin(&mut self, purpose: &mut dyn Purpose, announced: &Announced) -> Result<(), Failure> {
        // Who said that letter and card belong together has the card before them.
        if !self.options.letter_fits {
            self.show_card();
        }
        self.check_announced(announced)?;
        if !announced.0.is_empty() {
            purpose.prepare(self.options.dry_run)?;
        }
        self.ask_person(purpose, announced)
    }

    /// The card, its holder, what makes it useless, and the reader. A person who is about to compare
    /// the number gets no other numbers to read, and the reader's name only where it may be another
    /// one.
    fn show_card(&mut self) {
        let text = self.context.text;
        let compares = !self.options.scripted && !self.options.dry_run;
        let card = words::cards::lines(&self.chosen.view, text);
        let mut holder = certificates::holder_lines(&self.sheet, text);
        if compares {
            holder.truncate(1);
        }
        for (tone, line) in card
            .into_iter()
            .chain(holder)
            .chain(certificates::expiry_warning(&self.sheet, text))
        {
            self.context.say(tone, &line);
        }
        let known = Judging::usual().findings(&self.chosen.view, &self.sheet);
        // Expiry was said; what is only to be done some day does not belong between card and PIN.
        for finding in known
            .iter()
            .filter(|finding| finding.severity() == Severity::Ended && finding.code() != EXPIRED)
        {
            for (tone, line) in topic::finding_lines(finding, text) {
                self.context.say(tone, &line);
            }
        }
        if !compares || !self.chosen.beside.is_empty() {
            let reader = self.context.seen.reader.as_ref();
            let line = reader.map(|reader| readers::place_line(reader, text));
            self.context.say(Tone::Plain, &line.unwrap_or_default());
        }
    }

    /// Whatever a script can be refused for, so that it is refused before anything has been done;
    /// and where digits are typed.
    fn check_announced(&mut self, announced: &Announced) -> Result<(), Failure> {
        let jobs = announced.0.as_slice();
        if jobs.is_empty() {
            return Ok(());
        }
        self.check_entry(jobs)?;
        // What is open may be so because another run is at it.
        let is_open = |job: &&Job| self.known_of(noted_as(job)).unknown > 0;
        if let Some(job) = jobs.iter().find(is_open)
            && self.context.seen.is_at_terminal()
        {
            self.check_other_runs(job)?;
        }
        if !self.options.scripted {
            return Ok(());
        }
        for job in jobs {
            self.refuse_script(job)?;
        }
        // A dry run that was given no secrets asks for none; those that it was given are checked.
        if self.options.dry_run && self.options.secrets.is_none() {
            Ok(())
        } else {
            self.check_secrets(announced)
        }
    }

    /// The keys that this card needs, and new PINs that are digits of its number.
    fn check_secrets(&self, announced: &Announced) -> Result<(), Failure> {
        let Some(secrets) = &self.options.secrets else {
            return if self.uses_pad() {
                Ok(())
            } else {
                Err(Secrets::NoInput.into())
            };
        };
        let mut problems = secrets.missing(&announced.keys());
        if !self.options.rules.allow_trivial {
            problems.extend(
                secrets
                    .trivial_new_pins(self.chosen.view.iccsn.as_ref().map(|iccsn| iccsn.as_str())),
            );
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Secrets::Problems(problems).into())
        }
    }

    fn ask_person(
        &mut self,
        purpose: &mut dyn Purpose,
        announced: &Announced,
    ) -> Result<(), Failure> {
        let jobs = announced.0.as_slice();
        if self.options.scripted || jobs.is_empty() || self.options.dry_run {
            return Ok(());
        }
        if !self.options.letter_fits {
            self.context.say(Tone::Plain, "");
        }
        purpose.ask_first(self, jobs)
    }
}

#[cfg(test)]
mod tests {
    use super::card_meant;

    #[test]
    fn the_whole_number_says_best_which_card_is_meant() {
        const WHOLE: &str = "80276883110000220885";
        for (asked, named, meant) in [
            (None, None, None),
            (Some("0885"), None, Some("0885")),
            (None, Some(WHOLE), Some(WHOLE)),
            (Some("0885"), Some(WHOLE), Some(WHOLE)),
            (Some(WHOLE), Some(WHOLE), Some(WHOLE)),
            // They contradict each other: the card of `--card` is looked for, and is the wrong one.
            (Some("0886"), Some(WHOLE), Some("0886")),
        ] {
            assert_eq!(card_meant(asked, named).as_deref(), meant);
        }
    }
}
