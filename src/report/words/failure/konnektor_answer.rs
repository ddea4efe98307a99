//! An answer of a Konnektor that cannot be read, in words.

use super::{Message, message};
use crate::konnektor::element::{Unknown, Unreadable};
use crate::konnektor::trouble::Step;
use crate::text::Text;

/// What came instead. Whoever answers is no Konnektor where not even the envelope is one; what is
/// wrong further in is no matter of the address.
pub(super) fn unreadable(step: Step, why: &Unreadable, text: Text) -> Message {
    let may_be_another = match why {
        Unreadable::NotXml { .. } => true,
        Unreadable::Other { expected, .. } => *expected == "Envelope",
        _ => false,
    };
    let hint = if step == Step::Directory || may_be_another {
        text.konnektor_unreadable_do()
    } else {
        text.konnektor_answer_do()
    };
    message(text.konnektor_unreadable(&reason(why, text)), hint)
}

fn reason(why: &Unreadable, text: Text) -> String {
    match why {
        Unreadable::TooLarge => text.reply_too_large(),
        Unreadable::TooMany => text.reply_too_many(),
        Unreadable::NotUtf8 => text.reply_not_utf8(),
        // In what words its parser says it, is for the log.
        Unreadable::NotXml { line, .. } => text.reply_not_xml(*line),
        Unreadable::Parts => text.reply_in_parts(),
        Unreadable::SharedHandle => text.reply_shared_handle(),
        Unreadable::Other {
            expected,
            found,
            namespace,
        } => match namespace.as_deref() {
            None => text.reply_other(expected, found),
            Some("") => text.reply_no_namespace(found),
            Some(namespace) => text.reply_other_namespace(found, namespace),
        },
        Unreadable::Untold { element, why } => match why {
            Unknown::Missing => text.reply_missing(element),
            Unknown::Twice => text.reply_twice(element),
            Unknown::Other(word) => text.reply_odd(element, word),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::konnektor::vocabulary::Operation;
    use crate::text::Language;

    #[test]
    fn every_reason_is_a_sentence_of_its_language_and_ends_as_one() {
        let other = |found: &str, namespace: Option<&str>| Unreadable::Other {
            expected: "Cards",
            found: found.to_owned(),
            namespace: namespace.map(str::to_owned),
        };
        let untold = |why| Unreadable::Untold {
            element: "CardHandle",
            why,
        };
        let not_xml = Unreadable::NotXml {
            line: 3,
            why: "unexpected end of stream".to_owned(),
        };
        let rows = [
            (Unreadable::TooLarge, "sie ist länger als 1 MiB."),
            (Unreadable::TooMany, "als eine Praxis haben kann."),
            (Unreadable::NotUtf8, "sie ist nicht in UTF-8 geschrieben."),
            (
                not_xml,
                "ab Zeile 3 ist sie kein XML, das dieses Programm liest.",
            ),
            (
                Unreadable::Parts,
                "sie besteht aus mehreren Teilen (Multipart).",
            ),
            (
                Unreadable::SharedHandle,
                "so weiß niemand, welche gemeint ist.",
            ),
            (other("html", None), "statt „Cards“ kam „html“."),
            (
                other("Cards", Some("")),
                "„Cards“ steht darin ohne Namensraum.",
            ),
            (
                other("Cards", Some("urn:x")),
                "„Cards“ steht darin in einer anderen Fassung (urn:x).",
            ),
            (untold(Unknown::Missing), "„CardHandle“ fehlt darin."),
            (untold(Unknown::Twice), "„CardHandle“ steht zweimal darin."),
            (
                untold(Unknown::Other("ä".to_owned())),
                "mit „ä“ unter „CardHandle“ kann dieses Programm nichts anfangen.",
            ),
        ];
        let step = Step::Operation(Operation::GetCards);
        for (why, expected) in rows {
            let german = unreadable(step, &why, Text::new(Language::De)).what;
            assert!(german.ends_with(expected), "{german}");
            let english = unreadable(step, &why, Text::new(Language::En)).what;
            assert!(english.ends_with('.'), "{english}");
        }
    }

    #[test]
    fn the_address_is_doubted_where_the_answer_may_be_that_of_another() {
        let text = Text::new(Language::De);
        let cards = Step::Operation(Operation::GetCards);
        let page = |expected| Unreadable::Other {
            expected,
            found: "html".to_owned(),
            namespace: None,
        };
        for (step, why, doubts) in [
            (Step::Directory, Unreadable::NotUtf8, true),
            (cards, page("Envelope"), true),
            (cards, page("GetCardsResponse"), false),
            (cards, Unreadable::Parts, false),
        ] {
            let Message { hint, .. } = unreadable(step, &why, text);
            assert_eq!(hint.contains("Adresse"), doubts, "{step:?} {why:?}");
        }
    }
}
