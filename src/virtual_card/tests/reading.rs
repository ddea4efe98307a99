//! READ BINARY, READ RECORD, SEARCH RECORD (cards.md §3.2, §3.3).

use super::*;

#[test]
fn reading_by_short_file_identifier_selects_the_file_even_if_it_then_fails() {
    for mut card in hbas() {
        card.expect("00B0820002", "5A0A 9000");
        card.expect("00B0000202", "8027 9000");
        card.expect("00B091FF00", "6B00");
        card.expect("00B0000001", "EF 9000");
        card.expect("00B09E0000", "6981");
        card.expect("00B0000000", "6981");
        // An unknown one keeps the old file.
        card.expect("00B0820000", &card.gdo());
        card.expect("00B0830000", "6A82");
        card.expect("00B0000002", "5A0A 9000");
    }
}

impl Tested {
    fn gdo(&self) -> String {
        format!("5A0A{}9000", self.card.iccsn().unwrap())
    }
}

#[test]
fn the_end_of_a_file_is_6282_with_an_exact_length_and_9000_with_the_wildcard() {
    for mut card in hbas() {
        card.expect("00B082000C", &card.gdo());
        let longer = format!("{}6282", &card.gdo()[..24]);
        card.expect("00B082000D", &longer);
        card.expect("00B08200 000010", &longer);
        card.expect("00B08200 00", &card.gdo());
        card.expect("00B08200 000000", &card.gdo());
        // 256 written as extended length is no wildcard.
        card.expect("00B08200 000100", &longer);
        card.expect("00B0820B00", &format!("{}9000", &card.gdo()[22..24]));
        card.expect("00B0820C00", "6B00");
        card.expect("00B0820D01", "6B00");
        card.expect("00B0820B02", &format!("{}6282", &card.gdo()[22..24]));
    }
}

#[test]
fn a_file_longer_than_asked_for_ends_without_a_sign() {
    for mut card in hbas() {
        card.select_qes();
        let short = card.send("00B0900000");
        assert_eq!((short.len(), &short[512..]), (516, "9000"));
        let whole = card.send("00B09000000000");
        assert!(whole.ends_with("9000") && whole.len() > 2 * 1200);
        assert_eq!(whole[..512], short[..512]);
        let rest = card.send("00B00100000000");
        assert_eq!(rest, whole[512..]);
        let length = (whole.len() - 4) / 2;
        card.expect(&format!("00B0{length:04X}00"), "6B00");
    }
}

#[test]
fn an_empty_file_answers_6b00_at_once() {
    for mut card in hbas() {
        card.expect("00A4040C06D27600014602", "9000");
        card.expect("00B0810000", "6B00");
        card.select_auto();
        card.expect("00B0810000", "6B00");
    }
}

#[test]
fn without_a_current_file_nothing_is_read() {
    for mut card in all() {
        card.expect("00B0000000", "6986");
        card.expect("00B2010400", "6986");
        card.expect("00A2010401 4F 00", "6986");
    }
}

#[test]
fn malformed_reads_are_refused() {
    for mut card in all() {
        for (command, answer) in [
            ("00B08200", "6700"),
            ("00B082000100", "6700"),
            ("00B0800000", "6A86"),
            ("00B09F0000", "6A86"),
            ("00B0A20000", "6A86"),
            ("00B201F4", "6700"),
            ("00B201F4000000", "6700"),
            ("00B201F000", "6A86"),
            ("00B200F400", "6A86"),
            ("00B2FFF400", "6A86"),
            ("00A201F4014F", "6700"),
        ] {
            card.expect(command, answer);
        }
    }
}

#[test]
fn records_are_read_by_number_and_end_with_6a83() {
    for mut card in smcbs() {
        card.expect("00B201F400", "61084F06D27600014606 9000");
        card.expect("00B2020400", "610C4F0AA000000167455349474E 9000");
        card.expect("00B203F400", "6A83");
        card.expect("00B201F40A", "61084F06D27600014606 9000");
        card.expect("00B201F402", "6108 9000");
        card.expect("00B201F40B", "61084F06D27600014606 6282");
        card.expect("00B2011400", "6981");
        card.expect("00B201FC00", "6A86");
        card.expect("00B2013C00", "6981");
        card.expect("00B2017C00", "6A82");
    }
}

#[test]
fn searching_names_the_records_that_hold_the_pattern() {
    for mut card in hbas() {
        card.expect("00A201F4 06 D27600006601 00", "0304 9000");
        card.expect("00A204F4 06 D27600006601 00", "04 9000");
        card.expect("00A201F4 01 61 00", "01020304050607 9000");
        card.expect("00A201F4 01 61 02", "0102 9000");
        card.expect("00A201F4 02 FFFF 00", "6282");
        card.expect("00A208F4 01 61 00", "6A83");
        card.expect("00A20114 01 61 00", "6981");
    }
}

#[test]
fn a_deactivated_record_is_6287_and_not_found() {
    use crate::virtual_card::object_system::Content;
    let mut card = hba();
    let Content::Records { records, .. } = &mut card.card.system.folders[0].files[1].content else { panic!() };
    records[2].activated = false;
    card.expect("00B203F400", "6287");
    card.expect("00A201F4 06 D27600006601 00", "04 9000");
}

#[test]
fn challenges_have_16_octets_and_differ() {
    let mut card = hba();
    let first = card.send("0084000010");
    assert_eq!((first.len(), &first[32..]), (36, "9000"));
    assert_ne!(first, card.send("0084000010"));
    card.expect("0084000008", "6700");
    card.expect("0084010010", "6A86");
    assert_eq!(card.send("8084000000").len(), 516);
}
