//! Answers, spoiled.

use super::answer::{Answer, End};
use super::names::Ns;
use super::plan::Spoil;
use super::tree::Element;

/// What is spoiled in the elements.
pub(super) fn tree(message: &mut Element, spoil: &Spoil) {
    match spoil {
        Spoil::Without(name) => message.remove(name),
        Spoil::Elsewhere(name) => message.each(name, &mut |node| node.ns = Ns::Foreign),
        Spoil::Extra(name) => message.each(name, &mut |node| {
            let ns = node.ns;
            let inner = Element::leaf(ns, "Value", "since 8.3");
            node.children
                .push(Element::new(ns, "LaterExtension").with(inner));
        }),
        Spoil::Saying(name, text) => {
            message.each(name, &mut |node| (*text).clone_into(&mut node.text));
        }
        _ => {}
    }
}

/// What is spoiled in the text.
pub(super) fn text(document: String, spoil: &Spoil) -> Vec<u8> {
    let begin = document.find("?>").map_or(0, |end| end + 2);
    let (declaration, rest) = document.split_at(begin);
    match spoil {
        Spoil::Bomb => {
            let grow = |name: char, of: char| {
                let ten = format!("&{of};").repeat(10);
                format!("<!ENTITY {name} \"{ten}\">")
            };
            let entities: String = ('b'..='i')
                .map(|name| grow(name, char::from(name as u8 - 1)))
                .collect();
            let spoiled = rest.replacen("</", "&i;</", 1);
            format!("{declaration}<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">{entities}]>{spoiled}")
                .into_bytes()
        }
        Spoil::Padded(size) => format!("{document}{}", " ".repeat(*size)).into_bytes(),
        Spoil::NotUtf8 => {
            let mut octets = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".to_vec();
            octets.extend_from_slice(rest.as_bytes());
            let at = octets.windows(2).position(|two| two == b"</").unwrap_or(0);
            octets.insert(at, 0xFC);
            octets
        }
        _ => document.into_bytes(),
    }
}

/// What is spoiled on the line.
pub(super) fn octets(mut answer: Answer, spoil: &Spoil) -> Answer {
    if let Spoil::Status(status) = spoil {
        let fields = "Location: https://login.example/\r\nContent-Length: 0\r\nConnection: close";
        answer.octets = format!("HTTP/1.1 {status}\r\n{fields}\r\n\r\n").into_bytes();
        answer.end = End::Closed;
        return answer;
    }
    let (most, end) = match spoil {
        Spoil::Lost(end) => (0, *end),
        Spoil::CutAfter(most, end) => (*most, *end),
        Spoil::Half(end) => {
            let head = answer
                .octets
                .windows(4)
                .position(|four| four == b"\r\n\r\n");
            let head = head.map_or(0, |head| head + 4);
            (head + (answer.octets.len() - head) / 2, *end)
        }
        _ => (usize::MAX, End::Closed),
    };
    answer.octets.truncate(most);
    answer.end = end;
    answer
}
