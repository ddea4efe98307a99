//! The terminal. The only file of the program that prints or reads keys.

use std::io;

use zeroize::Zeroizing;

use super::digits::{COLUMNS_OF_ENTRY, Echo, Over, blind, password, seen};
use super::keys::Refusal;
use super::layout::{COLUMNS, ascii, wrap};
use super::spinner::{Beside, Spinner, Words};
use super::under_way::{Later, UnderWay};
use super::{Dialog, Elsewhere, Stop, Typed};
use crate::system::output::{Output, Stream};
use crate::system::printable::{self, Printable};
use crate::system::signals::{Interrupted, Interrupts};
use crate::system::terminal::{self, EchoGuard, InputEnded, Keyboard, StdinReader};
use crate::system::trouble::Trouble;
use crate::text::{Tone, signal_word};

/// Longest answer to an open question, in octets: more than a terminal keeps of a line. It is held in
/// one place only.
const LINE: usize = 4096;
/// What Ctrl-C writes where the terminal makes no signal of it.
const CTRL_C: u8 = 0x03;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// On a terminal, unless NO_COLOR or TERM=dumb says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to print.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Colour.
    pub color: Color,
    /// Plain ASCII only.
    pub ascii: bool,
    /// No talk except errors and questions.
    pub quiet: bool,
    /// Whether results for people are left out, because a document takes their place.
    pub document_only: bool,
    /// Whether nobody may be asked.
    pub no_input: bool,
    /// Whether every line stays as it was printed, for who hears them read aloud.
    pub plain: bool,
}

/// Standard input, output and error.
pub struct Console {
    style: Style,
    interrupts: Interrupts,
    results: Output,
    /// The first error of `results`.
    lost: Option<io::Error>,
    talk: Output,
    spinner: Option<Spinner>,
    under_way: Option<UnderWay>,
    /// What was last said to be waited for, where no spinner shows it and nothing was said since:
    /// once is enough.
    waited: Option<String>,
    /// From the first secret on, typed here or at a PIN pad: keys pressed while no open question
    /// stands are neither shown nor left for the next question or the shell.
    hush: Option<EchoGuard>,
}

impl Console {
    /// Speaks as `style` says; `interrupts` ends every question.
    #[must_use]
    pub fn new(style: Style, interrupts: Interrupts) -> Self {
        Self {
            style,
            results: Output::new(Stream::Out, &interrupts),
            lost: None,
            talk: Output::new(Stream::Error, &interrupts),
            interrupts,
            spinner: None,
            under_way: None,
            waited: None,
            hush: None,
        }
    }

