//! The guide: what `pinlotse` alone leads a person through.

mod danger;
mod dead_ends;
mod exercises;
#[cfg(unix)]
mod hotline;
mod journeys;
mod live;
mod released;
pub(super) mod rows;
mod screen;
mod walks;
