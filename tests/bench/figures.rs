//! The figures in `docs/figures.md`, measured: `cargo bench`.
//!
//! Nothing here fails on a slow machine; goals stand beside the figures. Times are medians over
//! many rounds, start-up is measured alternately with `/bin/true` so that both meet the same
//! machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::cell::Cell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

use pinlotse::card::look::{FileContent, FileView};
use pinlotse::card::{Depth, Reading, look};
use pinlotse::dialog::{Dialog, Stop, Typed};
use pinlotse::holder::Sheet;
use pinlotse::holder::sheet::Row;
use pinlotse::issuers::Keeper;
use pinlotse::reader::embedded::EmbeddedReaders;
use pinlotse::reader::trace::TracedReaders;
use pinlotse::reader::{Leave, Obstacle, Patience, Readers};
use pinlotse::session::desk::context::ReconnectPolicy;
use pinlotse::start::{World, run_in};
use pinlotse::system::signals::Interrupts;
use pinlotse::text::Tone;

#[cfg(feature = "konnektor")]
mod handshake;

mod issuer_list;

const ROUNDS: usize = 201;

fn main() {
    // `cargo test --benches` asks for a list of tests; there are none.
    if std::env::args().any(|argument| argument == "--list" || argument == "--test") {
        return;
    }
    println!("{:<58} {:>12}  goal", "figure", "measured");
    exchanges();
    certificates();
    host_time();
    beside_opensc();
    start_up();
    size();
    memory();
    issuer_list::rows(row);
    #[cfg(feature = "konnektor")]
    handshake::rows(row);
}

fn row(figure: &str, measured: &str, goal: &str) {
    println!("{figure:<58} {measured:>12}  {goal}");
}

fn exchanges() {
    let status = count(&["status", "--no-certs"]);
    row(
        "exchanges of `status --no-certs`, eHBA",
        &status.to_string(),
        "≤ 8",
    );
    let of_smcb = count_on("smcb", &["status", "--no-certs"]);
    row(
        "exchanges of `status --no-certs`, SMC-B",
        &of_smcb.to_string(),
        "≤ 8",
    );
    let secrets = Secrets::new();
    let activate = |pins: &str| {
        let file = secrets.0.to_str().unwrap();
        count(&[
            "activate",
            "--pin",
            pins,
            "--secrets-file",
            file,
            "--holder-present",
            "--no-input",
        ])
    };
    // What a run needs beyond its PINs is the look, with the holder's name.
    let look = count(&["activate", "--dry-run", "--no-input"]);
    row(
        "exchanges of `activate --dry-run`, eHBA",
        &look.to_string(),
        "",
    );
    row(
        "exchanges of `activate` for PIN.CH, beyond the look",
        &(activate("ch") - look).to_string(),
        "≤ 7",
    );
    row(
        "exchanges of `activate` for PIN.QES, beyond the look",
        &(activate("qes") - look).to_string(),
        "≤ 7",
    );
}

/// gematik's eHBA where it is at hand, else the built-in one.
fn ehba() -> String {
    support::journey::image("HBA_").unwrap_or_else(|| "hba".to_owned())
}

fn certificates() {
    let source = ehba();
    let (with, without) = (
        count_on(&source, &["status"]),
        count_on(&source, &["status", "--no-certs"]),
    );
    row(
        "exchanges of `status` with six certificates, eHBA",
        &with.to_string(),
        "",
    );
    row(
        "  of them for each certificate",
        &format!("{:.2}", (with - without) as f64 / 6.0),
        "≤ 2",
    );
    let mut readers = EmbeddedReaders::open(&source).unwrap();
    let name = readers.list().unwrap()[0].name.clone();
    let mut connection = readers.begin(&name, &mut NoPatience).unwrap();
    let view = look(connection.as_mut(), Depth::NEEDED, Reading::WHOLE).unwrap();
    connection.finish(Leave::AsIs);
    let read: usize = view
        .certificates
        .iter()
        .map(|file| content(file).len())
        .sum();
    let sheet = Sheet::of(&view, 0, 90);
    let needed: usize = sheet
        .rows
        .iter()
        .filter_map(Row::certificate)
        .map(|certificate| certificate.der().len())
        .sum();
    row(
        "octets read for them over the lower bound",
        &(read - needed).to_string(),
        "0",
    );
    let each = median((0..ROUNDS).map(|_| {
        let begin = Instant::now();
        assert_eq!(Sheet::of(&view, 0, 90).rows.len(), 6);
        begin.elapsed() / 6
    }));
    row(
        "host time per certificate, read and judged",
        &format!("{:.1} µs", micros(each)),
        "< 1 ms",
    );
}

