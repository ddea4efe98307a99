//! A PIN-pad reader that exists only for tests: an IFD handler (API 3.0) that a real pcscd loads.
//!
//! Cards and people are at the other end of unix sockets, in the test (`tests/support/src/pad.rs`). The
//! driver knows nothing of pinlotse: how a structure must look is typed here once more, from PC/SC
//! part 10 and the manuals of the strictest readers ([`structure`]), so that one wrong number on
//! either side shows.
//!
//! | where | what |
//! |---|---|
//! | [`settings`] | which pad it plays |
//! | [`structure`] | decodes PIN_VERIFY and PIN_MODIFY structures, as strictly as any reader |
//! | [`dialog`] | keys pressed → Format-2 blocks, or the pad's own words 6400 to 6403 |
//! | [`wire`] | frames and the card behind a socket |
//! | [`reader`] | one reader with its slots |
//! | [`handler`] | the ten functions that the daemon calls, and all `unsafe` |

#![cfg(target_os = "linux")]

pub mod dialog;
pub mod handler;
pub mod reader;
pub mod settings;
pub mod structure;
pub mod wire;
