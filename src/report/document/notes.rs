//! `notes show` and `notes forget`.

use serde::Serialize;

use crate::attempts::{self, Forgotten};

/// What `notes show` says.
#[derive(Debug, Serialize)]
pub(super) struct Notes<'a> {
    pub(super) notes: Vec<Noted<'a>>,
}

/// What this PC noted of one secret.
#[derive(Debug, Serialize)]
pub(super) struct Noted<'a> {
    pub(super) card: &'a str,
    pub(super) secret: String,
    pub(super) wrong: u8,
    pub(super) unknown: u8,
    pub(super) right: u8,
    pub(super) blocked: bool,
    pub(super) settled: bool,
    pub(super) own: bool,
    pub(super) rehearsal: bool,
    pub(super) tries_left_at_most: Option<u8>,
    pub(super) puk_uses_left_at_most: Option<u8>,
}

impl<'a> Noted<'a> {
    pub(super) fn of(noted: &'a attempts::Listed) -> Self {
        let view = &noted.view;
        Self {
            card: &noted.card,
            secret: noted.secret.to_string(),
            wrong: view.wrong,
            unknown: view.unknown,
            right: view.right,
            blocked: view.blocked_noted || view.blocked_in_transport,
            settled: noted.settled,
            own: noted.own,
            rehearsal: noted.rehearsal,
            tries_left_at_most: view.tries_left_at_most,
            puk_uses_left_at_most: view.puk_uses_left_at_most,
        }
    }
}

/// What `notes forget` says.
#[derive(Debug, Serialize)]
pub(super) struct Gone {
    pub(super) cards: usize,
    pub(super) rehearsals: usize,
    pub(super) set_aside: Option<String>,
}

impl Gone {
    pub(super) fn of(forgotten: &Forgotten) -> Self {
        Self {
            cards: forgotten.cards,
            rehearsals: forgotten.rehearsals,
            set_aside: forgotten
                .set_aside
                .first()
                .map(|path| path.display().to_string()),
        }
    }
}
