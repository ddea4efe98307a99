//! A desk of a test's own: a private pcscd with two readers, a user's home, and the real binary run
//! at it.
//!
//! Every run is searched for the digits that were given to it: what it printed, its trace, its
//! notes, the terminal it ran on. A test that types digits names them in [`Desk::secrets`];
//! [`Trial`]s do it by themselves.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use pinlotse::virtual_card::{Profile, Source};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::or_skip;
use super::pad::PadReader;
use super::pcscd::Pcscd;
use super::pty::{COLUMNS, Pty, starting};
use super::served_card::ServedCard;
use super::temp::Temp;
use super::{Skip, leaks, program, schema, skip_or_fail, wait_for};

pub struct Desk {
    pub pcscd: Pcscd,
    pub home: Temp,
    secrets: Mutex<Vec<String>>,
    runs: AtomicU32,
}

impl Desk {
    pub fn new() -> Result<Self, Skip> {
        Pcscd::start().map(Self::at)
    }

    /// A desk without any reader.
    pub fn without_readers() -> Result<Self, Skip> {
        Pcscd::start_without_readers().map(Self::at)
    }

    /// A desk with PIN-pad readers and no others.
    pub fn with_pads(pads: &mut [PadReader]) -> Result<Self, Skip> {
        Pcscd::start_with(0, PadReader::conf(pads)).map(Self::at)
    }

    /// A desk with the readers of these lines of reader.conf and no others.
    pub fn with_readers(conf: &[u8]) -> Result<Self, Skip> {
        Pcscd::start_with(0, conf).map(Self::at)
    }

    fn at(pcscd: Pcscd) -> Self {
        Self {
            pcscd,
            home: Temp::new(),
            secrets: Mutex::default(),
            runs: AtomicU32::new(0),
        }
    }

    /// Digits that must never be seen anywhere from now on.
    pub fn keep_secret(&self, digits: &[&str]) {
        self.secrets
            .lock()
            .unwrap()
            .extend(digits.iter().map(|digits| (*digits).to_owned()));
    }

    pub fn secrets(&self) -> Vec<String> {
        self.secrets.lock().unwrap().clone()
    }

    /// A secrets file with these lines; its digits are kept secret from now on, but for the number
    /// of the card.
    pub fn secrets_file(&self, lines: &[(&str, &str)]) -> PathBuf {
        let secrets = lines.iter().filter(|(key, _)| *key != "card");
        let digits: Vec<&str> = secrets.map(|(_, digits)| *digits).collect();
        self.keep_secret(&digits);
        let content: String = lines
            .iter()
            .map(|(key, digits)| format!("{key} = {digits}\n"))
            .collect();
        let number = self.runs.fetch_add(1, Ordering::Relaxed);
        self.home.private_file(&format!("given-{number}"), &content)
    }

