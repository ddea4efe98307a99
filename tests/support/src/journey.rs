//! A journey: a bench with cards, notes that last from run to run, and runs of the whole program in
//! this process. After every run each place that a secret could have leaked to is searched for it.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use pinlotse::attempts::Notes;
use pinlotse::issuers::Keeper;
use pinlotse::konnektor::identifiers::Context;
use pinlotse::session::desk::context::ReconnectPolicy;
use pinlotse::session::desk::places::Places;
use pinlotse::start::{World, run_in};
use pinlotse::system::machine::Machine;
use pinlotse::system::signals::Interrupts;
use pinlotse::trust::Anchor;
use serde_json::Value;

use super::faults::Bench;
use super::konnektor::Konnektor;
use super::network;
use super::schema;
use super::script::{Heard, Script};
use super::temp::Temp;
use super::terminal::CardTerminal;

/// A bench and what this PC remembers.
pub struct Journey {
    pub temp: Temp,
    pub bench: Bench,
    pub interrupts: Interrupts,
    /// Digits of secrets files, which must not leak either.
    pub secrets: Vec<String>,
    /// Digits that were typed and may be seen all the same, because they are printed on the card.
    pub printed: Vec<String>,
    /// Files that the program writes, searched for secrets too.
    pub files: Vec<PathBuf>,
    /// Where the notes are; `None` runs with notes that nobody keeps.
    pub notes: Option<PathBuf>,
    /// Whose signature a list of issuers must have; `None` is gematik's authority.
    pub anchor: Option<Anchor>,
    /// How this PC comes by a list of issuers.
    pub keeper: Keeper,
    /// The PC that `doctor` looks at.
    pub machine: Option<Machine>,
    /// The terminal that holds the card, instead of the bench.
    pub terminal: Option<CardTerminal>,
    /// The Konnektor that is asked instead of the bench.
    pub konnektor: Option<Konnektor>,
    /// Who asks it.
    pub context: Context,
    /// The administrator forgot that its directory names addresses which lead nowhere.
    pub trusts_addresses: bool,
    /// How long a terminal is waited for whose answer was lost.
    pub settles: Duration,
    /// How long the program looks for a card after a line broke, and how often.
    pub reconnect: ReconnectPolicy,
    runs: usize,
}

/// What came of one run.
pub struct Ran {
    pub exit: u8,
    pub heard: Rc<RefCell<Heard>>,
    /// Exchanges of this run that carried a secret.
    pub secrets_sent: usize,
    /// All exchanges of this run.
    pub exchanges: usize,
    pub trace: String,
}

impl Journey {
    /// One reader with the card that `source` names.
    pub fn with(source: &str) -> Self {
        Self::on(Bench::with(source))
    }

