//! At a PIN pad.

mod activate;
mod commands;
mod dialogs;
mod mishaps;
mod page;
mod screens;
mod transport;