    /// Starts these commands that read, and every command that sends secrets, all at once.
    pub fn start_all(&self, reads: &[&[&str]], secrets: &Path) -> Vec<Running<'_>> {
        let secrets = secrets.to_str().unwrap();
        let scripts = ["activate", "change", "verify", "unblock"]
            .map(|command| [command, "--secrets-file", secrets]);
        let scripts = scripts.iter().map(|arguments| &arguments[..]);
        let all = reads.iter().copied().chain(scripts);
        all.map(|arguments| self.start(&[arguments, &["--json", "--wait", "1"]].concat()))
            .collect()
    }

    /// Puts a card into a slot and waits until pcscd offers it.
    pub fn insert(&self, card: &ServedCard, slot: u16) {
        card.insert(self.pcscd.vpcd_port(slot));
        self.wait_for_state(slot, &["card", "busy"]);
    }

    /// Pulls a card and waits until pcscd has noticed.
    pub fn pull(&self, card: &ServedCard, slot: u16) {
        card.pull();
        self.wait_for_state(slot, &["empty"]);
    }

    pub fn wait_for_state(&self, slot: u16, states: &[&str]) {
        let mut last = Value::Null;
        let reached = wait_for(|| {
            last = self.run(&["readers", "--json", "--wait", "0"]).json;
            let state = last["readers"][usize::from(slot)]["state"].as_str();
            state
                .is_some_and(|state| states.contains(&state))
                .then_some(())
        });
        assert!(
            reached.is_some(),
            "slot {slot} never {states:?}: {last:#}\n{}",
            self.pcscd.log()
        );
    }

    /// Environment of every run.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        let home = self.home.path();
        vec![
            self.pcscd.env(),
            ("HOME", home.to_owned()),
            ("XDG_STATE_HOME", home.join("state")),
            ("LANG", "de_DE.UTF-8".into()),
            ("PATH", "/usr/bin:/bin".into()),
        ]
    }

    /// Begins a run without a terminal, with a trace.
    pub fn start(&self, arguments: &[&str]) -> Running<'_> {
        self.start_with(arguments, &[])
    }

    pub fn start_with(&self, arguments: &[&str], environment: &[(&str, &OsStr)]) -> Running<'_> {
        self.begin(arguments, environment, Stdio::null())
    }

    fn begin(
        &self,
        arguments: &[&str],
        environment: &[(&str, &OsStr)],
        input: Stdio,
    ) -> Running<'_> {
        let mut command = Command::new(program());
        command
            .env_clear()
            .envs(self.environment())
            .envs(environment.iter().copied())
            .stdin(input);
        self.start_program(command, arguments, |path| path.display().to_string())
    }

    /// Begins a run of a program that is pinlotse, with a trace. `named` says what the program calls
    /// a file of this system.
    pub fn start_program(
        &self,
        mut command: Command,
        arguments: &[&str],
        named: impl Fn(&Path) -> String,
    ) -> Running<'_> {
        let number = self.runs.fetch_add(1, Ordering::Relaxed);
        let file = |kind: &str| self.home.join(&format!("{kind}-{number}"));
        command
            .args(arguments)
            .arg("--log-file")
            .arg(named(&file("trace")));
        command
            .stdout(File::create(file("stdout")).unwrap())
            .stderr(File::create(file("stderr")).unwrap());
        let _alone = starting();
        let child = command.spawn().unwrap();
        Running {
            desk: self,
            child,
            number,
            arguments: arguments.join(" "),
            loses_exits: false,
        }
    }

    /// The text as standard input of a run.
    pub fn input(&self, text: &str) -> Stdio {
        let number = self.runs.fetch_add(1, Ordering::Relaxed);
        let path = self
            .home
            .private_file(&format!("given-input-{number}"), text);
        File::open(path).unwrap().into()
    }

    /// A whole run with this on its standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        self.begin(arguments, &[], self.input(input)).end()
    }

    /// A whole run without a terminal.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.start(arguments).end()
    }

    /// The same, which must end with this exit code.
    #[track_caller]
    pub fn expect(&self, exit: i32, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        run.assert_exit(exit);
        run
    }

    /// `status --json`, which must succeed.
    #[track_caller]
    pub fn status(&self) -> Value {
        self.expect(0, &["status", "--json"]).json
    }

    /// A run on a terminal, German, 80 columns, with a trace.
    pub fn terminal(&self, arguments: &[&str]) -> Pty {
        let number = self.runs.fetch_add(1, Ordering::Relaxed);
        let trace = self
            .home
            .join(&format!("trace-{number}"))
            .display()
            .to_string();
        self.terminal_of(COLUMNS, &[arguments, &["--log-file", &trace]].concat())
    }

    /// A run on a terminal of so many columns.
    pub fn terminal_of(&self, columns: usize, arguments: &[&str]) -> Pty {
        let environment = self.environment();
        let environment: Vec<_> = environment
            .iter()
            .map(|(name, value)| (*name, value.as_os_str()))
            .collect();
        Pty::on(columns, &program(), arguments, &environment)
    }

    /// Searches a terminal for what was typed: what is left on its screen, and its whole transcript
    /// for whatever nobody was to see.
    #[track_caller]
    pub fn search(&self, terminal: &mut Pty) {
        let mut secrets = self.secrets();
        let screen = terminal.screen().join("\n");
        leaks::assert_none("the screen", screen.as_bytes(), &secrets);
        secrets.retain(|secret| !terminal.has_seen(secret));
        leaks::assert_none("the terminal", terminal.output().as_bytes(), &secrets);
    }

    /// Searches every file that lies in the user's home, except the secrets files that the test
    /// wrote there itself, and programs.
    #[track_caller]
    pub fn search_files(&self) {
        search_folder(self.home.path(), &self.secrets());
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // Not while a failed test is being taken apart: a second panic would hide the first.
        if !std::thread::panicking() {
            self.search_files();
        }
    }
}