    pub fn on(bench: Bench) -> Self {
        let temp = Temp::new();
        let notes = Some(temp.join("notes.json"));
        let (secrets, printed, files) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            temp,
            bench,
            interrupts: Interrupts::none(),
            secrets,
            printed,
            files,
            notes,
            anchor: None,
            keeper: Keeper::none(),
            machine: None,
            terminal: None,
            konnektor: None,
            context: network::practice(),
            trusts_addresses: false,
            settles: network::SETTLES,
            reconnect: ReconnectPolicy::default(),
            runs: 0,
        }
    }

    /// One terminal with a card in it.
    pub fn at(terminal: &CardTerminal) -> Self {
        let mut journey = Self::on(Bench::new());
        journey.terminal = Some(terminal.clone());
        journey
    }

    /// The terminals of a Konnektor.
    pub fn through(konnektor: &Konnektor) -> Self {
        let mut journey = Self::on(Bench::new());
        journey.konnektor = Some(konnektor.clone());
        // Nothing changes there because time passes.
        journey.reconnect = ReconnectPolicy {
            limit: Duration::from_millis(12),
            pause: Duration::from_millis(1),
        };
        journey
    }

    /// The places that are no readers.
    fn places(&self) -> Option<Box<dyn Places>> {
        if let Some(konnektor) = &self.konnektor {
            let (context, interrupts) = (self.context.clone(), self.interrupts.clone());
            let mut access = network::access(konnektor.make(), context);
            access.rewrites &= !self.trusts_addresses;
            let network = Box::new(network::InMemory(konnektor.clone()));
            let places = network::over(network, access, interrupts);
            return Some(Box::new(places.settling_within(self.settles)));
        }
        let terminal = self.terminal.clone()?;
        Some(Box::new(terminal))
    }

    /// Runs the program once, in German unless the arguments say otherwise.
    #[track_caller]
    pub fn run(&mut self, arguments: &[&str], script: Script) -> Ran {
        self.runs += 1;
        self.bench.forget_log();
        let log = self.temp.join(&format!("trace-{}", self.runs));
        let mut line: Vec<OsString> =
            vec!["pinlotse".into(), "--log-file".into(), log.clone().into()];
        if !arguments.contains(&"--lang") {
            line.extend(["--lang".into(), "de".into()]);
        }
        line.extend(arguments.iter().map(OsString::from));
        let heard = script.heard();
        let world = World {
            interrupts: self.interrupts.clone(),
            dialog: Some(Box::new(script)),
            readers: Some(Box::new(self.bench.clone())),
            places: self.places(),
            notes: self.notes.clone().map(Notes::open_file),
            reconnect: self.reconnect,
            anchor: self.anchor.clone(),
            keeper: Some(self.keeper.clone()),
            machine: self.machine.clone(),
        };
        let exit = run_in(line, world);
        let trace = fs::read_to_string(&log).unwrap_or_default();
        let ran = Ran {
            exit,
            heard,
            secrets_sent: self.bench.secrets_sent(),
            exchanges: self.bench.log().len(),
            trace,
        };
        ran.check(arguments);
        self.nothing_leaked(&ran);
        ran
    }

    /// A script's activation: secrets in a file, nobody there, a document.
    #[track_caller]
    pub fn script(&mut self, secrets: &str, arguments: &[&str]) -> Ran {
        self.script_of("activate", secrets, arguments)
    }

    /// The same for any command.
    #[track_caller]
    pub fn script_of(&mut self, command: &str, secrets: &str, arguments: &[&str]) -> Ran {
        let file = self.secrets_file(secrets);
        let mut line = vec!["--json", "--wait", "0", command, "--secrets-file", &file];
        line.extend(arguments);
        self.run(&line, Script::nobody())
    }

    /// Writes a secrets file; its digits are searched for from now on, but for the number of the
    /// card, which is no secret.
    pub fn secrets_file(&mut self, secrets: &str) -> String {
        let digits = secrets
            .lines()
            .filter_map(|line| line.split_once('='))
            .filter(|(key, _)| key.trim() != "card")
            .map(|(_, value)| value.trim().to_owned());
        self.secrets.extend(digits);
        self.temp
            .private_file("secrets", secrets)
            .display()
            .to_string()
    }

    fn nothing_leaked(&self, ran: &Ran) {
        let heard = ran.heard.borrow();
        let notes = self
            .notes
            .as_ref()
            .and_then(|path| fs::read_to_string(path).ok())
            .unwrap_or_default();
        let files: Vec<String> = self
            .files
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok())
            .collect();
        let places = [
            ("dialog", without_fingerprints(&heard.everything())),
            ("trace", ran.trace.clone()),
            ("notes", without_numbers(&notes)),
            ("files", files.join("\n")),
        ];
        let secrets = heard
            .secrets
            .iter()
            .chain(&self.secrets)
            .filter(|secret| !self.printed.contains(secret));
        for secret in secrets.filter(|secret| secret.trim().len() >= 5) {
            for (place, text) in &places {
                if let Some(form) = leak(text, secret.trim()) {
                    panic!("a secret leaked to the {place}, {form}:\n{text}");
                }
            }
        }
    }
}

