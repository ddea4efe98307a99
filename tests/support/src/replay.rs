//! A file of `doctor --probe` as a card: it answers what the card in it answered, and 6D00 to
//! whatever it was never asked.

use apdu::{Command, Response, StatusWord};
use pinlotse::reader::{Connection, Error, Leave};
use serde_json::Value;

/// The card of a file, in one transaction.
pub struct Replay {
    exchanges: Vec<Value>,
    atr: Vec<u8>,
    /// The folder that is selected, by its name.
    folder: String,
    /// Exchanges that were used, each once, as long as there is another one.
    used: Vec<bool>,
}

impl Replay {
    pub fn of(document: &Value) -> Self {
        let exchanges = document["exchanges"].as_array().unwrap().clone();
        Self {
            used: vec![false; exchanges.len()],
            exchanges,
            atr: hex::decode(document["card"]["atr"].as_str().unwrap()).unwrap(),
            folder: "MF".to_owned(),
        }
    }

    fn answer(&mut self, command: &str) -> Option<Value> {
        let is_select = command.starts_with("00A404");
        let fits = |exchange: &Value| {
            exchange["command"] == command && (is_select || exchange["folder"] == *self.folder)
        };
        let mut places = (0..self.exchanges.len()).filter(|at| fits(&self.exchanges[*at]));
        let first = places.next()?;
        let at = std::iter::once(first)
            .chain(places)
            .find(|at| !self.used[*at])
            .unwrap_or(first);
        self.used[at] = true;
        let exchange = self.exchanges[at].clone();
        if is_select && exchange["status"] == "9000" {
            exchange["folder"]
                .as_str()
                .unwrap()
                .clone_into(&mut self.folder);
        }
        Some(exchange)
    }
}

impl Connection for Replay {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        assert!(!command.is_secret(), "a replayed card takes no secret");
        let octets = hex::encode_upper(command.encode().as_slice());
        let Some(exchange) = self.answer(&octets) else {
            return Ok(Response {
                data: Vec::new(),
                status: StatusWord::new(0x6D00),
            });
        };
        let Some(status) = exchange["status"].as_str() else {
            return Err(Error::Removed("replay".to_owned()));
        };
        // What was left out on purpose comes as zeros of its length.
        let length = exchange["length"].as_u64().unwrap_or_default();
        let data = match exchange["data"].as_str() {
            Some(data) => hex::decode(data).unwrap(),
            None => vec![0; usize::try_from(length).unwrap()],
        };
        let status = StatusWord::new(u16::from_str_radix(status, 16).unwrap());
        Ok(Response { data, status })
    }

    fn atr(&self) -> &[u8] {
        &self.atr
    }

    fn finish(self: Box<Self>, _leave: Leave) {}
}
