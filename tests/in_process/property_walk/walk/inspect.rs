//! Everything that must be true in the moment when a secret arrives.

use super::beside::{COPY, READER};
use super::card::{Pin, blocks};
use super::ledger::{Log, Pending};
use super::table::Line;

impl Line {
    /// Everything that must be true when a secret is on its way.
    pub fn inspect(&self, octets: &[u8]) {
        self.table.with(|state| {
            state.settle(false);
            let scripted = state.log().scripted;
            let card = &state.cards[self.card];
            let (iccsn, header) = (
                card.iccsn.clone(),
                [octets[0], octets[1], octets[2], octets[3]],
            );
            let meant = if self.gone {
                card.named_by(header[3])
            } else {
                card.meant_by(header[3])
            };
            let Some(pin) = meant else {
                state.accuse(
                    "a secret goes to its PIN only",
                    &format!("{header:02X?} in another folder"),
                );
                return;
            };
            let given = blocks(octets);
            let counters = card.counters(pin);
            let puk = header[1] == 0x2C;
            let user = state.log().user;
            let known = state.known[&(user, self.card, pin)];
            let log = state.log();
            let mut broken: Vec<(&str, String)> = Vec::new();
            let proper = match header[1..] {
                [0x24 | 0x20, 0x00, _] => true,
                [0x2C, p1, _] => p1 == u8::from(pin == "qes"),
                _ => false,
            };
            if !proper {
                broken.push((
                    "only commands that the card grants",
                    format!("{header:02X?}"),
                ));
            }
            if log.shown_card.as_ref() != Some(&iccsn) {
                broken.push((
                    "no secret to a card that was not shown",
                    format!("{:?}, not {iccsn}", log.shown_card),
                ));
            }
            if log.identified != Some(self.card) {
                broken.push((
                    "the card is identified in the same transaction",
                    format!("{:?}", log.identified),
                ));
            }
            let shown = log.shown.get(&(self.card, pin));
            if log.read.get(&pin) != shown || !log.read.contains_key(&pin) {
                broken.push((
                    "no secret to a card that changed",
                    format!(
                        "{pin}: shown {:04X?}, now {:04X?}",
                        shown,
                        log.read.get(&pin)
                    ),
                ));
            }
            broken.extend(self.meant(log, &iccsn));
            if let Some(first) = given.first().filter(|_| !log.insists) {
                broken.extend(mistake(
                    log,
                    (self.card, pin, puk, counters.transport),
                    first,
                ));
            }
            // One entry for each secret: twice where it comes from paper or is new (what is seen
            // counts twice), once where it is known by heart.
            let by_heart = !puk && !counters.transport;
            for (index, digits) in given.iter().enumerate() {
                let wanted = match (scripted, by_heart && index == 0) {
                    (true, _) | (_, true) => 1,
                    (false, false) => 2,
                };
                let typed = if scripted {
                    log.file
                        .iter()
                        .filter(|(key, value)| key.ends_with(pin) && *value == digits)
                        .count()
                } else {
                    log.entries.iter().filter(|entry| *entry == digits).count()
                };
                if typed < wanted {
                    broken.push((
                        "no try beyond human entries",
                        format!("{pin}, secret {index}: typed {typed} times"),
                    ));
                }
            }
            log.entries.clear();
            if scripted && log.secrets.iter().any(|sent| sent.pin == pin) {
                broken.push((
                    "no try beyond human entries",
                    format!("{pin}: the script's secrets a second time"),
                ));
            }
            if pin == "qes" && !log.holder {
                broken.push(("PIN.QES belongs to its holder", "nobody asked".to_owned()));
            }
            let stated = log.stated.unwrap_or_default().max(known.stated);
            let last = if puk {
                (counters.puk_uses <= 1 && known.puk_elsewhere == 0) || known.puk_bad >= 2
            } else {
                // With what the notes hold and what was stated truly nobody could think that there
                // are more.
                let missed = if known.named {
                    3 - counters.tries
                } else {
                    known.elsewhere
                };
                let knowable = known.elsewhere == 0 || stated >= missed;
                counters.tries <= 1 && (!counters.transport || knowable)
            };
            if last && !log.released {
                broken.push((
                    "the last try needs a deliberate act",
                    format!("{pin} {counters:?} {known:?} {stated}"),
                ));
            }
            let again = match (puk, counters.transport) {
                (true, _) => known.puk_bad > 0,
                (false, true) => known.bad > 0,
                (false, false) => counters.tries < 3,
            };
            if scripted && again && !log.released && !log.released_again {
                broken.push((
                    "a script does not go on after a wrong try",
                    format!("{pin} {counters:?} {known:?}"),
                ));
            }
            if !log.scripted {
                log.released = log
                    .arguments
                    .iter()
                    .any(|argument| argument == "--last-try");
            }
            log.insists = false;
            log.frozen = false;
            log.since_secret = Some(0);
            let (old, new) = (given.first().cloned(), given.get(1).cloned());
            let (card, takes_notes) = (self.card, log.takes_notes);
            log.pending = Some(Pending {
                card,
                pin,
                puk,
                before: counters,
                after: counters,
                real: None,
                told: None,
                old: old.unwrap_or_default(),
                new,
            });
            if takes_notes && !state.notes_that_count().contains("\"open\"") {
                broken.push(("the attempt is noted before it is made", pin.to_owned()));
            }
            for (promise, what) in broken {
                state.accuse(promise, &what);
            }
        });
    }

