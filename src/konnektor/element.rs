//! Elements by namespace and local name. Prefixes mean nothing: Konnektors write `ns2` to `ns11`,
//! `S:`, `SOAP-ENV:` or none.
//!
//! What an element should say and does not costs its own value ([`Unknown`]) and nothing beside it;
//! elements that nobody asked for may stand anywhere, as a later version of a schema has them.

use std::fmt;

use roxmltree::Node;

use crate::xml;

/// Most octets of an answer. The longest that a Konnektor has to send, the certificates of a card or
/// a list of terminals, has some ten thousand.
pub const LIMIT: usize = 1024 * 1024;

/// Most cards or terminals of a list: an answer of [`LIMIT`] octets has room for some 1,800 as
/// Konnektors write them.
pub(super) const MOST: usize = 2000;

/// Most characters that are kept of a text; those of `gemSpec_Kon` have at most some hundred.
const TEXT: usize = 200;

/// Most characters that are kept of a word which nobody knows.
const WORD: usize = 64;

/// A namespace and a local name.
pub(super) type Name = (&'static str, &'static str);

/// Why octets are no answer at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// More than [`LIMIT`] octets.
    TooLarge,
    /// More cards or terminals in a list than any practice has.
    TooMany,
    /// Not in UTF-8, which is the only encoding (`gemSpec_Kon` A_15601).
    NotUtf8,
    /// No XML, or with a document type declaration, or deeper and wider than any answer.
    NotXml {
        /// Line, counted from 1.
        line: u32,
        /// In the words of the parser.
        why: String,
    },
    /// A message of several parts (multipart): nobody asks for it (`Accept`), and no operation of
    /// these services has an attachment.
    Parts,
    /// XML of something else: a page, an answer to another question, one in another version.
    Other {
        /// The local name of the element that was expected.
        expected: &'static str,
        /// That of the element which is there.
        found: String,
        /// Its namespace, where the names are the same; empty where it has none.
        namespace: Option<String>,
    },
    /// Two cards that are not the same have one handle: whatever names it means nobody knows which.
    SharedHandle,
    /// It does not say what every answer of its kind says, or not in a way that counts.
    Untold {
        /// The local name of the element that should say it.
        element: &'static str,
        /// What is wrong with it.
        why: Unknown,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "an answer of more than {LIMIT} octets"),
            Self::TooMany => write!(f, "a list of more than {MOST}"),
            Self::NotUtf8 => f.write_str("an answer that is not in UTF-8"),
            Self::NotXml { line, why } => write!(f, "line {line}: {why}"),
            Self::Parts => f.write_str("a message of several parts (multipart)"),
            Self::Other {
                expected,
                found,
                namespace,
            } => match namespace.as_deref() {
                None => write!(f, "{found} instead of {expected}"),
                Some("") => write!(f, "{found} without a namespace"),
                Some(namespace) => write!(f, "{found} in the namespace {namespace}"),
            },
            Self::SharedHandle => f.write_str("two cards with one CardHandle"),
            Self::Untold { element, why } => write!(f, "{element}: {why}"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Why something that an answer should say is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The answer does not say it.
    Missing,
    /// It says it twice.
    Twice,
    /// It says this, which means nothing to this program; foreign text, shortened.
    Other(String),
}

impl Unknown {
    pub(super) fn other(text: &str) -> Self {
        Self::Other(text.chars().take(WORD).collect())
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("unknown, because the answer does not say it"),
            Self::Twice => f.write_str("unknown, because the answer says it twice"),
            Self::Other(text) => write!(f, "unknown, because the answer says {text:?}"),
        }
    }
}

/// The text of an answer.
pub(super) fn text_of(octets: &[u8]) -> Result<&str, Unreadable> {
    if octets.len() > LIMIT {
        return Err(Unreadable::TooLarge);
    }
    std::str::from_utf8(octets).map_err(|_| Unreadable::NotUtf8)
}

/// Its document, within the limits of the room `xml`.
pub(super) fn document(text: &str) -> Result<roxmltree::Document<'_>, Unreadable> {
    if text.trim_start().starts_with("--") {
        return Err(Unreadable::Parts);
    }
    xml::parse(text).map_err(|wrong| match wrong {
        xml::Wrong::TooMuch { line, expectation } => Unreadable::NotXml {
            line,
            why: expectation,
        },
        xml::Wrong::NotXml { line, why } => Unreadable::NotXml { line, why },
    })
}

