//! Some of many cards, in words.

use super::{Message, message};
use crate::report::facts::failure::Cards;
use crate::report::words::many;
use crate::text::Text;

pub(super) fn explain(cause: &Cards, text: Text) -> Message {
    message(many::wrong(cause, text), text.many_do())
}