fn content(file: &FileView) -> &[u8] {
    match &file.content {
        FileContent::Octets(octets) => octets,
        FileContent::Missing | FileContent::Refused(_) | FileContent::Untold(_) => &[],
    }
}

/// Only where tests have a pcscd of their own.
#[cfg(not(target_os = "linux"))]
fn beside_opensc() {}

/// The same six files through the same pcscd, read by `certs` and by opensc-tool in steps of 256
/// octets.
#[cfg(target_os = "linux")]
fn beside_opensc() {
    const FIGURE: &str = "`certs` beside opensc-tool at the same pcscd, time";
    const FILES: usize = 6;
    let Some(desk) = support::or_skip(support::desk::Desk::new()) else {
        return row(FIGURE, "no pcscd", "≤ 1");
    };
    let card =
        support::served_card::ServedCard::new(&pinlotse::virtual_card::Source::parse(&ehba()));
    desk.insert(&card, 0);
    let reader = desk.pcscd.reader_name(0);
    let run = |mut command: Command| {
        let (begin, before) = (Instant::now(), card.seen().len());
        let status = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.is_ok_and(|status| status.success()));
        (begin.elapsed(), card.seen().len() - before)
    };
    let ours = || {
        let mut command = desk.pcscd.command(binary());
        command.args(["certs", "--json", "--reader", &reader]);
        command
    };
    let lengths = {
        let list = desk
            .pcscd
            .command(binary())
            .args(["certs", "--json", "--export"])
            .arg(desk.home.join("certs"))
            .output();
        assert!(list.unwrap().status.success());
        let size = |name: &str| {
            let number = card.iccsn();
            std::fs::metadata(desk.home.join(&format!("certs/{number}.C.HP.{name}.der")))
                .unwrap()
                .len()
        };
        [
            "AUT.E256",
            "AUT.R2048",
            "ENC.E256",
            "ENC.R2048",
            "QES.E256",
            "QES.R2048",
        ]
        .map(size)
    };
    let theirs = || {
        let mut command = desk.pcscd.command("opensc-tool");
        command.args(["-c", "default", "-r", &reader]);
        let folders = [
            (
                "00A4040C0AA000000167455349474E",
                &[0x86, 0x81, 0x85, 0x82][..],
            ),
            ("00A4040C06D27600006601", &[0x86, 0x90]),
        ];
        let mut lengths = lengths.iter();
        for (folder, files) in folders {
            command.args(["-s", folder]);
            for sfi in files {
                command.args(["-s", &format!("00B0{sfi:02X}0000")]);
                for offset in (256..*lengths.next().unwrap()).step_by(256) {
                    command.args(["-s", &format!("00B0{offset:04X}00")]);
                }
            }
        }
        command
    };
    if Command::new("opensc-tool")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_err()
    {
        return row(FIGURE, "no opensc", "≤ 1");
    }
    let rounds: Vec<_> = (0..41).map(|_| (run(ours()), run(theirs()))).collect();
    // Each round against its neighbour, which met the same machine.
    let mut ratios: Vec<f64> = rounds
        .iter()
        .map(|(ours, theirs)| micros(ours.0) / micros(theirs.0))
        .collect();
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[ratios.len() / 2];
    row(FIGURE, &format!("{ratio:.2}"), "≤ 1");
    let (ours, theirs) = (rounds[0].0.1, rounds[0].1.1);
    row(
        "  exchanges of `certs`, look included, and of opensc-tool",
        &format!("{ours} / {theirs}"),
        "",
    );
    assert_eq!(lengths.len(), FILES);
}

fn count(arguments: &[&str]) -> usize {
    count_on("hba", arguments)
}

fn count_on(card: &str, arguments: &[&str]) -> usize {
    let sent = Rc::new(Cell::new(0));
    let counter = Rc::clone(&sent);
    let sink = Rc::new(std::cell::RefCell::new(move |_at, line: &str| {
        counter.set(counter.get() + usize::from(line.starts_with('>')));
    }));
    let readers = TracedReaders::new(Box::new(EmbeddedReaders::open(card).unwrap()), sink, false);
    let world = World {
        interrupts: Interrupts::none(),
        dialog: Some(Box::new(Nobody)),
        places: None,
        readers: Some(Box::new(readers)),
        notes: Some(pinlotse::attempts::Notes::in_memory()),
        reconnect: ReconnectPolicy::default(),
        anchor: None,
        keeper: Some(Keeper::none()),
        machine: None,
    };
    let arguments = std::iter::once("pinlotse")
        .chain(arguments.iter().copied())
        .map(OsString::from)
        .collect();
    assert_eq!(run_in(arguments, world), 0);
    sent.get()
}

