//! `virtual create|show|letter|serve`: cards to rehearse and test on.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use crate::card::iccsn::grouped;
use crate::cli::VirtualCommand;
use crate::dialog::Dialog;
use crate::reader::{self, embedded};
use crate::report::facts::outcome::{self, VirtualPassword};
use crate::report::failure::{CommandLine, File, Unreached, Wish};
use crate::report::words::shell;
use crate::report::{Body, Failure, Outcome};
use crate::system::files::{self, Lock};
use crate::system::os::os;
use crate::system::signals::{Interrupted, Interrupts};
use crate::system::trouble::Trouble;
use crate::text::{Text, Tone};
use crate::virtual_card::{Error, LetterLine, PasswordView, Quirk, Source, VirtualCard, vpcd};

/// Longest wait for another process that is at a card in a file: a transaction there takes
/// milliseconds.
const LOCK_LIMIT: Duration = Duration::from_secs(2);

/// Runs one of the commands.
///
/// # Errors
/// The card cannot be loaded or saved; no vpcd answers.
pub fn run(
    command: VirtualCommand,
    dialog: &mut dyn Dialog,
    interrupts: &Interrupts,
    text: Text,
) -> Result<Outcome, Failure> {
    match command {
        VirtualCommand::Create { card, file, quirks } => {
            create(&card, &quirks, &file, dialog, text)
        }
        VirtualCommand::Show { card } => show(&load(&card)?, dialog, text),
        VirtualCommand::Letter { card } => letter(&card, dialog, text),
        VirtualCommand::Serve { card, vpcd } => serve(&card, &vpcd, dialog, interrupts, text),
    }
}

fn load(card: &str) -> Result<VirtualCard, Failure> {
    VirtualCard::load(&Source::parse(card)).map_err(unusable)
}

fn unusable(error: Error) -> Failure {
    Failure::File(File::VirtualCard(embedded::fault(&error)))
}

fn create(
    card: &str,
    quirks: &[String],
    file: &Path,
    dialog: &mut dyn Dialog,
    text: Text,
) -> Result<Outcome, Failure> {
    let path = file.display().to_string();
    let mut made = load(card)?;
    let quirks: Vec<Quirk> = quirks
        .iter()
        .filter_map(|word| Quirk::of_word(word))
        .collect();
    made.give(&quirks)
        .map_err(|unfit| CommandLine::QuirkUnfit(unfit.word()))?;
    made.create(file).map_err(|error| match error {
        Error::Io { source, .. } if source.kind() == ErrorKind::AlreadyExists => {
            Failure::new_file(file, &source)
        }
        error => unusable(error),
    })?;
    dialog.show(Tone::Good, &text.created(&path));
    // A file that is called as a built-in card is needs its folder to be meant.
    let is_built_in = matches!(Source::parse(&path), Source::Profile(_));
    let named = if is_built_in || path.starts_with('-') {
        format!("./{path}")
    } else {
        path
    };
    let (card, reader) = (
        shell::word(&named, os()),
        shell::word(&format!("{}{named}", embedded::PREFIX), os()),
    );
    dialog.show(Tone::Plain, &text.created_next(&card, &reader));
    Ok(Outcome {
        changed: true,
        ..Outcome::of(Body::Created(file.to_owned()))
    })
}

fn show(card: &VirtualCard, dialog: &mut dyn Dialog, text: Text) -> Result<Outcome, Failure> {
    let iccsn = card.iccsn();
    let number = iccsn.as_deref().map(grouped).unwrap_or_default();
    dialog.show(Tone::Heading, card.name());
    dialog.show(Tone::Plain, &text.iccsn_line(&number));
    dialog.show(
        Tone::Plain,
        &format!("ATR {}", hex::encode_upper(card.atr())),
    );
    for pin in card.passwords() {
        let (tries, uses) = (pin.retry_counter, pin.puk_uses_left);
        let state = pin.transport_status.word();
        dialog.show(
            Tone::Plain,
            &text.virtual_pin_line(pin.name, pin.folder, state, tries, uses),
        );
    }
    let terms: Vec<String> = card
        .unknown_terms()
        .iter()
        .map(|unknown| format!("{} ({})", unknown.term, unknown.object))
        .collect();
    if !terms.is_empty() {
        dialog.show(
            Tone::Warning,
            &text.virtual_unknown_terms(&terms.join(", ")),
        );
    }
    let quirks: Vec<&str> = card.quirks().iter().map(|quirk| quirk.word()).collect();
    if !quirks.is_empty() {
        dialog.show(Tone::Plain, &text.virtual_quirks(&quirks.join(", ")));
    }
    Ok(Outcome::of(Body::VirtualCard(outcome::VirtualCard {
        quirks,
        iccsn,
        kind: card.kind(),
        passwords: card.passwords().map(|pin| password(&pin)).collect(),
        unknown_terms: terms,
    })))
}

