//! X.509 of the cards: octets in, values out.

pub mod signature;

#[cfg(test)]
mod tests;
