//! Spoiled files of client certificates: each is read or refused, whatever is in it.

#[path = "../fuzz/src/key_files.rs"]
mod key_files;
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
}

const ROUNDS: usize = 1500;

#[test]
fn files_of_any_content_are_read_or_refused() {
    let seeds = seeds::of("key_file");
    assert_eq!(seeds.len(), 4);
    let mut dice = Dice(4096);
    for seed in &seeds {
        assert!(key_files::key_file(seed));
        for _ in 0..ROUNDS {
            let mut spoiled = seed.clone();
            for _ in 0..=dice.below(3) {
                let place = dice.below(spoiled.len());
                match dice.below(4) {
                    0 => spoiled[place] ^= 1 << dice.below(8),
                    1 => spoiled[place] = [0x00, 0x80, 0x84, 0xFF, 0x30, 0x24][dice.below(6)],
                    2 => spoiled.truncate(place + 1),
                    _ => {
                        let end = place + dice.below(64).min(spoiled.len() - place);
                        let piece = spoiled[place..end].to_vec();
                        let _ = spoiled.splice(place..place, piece).count();
                    }
                }
            }
            key_files::key_file(&spoiled);
        }
    }
}