fn host_time() {
    const LOOKS: u32 = 500;
    let mut readers = EmbeddedReaders::open("hba").unwrap();
    let name = readers.list().unwrap()[0].name.clone();
    let mut connection = readers.begin(&name, &mut NoPatience).unwrap();
    let per_exchange = median((0..21).map(|_| {
        let begin = Instant::now();
        for _ in 0..LOOKS {
            assert_eq!(
                look(connection.as_mut(), Depth::PINS, Reading::WHOLE)
                    .unwrap()
                    .pins
                    .len(),
                2
            );
        }
        // A look at an eHBA is seven exchanges, see above.
        begin.elapsed() / (LOOKS * 7)
    }));
    connection.finish(Leave::AsIs);
    row(
        "host time per exchange, embedded card included",
        &format!("{:.2} µs", micros(per_exchange)),
        "< 20 µs",
    );
}

fn start_up() {
    let time = |mut command: Command| {
        let begin = Instant::now();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        begin.elapsed()
    };
    let version = || {
        let mut command = Command::new(binary());
        command.arg("--version");
        command
    };
    if !Path::new("/bin/true").exists() {
        row("start-up over /bin/true", "not here", "< 1 ms");
        return;
    }
    let rounds: Vec<_> = (0..ROUNDS)
        .map(|_| (time(Command::new("/bin/true")), time(version())))
        .collect();
    let nothing = median(rounds.iter().map(|round| round.0));
    let ours = median(rounds.iter().map(|round| round.1));
    row(
        "start-up of `--version` over /bin/true",
        &format!("{:.2} ms", micros(ours.saturating_sub(nothing)) / 1e3),
        "< 1 ms",
    );
    row(
        "  `--version` as a multiple of /bin/true",
        &format!("{:.2}", micros(ours) / micros(nothing)),
        "",
    );
}

fn size() {
    let octets = std::fs::metadata(binary()).unwrap().len();
    row(
        "program, lto and strip",
        &format!("{:.2} MB", octets as f64 / 1e6),
        "< 2 MB",
    );
}

/// Peak resident memory as GNU time reports it.
fn memory() {
    let secrets = Secrets::new();
    let file = secrets.0.to_str().unwrap();
    let peak = peak(|command| {
        command.args([
            "--reader",
            "virtual:hba",
            "activate",
            "--holder-present",
            "--quiet",
            "--no-input",
            "--secrets-file",
            file,
        ]);
    });
    row("peak memory of `activate`, embedded eHBA", &peak, "< 8 MB");
}

/// Most memory that a run of the program took.
fn peak(arguments: impl FnOnce(&mut Command)) -> String {
    let time = Path::new("/usr/bin/time");
    if !time.exists() {
        return "no GNU time".to_owned();
    }
    let mut command = Command::new(time);
    command.args(["-f", "%M"]).arg(binary());
    arguments(&mut command);
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    let kilobytes: f64 = told
        .lines()
        .last()
        .and_then(|line| line.trim().parse().ok())
        .expect("GNU time's number");
    format!("{:.1} MB", kilobytes / 1024.0)
}

fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_pinlotse")
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<_> = times.collect();
    times.sort();
    times[times.len() / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// A secrets file for the built-in eHBA that vanishes at the end.
struct Secrets(PathBuf);

impl Secrets {
    fn new() -> Self {
        use pinlotse::system::files::{Access, write_atomically};
        let path = std::env::temp_dir().join(format!("pinlotse-bench-{}", std::process::id()));
        let text = "transport.ch=28407\nnew.ch=471193\ntransport.qes=91536\nnew.qes=829461\n";
        write_atomically(&path, text.as_bytes(), Access::Owner).unwrap();
        Self(path)
    }
}

impl Drop for Secrets {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

struct NoPatience;

impl Patience for NoPatience {
    fn go_on(&mut self, _obstacle: Obstacle) -> bool {
        false
    }
}

struct Nobody;

impl Dialog for Nobody {
    fn is_interactive(&self) -> bool {
        false
    }
    fn say(&mut self, _tone: Tone, _line: &str) {}
    fn show(&mut self, _tone: Tone, _line: &str) {}
    fn hand_out(&mut self, _document: &str) {}
    fn ask(&mut self, _prompt: &str) -> Result<String, Stop> {
        Err(Stop::NobodyThere)
    }
    fn ask_secret(
        &mut self,
        _prompt: &str,
        _is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        Err(Stop::NobodyThere)
    }
    fn takes_back(&self) -> bool {
        false
    }
    fn ask_seen(
        &mut self,
        _prompt: &str,
        _is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        Err(Stop::NobodyThere)
    }
    fn waiting(&mut self, _line: &str) {}
    fn end_waiting(&mut self) {}
}
