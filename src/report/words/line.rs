//! A line for a person.

use crate::text::Tone;

/// One line with its tone.
pub type Line = (Tone, String);
