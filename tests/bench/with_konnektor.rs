//! The program with everything of the feature `konnektor` that no command uses yet linked in, for
//! its size; and a first look at a Konnektor by hand.
//!
//! ```text
//! with_konnektor look HOST PORT                          whose certificate answers there
//! with_konnektor get HOST PORT FINGERPRINT [FILE.p12]    connector.sds; the password on standard input
//! with_konnektor …                                       the program
//! ```

#![allow(clippy::print_stdout)]

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs, io};

use pinlotse::http::{Deadline, Errand, Limit, Reply, Url, Wire};
use pinlotse::konnektor::key_file;
use pinlotse::konnektor::tls::{connect, look};
use pinlotse::system::signals::Interrupts;
use zeroize::Zeroizing;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = match words.as_slice() {
        ["look", host, port] => first_look(host, port),
        ["get", host, port, pinned, file @ ..] => directory(host, port, pinned, file.first()),
        _ => return ExitCode::from(pinlotse::run(env::args_os().collect())),
    };
    match said {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Long enough for a Konnektor that wakes up.
const LIMIT: Duration = Duration::from_secs(10);

fn wire<'a>(
    host: &str,
    port: &str,
    interrupts: &'a Interrupts,
) -> Result<Wire<'a>, Box<dyn Error>> {
    let deadline = Deadline::new(Limit::of(LIMIT), interrupts);
    Ok(Wire::connect(host, port.parse()?, LIMIT, deadline)?)
}

fn first_look(host: &str, port: &str) -> Result<String, Box<dyn Error>> {
    let interrupts = Interrupts::none();
    Ok(look(wire(host, port, &interrupts)?, host)?.to_string())
}

fn directory(
    host: &str,
    port: &str,
    pinned: &str,
    file: Option<&&str>,
) -> Result<String, Box<dyn Error>> {
    let pinned = pinned.parse().map_err(|_| "no fingerprint")?;
    let identity = match file {
        Some(file) => {
            let mut password = Zeroizing::new(String::new());
            io::stdin().read_line(&mut password)?;
            let password = password.trim_end_matches(['\r', '\n']);
            let identity = key_file::read(&fs::read(file)?, password);
            Some(Arc::new(identity.map_err(|error| format!("{error:?}"))?))
        }
        None => None,
    };
    let interrupts = Interrupts::none();
    let secured = connect(wire(host, port, &interrupts)?, host, pinned, identity)?;
    let terms = secured.terms().map(|terms| terms.to_string());
    let errand = Errand {
        question: None,
        fields: &[],
        accept: "*/*",
        limit: 1 << 20,
        also: None,
    };
    let url = Url::parse(&format!("http://{host}/connector.sds"))?;
    let reply = secured.exchange(&errand.written(&url), &errand.wanted())?;
    let text = match reply {
        Reply::Body { octets, .. } => String::from_utf8_lossy(&octets).into_owned(),
        Reply::Elsewhere(location) => format!("sent to {location}"),
    };
    Ok(format!("{}\n{text}", terms.unwrap_or_default()))
}
