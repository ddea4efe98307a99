//! A switch in a property list of macOS, as text or in the binary form in which `defaults` writes it.

/// Whether a key of the outermost dictionary is on or off; `None` where it does not say.
pub(super) fn switch(octets: &[u8], key: &str) -> Option<bool> {
    match octets.strip_prefix(b"bplist00") {
        Some(_) => Binary(octets).switch(key),
        None => in_text(&String::from_utf8_lossy(octets), key),
    }
}

fn in_text(text: &str, key: &str) -> Option<bool> {
    let (_, after) = text.split_once(&format!("<key>{key}</key>"))?;
    let value = after.trim_start();
    match value {
        _ if value.starts_with("<true/>") => Some(true),
        _ if value.starts_with("<false/>") => Some(false),
        _ => None,
    }
}

/// A list in binary form: objects, a table of where each begins, and 32 octets at the end that say
/// where the table is (CFBinaryPList.c of Apple's CoreFoundation).
struct Binary<'o>(&'o [u8]);

impl Binary<'_> {
    fn switch(&self, key: &str) -> Option<bool> {
        const FALSE: u8 = 0x08;
        const TRUE: u8 = 0x09;
        let Self(octets) = self;
        let trailer = octets.get(octets.len().checked_sub(32)?..)?;
        let (offset_width, reference_width) = (*trailer.get(6)?, *trailer.get(7)?);
        let top = number(trailer.get(16..24)?)?;
        let table = number(trailer.get(24..32)?)?;
        let place = |object: usize| {
            let width = usize::from(offset_width);
            let at = table.checked_add(object.checked_mul(width)?)?;
            number(self.piece(at, width)?)
        };
        let (count, keys) = self.counted(place(top)?, 0xD0)?;
        let reference = |index: usize| {
            let width = usize::from(reference_width);
            let at = keys.checked_add(index.checked_mul(width)?)?;
            place(number(self.piece(at, width)?)?)
        };
        // The references of the keys, then those of the values.
        let index = (0..count).find(|index| {
            let name = reference(*index).and_then(|at| {
                let (length, begin) = self.counted(at, 0x50)?;
                self.piece(begin, length)
            });
            name == Some(key.as_bytes())
        })?;
        match *self.0.get(reference(index.checked_add(count)?)?)? {
            TRUE => Some(true),
            FALSE => Some(false),
            _ => None,
        }
    }

    fn piece(&self, at: usize, length: usize) -> Option<&[u8]> {
        self.0.get(at..at.checked_add(length)?)
    }

    /// The length of an object of this kind, and where its content begins.
    fn counted(&self, at: usize, kind: u8) -> Option<(usize, usize)> {
        let marker = *self.0.get(at)?;
        if marker & 0xF0 != kind {
            return None;
        }
        let begin = at.checked_add(1)?;
        if marker & 0x0F != 0x0F {
            return Some((usize::from(marker & 0x0F), begin));
        }
        // A number follows: 0x1n, of 2 to the power of n octets.
        let width = 1_usize << (*self.0.get(begin)? & 0x03);
        let length = number(self.piece(begin.checked_add(1)?, width)?)?;
        // More than there is in the file is none.
        (length <= self.0.len()).then_some((length, begin.checked_add(1 + width)?))
    }
}

/// A number, its highest octet first.
fn number(octets: &[u8]) -> Option<usize> {
    let add = |sum: usize, octet: &u8| sum.checked_mul(256)?.checked_add(usize::from(*octet));
    octets.iter().try_fold(0, add)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "useIFDCCID";

    /// Written by another program (plistlib of Python).
    const ON: &str = "62706c6973743030d101025a7573654946444343494409080b160000000000000101000000000000000300000000000000000000000000000017";
    const OFF_AMONG_OTHERS: &str = "62706c6973743030d30102030405085161556f746865725a757365494644434349445178a206071001100208080f1117222427292b000000000000010100000000000000090000000000000000000000000000002c";
    const ON_AMONG_TWENTY: &str = "62706c6973743030df10150102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a556b65793030556b65793031556b65793032556b65793033556b65793034556b65793035556b65793036556b65793037556b65793038556b65793039556b65793130556b65793131556b65793132556b65793133556b65793134556b65793135556b65793136556b65793137556b65793138556b657931395a757365494644434349441000100110021003100410051006100710081009100a100b100c100d100e100f10101011101210130908353b41474d53595f656b71777d83898f959ba1a7adb8babcbec0c2c4c6c8caccced0d2d4d6d8dadcdee00000000000000101000000000000002b000000000000000000000000000000e1";

    fn octets(hex: &str) -> Vec<u8> {
        hex::decode(hex).unwrap()
    }

    #[test]
    fn a_switch_is_read_in_either_form() {
        for (list, is_on) in [
            (ON, Some(true)),
            (OFF_AMONG_OTHERS, Some(false)),
            (ON_AMONG_TWENTY, Some(true)),
        ] {
            assert_eq!(switch(&octets(list), KEY), is_on);
        }
        assert_eq!(switch(&octets(ON), "useAppleCCID"), None);
        let text = format!("<dict><key>{KEY}</key>\n\t<true/></dict>");
        assert_eq!(switch(text.as_bytes(), KEY), Some(true));
        assert_eq!(switch(b"<dict></dict>", KEY), None);
    }

    #[test]
    fn a_list_that_is_cut_off_or_lies_says_nothing_and_ends() {
        let whole = octets(ON_AMONG_TWENTY);
        for length in 0..whole.len() {
            let _ = switch(&whole[..length], KEY);
        }
        for at in 0..whole.len() {
            for octet in [0x00, 0x0F, 0x7F, 0xFF] {
                let mut forged = whole.clone();
                forged[at] = octet;
                let _ = switch(&forged, KEY);
            }
        }
        assert_eq!(switch(b"bplist00\x01useIFDCCID", KEY), None);
    }
}
