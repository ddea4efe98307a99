//! From arguments to an exit code: parse, build the world, run one command, report.

mod kept;
mod log;
mod losses;
mod options;
mod origin;
mod program;
mod run;
mod world;

pub use run::{run, run_in};
pub use world::World;
