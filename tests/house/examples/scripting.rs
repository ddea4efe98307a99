//! `docs/scripting.md`, from the first block to the last, at one virtual card.

use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use support::{project, say_skipped};

use super::page::{Block, Page};
use super::room::{Ran, Room, is_there, mode, ran};
use super::strangers;

#[test]
fn the_page_on_scripts_does_what_it_says() {
    if !is_there("jq") {
        return say_skipped("jq is missing: the examples of docs/scripting.md are not run");
    }
    let room = Room::new("en");
    let mut page = Page::open("docs/scripting.md");
    room.runs(&page.next("sh", "virtual create smcb")).exits(0);
    let first = room.runs(&page.next("sh", "cat > secrets"));
    first.exits(0).prints(&page.next("text", "0"));
    for name in ["secrets", "result.json"] {
        assert_eq!(mode(&room.file(name)), 0o600, "{name}");
    }
    let result = fs::read_to_string(room.file("result.json")).unwrap();
    assert!(
        result.contains("\"changed\": true") || result.contains("\"changed\":true"),
        "{result}"
    );
    room.installs(&page.next("bash", "# activate-card FILE"), "activate-card");
    the_script_says_what_to_do(&room);
    for (name, command) in ["stdin.json", "fd.json"]
        .iter()
        .zip(page.next("sh", "--secrets-stdin").commands())
    {
        let card = new_card(&room, "smcb", name);
        let ran = room.types(&format!("{card} {command}"));
        assert!(ran.exits(0).said.contains("is set."), "{ran:?}");
    }
    let piped = room.runs(&page.next("sh", ".error.code"));
    piped.exits(0).prints(&page.next("text", "ok"));
    strangers::power_shell(
        &room,
        &page.next("powershell", "activate-card.ps1"),
        "secrets",
    );
    let secrets = page.next("yaml", "pinlotse_secrets: |");
    strangers::ansible(&room, &secrets, &page.next("yaml", "- hosts: card_desks"));
    monitoring(&room, &page.next("sh", "status --check"));
    cron(
        &room,
        &page.next("sh", "# /usr/local/bin/check-card"),
        &page.next("cron", "check-card"),
    );
    let graph = room.runs(&page.next("sh", "# Days left"));
    let days: i64 = graph
        .exits(0)
        .printed
        .lines()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(days > 20_000, "{graph:?}");
    assert_eq!(fs::read_dir(room.file("certificates")).unwrap().count(), 7);
    polkit(&room, &page.next("sh", "--polkit-rule"));
    trace(&room, &page.next("text", "== exit 0"));
    page.end();
}

/// A new card of the room; what is run with it names it so.
fn new_card(room: &Room, kind: &str, name: &str) -> String {
    room.types(&format!("pinlotse virtual create {kind} {name}"))
        .exits(0);
    format!("PINLOTSE_READER=virtual:{name}")
}

fn the_script_says_what_to_do(room: &Room) {
    let again = room.types("activate-card secrets");
    assert_eq!(
        again.exits(0).printed,
        "80276999990000000025: all PINs are set\n"
    );
    let card = new_card(room, "smcb", "second.json");
    let says = |ran: &Ran, words: &str| assert!(ran.said.contains(words), "{ran:?}");

    fs::copy(room.file("secrets"), room.file("open")).unwrap();
    room.types("chmod 644 open").exits(0);
    let open = room.types(&format!("{card} activate-card open"));
    says(open.exits(23), "Mend what the message names");

    room.types("sed s/0000000025/0000000033/ secrets > other")
        .exits(0);
    let other = room.types(&format!("{card} activate-card other"));
    says(other.exits(13), "Stop: somebody has to look");

    room.types("sed 's/53962/53692/' secrets > wrong").exits(0);
    let wrong = room.types(&format!("{card} activate-card wrong"));
    says(wrong.exits(10), "Stop: somebody has to look");
    // The page says that a loop is no good; nor does the program go on.
    let loops = room.types(&format!("{card} activate-card wrong"));
    says(loops.exits(13), "Stop: somebody has to look");

    let served = Served::new(room, "card.json");
    does_not_wait(room);
    let busy = room.types("activate-card secrets");
    says(busy.exits(7), "other programs closed?");
    drop(served);
    room.without("pinlotse");
    let missing = room.types("activate-card secrets");
    says(missing.exits(127), "pinlotse is not on the PATH.");
    room.puts_program_back();

    let doctor = new_card(room, "hba", "doctor.json");
    room.types(
        "printf 'card = 80276999990000000017\\ntransport.ch = 28407\\nnew.ch = 471193\\n' > ch",
    )
    .exits(0);
    let holder = room.types(&format!("{doctor} activate-card ch"));
    let printed = &holder.exits(0).printed;
    assert_eq!(
        printed,
        "80276999990000000017: a PIN is left to its holder\n"
    );
}

fn monitoring(room: &Room, block: &Block) {
    let set = room.runs(block);
    assert_eq!(set.exits(0).document()["exit"], 0);
    let card = new_card(room, "smcb", "transport.json");
    let open = room.types(&format!("export {card}\n{}", block.text));
    assert_eq!(open.exits(25).document()["error"]["code"], "pin_attention");
    room.types("export PINLOTSE_READER=virtual:card.json")
        .exits(0);
}

