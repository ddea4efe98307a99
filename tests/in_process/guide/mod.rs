//! The guide: what `pinlotse` alone leads a person through.

mod journeys;
mod screen;
