//! Rows of cards.md §9.3, on the built-in cards and on gematik's.

use super::*;

#[test]
fn the_files_of_an_ehba_read_as_in_the_table() {
    for mut card in hbas() {
        assert!(card.send("00A4040400").contains("8406D27600014601"));
        for (number, record) in [
            "61084F06D27600014601",
            "61084F06D27600014602",
            "61084F06D27600006601",
            "610D4F0BE828BD080FD27600006601",
            "610C4F0AA000000167455349474E",
            "61114F0FE828BD080FA000000167455349474E",
            "61084F06D27600014603",
        ]
        .iter()
        .enumerate()
        {
            card.expect(
                &format!("00B2{:02X}F400", number + 1),
                &format!("{record}9000"),
            );
        }
        card.expect("00B208F400", "6A83");
        let atr = card.send("00B09D0000");
        assert!(
            atr.starts_with("E0110202040902030080020202040902020409"),
            "limits 1033, 32770, 1033, 1033: {atr}"
        );
        assert_eq!(atr.len(), 2 * 134 + 4);
    }
}

#[test]
fn gematiks_ehba_holds_the_numbers_of_the_table() {
    let Some(source) = image(IMAGE_HBA) else {
        return;
    };
    let mut card = tested(&source, ["54321", "12345678", "54321", "12345678"]);
    assert_eq!(
        (card.card.kind(), card.card.iccsn().as_deref()),
        ("hba", Some("80276883110000220885"))
    );
    assert_eq!(hex::encode_upper(card.card.atr()), "3B909681B1FE451F0391");
    card.expect("00B0820000", "5A0A80276883110000220885 9000");
    card.expect(
        "00B09C0000",
        "31143012060A04007F0007020204020202010202010D 9000",
    );
    card.expect(
        "00B0910000",
        "EF26C003020000C103040701C2104842415F47322E312020202020040701C403010000C503020000 9000",
    );
    let atr = "E01102020409020300800202020409020204095F520C806605444573696D739621F3D003040300D210444567656D5F4E4F4E45\
               5F2020000001D310444567656D434F535F53494D20000100D4104842415F47322E312020202020040701D610444567656D5F\
               4E4F4E455F2020010000CF15";
    card.expect("00B09D0000", &format!("{atr}{}9000", "00".repeat(21)));
    for (folder, file, length) in [
        ("06D27600006601", "90", 1320),
        ("06D27600006601", "86", 906),
        ("0AA000000167455349474E", "81", 1257),
        ("0AA000000167455349474E", "86", 862),
        ("0AA000000167455349474E", "82", 1226),
        ("0AA000000167455349474E", "85", 832),
    ] {
        card.expect(&format!("00A4040C{folder}"), "9000");
        assert_eq!(
            card.send(&format!("00B0{file}00000000")).len(),
            2 * length + 4
        );
    }
}

#[test]
fn gematiks_smcb_holds_the_numbers_of_the_table() {
    let Some(source) = image(IMAGE_SMCB) else {
        return;
    };
    let mut card = tested(&source, ["54321", "12345678", "", ""]);
    assert_eq!(
        (card.card.kind(), card.card.iccsn().as_deref()),
        ("smcb", Some("80276883110000168650"))
    );
    card.expect("00B0820000", "5A0A80276883110000168650 9000");
    card.expect(
        "00B0910000",
        "EF26C003020000C103040800C210534D435F425F47322020202020040800C403010000C503020000 9000",
    );
    card.expect("00A4040C0AA000000167455349474E", "9000");
    for (file, length) in [
        ("90", 1320),
        ("87", 928),
        ("81", 1340),
        ("86", 947),
        ("82", 1320),
        ("85", 927),
    ] {
        assert_eq!(
            card.send(&format!("00B0{file}00000000")).len(),
            2 * length + 4
        );
    }
}

#[test]
fn gematiks_egk_is_recognised_by_its_directory() {
    let Some(source) = image(IMAGE_EGK) else {
        return;
    };
    let mut card = tested(&source, ["", "", "", ""]);
    assert_eq!(card.card.kind(), "egk");
    card.expect("00B201F400", "61094F07D2760001448000 9000");
    card.status(0x01, "63C3");
    card.verify(0x01, "123456", "9000");
}

#[test]
fn the_passwords_of_an_ehba_answer_as_in_the_table() {
    for mut card in hbas() {
        card.status(0x01, "62C1");
        card.status(0x81, "6A88");
        card.verify(0x01, card.transport, "6985");
        card.change(0x01, card.transport, "12345", "6985");
        card.change(0x01, card.transport, "123456789", "6985");
        card.change(0x01, card.transport, "123456", "9000");
        card.status(0x01, "63C3");
        card.unblock_with_new(0x01, "11111111", "123456", "63C9");
        card.unblock_with_new(0x01, card.puk, "123456", "9000");
        card.select_qes();
        card.status(0x81, "62C1");
        card.unblock(0x81, card.qes_puk, "9000");
        card.status(0x81, "62C1");
        card.unblock_with_new(0x81, card.qes_puk, "123456", "6982");
        card.select_auto();
        card.status(0x81, "62C7");
        card.status(0x83, "62C7");
        card.expect("0024018108 26123456FFFFFFFF", "9000");
        card.status(0x81, "63C3");
    }
}

