//! The rooms of pinlotse, nothing else.

pub mod attempts;
pub mod system;
