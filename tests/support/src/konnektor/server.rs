//! The same over TCP: one request for each connection, one connection after the other.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::super::PATIENCE;
use super::{End, Konnektor};

/// Most octets of a request that are read.
const MOST: usize = 1 << 20;

/// Runs until it is dropped.
pub struct Server {
    port: u16,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Lets a Konnektor answer at a port of loopback. What it calls itself in its directory stays
    /// as it is.
    pub fn start(konnektor: &Konnektor) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let stop = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (konnektor, stop) = (konnektor.clone(), Arc::clone(&stop));
            move || {
                for stream in listener.incoming() {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    serve(&konnektor, stream.unwrap(), &stop);
                }
            }
        });
        Self {
            port,
            stop,
            thread: Some(thread),
        }
    }

    /// Host and port.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        let ended = self.thread.take().unwrap().join();
        assert!(
            ended.is_ok() || thread::panicking(),
            "the Konnektor's server failed"
        );
    }
}

fn serve(konnektor: &Konnektor, mut stream: TcpStream, stop: &Arc<AtomicBool>) {
    let Some(request) = read(&mut stream) else {
        return;
    };
    let answer = konnektor.answer(&request);
    // The client may have heard enough and gone.
    let _ = stream.write_all(&answer.octets);
    match answer.end {
        End::Closed => drop(stream.shutdown(Shutdown::Both)),
        End::Cut => tear(stream),
        // Meanwhile others are served: who has hung up here looks at the state there.
        End::Hangs => {
            let stop = Arc::clone(stop);
            thread::spawn(move || hang(stream, &stop));
        }
    }
}

/// Says nothing until the client goes.
fn hang(mut stream: TcpStream, stop: &AtomicBool) {
    let _ = stream.set_read_timeout(Some(Duration::from_millis(20)));
    while !stop.load(Ordering::Relaxed) {
        match stream.read(&mut [0; 64]) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if is_time_out(&error) => {}
            Err(_) => return,
        }
    }
}

/// A reset, where the system lets one be sent; an end all the same.
fn tear(stream: TcpStream) {
    #[cfg(unix)]
    let _ = rustix::net::sockopt::set_socket_linger(&stream, Some(Duration::ZERO));
    drop(stream);
}

fn is_time_out(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
    )
}

/// One whole request, or as much as comes; `None` when nothing does.
fn read(stream: &mut TcpStream) -> Option<Vec<u8>> {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let (mut octets, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let head = octets.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(head) = head {
            let fields = String::from_utf8_lossy(&octets[..head]).to_ascii_lowercase();
            let length = fields
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"));
            let length = length.and_then(|text| text.trim().parse::<usize>().ok());
            if octets.len() >= head + 4 + length.unwrap_or(0) {
                return Some(octets);
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return (!octets.is_empty()).then_some(octets),
            Ok(count) => octets.extend_from_slice(&buffer[..count]),
        }
        if octets.len() > MOST {
            return Some(octets);
        }
    }
}