#[test]
fn the_password_of_an_smcb_answers_as_in_the_table() {
    for mut card in smcbs() {
        card.status(0x01, "62C1");
        card.verify(0x01, card.transport, "6985");
        for answer in ["63C2", "63C1", "63C0", "6983"] {
            card.change(0x01, "11111", "123456", answer);
        }
        card.status(0x01, "63C0");
        card.unblock_with_new(0x01, card.puk, "123456", "9000");
        card.status(0x01, "63C3");
        card.verify(0x01, "123456", "9000");
        card.status(0x01, "9000");
    }
}

/// cards.md §2.2.
#[test]
fn password_objects_have_the_attributes_of_the_table() {
    for card in hbas() {
        for (name, folder, reference, minimum, transport) in [
            ("PIN.CH", "MF", 0x01, 6, TransportStatus::TransportPin),
            ("PIN.QES", "DF.QES", 0x81, 6, TransportStatus::TransportPin),
            ("PIN.AUTO", "DF.AUTO", 0x81, 5, TransportStatus::LeerPin),
            ("PIN.SO", "DF.AUTO", 0x83, 6, TransportStatus::LeerPin),
        ] {
            let view = card.view(name);
            assert_eq!(
                (view.folder, view.reference, view.transport_status),
                (folder, reference, transport)
            );
            assert_eq!(
                (view.minimum_length, view.maximum_length),
                (minimum, 8),
                "{name}"
            );
            assert_eq!(
                (view.retry_counter, view.puk_uses_left, view.enabled),
                (3, 10, true),
                "{name}"
            );
        }
        assert_eq!(card.card.passwords().count(), 4);
    }
    for card in smcbs() {
        let view = card.view("PIN.SMC");
        assert_eq!(
            (
                view.folder,
                view.reference,
                view.minimum_length,
                view.maximum_length
            ),
            ("MF", 0x01, 6, 8)
        );
        assert_eq!(
            (view.transport_status, view.puk_uses_left),
            (TransportStatus::TransportPin, 10)
        );
        assert_eq!(card.card.passwords().count(), 1);
    }
}

/// A row of the table: what lies before it, the command, the answer.
type Row = (&'static [&'static str], &'static str, &'static str);

const QES: &str = "00A4040C06D27600006601";
const AUTO: &str = "00A4040C06D27600014603";
const SELECTED: &[&str] = &[QES];
const IN_AUTO: &[&str] = &[AUTO];
const WRONG_TRIES: [&str; 4] = ["63C2", "63C1", "63C0", "6983"];

/// Rows about PIN 01 with Transport-PIN 54321 and PUK 12345678, octets as they stand there.
const GLOBAL_ROWS: [Row; 9] = [
    (&[], "80200001", "62C1"),
    (&[], "00240001102554321FFFFFFFFF26123456FFFFFFFF", "9000"),
    (
        &["00240001102554321FFFFFFFFF26123456FFFFFFFF"],
        "80200001",
        "63C3",
    ),
    (&[], "00240001102554321FFFFFFFFF2512345FFFFFFFFF", "6985"),
    (&[], "00240001102554321FFFFFFFFF29123456789FFFFF", "6985"),
    (&[], "00200001082554321FFFFFFFFF", "6985"),
    (&[], "002C0001102812345678FFFFFF26123456FFFFFFFF", "9000"),
    (
        &["002C0001102812345678FFFFFF26123456FFFFFFFF"],
        "80200001",
        "63C3",
    ),
    (&[], "002C0001102811111111FFFFFF26123456FFFFFFFF", "63C9"),
];

const HBA_ROWS: [Row; 14] = [
    (&[], "80200081", "6A88"),
    (SELECTED, "80200081", "62C1"),
    (
        SELECTED,
        "00240081102554321FFFFFFFFF26123456FFFFFFFF",
        "9000",
    ),
    (
        &[QES, "00240081102554321FFFFFFFFF26123456FFFFFFFF"],
        "80200081",
        "63C3",
    ),
    (SELECTED, "002C0181082812345678FFFFFF", "9000"),
    (&[QES, "002C0181082812345678FFFFFF"], "80200081", "62C1"),
    (
        SELECTED,
        "002C0081102812345678FFFFFF26123456FFFFFFFF",
        "6982",
    ),
    (IN_AUTO, "80200081", "62C7"),
    (IN_AUTO, "80200083", "62C7"),
    (IN_AUTO, "002401810826123456FFFFFFFF", "9000"),
    (&[AUTO, "002401810826123456FFFFFFFF"], "80200081", "63C3"),
    (
        &[AUTO, "002401810826123456FFFFFFFF"],
        "002000810826123456FFFFFFFF",
        "9000",
    ),
    (IN_AUTO, "002401830826123456FFFFFFFF", "9000"),
    (&[AUTO, "002401830826123456FFFFFFFF"], "80200083", "63C3"),
];

