//! What must be true when a run is over, by its document and by the cards.

use serde_json::Value;

use super::card::Pin;
use super::ledger::{Log, Pending, State};
use super::table::FOREIGN_NUMBER;
use support::journey::without_fingerprints;
use support::schema;

/// Exit codes that promise that no secret took an unknown way: whatever was sent is reported as a
/// success.
const NOTHING_OPEN: &[u8] = &[2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 23];

/// What was promised and not kept, in words.
pub fn broken(
    state: &State,
    log: &Log,
    exit: u8,
    open: (usize, usize),
) -> Vec<(&'static str, String)> {
    let mut broken = Vec::new();
    if log.waiting {
        broken.push(("no wait is left behind", String::new()));
    }
    let [document] = log.documents.as_slice() else {
        broken.push((
            "one document for each run",
            format!("{}", log.documents.len()),
        ));
        return broken;
    };
    let Ok(document) = serde_json::from_str::<Value>(document) else {
        broken.push(("one document for each run", document.clone()));
        return broken;
    };
    if let Err(why) = schema::check(&document) {
        broken.push(("a document keeps to its schema", why));
    }
    let view = Run {
        state,
        log,
        exit,
        document: &document,
    };
    view.exit_codes(&mut broken);
    view.claims(&mut broken);
    view.status(&mut broken);
    view.notes(open, &mut broken);
    view.leaks(&mut broken);
    broken
}

struct Run<'a> {
    state: &'a State,
    log: &'a Log,
    exit: u8,
    document: &'a Value,
}

