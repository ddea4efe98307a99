//! SELECT and FCP (cards.md §1.2, §3.2, §3.4), channels (§3.2).

use super::*;

#[test]
fn file_control_parameters_are_those_of_the_specification() {
    for mut card in hbas() {
        card.expect(
            "00A4040400",
            "6212 820178 83023F00 8406D27600014601 8A0105 9000",
        );
        card.expect(
            "00A40404000000",
            "6212 820178 83023F00 8406D27600014601 8A0105 9000",
        );
        card.expect(
            "00A40404 06 D27600014601 00",
            "6212 820178 83023F00 8406D27600014601 8A0105 9000",
        );
        card.expect(
            "00A4020402 2F02 00",
            "6215 8002000C 820141 83022F02 880110 8A0105 C502000C 9000",
        );
        card.expect(
            "00A4020402 2F00 00",
            "6215 800200BE 820544410020 0A 83022F00 8801F0 8A0105 9000",
        );
        card.expect(
            "00A4040406 D27600006601 00",
            "620E 820178 8406D27600006601 8A0105 9000",
        );
    }
}

#[test]
fn an_answer_longer_than_asked_for_is_cut_and_9000() {
    for mut card in hbas() {
        card.expect("00A4040404", "62128201 9000");
        card.expect(
            "00A404040001FF",
            "6212 820178 83023F00 8406D27600014601 8A0105 9000",
        );
    }
}

#[test]
fn every_application_is_found_by_its_full_aid_from_anywhere() {
    for mut card in hbas() {
        for aid in [
            "06D27600014602",
            "06D27600006601",
            "0AA000000167455349474E",
            "0BE828BD080FD27600006601",
            "0FE828BD080FA000000167455349474E",
            "06D27600014603",
            "06D27600014601",
        ] {
            card.expect(&format!("00A4040C{aid}"), "9000");
        }
    }
    for mut card in smcbs() {
        card.expect("00A4040C06D27600014606", "9000");
        card.expect("00A4040C0AA000000167455349474E", "9000");
        card.expect("00A4040C06D27600006601", "6A82");
    }
}

#[test]
fn a_failing_select_changes_nothing() {
    for mut card in hbas() {
        card.select_qes();
        card.expect("00A4020C02C006", "9000");
        for command in [
            "00A4040C06D27600014699",
            "00A4040C05D276000066",
            "00A4020C023F00",
            "00A4020C022F02",
            "00A4010C023F00",
            "00A4010C02C006",
        ] {
            card.expect(command, "6A82");
        }
        for command in [
            "00A4000C023F00",
            "00A4080C023F00",
            "00A404000006",
            "00A40400",
            "00A4020E02C000",
            "00A4040E",
        ] {
            card.send(command);
        }
        // Still in DF.QES with the same file: PIN.QES is found, the file reads.
        card.status(0x81, "62C1");
        card.expect("00B0000002", "3082 9000");
    }
}

#[test]
fn the_parent_is_found_and_the_root_has_none() {
    for mut card in hbas() {
        card.select_qes();
        card.expect(
            "00A4030400",
            "6212 820178 83023F00 8406D27600014601 8A0105 9000",
        );
        card.expect("00A4030C", "6A82");
        card.expect("00A4030400", "6A82");
    }
}

#[test]
fn a_folder_makes_the_current_file_undefined_and_a_file_keeps_the_folder() {
    for mut card in hbas() {
        card.expect("00A4020C022F02", "9000");
        card.expect("00B0000002", "5A0A 9000");
        card.select_mf();
        card.expect("00B0000002", "6986");
        card.select_qes();
        card.expect("00A4020C02C000", "9000");
        card.status(0x81, "62C1");
    }
}

#[test]
fn the_next_application_with_an_aid_does_not_exist_here() {
    for mut card in hbas() {
        card.expect("00A4040E06D27600006601", "9000");
        card.expect("00A4040E06D27600006601", "6A82");
        card.expect("00A4040606D2760000660100", "6A82");
        card.status(0x81, "62C1");
    }
}

#[test]
fn variants_that_no_card_has_are_6a86_and_wrong_lengths_6700() {
    for mut card in hbas() {
        for (command, answer) in [
            ("00A40400", "6A86"),
            ("00A4040006D27600006601", "6A86"),
            ("00A4000C023F00", "6A86"),
            ("00A4090C", "6A86"),
            ("00A4040C00", "6700"),
            ("00A40404", "6700"),
            ("00A4040C06D2760000660100", "6700"),
            ("00A4040406D27600006601", "6700"),
            ("00A4020C012F", "6700"),
            ("00A4020C", "6700"),
            ("00A4030C022F02", "6700"),
        ] {
            card.expect(command, answer);
        }
    }
}

#[test]
fn deactivated_and_terminated_objects_are_selected_and_said_so() {
    use crate::virtual_card::life_cycle::LifeCycle;
    let mut card = hba();
    card.card.system.folders[2].life_cycle = LifeCycle::Deactivated;
    card.expect(
        "00A4040406 D27600006601 00",
        "620E 820178 8406D27600006601 8A0104 6283",
    );
    // No rule is made for a deactivated folder: what lies in it is NEVER.
    card.status(0x81, "6982");
    card.expect("00B0850000", "6982");
    card.card.system.folders[2].life_cycle = LifeCycle::Terminated;
    card.expect(
        "00A4040406 D27600006601 00",
        "620E 820178 8406D27600006601 8A010C 6285",
    );
    card.select_mf();
    card.card.system.folders[0].files[2].life_cycle = LifeCycle::Deactivated;
    card.expect(
        "00A4020402 2F02 00",
        "6215 8002000C 820141 83022F02 880110 8A0104 C502000C 6283",
    );
    card.expect("00B0820000", "6982");
    card.card.system.life_cycle = LifeCycle::Terminated;
    card.expect("00A4040C", "6D00");
    card.status(0x01, "6982");
}

#[test]
fn four_logical_channels_open_and_close() {
    for mut card in all() {
        card.expect("0170000001", "6881");
        for number in 1..=3 {
            card.expect("0070000001", &format!("0{number} 9000"));
        }
        card.expect("0070000001", "6981");
        card.expect("02708000", "9000");
        card.expect("02A4040C", "6881");
        card.expect("0070000001", "02 9000");
        card.expect("00708000", "6A86");
        card.expect("01704001", "6A86");
        card.expect("00704001", "9000");
        card.expect("01A4040C", "6881");
        card.expect("0070000000", "6700");
        card.expect("00701234", "6A86");
    }
}

#[test]
fn a_card_without_logical_channels_only_resets_its_channel() {
    let Some(source) = image(IMAGE_EGK) else {
        return;
    };
    let mut card = tested(&source, ["", "", "", ""]);
    card.expect("0070000001", "6A86");
    card.expect("00704001", "6A86");
    card.expect("00704000", "9000");
    card.expect("01A4040C", "6881");
}
