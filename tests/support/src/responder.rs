//! A small HTTP server on loopback that answers, hangs, drips or talks rubbish as a test wants it
//! to.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::PATIENCE;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// Request line and header fields, with their line ends.
    pub head: String,
    pub body: Vec<u8>,
}

/// What the server does with a request.
pub enum Reply {
    /// These octets, then the end.
    Raw(Vec<u8>),
    /// Nothing, until the client goes.
    Hang,
    /// A 200 whose body comes one octet at a time, 10 ms apart, this many in all.
    Drip(usize),
    /// A 200 without a length, a gibibyte of blanks, or as much as the client takes.
    Endless,
}

impl Reply {
    /// 200 with an OCSP response.
    pub fn ok(body: &[u8]) -> Self {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/ocsp-response\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        Self::Raw([head.as_bytes(), body].concat())
    }

    /// A status line and header fields, no body.
    pub fn head(lines: &str) -> Self {
        Self::Raw(format!("HTTP/1.1 {lines}\r\nContent-Length: 0\r\n\r\n").into_bytes())
    }
}

/// Runs until it is dropped.
pub struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Request>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(mut reply: impl FnMut(&Request) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (seen, stop) = (
            Arc::new(Mutex::new(Vec::new())),
            Arc::new(AtomicBool::new(false)),
        );
        let thread = thread::spawn({
            let (seen, stop) = (Arc::clone(&seen), Arc::clone(&stop));
            move || {
                for stream in listener.incoming() {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let mut stream = stream.unwrap();
                    let Some(request) = read(&mut stream) else {
                        continue;
                    };
                    seen.lock().unwrap().push(request.clone());
                    perform(&mut stream, reply(&request));
                }
            }
        });
        Self {
            port,
            seen,
            stop,
            thread: Some(thread),
        }
    }

    /// An address of this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Host and port, as an address.
    pub fn proxy_url(&self, credentials: &str) -> String {
        format!("http://{credentials}127.0.0.1:{}", self.port)
    }

    /// What was asked so far.
    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        let ended = self.thread.take().unwrap().join();
        assert!(
            ended.is_ok() || thread::panicking(),
            "the test's server failed"
        );
    }
}

fn read(stream: &mut TcpStream) -> Option<Request> {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let (mut octets, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let end = octets.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8(octets[..end + 2].to_vec()).unwrap();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("Content-Length: "))
                .unwrap_or("0");
            let body = octets[end + 4..].to_vec();
            if body.len() >= length.parse::<usize>().unwrap() {
                return Some(Request { head, body });
            }
        }
        let count = stream.read(&mut buffer).ok()?;
        if count == 0 {
            return None;
        }
        octets.extend_from_slice(&buffer[..count]);
    }
}

fn perform(stream: &mut TcpStream, reply: Reply) {
    match reply {
        // The client may have heard enough and gone.
        Reply::Raw(octets) => drop(stream.write_all(&octets)),
        Reply::Hang => drop(stream.read(&mut [0])),
        Reply::Endless => {
            let mut alive = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").is_ok();
            let block = vec![b' '; 1 << 20];
            for _ in 0..1024 {
                alive = alive && stream.write_all(&block).is_ok();
            }
        }
        Reply::Drip(count) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {count}\r\n\r\n");
            let mut alive = stream.write_all(head.as_bytes()).is_ok();
            for _ in 0..count {
                thread::sleep(Duration::from_millis(10));
                alive = alive && stream.write_all(b"0").is_ok();
            }
        }
    }
}
