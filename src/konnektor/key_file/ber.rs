//! From BER to elements whose length stands before them, so that the rest reads one form only.

use zeroize::Zeroizing;

use crate::certificate::walk::Fault;

/// How deep elements may lie in each other. Files of keys have up to ten.
const MAX_DEPTH: usize = 24;

const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED: u8 = 0x20;

/// The first element of some octets with every length definite, and every OCTET STRING in one
/// piece. What follows it is left out.
pub(super) fn definite(octets: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    // Never longer than what came, but for lengths of more octets than `80 … 00 00` has: no buffer
    // grows, which would leave secrets behind.
    let mut written = Zeroizing::new(Vec::with_capacity(octets.len() + 4 * MAX_DEPTH));
    element(octets, MAX_DEPTH, &mut written)?;
    Ok(written)
}

/// Writes one element; returns the octets behind it.
fn element<'a>(octets: &'a [u8], depth: usize, out: &mut Vec<u8>) -> Result<&'a [u8], Fault> {
    let depth = depth.checked_sub(1).ok_or(Fault::Unexpected)?;
    let (tag, rest) = octets.split_first().ok_or(Fault::Cut)?;
    if tag & 0x1F == 0x1F || *tag == 0 {
        return Err(Fault::Unexpected);
    }
    let (length, rest) = length(rest)?;
    let (inside, behind) = match length {
        Some(length) => {
            let inside = rest.get(..length).ok_or(Fault::Cut)?;
            (Some(inside), rest.get(length..).unwrap_or_default())
        }
        None => (None, rest),
    };
    let begin = out.len();
    if tag & CONSTRUCTED == 0 {
        // Only what consists of elements may have a length that is not known beforehand.
        out.extend_from_slice(inside.ok_or(Fault::Length)?);
        head(out, begin, *tag);
        return Ok(behind);
    }
    // The parts stand where the whole begins, until its length is known. A buffer for each would
    // cost the square of a file that consists of many.
    let behind = match inside {
        Some(mut inside) => {
            while !inside.is_empty() {
                inside = element(inside, depth, out)?;
            }
            behind
        }
        None => {
            let mut rest = behind;
            loop {
                if let [0, 0, behind @ ..] = rest {
                    break behind;
                }
                rest = element(rest, depth, out)?;
            }
        }
    };
    if *tag == OCTET_STRING | CONSTRUCTED {
        let whole = pieces(out.get(begin..).unwrap_or_default())?;
        out.truncate(begin);
        out.extend_from_slice(&whole);
        head(out, begin, OCTET_STRING);
    } else {
        head(out, begin, *tag);
    }
    Ok(behind)
}

/// The contents of OCTET STRINGs, one behind the other.
pub(super) fn pieces(parts: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let mut whole = Zeroizing::new(Vec::with_capacity(parts.len()));
    let mut rest = parts;
    while let Some((tag, behind)) = rest.split_first() {
        let (Some(length), behind) = length(behind)? else {
            return Err(Fault::Length);
        };
        if *tag != OCTET_STRING {
            return Err(Fault::Unexpected);
        }
        whole.extend_from_slice(behind.get(..length).ok_or(Fault::Cut)?);
        rest = behind.get(length..).unwrap_or_default();
    }
    Ok(whole)
}

/// The octets that follow, `None` where an end of contents says it, and what stands behind the
/// length (X.690 8.1.3).
fn length(octets: &[u8]) -> Result<(Option<usize>, &[u8]), Fault> {
    let (first, rest) = octets.split_first().ok_or(Fault::Cut)?;
    match first {
        0x80 => Ok((None, rest)),
        0..0x80 => Ok((Some(usize::from(*first)), rest)),
        0x81..=0x84 => {
            let (digits, rest) = rest
                .split_at_checked(usize::from(first & 0x7F))
                .ok_or(Fault::Cut)?;
            let length = digits
                .iter()
                .fold(0, |length, digit| length << 8 | usize::from(*digit));
            Ok((Some(length), rest))
        }
        _ => Err(Fault::Length),
    }
}

/// Puts tag and length in front of what stands from `begin` on.
fn head(out: &mut Vec<u8>, begin: usize, tag: u8) {
    let end = out.len();
    let length = (end - begin).to_be_bytes();
    let zeros = length.iter().take_while(|octet| **octet == 0).count();
    let digits = length.get(zeros..).unwrap_or_default();
    out.push(tag);
    match digits {
        [] => out.push(0),
        [short @ 0..0x80] => out.push(*short),
        _ => {
            out.push(0x80 | u8::try_from(digits.len()).unwrap_or(0x7F));
            out.extend_from_slice(digits);
        }
    }
    let head = out.len() - end;
    out.get_mut(begin..).unwrap_or_default().rotate_right(head);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definite_hex(text: &str) -> Result<String, Fault> {
        let octets = hex::decode(text.replace(' ', "")).unwrap();
        definite(&octets).map(|octets| hex::encode(&*octets))
    }

    #[test]
    fn lengths_become_definite_and_octet_strings_whole() {
        let rows = [
            ("0500", "0500"),
            ("3003 020101", "3003020101"),
            ("3080 020101 0000", "3003020101"),
            ("3080 3080 0000 0000", "30023000"),
            ("2480 0401aa 2480 0401bb 0000 0000", "0402aabb"),
            ("2404 0402 aabb", "0402aabb"),
            ("a080 2480 0401aa 0401bb 0000 0000", "a0040402aabb"),
            ("30820003 020101", "3003020101"),
            // What follows is none of it.
            ("0500 ff", "0500"),
        ];
        for (given, expected) in rows {
            assert_eq!(definite_hex(given).as_deref(), Ok(expected), "{given}");
        }
        // As many as a file has room for, one beside the other.
        let many = crate::konnektor::key_file::SIZE_LIMIT / 4 - 2;
        let wide = ["3080", &"30800000".repeat(many), "0000"].concat();
        let length = format!("{:06x}", 2 * many);
        let expected = [&format!("3083{length}"), "3000".repeat(many).as_str()].concat();
        assert_eq!(definite_hex(&wide), Ok(expected));
        let long = format!("2480 048200ff {} 0401bb 0000", "aa".repeat(255));
        let whole = format!("04820100{}bb", "aa".repeat(255));
        assert_eq!(definite_hex(&long), Ok(whole));
    }

    #[test]
    fn what_is_cut_endless_or_bottomless_is_refused() {
        let deep = format!("{}{}", "3080".repeat(100), "0000".repeat(100));
        for given in [
            "",
            "30",
            "3005 020101",
            "3080 020101",
            "3080 0201",
            "0480 0000",
            "3085 0000000000",
            "30ff",
            "1f01 00",
            "0000",
            "2480 020101 0000",
            &deep,
        ] {
            assert!(definite_hex(given).is_err(), "{given}");
        }
    }
}