/// An error that names the element which is there; with its namespace where that is the difference.
pub(super) fn other(expected: &'static str, found: Node<'_, '_>) -> Unreadable {
    let name = found.tag_name();
    let namespace = (name.name() == expected).then(|| name.namespace().unwrap_or_default());
    let shortened = |text: &str| text.chars().take(2 * WORD).collect();
    Unreadable::Other {
        expected,
        found: shortened(name.name()),
        namespace: namespace.map(shortened),
    }
}

/// The list that an answer consists of. An empty one has its element: without it, or in another
/// namespace, nothing is said of what there is.
///
/// # Errors
/// [`Unreadable`].
pub(super) fn list<'a, 'b>(node: Node<'a, 'b>, name: Name) -> Result<Node<'a, 'b>, Unreadable> {
    only(node, name).map_err(|why| match (why, named_alike(node, name)) {
        (Unknown::Missing, Some(alike)) => other(name.1, alike),
        (why, _) => Unreadable::Untold {
            element: name.1,
            why,
        },
    })
}

/// All that a list has of what it is made of. What has another name is read over; what has the same
/// one in another namespace is in another version, and leaving it out would make the list shorter than
/// it is.
///
/// # Errors
/// [`Unreadable`].
pub(super) fn items<'a, 'b>(
    list: Node<'a, 'b>,
    name: Name,
) -> Result<Vec<Node<'a, 'b>>, Unreadable> {
    match named_alike(list, name) {
        Some(alike) => Err(other(name.1, alike)),
        None => Some(all(list, name))
            .filter(|items| items.len() <= MOST)
            .ok_or(Unreadable::TooMany),
    }
}

/// What has this local name in another namespace, directly inside.
pub(super) fn named_alike<'a, 'b>(node: Node<'a, 'b>, name: Name) -> Option<Node<'a, 'b>> {
    node.children().find(|child| {
        child.is_element() && child.tag_name().name() == name.1 && !child.has_tag_name(name)
    })
}

/// All of that name directly inside, in their order.
pub(super) fn all<'a, 'b>(node: Node<'a, 'b>, name: Name) -> Vec<Node<'a, 'b>> {
    let children = node.children();
    children.filter(|child| child.has_tag_name(name)).collect()
}

/// All of one name in lists of another, in their order.
pub(super) fn listed<'a, 'b>(node: Node<'a, 'b>, list: Name, name: Name) -> Vec<Node<'a, 'b>> {
    let mut listed = Vec::new();
    for list in all(node, list) {
        listed.extend(all(list, name));
    }
    listed
}

/// The only one of that name directly inside.
pub(super) fn only<'a, 'b>(node: Node<'a, 'b>, name: Name) -> Result<Node<'a, 'b>, Unknown> {
    one_of(&all(node, name))
}

/// The only one of that local name directly inside, in any namespace.
pub(super) fn only_local<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Result<Node<'a, 'b>, Unknown> {
    let is_meant = |child: &Node<'_, '_>| {
        child.is_element() && child.tag_name().name().eq_ignore_ascii_case(name)
    };
    one_of(&node.children().filter(is_meant).collect::<Vec<_>>())
}

fn one_of<'a, 'b>(found: &[Node<'a, 'b>]) -> Result<Node<'a, 'b>, Unknown> {
    match found {
        [one] => Ok(*one),
        [] => Err(Unknown::Missing),
        _ => Err(Unknown::Twice),
    }
}

/// The text directly inside an element: comments aside, without blanks around it.
pub(super) fn text(node: Node<'_, '_>) -> String {
    let texts = node.children().filter(Node::is_text);
    let text: String = texts.filter_map(|text| text.text()).collect();
    text.trim().to_owned()
}

/// As much of a text as a name or a sentence needs.
pub(super) fn shortened(text: &str) -> String {
    let mut kept: String = text.chars().take(TEXT).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    kept
}

/// The text of the only element of that name, as much as a name may have: identifiers have less.
pub(super) fn value(node: Node<'_, '_>, name: Name) -> Result<String, Unknown> {
    only(node, name).map(|node| shortened(&text(node)))
}

/// What that text means; [`Unknown::Other`] where it means nothing. An empty one, as of `xsi:nil`,
/// says nothing.
pub(super) fn meaning<T>(
    node: Node<'_, '_>,
    name: Name,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Unknown> {
    let text = value(node, name)?;
    read(&text).ok_or_else(|| meaningless(&text))
}

fn meaningless(text: &str) -> Unknown {
    if text.is_empty() {
        Unknown::Missing
    } else {
        Unknown::other(text)
    }
}

/// A number of digits; signs are none.
pub(super) fn number(text: &str) -> Option<u32> {
    let is_number = text.bytes().all(|octet| octet.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// `xs:boolean`.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
