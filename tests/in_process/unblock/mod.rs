//! `unblock`: the PUK, the rescue of a Transport-PIN, and what comes after.

mod afterwards;
mod puk;
mod rescue;
