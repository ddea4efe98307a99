//! From the flags of a command with secrets to what a session is asked, the secrets of a script
//! included.

use std::time::Duration;

use crate::cli::{EntryArg, PinArg, SecretArgs};
use crate::pins::PinKey;
use crate::report::Failure;
use crate::report::failure::{self, CommandLine};
use crate::secrets::{Rules, Secrets, SecretsSource};
use crate::session::{Entry, Options};
use crate::system::signals::Interrupts;

/// What all commands with secrets are asked, and the secrets of a script, which are waited for as long
/// as for a card.
pub(super) fn options(
    arguments: &SecretArgs,
    rules: Rules,
    wait: Duration,
    interrupts: &Interrupts,
) -> Result<Options, Failure> {
    let rules = Rules {
        allow_trivial: arguments.allow_trivial,
        ..rules
    };
    let source = match (
        &arguments.secrets_file,
        arguments.secrets_stdin,
        arguments.secrets_fd,
    ) {
        (Some(path), ..) => Some(SecretsSource::File(path.clone())),
        (None, true, _) => Some(SecretsSource::Stdin),
        (None, false, Some(number)) => Some(SecretsSource::Fd(number)),
        (None, false, None) => None,
    };
    let entry = arguments.entry.map(entry);
    let agrees = match entry {
        None => true,
        Some(Entry::File) => source.is_some(),
        Some(Entry::Keyboard | Entry::PinPad) => source.is_none(),
    };
    if !agrees {
        return Err(CommandLine::EntryContradicts.into());
    }
    let secrets = match &source {
        // A dry run reads them too: it is there to find what is wrong before the card is touched.
        Some(source) => {
            let octets = source
                .read(wait, interrupts)
                .map_err(failure::Secrets::unread)?;
            Some(Secrets::parse(&octets, &rules).map_err(failure::Secrets::Problems)?)
        }
        None => None,
    };
    let mut pins: Vec<PinKey> = Vec::new();
    for pin in arguments.pin.iter().map(|pin| pin_key(*pin)) {
        if !pins.contains(&pin) {
            pins.push(pin);
        }
    }
    Ok(Options {
        was_set: Vec::new(),
        letter_fits: false,
        guided: false,
        still_known: false,
        pins,
        dry_run: arguments.dry_run,
        scripted: source.is_some(),
        secrets,
        rules,
        holder_present: arguments.holder_present,
        tries_used: arguments.tries_used,
        no_notes: arguments.no_notes,
        try_again: arguments.try_again.clone(),
        last_try: arguments.last_try.clone(),
        entry,
        spend_puk_use: false,
    })
}

const fn entry(argument: EntryArg) -> Entry {
    match argument {
        EntryArg::Pinpad => Entry::PinPad,
        EntryArg::Keyboard => Entry::Keyboard,
        EntryArg::File => Entry::File,
    }
}

const fn pin_key(pin: PinArg) -> PinKey {
    match pin {
        PinArg::Ch => PinKey::Ch,
        PinArg::Qes => PinKey::Qes,
        PinArg::Smc => PinKey::Smc,
    }
}
