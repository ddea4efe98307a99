//! gematik's download point on loopback, with lists of an authority of its own.

use std::sync::{Arc, Mutex};

use pinlotse::issuers::{DownloadPoint, Keeper, Offered, Store};
use pinlotse::system::clock;
use pinlotse::trust::Anchor;

use super::Skip;
use super::issuer_list::{Head, ListSigner, list};
use super::responder::{Reply, Server};
use super::temp::Temp;

const DAY: i64 = 24 * 60 * 60;

/// A list and its signature, as octets.
#[derive(Clone, Debug)]
pub struct Pair {
    pub list: Vec<u8>,
    pub signature: Vec<u8>,
}

/// Now, in seconds since 1970.
pub fn now() -> i64 {
    clock::seconds_since_epoch(std::time::SystemTime::now())
}

/// Who signs the lists of a test, and what stands in them.
pub struct Lists {
    pub signer: ListSigner,
    /// Their issuers.
    pub providers: String,
}

impl Lists {
    /// # Errors
    /// Where OpenSSL is missing.
    pub fn new() -> Result<Self, Skip> {
        Ok(Self {
            signer: ListSigner::new()?,
            providers: String::new(),
        })
    }

    pub fn anchor(&self) -> Anchor {
        self.signer.anchor()
    }

    /// A list of this number that ends so many days from now, and was issued thirty days before.
    pub fn pair(&self, number: u32, ends_in: i64) -> Pair {
        let end = now() + ends_in * DAY;
        let head = Head {
            number: &number.to_string(),
            issued: &clock::timestamp_of(end - 30 * DAY),
            next_update: &clock::timestamp_of(end),
        };
        let list = list(head, &self.providers).into_bytes();
        let signature = self.signer.sign(&list);
        Pair { list, signature }
    }

    pub fn offered(&self, pair: &Pair) -> Offered {
        let Pair { list, signature } = pair.clone();
        Offered::verified(list, signature, &self.anchor(), now()).unwrap()
    }
}

type Serves = Box<dyn FnMut(&str) -> Reply + Send>;

/// The download point.
pub struct Point {
    server: Server,
    serves: Arc<Mutex<Serves>>,
}

impl Point {
    /// It serves this list.
    pub fn of(pair: Pair) -> Self {
        Self::with(both(pair))
    }

    /// It answers to each path as a test wants it.
    pub fn with(serves: impl FnMut(&str) -> Reply + Send + 'static) -> Self {
        let serves: Arc<Mutex<Serves>> = Arc::new(Mutex::new(Box::new(serves)));
        let server = Server::start({
            let serves = Arc::clone(&serves);
            move |request| {
                let path = request.head.split(' ').nth(1).unwrap();
                serves.lock().unwrap()(path)
            }
        });
        Self { server, serves }
    }

    /// From now on it serves another list.
    pub fn serves(&self, pair: Pair) -> &Self {
        self.answers(both(pair))
    }

    /// From now on it answers otherwise.
    pub fn answers(&self, serves: impl FnMut(&str) -> Reply + Send + 'static) -> &Self {
        *self.serves.lock().unwrap() = Box::new(serves);
        self
    }

    /// The paths that were asked for so far.
    pub fn asked(&self) -> Vec<String> {
        let seen = self.server.seen().into_iter();
        seen.map(|request| request.head.split(' ').nth(1).unwrap().to_owned())
            .collect()
    }

    /// The requests so far, as they came.
    pub fn requests(&self) -> Vec<String> {
        let seen = self.server.seen().into_iter();
        seen.map(|request| request.head).collect()
    }

    pub fn point(&self) -> DownloadPoint {
        DownloadPoint::below(&self.server.url("/TSL-ECC"))
    }

    /// Keeps lists in the folder of a test, fetched from here.
    pub fn keeper(&self, temp: &Temp) -> Keeper {
        Keeper {
            store: Store::at(temp.join("state/issuers.list")),
            point: Some(self.point()),
            folder: None,
        }
    }
}

/// What a server answers that has both files.
pub fn both(pair: Pair) -> impl FnMut(&str) -> Reply + Send + 'static {
    move |path| {
        if path.ends_with(".sig") {
            Reply::ok(&pair.signature)
        } else {
            Reply::ok(&pair.list)
        }
    }
}
