//! The guide: what `pinlotse` alone leads a person through.

mod danger;
mod journeys;
mod rows;
mod screen;
