//! Whether an object can still be used.

use serde::{Deserialize, Serialize};

/// lifeCycleStatus; the worse, the greater (N020.600).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum LifeCycle {
    Activated,
    Deactivated,
    Terminated,
}

impl LifeCycle {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name {
            "ACTIVATED" => Some(Self::Activated),
            "DEACTIVATED" => Some(Self::Deactivated),
            "TERMINATED" => Some(Self::Terminated),
            _ => None,
        }
    }
}
