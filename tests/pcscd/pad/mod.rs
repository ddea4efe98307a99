//! At a PIN pad.

mod activate;
mod commands;
mod dialogs;
mod mishaps;
mod transport;