    /// Whether this card, in this reader, is the one that is meant.
    fn meant(&self, log: &Log, iccsn: &str) -> Vec<(&'static str, String)> {
        let mut broken = Vec::new();
        if self.card == COPY {
            broken.push((
                "no secret to a card that was not shown",
                "a copy".to_owned(),
            ));
        }
        let named = log.named.as_deref();
        if named.is_some_and(|named| !iccsn.ends_with(named)) {
            broken.push((
                "a secret goes to the card that was named",
                format!("{named:?}, not {iccsn}"),
            ));
        }
        if log.names_reader && self.reader != READER {
            broken.push((
                "a secret goes to the reader that was named",
                self.reader.to_owned(),
            ));
        }
        let unnamed = log.scripted && named.is_none() && !log.names_reader;
        let other = if self.reader == READER {
            log.occupied.second
        } else {
            log.occupied.first
        };
        if unnamed && other {
            broken.push((
                "no card is the only one beside another that may be meant",
                format!("{:?}", log.beside),
            ));
        }
        broken
    }
}

/// Why digits that nobody insisted on are known to be wrong at this PIN, by what the program was
/// told in this run. A Transport-PIN that was refused may be that of another PIN, and letters print
/// one PUK for several.
fn mistake(
    log: &Log,
    (card, pin, puk, transport): (usize, Pin, bool, bool),
    digits: &str,
) -> Option<(&'static str, String)> {
    let (mut refused, mut of_another) = (false, None);
    let all = log.secrets.iter();
    for sent in all.filter(|sent| sent.card == card && sent.puk == puk) {
        let accepted = sent.told == Some(0x9000) && sent.real == Some(0x9000);
        let same = sent.old == digits && (puk || sent.before.transport == transport);
        let set = sent.new.as_deref() == Some(digits) && !puk && !transport;
        let wrong = same && matches!(sent.told, Some(0x63C0..=0x63CF));
        if sent.pin == pin {
            refused = (refused || wrong) && !(accepted && (same || set));
        } else if puk {
            refused |= wrong;
        } else if accepted && (set || same && (transport || sent.new.is_none())) {
            of_another = Some(sent.pin);
        }
    }
    if refused {
        return Some(("no digits that were refused again", pin.to_owned()));
    }
    of_another.map(|other| {
        (
            "no digits that belong to another PIN",
            format!("{pin}, known from {other}"),
        )
    })
}
