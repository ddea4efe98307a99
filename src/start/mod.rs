//! From arguments to an exit code: parse, build the world, run one command, report.

mod options;
mod program;
mod world;

pub use world::{World, run, run_in};