    /// Bold at most, in the terminal's own colour: any other one is hard to read on black or on
    /// white. Red is the word only that a warning or an error begins with.
    fn paint(&self, tone: Tone, line: &str, is_terminal: bool) -> Printable {
        let text = Printable::line(line);
        let colored = match self.style.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && terminal::may_color(),
        };
        let word = match tone {
            Tone::Plain | Tone::Good => return text,
            Tone::Heading => None,
            Tone::Warning | Tone::Bad => signal_word(line),
        };
        if !colored || line.is_empty() {
            return text;
        }
        let painted = match word {
            Some((word, rest)) => Printable::own("\u{1b}[1;31m")
                .and(&Printable::line(word))
                .and(&Printable::own("\u{1b}[39m"))
                .and(&Printable::line(rest)),
            None => Printable::own("\u{1b}[1m").and(&text),
        };
        painted.and(&Printable::own("\u{1b}[0m"))
    }

    /// Whether what was printed may be changed: the terminal can, and the person sees it.
    fn rewrites(&self) -> bool {
        !self.style.plain && terminal::may_take_back()
    }

    fn layout(&self, text: &str) -> Vec<String> {
        self.layout_in(text, 0)
    }

    /// With so many columns taken by something else.
    fn layout_in(&self, text: &str, taken: usize) -> Vec<String> {
        let text = printable::line(text);
        let text = if self.style.ascii { ascii(&text) } else { text };
        wrap(&text, columns().min(COLUMNS).saturating_sub(taken))
    }

    fn laid_out(&self, tone: Tone, text: &str, is_terminal: bool) -> Printable {
        let lines = self.layout(text);
        let painted = lines.iter().map(|line| self.paint(tone, line, is_terminal));
        painted.map(Printable::ended).collect()
    }

    /// To standard output, the one place that writes there.
    fn result(&mut self, text: &Printable) {
        if let Err(error) = self.results.put(text) {
            self.lost.get_or_insert(error);
        }
    }

    /// To standard error: where nobody takes it, nobody can be told either.
    fn talk(&self, text: &Printable) {
        let _ = self.talk.put(text);
    }

    fn prompt(&self, text: &str) {
        self.prompt_in(&self.layout(text));
    }

    /// A question of these lines; what was printed, but for the blank behind it.
    fn prompt_in(&self, lines: &[String]) -> Printable {
        let mut words = Printable::default();
        for (place, line) in lines.iter().enumerate() {
            if place > 0 {
                words = words.ended();
            }
            words = words.and(&Printable::line(line));
        }
        self.talk(&words.clone().and(&Printable::own(" ")));
        words
    }

    /// A question that nobody can answer any more is not put on the screen.
    fn may_ask(&self) -> Result<(), Stop> {
        self.interrupts.check().map_err(|_| Stop::Cancelled)
    }

    /// Takes the keyboard for digits. From the first time on keys are shown at open questions only.
    fn keyboard(&mut self) -> Result<Keyboard, Stop> {
        if !self.is_interactive() {
            return Err(Stop::NobodyThere);
        }
        self.may_ask()?;
        if self.hush.is_none() {
            self.hush = Some(EchoGuard::hide().map_err(|error| stop(&error))?);
        }
        Keyboard::take(&self.interrupts).map_err(|error| stop(&error))
    }

    /// What became of a line of digits, whose Enter was not shown; `None` when it was over before.
    fn typed(&self, line: io::Result<Zeroizing<String>>) -> Result<Option<Typed>, Stop> {
        self.talk(&Printable::own("\n"));
        match line {
            Ok(digits) => Ok(Some(Typed::Digits(digits))),
            Err(error) if Over::is(&error) => Ok(None),
            Err(error) => match Refusal::of(&error) {
                Some(refusal) => Ok(Some(Typed::Refused(refusal))),
                None => Err(stop(&error)),
            },
        }
    }
}

impl Dialog for Console {
    fn is_interactive(&self) -> bool {
        !self.style.no_input && terminal::is_interactive()
    }

    fn keeps_keys(&self) -> bool {
        !self.style.no_input && terminal::keeps_keys()
    }

    fn shows_on_screen(&self) -> bool {
        terminal::stdout_is_terminal()
    }

    fn say(&mut self, tone: Tone, line: &str) {
        self.waited = None;
        if !self.style.quiet || tone == Tone::Bad || self.is_interactive() {
            self.talk(&self.laid_out(tone, line, terminal::stderr_is_terminal()));
        }
    }

    fn show(&mut self, tone: Tone, line: &str) {
        if !self.style.document_only {
            let lines = self.laid_out(tone, line, terminal::stdout_is_terminal());
            self.result(&lines);
        }
    }

    fn hand_out(&mut self, document: &str) {
        self.result(&Printable::document(document).ended());
    }

    fn ask(&mut self, prompt: &str) -> Result<String, Stop> {
        let answer = self.ask_openly(prompt, None)?;
        Ok(answer.unwrap_or_default())
    }

