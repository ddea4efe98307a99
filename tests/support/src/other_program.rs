//! Another program at the same pcscd: practice software, a browser, whatever holds cards.
//!
//! libpcsclite looks for its daemon once per process, so the other program is this test program
//! again, which then plays [`play`] only. It takes one line a time and answers each.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use pcsc::{Card, Context, Disposition, Protocols, Scope, ShareMode};

use super::pcscd::Pcscd;
use super::pty::starting;

const ROLE: &str = "PINLOTSE_TEST_OTHER_PROGRAM";
/// The test that plays: in `main.rs` of the tests that use this module, one of this name calls
/// [`play`].
const TEST: &str = "the_other_program";

pub struct OtherProgram {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl OtherProgram {
    pub fn start(pcscd: &Pcscd) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", TEST, "--nocapture"])
            .env(ROLE, "1")
            .envs([pcscd.env()]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let _alone = starting();
        let mut child = command.spawn().unwrap();
        let (input, output) = (
            child.stdin.take().unwrap(),
            BufReader::new(child.stdout.take().unwrap()),
        );
        Self {
            child,
            input,
            output,
        }
    }

    /// `shared R`, `exclusive R`, `begin`, `send HEX`, `end`, `end-reset`, `reset`, `leave`, or `fill`
    /// (takes every place for programs that the service has); the answer without its mark.
    pub fn ask(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        loop {
            let mut answer = String::new();
            assert_ne!(
                self.output.read_line(&mut answer).unwrap(),
                0,
                "the other program ended at {line}"
            );
            if let Some(answer) = answer.trim_end().strip_prefix("> ") {
                return answer.to_owned();
            }
        }
    }

    #[track_caller]
    pub fn does(&mut self, line: &str) -> &mut Self {
        assert_eq!(self.ask(line), "ok", "{line}");
        self
    }

    #[track_caller]
    pub fn sends(&mut self, command: &str, answer: &str) -> &mut Self {
        assert_eq!(self.ask(&format!("send {command}")), answer, "{command}");
        self
    }
}

impl Drop for OtherProgram {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The other program itself; does nothing in an ordinary test run.
pub fn play() {
    if std::env::var_os(ROLE).is_none() {
        return;
    }
    let context = Context::establish(Scope::User).unwrap();
    let mut card = None;
    let mut filled = Vec::new();
    while let Some(line) = next_line() {
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let done = match word {
            "shared" => connect(&context, rest, ShareMode::Shared, &mut card),
            "exclusive" => connect(&context, rest, ShareMode::Exclusive, &mut card),
            "begin" => in_transaction(card.as_mut().unwrap()),
            "reset" => card.as_mut().unwrap().reconnect(
                ShareMode::Shared,
                Protocols::ANY,
                Disposition::ResetCard,
            ),
            "leave" => card
                .take()
                .unwrap()
                .disconnect(Disposition::LeaveCard)
                .map_err(|(_, error)| error),
            "fill" => {
                // As a program that forgets to give its contexts back.
                while let Ok(context) = Context::establish(Scope::User) {
                    filled.push(context);
                }
                Ok(())
            }
            "send" => {
                say(&send(card.as_ref().unwrap(), rest));
                continue;
            }
            _ => panic!("{line}"),
        };
        say(&done.map_or_else(|error| format!("{error:?}"), |()| "ok".to_owned()));
    }
}

fn connect(
    context: &Context,
    reader: &str,
    mode: ShareMode,
    card: &mut Option<Card>,
) -> Result<(), pcsc::Error> {
    let name = std::ffi::CString::new(reader).unwrap();
    *card = Some(context.connect(&name, mode, Protocols::ANY)?);
    Ok(())
}

fn in_transaction(card: &mut Card) -> Result<(), pcsc::Error> {
    let transaction = card.transaction()?;
    say("ok");
    while let Some(line) = next_line() {
        match line.split_once(' ').unwrap_or((&line, "")) {
            ("end", _) => {
                return transaction
                    .end(Disposition::LeaveCard)
                    .map_err(|(_, error)| error);
            }
            ("end-reset", _) => {
                return transaction
                    .end(Disposition::ResetCard)
                    .map_err(|(_, error)| error);
            }
            ("send", command) => say(&send(&transaction, command)),
            _ => panic!("{line}"),
        }
    }
    Ok(())
}

fn send(card: &Card, command: &str) -> String {
    let mut buffer = [0; 1024];
    match card.transmit(&hex::decode(command).unwrap(), &mut buffer) {
        Ok(answer) => hex::encode_upper(answer),
        Err(error) => format!("{error:?}"),
    }
}

fn say(answer: &str) {
    let mut output = std::io::stdout();
    writeln!(output, "\n> {answer}").unwrap();
    output.flush().unwrap();
}

fn next_line() -> Option<String> {
    let mut line = String::new();
    let count = std::io::stdin().lock().read_line(&mut line).unwrap();
    (count > 0).then(|| line.trim_end().to_owned())
}
