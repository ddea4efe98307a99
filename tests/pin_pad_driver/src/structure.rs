//! Decodes PIN_VERIFY_STRUCTURE and PIN_MODIFY_STRUCTURE (PC/SC part 10 v2.02.08, 2.5) as strictly
//! as the strictest reader known: ACR83 and APG8201 check every length and offset against each
//! other, cyberJack the total length, others the number of messages. What no reader would mind is
//! refused too if no honest program would send it.

use crate::settings::Settings;

/// What the person is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The secret that is valid now, or a PUK; its block begins so many octets after Lc.
    Secret(usize),
    /// The new secret.
    New(usize),
    /// The new secret once more.
    Again,
}

/// A structure that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialog {
    /// The command with empty blocks.
    pub apdu: Vec<u8>,
    /// In the order in which they are asked for.
    pub entries: Vec<Entry>,
    /// Fewest and most digits of each.
    pub digits: (u8, u8),
}

/// The field that a reader would refuse the structure for; the pad then answers 6B80.
pub type Refusal = &'static str;

const HEADER_VERIFY: usize = 19;
const HEADER_MODIFY: usize = 24;
const BLOCK: usize = 8;
/// Octets of a command before its data: header and Lc.
const BEFORE_DATA: usize = 5;

/// Decodes the input of VERIFY_PIN_DIRECT.
///
/// # Errors
/// [`Refusal`].
pub fn verify(octets: &[u8], pad: &Settings) -> Result<Dialog, Refusal> {
    let (head, apdu) = split::<HEADER_VERIFY>(octets)?;
    let [
        t1,
        t2,
        format,
        block,
        length,
        max,
        min,
        condition,
        messages,
        l1,
        l2,
        index,
        teo @ ..,
        s1,
        s2,
        s3,
        s4,
    ] = head;
    time([t1, t2])?;
    let digits = range(min, max, pad)?;
    validation(condition)?;
    let ok = match pad.model {
        (0x413C, 0x2100 | 0x2101) => messages == 0,
        (0x08E6, 0x3478 | 0x34C2) | (0x0982, 0x0008) => messages == 1,
        _ => matches!(messages, 1 | 0xFF),
    };
    check(ok, "bNumberMessage")?;
    language([l1, l2])?;
    check(index == 0, "bMsgIndex")?;
    check(teo == [0; 3], "bTeoPrologue")?;
    size([s1, s2, s3, s4], apdu)?;
    let position = position([format, block, length], pad)?;
    command(apdu, position, &[0])?;
    Ok(Dialog {
        apdu: apdu.to_vec(),
        entries: vec![Entry::Secret(0)],
        digits,
    })
}

/// Decodes the input of MODIFY_PIN_DIRECT.
///
/// # Errors
/// [`Refusal`].
pub fn modify(octets: &[u8], pad: &Settings) -> Result<Dialog, Refusal> {
    let (head, apdu) = split::<HEADER_MODIFY>(octets)?;
    let [
        t1,
        t2,
        format,
        block,
        length,
        old,
        new,
        max,
        min,
        confirm,
        condition,
        messages,
        l1,
        l2,
        rest @ ..,
    ] = head;
    let [i1, i2, i3, teo @ .., s1, s2, s3, s4] = rest;
    time([t1, t2])?;
    let digits = range(min, max, pad)?;
    check(confirm <= 3, "bConfirmPIN")?;
    let (confirms, asks_current) = (confirm & 1 != 0, confirm & 2 != 0);
    validation(condition)?;
    let entries = 1 + confirm.count_ones() as u8;
    let ok = match pad.model {
        (0x046A, 0x003E) | (0x04E6, 0xE003) => messages == 0,
        (0x046A, 0x0010) => messages == 3,
        (0x046A, 0x00A1) => messages != 0 && (messages == entries || messages == 0xFF),
        _ => messages == entries || messages == 0xFF,
    };
    check(ok, "bNumberMessage")?;
    language([l1, l2])?;
    let indices = match (messages, asks_current) {
        (0, _) => [0, 0, 0],
        (_, true) => [0, 1, 2],
        (_, false) => [1, 2, 2],
    };
    check([i1, i2, i3] == indices, "bMsgIndex")?;
    check(teo == [0; 3], "bTeoPrologue")?;
    size([s1, s2, s3, s4], apdu)?;
    let position = position([format, block, length], pad)?;
    check(old == 0, "bInsertionOffsetOld")?;
    let offsets: &[usize] = if asks_current { &[0, BLOCK] } else { &[0] };
    check(
        offsets.last() == Some(&usize::from(new)),
        "bInsertionOffsetNew",
    )?;
    command(apdu, position, offsets)?;
    let mut asked = if asks_current {
        vec![Entry::Secret(0)]
    } else {
        Vec::new()
    };
    asked.push(Entry::New(usize::from(new)));
    asked.extend(confirms.then_some(Entry::Again));
    Ok(Dialog {
        apdu: apdu.to_vec(),
        entries: asked,
        digits,
    })
}

