//! From arguments to an exit code: parse, build the world, run one command, report.

mod completing;
mod in_force;
mod kept;
mod language;
mod log;
mod losses;
mod opened;
mod options;
mod origin;
mod program;
mod run;
mod usage;
mod watched;
mod world;
mod wrong_call;

pub use run::{run, run_in};
pub use world::World;
