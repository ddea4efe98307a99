//! What a run over the PINs of a card stands on, and every other command too: the world it works in,
//! the choice of the card, the notes of tries, the judgement of certificates, and how a failure is
//! told. No secret passes through here.

pub mod card_facts;
pub mod certificate_check;
pub mod choose;
pub mod context;
pub mod every;
pub mod issuer_list;
pub mod konnektor;
mod looks;
pub mod noted;
pub mod pages;
pub mod places;
pub mod rehearsal;
pub mod said;
pub mod services;
pub mod tell;
pub mod waiting;
pub mod wanted;
