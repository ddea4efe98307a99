//! One function for each place where octets come in that this program did not write. A panic is a
//! find: in the program, or in an assertion about what must hold for any input. Each says whether
//! there was anything in the octets that could be taken, so that a test sees that good input is.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use apdu::{Command, Response, tlv};
use pinlotse::card::{Iccsn, Kind, Version};
use pinlotse::certificate::{Content, Issuers, Purpose, judge};
use pinlotse::dialog::keys::{DigitLine, End};
use pinlotse::http::reply::{self, Reply, Wanted};
use pinlotse::online::response;
use pinlotse::reader::Error;
use pinlotse::reader::pcsc::names::Names;
use pinlotse::reader::pcsc::numbers::{Asked, explain};
use pinlotse::secrets::{Rules, Secrets};
use pinlotse::system::os::Os;
use pinlotse::system::printable::{Printable, is_forging};
use pinlotse::system::scard::{Code, Name};
use pinlotse::trust::{self, Anchor, Refusal};
use pinlotse::virtual_card::{Profile, Quirk, Source, VirtualCard};

/// Data objects at any depth, and what the host side reads from them.
pub fn tlv(octets: &[u8]) -> bool {
    let mut rest = vec![octets];
    while let Some(octets) = rest.pop() {
        for object in tlv::objects(octets).map_while(Result::ok) {
            assert!(object.value.len() <= object.length && object.value.len() < octets.len());
            assert!(tlv::find(octets, object.tag).is_some());
            let again = tlv::encode(object.tag, object.value);
            let read = tlv::objects(&again).next().and_then(Result::ok);
            assert_eq!(
                read.map(|read| (read.tag, read.value)),
                Some((object.tag, object.value))
            );
            rest.push(object.value);
        }
    }
    let _ = (
        Kind::of_fcp(octets),
        Kind::of_directory_record(octets),
        Version::of_version2(octets),
    );
    if let Some(iccsn) = Iccsn::of_gdo(octets) {
        assert_eq!(iccsn.as_str().len(), 20);
    }
    tlv::objects(octets)
        .next()
        .is_some_and(|first| first.is_ok())
}

/// Commands and responses: what can be read is written again as it was.
pub fn command(octets: &[u8]) -> bool {
    let (command, response) = (Command::decode(octets), Response::decode(octets));
    if let Ok(command) = &command {
        assert_eq!(command.encode().as_slice(), octets);
        let _ = (
            command.case(),
            command.header().name(),
            format!("{command:?}"),
        );
    }
    if let Ok(response) = &response {
        assert_eq!(response.encode(), octets);
    }
    command.is_ok() || response.is_ok()
}

/// Commands to a virtual card, each behind an octet that says how long it is.
pub fn card(octets: &[u8]) -> bool {
    let (first, mut rest) = octets.split_first().unwrap_or((&0, &[]));
    let profile = if first & 1 == 0 {
        Profile::Hba
    } else {
        Profile::Smcb
    };
    let Ok(mut card) = VirtualCard::load(&Source::Profile(profile)) else {
        return false;
    };
    card.power_on();
    while let Some((length, tail)) = rest.split_first() {
        let (command, tail) = tail.split_at(usize::from(*length).min(tail.len()));
        assert!(card.transmit(command).len() >= 2);
        rest = tail;
    }
    look_at(&mut card);
    true
}

/// gematik's card images.
pub fn image(octets: &[u8]) -> bool {
    with_file(octets, |path| {
        let card = VirtualCard::load(&Source::Image(path.to_owned()));
        card.map(|mut card| look_at(&mut card)).is_ok()
    })
}

/// State files of virtual cards: what can be read is written and read again as the same card.
pub fn state_file(octets: &[u8]) -> bool {
    with_file(octets, |path| {
        let source = Source::State(path.to_owned());
        let Ok(mut card) = VirtualCard::load(&source) else {
            return false;
        };
        let _ = card.save(path);
        let written = fs::read(path).unwrap_or_default();
        let again = VirtualCard::load(&source)
            .unwrap_or_else(|error| panic!("a state file of its own: {error}"));
        let _ = again.save(path);
        assert!(
            written == fs::read(path).unwrap_or_default(),
            "a state file that changes by reading"
        );
        look_at(&mut card);
        // Whatever it is given is written in a way that can be read.
        for quirk in Quirk::ALL {
            let _ = card.give(&[quirk]);
        }
        let _ = card.save(path);
        let differs = VirtualCard::load(&source)
            .unwrap_or_else(|error| panic!("a state file with quirks: {error}"));
        assert_eq!(differs.quirks(), card.quirks());
        true
    })
}

