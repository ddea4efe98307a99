//! Examples in languages whose programs may be missing here: PowerShell and Ansible.

use std::fs;

use support::say_skipped;

use super::page::Block;
use super::room::{Ran, Room, is_there, ran};

/// As it stands where there is a PowerShell. Elsewhere its brackets are counted, and what it has
/// pinlotse do is done by the shell.
pub fn power_shell(room: &Room, block: &Block, secrets: &str) {
    if is_there("pwsh") {
        fs::write(room.file("example.ps1"), &block.text).unwrap();
        let mut command = room.command("bash");
        let line = format!(". ../exported; pwsh -NoProfile -File example.ps1 {secrets}");
        ran(&block.place, command.args(["-c", &line])).exits(0);
        return;
    }
    say_skipped(&format!(
        "{}: there is no PowerShell here; only its brackets are counted and its command is run",
        block.place
    ));
    closes(block);
    let commands: Vec<&str> = block
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("$document = "))
        .collect();
    let [command] = commands.as_slice() else {
        panic!("{}: one command: {commands:?}", block.place)
    };
    let command = command.split(" | ").next().unwrap();
    assert!(command.starts_with("pinlotse "), "{command}");
    let document = room
        .types(&command.replace("$File", secrets))
        .exits(0)
        .document();
    assert_eq!(document["exit"], 0);
    // What the page takes out of it is there.
    for member in ["complete", "card", "error"] {
        if block.text.contains(&format!("$document.{member}")) {
            assert!(document.get(member).is_some(), "{member} in {document:#}");
        }
    }
}

/// Every bracket and every quotation mark has its other end.
fn closes(block: &Block) {
    let mut open = Vec::new();
    for line in block.text.lines() {
        let mut quoted = None;
        for c in line.chars() {
            match (quoted, c) {
                (Some(mark), c) if c == mark => quoted = None,
                (Some('\''), _) => {}
                (None, '\'' | '"') => quoted = Some(c),
                (None, '#') => break,
                (_, '(' | '{' | '[') => open.push(c),
                (_, ')' | '}' | ']') => {
                    let begin = open
                        .pop()
                        .unwrap_or_else(|| panic!("{}: {line}", block.place));
                    assert!(
                        matches!((begin, c), ('(', ')') | ('{', '}') | ('[', ']')),
                        "{}: {line}",
                        block.place
                    );
                }
                _ => {}
            }
        }
        assert_eq!(quoted, None, "{}: {line}", block.place);
        // A backtick joins the next line only at the very end, and a text over several lines would
        // need more than these lines look for.
        let end = line.trim_end();
        assert!(
            !end.ends_with('`') || end == line,
            "{}: {line}",
            block.place
        );
        assert!(
            !end.ends_with("@'") && !end.ends_with("@\""),
            "{}: {line}",
            block.place
        );
    }
    assert!(open.is_empty(), "{}: {open:?}", block.place);
}

/// The play of the page at this machine, with the variables of the page.
pub fn ansible(room: &Room, variables: &Block, play: &Block) {
    for block in [variables, play] {
        // The first line names the file.
        let name = block.text.lines().next().unwrap().trim_start_matches("# ");
        let file = room.file("ansible").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, &block.text).unwrap();
    }
    let host = variables.text.split(['/', '.']).nth(1).unwrap();
    let inventory = format!(
        "[card_desks]\n{host} ansible_connection=local ansible_python_interpreter=auto_silent\n"
    );
    fs::write(room.file("ansible/inventory"), inventory).unwrap();
    let argv = play.text.split_once("argv: [").unwrap().1;
    let argv = argv.split_once(']').unwrap().0.replace(',', " ");
    room.types("pinlotse virtual create smcb ansible.json")
        .exits(0);
    let card = room.file("ansible.json").display().to_string();
    if !is_there("ansible-playbook") {
        say_skipped(&format!(
            "{}: there is no Ansible here; only the command of the play is run",
            play.place
        ));
        let secrets: Vec<&str> = variables.text.lines().skip(2).collect();
        let line = format!(
            "export PINLOTSE_READER=virtual:{card}; {argv} <<'END'\n{}\nEND",
            secrets.join("\n")
        );
        let document = ran(&play.place, room.command("bash").args(["-c", &line]));
        assert_eq!(document.exits(0).document()["changed"], true);
        return;
    }
    let plays = || -> Ran {
        let mut command = room.command("ansible-playbook");
        command
            .args(["-i", "inventory", "activate-card.yml"])
            .env("PINLOTSE_READER", format!("virtual:{card}"))
            .env("LC_ALL", "C.UTF-8")
            .env("ANSIBLE_NOCOLOR", "1")
            .env("ANSIBLE_NOCOWS", "1")
            .current_dir(room.file("ansible"));
        let ran = ran(&play.place, &mut command);
        for digits in ["53962", "471193", "53692"] {
            let shown = ran.printed.contains(digits) || ran.said.contains(digits);
            assert!(!shown, "digits are shown: {ran:?}");
        }
        ran
    };
    plays().exits(0).prints_words("changed=1");
    plays().exits(0).prints_words("changed=0");
    // A wrong digit, at a new card.
    fs::remove_file(&card).unwrap();
    room.types("pinlotse virtual create smcb ansible.json")
        .exits(0);
    let file = room.file("ansible/host_vars").join(format!("{host}.yml"));
    let wrong = variables.text.replace("53962", "53692");
    assert_ne!(
        wrong, variables.text,
        "the page names the digits of the virtual card"
    );
    fs::write(file, wrong).unwrap();
    let failed = plays();
    assert_ne!(failed.exit, 0, "{failed:?}");
    failed.prints_words("exit 10: ").prints_words("failed=1");
}
