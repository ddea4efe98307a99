//! pinlotse: run, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(pinlotse::run(std::env::args_os().collect()))
}
