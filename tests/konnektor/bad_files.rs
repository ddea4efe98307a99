//! Spoiled files of client certificates, answers and service directories: each is read or refused,
//! whatever is in it.

#[path = "../fuzz/src/key_files.rs"]
mod key_files;
#[path = "../fuzz/src/konnektor.rs"]
mod konnektor;
#[path = "../fuzz/src/seeds.rs"]
#[allow(dead_code)]
mod seeds;

/// Numbers that look like chance and are the same ones each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    /// Spoils an input in one to three ways; `odd` are octets that mean something in it.
    fn spoil(&mut self, seed: &[u8], odd: &[u8]) -> Vec<u8> {
        let mut spoiled = seed.to_vec();
        for _ in 0..=self.below(3) {
            let place = self.below(spoiled.len());
            match self.below(4) {
                0 => spoiled[place] ^= 1 << self.below(8),
                1 => spoiled[place] = odd[self.below(odd.len())],
                2 => spoiled.truncate(place + 1),
                _ => {
                    let end = place + self.below(64).min(spoiled.len() - place);
                    let piece = spoiled[place..end].to_vec();
                    let _ = spoiled.splice(place..place, piece).count();
                }
            }
        }
        spoiled
    }
}

/// Spoiled inputs of each kind, among all of its seeds.
const INPUTS: usize = 6000;

/// Every seed is taken, and nothing that is made of one breaks what the entry holds.
fn bad(target: &str, odd: &[u8], entry: fn(&[u8]) -> bool) {
    let seeds = seeds::of(target);
    assert!(!seeds.is_empty(), "{target}");
    let mut dice = Dice(4096);
    for seed in &seeds {
        assert!(entry(seed), "{}", String::from_utf8_lossy(seed));
        for _ in 0..INPUTS / seeds.len() {
            entry(&dice.spoil(seed, odd));
        }
    }
}

#[test]
fn files_of_any_content_are_read_or_refused() {
    let odd = [0x00, 0x80, 0x84, 0xFF, 0x30, 0x24];
    bad("key_file", &odd, key_files::key_file);
}

#[test]
fn answers_of_any_content_are_read_or_refused_and_make_no_success_of_a_failure() {
    bad("konnektor_answer", b"<>/&:x0 ", konnektor::konnektor_answer);
}

#[test]
fn directories_of_any_content_lead_to_nothing_that_is_not_spoken() {
    let odd = b"<>/&:.0 ";
    bad("konnektor_directory", odd, konnektor::konnektor_directory);
}
