//! The outcome table of the design, a test for each row.

mod activate;
mod change_unblock;
