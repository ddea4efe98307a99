//! What is found at a Konnektor and its terminals.

use super::{Finding, Severity};
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::examination::Remark;
use crate::report::facts::exit;
use crate::report::facts::failure::Konnektor;

/// What is found at a Konnektor and its terminals.
#[derive(Debug, Clone)]
pub enum OfKonnektor {
    /// It did not give what was asked of it.
    Failed {
        /// What.
        cause: Konnektor,
        /// The profile that leads there.
        profile: String,
    },
    /// It lists no terminal for the workplace.
    NoTerminal {
        /// The workplace.
        workplace: String,
    },
    /// Something is missing or unusual.
    Remark {
        /// What.
        remark: Remark,
        /// The profile that leads there.
        profile: String,
        /// Whether what helps stands with another finding.
        is_step_said: bool,
    },
    /// It answers, and lets this client ask.
    Ok,
}

impl OfKonnektor {
    pub(super) fn code(&self) -> Code {
        match self {
            OfKonnektor::Failed { cause, .. } => cause.code(),
            OfKonnektor::NoTerminal { .. } => code("no_terminal", exit::NO_READER),
            OfKonnektor::Remark { remark, .. } => code(remark.word(), exit::DONE),
            OfKonnektor::Ok => code("konnektor_ok", exit::DONE),
        }
    }
}

impl Finding {
    /// What is missing or unusual at the Konnektor that the profile of this name leads to.
    #[must_use]
    pub fn remarked(remark: Remark, profile: &str, is_step_said: bool) -> Self {
        let severity = if remark.is_pressing() {
            Severity::Warning
        } else {
            Severity::Note
        };
        let profile = profile.to_owned();
        let remark = OfKonnektor::Remark {
            remark,
            profile,
            is_step_said,
        };
        Self::new(severity, remark)
    }
}

#[cfg(test)]
impl OfKonnektor {
    pub(super) fn samples() -> Vec<Self> {
        use crate::report::facts::failure::samples::of_each;
        let name = || "Empfang".to_owned();
        of_each!(OfKonnektor {
            Failed => Konnektor::samples().into_iter().map(|cause| OfKonnektor::Failed { cause, profile: name() }).collect::<Vec<_>>(),
            NoTerminal => [OfKonnektor::NoTerminal { workplace: name() }],
            Remark => Remark::samples().into_iter().map(|remark| OfKonnektor::Remark { remark, profile: name(), is_step_said: false }).collect::<Vec<_>>(),
            Ok => [OfKonnektor::Ok],
        })
    }
}