fn check(holds: bool, field: Refusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(field) }
}

fn split<const N: usize>(octets: &[u8]) -> Result<([u8; N], &[u8]), Refusal> {
    octets
        .split_first_chunk()
        .map(|(head, apdu)| (*head, apdu))
        .ok_or("total length")
}

fn time([first, second]: [u8; 2]) -> Result<(), Refusal> {
    check((15..=90).contains(&first) && second == 0, "bTimeOut")
}

/// A pad refuses a range that reaches beyond its own: so clipping is the client's task.
fn range(min: u8, max: u8, pad: &Settings) -> Result<(u8, u8), Refusal> {
    check(
        pad.digits.0 <= min && min <= max && max <= pad.digits.1,
        "wPINMaxExtraDigit",
    )?;
    Ok((min, max))
}

/// The green key alone: the GemPC Pinpad refuses anything else, the Cherry XX44 crashes.
fn validation(condition: u8) -> Result<(), Refusal> {
    check(condition == 2, "bEntryValidationCondition")
}

fn language(octets: [u8; 2]) -> Result<(), Refusal> {
    check(
        matches!(u16::from_le_bytes(octets), 0x0407 | 0x0409),
        "wLangId",
    )
}

fn size(octets: [u8; 4], apdu: &[u8]) -> Result<(), Refusal> {
    check(
        u32::from_le_bytes(octets) as usize == apdu.len(),
        "ulDataLength",
    )
}

/// Octets between the insertion offset and the digits' frame, by the unit in which the frame is
/// described.
fn position(strings: [u8; 3], pad: &Settings) -> Result<Frame, Refusal> {
    match strings {
        [0x89, 0x47, 0x04] if pad.byte_units => Ok(Frame {
            position: 1,
            length: 7,
        }),
        [0x41, 0x48, 0x04] if pad.bit_units => Ok(Frame {
            position: 0,
            length: 8,
        }),
        _ => Err("bmFormatString, bmPINBlockString, bmPINLengthFormat"),
    }
}

#[derive(Clone, Copy)]
struct Frame {
    position: usize,
    length: usize,
}

