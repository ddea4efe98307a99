//! The network between program and Konnektor: every request is watched, and the toys sit here.

use pinlotse::http::Reply;
use pinlotse::http::reply::Wanted;
use pinlotse::konnektor::address::Address;
use pinlotse::konnektor::network::{Lost, Network, Waiting};
use pinlotse::system::signals::Interrupts;
use support::network::InMemory;

use super::cards::Pin;
use super::state::{Post, Shared, State};

/// Moments of requests for which a person waits.
const PATIENCE: u32 = 80;

/// Watches.
pub struct Watched {
    pub shared: Shared,
    pub interrupts: Interrupts,
}

/// Name of the operation in a request, and of its PIN.
fn asked(request: &str) -> (String, String) {
    let action = request
        .lines()
        .find_map(|line| line.strip_prefix("SOAPAction: "))
        .unwrap_or_default();
    let operation = action.trim_matches('"').rsplit('#').next();
    let pin = ["PIN.CH", "PIN.QES", "PIN.SMC"]
        .into_iter()
        .find(|pin| request.contains(&format!(">{pin}<")));
    (
        operation.unwrap_or_default().to_owned(),
        pin.unwrap_or_default().to_owned(),
    )
}

fn asks_for_digits(operation: &str) -> bool {
    matches!(operation, "ChangePin" | "VerifyPin" | "UnblockPin")
}

impl Network for Watched {
    fn exchange(
        &mut self,
        to: &Address,
        request: &[u8],
        wanted: &Wanted,
        waiting: &Waiting<'_>,
    ) -> Result<Reply, Lost> {
        let toy = self.shared.with(|state| state.toy);
        let mut requests = vec![request.to_vec()];
        if let Some(toy) = toy {
            requests = toy.sends(request);
        }
        let mut answered = None;
        for request in &requests {
            let reply = self.one(to, request, wanted, waiting);
            let is_lost = reply.is_err();
            answered = Some(reply);
            if is_lost && toy.is_some_and(super::toys::Toy::repeats_what_was_lost) {
                answered = Some(self.one(to, request, wanted, waiting));
            }
        }
        let reply = answered.expect("at least one request");
        match toy {
            Some(toy) => self.shared.with(|state| toy.hears(request, reply, state)),
            None => reply,
        }
    }
}

impl Watched {
    /// A request goes out, or is answered: Ctrl-C, if it is time for it.
    fn moment(&self) {
        self.shared.with(|state| match state.log.stops_in {
            Some(0) => self.interrupts.raise_for_tests(),
            Some(left) => state.log.stops_in = Some(left - 1),
            None => {}
        });
        // Who waits and sees that nothing comes of it gives up.
        let gives_up = self.shared.with(|state| {
            state.log.asked_waiting += u32::from(state.log.waiting);
            state.log.asked_waiting > PATIENCE
        });
        if gives_up {
            self.interrupts.raise_for_tests();
        }
    }

    fn one(
        &mut self,
        to: &Address,
        request: &[u8],
        wanted: &Wanted,
        waiting: &Waiting<'_>,
    ) -> Result<Reply, Lost> {
        let text = String::from_utf8_lossy(request).into_owned();
        let (operation, pin) = asked(&text);
        self.moment();
        let konnektor = self.shared.with(|state| {
            state.requests += 1;
            state.events += 1;
            state.reads(&text);
            if asks_for_digits(&operation) {
                state.orders(&operation, &pin, &text);
            }
            state.konnektor.clone()
        });
        let reply = InMemory(konnektor).exchange(to, request, wanted, waiting);
        self.moment();
        self.shared.with(|state| {
            let now = state.count();
            if asks_for_digits(&operation)
                && let Some(post) = state.log.posts.last_mut()
                && let Some(card) = post.card
            {
                post.after = now.get(&(card, post.pin)).copied();
            }
            if asks_for_digits(&operation) {
                state.doubts(&reply);
            }
            let log = state.konnektor.log();
            if let (Some(last), "GetPinStatus") = (log.last(), operation.as_str()) {
                let word = if reply.is_ok() {
                    last.answered.clone()
                } else {
                    String::new()
                };
                state.log.words.insert(pin, word);
            }
        });
        reply
    }
}

impl State {
    /// No digits are in any request.
    fn reads(&mut self, request: &str) {
        let body = request.split("\r\n\r\n").nth(1).unwrap_or_default();
        let found = self
            .log
            .digits
            .iter()
            .find(|digits| digits.len() >= 6 && body.contains(digits.as_str()))
            .cloned();
        if let Some(digits) = found {
            self.accuse("no digits in a request", &digits);
        }
    }

    /// An order goes out.
    fn orders(&mut self, operation: &str, pin: &str, request: &str) {
        let now = self.count();
        // None of the two where another card is meant, or one that is gone.
        let handle = self.konnektor.handle(self.cards.terminal, self.cards.slot);
        let named = handle.as_deref();
        let is_meant = named.is_some_and(|handle| request.contains(&format!(">{handle}<")));
        if is_meant {
            self.is_as_announced(operation, named);
        }
        let inside = self.cards.inside(&self.konnektor);
        let card = inside.filter(|_| is_meant);
        let pin: Pin = self
            .cards
            .pins()
            .iter()
            .find(|own| **own == pin)
            .copied()
            .unwrap_or("PIN.CH");
        let before = card.and_then(|card| now.get(&(card, pin)).copied());
        if !std::mem::take(&mut self.log.armed) {
            self.accuse(
                "one order for each Enter, and none without",
                &format!("{operation} {pin}"),
            );
        }
        let released = std::mem::take(&mut self.log.released);
        let again = std::mem::take(&mut self.log.again);
        if let (Some(card), Some(before)) = (card, before) {
            self.guards(operation, (card, pin), before, released);
            if before.transport && operation == "ChangePin" {
                self.asks_again((card, pin), released || again);
            }
        }
        self.log.posts.push(Post {
            operation: operation.to_owned(),
            pin,
            card,
            before,
            after: None,
            released,
            heard: self.log.heard.len(),
        });
    }

    /// The same stay of the card, at a terminal at which the person is.
    fn is_as_announced(&mut self, operation: &str, handle: Option<&str>) {
        let is_same = self.log.restarts || self.log.announced.as_deref() == handle;
        if !is_same {
            self.accuse(
                "a card that was pulled after the announcement gets nothing",
                operation,
            );
        }
        if self.is_remote && !self.log.sits_there && !self.log.blinded {
            self.accuse("nobody is sent to a terminal elsewhere unasked", operation);
        }
    }

    /// The last try is a deliberate act, by what the program can know.
    fn guards(
        &mut self,
        operation: &str,
        key: (usize, Pin),
        before: super::cards::Counters,
        released: bool,
    ) {
        if released || operation == "UnblockPin" || before.tries == 0 {
            return;
        }
        let shown = self.log.words.get(key.1).map(String::as_str);
        let is_seen = shown == Some("VERIFIABLE") && !self.log.blinded && !self.log.made_up;
        if !before.transport && before.tries == 1 && is_seen && !self.log.rival {
            self.accuse(
                "the last try is a deliberate act",
                &format!("{operation} {key:?}"),
            );
        }
        let spent = self.spent.get(&key).copied().unwrap_or_default();
        let stated = self.log.stated.unwrap_or_default();
        if before.transport && (spent >= 2 || stated >= 2) {
            let what = format!("{operation} {key:?}: {spent} noted, {stated} stated");
            self.accuse(
                "with two wrong Transport-PINs noted the third is a deliberate act",
                &what,
            );
        }
    }
}
