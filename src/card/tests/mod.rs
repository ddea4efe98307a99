//! What goes over the wire, octet by octet: commands and answers stand here as cards.md writes
//! them, so that the encoder cannot agree with itself.

mod gate;
mod look;
mod objects;
mod outcome;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use apdu::{Command, Response};

use crate::reader::{Connection, Error, Leave};

/// Instead of an answer: the card is pulled.
const BREAK: &str = "(breaks)";

const MF: &str = "00A4040C";
const MF_FCP: &str = "00A4040400";
const EF_GDO: &str = "00B0820000";
const EF_VERSION2: &str = "00B0910000";
const EF_DIR: &str = "00B201F400";
const EF_DIR_WHOLE: &str = "00B09E0000";
const DF_QES: &str = "00A4040C06D27600006601";
const DF_AUTO: &str = "00A4040C06D27600014603";
const STATUS_01: &str = "80200001";
const STATUS_81: &str = "80200081";
const STATUS_83: &str = "80200083";

const FCP_OF_HBA: &str = "621282017883023F008406D276000146018A01059000";
const FCP_OF_SMCB: &str = "621282017883023F008406D276000146068A01059000";
const GDO_OF_HBA: &str = "5A0A802768831100002208859000";
const GDO_OF_SMCB: &str = "5A0A802768831100001686509000";
const VERSION2_OF_HBA: &str =
    "EF26C003020000C103040701C2104842415F47322E312020202020040701C403010000C5030200009000";
const VERSION2_OF_SMCB: &str =
    "EF26C003020000C103040800C210534D435F425F47322020202020040800C403010000C5030200009000";

/// A command in hex, and its answer in hex or [`BREAK`].
type Exchange = (&'static str, &'static str);

/// What was sent, in hex, and what else happened in between.
type Heard = Rc<RefCell<Vec<String>>>;

/// A card that expects these commands in this order and no other. One too many, another one, or one
/// that does not come fails the test.
struct Line {
    script: VecDeque<Exchange>,
    heard: Heard,
}

impl Line {
    fn new(script: &[Exchange]) -> Self {
        Self {
            script: script.iter().copied().collect(),
            heard: Heard::default(),
        }
    }
}

fn pulled() -> Error {
    Error::Removed("R".into())
}

impl Connection for Line {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        let octets = hex::encode_upper(command.encode().as_slice());
        self.heard.borrow_mut().push(octets.clone());
        let Some((expected, answer)) = self.script.pop_front() else {
            panic!("asked once too often: {octets}")
        };
        assert_eq!(octets, expected, "after {:?}", self.heard.borrow());
        let carries_secret = ["0020", "0024", "002C"]
            .iter()
            .any(|start| octets.starts_with(start));
        assert_eq!(command.is_secret(), carries_secret, "{octets}");
        if answer == BREAK {
            return Err(pulled());
        }
        Ok(Response::decode(&hex::decode(answer).unwrap()).unwrap())
    }

    fn atr(&self) -> &[u8] {
        &[0x3B, 0x90, 0x96, 0x81]
    }

    fn finish(self: Box<Self>, _: Leave) {}
}

impl Drop for Line {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.script.is_empty(), "never asked: {:?}", self.script);
        }
    }
}
