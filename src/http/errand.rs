//! What is wanted of a host, and the octets that say so.

use super::reply::Wanted;
use super::url::Url;

const USER_AGENT: &str = concat!("pinlotse/", env!("CARGO_PKG_VERSION"));

/// What is wanted of a host.
#[derive(Debug)]
pub struct Errand<'a> {
    /// The question; without one the errand is to bring what lies there.
    pub question: Option<Question<'a>>,
    /// Further header fields.
    pub fields: &'a [Field<'a>],
    /// What the reply is called.
    pub accept: &'a str,
    /// Octets that the body of the reply may have at most.
    pub limit: usize,
    /// Whether a refusal may say in its body what went wrong, as SOAP does.
    pub faults: bool,
}

/// The body of a POST.
#[derive(Debug)]
pub struct Question<'a> {
    /// What it is called (`Content-Type`).
    pub kind: &'a str,
    /// Its octets.
    pub octets: &'a [u8],
}

/// A header field that can end no line. `Debug` does not show its value, which may be a password.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    name: &'static str,
    value: &'a str,
}

impl<'a> Field<'a> {
    /// `name: value`; `None` for a value with anything but printable ASCII and blanks, which could
    /// begin another field.
    #[must_use]
    pub fn new(name: &'static str, value: &'a str) -> Option<Self> {
        let fits = value
            .bytes()
            .all(|octet| octet == b' ' || octet.is_ascii_graphic());
        fits.then_some(Self { name, value })
    }
}

impl std::fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Field({})", self.name)
    }
}

impl Errand<'_> {
    /// The request for the host of the address itself.
    #[must_use]
    pub fn written(&self, url: &Url) -> Vec<u8> {
        self.request(url, url.path(), None)
    }

    /// The request for a proxy, which gets the whole address (RFC 9112 3.2.2).
    pub(super) fn through_a_proxy(&self, url: &Url, authorization: Option<&str>) -> Vec<u8> {
        self.request(url, &url.to_string(), authorization)
    }

    /// What a reply to it may be.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        Wanted {
            limit: self.limit,
            faults: self.faults,
        }
    }

    /// All that goes out, put together at once: a buffer that grows would leave pieces of a
    /// password behind.
    fn request(&self, url: &Url, target: &str, authorization: Option<&str>) -> Vec<u8> {
        let authority = url.authority();
        let length = self
            .question
            .as_ref()
            .map(|body| body.octets.len().to_string());
        let mut head = vec![
            if length.is_some() { "POST " } else { "GET " },
            target,
            " HTTP/1.1\r\n",
        ];
        let mut field = |name, value| head.extend([name, ": ", value, "\r\n"]);
        field("Host", &authority);
        if let Some(value) = authorization {
            field("Proxy-Authorization", value);
        }
        field("User-Agent", USER_AGENT);
        if let Some(question) = &self.question {
            field("Content-Type", question.kind);
        }
        field("Accept", self.accept);
        for own in self.fields {
            field(own.name, own.value);
        }
        if let Some(length) = &length {
            field("Content-Length", length);
        }
        field("Connection", "close");
        head.push("\r\n");
        let question = self.question.as_ref().map_or(&[][..], |body| body.octets);
        let pieces: Vec<&[u8]> = head
            .into_iter()
            .map(str::as_bytes)
            .chain([question])
            .collect();
        pieces.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_goes_out_with_the_fields_that_were_given_and_its_length() {
        let url = Url::parse("http://konnektor:8080/ws/CardService").unwrap();
        let fields = [Field::new("SOAPAction", "\"urn:x#GetPinStatus\"").unwrap()];
        let errand = Errand {
            question: Some(Question {
                kind: "text/xml; charset=utf-8",
                octets: b"<x/>",
            }),
            fields: &fields,
            accept: "text/xml",
            limit: 1,
            faults: true,
        };
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            String::from_utf8(errand.written(&url)).unwrap(),
            format!(
                "POST /ws/CardService HTTP/1.1\r\nHost: konnektor:8080\r\n\
                 User-Agent: pinlotse/{version}\r\nContent-Type: text/xml; charset=utf-8\r\n\
                 Accept: text/xml\r\nSOAPAction: \"urn:x#GetPinStatus\"\r\n\
                 Content-Length: 4\r\nConnection: close\r\n\r\n<x/>"
            )
        );
    }

    #[test]
    fn no_field_can_begin_another_one_and_none_is_shown_by_debug() {
        for value in ["a\r\nX: b", "a\nb", "a\0", "ä", "\t"] {
            assert!(Field::new("X", value).is_none(), "{value:?}");
        }
        let field = Field::new("Authorization", "Basic Z2VoZWlt").unwrap();
        assert_eq!(format!("{field:?}"), "Field(Authorization)");
    }
}
