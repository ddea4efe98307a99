//! The rooms of pinlotse, nothing else.

pub mod attempts;
pub mod secrets;
pub mod system;