impl Ran {
    #[track_caller]
    fn check(&self, arguments: &[&str]) {
        let heard = self.heard.borrow();
        assert_eq!(
            heard.left,
            0,
            "answers that nobody asked for; {}",
            heard.everything()
        );
        assert!(!heard.waiting_now, "a wait that never ended");
        assert!(
            self.exchanges == 0 || self.trace.contains(" > "),
            "a trace without exchanges: {}",
            self.trace
        );
        let is_document = arguments.contains(&"--json");
        let is_written = arguments.contains(&"--output");
        let is_watched = arguments.contains(&"--format") && !is_written;
        let (documents, wanted) = (
            heard.handed_out.len(),
            usize::from(is_document || is_watched),
        );
        // 2 is a usage error, after which nothing is watched, or the worst that a plugin says.
        let is_refused = is_watched && !is_document && self.exit == 2 && documents == 0;
        assert!(
            documents == wanted || is_refused,
            "documents: {:?}",
            heard.handed_out
        );
        if is_document {
            let documents = heard.handed_out.iter();
            documents.for_each(|document| schema::assert_documented(document));
        }
    }

    /// The exit code, or everything that was said.
    #[track_caller]
    pub fn exits(&self, code: u8) -> &Self {
        assert_eq!(
            self.exit,
            code,
            "{}\n{}",
            self.heard.borrow().everything(),
            self.trace
        );
        self
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        let heard = self.heard.borrow();
        assert!(
            heard.says(words),
            "{words:?} is not in:\n{}",
            heard.everything()
        );
        self
    }

    #[track_caller]
    pub fn never_says(&self, words: &str) -> &Self {
        let heard = self.heard.borrow();
        assert!(
            !heard.says(words),
            "{words:?} is in:\n{}",
            heard.everything()
        );
        self
    }

    #[track_caller]
    pub fn sends(&self, secrets: usize) -> &Self {
        assert_eq!(self.secrets_sent, secrets, "secrets sent\n{}", self.trace);
        self
    }

    /// The one document.
    #[track_caller]
    pub fn document(&self) -> Value {
        let heard = self.heard.borrow();
        let [document] = heard.handed_out.as_slice() else {
            panic!("one document: {:?}", heard.handed_out)
        };
        serde_json::from_str(document).unwrap_or_else(|error| panic!("{error}: {document}"))
    }

