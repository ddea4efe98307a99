//! Whatever comes in, two octets at least go out.

use super::*;

struct Random(u64);

impl Random {
    fn octet(&mut self) -> u8 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u8
    }
}

#[test]
fn random_octets_never_panic_and_are_always_answered() {
    let mut random = Random(1);
    for mut card in all() {
        for round in 0..20_000 {
            let length = usize::from(random.octet()) % 40;
            let mut command: Vec<u8> = (0..length).map(|_| random.octet()).collect();
            // Half of them with a header the card knows.
            if round % 2 == 0 && command.len() > 4 {
                let known = [
                    0xA4, 0xB0, 0xB2, 0xA2, 0x20, 0x24, 0x26, 0x28, 0x2C, 0x70, 0x22, 0x84,
                ];
                command[0] &= 0x83;
                command[1] = known[usize::from(command[1]) % known.len()];
                command[3] &= 0x9F;
            }
            assert!(card.card.transmit(&command).len() >= 2, "{command:02X?}");
        }
    }
}

#[test]
fn commands_of_any_length_are_answered() {
    let mut card = hba();
    for length in 0..=1100 {
        for octet in [0x00, 0xFF] {
            assert!(card.card.transmit(&vec![octet; length]).len() >= 2);
        }
    }
    card.expect("", "6700");
    card.expect("00A404", "6700");
    card.expect("00A4040C06D276", "6700");
}

/// limitCmdPlain of EF.ATR (N029.890): a well-formed command of 1033 octets is looked at, one of
/// 1034 is not.
#[test]
fn a_command_may_have_1033_octets() {
    for mut card in all() {
        let command = |data: usize| format!("00FF0000 00{data:04X} {}", "5A".repeat(data));
        card.expect(&command(1033 - 7), "6D00");
        card.expect(&command(1034 - 7), "6700");
        card.expect(&command(65_535), "6700");
        assert!(
            card.send("00B09D0000").starts_with("E01102020409"),
            "EF.ATR says 1033"
        );
    }
}

#[test]
fn what_the_card_does_not_know_is_said_and_changes_nothing() {
    let mut card = hba().activated();
    card.verify(0x01, "123456", "9000");
    for (command, answer) in [
        ("10200001082554321FFFFFFFFF", "6E00"),
        ("40A4040C", "6E00"),
        ("FFA4040C", "6E00"),
        ("01A4040C", "6881"),
        ("83200001", "6881"),
        ("0CA4040C", "6988"),
        ("04200001082554321FFFFFFFFF", "6988"),
        ("8C200001", "6988"),
        ("00D60000015A", "6D00"),
        ("00FF0000", "6D00"),
        ("80A4040C", "6D00"),
        ("80CA010000000000", "6700"),
        ("80CA0100000000", "6D00"),
        ("0022C1A4", "6A86"),
        ("0022F300", "6A86"),
    ] {
        card.expect_unchanged(command, answer);
    }
    card.status(0x01, "9000");
}

#[test]
fn without_power_nothing_happens() {
    let mut card = hba();
    card.card.power_off();
    assert!(!card.card.is_powered());
    card.expect("80200001", "6F00");
    card.change(0x01, "28407", "123456", "6F00");
    assert_eq!(
        card.card.power_on(),
        [0x3B, 0x90, 0x96, 0x81, 0xB1, 0xFE, 0x45, 0x1F, 0x03, 0x91]
    );
    card.status(0x01, "62C1");
    let answer = card.card.reset().to_vec();
    assert_eq!(answer, card.card.atr());
}
