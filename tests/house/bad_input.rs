//! Octets that this program did not write: whatever comes in, nothing panics, hangs or gives a
//! secret away.
//!
//! The entries and the good input to begin with are those of the fuzz targets (`tests/fuzz`); here
//! each is fed a few thousand spoiled inputs, the same ones each time, so that a crash shows
//! without a fuzzer.

#[path = "../fuzz/src/entries.rs"]
mod entries;
#[path = "../fuzz/src/seeds.rs"]
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Spoiled inputs for each seed.
const ROUNDS: usize = 1500;
/// Most octets of an input.
const LIMIT: usize = 8192;

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn octet(&mut self) -> u8 {
        const ODD: [u8; 12] = [
            0x00, 0x7F, 0x80, 0x81, 0x82, 0x83, 0xFF, b'"', b'<', b'{', b'=', b'9',
        ];
        if self.below(2) == 0 {
            ODD[self.below(ODD.len())]
        } else {
            self.below(256) as u8
        }
    }

    /// A place in `octets`, and how much of it from there on: mostly little.
    fn part(&mut self, octets: &[u8]) -> (usize, usize) {
        let from = self.below(octets.len() + 1);
        let most = if self.below(4) == 0 {
            octets.len() - from
        } else {
            (octets.len() - from).min(8)
        };
        (from, from + self.below(most + 1))
    }

    /// Spoils an input in one to four ways, with parts of another one.
    fn spoil(&mut self, seed: &[u8], other: &[u8]) -> Vec<u8> {
        let mut octets = seed.to_vec();
        for _ in 0..=self.below(4) {
            let (from, to) = self.part(&octets);
            match self.below(7) {
                0 => octets.truncate(from),
                1 => drop(octets.drain(from..to)),
                2 => {
                    let part = octets[from..to].to_vec();
                    let at = self.below(octets.len() + 1);
                    octets.splice(at..at, part);
                }
                3 => {
                    let (begin, end) = self.part(other);
                    octets.splice(from..to, other[begin..end].iter().copied());
                }
                4 => octets.insert(from, self.octet()),
                5 if from < octets.len() => octets[from] ^= 1 << self.below(8),
                _ if from < octets.len() => octets[from] = self.octet(),
                _ => octets.push(self.octet()),
            }
        }
        octets.truncate(LIMIT);
        octets
    }
}

fn bad(target: &str, entry: fn(&[u8]) -> bool) {
    let seeds = seeds::of(target);
    assert!(
        !seeds.is_empty() && seeds.iter().all(|seed| !seed.is_empty()),
        "{target} has seeds"
    );
    let mut dice = Dice(1);
    // Otherwise nothing would be tested but one refusal.
    assert!(
        entry(&seeds[0]),
        "{target}: the first of the good input is taken"
    );
    for seed in &seeds {
        for round in 0..ROUNDS {
            let other = &seeds[dice.below(seeds.len())];
            let octets = if round == 0 {
                Vec::new()
            } else {
                dice.spoil(seed, other)
            };
            let ended = catch_unwind(AssertUnwindSafe(|| entry(&octets)));
            assert!(
                ended.is_ok(),
                "{target}: {}\n{}",
                String::from_utf8_lossy(&octets),
                hex::encode_upper(&octets)
            );
        }
    }
}

#[test]
fn data_objects_of_any_octets_are_read_or_refused() {
    bad("tlv", entries::tlv);
}

#[test]
fn commands_and_responses_of_any_octets_are_read_as_they_were_or_refused() {
    bad("command", entries::command);
}

#[test]
fn a_virtual_card_answers_any_conversation() {
    bad("card", entries::card);
}

#[test]
fn card_images_of_any_content_are_loaded_or_refused() {
    bad("image", entries::image);
}

#[test]
fn state_files_of_any_content_are_loaded_as_they_were_written_or_refused() {
    bad("state_file", entries::state_file);
}

#[test]
fn secrets_of_any_content_are_taken_or_refused_and_never_repeated() {
    bad("secrets_file", entries::secrets_file);
}

#[test]
fn certificates_of_any_content_are_read_or_said_to_be_none() {
    bad("certificate", entries::certificate);
}

#[test]
fn answers_of_ocsp_responders_of_any_content_are_read_or_refused() {
    assert!(
        seeds::of("ocsp")
            .iter()
            .take(3)
            .all(|seed| entries::ocsp(seed)),
        "good, revoked, unknown"
    );
    bad("ocsp", entries::ocsp);
}

#[test]
fn signatures_of_lists_of_any_content_are_refused() {
    assert!(
        seeds::of("ocsp")
            .iter()
            .take(3)
            .all(|seed| entries::ocsp(seed)),
        "good, revoked, unknown"
    );
    bad("signed_list", entries::signed_list);
}

#[test]
fn replies_of_http_servers_of_any_content_are_read_or_refused() {
    let taken = |seed: &Vec<u8>| entries::http_reply(seed);
    assert_eq!(
        seeds::of("http_reply").iter().filter(|s| taken(s)).count(),
        4
    );
    bad("http_reply", entries::http_reply);
}

#[test]
fn keys_of_any_octets_give_the_digits_that_were_typed_or_none() {
    bad("typed_octets", entries::typed_octets);
}

#[test]
fn names_of_readers_of_any_octets_lead_back_to_them() {
    bad("reader_names", entries::reader_names);
}

#[test]
fn any_number_of_the_service_has_a_meaning_and_is_not_lost() {
    bad("pcsc_numbers", entries::pcsc_numbers);
}

#[test]
fn text_of_any_octets_is_shown_as_one_line_that_forges_nothing() {
    bad("shown_text", entries::shown_text);
}

#[test]
fn the_certificate_to_begin_with_has_everything_that_is_read_of_one() {
    let content = pinlotse::certificate::Content::of(&seeds::of("certificate")[0]);
    let certificate = content.certificate().unwrap();
    assert_eq!(certificate.telematik_id.as_deref(), Some("2-0123456789"));
    assert_eq!(certificate.kind.map(|kind| kind.name()), Some("C.HP.AUT"));
    assert_eq!(
        certificate.professions[0].oid.as_deref(),
        Some("1.2.276.0.76.4.31")
    );
    assert!(
        certificate.ocsp_url.is_some()
            && certificate.subject_key_id.is_some()
            && !certificate.key_usage.is_empty()
    );
    assert_eq!(certificate.odd, []);
}

#[test]
fn every_target_has_its_test_and_its_place_among_the_fuzz_targets() {
    let (manifest, here) = (
        include_str!("../fuzz/Cargo.toml"),
        include_str!("bad_input.rs"),
    );
    let beside = include_str!("../konnektor/bad_files.rs");
    for target in seeds::WITH_KONNEKTOR {
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\""))
                && beside.contains(&format!("::{target})")),
            "{target}"
        );
    }
    for target in seeds::TARGETS {
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")),
            "{target}"
        );
        assert!(
            here.contains(&format!("bad(\"{target}\", entries::{target})")),
            "{target}"
        );
    }
    assert_eq!(
        manifest.matches("fuzz_targets/").count(),
        seeds::TARGETS.len() + seeds::WITH_KONNEKTOR.len()
    );
}