/// Lc = length + position + last offset, frames do not overlap, blocks are empty, nothing follows
/// (ACR83 manual).
fn command(apdu: &[u8], frame: Frame, offsets: &[usize]) -> Result<(), Refusal> {
    let [cla, ins, _, _, lc, data @ ..] = apdu else {
        return Err("abData");
    };
    check(
        *cla == 0 && matches!(ins, 0x20 | 0x24 | 0x2C),
        "abData: header",
    )?;
    check(
        usize::from(*lc) == data.len() && apdu.len() == BEFORE_DATA + data.len(),
        "abData: Lc",
    )?;
    let end = offsets
        .last()
        .map(|last| frame.length + frame.position + last);
    check(end == Some(data.len()), "abData: length of data")?;
    let apart = offsets
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a + frame.position + frame.length <= *b));
    check(apart, "bInsertionOffset: blocks overlap")?;
    check(
        data.chunks(BLOCK)
            .all(|block| block == [0x20, 255, 255, 255, 255, 255, 255, 255]),
        "abData: blocks",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pad that takes both units, any model.
    fn pad() -> Settings {
        Settings {
            digits: (4, 12),
            ..Settings::default()
        }
    }

    fn octets(text: &str) -> Vec<u8> {
        (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
            .collect()
    }

    const MODIFY: [&str; 6] = [
        "3C0089470400080805030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        "3C0089470400080805030203070400010200000015000000002400811020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        "3C0041480400080805030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        "3C0089470400080806030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        "3C008947040000080601020207040102020000000D000000002401810820FFFFFFFFFFFFFF",
        "3C0089470400080806030203070400010200000015000000002C00011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
    ];
    const VERIFY: [&str; 3] = [
        "3C00894704080602010704000000000D000000002000010820FFFFFFFFFFFFFF",
        "3C00414804080602010704000000000D000000002000010820FFFFFFFFFFFFFF",
        "3C00894704080802010704000000000D000000002C01810820FFFFFFFFFFFFFF",
    ];

    #[test]
    fn the_dialogs_of_the_facts_are_understood() {
        for text in MODIFY {
            assert!(modify(&octets(text), &pad()).is_ok(), "{text}");
        }
        for text in VERIFY {
            assert!(verify(&octets(text), &pad()).is_ok(), "{text}");
        }
        let dialog = modify(&octets(MODIFY[0]), &pad()).unwrap();
        assert_eq!(
            dialog.entries,
            [Entry::Secret(0), Entry::New(8), Entry::Again]
        );
        assert_eq!((dialog.digits, dialog.apdu.len()), ((5, 8), 21));
        assert_eq!(
            modify(&octets(MODIFY[4]), &pad()).unwrap().entries,
            [Entry::New(0), Entry::Again]
        );
    }

    /// Fields in which another value can be right: time, range, language, INS, P1 and P2; messages
    /// may be FF.
    #[test]
    fn every_other_change_of_one_octet_is_refused() {
        let walk = |text: &str,
                    free: &[usize],
                    decode: fn(&[u8], &Settings) -> Result<Dialog, Refusal>| {
            let right = octets(text);
            for at in (0..right.len()).filter(|at| !free.contains(at)) {
                for wrong in (0..=255).filter(|wrong| *wrong != right[at]) {
                    let mut changed = right.clone();
                    changed[at] = wrong;
                    assert!(
                        decode(&changed, &pad()).is_err(),
                        "{text} with {wrong:02X} at {at}"
                    );
                }
            }
        };
        for text in MODIFY {
            walk(text, &[0, 7, 8, 11, 12, 25, 26, 27], modify);
        }
        for text in VERIFY {
            walk(text, &[0, 5, 6, 8, 9, 20, 21, 22], verify);
        }
    }

    #[test]
    fn an_octet_more_or_less_is_refused() {
        for text in MODIFY {
            let mut longer = octets(text);
            longer.push(0);
            assert!(modify(&longer, &pad()).is_err());
            for end in 0..octets(text).len() {
                assert!(modify(&octets(text)[..end], &pad()).is_err(), "{end}");
            }
        }
        for text in VERIFY {
            let mut longer = octets(text);
            longer.push(0);
            assert!(verify(&longer, &pad()).is_err());
            for end in 0..octets(text).len() {
                assert!(verify(&octets(text)[..end], &pad()).is_err(), "{end}");
            }
        }
    }

    #[test]
    fn a_range_beyond_the_pads_own_is_refused() {
        for digits in [(6, 8), (4, 7)] {
            assert_eq!(
                modify(&octets(MODIFY[0]), &Settings { digits, ..pad() }),
                Err("wPINMaxExtraDigit"),
                "{digits:?}"
            );
        }
        assert!(
            modify(
                &octets(MODIFY[0]),
                &Settings {
                    digits: (5, 8),
                    ..pad()
                }
            )
            .is_ok()
        );
    }

    #[test]
    fn models_refuse_the_number_of_messages_that_they_are_known_to_refuse() {
        let model = |model| Settings { model, ..pad() };
        for id in [(0x046A, 0x003E), (0x04E6, 0xE003)] {
            assert_eq!(
                modify(&octets(MODIFY[0]), &model(id)),
                Err("bNumberMessage")
            );
        }
        assert_eq!(
            modify(&octets(MODIFY[4]), &model((0x046A, 0x0010))),
            Err("bNumberMessage")
        );
        assert_eq!(
            verify(&octets(VERIFY[0]), &model((0x413C, 0x2100))),
            Err("bNumberMessage")
        );
        let mut default = octets(VERIFY[0]);
        default[8] = 0xFF;
        assert!(verify(&default, &pad()).is_ok());
        assert_eq!(
            verify(&default, &model((0x08E6, 0x3478))),
            Err("bNumberMessage")
        );
    }
}