    fn ask_or(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<String>, Stop> {
        self.ask_openly(prompt, Some(is_over))
    }

    fn take_back(&mut self, prompt: &str, typed: usize) {
        if !self.rewrites() {
            return;
        }
        let rows = rows_of(&self.layout(prompt), typed, columns());
        // Up to the first row of the question, and everything below is gone.
        self.talk(
            &Printable::own("\r")
                .and(&Printable::control(rows, 'A'))
                .and(&Printable::own("\u{1b}[J")),
        );
    }

    fn ask_secret(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        let keyboard = self.keyboard()?;
        self.prompt(prompt);
        self.typed(blind(keyboard, is_over))
    }

    fn ask_password(&mut self, prompt: &str) -> Result<Option<Zeroizing<String>>, Stop> {
        let keyboard = self.keyboard()?;
        self.prompt(prompt);
        let typed = password(keyboard);
        // Its Enter was not shown.
        self.talk(&Printable::own("\n"));
        typed.map_err(|error| stop(&error))
    }

    fn takes_back(&self) -> bool {
        self.rewrites() && columns() > COLUMNS_OF_ENTRY
    }

    fn closes_at_end(&self) -> bool {
        self.is_interactive() && terminal::closes_at_end()
    }

    fn ask_seen(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        let keyboard = self.keyboard()?;
        let mut lines = self.layout(prompt);
        let last = lines.last().map_or(0, |line| line.chars().count());
        if last + COLUMNS_OF_ENTRY > columns() {
            // The digits stay in one row.
            lines.push(String::new());
        }
        let question = self.prompt_in(&lines);
        let echo = Echo::behind(&lines, question, &self.talk);
        self.typed(seen(keyboard, echo, is_over))
    }

    fn waiting(&mut self, line: &str) {
        self.end_waiting();
        if self.may_spin(line) {
            let words = Words::of(self.spun(line, Beside::Nothing));
            self.spinner = Some(Spinner::begin(words, Beside::Nothing, &self.talk));
        }
    }

    fn counting(&mut self, wait: &Elsewhere<'_>) {
        // First, for it lets a terminal go on that Ctrl-S had stopped.
        if self.hush.is_none() && self.is_interactive() {
            self.hush = EchoGuard::hide().ok();
        }
        self.end_waiting();
        if self.may_spin(wait.now) {
            let spun = |line| self.spun(line, Beside::Clock);
            let words = Words {
                now: spun(wait.now),
                later: wait.later.map(|(after, line)| (after, spun(line))),
                stopping: Some((self.interrupts.clone(), spun(wait.cannot_stop))),
            };
            self.spinner = Some(Spinner::begin(words, Beside::Clock, &self.talk));
            return;
        }
        let later = wait.later.map(|(after, line)| Later {
            after,
            say: self.queues(Tone::Plain, line),
        });
        self.watch(later, wait.cannot_stop);
    }

    fn cannot_stop(&mut self, line: &str) {
        self.watch(None, line);
    }

    fn end_waiting(&mut self) {
        self.under_way = None;
        if let Some(spinner) = self.spinner.take() {
            spinner.end();
        }
    }

    fn lost(&self) -> Option<Trouble> {
        let error = self.lost.as_ref()?;
        // Whoever read it has seen enough: a clean end, and the exit code still tells.
        (error.kind() != io::ErrorKind::BrokenPipe).then(|| Trouble::of(error))
    }
}

impl Console {
    /// A question whose answer is shown; `None` when it was over before there was one.
    fn ask_openly(
        &mut self,
        prompt: &str,
        is_over: Option<&mut dyn FnMut() -> bool>,
    ) -> Result<Option<String>, Stop> {
        if !self.is_interactive() {
            return Err(Stop::NobodyThere);
        }
        self.may_ask()?;
        let hushed = self.hush.take().is_some();
        terminal::forget_typed_ahead();
        self.prompt(prompt);
        let mut input = StdinReader::new(&self.interrupts);
        let answer = match is_over {
            Some(is_over) => comes_before(&mut input, is_over),
            None => Ok(true),
        };
        let answer = match answer {
            Ok(true) => read_line(&mut input, &self.interrupts).map(Some),
            Ok(false) => Ok(None),
            Err(error) => Err(error),
        };
        if let Ok(None) = answer {
            terminal::forget_typed_ahead();
            self.withdraw(prompt);
        }
        if hushed {
            self.hush = EchoGuard::hide().ok();
        }
        answer.map_err(|error| {
            // No Enter ended the line: what is said next begins on one of its own.
            self.talk(&Printable::own("\n"));
            stop(&error)
        })
    }

    /// Takes a question off the screen that nobody answered, and the beginning of an answer.
    fn withdraw(&self, prompt: &str) {
        if !self.rewrites() {
            self.talk(&Printable::own("\n"));
            return;
        }
        let mut words = Printable::own("\r");
        let above = rows_of(&self.layout(prompt), 0, columns()).saturating_sub(1);
        if above > 0 {
            words = words.and(&Printable::control(above, 'A'));
        }
        self.talk(&words.and(&Printable::own("\u{1b}[J")));
    }

    /// Says a line that has waited for its time, and another one to whoever asks to stop.
    fn watch(&mut self, later: Option<Later>, cannot_stop: &str) {
        if self.style.quiet && !self.is_interactive() {
            return;
        }
        let say = self.queues(Tone::Warning, cannot_stop);
        self.under_way = UnderWay::begin(&self.interrupts, later, say).ok();
    }

    /// Puts a line on the way without waiting for anybody.
    fn queues(&self, tone: Tone, line: &str) -> Box<dyn FnOnce() + Send> {
        let words = self.laid_out(tone, line, terminal::stderr_is_terminal());
        let talk = self.talk.clone();
        Box::new(move || talk.queue(&words))
    }