/// As cron runs it: nothing in the environment but what it sets and what the table says.
fn cron(room: &Room, script: &Block, table: &Block) {
    room.installs(script, "check-card");
    let mut variables: Vec<(String, String)> = Vec::new();
    let mut jobs: Vec<String> = Vec::new();
    for line in table.text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match line.split_once('=') {
            Some((name, value)) if words.len() == 1 => {
                variables.push((name.to_owned(), room.moved(value)));
            }
            _ => {
                assert!(
                    words.len() > 6 && words[..5].iter().all(|word| is_time(word)),
                    "five times, a user, a command: {line}"
                );
                jobs.push(room.moved(&words[6..].join(" ")));
            }
        }
    }
    assert!(
        variables.iter().any(|(name, _)| name == "MAILTO"),
        "{variables:?}"
    );
    let [job] = jobs.as_slice() else {
        panic!("one job: {jobs:?}")
    };
    let mail = |card: &str| {
        let mut command = Command::new("/bin/sh");
        command
            .env_clear()
            .env("HOME", room.home())
            .env("SHELL", "/bin/sh")
            .env("PATH", "/usr/bin:/bin")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            // In place of a reader with a card.
            .env("PINLOTSE_READER", format!("virtual:{card}"))
            .current_dir(room.home())
            .stdin(Stdio::null())
            .args(["-c", job]);
        ran(&format!("{}: {job}", table.place), &mut command)
    };
    mail("card.json").exits(0).is_silent();
    let transport = mail("transport.json");
    transport
        .exits(25)
        .prints_words("exit 25")
        .prints_words("Transport-PIN");
    assert!(
        transport.printed.is_ascii() && transport.said.is_empty(),
        "{transport:?}"
    );
    assert!(!transport.printed.contains("0025"), "{transport:?}");

    let served = Served::new(room, "card.json");
    does_not_wait(room);
    mail("card.json").exits(0).is_silent();
    drop(served);

    room.without("pinlotse");
    let missing = mail("card.json");
    missing
        .exits(127)
        .prints_words("exit 127")
        .prints_words("not found");
    room.puts_program_back();
}

/// A field of a time in a table of cron.
fn is_time(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_ascii_digit() || "*,-/".contains(c))
}

/// The card of a state file while somebody serves it: busy for all others.
struct Served {
    server: Child,
    _reader: TcpListener,
}

impl Served {
    fn new(room: &Room, card: &str) -> Self {
        let reader = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = reader.local_addr().unwrap().port();
        let server = room
            .command("pinlotse")
            .args(["virtual", "serve", card, "--vpcd"])
            .arg(format!("127.0.0.1:{port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let served = Self {
            server,
            _reader: reader,
        };
        // Whether it holds the card already is seen by a look at it.
        let look = format!("pinlotse --wait 0 --reader virtual:{card} status");
        let busy = support::wait_for(|| (room.types(&look).exit == 7).then_some(()));
        assert!(busy.is_some(), "the card is never busy");
        served
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Puts a program of the same name on the path that waits for nobody, so that a test need not.
fn does_not_wait(room: &Room) {
    let real = support::program().display().to_string();
    room.program(
        "pinlotse",
        &format!(
            "#!/bin/sh\nfor word do shift; [ \"$word\" != 60 ] || word=0; set -- \"$@\" \"$word\"; done\n\
             case \" $* \" in *' --wait '*) ;; *) set -- --wait 0 \"$@\" ;; esac\nexec '{real}' \"$@\"\n"
        ),
    );
}

/// A stand-in for sudo: nothing of the machine is changed, and what would be is written down.
fn polkit(room: &Room, block: &Block) {
    room.program(
        "sudo",
        "#!/bin/sh\nprintf '%s\\n' \"$*\" >> \"$HOME/as-root\"\ncase $1 in tee) exec \"$@\" ;; esac\n",
    );
    room.types("mkdir -p /etc/polkit-1/rules.d").exits(0);
    room.runs(block).exits(0);
    let rule = fs::read_to_string(room.moved("/etc/polkit-1/rules.d/50-pinlotse.rules")).unwrap();
    let shipped = project().join("docs/packaging/50-pinlotse.rules");
    assert_eq!(rule, fs::read_to_string(shipped).unwrap());
    assert!(rule.contains("isInGroup(\"pinlotse\")"), "{rule}");
    let asked = fs::read_to_string(room.file("as-root")).unwrap();
    assert!(
        asked.contains("groupadd -f pinlotse\n") && asked.contains("usermod -aG pinlotse "),
        "{asked}"
    );
}

/// Every line that is shown stands in the trace of such a run, in this order.
fn trace(room: &Room, shown: &Block) {
    room.types("rm -f trace; pinlotse status --log-file trace")
        .exits(0);
    let real = fs::read_to_string(room.file("trace")).unwrap();
    let mut lines = real.lines().map(plain);
    for line in shown.text.lines().map(plain) {
        assert!(lines.any(|real| real == line), "{line:?} is not in\n{real}");
    }
}

/// A line without its time, the mark of its run, and what names version and system.
fn plain(line: &str) -> String {
    let mut words = line.splitn(3, ' ');
    let (time, mark) = (words.next().unwrap(), words.next().unwrap());
    assert!(time.ends_with('Z') && time.len() == 24, "{line}");
    assert!(mark.chars().all(|c| c.is_ascii_lowercase()), "{line}");
    let rest = words.next().unwrap();
    match rest.strip_prefix("== pinlotse ") {
        Some(begin) => format!("== {}", begin.split_once(": ").unwrap().1),
        None => rest.to_owned(),
    }
}