fn password(pin: &PasswordView<'_>) -> VirtualPassword {
    VirtualPassword {
        name: pin.name.to_owned(),
        folder: pin.folder.to_owned(),
        reference: pin.reference,
        transport_status: pin.transport_status.word(),
        retry_counter: pin.retry_counter,
        puk_uses_left: pin.puk_uses_left,
    }
}

/// The PIN letter of a card that is named as on the command line. It is the one place that prints
/// secrets: invented ones, of a card that is none.
///
/// # Errors
/// The card cannot be loaded.
pub fn letter(card: &str, dialog: &mut dyn Dialog, text: Text) -> Result<Outcome, Failure> {
    let letter = load(card)?.letter();
    dialog.show(Tone::Heading, &text.letter_title());
    dialog.show(Tone::Plain, &text.letter_invented());
    let number = letter.iccsn.as_deref().map(grouped).unwrap_or_default();
    dialog.show(Tone::Plain, &text.iccsn_line(&number));
    dialog.show(Tone::Plain, "");
    let lines = letter
        .lines
        .iter()
        .filter(|line| matches!(line.label.as_str(), "ch" | "qes" | "smc"));
    for line in lines {
        show_letter_line(line, dialog, text);
    }
    Ok(Outcome::of(Body::Letter {
        iccsn: letter.iccsn,
        kind: letter.kind,
    }))
}

fn show_letter_line(line: &LetterLine, dialog: &mut dyn Dialog, text: Text) {
    let label = match line.label.as_str() {
        "ch" => text.transport_label_ch(),
        "qes" => text.transport_label_qes(),
        _ => text.transport_label_smc(),
    };
    let digits = |pin: &apdu::Pin| String::from_utf8_lossy(pin.digits()).into_owned();
    let transport = line
        .transport_pin
        .as_ref()
        .map_or_else(|| text.letter_used_up(), digits);
    dialog.show(Tone::Plain, &format!("{label}: {transport}"));
    if let Some(puk) = &line.puk {
        dialog.show(
            Tone::Plain,
            &format!("{}: {}", text.puk_label(&line.name), digits(puk)),
        );
    }
}

/// Keeps other processes from a card that lies in a file; they find it busy.
fn locked(path: &Path, card: &str, interrupts: &Interrupts) -> Result<Lock, Failure> {
    let lock = embedded::lock_of(path).and_then(|path| files::lock(&path, LOCK_LIMIT, interrupts));
    lock.map_err(|error| match error.kind() {
        ErrorKind::WouldBlock => {
            let name = format!("{}{card}", embedded::PREFIX);
            Unreached::Reader(reader::Error::Busy(name)).into()
        }
        _ if Interrupted::is(&error) => Failure::Wish(Wish::Cancelled {
            set: Vec::new(),
            rescued: Vec::new(),
            untouched: Vec::new(),
            puk_used: Vec::new(),
        }),
        _ => Failure::file(path, &error),
    })
}

fn serve(
    card: &str,
    address: &str,
    dialog: &mut dyn Dialog,
    interrupts: &Interrupts,
    text: Text,
) -> Result<Outcome, Failure> {
    let source = Source::parse(card);
    // Until it is served no more, for it is in the memory of this process. Before it is read.
    let _lock = match &source {
        Source::State(path) => Some(locked(path, card, interrupts)?),
        Source::Profile(_) | Source::Image(_) => None,
    };
    let mut served = VirtualCard::load(&source).map_err(unusable)?;
    let unreachable = |error: std::io::Error| {
        Failure::File(File::Vpcd {
            address: address.to_owned(),
            trouble: Trouble::of(&error),
        })
    };
    let connection = vpcd::connect(address).map_err(unreachable)?;
    let name = served.name().to_owned();
    dialog.say(Tone::Good, &text.serving(&name, address));
    let mut unsaved = None;
    let mut save = |card: &VirtualCard| match &source {
        Source::State(path) => card.save(path).map_err(|error| {
            unsaved = Some(error);
            ErrorKind::Other.into()
        }),
        Source::Profile(_) | Source::Image(_) => Ok(()),
    };
    let ended = vpcd::serve(&mut served, connection, &|| interrupts.raised(), &mut save);
    // What the card could not keep it did not answer; vpcd has no part in that.
    unsaved.map_or(Ok(()), |error| Err(unusable(error)))?;
    ended.map_err(unreachable)?;
    dialog.say(Tone::Plain, &text.served());
    Ok(Outcome::of(Body::Nothing))
}

#[cfg(test)]
mod tests {
    use crate::cli::QUIRKS;
    use crate::virtual_card::Quirk;

    #[test]
    fn the_command_line_knows_the_quirks_of_the_virtual_card_and_the_page_explains_each() {
        let words: Vec<&str> = Quirk::ALL.iter().map(|quirk| quirk.word()).collect();
        assert_eq!(QUIRKS[..], words[..]);
        let page = include_str!("../../docs/virtual-card.md");
        for word in words {
            assert!(page.contains(&format!("| `{word}` |")), "{word}");
        }
    }
}
