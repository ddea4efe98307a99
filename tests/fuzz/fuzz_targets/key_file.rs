#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    pinlotse_fuzz::key_files::key_file(octets);
});