type Broken = Vec<(&'static str, String)>;

impl Run<'_> {
    fn results(&self) -> Vec<(Pin, &Value)> {
        let results = self.document["results"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        results
            .iter()
            .map(|result| (word(&result["pin"]), result))
            .collect()
    }

    /// The card that the document names.
    fn card(&self) -> Option<usize> {
        let iccsn = self.document["card"]["iccsn"].as_str()?;
        self.state.cards.iter().position(|card| card.iccsn == iccsn)
    }

    fn sent(&self) -> &[Pending] {
        &self.log.secrets
    }

    fn exit_codes(&self, broken: &mut Broken) {
        let exit = self.exit;
        let mut claim = |kept: bool, promise: &'static str| {
            if !kept {
                broken.push((
                    promise,
                    format!("exit {exit}, {:?}\n{:#}", self.sent(), self.document),
                ));
            }
        };
        let error = &self.document["error"];
        claim(
            self.document["exit"] == exit,
            "the document names the exit code",
        );
        claim(
            error.is_null() == (exit == 0),
            "an error where the exit code is one",
        );
        claim(
            error.is_null() || error["exit"] == exit,
            "the deciding error has the exit code",
        );
        let successes = self
            .results()
            .iter()
            .filter(|(_, result)| result["changed"] == true || result["right"] == true)
            .count();
        if NOTHING_OPEN.contains(&exit) {
            claim(
                self.sent().len() == successes,
                "what was sent is reported as done",
            );
        }
        match exit {
            0 => {
                let done = |sent: &Pending| {
                    sent.real == Some(0x9000)
                        || (sent.told.is_none_or(is_garbage) && self.log.rival)
                };
                claim(self.sent().iter().all(done), "success is what the card did");
                claim(
                    self.sent().len() == successes,
                    "what was sent is reported as done",
                );
            }
            8 => claim(
                self.sent().is_empty(),
                "8 only when no secret was handed over",
            ),
            9 => claim(!self.sent().is_empty(), "9 only after a secret was sent"),
            10 => {
                let wrong = self
                    .sent()
                    .iter()
                    .rev()
                    .find(|sent| matches!(sent.told, Some(0x63C1..=0x63CF)));
                claim(
                    wrong.is_some(),
                    "10 only when the card named a wrong secret",
                );
                if let Some(wrong) = wrong {
                    let (key, left) = if wrong.puk {
                        ("puk_uses_left", wrong.after.puk_uses)
                    } else {
                        ("tries_left", wrong.after.tries)
                    };
                    claim(error[key] == left, "the tries left are those of the card");
                }
            }
            11 => {
                let pin = word(&error["pin"]);
                let blocked = self
                    .card()
                    .is_some_and(|card| self.state.cards[card].counters(pin).tries == 0);
                let excused = self.log.rival || self.log.forged || self.state.unblocked_elsewhere;
                claim(blocked || excused, "blocked means blocked");
            }
            12 => {
                let pin = word(&error["pin"]);
                let used = self.card().is_some_and(|card| {
                    let card = &self.state.cards[card];
                    card.counters(pin).puk_uses == 0 || card.is_lost(pin)
                });
                claim(
                    used || self.log.rival,
                    "blocked for good means no PUK use, or none that helps",
                );
            }
            _ => {}
        }
        claim(
            self.unexplained() == 0 || exit == 9,
            "an unknown outcome is told as one",
        );
        claim(exit <= 25, "a known exit code");
    }

    /// Secrets whose answer never came, or was none, and whose PIN is not said to be as it was wanted,
    /// or blocked.
    fn unexplained(&self) -> usize {
        let explained = |sent: &Pending| {
            self.results().iter().any(|(pin, result)| {
                let known = result["changed"] == true
                    || result["right"] == true
                    || result["after"] == "blocked";
                *pin == sent.pin && known
            })
        };
        self.sent()
            .iter()
            .filter(|sent| sent.told.is_none_or(is_garbage) && !explained(sent))
            .count()
    }

    fn claims(&self, broken: &mut Broken) {
        let changed = self
            .results()
            .iter()
            .any(|(_, result)| result["changed"] == true);
        if self.document["command"] != "notes forget" && self.document["changed"] != changed {
            broken.push((
                "the document sums up its results",
                format!("{:#}", self.document),
            ));
        }
        let results = self.results();
        for (index, (pin, result)) in results.iter().copied().enumerate() {
            // A PIN may have been unblocked and then activated in the same run.
            let earlier = results[..index]
                .iter()
                .filter(|(other, _)| *other == pin)
                .count();
            let is_last = results[index + 1..].iter().all(|(other, _)| *other != pin);
            let own = self
                .sent()
                .iter()
                .filter(|sent| sent.pin == pin)
                .nth(earlier);
            let mut claim = |kept: bool, promise: &'static str| {
                if !kept {
                    broken.push((
                        promise,
                        format!("{pin}: {:?}\n{:#}", self.sent(), self.document),
                    ));
                }
            };
            // A reader that lies about the number may name a card of another kind.
            let has_pin = |card: &usize| self.state.cards[*card].pins().contains(&pin);
            let Some(card) = self.card().filter(has_pin) else {
                claim(self.log.forged, "results belong to a card that is there");
                continue;
            };
            let card = &self.state.cards[card];
            let counters = card.counters(pin);
            if result["changed"] == true {
                let executed = own.filter(|sent| sent.real == Some(0x9000));
                // The design's table takes a PIN that is set after a lost answer for a success.
                // That another program set it in between cannot be told from the card.
                let by_another = result["answer"] == "lost" && self.log.rival;
                claim(
                    executed.is_some() || by_another,
                    "no success claimed that the card does not show",
                );
                let new = executed.and_then(|sent| sent.new.as_ref());
                if let (Some(new), false) = (new, self.log.rival) {
                    claim(
                        card.secret(pin) == new,
                        "the new PIN is the one that was typed",
                    );
                    claim(!counters.transport, "a PIN that is set is no Transport-PIN");
                }
            }
            if result["right"] == true {
                claim(
                    own.is_some_and(|sent| sent.real == Some(0x9000)),
                    "right is what the card called right",
                );
            }
            if result["right"] == false {
                let refused = matches!(own.and_then(|sent| sent.real), Some(0x63C0..=0x63CF));
                claim(refused, "wrong is what the card called wrong");
            }
            if let (Some(after), true, false, false) = (
                result["after"].as_str(),
                is_last,
                self.log.rival,
                self.log.forged,
            ) {
                claim(
                    card.words(pin).contains(&after),
                    "the state afterwards is the card's",
                );
            }
            claim(
                result["entry"].is_null() == own.is_none(),
                "an entry stands where digits were handed over",
            );
            if result["skipped"].is_string() {
                claim(own.is_none(), "a PIN that was left alone got no secret");
            }
        }
        if self.document["complete"] == true && !self.log.rival && !self.log.forged {
            let set = |card: usize| {
                let card = &self.state.cards[card];
                card.pins()
                    .into_iter()
                    .all(|pin| card.words(pin).contains(&"set"))
            };
            if !self.card().is_some_and(set) {
                broken.push((
                    "complete means that every PIN is set",
                    format!("{:#}", self.document),
                ));
            }
        }
    }

    fn status(&self, broken: &mut Broken) {
        let Some(pins) = self.document["pins"].as_array() else {
            return;
        };
        if self.log.forged || self.log.rival {
            return;
        }
        let Some(card) = self.card() else { return };
        for shown in pins {
            let pin = word(&shown["pin"]);
            let Some(known) = self.state.known.get(&(self.log.user, card, pin)) else {
                continue;
            };
            let state = shown["state"].as_str().unwrap_or_default();
            if !self.state.cards[card].words(pin).contains(&state) {
                broken.push((
                    "status shows what the card shows",
                    format!("{:#}", self.document),
                ));
            }
            let noted = shown["unknown_noted"].as_u64().unwrap_or_default();
            let expected = u64::from(known.open.0) <= noted && noted <= u64::from(known.open.1);
            if state == "transport" && !expected {
                broken.push((
                    "status tells of attempts that are open",
                    format!("{known:?}\n{:#}", self.document),
                ));
            }
        }
    }

    /// Attempts are left open by a kill and by an unknown outcome only.
    fn notes(&self, (before, after): (usize, usize), broken: &mut Broken) {
        // Of a refused PUK the card does not say whether it counted the use.
        let unclear = self
            .sent()
            .iter()
            .any(|sent| sent.puk && !matches!(sent.told, Some(0x9000 | 0x63C0..=0x63CF)));
        if self.exit != 9 && after > before && !self.log.rival && !unclear {
            broken.push((
                "an open note means a kill or an unknown outcome",
                format!("{before} → {after}"),
            ));
        }
        for (pin, result) in self.results() {
            let hidden = result["after"].is_null() || result["after"] == "transport";
            let unknown = self.document["error"]["code"] == "outcome_unknown"
                && self.document["error"]["pin"] == pin;
            if unknown
                && hidden
                && self.log.takes_notes
                && !self.state.notes_that_count().contains("\"open\"")
            {
                broken.push((
                    "an unknown outcome stays noted as open",
                    format!("{:#}", self.document),
                ));
            }
        }
    }

    fn leaks(&self, broken: &mut Broken) {
        let trace = std::fs::read_to_string(self.state.folder.join("trace")).unwrap_or_default();
        let talk = [self.log.heard.join("\n"), self.log.documents.join("\n")].concat();
        // Printed on the cards, or chosen by this test.
        let mut talk = talk.replace(&self.state.folder.display().to_string(), "");
        for number in self
            .state
            .cards
            .iter()
            .map(|card| card.iccsn.as_str())
            .chain([FOREIGN_NUMBER])
        {
            let groups: Vec<&str> = (0..4).map(|group| &number[group * 5..][..5]).collect();
            talk = talk.replace(number, "").replace(&groups.join(" "), "");
        }
        for card in &self.state.cards {
            talk = talk.replace(&hex::encode_upper(card.atr()), "");
        }
        let talk = without_telematik_ids(&without_fingerprints(&talk));
        let notes = self.state.notes_text();
        for secret in &self.state.digits {
            let block = format!("2{:X}{secret}", secret.len());
            let ascii = hex::encode(secret);
            for (place, text) in [("talk", &talk), ("trace", &trace), ("notes", &notes)] {
                // Five digits stand in the octets of a trace and in hashes by chance; there their
                // coded forms are looked for.
                let plain = place == "talk" && text.contains(secret.as_str());
                let coded = text.contains(&block) && place != "notes" || text.contains(&ascii);
                if plain || coded {
                    broken.push((
                        "no typed digit in any output",
                        format!("{secret} in the {place}:\n{text}"),
                    ));
                    return;
                }
            }
        }
    }
}

/// The identifier of the holder stands on the card and in every look; digits that were typed may be a
/// part of it by chance.
fn without_telematik_ids(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let name = |text: &str| {
        let names = ["Telematik-ID", "telematik_id"];
        let ends = names
            .iter()
            .filter_map(|name| Some(text.find(name)? + name.len()));
        ends.min()
    };
    while let Some(end) = name(rest) {
        let (before, after) = rest.split_at(end);
        kept.push_str(before);
        let digit = |c: char| c.is_ascii_digit() || c == '\n';
        let begin = after.find(digit).unwrap_or(after.len());
        kept.push_str(&after[..begin]);
        let part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        rest = after[begin..].trim_start_matches(part);
    }
    kept + rest
}

/// No answer that a secret's command has.
const fn is_garbage(status: u16) -> bool {
    !matches!(status, 0x9000 | 0x63C0..=0x63CF | 0x6982..=0x6985 | 0x6A88)
}

fn word(value: &Value) -> Pin {
    match value.as_str() {
        Some("qes") => "qes",
        Some("smc") => "smc",
        _ => "ch",
    }
}
