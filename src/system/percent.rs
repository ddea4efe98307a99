//! Octets that are written as `%40` (RFC 3986 2.1): in addresses, and in what proxies are named by.

/// The octets that a text means; `None` where a `%` has no two digits behind it.
#[must_use]
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut octets = text.bytes();
    let mut found = Vec::with_capacity(text.len());
    while let Some(octet) = octets.next() {
        if octet != b'%' {
            found.push(octet);
            continue;
        }
        let mut digit = || char::from(octets.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        found.push(u8::try_from(high * 16 + low).ok()?);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_octet_is_two_digits_behind_a_percent_sign() {
        assert_eq!(decoded("a%20b%C3%bc%00"), Some(b"a b\xC3\xBC\0".to_vec()));
        for text in ["%", "a%2", "%g0", "%%20"] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
