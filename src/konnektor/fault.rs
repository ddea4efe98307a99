//! Errors as a Konnektor tells them: in a SOAP fault, or as a warning in an ordinary answer.

use roxmltree::Node;

use super::codes::{self, Kind, Reach};
use super::element::{self, Unknown, number, only_local, text};

/// A SOAP fault: the operation failed (`gemSpec_Kon` 3.6.2). It comes with HTTP 500, from some with
/// 200.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whose fault it is, without the prefix: `Client`, `Server`.
    pub code: Option<String>,
    /// Foreign text.
    pub text: Option<String>,
    /// What it says in gematik's words; `None` for one without detail.
    pub error: Option<Error>,
}

/// `Error` of gematik's tel/error/v2.0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Error {
    /// By which the Konnektor's own log knows it.
    pub message_id: Option<String>,
    /// As it came.
    pub timestamp: Option<String>,
    /// From the cause to what it led to: those of the maker first, gematik's last (A_14159).
    pub traces: Vec<Trace>,
}

/// One entry of an error. All texts are foreign ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Number of the event.
    pub event_id: Option<String>,
    /// Which Konnektor.
    pub instance: Option<String>,
    /// Where in its log.
    pub log_reference: Option<String>,
    /// Which part of it.
    pub component: Option<String>,
    /// The number of the error.
    pub code: Result<u32, Unknown>,
    /// How bad it is: `Info`, `Warning`, `Error`, `Fatal`.
    pub severity: Option<String>,
    /// Of which sort: `Technical`, `Business`, `Security`.
    pub sort: Option<String>,
    /// In words.
    pub text: Option<String>,
    /// In more words. What does not fit the schema stands here (4000).
    pub detail: Option<Detail>,
}

/// More words of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// As it came.
    pub text: String,
    /// What the attribute `Encoding` says of it.
    pub encoding: Option<String>,
}

impl Fault {
    /// Reads the element `Fault` of a body. Its parts have no namespace (SOAP 1.1); whatever names
    /// they have in capitals or with a prefix is taken, too, and those of SOAP 1.2.
    pub(super) fn of(fault: Node<'_, '_>) -> Self {
        let part = |name| only_local(fault, name).ok();
        let newer = |name, inside| only_local(part(name)?, inside).ok();
        let code = part("faultcode").or_else(|| newer("Code", "Value"));
        let code = code.map(shortened);
        Self {
            code: code.map(|code| match code.rsplit_once(':') {
                Some((_, local)) => local.to_owned(),
                None => code,
            }),
            text: part("faultstring")
                .or_else(|| newer("Reason", "Text"))
                .map(shortened)
                .filter(|text| !text.is_empty()),
            error: part("detail").and_then(|detail| Error::among(detail.descendants())),
        }
    }
}

#[cfg(test)]
impl Fault {
    /// With gematik's number, or an error that lacks it, and nothing else.
    pub(crate) fn numbered(code: Result<u32, Unknown>) -> Self {
        Self {
            code: None,
            text: None,
            error: Some(Error::numbered(code)),
        }
    }
}

#[cfg(test)]
impl Error {
    /// With one entry, of this number.
    pub(crate) fn numbered(code: Result<u32, Unknown>) -> Self {
        let trace = Trace {
            event_id: None,
            instance: None,
            log_reference: None,
            component: None,
            code,
            severity: None,
            sort: None,
            text: None,
            detail: None,
        };
        Self {
            message_id: None,
            timestamp: None,
            traces: vec![trace],
        }
    }
}

/// What the names of gematik's namespaces begin with. Which of them it is does not count: an older
/// or a later one costs nothing, a lost number much.
const GEMATIK: &str = "http://ws.gematik.de/";