#[track_caller]
fn search_folder(folder: &Path, secrets: &[String]) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            search_folder(&path, secrets);
            continue;
        }
        // A program is full of numbers.
        let is_program = path.extension().is_some_and(|end| end == "exe");
        if !is_program && !entry.file_name().to_string_lossy().starts_with("given") {
            let content = fs::read(&path).unwrap();
            leaks::assert_none(&path.display().to_string(), &content, secrets);
        }
    }
}

/// A run that goes on; ended with the test at the latest.
pub struct Running<'d> {
    desk: &'d Desk,
    child: Child,
    number: u32,
    arguments: String,
    loses_exits: bool,
}

impl Running<'_> {
    /// For a system that sometimes says 0 of a program that ended with something else: then what the
    /// program wrote last counts.
    pub(super) fn losing_exits(mut self) -> Self {
        self.loses_exits = true;
        self
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it said so far.
    pub fn stderr(&self) -> String {
        self.text("stderr")
    }

    pub fn wait_for_stderr(&self, part: &str) {
        let told = |text: String| {
            text.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(part)
        };
        let said = wait_for(|| told(self.stderr()).then_some(()));
        assert!(said.is_some(), "never said {part:?}:\n{}", self.stderr());
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    fn text(&self, kind: &str) -> String {
        fs::read_to_string(self.desk.home.join(&format!("{kind}-{}", self.number)))
            .unwrap_or_default()
    }

    /// Waits for the end and searches what was printed and traced for secrets.
    #[track_caller]
    pub fn end(mut self) -> Run {
        let ended = wait_for(|| self.child.try_wait().unwrap());
        let (stdout, stderr, trace) =
            (self.text("stdout"), self.text("stderr"), self.text("trace"));
        let Some(mut status) = ended else {
            panic!("never ended: {}\n{stdout}{stderr}{trace}", self.arguments)
        };
        let told = trace.trim_end().rsplit_once("== exit ");
        let told = told.and_then(|(_, exit)| exit.parse::<i32>().ok());
        if let (true, true, Some(exit)) = (self.loses_exits, status.success(), told) {
            status = ExitStatus::from_raw(exit << 8);
        }
        for (place, text) in [
            ("stdout", &stdout),
            ("stderr", &stderr),
            ("the trace", &trace),
        ] {
            leaks::assert_none(
                &format!("{place} of {}", self.arguments),
                text.as_bytes(),
                &self.desk.secrets(),
            );
        }
        let json = serde_json::from_str(&stdout).unwrap_or(Value::Null);
        if !json.is_null() {
            schema::assert_documented(&stdout);
        }
        Run {
            status,
            json,
            stdout,
            stderr,
            trace,
            arguments: self.arguments.clone(),
        }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A run that has ended.
pub struct Run {
    pub status: ExitStatus,
    /// Standard output as JSON; null when it is none.
    pub json: Value,
    pub stdout: String,
    pub stderr: String,
    pub trace: String,
    arguments: String,
}

impl Run {
    #[track_caller]
    pub fn assert_exit(&self, exit: i32) {
        assert_eq!(self.status.code(), Some(exit), "{self}");
        if !self.json.is_null() {
            assert_eq!(
                self.json["exit"], exit,
                "the document names another exit code:\n{self}"
            );
        }
    }

    pub fn was_killed(&self) -> bool {
        self.status.signal() == Some(9)
    }

    /// Code word of the deciding error.
    pub fn error(&self) -> &str {
        self.json["error"]["code"].as_str().unwrap_or_default()
    }

    /// Whether the person was told this, wherever the lines break.
    pub fn says(&self, sentence: &str) -> bool {
        let told: Vec<&str> = self
            .stderr
            .split_whitespace()
            .chain(self.stdout.split_whitespace())
            .collect();
        told.join(" ").contains(sentence)
    }

    /// The result of one PIN.
    #[track_caller]
    pub fn result(&self, pin: &str) -> &Value {
        let results = self.json["results"]
            .as_array()
            .unwrap_or_else(|| panic!("no results\n{self}"));
        results
            .iter()
            .find(|result| result["pin"] == pin)
            .unwrap_or_else(|| panic!("no {pin}\n{self}"))
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: {:?}\n{}{}{}",
            self.arguments, self.status, self.stdout, self.stderr, self.trace
        )
    }
}

/// The entry of one PIN in a `status` document.
#[track_caller]
pub fn pin<'v>(status: &'v Value, pin: &str) -> &'v Value {
    let pins = status["pins"]
        .as_array()
        .unwrap_or_else(|| panic!("no pins: {status:#}"));
    pins.iter()
        .find(|entry| entry["pin"] == pin)
        .unwrap_or_else(|| panic!("no {pin}: {status:#}"))
}

