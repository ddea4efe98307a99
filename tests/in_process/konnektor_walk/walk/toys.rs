//! Networks, Konnektors and notes that are broken on purpose: a walk that does not find out has not
//! looked.

use pinlotse::http::Reply;
use pinlotse::konnektor::network::Lost;
use support::konnektor::{At, Fault, Konnektor, Operation};

use super::doubts::{AGAIN, CONFIRMED};
use super::state::{Shared, State};

/// What is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toy {
    /// Each order goes out twice.
    SendsTwice,
    /// An order whose answer was lost goes out again.
    RepeatsWhatWasLost,
    /// A terminal is made to ask when a state is looked at, before anybody pressed Enter.
    AsksUnasked,
    /// The order is for another PIN than was announced.
    OrdersAnother,
    /// A request has something in it that nobody knows.
    SendsMore,
    /// A Konnektor says yes without asking, and that the PIN is set.
    ClaimsSuccess,
    /// Three tries are shown where fewer are left.
    HidesCounter,
    /// After a wrong entry it is said that the terminal was in use.
    DeniesTheTry,
    /// The notes are forgotten after each run.
    ForgetsNotes,
    /// Digits that were typed at the terminal come back as the name of a terminal.
    Tells,
    /// Whoever says that all was entered before the time was over is not listened to.
    CallsItFree,
    /// After an entry of which nobody knows what it cost the next one is not asked about.
    GoesOn,
}

impl Toy {
    pub const ALL: [Toy; 12] = [
        Toy::SendsTwice,
        Toy::RepeatsWhatWasLost,
        Toy::AsksUnasked,
        Toy::OrdersAnother,
        Toy::SendsMore,
        Toy::ClaimsSuccess,
        Toy::HidesCounter,
        Toy::DeniesTheTry,
        Toy::ForgetsNotes,
        Toy::Tells,
        Toy::CallsItFree,
        Toy::GoesOn,
    ];

    /// Whether it shows only after an entry of which nobody knows what it cost.
    pub fn is_of_doubts(self) -> bool {
        matches!(self, Toy::CallsItFree | Toy::GoesOn)
    }

    pub fn repeats_what_was_lost(self) -> bool {
        self == Toy::RepeatsWhatWasLost
    }

    /// A run begins.
    pub fn before_run(self, konnektor: &Konnektor) {
        if self == Toy::ClaimsSuccess {
            konnektor.on(At::Next(Operation::ChangePin), Fault::Word("OK", None));
            konnektor.before(At::Next(Operation::ChangePin), |konnektor| {
                let set = Fault::Word("VERIFIABLE", Some(3));
                konnektor.on(At::Next(Operation::GetPinStatus), set);
            });
        }
    }

    /// What the program is told in place of an answer, as if it had not asked.
    pub fn understands(self, prompt: &str, answer: String, shared: &Shared) -> String {
        let is_asked = prompt.contains(AGAIN);
        match self {
            Toy::CallsItFree if prompt.contains(CONFIRMED) => "n".to_owned(),
            Toy::GoesOn
                if is_asked && shared.with(|state| state.spent.values().all(|s| *s == 0)) =>
            {
                "j".to_owned()
            }
            _ => {
                let again = is_asked && answer == "j";
                shared.with(|state| state.log.again |= again);
                answer
            }
        }
    }

    /// What goes out in place of a request.
    pub fn sends(self, request: &[u8]) -> Vec<Vec<u8>> {
        let text = String::from_utf8_lossy(request).into_owned();
        let is_order = ["#ChangePin", "#VerifyPin", "#UnblockPin"]
            .iter()
            .any(|action| text.contains(action));
        let one = vec![request.to_vec()];
        match self {
            Toy::SendsTwice if is_order => vec![request.to_vec(); 2],
            Toy::AsksUnasked if text.contains("#GetPinStatus") => {
                let order = with_length(&text.replace("GetPinStatus", "ChangePin"));
                vec![order, request.to_vec()]
            }
            Toy::OrdersAnother if is_order && text.contains(">PIN.CH<") => {
                vec![with_length(&text.replace(">PIN.CH<", ">PIN.QES<"))]
            }
            Toy::SendsMore if text.contains("#GetPinStatus") => {
                vec![with_length(&text.replacen("</", "<x/></", 1))]
            }
            _ => one,
        }
    }

    /// What the program is told in place of a reply.
    pub fn hears(
        self,
        request: &[u8],
        reply: Result<Reply, Lost>,
        state: &State,
    ) -> Result<Reply, Lost> {
        let (status, octets) = match reply {
            Ok(Reply::Body { status, octets }) => (status, octets),
            other => return other,
        };
        let request = String::from_utf8_lossy(request);
        let text = String::from_utf8_lossy(&octets).into_owned();
        let text = match self {
            Toy::HidesCounter if request.contains("#GetPinStatus") => text
                .replace("LeftTries>1<", "LeftTries>3<")
                .replace("LeftTries>2<", "LeftTries>3<"),
            Toy::DeniesTheTry if text.contains("PinResult>REJECTED<") => {
                let fault = "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body><S:Fault>\
                    <faultcode>S:Server</faultcode><faultstring>x</faultstring><detail>\
                    <e:Error xmlns:e=\"http://ws.gematik.de/tel/error/v2.0\"><e:MessageID>1</e:MessageID>\
                    <e:Timestamp>2026-11-28T08:00:00Z</e:Timestamp><e:Trace><e:EventID>1</e:EventID>\
                    <e:Instance>x</e:Instance><e:LogReference>x</e:LogReference><e:CompType>Konnektor</e:CompType>\
                    <e:Code>4060</e:Code><e:Severity>Error</e:Severity><e:ErrorType>Technical</e:ErrorType>\
                    <e:ErrorText>x</e:ErrorText></e:Trace></e:Error></detail></S:Fault></S:Body></S:Envelope>";
                fault.to_owned()
            }
            Toy::Tells => match state.log.digits.last() {
                Some(digits) => text.replace("Name>Empfang<", &format!("Name>Empfang {digits}<")),
                None => text,
            },
            _ => text,
        };
        Ok(Reply::Body {
            status,
            octets: text.into_bytes(),
        })
    }
}

/// The request with the length that its body has now.
fn with_length(request: &str) -> Vec<u8> {
    let (head, body) = request.split_once("\r\n\r\n").unwrap_or((request, ""));
    let head: Vec<String> = head
        .split("\r\n")
        .map(|line| match line.split_once(':') {
            Some((name, _)) if name.eq_ignore_ascii_case("Content-Length") => {
                format!("{name}: {}", body.len())
            }
            _ => line.to_owned(),
        })
        .collect();
    format!("{}\r\n\r\n{body}", head.join("\r\n")).into_bytes()
}
