//! Writes the seeds of one target into a folder: `seeds TARGET FOLDER`.

use std::path::Path;
use std::{env, fs, io};

use pinlotse_fuzz::seeds;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [target, folder] = arguments.as_slice() else {
        return Err(io::Error::other("usage: seeds TARGET FOLDER"));
    };
    fs::create_dir_all(folder)?;
    for (number, seed) in seeds::of(target).iter().enumerate() {
        fs::write(Path::new(folder).join(format!("seed-{number:02}")), seed)?;
    }
    Ok(())
}
