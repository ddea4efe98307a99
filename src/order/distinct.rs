//! Names of which none comes twice.

use std::collections::{BTreeMap, BTreeSet};

/// The same names, and where one comes again, another one by `again`, which is told the how many-th it
/// is. Whoever has a name alone, or first, keeps it.
pub fn distinct<N: Ord + Clone>(
    names: Vec<N>,
    again: impl Fn(&N, usize) -> N,
) -> impl Iterator<Item = N> {
    let mut taken: BTreeSet<N> = names.iter().cloned().collect();
    let mut counts: BTreeMap<N, usize> = BTreeMap::new();
    names.into_iter().map(move |name| {
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 {
            return name;
        }
        loop {
            let other = again(&name, *count);
            if taken.insert(other.clone()) {
                return other;
            }
            *count += 1;
        }
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::cmp::Ordering;
    use std::rc::Rc;

    use super::*;

    /// A name that counts how often it is compared.
    #[derive(Clone)]
    struct Counted(usize, Rc<Cell<usize>>);

    impl Ord for Counted {
        fn cmp(&self, other: &Self) -> Ordering {
            self.1.set(self.1.get() + 1);
            self.0.cmp(&other.0)
        }
    }
    impl PartialOrd for Counted {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }
    impl PartialEq for Counted {
        fn eq(&self, other: &Self) -> bool {
            self.cmp(other).is_eq()
        }
    }
    impl Eq for Counted {}

    #[test]
    fn many_names_are_told_apart_with_few_comparisons_of_each() {
        let most = |all: usize, of: fn(usize) -> usize| {
            let count = Rc::new(Cell::new(0));
            let names = (0..all).map(|at| Counted(of(at), Rc::clone(&count)));
            let again =
                |name: &Counted, nth: usize| Counted(name.0 + nth * 1_000_000, count.clone());
            let told: BTreeSet<usize> = distinct(names.collect(), again)
                .map(|name| name.0)
                .collect();
            assert_eq!(told.len(), all);
            count.get() / all
        };
        for of in [|at| at, |at| at / 2, |_| 0] {
            let (few, many) = (most(1_000, of), most(32_000, of));
            assert!(many <= 2 * few + 20, "{few} and {many} for each name");
        }
    }

    #[test]
    fn who_comes_again_gets_no_name_that_another_one_has() {
        let names = ["a", "a (2)", "a", "a", "b"].map(str::to_owned).to_vec();
        let told = distinct(names, |name, nth| format!("{name} ({nth})"));
        let told: Vec<String> = told.collect();
        assert_eq!(told, ["a", "a (2)", "a (3)", "a (4)", "b"]);
    }
}
