#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    pinlotse_fuzz::konnektor::konnektor_answer(octets);
});
