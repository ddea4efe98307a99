//! pinlotse: parse the arguments, run, exit.

fn main() {}
