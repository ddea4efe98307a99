//! Readers, in words: what `readers` shows.

use super::cards;
use super::examination;
use super::line::Line;
use crate::reader::Presence;
use crate::reader::foreign::Foreign;
use crate::report::facts::examination::Remark;
use crate::report::facts::list_gaps::ListGaps;
use crate::report::facts::outcome::{Asks, ReaderRow, SeenReader};
use crate::text::{Text, Tone};

/// What `readers` shows.
#[must_use]
pub fn lines(
    rows: &[ReaderRow],
    is_virtual: bool,
    workplace: Option<&str>,
    beside: Option<&ListGaps>,
    text: Text,
) -> Vec<Line> {
    let mut lines = Vec::new();
    match workplace {
        Some(workplace) if rows.is_empty() => {
            lines.push((Tone::Warning, text.no_terminals_listed(workplace)));
        }
        None if rows.is_empty() => lines.push((Tone::Warning, text.no_readers_listed())),
        Some(_) | None => {}
    }
    for row in rows {
        lines.extend(self::row(row, text));
    }
    if let Some(beside) = beside {
        let remarks = examination::remark_lines(&Remark::of_gaps(beside), &beside.profile, text);
        lines.extend(remarks);
    }
    if !is_virtual && workplace.is_none() {
        lines.push((Tone::Plain, text.reader_network_note()));
    }
    lines
}

/// Which reader, or which slot of which card terminal.
#[must_use]
pub fn place_line(reader: &SeenReader, text: Text) -> String {
    match reader.terminal {
        Some(_) => text.terminal_line(&reader.name),
        None => text.reader_line(&reader.name),
    }
}

/// A reader, what it can do, and what is in it.
#[must_use]
pub fn row(row: &ReaderRow, text: Text) -> Vec<Line> {
    if let Some(foreign) = row.foreign() {
        let name = (Tone::Heading, row.reader.name.clone());
        return vec![
            name,
            (Tone::Plain, format!("  {}", foreign_label(foreign, text))),
        ];
    }
    vec![
        (Tone::Heading, row.reader.name.clone()),
        (Tone::Plain, format!("  {}", features(row, text))),
        reader_card(row, text),
    ]
}

/// What a reader is that takes no cards.
#[must_use]
pub fn foreign_label(foreign: Foreign, text: Text) -> String {
    match foreign {
        Foreign::WindowsHello => text.foreign_windows_hello(),
        Foreign::Sim => text.foreign_sim(),
        Foreign::SecurityChip => text.foreign_security_chip(),
        Foreign::SecurityKey => text.foreign_security_key(),
    }
}

fn features(row: &ReaderRow, text: Text) -> String {
    if let Some(terminal) = &row.reader.terminal {
        if row.reader.is_cut_off() {
            return text.terminal_cut_off();
        }
        return match terminal.asks {
            Asks::Itself => text.terminal_here(),
            Asks::Remote => text.terminal_of_others(),
            Asks::Nowhere => text.terminal_without_keys(),
        };
    }
    let pad = row.reader.pad();
    let mut words = vec![match (pad.can_verify(), pad.can_modify()) {
        _ if pad.is_untrusted() => text.reader_pad_untrusted(),
        (_, true) => text.reader_pad_yes(),
        (true, false) => text.reader_pad_verify_only(),
        (false, false) => text.reader_pad_no(),
    }];
    if row.reader.features.display {
        words.push(text.reader_display());
    }
    if row.reader.contactless {
        words.push(text.reader_contactless());
    }
    words.join(", ")
}

fn reader_card(row: &ReaderRow, text: Text) -> Line {
    let (tone, card) = match (&row.card, row.presence) {
        (Some((kind, iccsn)), _) => {
            let card = cards::told(*kind, iccsn.as_ref(), row.application, text);
            (Tone::Good, card)
        }
        (None, Presence::Empty) if row.reader.is_cut_off() => {
            (Tone::Warning, text.terminal_inside_unknown())
        }
        (None, Presence::Empty) => (Tone::Plain, text.reader_empty()),
        (None, _) if row.busy => (Tone::Warning, text.reader_busy()),
        (None, Presence::Exclusive) => (Tone::Warning, text.reader_busy()),
        (None, _) if row.is_untold => (Tone::Warning, text.reader_untold()),
        (None, _) => (Tone::Warning, text.reader_mute()),
    };
    (tone, format!("  {card}"))
}
