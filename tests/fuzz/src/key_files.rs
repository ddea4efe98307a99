//! Files of client certificates: the one place where octets come in that only the feature
//! `konnektor` has. `tests/konnektor/bad_files.rs` uses it without a fuzzer.

use pinlotse::konnektor::key_file::read_within;

/// Of the seeds of `key_file`, which are invented.
const PASSWORD: &str = "Geheim-ä1";

/// A file of a client certificate is read or refused, and costs no more rounds than it may.
pub fn key_file(octets: &[u8]) -> bool {
    match read_within(octets, PASSWORD, 64) {
        Ok(identity) => {
            assert!(!identity.chain().is_empty());
            true
        }
        Err(_) => false,
    }
}