    /// Whether a sign that moves may be shown before a line. Where it may not, the line is printed
    /// once. Waits for nobody: the gate may be open.
    fn may_spin(&mut self, line: &str) -> bool {
        if self.style.quiet && !self.is_interactive() {
            return false;
        }
        if self.rewrites() && !terminal::wants_no_color() {
            return true;
        }
        // A sign that moves shows nothing there, leaves its traces, or is read aloud each time.
        if self.waited.as_deref() != Some(line) {
            self.talk.queue(&self.laid_out(Tone::Plain, line, false));
            self.waited = Some(line.to_owned());
        }
        false
    }

    /// A line as it stands behind the sign.
    fn spun(&self, line: &str, beside: Beside) -> String {
        self.layout_in(line, beside.columns()).join("\n")
    }
}

fn columns() -> usize {
    terminal::width().unwrap_or(COLUMNS)
}

/// Rows that a question of these lines takes with an answer of `typed` characters behind it.
fn rows_of(lines: &[String], typed: usize, columns: usize) -> usize {
    let last = lines.last().map_or(0, |line| line.chars().count()) + 1 + typed;
    lines.len().saturating_sub(1) + last.div_ceil(columns.max(1))
}

/// Whether an answer begins before it is over; nothing of it is read.
fn comes_before(input: &mut StdinReader, is_over: &mut dyn FnMut() -> bool) -> io::Result<bool> {
    loop {
        if input.is_ready()? {
            return Ok(true);
        }
        if is_over() {
            return Ok(false);
        }
    }
}

/// A line without its end; [`InputEnded`] when the input ended before anything was typed. Of a
/// line that is longer than any answer the rest is dropped.
fn read_line(input: &mut impl io::Read, interrupts: &Interrupts) -> io::Result<String> {
    // Wiped, for it may hold what should have been typed blind.
    let mut line = Zeroizing::new(Vec::with_capacity(LINE));
    let mut octet = Zeroizing::new([0]);
    loop {
        match input.read(octet.as_mut_slice())? {
            0 if line.is_empty() => return Err(InputEnded.into()),
            0 => break,
            _ if *octet == [b'\n'] => break,
            _ if *octet == [CTRL_C] => {
                interrupts.raise();
                return Err(Interrupted.into());
            }
            _ if line.len() < LINE => line.extend_from_slice(octet.as_slice()),
            _ => {}
        }
    }
    Ok(String::from_utf8_lossy(&line)
        .trim_end_matches('\r')
        .to_owned())
}

fn stop(error: &io::Error) -> Stop {
    if Interrupted::is(error) || InputEnded::is(error) {
        Stop::Cancelled
    } else {
        Stop::Failed(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(tone: Tone, line: &str) -> String {
        let style = Style {
            color: Color::Always,
            ..Style::default()
        };
        let console = Console::new(style, Interrupts::none());
        console.paint(tone, line, false).as_str().to_owned()
    }

    #[test]
    fn a_line_has_the_terminals_own_colour_and_only_the_word_of_a_warning_another_one() {
        const LINE: &str = "Die Karte ist abgelaufen.";
        for tone in [Tone::Plain, Tone::Good] {
            assert_eq!(painted(tone, LINE), LINE);
        }
        for tone in [Tone::Heading, Tone::Warning, Tone::Bad] {
            assert_eq!(painted(tone, LINE), format!("\u{1b}[1m{LINE}\u{1b}[0m"));
            assert_eq!(painted(tone, ""), "");
        }
        for tone in [Tone::Warning, Tone::Bad] {
            assert_eq!(
                painted(tone, "  Vorsicht: noch 1 Versuch."),
                "\u{1b}[1;31m  Vorsicht\u{1b}[39m: noch 1 Versuch.\u{1b}[0m"
            );
        }
    }

    #[test]
    fn a_question_takes_the_rows_of_its_lines_and_of_an_answer_that_is_wider_than_the_last() {
        let lines = |last: usize| vec!["first".to_owned(), "x".repeat(last)];
        assert_eq!(rows_of(&lines(10)[1..], 6, 80), 1);
        assert_eq!(rows_of(&lines(10), 6, 80), 2);
        assert_eq!(rows_of(&lines(73), 6, 80), 2);
        assert_eq!(rows_of(&lines(74), 6, 80), 3);
        assert_eq!(rows_of(&[], 0, 0), 1);
    }
}