/// Each row on a card fresh from its source.
fn rows(source: &Source, rows: &[Row]) {
    for (before, command, answer) in rows {
        let mut card = tested(source, [""; 4]);
        for command in *before {
            card.expect(command, "9000");
        }
        card.expect(command, answer);
    }
}

/// Three wrong ones, octets as they stand in the table; the status in between and after.
fn three_wrong(source: &Source, select: Option<&str>, reference: &str) {
    let mut card = tested(source, [""; 4]);
    if let Some(select) = select {
        card.expect(select, "9000");
    }
    for answer in WRONG_TRIES {
        card.expect(
            &format!("802000{reference}"),
            if answer == "6983" { "63C0" } else { "62C1" },
        );
        card.expect(
            &format!("002400{reference}102511111FFFFFFFFF26123456FFFFFFFF"),
            answer,
        );
    }
    card.expect(&format!("802000{reference}"), "63C0");
    card.expect(
        &format!("002400{reference}102554321FFFFFFFFF26123456FFFFFFFF"),
        "6983",
    );
}

#[test]
fn every_row_of_the_table_holds_octet_by_octet_on_gematiks_ehba() {
    let Some(source) = image(IMAGE_HBA) else {
        return;
    };
    rows(&source, &GLOBAL_ROWS);
    rows(&source, &HBA_ROWS);
    three_wrong(&source, None, "01");
    three_wrong(&source, Some(QES), "81");
}

#[test]
fn every_row_of_the_table_holds_octet_by_octet_on_gematiks_smcb() {
    let Some(source) = image(IMAGE_SMCB) else {
        return;
    };
    rows(&source, &GLOBAL_ROWS);
    three_wrong(&source, None, "01");
    rows(&source, &[(&[], "80200081", "6A88"), (&[], QES, "6A82")]);
}

/// The same with the secrets of the built-in cards: 28407 and 60483719, 91536 and 35790264; 53962
/// and 80617254.
#[test]
fn every_row_of_the_table_holds_octet_by_octet_on_the_built_in_cards() {
    const CHANGE_CH: &str = "00240001102528407FFFFFFFFF26123456FFFFFFFF";
    const CHANGE_QES: &str = "00240081102591536FFFFFFFFF26123456FFFFFFFF";
    rows(
        &Source::Profile(Profile::Hba),
        &[
            (
                &[],
                "00A4040400",
                "621282017883023F008406D276000146018A01059000",
            ),
            (&[], "00B0820000", "5A0A802769999900000000179000"),
            (&[], "80200001", "62C1"),
            (&[], CHANGE_CH, "9000"),
            (&[CHANGE_CH], "80200001", "63C3"),
            (&[], "00240001102528407FFFFFFFFF2512345FFFFFFFFF", "6985"),
            (&[], "00240001102528407FFFFFFFFF29123456789FFFFF", "6985"),
            (&[], "00240001102511111FFFFFFFFF26123456FFFFFFFF", "63C2"),
            (&[], "00200001082528407FFFFFFFFF", "6985"),
            (&[], "002C0001102860483719FFFFFF26123456FFFFFFFF", "9000"),
            (&[], "002C0001102811111111FFFFFF26123456FFFFFFFF", "63C9"),
            (&[], "80200081", "6A88"),
            (SELECTED, "80200081", "62C1"),
            (SELECTED, CHANGE_QES, "9000"),
            (&[QES, CHANGE_QES], "80200081", "63C3"),
            (SELECTED, "002C0181082835790264FFFFFF", "9000"),
            (&[QES, "002C0181082835790264FFFFFF"], "80200081", "62C1"),
            (
                SELECTED,
                "002C0081102835790264FFFFFF26123456FFFFFFFF",
                "6982",
            ),
            (IN_AUTO, "80200081", "62C7"),
            (IN_AUTO, "80200083", "62C7"),
            (IN_AUTO, "002401810826123456FFFFFFFF", "9000"),
            (IN_AUTO, "002C0181082871946302FFFFFF", "9000"),
            (IN_AUTO, "002C0183082824680935FFFFFF", "9000"),
        ],
    );
    rows(
        &Source::Profile(Profile::Smcb),
        &[
            (
                &[],
                "00A4040400",
                "621282017883023F008406D276000146068A01059000",
            ),
            (&[], "00B0820000", "5A0A802769999900000000259000"),
            (&[], "80200001", "62C1"),
            (&[], "00240001102553962FFFFFFFFF26123456FFFFFFFF", "9000"),
            (
                &["00240001102553962FFFFFFFFF26123456FFFFFFFF"],
                "80200001",
                "63C3",
            ),
            (&[], "00240001102553962FFFFFFFFF2512345FFFFFFFFF", "6985"),
            (&[], "00240001102511111FFFFFFFFF26123456FFFFFFFF", "63C2"),
            (&[], "00200001082553962FFFFFFFFF", "6985"),
            (&[], "002C0101082880617254FFFFFF", "9000"),
            (&[], "002C0001102880617254FFFFFF26123456FFFFFFFF", "9000"),
            (&[], "80200081", "6A88"),
            (&[], QES, "6A82"),
        ],
    );
}
