//! Keys as people press them: slips that are mended, and keys that do not belong there.

use pinlotse::dialog::Typed;
use pinlotse::dialog::keys::DigitLine;
use zeroize::Zeroizing;

use super::dice::Dice;

/// Keys after which a line is no longer what was meant, whatever comes behind.
const FOREIGN: &[&[u8]] = &[
    b"\x1b[D",
    b"\x1b[3~",
    b"\x1bOw",
    b"\x1b",
    b"\x1b[200~",
    b" ",
    b"\t",
    b"\0",
    b"\x17",
    b"\x1a",
    b"\x16",
    b"\x13",
    b"\xe4",
    b"\xc3\xa4",
    b"\xef\xbc\x97",
    b"o",
    b"-",
    b"+",
    b",",
];

/// The digits, with slips that were taken back again: at Enter exactly they stand there.
pub fn mended(digits: &str, dice: &mut Dice) -> Vec<u8> {
    let mut keys = Vec::new();
    if dice.chance(40) {
        let away = 1 + dice.below(9);
        keys.extend(dice.digits(away).bytes());
        keys.push(0x15);
    }
    for digit in digits.bytes() {
        if dice.chance(25) {
            let slips = 1 + dice.below(2);
            keys.extend(dice.digits(slips).bytes());
            let back = dice.pick(&[0x08, 0x7F]);
            keys.extend(std::iter::repeat_n(back, slips));
        }
        keys.push(digit);
    }
    keys
}

/// The digits, and one key that does not belong there; whoever sees it takes it back, or thinks so.
pub fn spoiled(digits: &str, dice: &mut Dice) -> Vec<u8> {
    let mut keys: Vec<u8> = digits.bytes().collect();
    let at = dice.below(keys.len() + 1);
    let mut foreign = dice.pick(FOREIGN).to_vec();
    match dice.below(3) {
        0 => foreign.extend(std::iter::repeat_n(0x7F, foreign.len())),
        1 => {
            foreign.push(0x15);
            foreign.extend(digits.bytes().take(at));
        }
        _ => {}
    }
    keys.splice(at..at, foreign);
    keys
}

/// What the program makes of keys and Enter.
pub fn pressed(keys: &[u8]) -> Typed {
    let mut line = DigitLine::new(false);
    for octet in keys {
        assert_eq!(line.press(*octet), None, "{keys:02X?} ends the line");
    }
    match line.digits() {
        Ok(digits) => Typed::Digits(Zeroizing::new(String::from_utf8(digits.to_vec()).unwrap())),
        Err(refusal) => Typed::Refused(refusal),
    }
}
