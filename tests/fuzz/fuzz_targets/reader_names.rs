#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    pinlotse_fuzz::entries::reader_names(octets);
});
