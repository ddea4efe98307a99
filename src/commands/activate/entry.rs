//! Entry of secrets: by the person, twice and compared, or from a script's file. Whatever can be checked is checked
//! here, where a slip costs nothing.

use apdu::Pin;

use super::Run;
use crate::card::{PasswordObject, PinKey, PinView};
use crate::commands::context::Context;
use crate::report::Failure;
use crate::report::explain::{own_label, transport_label};
use crate::secrets::{self, CardDigits, Key, Role, trivial};
use crate::text::Tone;

/// Digits of a PUK, which is easily read off the letter in place of the Transport-PIN.
const PUK_DIGITS: usize = 8;

/// The name of a PIN in secrets; only these can be activated.
pub(super) const fn secret_key(key: PinKey) -> Option<secrets::PinKey> {
    match key {
        PinKey::Ch => Some(secrets::PinKey::Ch),
        PinKey::Qes => Some(secrets::PinKey::Qes),
        PinKey::Smc => Some(secrets::PinKey::Smc),
        PinKey::Auto | PinKey::So => None,
    }
}

impl Run<'_, '_> {
    /// The Transport-PIN and the new PIN.
    pub(super) fn secrets_of(&mut self, pin: &PinView) -> Result<(Pin, Pin), Failure> {
        let key = pin.object.key;
        if let Some(secrets) = &mut self.options.secrets {
            let mut take = |role| secret_key(key).and_then(|pin| secrets.take(Key::Secret(role, pin)));
            return match (take(Role::Transport), take(Role::New)) {
                (Some(transport), Some(new)) => Ok((transport, new)),
                _ => Err(Failure::Internal("secrets are missing after they were checked".to_owned())),
            };
        }
        let text = self.context.text;
        self.context.say(Tone::Plain, &text.entry_hidden());
        let want = self.options.rules.transport_length;
        let transport = ask_transport(self.context, key, want)?;
        let iccsn = self.chosen.view.iccsn.as_ref().map(|iccsn| iccsn.as_str().to_owned());
        let new = ask_new(self.context, key, &transport, iccsn.as_deref())?;
        self.context.say(Tone::Plain, &text.changing(&own_label(key, text)));
        Ok((transport, new))
    }
}

/// Asks for the Transport-PIN until both entries are equal and of the right length.
fn ask_transport(context: &mut Context<'_>, key: PinKey, mut want: usize) -> Result<Pin, Failure> {
    let text = context.text;
    let label = transport_label(key, text);
    loop {
        let first = ask_digits(context, &text.ask_transport(&label, want))?;
        if first.length() != want {
            context.say(Tone::Warning, &text.transport_length(first.length(), want));
            if first.length() == PUK_DIGITS {
                context.say(Tone::Warning, &text.looks_like_puk());
            }
            // No wall: a letter may really give another length, but only a typed confirmation says so.
            if confirms_length(context, first.length())? {
                want = first.length();
            }
            continue;
        }
        let second = ask_digits(context, &text.ask_transport_again(&label))?;
        if first.same_as(&second) {
            return Ok(first);
        }
        context.say(Tone::Warning, &text.entries_differ());
    }
}

fn confirms_length(context: &mut Context<'_>, length: usize) -> Result<bool, Failure> {
    let answer = context.dialog.ask(&context.text.length_question(length)).map_err(|stop| context.stopped(stop))?;
    Ok(answer.trim() == length.to_string())
}

/// Asks for the new PIN until it fits the rules and both entries are equal.
fn ask_new(context: &mut Context<'_>, key: PinKey, old: &Pin, iccsn: Option<&str>) -> Result<Pin, Failure> {
    let text = context.text;
    let label = own_label(key, text);
    loop {
        let first = ask_digits(context, &text.ask_new(&label))?;
        if !PasswordObject::OWN_DIGITS.contains(&first.length()) {
            context.say(Tone::Warning, &text.own_length(first.length()));
            continue;
        }
        if first.same_as(old) {
            context.say(Tone::Warning, &text.new_equals_old());
            continue;
        }
        let is_trivial = trivial(&first, CardDigits { iccsn, can: None }).is_some();
        if is_trivial && !context.confirm(&text.trivial_question())? {
            continue;
        }
        let second = ask_digits(context, &text.ask_new_again(&label))?;
        if first.same_as(&second) {
            return Ok(first);
        }
        context.say(Tone::Warning, &text.entries_differ());
    }
}

/// Asks until digits come.
fn ask_digits(context: &mut Context<'_>, prompt: &str) -> Result<Pin, Failure> {
    let text = context.text;
    loop {
        let typed = context.dialog.ask_secret(prompt).map_err(|stop| context.stopped(stop))?;
        match Pin::from_digits(typed.trim().as_bytes()) {
            Ok(pin) => return Ok(pin),
            Err(apdu::Error::PinLength { got }) => context.say(Tone::Warning, &text.impossible_length(got)),
            Err(_) => context.say(Tone::Warning, &text.not_digits()),
        }
    }
}
