//! The wire to vpcd, over a loopback socket.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::*;
use crate::virtual_card::vpcd::{Connection, connect, serve};

/// Runs `vpcd` on one end and the card on the other; gives back how serving ended.
fn serve_to(card: &mut VirtualCard, vpcd: impl FnOnce(TcpStream) + Send) -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let connection = connect(listener.local_addr().unwrap()).unwrap();
    let (stream, _) = listener.accept().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || vpcd(stream));
        serve(card, connection, &|| false, &mut |_| Ok(()))
    })
}

fn send(stream: &mut TcpStream, message: &[u8]) {
    stream
        .write_all(&u16::try_from(message.len()).unwrap().to_be_bytes())
        .unwrap();
    stream.write_all(message).unwrap();
}

fn receive(stream: &mut TcpStream) -> Vec<u8> {
    let mut length = [0; 2];
    stream.read_exact(&mut length).unwrap();
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut message).unwrap();
    message
}

fn ask(stream: &mut TcpStream, message: &[u8]) -> String {
    send(stream, message);
    hex::encode_upper(receive(stream))
}

const STATUS: [u8; 4] = [0x80, 0x20, 0x00, 0x01];

#[test]
fn controls_and_commands_are_answered_until_vpcd_closes() {
    let mut card = hba().card;
    card.power_off();
    let ended = serve_to(&mut card, |mut stream| {
        assert_eq!(ask(&mut stream, &[0x04]), "3B909681B1FE451F0391");
        assert_eq!(ask(&mut stream, &STATUS), "6F00");
        send(&mut stream, &[0x01]);
        assert_eq!(ask(&mut stream, &STATUS), "62C1");
        assert_eq!(
            ask(&mut stream, &hex::decode("00A4040C06D27600006601").unwrap()),
            "9000"
        );
        send(&mut stream, &[0x02]);
        assert_eq!(ask(&mut stream, &[0x80, 0x20, 0x00, 0x81]), "6A88");
        send(&mut stream, &[0x00]);
        assert_eq!(ask(&mut stream, &STATUS), "6F00");
    });
    assert!(ended.is_ok());
}

#[test]
fn garbage_is_survived() {
    let mut card = hba().card;
    let ended = serve_to(&mut card, |mut stream| {
        send(&mut stream, &[]);
        for control in [0x03, 0x05, 0x7F, 0xFF] {
            send(&mut stream, &[control]);
        }
        assert_eq!(ask(&mut stream, &[0x00, 0xA4]), "6700");
        assert_eq!(ask(&mut stream, &[0xFF; 65535]), "6700");
        // Half a length, half a message, with pauses longer than a time slice.
        for part in [&[0x00][..], &[0x04, 0x80], &[0x20, 0x00], &[0x01]] {
            stream.write_all(part).unwrap();
            std::thread::sleep(Duration::from_millis(120));
        }
        assert_eq!(hex::encode_upper(receive(&mut stream)), "62C1");
        // Two messages in one write.
        stream
            .write_all(&[0x00, 0x04, 0x80, 0x20, 0x00, 0x01, 0x00, 0x01, 0x04])
            .unwrap();
        assert_eq!(receive(&mut stream), [0x62, 0xC1]);
        assert_eq!(receive(&mut stream).len(), 10);
        stream.write_all(&[0x00, 0x04, 0x80]).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
    });
    assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
}

#[test]
fn stop_ends_serving_in_a_time_slice_even_inside_a_message() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let connection = connect(listener.local_addr().unwrap()).unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    stream.write_all(&[0x00, 0x04, 0x80]).unwrap();
    let stop = AtomicBool::new(false);
    let mut card = hba().card;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(250));
            stop.store(true, Ordering::SeqCst);
        });
        let began = Instant::now();
        serve(
            &mut card,
            connection,
            &|| stop.load(Ordering::SeqCst),
            &mut |_| Ok(()),
        )
        .unwrap();
        assert!(began.elapsed() < Duration::from_secs(3));
    });
}

/// In memory: what was read, what was written, and when the change was saved.
struct Recorded {
    input: io::Cursor<Vec<u8>>,
    output: Vec<Vec<u8>>,
}

impl Read for &mut Recorded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.input.read(buffer)
    }
}

impl Write for &mut Recorded {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.output.push(octets.to_vec());
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn recorded(messages: &[&[u8]]) -> Recorded {
    let framed = messages
        .iter()
        .flat_map(|message| [&(message.len() as u16).to_be_bytes(), *message].concat());
    Recorded {
        input: io::Cursor::new(framed.collect()),
        output: Vec::new(),
    }
}

#[test]
fn an_answer_is_one_write() {
    let mut stream = recorded(&[&STATUS, &[0x04]]);
    serve(&mut hba().card, &mut stream, &|| false, &mut |_| Ok(())).unwrap();
    assert_eq!(stream.output.len(), 2);
    assert_eq!(stream.output[0], [0x00, 0x02, 0x62, 0xC1]);
}

#[test]
fn persistent_changes_are_saved_before_the_answer_leaves() {
    let wrong = hex::decode(format!("0024000110{}{}", block("11111"), block("123456"))).unwrap();
    let mut card = hba().card;
    let mut stream = recorded(&[&STATUS, &wrong, &STATUS, &wrong]);
    let mut counters = Vec::new();
    let mut save = |card: &VirtualCard| {
        counters.push(card.passwords().next().unwrap().retry_counter);
        Ok(())
    };
    serve(&mut card, &mut stream, &|| false, &mut save).unwrap();
    assert_eq!(counters, [2, 1], "saved once per change and not otherwise");

    let mut stream = recorded(&[&wrong]);
    let refused = serve(&mut card, &mut stream, &|| false, &mut |_| {
        Err(io::ErrorKind::StorageFull.into())
    });
    assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::StorageFull);
    assert!(
        stream.output.is_empty(),
        "the answer of an unsaved change stays here"
    );
}

#[test]
fn nobody_listening_is_an_error_and_not_a_wait() {
    let address = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    assert!(connect(address).is_err());
}

#[test]
fn commands_take_no_delayed_acknowledgement() {
    let mut card = hba().card;
    serve_to(&mut card, |mut stream| {
        let began = Instant::now();
        for _ in 0..50 {
            assert_eq!(ask(&mut stream, &STATUS), "62C1");
        }
        assert!(
            began.elapsed() < Duration::from_millis(1000),
            "{:?}",
            began.elapsed()
        );
    })
    .unwrap();
    let _ = Connection::new;
}
