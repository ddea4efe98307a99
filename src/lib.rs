//! The rooms of pinlotse, nothing else.
