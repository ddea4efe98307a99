//! What a handshake of TLS costs this PC: CPU time of the thread that makes it, against OpenSSL on
//! loopback.

use std::fs;
use std::time::Duration;

use pinlotse::konnektor::tls::connect;
use pinlotse::system::signals::Interrupts;

#[path = "../konnektor/keys.rs"]
#[allow(dead_code)]
mod keys;
#[path = "../konnektor/server.rs"]
#[allow(dead_code)]
mod server;

use keys::{expected_of, identity};
use server::Server;

const ROUNDS: usize = 51;

/// Which server and client, by their files; which exchange; what it may cost.
const ROWS: [(&str, &str, Option<&str>, &str); 6] = [
    ("modern-p256", "P-256", None, "< 10 ms"),
    ("modern-p256", "P-256", Some("modern-p256"), "< 10 ms"),
    ("modern-rsa2048", "P-256", None, "< 10 ms"),
    ("modern-rsa2048", "P-256", Some("modern-rsa2048"), "< 10 ms"),
    ("modern-brainpool", "brainpoolP256r1", None, "< 20 ms"),
    (
        "modern-brainpool",
        "brainpoolP256r1",
        Some("modern-brainpool"),
        "< 20 ms",
    ),
];

pub fn rows(row: impl Fn(&str, &str, &str)) {
    for (server_key, group, client, goal) in ROWS {
        let name = |file: &'static str| file.trim_start_matches("modern-");
        let figure = format!(
            "TLS 1.2, server {}, exchange {group}, client {}",
            name(server_key),
            client.map_or("none", name)
        );
        // The other one after it: the client's key must be on a curve of the list, too.
        let other = if group == "P-256" {
            "brainpoolP256r1"
        } else {
            "P-256"
        };
        let groups = format!("{group}:{other}");
        let options = ["-tls1_2", "-serverpref", "-groups", &groups, "-verify", "1"];
        let Ok(server) = Server::start(server_key, &options) else {
            row(&figure, "not measured", goal);
            continue;
        };
        let times = (0..ROUNDS).filter_map(|_| handshake(&server, server_key, client));
        let mut times: Vec<Duration> = times.collect();
        times.sort();
        match times.get(times.len() / 2) {
            Some(median) => row(
                &figure,
                &format!("{:.1} ms", median.as_secs_f64() * 1e3),
                goal,
            ),
            None => row(&figure, "not measured", goal),
        }
    }
}

fn handshake(server: &Server, server_key: &str, client: Option<&str>) -> Option<Duration> {
    let interrupts = Interrupts::none();
    let (wire, client) = (server.wire(&interrupts), client.map(identity));
    let pinned = expected_of(server_key).fingerprint;
    let before = cpu_time()?;
    let secured = connect(wire, "127.0.0.1", pinned, client).unwrap();
    let after = cpu_time()?;
    drop(secured);
    after.checked_sub(before)
}

/// What this thread has used up; Linux tells it in nanoseconds.
fn cpu_time() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = told.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