/// One PIN of a trial: its word, its name, the letter's label, what the letter says, what it
/// becomes.
#[derive(Debug, Clone, Copy)]
pub struct TrialPin {
    pub word: &'static str,
    pub name: &'static str,
    pub letter_label: &'static str,
    pub own_label: &'static str,
    pub transport: &'static str,
    pub new: &'static str,
}

/// A card to activate, with invented new PINs.
pub struct Trial {
    pub source: Source,
    pub pins: Vec<TrialPin>,
}

const fn ch(transport: &'static str) -> TrialPin {
    TrialPin {
        word: "ch",
        name: "PIN.CH",
        letter_label: "Karten-Transport-PIN (PIN.CH)",
        own_label: "Karten-PIN (PIN.CH)",
        transport,
        new: "471193",
    }
}

const fn qes(transport: &'static str) -> TrialPin {
    TrialPin {
        word: "qes",
        name: "PIN.QES",
        letter_label: "Signatur-Transport-PIN (PIN.QES)",
        own_label: "Signatur-PIN (PIN.QES)",
        transport,
        new: "8064275",
    }
}

const fn smc(transport: &'static str) -> TrialPin {
    TrialPin {
        word: "smc",
        name: "PIN.SMC",
        letter_label: "Transport-PIN der SMC-B (PIN.SMC)",
        own_label: "PIN der SMC-B (PIN.SMC)",
        transport,
        new: "62041837",
    }
}

impl Trial {
    pub fn hba() -> Self {
        Self {
            source: Source::Profile(Profile::Hba),
            pins: vec![ch("28407"), qes("91536")],
        }
    }

    pub fn smcb() -> Self {
        Self {
            source: Source::Profile(Profile::Smcb),
            pins: vec![smc("53962")],
        }
    }

    /// gematik's eHBA; `None`, said aloud, where the images are not.
    pub fn image_hba() -> Option<Self> {
        let source = image("HBA_80276883110000220885_gema5.xml")?;
        Some(Self {
            source,
            pins: vec![ch("54321"), qes("54321")],
        })
    }

    /// gematik's SMC-B.
    pub fn image_smcb() -> Option<Self> {
        let source = image("SMC_B_80276883110000168650_gema5.xml")?;
        Some(Self {
            source,
            pins: vec![smc("54321")],
        })
    }

    pub fn card(&self) -> ServedCard {
        ServedCard::new(&self.source)
    }

    /// A desk with its card in the first slot; its digits are searched for. `None`, said aloud, where
    /// there is no pcscd.
    pub fn on_desk(&self) -> Option<(Desk, ServedCard)> {
        let desk = or_skip(Desk::new())?;
        let card = self.card();
        desk.insert(&card, 0);
        self.keep_secret(&desk);
        Some((desk, card))
    }

