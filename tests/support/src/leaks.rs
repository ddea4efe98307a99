//! The search for digits where none may be.

/// Ways in which digits could be written down: plain, their characters in hex, and as a Format-2
/// PIN block, raw or in hex of either case.
pub fn forms(digits: &str) -> Vec<(&'static str, Vec<u8>)> {
    let block = apdu::Pin::from_digits(digits.as_bytes()).unwrap().block();
    let octets = block.octets();
    vec![
        ("plain", digits.into()),
        ("characters in hex", hex::encode(digits).into()),
        ("PIN block", octets.to_vec()),
        ("PIN block in hex", hex::encode(octets).into()),
        (
            "PIN block in upper-case hex",
            hex::encode_upper(octets).into(),
        ),
    ]
}

/// Whether the octets at `start..end` are a piece of a longer number or hash, as in the notes'
/// salt.
fn is_inside_hash(content: &[u8], start: usize, end: usize) -> bool {
    let hex = |octet: Option<&u8>| octet.is_some_and(u8::is_ascii_hexdigit);
    hex(start.checked_sub(1).and_then(|before| content.get(before))) && hex(content.get(end))
}

fn found_in(content: &[u8], wanted: &[u8]) -> bool {
    let places = content.windows(wanted.len()).enumerate();
    places
        .filter(|(_, window)| *window == wanted)
        .any(|(at, _)| !is_inside_hash(content, at, at + wanted.len()))
}

/// In what form and which of the secrets stand in `content`.
pub fn search(content: &[u8], secrets: &[String]) -> Vec<String> {
    let all = secrets
        .iter()
        .flat_map(|secret| forms(secret).into_iter().map(move |form| (secret, form)));
    all.filter(|(_, (_, wanted))| found_in(content, wanted))
        .map(|(secret, (form, _))| format!("{secret} ({form})"))
        .collect()
}

#[track_caller]
pub fn assert_none(place: &str, content: &[u8], secrets: &[String]) {
    let found = search(content, secrets);
    assert!(
        found.is_empty(),
        "{place} holds {found:?}:\n{}",
        String::from_utf8_lossy(content)
    );
}
