//! The rooms of pinlotse, nothing else.

pub mod virtual_card;