/// Secrets of scripts. No problem may repeat a secret: digits in a row are one.
pub fn secrets_file(octets: &[u8]) -> bool {
    let mut taken = false;
    for allow_trivial in [false, true] {
        for transport_length in [5, 6] {
            match Secrets::parse(
                octets,
                &Rules {
                    transport_length,
                    allow_trivial,
                },
            ) {
                Ok(secrets) => {
                    assert!(!has_secret(&format!("{secrets:?}")));
                    taken = true;
                }
                Err(problems) => {
                    assert!(!problems.is_empty());
                    for problem in problems {
                        assert!(!has_secret(&format!("{problem} {problem:?}")), "{problem}");
                        let _ = (problem.code(), problem.category());
                    }
                }
            }
        }
    }
    taken
}

/// Whether five digits stand in a row. Lines and lengths are shorter as long as the input is.
fn has_secret(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() >= 5)
}

/// Certificate files of a card, and files of a folder of authorities.
pub fn certificate(octets: &[u8]) -> bool {
    let mut issuers = Issuers::default();
    issuers.add(Path::new("authority"), octets);
    let content = Content::of(octets);
    let Some(certificate) = content.certificate() else {
        return !issuers.certificates().is_empty();
    };
    assert!(octets.starts_with(certificate.der()));
    let again = Content::of(certificate.der());
    assert_eq!(
        again.certificate().map(|again| again.sha256()),
        Some(certificate.sha256())
    );
    let _ = (
        certificate.display_name(),
        certificate.is_for_tests(),
        certificate.is_institution(),
    );
    let _ = (
        certificate.signed_by(certificate),
        certificate.key.to_string(),
    );
    let twice = [(Purpose::Aut, certificate), (Purpose::Aut, certificate)];
    let _ = judge::telematik_id(&twice);
    for at in [
        i64::MIN,
        0,
        certificate.not_before.unwrap_or(1),
        certificate.not_after.unwrap_or(2),
        i64::MAX,
    ] {
        let _ = issuers.check(certificate, at);
        assert_eq!(
            judge::judge(&twice, at, u32::MAX)
                .iter()
                .filter(|judged| judged.counts)
                .count(),
            1
        );
    }
    true
}

/// The signature beside a list of issuers: nobody but the one authority that is built in signs one.
pub fn signed_list(octets: &[u8]) -> bool {
    // 2026-11-29T00:00:00Z
    let refused = trust::read(b"", octets, &Anchor::gematik(), 1_795_910_400)
        .err()
        .unwrap_or_else(|| panic!("a list without an octet"));
    let _ = (refused.to_string(), refused.code());
    refused != Refusal::NoSignature
}

/// Answers of OCSP responders.
pub fn ocsp(octets: &[u8]) -> bool {
    let response = response::parse(octets);
    let _ = format!("{response:?}");
    response.is_ok()
}

/// What an HTTP server sends: a reply that is whole stays so, whatever follows, and no body is larger
/// than it may be.
pub fn http_reply(octets: &[u8]) -> bool {
    let wanted = Wanted {
        limit: 4096,
        faults: true,
    };
    let open = reply::read(octets, false, &wanted);
    let ended = reply::read(octets, true, &wanted);
    if !matches!(open, Ok(None)) {
        assert_eq!(open, ended);
    }
    match ended {
        Ok(Some(Reply::Body { status, octets })) => {
            assert!(matches!(status, 200 | 400..) && octets.len() <= wanted.limit);
            true
        }
        Ok(Some(Reply::Elsewhere(_))) => true,
        Ok(None) => panic!("it ended, and more is waited for"),
        Err(_) => false,
    }
}

/// Octets of a keyboard where a secret is asked for, line after line: what comes out is what an
/// entry of nothing but digits, backspace and line-kill says, or nothing.
pub fn typed_octets(octets: &[u8]) -> bool {
    let (mut taken, mut begin) = (false, 0);
    let mut line = DigitLine::new(false);
    for (place, octet) in octets.iter().enumerate() {
        let Some(end) = line.press(*octet) else {
            assert!(!matches!(octet, b'\n' | b'\r' | 0x03 | 0x04 | 0x1C));
            continue;
        };
        if end == End::Entered {
            let digits = line.digits().map(<[u8]>::to_vec);
            assert_eq!(digits.clone().ok(), plain_entry(&octets[begin..place]));
            taken |= digits.is_ok_and(|digits| !digits.is_empty());
        }
        line = DigitLine::new(false);
        begin = place + 1;
    }
    taken
}

