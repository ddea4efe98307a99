//! The double of a Konnektor as a process of its own, to look at the program by hand: an eHBA and an
//! SMC-B in one terminal, behind TLS with a certificate on brainpoolP256r1, on loopback.
//!
//! ```text
//! cargo run -p support --example konnektor
//! ```
//!
//! It says where it is and what to enter. What people will do at its terminal is typed here
//! beforehand, a line for each dialog.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::io::{BufRead, stdin};
use std::time::Duration;

use support::konnektor::{Card, Front, Konnektor, PRACTICE, Person, Server, Tls, make};
use support::pki::{Algorithm, Pki};

const HELP: &str = "types DIGITS DIGITS … | nobody | red | gone DIGITS … (the client is cut off)
dialogs (what the terminal showed) | asked (requests) | pull | back | restart | end";

fn main() {
    let konnektor = Konnektor::new(&make::SECUNET_6);
    let terminal = konnektor.add_terminal("Empfang", 3);
    konnektor.insert(terminal, 1, Card::smcb());
    konnektor.insert(terminal, 2, Card::hba());
    let server = Server::start(&konnektor);
    let pki = Pki::new().unwrap_or_else(|skip| panic!("{}", skip.0));
    let certificate = pki.authority("konnektor", "konnektor.konlan", Algorithm::Brainpool, "");
    let curve = Some("brainpoolP256r1");
    let tls = Tls {
        curve,
        ..Tls::with(certificate)
    };
    let front = Front::start(&server, &tls).unwrap_or_else(|skip| panic!("{}", skip.0));
    let address = format!("https://{}", front.address());
    konnektor.calls_itself(&front.address(), &server.address());
    let (mandant, client_system, workplace) = PRACTICE;
    println!("{address}");
    println!("mandant {mandant}, client system {client_system}, workplace {workplace}");
    println!("{HELP}");
    let mut shown = 0;
    for line in stdin().lock().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["types", digits @ ..] => {
                konnektor.then(Person::types(digits.iter().copied()));
            }
            ["gone", digits @ ..] => {
                konnektor.then(Person::types(digits.iter().copied()).unheard(2));
            }
            ["nobody"] => {
                konnektor.then(Person::nobody().after(Duration::from_secs(30)));
            }
            ["red"] => {
                konnektor.then(Person::red_key());
            }
            ["pull"] => drop(konnektor.pull(terminal, 2)),
            ["back"] => konnektor.insert(terminal, 2, Card::hba()),
            ["restart"] => konnektor.restarts(),
            ["asked"] => println!("{:#?}", konnektor.asked()),
            ["dialogs"] => {
                let dialogs = konnektor.dialogs();
                for dialog in dialogs.iter().skip(shown) {
                    println!("{dialog:#?}");
                }
                shown = dialogs.len();
            }
            ["end"] => break,
            _ => println!("{HELP}"),
        }
    }
}
