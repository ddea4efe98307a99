//! How a Konnektor is set up here, and what a test that only reads found there.

use std::path::PathBuf;

use crate::konnektor::profile::{Name, Profile};
use crate::report::facts::examination::Examination;

/// A Konnektor that is set up here.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// What it is called.
    pub name: Name,
    /// The file; `None` where it was not kept.
    pub path: Option<PathBuf>,
    /// Whether it is one of the whole PC.
    pub is_of_machine: bool,
    /// What is set; `None` where its file cannot be used, which is a failure beside it.
    pub profile: Option<Profile>,
}

/// A Konnektor, and what was found there.
#[derive(Debug, Clone)]
pub struct Tested {
    /// How it is set up.
    pub set_up: SetUp,
    /// The test; `None` where none was made.
    pub trial: Option<Examination>,
}
