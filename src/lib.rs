//! The rooms of pinlotse, nothing else.

pub mod attempts;
