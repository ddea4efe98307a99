//! `completions SHELL`: the script by which a shell asks the program itself, so that what it offers
//! is what this version knows and what lies in the readers now.
//!
//! What a script asks is answered before anything else of a run begins, in `start/`; how it asks
//! stands in the scripts beside this file: `pinlotse candidates --current=WORD -- WORDS` prints a
//! word and what it is, each on a line of its own.

pub mod live;

use crate::cli::ShellArg;

/// The script.
#[must_use]
pub const fn script(shell: ShellArg) -> &'static str {
    match shell {
        ShellArg::Bash => include_str!("pinlotse.bash"),
        ShellArg::Zsh => include_str!("pinlotse.zsh"),
        ShellArg::Fish => include_str!("pinlotse.fish"),
        ShellArg::PowerShell => include_str!("pinlotse.ps1"),
    }
}