impl Error {
    /// gematik's error among elements of which some may be a maker's own, whatever they are called:
    /// the numbers of makers mean something else. One without a namespace is taken for gematik's where
    /// it is the only one of that name. Where there are several that do not say the same, no number
    /// counts.
    pub(super) fn among<'a, 'b: 'a>(nodes: impl Iterator<Item = Node<'a, 'b>>) -> Option<Self> {
        let named = nodes.filter(|node| node.is_element() && node.tag_name().name() == "Error");
        let named: Vec<Node<'a, 'b>> = named.collect();
        let is_gematiks = |node: &Node<'_, '_>| {
            let namespace = node.tag_name().namespace();
            namespace.is_some_and(|namespace| namespace.starts_with(GEMATIK))
        };
        let mut errors: Vec<Self> = named
            .iter()
            .filter(|node| is_gematiks(node))
            .map(|node| Self::of(*node))
            .collect();
        if let ([only], []) = (&named[..], &errors[..])
            && only.tag_name().namespace().is_none()
        {
            errors.push(Self::of(*only));
        }
        let mut last = errors.pop()?;
        let differs = |other: &Self| {
            (other.code(), other.is_a_failure()) != (last.code(), last.is_a_failure())
        };
        if errors.iter().any(differs)
            && let Some(trace) = last.traces.last_mut()
        {
            trace.code = Err(Unknown::Twice);
            // One of them may say that it failed.
            trace.severity = Some("Error".to_owned());
        }
        Some(last)
    }

    fn of(error: Node<'_, '_>) -> Self {
        // An entry of a maker among them is none of gematik's.
        let namespace = error.tag_name().namespace();
        let traces = error.children().filter(|child| {
            child.is_element()
                && child.tag_name().name() == "Trace"
                && child.tag_name().namespace() == namespace
        });
        Self {
            message_id: part(error, "MessageID"),
            timestamp: part(error, "Timestamp"),
            traces: traces.map(Trace::of).collect(),
        }
    }

    /// The number that counts: that of the last entry (A_14159).
    ///
    /// # Errors
    /// [`Unknown`]: there is no entry, or the last one has no number. The number of another entry
    /// does not stand in for it: it may be a maker's own.
    pub fn code(&self) -> Result<u32, Unknown> {
        self.traces
            .last()
            .map_or(Err(Unknown::Missing), |trace| trace.code.clone())
    }

    /// What that number is about.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.code().map_or(Kind::Other, codes::kind)
    }

    /// Whether the operation failed, by the severity of the last entry: one that was carried out has
    /// nothing but information and warnings beside it (`gemSpec_Kon` 3.6.2).
    #[must_use]
    pub fn is_a_failure(&self) -> bool {
        let severity = self.traces.last().and_then(|last| last.severity.as_deref());
        matches!(severity, Some("Error" | "Fatal"))
    }

    /// Whether a command may have reached the card, by that number.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.code().map_or(Reach::Open, codes::reach)
    }
}

impl Trace {
    fn of(trace: Node<'_, '_>) -> Self {
        let detail = only_local(trace, "Detail").ok();
        Self {
            event_id: part(trace, "EventID"),
            instance: part(trace, "Instance"),
            log_reference: part(trace, "LogReference"),
            component: part(trace, "CompType"),
            code: only_local(trace, "Code").and_then(|code| {
                let text = text(code);
                number(&text).ok_or_else(|| Unknown::other(&text))
            }),
            severity: part(trace, "Severity"),
            sort: part(trace, "ErrorType"),
            text: part(trace, "ErrorText"),
            detail: detail.map(|detail| Detail {
                text: shortened(detail),
                encoding: detail.attribute("Encoding").map(element::shortened),
            }),
        }
    }
}

/// A text that may be missing or empty.
fn part(node: Node<'_, '_>, name: &str) -> Option<String> {
    let text = only_local(node, name).map(shortened).ok();
    text.filter(|text| !text.is_empty())
}

/// As much of a text as a sentence can hold.
fn shortened(node: Node<'_, '_>) -> String {
    element::shortened(&text(node))
}
