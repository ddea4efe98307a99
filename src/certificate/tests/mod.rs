//! Tests of the room that need more than one file of it, or longer vectors.

mod signatures;
