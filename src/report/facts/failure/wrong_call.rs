//! What is wrong with a command line that cannot be parsed.

/// A command line that cannot be parsed. What was typed is repeated as it was: numbers that may be
/// secrets are masked where it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongCall {
    /// What is wrong.
    pub fault: CallFault,
    /// The command that it is about, as the person calls it.
    pub command: Option<String>,
    /// Digits stand in it that may be a PIN or a PUK.
    pub may_hold_secret: bool,
}

/// What is wrong with a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallFault {
    /// No command of that name.
    UnknownCommand {
        /// What was typed.
        typed: String,
        /// The whole call that may have been meant.
        meant: Option<String>,
    },
    /// No flag of that name.
    UnknownFlag {
        /// What was typed.
        flag: String,
        /// The flag of this command that may have been meant.
        meant: Option<String>,
        /// Commands that have the flag.
        of_commands: Vec<String>,
    },
    /// A word more than the command takes.
    Superfluous(String),
    /// A flag without its value.
    ValueMissing(String),
    /// A value behind a flag that takes none.
    ValueSuperfluous(String),
    /// A value that does not fit.
    ValueUnfit {
        /// The flag or the place.
        flag: String,
        /// What was typed.
        value: String,
        /// What would have fitted.
        wanted: WantedValue,
    },
    /// What the command cannot do without.
    Needed(Vec<String>),
    /// Two flags that contradict each other.
    Conflict(String, String),
    /// A flag that may be there once.
    Twice(String),
    /// A value that is no text.
    NotText,
    /// Anything else.
    Impossible,
}

/// What a value would have to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedValue {
    /// One of these words.
    OneOf(Vec<String>),
    /// A day.
    Day,
    /// Some digits of a card number.
    CardDigits,
    /// All of them.
    CardNumber,
    /// A name.
    Name,
    /// A path.
    Path,
    /// A file, where a dash was named.
    NoDash,
    /// A line of so many characters at most.
    Label(usize),
    /// A number from the first to the second.
    Number(u32, u32),
    /// Something else.
    Other,
}

#[cfg(test)]
impl WrongCall {
    pub(super) fn samples() -> Vec<Self> {
        let word = || "--wait".to_owned();
        let unfit = |wanted| CallFault::ValueUnfit {
            flag: word(),
            value: "x".to_owned(),
            wanted,
        };
        let faults = [
            CallFault::UnknownCommand {
                typed: word(),
                meant: Some(word()),
            },
            CallFault::UnknownFlag {
                flag: word(),
                meant: Some(word()),
                of_commands: Vec::new(),
            },
            CallFault::UnknownFlag {
                flag: word(),
                meant: None,
                of_commands: vec!["status".to_owned()],
            },
            CallFault::Superfluous(word()),
            CallFault::ValueMissing(word()),
            CallFault::ValueSuperfluous(word()),
            unfit(WantedValue::OneOf(vec!["de".to_owned()])),
            unfit(WantedValue::Day),
            unfit(WantedValue::CardDigits),
            unfit(WantedValue::CardNumber),
            unfit(WantedValue::Name),
            unfit(WantedValue::Path),
            unfit(WantedValue::NoDash),
            unfit(WantedValue::Label(80)),
            unfit(WantedValue::Number(0, 9)),
            unfit(WantedValue::Other),
            CallFault::Needed(vec![word()]),
            CallFault::Conflict(word(), word()),
            CallFault::Twice(word()),
            CallFault::NotText,
            CallFault::Impossible,
        ];
        let commands = [None, Some("status".to_owned())];
        let with = |fault: &CallFault, command: &Option<String>, may_hold_secret| Self {
            fault: fault.clone(),
            command: command.clone(),
            may_hold_secret,
        };
        let of = |fault| {
            let commands = commands.iter();
            commands
                .flat_map(move |command| [false, true].map(|secret| with(&fault, command, secret)))
        };
        faults.into_iter().flat_map(of).collect()
    }
}
