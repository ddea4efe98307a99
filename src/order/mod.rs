//! Lists in order, and names told apart.
//!
//! The order of std is made anew for every type that is sorted: four kilobytes of the program each time,
//! for lists of a few entries. Here places are sorted, by one function for all types, and the
//! entries are moved there. Entries that are equal stay as they stood.

mod distinct;

use std::cmp::Ordering;

pub use distinct::distinct;

/// Sorts by what the entries are.
pub fn plain<T: Ord>(list: &mut [T]) {
    by(list, T::cmp);
}

/// Sorts by something of each entry.
pub fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by comparing.
pub fn by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut goals = goals(list.len(), &|one, other| {
        let (one, other) = (list.get(one), list.get(other));
        one.zip(other)
            .map_or(Ordering::Equal, |(one, other)| compare(one, other))
    });
    for place in 0..list.len() {
        // Whoever stands here goes where it belongs, until the right one has come.
        while let Some(goal) = goals.get(place).copied()
            && goal != place
        {
            list.swap(place, goal);
            goals.swap(place, goal);
        }
    }
}

/// Where the entry of each place belongs.
fn goals(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..length).collect();
    sorted.sort_by(|one, other| compare(*one, *other));
    let mut goals = vec![0; length];
    for (goal, place) in sorted.into_iter().enumerate() {
        if let Some(entry) = goals.get_mut(place) {
            *entry = goal;
        }
    }
    goals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_out_as_those_that_std_sorts() {
        let mut dice = 7_u32;
        for length in 0..200_u32 {
            let list: Vec<(u32, u32)> = (0..length)
                .map(|place| {
                    dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    // Many are alike in the first number: the second tells how they stood.
                    ((dice >> 16) % (1 + length / 3), place)
                })
                .collect();
            let (mut ours, mut theirs) = (list.clone(), list.clone());
            by_key(&mut ours, |entry| entry.0);
            theirs.sort_by_key(|entry| entry.0);
            assert_eq!(ours, theirs);
            by(&mut ours, |one, other| other.cmp(one));
            theirs.sort_by(|one, other| other.cmp(one));
            assert_eq!(ours, theirs);
            plain(&mut ours);
            assert_eq!(ours, {
                theirs.sort();
                theirs
            });
        }
    }
}
