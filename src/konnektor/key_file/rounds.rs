//! How often keys of one file may be derived.

use std::cell::Cell;

use crate::certificate::walk::{Element, tag};
use crate::konnektor::key_error::Error;

/// The rounds that are left for a file, whatever of it asks for them: a file with many keys costs
/// no more than one with a single one.
pub(super) struct Rounds(Cell<u32>);

impl Rounds {
    pub(super) fn new(most: u32) -> Self {
        Self(Cell::new(most))
    }

    /// So many as an INTEGER says, at least one, taken from those that are left once for each piece
    /// of the key that is derived by itself.
    pub(super) fn taken(&self, number: Element<'_>, pieces: usize) -> Result<u32, Error> {
        let digits = number.is(tag::INTEGER)?.unsigned();
        let asked = match digits.len() {
            0 => return Err(Error::Damaged),
            1..=8 => digits
                .iter()
                .fold(0, |number, digit| number << 8 | u64::from(*digit)),
            _ => u64::MAX,
        };
        let cost = asked.saturating_mul(u64::try_from(pieces).unwrap_or(u64::MAX));
        let rounds = u32::try_from(asked).ok();
        let left = u32::try_from(cost).ok();
        let left = left.and_then(|cost| self.0.get().checked_sub(cost));
        let (Some(rounds), Some(left)) = (rounds, left) else {
            return Err(Error::TooCostly(cost));
        };
        self.0.set(left);
        Ok(rounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::walk;

    #[test]
    fn all_that_is_taken_counts_together() {
        let rounds = Rounds::new(1000);
        let taken = |der: &[u8]| rounds.taken(walk::first(der).unwrap(), 1);
        assert_eq!(taken(&[2, 2, 0x02, 0x58]), Ok(600));
        assert_eq!(taken(&[2, 2, 0x02, 0x58]), Err(Error::TooCostly(600)));
        let pieces = |number| rounds.taken(walk::first(&[2, 1, 50]).unwrap(), number);
        assert_eq!(pieces(9), Err(Error::TooCostly(450)));
        assert_eq!(pieces(2), Ok(50));
        assert_eq!(pieces(usize::MAX), Err(Error::TooCostly(u64::MAX)));
        assert_eq!(taken(&[2, 3, 0x00, 0x01, 0x2C]), Ok(300));
        assert_eq!(taken(&[2, 1, 0x01]), Err(Error::TooCostly(1)));
        assert_eq!(taken(&[2, 1, 0x00]), Err(Error::Damaged));
        let beyond = [&[2, 9][..], &[1; 9]].concat();
        assert_eq!(taken(&beyond), Err(Error::TooCostly(u64::MAX)));
        assert_eq!(taken(&[4, 1, 1]), Err(Error::Damaged));
    }
}
