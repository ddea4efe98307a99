//! Somebody between client and server, who listens, cuts, delays or changes.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What becomes of the octets that the server sends.
#[derive(Clone, Copy, Debug)]
pub enum Manner {
    /// They go on as they are.
    Honest,
    /// After so many, the connection ends.
    CutAfter(usize),
    /// Before the last message of the handshake, which follows ChangeCipherSpec. How many octets come
    /// before it is another number each time, for signatures are not all of one length.
    CutBeforeFinished,
    /// Instead of that message comes this alert, which TLS 1.2 says in the clear until then.
    Alert(u8),
    /// Before the first record of an answer, if the server sends no tickets.
    CutBeforeAnswer,
    /// Before the server takes leave, so that nobody knows whether that was all. In TLS 1.2 only, which
    /// says outside what a record is.
    CutBeforeLeave,
    /// One at a time, 10 ms apart.
    Drip,
    /// Who offers TLS 1.3 is cut off without a word.
    DeafToTls13,
    /// The last octet of the signature that TLS 1.2 sends in the clear is another one.
    OtherSignature,
}

/// The first octet of such a record (RFC 5246 §6.2.1).
const CHANGE_CIPHER_SPEC: u8 = 20;
const ALERT: u8 = 21;
const APPLICATION_DATA: u8 = 23;

/// Takes connections as they come, until the test ends.
pub struct Relay {
    port: u16,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Relay {
    pub fn start(to: u16, manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        thread::spawn({
            let heard = Arc::clone(&heard);
            move || {
                for client in listener.incoming() {
                    let client = client.unwrap();
                    if matches!(manner, Manner::DeafToTls13) && offers_tls13(&client) {
                        continue;
                    }
                    // The test is over.
                    let Ok(server) = TcpStream::connect(("127.0.0.1", to)) else {
                        return;
                    };
                    let (from, towards) =
                        (client.try_clone().unwrap(), server.try_clone().unwrap());
                    let listening = Arc::clone(&heard);
                    thread::spawn(move || forwards(from, towards, &listening));
                    back(server, client, manner, &heard);
                }
            }
        });
        Self { port, heard }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// What the client sent.
    pub fn heard(&self) -> Vec<u8> {
        self.heard.lock().unwrap().clone()
    }
}

/// Whether a ClientHello has TLS 1.3 in its extension supported_versions (RFC 8446 4.2.1).
fn offers_tls13(client: &TcpStream) -> bool {
    const SUPPORTED_VERSIONS: [u8; 2] = [0, 43];
    let mut hello = [0; 4096];
    let mut count = 0;
    // Its record, whose length stands in octets 3 and 4 of its head.
    while count < 5 || count < 5 + usize::from(u16::from_be_bytes([hello[3], hello[4]])) {
        count = client.peek(&mut hello).unwrap();
    }
    let mut places = hello[..count].windows(9);
    places.any(|place| {
        // Two octets of its length, one of the list's, the versions.
        let versions = place[5..].windows(2);
        place[..2] == SUPPORTED_VERSIONS && versions.into_iter().any(|version| version == [3, 4])
    })
}

fn forwards(mut from: TcpStream, mut towards: TcpStream, heard: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        heard.lock().unwrap().extend_from_slice(&buffer[..count]);
        if towards.write_all(&buffer[..count]).is_err() {
            return;
        }
    }
    let _ = towards.shutdown(Shutdown::Write);
}

fn back(mut server: TcpStream, mut client: TcpStream, manner: Manner, heard: &Mutex<Vec<u8>>) {
    let mut left = match manner {
        Manner::CutAfter(count) => count,
        _ => usize::MAX,
    };
    let mut is_last = false;
    while let Some(mut record) = record(&mut server) {
        let is_leave = record[0] == ALERT && matches!(manner, Manner::CutBeforeLeave);
        let is_answer = matches!(manner, Manner::CutBeforeAnswer) && has_asked(heard);
        if is_leave || is_answer || is_last && matches!(manner, Manner::CutBeforeFinished) {
            let _ = client.shutdown(Shutdown::Both);
            return;
        }
        if let Manner::Alert(number) = manner
            && record[0] == CHANGE_CIPHER_SPEC
        {
            let _ = client.write_all(&[ALERT, 3, 3, 0, 2, 2, number]);
            let _ = client.shutdown(Shutdown::Both);
            return;
        }
        is_last = record[0] == CHANGE_CIPHER_SPEC;
        if matches!(manner, Manner::OtherSignature) {
            change(&mut record);
        }
        let slow = matches!(manner, Manner::Drip);
        let step = if slow { 1 } else { record.len() };
        for piece in record.chunks(step) {
            let piece = &piece[..piece.len().min(left)];
            left -= piece.len();
            if client.write_all(piece).is_err() || left == 0 {
                let _ = client.shutdown(Shutdown::Both);
                return;
            }
            if slow {
                thread::sleep(Duration::from_millis(10));
            }
        }
    }
    let _ = client.shutdown(Shutdown::Write);
}

/// Whether the client has sent its request; in TLS 1.3 its last message of the handshake looks the
/// same, and the server has nothing more to say in between.
fn has_asked(heard: &Mutex<Vec<u8>>) -> bool {
    let heard = heard.lock().unwrap();
    let mut rest = &heard[..];
    while let [kind, _, _, high, low, behind @ ..] = rest {
        if *kind == APPLICATION_DATA {
            return true;
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        rest = behind.get(length..).unwrap_or_default();
    }
    false
}

/// Five octets of head, the last two of which say how many follow.
fn record(server: &mut TcpStream) -> Option<Vec<u8>> {
    let mut record = vec![0; 5];
    server.read_exact(&mut record).ok()?;
    let length = usize::from(u16::from_be_bytes([record[3], record[4]]));
    record.resize(5 + length, 0);
    server.read_exact(&mut record[5..]).ok()?;
    Some(record)
}

/// ServerKeyExchange (12) ends with the signature.
fn change(record: &mut [u8]) {
    const HANDSHAKE: u8 = 22;
    const SERVER_KEY_EXCHANGE: u8 = 12;
    let mut place = 5;
    while record[0] == HANDSHAKE && place + 4 <= record.len() {
        let length = [0, record[place + 1], record[place + 2], record[place + 3]];
        let end = place + 4 + usize::try_from(u32::from_be_bytes(length)).unwrap();
        if record[place] == SERVER_KEY_EXCHANGE && end <= record.len() {
            record[end - 1] ^= 1;
        }
        place = end;
    }
}
