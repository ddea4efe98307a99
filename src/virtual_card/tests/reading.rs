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
    let Content::Records { records, .. } = &mut card.card.system.folders[0].files[1].content else {
        panic!()
    };
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

/// cards.md §5: folder, FID, SFI (as DO 88), size. The FCP says them, and the SFI reads the very
/// file.
#[test]
fn every_file_has_the_identifiers_and_the_size_of_the_table() {
    const MASTER: (&str, &[(&str, &str, &str, &str)]) = (
        "00A4040C",
        &[
            ("2F01", "1D", "E8", "0086"),
            ("2F02", "02", "10", "000C"),
            ("2F11", "11", "88", "003C"),
            ("2F07", "07", "38", "00DC"),
            ("2F06", "06", "30", "00DE"),
            ("2F09", "09", "48", "00DE"),
        ],
    );
    const ESIGN: &str = "00A4040C0AA000000167455349474E";
    let of_hba = [
        MASTER,
        ("00A4040C06D27600014602", &[("D001", "01", "08", "0800")]),
        (
            "00A4040C06D27600006601",
            &[
                ("D005", "05", "28", "002E"),
                ("C000", "10", "80", "076C"),
                ("C006", "06", "30", "0BB8"),
            ],
        ),
        (
            ESIGN,
            &[
                ("C500", "01", "08", "076C"),
                ("C506", "06", "30", "0BB8"),
                ("C200", "02", "10", "076C"),
                ("C205", "05", "28", "0BB8"),
                ("C000", "10", "80", "0BB8"),
                ("C007", "07", "38", "0BB8"),
            ],
        ),
        (
            "00A4040C06D27600014603",
            &[("E001", "01", "08", "0BB8"), ("E002", "02", "10", "0BB8")],
        ),
    ];
    let of_smcb: [(&str, &[_]); 2] = [
        MASTER,
        (
            ESIGN,
            &[
                ("C000", "10", "80", "076C"),
                ("C007", "07", "38", "0BB8"),
                ("C500", "01", "08", "076C"),
                ("C506", "06", "30", "0BB8"),
                ("C200", "02", "10", "076C"),
                ("C205", "05", "28", "0BB8"),
            ],
        ),
    ];
    let of_hba = hbas().into_iter().map(|card| (card, of_hba.as_slice()));
    for (mut card, folders) in
        of_hba.chain(smcbs().into_iter().map(|card| (card, of_smcb.as_slice())))
    {
        for (select, files) in folders {
            for (identifier, short, coded, size) in *files {
                card.expect(select, "9000");
                let fcp = card.send(&format!("00A4020402{identifier}00"));
                let expected = format!("62158002{size}8201418302{identifier}8801{coded}8A0105C502");
                assert!(
                    fcp.starts_with(&expected),
                    "{identifier} of {}: {fcp}",
                    card.card.name()
                );
                let by_identifier = card.send("00B0000000");
                card.expect(select, "9000");
                let short = 0x80 | u8::from_str_radix(short, 16).unwrap();
                card.expect(&format!("00B0{short:02X}0000"), &by_identifier);
            }
        }
    }
}

/// cards.md §1.5: historical octets end with the card capabilities; F3 = chaining, extended length,
/// its limits in EF.ATR, logical channels.
#[test]
fn ef_atr_announces_extended_length_and_logical_channels() {
    for mut card in all() {
        let atr = card.send("00B09D0000");
        assert_eq!(atr[38..46], *"5F520C80", "{atr}");
        assert_eq!(atr[60..74], *"739621F3D00304", "{atr}");
        card.expect("0070000001", "01 9000");
    }
}
