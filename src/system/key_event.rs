//! What a key event of the Windows console writes, as the octets that a Unix terminal would send: UTF-8.
//! The console has UTF-16 units, one event for each, and characters beyond the first plane come in two.
//!
//! Pure, so that forged events can be tested on every system.

use zeroize::Zeroizing;

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

/// What stands for a key that writes no character, and for half of one: no octet of UTF-8, and no
/// digit.
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
    /// The UTF-16 unit that was typed and how often; `None` for an event that types nothing. The unit
    /// is 0 for a key without a character (an arrow, F3): it must not vanish.
    fn typed(self) -> Option<(u16, u16)> {
        let composed = !self.down && self.virtual_key == ALT && self.unit != 0;
        if composed {
            return Some((self.unit, 1));
        }
        let silent =
            self.unit == 0 && (MODIFIERS.contains(&self.virtual_key) || self.virtual_key == PACKET);
        (self.down && !silent).then(|| (self.unit, self.count.max(1)))
    }

    /// Whether anything was typed.
    #[must_use]
    pub fn types(self) -> bool {
        self.typed().is_some()
    }
}

/// Octets that a [`Utf8`] may hold: of half a character one, of the next one four.
const ROOM: usize = 5;

/// The octets of what was typed, one after the other.
#[derive(Debug, Default)]
pub struct Utf8 {
    /// The first half of a character whose second one is to come.
    high: Option<u16>,
    octets: Zeroizing<[u8; ROOM]>,
    length: usize,
    /// Octets of these that were handed out.
    given: usize,
    /// How often all of them are still to come, this time included.
    times: u16,
}

impl Utf8 {
    /// Takes an event. Only where [`is_empty`](Self::is_empty): what was there is replaced.
    pub fn press(&mut self, event: KeyEvent) {
        if let Some((unit, times)) = event.typed() {
            self.put(unit, times);
        }
    }

    /// Takes one unit of a line.
    pub fn unit(&mut self, unit: u16) {
        self.put(unit, 1);
    }

    fn put(&mut self, unit: u16, times: u16) {
        (self.length, self.given, self.times) = (0, 0, times);
        let before = self.high.take();
        let pair = before.map(|high| char::decode_utf16([high, unit]).next());
        match (pair, unit) {
            (Some(Some(Ok(whole))), _) => self.add(whole),
            (None, 0xD800..=0xDBFF) => self.high = Some(unit),
            (half, _) => {
                if half.is_some() {
                    self.add_foreign();
                }
                match char::from_u32(u32::from(unit)) {
                    Some(character) if unit != 0 => self.add(character),
                    // A half whose other one never came counts as foreign by the next unit.
                    None if matches!(unit, 0xD800..=0xDBFF) => self.high = Some(unit),
                    _ => self.add_foreign(),
                }
            }
        }
    }

    fn add(&mut self, character: char) {
        let mut octets = Zeroizing::new([0; 4]);
        for octet in character.encode_utf8(octets.as_mut_slice()).bytes() {
            self.push(octet);
        }
    }

    fn add_foreign(&mut self) {
        self.push(FOREIGN);
    }

    fn push(&mut self, octet: u8) {
        if let Some(place) = self.octets.get_mut(self.length) {
            *place = octet;
            self.length += 1;
        }
    }

    /// Whether no octet is to be handed out. Half a character is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.times == 0 || self.length == 0
    }

    /// The next octet.
    pub fn next(&mut self) -> Option<u8> {
        if self.is_empty() {
            return None;
        }
        let octet = self.octets.get(self.given).copied();
        self.given += 1;
        if self.given >= self.length {
            (self.given, self.times) = (0, self.times - 1);
        }
        octet
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
        let mut utf8 = Utf8::default();
        let mut octets = Vec::new();
        for event in events {
            utf8.press(*event);
            octets.extend(std::iter::from_fn(|| utf8.next()));
            assert!(utf8.is_empty());
        }
        octets
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
        assert!(!modifiers.into_iter().any(KeyEvent::types));
        assert!(key(0x25, 0).types(), "an arrow");
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

    /// Of a PIN that is spoiled, of a password it is a letter: what it is decides whoever asks.
    #[test]
    fn a_character_beyond_ascii_comes_as_its_octets() {
        for (units, octets) in [
            (&[0x00E4][..], "ä"),
            (&[0xFF17], "７"),
            (&[0x0137], "ķ"),
            (&[0x0080], "\u{80}"),
            (&[0x20AC], "€"),
            (&[0xD83D, 0xDE00], "😀"),
        ] {
            for virtual_key in [0, PACKET] {
                let events: Vec<KeyEvent> =
                    units.iter().map(|unit| key(virtual_key, *unit)).collect();
                assert_eq!(typed(&events), octets.as_bytes(), "{units:04X?}");
            }
        }
        let held = KeyEvent {
            count: 3,
            ..key(0xDE, 0xE4)
        };
        assert_eq!(typed(&[held]), "äää".as_bytes());
    }

    #[test]
    fn half_a_character_does_not_vanish() {
        for (units, octets) in [
            // The second half alone; a first half before a letter, before another one, before a key
            // without a character.
            (&[0xDE00][..], &[FOREIGN][..]),
            (&[0xD83D, 0x0061], &[FOREIGN, b'a']),
            (
                &[0xD83D, 0xD83D, 0xDE00],
                &[FOREIGN, 0xF0, 0x9F, 0x98, 0x80],
            ),
            (&[0xD83D, 0], &[FOREIGN, FOREIGN]),
            (&[0xD83D, 0x00E4], &[FOREIGN, 0xC3, 0xA4]),
        ] {
            let events: Vec<KeyEvent> = units.iter().map(|unit| key(0x41, *unit)).collect();
            assert_eq!(typed(&events), octets, "{units:04X?}");
        }
    }

    #[test]
    fn the_units_of_a_line_are_its_octets() {
        let mut utf8 = Utf8::default();
        let mut octets = Vec::new();
        for unit in "Größe 😀\r\n".encode_utf16() {
            utf8.unit(unit);
            octets.extend(std::iter::from_fn(|| utf8.next()));
        }
        assert_eq!(octets, "Größe 😀\r\n".as_bytes());
    }

    #[test]
    fn what_is_composed_on_the_keypad_is_typed_when_alt_is_released() {
        let released = KeyEvent {
            down: false,
            ..key(ALT, 0xE4)
        };
        assert_eq!(typed(&[key(ALT, 0), released]), "ä".as_bytes());
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