    /// A value of the document, e.g. `/error/code`.
    #[track_caller]
    pub fn value(&self, pointer: &str) -> Value {
        let document = self.document();
        document
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{pointer} is missing in {document:#}"))
            .clone()
    }

    /// The code word of the error in the document.
    #[track_caller]
    pub fn fails(&self, code: u8, word: &str) -> &Self {
        self.exits(code);
        assert_eq!(self.value("/error/code"), word, "{:#}", self.document());
        assert_eq!(self.value("/error/exit"), code);
        assert_eq!(self.value("/exit"), code);
        self
    }
}

/// Salt, hashed numbers and times of the notes: random or grown digits that may look like a PIN by
/// chance.
fn without_numbers(notes: &str) -> String {
    let long = |word: &str| word.len() >= 10 && word.bytes().all(|octet| octet.is_ascii_hexdigit());
    notes
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !long(word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Fingerprints, serial numbers and days left of certificates hold any digits by chance. Only they
/// are taken out, by what stands before them; other long hex words stay.
pub fn without_fingerprints(text: &str) -> String {
    const LONG: &[&str] = &[
        "sha256",
        "serial",
        "SHA-256",
        "Seriennummer",
        "Serial number",
    ];
    let is_named = |before: &str, names: &[&str]| {
        let before = before
            .trim_end_matches(['"', ' '])
            .trim_end_matches(':')
            .trim_end_matches('"');
        names.iter().any(|name| before.ends_with(name))
    };
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(|c: char| c.is_ascii_hexdigit()) {
        let (before, word) = rest.split_at(begin);
        kept.push_str(before);
        let end = word
            .find(|c: char| !c.is_ascii_hexdigit())
            .unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        let by_chance =
            is_named(&kept, &["days_left"]) || word.len() >= 12 && is_named(&kept, LONG);
        kept.push_str(if by_chance { "" } else { word });
        rest = after;
    }
    kept + rest
}

/// In which form a secret stands in a text, if it does.
pub fn leak(text: &str, secret: &str) -> Option<&'static str> {
    let upper = text.to_ascii_uppercase();
    if upper.contains(&secret.to_ascii_uppercase()) {
        return Some("plain");
    }
    if upper.contains(&hex::encode_upper(secret)) {
        return Some("hex of ASCII");
    }
    // The PIN block: 2, length, digits; the fill may be cut.
    if upper.contains(&format!("2{:X}{secret}", secret.len())) {
        return Some("PIN block");
    }
    base64_cores(secret.as_bytes())
        .iter()
        .any(|core| text.contains(core))
        .then_some("base64")
}

/// What of the base64 form of `octets` does not depend on what stands before and behind, for each
/// of three places.
fn base64_cores(octets: &[u8]) -> Vec<String> {
    (0..3)
        .map(|shift| {
            let padded: Vec<u8> = std::iter::repeat_n(0, shift)
                .chain(octets.iter().copied())
                .collect();
            let bits: Vec<bool> = padded
                .iter()
                .flat_map(|o| (0..8).rev().map(move |bit| o >> bit & 1 == 1))
                .collect();
            let first = (shift * 8).div_ceil(6);
            let sixes = bits.chunks_exact(6).skip(first);
            sixes
                .map(|six| {
                    ALPHABET[six.iter().fold(0, |sum, bit| sum << 1 | usize::from(*bit))] as char
                })
                .collect()
        })
        .collect()
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What the letters of the cards say, and new PINs that nobody would guess.
pub struct Letter {
    pub ch: &'static str,
    pub qes: &'static str,
    pub smc: &'static str,
}

/// The built-in cards.
pub const BUILT_IN: Letter = Letter {
    ch: "28407",
    qes: "91536",
    smc: "53962",
};
/// gematik's images.
pub const IMAGE: Letter = Letter {
    ch: "54321",
    qes: "54321",
    smc: "54321",
};
pub const NEW_CH: &str = "471193";
pub const NEW_QES: &str = "5826470";
pub const NEW_SMC: &str = "60718293";
/// A Transport-PIN that is none.
pub const WRONG: &str = "90210";

/// gematik's image, by the beginning of its file name; says aloud when it is skipped.
pub fn image(kind: &str) -> Option<String> {
    let Some(folder) = std::env::var_os("PINLOTSE_TEST_CARDS") else {
        super::skip_or_fail("PINLOTSE_TEST_CARDS is not set, gematik's card images are not tested");
        return None;
    };
    let files = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", PathBuf::from(&folder).display()));
    let mut paths = files.flatten().map(|file| file.path());
    let found = paths.find(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(kind))
            && path.extension().is_some_and(|ending| ending == "xml")
    });
    Some(
        found
            .unwrap_or_else(|| panic!("no {kind}*.xml in PINLOTSE_TEST_CARDS"))
            .display()
            .to_string(),
    )
}

/// The question on the letter alone: nothing is to be known of tries.
pub const LETTER: &str = "j, n oder k:";
/// The question on the letter and on tries elsewhere.
pub const LETTER_AND_TRIES: &str = "j, 1, 2, n oder k:";

/// The person says that letter and card belong together, where nothing is asked of tries.
pub fn letter_fits() -> Script {
    Script::person().asks(LETTER, "j")
}

/// The same, and how often a Transport-PIN was entered wrongly before: 0, 1 or 2.
pub fn fits(tries: &str) -> Script {
    let answer = if tries == "0" { "j" } else { tries };
    Script::person().asks_told(
        "wurde noch nie eine Transport-PIN",
        LETTER_AND_TRIES,
        answer,
    )
}

/// The first step of the guide at a card that nobody tried: letter and card belong together, or how
/// often something was entered wrongly elsewhere.
pub fn begins(tries: &str) -> Script {
    match tries {
        "0" => Script::person().chooses("Ja, beides"),
        tries => Script::person()
            .chooses("Nein oder unsicher")
            .then(fits(tries)),
    }
}

/// The same of a card that this PC has noted tries of: how often elsewhere since then.
pub fn fits_since(tries: &str) -> Script {
    let answer = if tries == "0" { "j" } else { tries };
    Script::person().asks_told("wurde seit dem letzten Mal (", LETTER_AND_TRIES, answer)
}

/// The question on tries, where the letter's did not ask.
pub fn tries(answer: &str) -> Script {
    Script::person().asks("0, 1 oder 2:", answer)
}

/// The holder goes on.
pub fn holder(answer: &str) -> Script {
    Script::person().asks(HOLDER, answer)
}

/// How the question to the holder begins.
pub const HOLDER: &str = "Diese PIN ist eine Unterschrift";

/// The Transport-PIN, which is seen.
pub fn transport(name: &str, digits: &str) -> Script {
    Script::person().asks_seen(&format!("({name}) aus dem Brief"), digits)
}

/// Both entries of a Transport-PIN that nobody sees.
pub fn transport_hidden(name: &str, digits: &str) -> Script {
    Script::person()
        .asks_secret(&format!("({name}) aus dem Brief"), digits)
        .asks_secret(&format!("({name}) noch einmal"), digits)
}

/// A new PIN, twice.
pub fn asks_new(name: &str, new: &str) -> Script {
    Script::person()
        .asks_secret(&format!("({name}), 6 bis 8 Ziffern"), new)
        .asks_secret(&format!("({name}) noch einmal"), new)
}

/// The Transport-PIN, and the new PIN twice.
pub fn enters(name: &str, digits: &str, new: &str) -> Script {
    transport(name, digits).then(asks_new(name, new))
}

/// The Transport-PIN twice over, because this run knows a reason against it: then it is asked
/// whether it is meant.
pub fn insists(name: &str, digits: &str, answer: &str) -> Script {
    transport(name, digits)
        .then(transport(name, digits))
        .asks("Trotzdem genau diese Ziffern", answer)
}

/// The entries of PIN.QES after those of PIN.CH were accepted. Letters of gematik's images print
/// the same digits for both.
pub fn enters_qes(letter: &Letter, new: &str) -> Script {
    if letter.ch == letter.qes {
        insists("PIN.QES", letter.qes, "j").then(asks_new("PIN.QES", new))
    } else {
        enters("PIN.QES", letter.qes, new)
    }
}

/// A card is in: the guide begins with it, and asks nothing before.
pub fn ready() -> Script {
    Script::person()
}

/// The first screen of the guide where no card is in that can be worked on: everything is at hand.
pub fn welcomed() -> Script {
    Script::person().chooses("Alles liegt bereit")
}

/// The end of the guide, by choice.
pub fn ends() -> Script {
    Script::person().chooses("Beenden")
}

/// The guide at a journey; waits end at once, so that every question comes.
#[track_caller]
pub fn guide(journey: &mut Journey, script: Script) -> Ran {
    journey.run(&["--wait", "0"], script)
}

/// The whole eHBA, from the letter to the end.
pub fn whole_hba(letter: &Letter) -> Script {
    fits("0").then(both_pins(letter))
}

/// The same in the guide, from its first choices on.
pub fn whole_hba_guided(letter: &Letter) -> Script {
    begins("0").then(both_pins(letter))
}

fn both_pins(letter: &Letter) -> Script {
    Script::person()
        .then(enters("PIN.CH", letter.ch, NEW_CH))
        .then(holder("j"))
        .then(enters_qes(letter, NEW_QES))
}

/// Lines of a secrets file for PIN.CH.
pub fn secrets_ch(transport: &str) -> String {
    format!("transport.ch = {transport}\nnew.ch = {NEW_CH}\n")
}

/// Lines of a secrets file for PIN.QES.
pub fn secrets_qes(transport: &str) -> String {
    format!("transport.qes = {transport}\nnew.qes = {NEW_QES}\n")
}
