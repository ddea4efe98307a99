//! What a key event of the Windows console writes, as the octets that a Unix terminal would send.
//!
//! Pure, so that forged events can be tested on every system.

/// A key that was pressed or released (KEY_EVENT_RECORD).
#[derive(Clone, Copy, Debug)]
pub struct KeyEvent {
    /// Pressed, not released.
    pub down: bool,
    /// How often: more than once while it is held.
    pub count: u16,
    /// Which key.
    pub virtual_key: u16,
    /// The UTF-16 unit that it writes; 0 for none.
    pub unit: u16,
}

/// What stands for anything that is not ASCII: no octet of UTF-8, and no digit.
const FOREIGN: u8 = 0xFF;

/// Keys that alone write nothing: Shift, Ctrl, Alt, Caps Lock, Num Lock, Scroll Lock, both Windows
/// keys, and left and right of the first three.
const MODIFIERS: [u16; 14] = [
    0x10, 0x11, 0x12, 0x14, 0x90, 0x91, 0x5B, 0x5C, 0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5,
];
/// Alt, which writes on its release what was composed on the keypad while it was held.
const ALT: u16 = 0x12;
/// How input methods and pasting send a character.
const PACKET: u16 = 0xE7;

impl KeyEvent {
    /// The octet that was typed and how often; `None` for an event that types nothing.
    #[must_use]
    pub fn typed(self) -> Option<(u8, u16)> {
        let composed = !self.down && self.virtual_key == ALT && self.unit != 0;
        if composed {
            return Some((octet(self.unit), 1));
        }
        let silent =
            self.unit == 0 && (MODIFIERS.contains(&self.virtual_key) || self.virtual_key == PACKET);
        (self.down && !silent).then(|| (octet(self.unit), self.count.max(1)))
    }
}

/// A key without a character (an arrow, F3) is a foreign one too: it must not vanish.
fn octet(unit: u16) -> u8 {
    match u8::try_from(unit) {
        Ok(octet @ 1..=0x7F) => octet,
        _ => FOREIGN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(virtual_key: u16, unit: u16) -> KeyEvent {
        KeyEvent {
            down: true,
            count: 1,
            virtual_key,
            unit,
        }
    }

    fn typed(events: &[KeyEvent]) -> Vec<u8> {
        let typed = events.iter().filter_map(|event| event.typed());
        typed
            .flat_map(|(octet, count)| vec![octet; count.into()])
            .collect()
    }

    #[test]
    fn digits_of_both_rows_backspace_and_enter_are_what_they_are() {
        let events = [key(0x37, 0x37), key(0x67, 0x37), key(8, 8), key(0x0D, 0x0D)];
        assert_eq!(typed(&events), b"77\x08\r");
    }

    #[test]
    fn a_key_types_when_it_goes_down_and_as_often_as_it_repeats() {
        let held = KeyEvent {
            count: 3,
            ..key(0x37, 0x37)
        };
        let up = KeyEvent {
            down: false,
            ..key(0x37, 0x37)
        };
        assert_eq!(typed(&[held, up]), b"777");
    }

    #[test]
    fn modifiers_alone_type_nothing() {
        let modifiers: Vec<KeyEvent> = MODIFIERS.map(|virtual_key| key(virtual_key, 0)).into();
        assert_eq!(typed(&modifiers), b"");
    }

    #[test]
    fn keys_without_a_character_do_not_vanish() {
        // Left, up, Home, Delete, F3, and Num Lock's arrows on the keypad.
        for virtual_key in [0x25, 0x26, 0x24, 0x2E, 0x72, 0x0C] {
            assert_eq!(
                typed(&[key(virtual_key, 0)]),
                [FOREIGN],
                "{virtual_key:02X}"
            );
        }
    }

    #[test]
    fn no_character_beyond_ascii_becomes_another_one() {
        // A full-width seven, ä, a unit whose low octet is a digit, both halves of an emoji.
        for unit in [0xFF17, 0x00E4, 0x0137, 0xD83D, 0xDE00, 0x0080] {
            assert_eq!(typed(&[key(0, unit)]), [FOREIGN], "{unit:04X}");
            assert_eq!(typed(&[key(PACKET, unit)]), [FOREIGN], "{unit:04X}");
        }
    }

    #[test]
    fn what_is_composed_on_the_keypad_is_typed_when_alt_is_released() {
        let released = KeyEvent {
            down: false,
            ..key(ALT, 0xE4)
        };
        assert_eq!(typed(&[key(ALT, 0), released]), [FOREIGN]);
        let digit = KeyEvent {
            down: false,
            ..key(ALT, 0x37)
        };
        assert_eq!(typed(&[key(ALT, 0), digit]), b"7");
    }

    #[test]
    fn ctrl_c_ctrl_u_and_escape_come_as_their_octets() {
        let events = [key(0x43, 0x03), key(0x55, 0x15), key(0x1B, 0x1B)];
        assert_eq!(typed(&events), [0x03, 0x15, 0x1B]);
    }
}
