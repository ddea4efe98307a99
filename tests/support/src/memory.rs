//! A look at the writable memory of a running program, as somebody with the machine in hands would
//! take it.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;

use super::{leaks, say_skipped};

/// All octets the program could have written a secret to.
pub struct Memory(Vec<Region>);

struct Region {
    name: String,
    octets: Vec<u8>,
}

impl Memory {
    /// Reads the memory of a process; `None`, said aloud, without the right to: the program lets
    /// only root read it.
    pub fn of(process: i32) -> Option<Self> {
        let maps = allowed(fs::read_to_string(format!("/proc/{process}/maps")))?;
        let memory = allowed(File::open(format!("/proc/{process}/mem")))?;
        let regions: Vec<_> = maps
            .lines()
            .filter_map(|line| region(line, &memory))
            .collect();
        assert!(
            regions.iter().any(|region| region.name == "[stack]"),
            "no stack could be read:\n{maps}"
        );
        assert!(
            regions.iter().any(|region| region.name == "[heap]"),
            "no heap could be read:\n{maps}"
        );
        Some(Self(regions))
    }

    /// Where, and in what form, the digits lie.
    pub fn search(&self, digits: &str) -> Vec<String> {
        let mut forms = leaks::forms(digits);
        // What an allocator leaves of a freed piece: its first octets are its own notes.
        let block = apdu::Pin::from_digits(digits.as_bytes()).unwrap().block();
        forms.push((
            "PIN block without its first octet",
            block.octets()[1..6].to_vec(),
        ));
        if digits.len() >= 8 {
            forms.push(("end of a PIN block", block.octets()[3..].to_vec()));
        }
        if digits.len() > 5 {
            forms.push((
                "last digits",
                digits.as_bytes()[digits.len() - 5..].to_vec(),
            ));
        }
        let all = self
            .0
            .iter()
            .flat_map(|region| forms.iter().map(move |form| (region, form)));
        all.flat_map(|(region, (form, wanted))| {
            let places = region
                .octets
                .windows(wanted.len())
                .enumerate()
                .filter(move |(_, window)| window == wanted);
            places.map(move |(place, _)| {
                format!(
                    "{digits} ({form}) in {} at {place:#x}: {}",
                    region.name,
                    around(&region.octets, place)
                )
            })
        })
        .collect()
    }
}

/// What only root, with the right to trace, may read of a program that is not dumpable.
pub fn allowed<T>(read: std::io::Result<T>) -> Option<T> {
    read.map_err(|error| {
        assert_eq!(
            error.kind(),
            std::io::ErrorKind::PermissionDenied,
            "{error}"
        );
        say_skipped(&format!(
            "a look into a running program needs root's rights: {error}"
        ));
    })
    .ok()
}

fn region(line: &str, memory: &File) -> Option<Region> {
    let mut fields = line.split_whitespace();
    let (range, rights) = (fields.next()?, fields.next()?);
    let name = fields.nth(3).unwrap_or("anonymous").to_owned();
    let (begin, end) = range.split_once('-')?;
    let (begin, end) = (
        u64::from_str_radix(begin, 16).ok()?,
        u64::from_str_radix(end, 16).ok()?,
    );
    if !rights.contains('w') {
        return None;
    }
    let mut octets = vec![0; usize::try_from(end - begin).ok()?];
    // Guard pages and the like cannot be read; nothing can have been written there either.
    let count = memory.read_at(&mut octets, begin).ok()?;
    octets.truncate(count);
    Some(Region { name, octets })
}

/// What lies around a find, so that its owner can be guessed.
fn around(octets: &[u8], place: usize) -> String {
    let piece = &octets[place.saturating_sub(32)..(place + 48).min(octets.len())];
    piece.escape_ascii().to_string()
}
