//! What is kept of a failure for whoever is asked for help later.

use std::time::SystemTime;

use super::exit;
use super::failure::Failure;
pub use crate::attempts::LastFailure;
use crate::system::clock;

impl Failure {
    /// What is kept of it as the failure of `command`, its name in English. Nothing of a wish of the
    /// person, nor of a slip on the command line: neither is a failure of card or PC.
    #[must_use]
    pub fn kept(&self, command: &str) -> Option<LastFailure> {
        let code = self.code();
        let is_failure = !self.is_own_wish() && code.exit != exit::USAGE;
        is_failure.then(|| LastFailure {
            at: clock::timestamp(SystemTime::now()),
            command: command.to_owned(),
            code: code.word.to_owned(),
            short_code: Some(self.short_code()),
            exit: code.exit,
            status_word: self.status_word().map(|status| status.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::facts::failure::samples;

    #[test]
    fn a_failure_is_kept_with_its_short_code_and_a_wish_is_not() {
        let mut kept = 0;
        for failure in samples::all() {
            let Some(last) = failure.kept("activate") else {
                assert!(failure.is_own_wish() || failure.code().exit == exit::USAGE);
                continue;
            };
            assert_eq!(last.short_code, Some(failure.short_code()));
            assert_eq!(
                (last.command.as_str(), last.exit),
                ("activate", failure.code().exit)
            );
            kept += 1;
        }
        assert!(kept > 20, "{kept}");
    }
}