    /// Starts the activation of all its PINs by a script.
    pub fn start_activate<'d>(&self, desk: &'d Desk) -> Running<'d> {
        let secrets = self.secrets_file(desk);
        desk.start(&["activate", "--json", "--secrets-file", &secrets])
    }

    /// A secrets file for all PINs.
    pub fn secrets_file(&self, desk: &Desk) -> String {
        let lines = self.pins.iter().flat_map(|pin| {
            [
                (format!("transport.{}", pin.word), pin.transport),
                (format!("new.{}", pin.word), pin.new),
            ]
        });
        let lines: Vec<_> = lines.collect();
        let lines: Vec<_> = lines
            .iter()
            .map(|(key, digits)| (key.as_str(), *digits))
            .collect();
        desk.secrets_file(&lines).display().to_string()
    }

    /// A secrets file for the first PIN, with a Transport-PIN that no card has.
    pub fn wrong_secrets_file(&self, desk: &Desk) -> String {
        let word = self.pins[0].word;
        let (transport, new) = (format!("transport.{word}"), format!("new.{word}"));
        desk.secrets_file(&[(&transport, "70681"), (&new, self.pins[0].new)])
            .display()
            .to_string()
    }

    pub fn keep_secret(&self, desk: &Desk) {
        desk.keep_secret(
            &self
                .pins
                .iter()
                .flat_map(|pin| [pin.transport, pin.new])
                .collect::<Vec<_>>(),
        );
    }

    /// Whether every PIN of the card is as this trial wants it.
    #[track_caller]
    pub fn assert_activated(&self, card: &ServedCard) {
        for pin in &self.pins {
            assert_eq!(card.pin(pin.name), (false, 3), "{}", pin.name);
            assert!(
                card.would_accept(pin.name, pin.new),
                "{} is not the new one",
                pin.name
            );
        }
    }
}

/// One of gematik's images, which are not ours to ship.
pub fn image(name: &str) -> Option<Source> {
    match std::env::var_os("PINLOTSE_TEST_CARDS") {
        Some(folder) => Some(Source::Image(Path::new(&folder).join(name))),
        None => {
            skip_or_fail("PINLOTSE_TEST_CARDS does not name the folder of gematik's card images");
            None
        }
    }
}

/// The questions of `activate`, as a person answers them.
pub trait Answers {
    fn yes(&mut self, question: &str) -> &mut Self;
    /// The question on the letter and, where they are hidden, on earlier tries.
    fn letter(&mut self, answer: &str) -> &mut Self;
    /// The same with yes, up to the first PIN.
    fn begin(&mut self) -> &mut Self;
    /// The Transport-PIN, which is seen.
    fn type_transport(&mut self, pin: &TrialPin) -> &mut Self;
    /// The same where nobody is to see it: twice.
    fn type_transport_hidden(&mut self, pin: &TrialPin) -> &mut Self;
    /// New PIN twice; the second Enter lets the program act.
    fn type_new(&mut self, pin: &TrialPin) -> &mut Self;
}

impl Answers for Pty {
    fn yes(&mut self, question: &str) -> &mut Self {
        self.expect(question).expect("[j/N] ").send_line("j")
    }

    fn letter(&mut self, answer: &str) -> &mut Self {
        self.expect("dieselbe Kartennummer, am Ende ")
            .expect("n oder k: ")
            .send_line(answer)
    }

    fn begin(&mut self) -> &mut Self {
        self.letter("j").expect("Schritt 1 von ")
    }

    fn type_transport(&mut self, pin: &TrialPin) -> &mut Self {
        self.expect(&format!("{} aus dem Brief, 5 Ziffern: ", pin.letter_label))
            .send_seen_line(pin.transport)
    }

    fn type_transport_hidden(&mut self, pin: &TrialPin) -> &mut Self {
        self.expect(&format!("{} aus dem Brief, 5 Ziffern: ", pin.letter_label))
            .send_hidden_line(pin.transport);
        self.expect(&format!("{} noch einmal: ", pin.letter_label))
            .send_hidden_line(pin.transport)
    }

    fn type_new(&mut self, pin: &TrialPin) -> &mut Self {
        self.expect(&format!("Neue {}, 6 bis 8 Ziffern: ", pin.own_label))
            .send_hidden_line(pin.new);
        self.expect(&format!("Neue {} noch einmal: ", pin.own_label))
            .send_hidden_line(pin.new)
    }
}