fn plain_entry(line: &[u8]) -> Option<Vec<u8>> {
    let mut digits = Vec::new();
    for octet in line {
        match octet {
            b'0'..=b'9' => digits.push(*octet),
            0x08 | 0x7F => drop(digits.pop()),
            0x15 => digits.clear(),
            _ => return None,
        }
    }
    (digits.len() <= 12).then_some(digits)
}

/// What the program does with any virtual card that it loaded.
fn look_at(card: &mut VirtualCard) {
    let _ = (
        card.name().len(),
        card.kind(),
        card.iccsn(),
        card.unknown_terms(),
        card.atr().len(),
    );
    let passwords = card.passwords().count();
    assert!(card.letter().lines.len() <= passwords);
    card.power_on();
    let commands: [&[u8]; 8] = [
        &[0x00, 0xA4, 0x04, 0x0C],
        &[0x00, 0xA4, 0x04, 0x04, 0x00],
        &[0x00, 0xB0, 0x82, 0x00, 0x00],
        &[0x00, 0xB2, 0x01, 0xF4, 0x00],
        &[0x80, 0x20, 0x00, 0x01],
        &[
            0x00, 0xA4, 0x04, 0x0C, 0x06, 0xD2, 0x76, 0x00, 0x00, 0x66, 0x01,
        ],
        &[0x80, 0x20, 0x00, 0x81],
        // An invented PIN.
        &[
            0x00, 0x20, 0x00, 0x01, 0x08, 0x26, 0x73, 0x06, 0x15, 0xFF, 0xFF, 0xFF, 0xFF,
        ],
    ];
    for command in commands {
        assert!(card.transmit(command).len() >= 2);
    }
}

/// A file in memory where the system has a place for that; each thread has one.
fn with_file(octets: &[u8], run: impl FnOnce(&Path) -> bool) -> bool {
    thread_local! {
        static FILE: RefCell<Option<Scratch>> = const { RefCell::new(None) };
    }
    FILE.with_borrow_mut(|file| {
        let file = file.get_or_insert_with(Scratch::new);
        fs::write(&file.0, octets).unwrap_or_else(|error| panic!("{}: {error}", file.0.display()));
        run(&file.0)
    })
}

struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            memory.to_owned()
        } else {
            env::temp_dir()
        };
        let thread =
            format!("{:?}", std::thread::current().id()).replace(|c: char| !c.is_ascii_digit(), "");
        Self(folder.join(format!("pinlotse-bad-input-{}-{thread}", process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Names of readers as the service gives them, one after the other: what is shown for a reader leads
/// back to its name, and no two share one text.
pub fn reader_names(octets: &[u8]) -> bool {
    let mut names = Names::default();
    let mut seen: Vec<(String, Name)> = Vec::new();
    for name in octets.split(|octet| *octet == 0) {
        let Some(name) = Name::of_octets(name) else {
            continue;
        };
        let text = names.show(&name);
        assert_eq!(names.name(&text).as_ref(), Some(&name));
        for (other, known) in &seen {
            assert_eq!(*other == text, *known == name, "{other:?} {text:?}");
        }
        seen.push((text, name));
    }
    seen.iter().all(|(text, _)| !text.is_empty())
}

/// Numbers of PC/SC, whoever was asked: each has a place among our errors, and one that nobody
/// foresaw is not lost.
pub fn pcsc_numbers(octets: &[u8]) -> bool {
    const READER: &str = "reader";
    let mut taken = false;
    for number in octets.chunks_exact(4) {
        let number = u32::from_be_bytes([number[0], number[1], number[2], number[3]]);
        let asked = [
            Asked::Service,
            Asked::Readers,
            Asked::Opening(READER),
            Asked::Card(READER),
        ];
        for (os, asked) in [Os::Linux, Os::Macos, Os::Windows]
            .into_iter()
            .flat_map(|os| asked.map(|asked| (os, asked)))
        {
            let error = explain(os, Code(number), asked);
            if let Error::ServiceFailed(detail) | Error::Broken { detail, .. } = &error {
                let shown = format!("{number:08X}");
                let named = detail.starts_with("SCARD_");
                assert!(
                    named || detail.contains(shown.trim_start_matches('0')),
                    "{detail}"
                );
            }
            taken = true;
        }
    }
    taken
}

/// Text from outside: what is shown of it is one line that forges nothing.
pub fn shown_text(octets: &[u8]) -> bool {
    let text = String::from_utf8_lossy(octets);
    let shown = Printable::line(&text);
    assert!(!shown.as_str().contains(is_forging), "{shown:?}");
    assert_eq!(shown.as_str().chars().count(), text.chars().count());
    !text.is_empty()
}
