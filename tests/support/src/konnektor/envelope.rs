//! Envelopes, status, errors: what stands around what an operation says.

use super::answer::Answer;
use super::codes::{self, Problem};
use super::http::reply;
use super::make::InsertTime;
use super::names::Ns;
use super::state::State;
use super::tree::Element;

/// How a fault looks. What is `None` is as the make has it.
#[derive(Debug, Clone, Default)]
pub struct FaultLook {
    /// A trace of the maker's before gematik's.
    pub own_trace: Option<bool>,
    /// No `detail` at all.
    pub without_detail: bool,
    /// HTTP status line.
    pub status: Option<&'static str>,
    /// Instance, LogReference and EventID are empty.
    pub bare: bool,
    /// `faultcode` as it is written, prefix and all.
    pub fault_code: Option<&'static str>,
    /// Severity of the last trace.
    pub severity: Option<&'static str>,
}

impl State {
    /// CONN:Status: OK, or a warning with its error.
    pub fn status(&mut self, warning: Option<Problem>) -> Element {
        let result = if warning.is_some() { "Warning" } else { "OK" };
        let error = warning.map(|problem| self.error(&problem, &FaultLook::default()));
        Element::new(Ns::Conn, "Status")
            .with(Element::leaf(Ns::Conn, "Result", result))
            .with_some(error)
    }

    /// A normal answer.
    pub fn answered(&self, message: Element) -> Answer {
        self.sent("200 OK", message)
    }

    /// A SOAP fault.
    pub fn fault(&mut self, problem: &Problem, look: &FaultLook) -> Answer {
        let status = look.status.unwrap_or(self.make.fault_status);
        let prefix = self.make.prefixes.of(Ns::Soap);
        let code = match look.fault_code {
            Some(code) => code.to_owned(),
            None => format!("{prefix}:{}", self.make.fault_code),
        };
        let leaf = |name, text: String| Element::leaf(Ns::None, name, text);
        let text = codes::code(problem.code).text.to_owned();
        let error = self.error(problem, look);
        let fault = Element::new(Ns::Soap, "Fault")
            .with(leaf("faultcode", code))
            .with(leaf("faultstring", text))
            .with_some(
                (!look.without_detail).then(|| Element::new(Ns::None, "detail").with(error)),
            );
        self.sent(status, fault)
    }

    /// The text of an envelope around this.
    pub fn text(&self, message: Element) -> String {
        let message = Element {
            declares: self.make.declares,
            ..message
        };
        let header = self.make.header.then(|| Element::new(Ns::Soap, "Header"));
        let envelope = Element::new(Ns::Soap, "Envelope")
            .with_some(header)
            .with(Element::new(Ns::Soap, "Body").with(message));
        let text = envelope.write(&self.make.prefixes);
        if self.make.declaration {
            return format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}");
        }
        text
    }

    fn sent(&self, status: &str, message: Element) -> Answer {
        self.with_body(status, self.text(message).as_bytes())
    }

    /// Any body, sent as the make sends.
    pub fn with_body(&self, status: &str, body: &[u8]) -> Answer {
        reply(status, "text/xml;charset=utf-8", body, self.make.transfer)
    }

    fn error(&mut self, problem: &Problem, look: &FaultLook) -> Element {
        self.messages += 1;
        let own = look.own_trace.unwrap_or(self.make.own_trace);
        let leaf = |name, text: String| Element::leaf(Ns::Error, name, text);
        let number = self.messages;
        let now = self.world.now.written(InsertTime::MillisecondsZ);
        Element::new(Ns::Error, "Error")
            .with(leaf(
                "MessageID",
                format!("{number:08x}-0000-4000-a000-000000000000"),
            ))
            .with(leaf("Timestamp", now))
            .with_some(own.then(|| self.trace(&Line::own(), look)))
            .with(self.trace(&Line::of(problem), look))
    }

    fn trace(&self, line: &Line<'_>, look: &FaultLook) -> Element {
        let leaf = |name, text: &str| Element::leaf(Ns::Error, name, text);
        let full = |text: String| if look.bare { String::new() } else { text };
        let severity = look.severity.filter(|_| !line.is_own);
        let detail = line
            .detail
            .map(|detail| leaf("Detail", detail).attribute("Encoding", "UTF-8"));
        Element::new(Ns::Error, "Trace")
            .with(leaf("EventID", &full(self.messages.to_string())))
            .with(leaf("Instance", &full("Konnektor-Lokal".to_owned())))
            .with(leaf("LogReference", ""))
            .with(leaf("CompType", "Konnektor"))
            .with(leaf("Code", &line.code.to_string()))
            .with(leaf("Severity", severity.unwrap_or(line.severity)))
            .with(leaf("ErrorType", line.kind))
            .with(leaf("ErrorText", line.text))
            .with_some(detail)
    }
}

/// What a trace says.
struct Line<'a> {
    code: u16,
    severity: &'a str,
    kind: &'a str,
    text: &'a str,
    detail: Option<&'a str>,
    is_own: bool,
}

impl<'a> Line<'a> {
    fn of(problem: &'a Problem) -> Self {
        let line = codes::code(problem.code);
        Self {
            code: problem.code,
            severity: line.severity,
            kind: line.kind,
            text: line.text,
            detail: problem.detail.as_deref(),
            is_own: false,
        }
    }

    /// The maker's, with a number that is none of gematik's.
    fn own() -> Self {
        Self {
            code: 60_017,
            severity: "Error",
            kind: "Technical",
            text: "Komponente meldet Fehler",
            detail: Some("CardTerminalProxy: 0x64A1"),
            is_own: true,
        }
    }
}
