//! gematik's list of issuers: what it costs to verify and read it, in the folder that
//! `PINLOTSE_TEST_TRUST` names.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use pinlotse::system::clock::read_timestamp;
use pinlotse::trust::{self, Anchor};
use support::temp::Temp;

const ROUNDS: usize = 41;

pub fn rows(row: fn(&str, &str, &str)) {
    let figure = "gematik's list of issuers, verified and read";
    let Some(folder) = std::env::var_os("PINLOTSE_TEST_TRUST").map(PathBuf::from) else {
        row(figure, "no list", "< 20 ms");
        return;
    };
    let file = folder.join("ECC-RSA_TSL.xml");
    let (list, signature) = (
        fs::read(&file).unwrap(),
        fs::read(folder.join("ECC-RSA_TSL.sig")).unwrap(),
    );
    // A day on which it was current.
    let then = read_timestamp("2026-07-28T12:00:00Z").unwrap();
    let anchor = Anchor::gematik();
    let median = super::median((0..ROUNDS).map(|_| {
        let begin = Instant::now();
        trust::read(&list, &signature, &anchor, then).unwrap();
        begin.elapsed()
    }));
    row(
        figure,
        &format!("{:.1} ms", median.as_secs_f64() * 1e3),
        "< 20 ms",
    );
    let state = Temp::new();
    let mut import = Command::new(super::binary());
    import.args(["issuers", "import"]).arg(&file);
    import.env("XDG_STATE_HOME", state.path());
    let imported = import.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(imported.unwrap().success());
    let peak = super::peak(|command| {
        command.args(["issuers", "show"]);
        command.env("XDG_STATE_HOME", state.path());
    });
    row("peak memory of `issuers show` with it", &peak, "");
}
