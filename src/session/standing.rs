//! How many tries are left at most, and what that rests on: numbers only, nobody is asked.
//!
//! In transport state the card hides its counter, behind *verified* too, and that of a PUK always.
//! What is known then comes from this PC's notes, from what the person states, and from a Konnektor
//! that names a number all the same; each can only make the number smaller.

use super::desk::noted::{hidden_left, puk_uses};
use super::plan::Job;
use crate::attempts::View;
use crate::report::facts::outcome::TriesBasis;

/// How many tries are left at most, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// Tries or uses.
    pub left_at_most: u8,
    /// Where the number comes from.
    pub basis: TriesBasis,
}

/// What others than card and notes said: the person of wrong tries elsewhere, a Konnektor of those
/// left.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    /// All of them so far; `None` where nobody was asked.
    pub stated: Option<u8>,
    /// Those since this PC noted a try last: a number that the card named then does not hold them.
    pub since: u8,
    /// Tries left that are named beside a state which hides them, those of this run taken off.
    pub named: Option<u8>,
}

/// Tries left for a job. `bad_elsewhere` counts wrong and open entries of the card's other PUKs.
pub(super) fn standing(job: &Job, noted: &View, bad_elsewhere: u8, told: Told) -> Standing {
    let tries = job.pin.object.tries;
    match job.pin.status.tries_named() {
        _ if job.operation.uses_puk() => puk_standing(noted, bad_elsewhere, told.stated),
        // More than a PIN starts with is no number of tries.
        Some(named) => Standing {
            left_at_most: named.min(tries),
            basis: TriesBasis::Card,
        },
        None => hidden_standing(tries, noted, told),
    }
}

/// The least that notes and statement leave. Of a PIN with three tries:
///
/// | the card named (by the notes) | stated wrong | open attempts | left at most | it rests on |
/// |---|---|---|---|---|
/// | nothing | – | 0 | 3 | assumption |
/// | nothing | 2 | 0 | 1 | statement |
/// | nothing | – | 1 | 2 | notes |
/// | nothing | 1 | 1 | 1 | notes |
/// | 2 left | 0 | – | 2 | notes |
/// | 2 left | 2 | – | 1 | statement |
/// | 2 left | 1 since then | – | 1 | notes |
///
/// A smaller number that a Konnektor names beside the state goes before all of these; a number as
/// large or larger changes nothing.
///
/// A number that the card named holds by itself; without one, what is stated and every attempt of
/// unknown outcome are both taken off, and so is every wrong one of which nobody named the rest.
fn hidden_standing(tries: u8, noted: &View, told: Told) -> Standing {
    let Told {
        stated,
        since,
        named,
    } = told;
    let (by_statement, left_at_most) = hidden_left(tries, noted, stated, since);
    let basis = match stated {
        _ if noted.tries_left_at_most.is_some() && left_at_most < by_statement => TriesBasis::Notes,
        Some(_) => TriesBasis::Stated,
        None if noted.tries_left_at_most.is_some() => TriesBasis::Notes,
        None => TriesBasis::Assumed,
    };
    match named {
        Some(named) if named < left_at_most => Standing {
            left_at_most: named,
            basis: TriesBasis::Card,
        },
        _ => Standing {
            left_at_most,
            basis,
        },
    }
}

/// Of the specification's count and the issuers' word the stricter one. The card counts the uses of
/// each PUK; the issuers count wrong ones of the card. What is stated is taken off both: nobody
/// knows of which PUK it is said.
fn puk_standing(noted: &View, bad_elsewhere: u8, stated: Option<u8>) -> Standing {
    let wrong = stated.unwrap_or_default();
    let (by_specification, by_issuers) = puk_uses(noted, bad_elsewhere.saturating_add(wrong));
    let by_specification = by_specification.saturating_sub(wrong);
    let noted_any = [bad_elsewhere, noted.wrong, noted.unknown, noted.right]
        .iter()
        .any(|count| *count > 0);
    let basis = if noted_any {
        TriesBasis::Notes
    } else if stated.is_some() {
        TriesBasis::Stated
    } else {
        TriesBasis::Assumed
    };
    Standing {
        left_at_most: by_specification.min(by_issuers),
        basis,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(noted: View, stated: Option<u8>) -> (u8, TriesBasis) {
        let Standing {
            left_at_most,
            basis,
        } = hidden_standing(
            3,
            &noted,
            Told {
                stated,
                ..Told::default()
            },
        );
        (left_at_most, basis)
    }

    #[test]
    fn a_number_named_beside_the_state_counts_where_it_is_the_smallest() {
        use TriesBasis as B;
        let noted = |left| View {
            tries_left_at_most: Some(left),
            card_named: true,
            wrong: 1,
            ..View::default()
        };
        for (named, stated, noted, expected) in [
            (Some(3), None, View::default(), (3, B::Assumed)),
            (Some(2), None, View::default(), (2, B::Card)),
            (Some(1), None, View::default(), (1, B::Card)),
            (Some(0), None, View::default(), (0, B::Card)),
            (Some(9), None, View::default(), (3, B::Assumed)),
            (Some(1), Some(0), View::default(), (1, B::Card)),
            (Some(2), Some(1), View::default(), (2, B::Stated)),
            (Some(2), Some(2), View::default(), (1, B::Stated)),
            (Some(1), None, noted(2), (1, B::Card)),
            (Some(2), None, noted(1), (1, B::Notes)),
            (Some(1), None, noted(1), (1, B::Notes)),
        ] {
            let told = Told {
                stated,
                named,
                ..Told::default()
            };
            let standing = hidden_standing(3, &noted, told);
            assert_eq!(
                (standing.left_at_most, standing.basis),
                expected,
                "named {named:?}, stated {stated:?}, {noted:?}"
            );
        }
    }

    #[test]
    fn without_notes_the_statement_counts() {
        assert_eq!(of(View::default(), None), (3, TriesBasis::Assumed));
        assert_eq!(of(View::default(), Some(0)), (3, TriesBasis::Stated));
        assert_eq!(of(View::default(), Some(2)), (1, TriesBasis::Stated));
    }

    #[test]
    fn the_smaller_of_a_number_named_by_the_card_and_a_statement_counts() {
        let named = |left| View {
            tries_left_at_most: Some(left),
            card_named: true,
            wrong: 1,
            ..View::default()
        };
        assert_eq!(of(named(2), None), (2, TriesBasis::Notes));
        assert_eq!(of(named(1), Some(0)), (1, TriesBasis::Notes));
        assert_eq!(of(named(2), Some(2)), (1, TriesBasis::Stated));
    }

    #[test]
    fn what_was_tried_elsewhere_since_the_card_named_a_number_is_taken_off_it() {
        let named = |left| View {
            tries_left_at_most: Some(left),
            card_named: true,
            wrong: 1,
            ..View::default()
        };
        let left = |noted, since| {
            let told = Told {
                since,
                ..Told::default()
            };
            let Standing {
                left_at_most,
                basis,
            } = hidden_standing(3, &noted, told);
            (left_at_most, basis)
        };
        assert_eq!(left(named(2), 0), (2, TriesBasis::Notes));
        assert_eq!(left(named(2), 1), (1, TriesBasis::Notes));
        assert_eq!(left(named(2), 2), (0, TriesBasis::Notes));
        assert_eq!(left(named(1), 2), (0, TriesBasis::Notes));
    }

    #[test]
    fn of_the_two_counts_of_a_puk_the_stricter_one_rules() {
        let of = |view| puk_standing(&view, 0, None).left_at_most;
        assert_eq!(of(View::default()), 3);
        assert_eq!(
            of(View {
                wrong: 1,
                puk_uses_left_at_most: Some(9),
                ..View::default()
            }),
            2
        );
        assert_eq!(
            of(View {
                wrong: 2,
                puk_uses_left_at_most: Some(8),
                ..View::default()
            }),
            1
        );
        assert_eq!(
            of(View {
                right: 8,
                ..View::default()
            }),
            2
        );
        assert_eq!(
            of(View {
                right: 9,
                puk_uses_left_at_most: Some(1),
                ..View::default()
            }),
            1
        );
        assert_eq!(puk_standing(&View::default(), 2, None).left_at_most, 1);
        let stated = puk_standing(&View::default(), 0, Some(2));
        assert_eq!((stated.left_at_most, stated.basis), (1, TriesBasis::Stated));
        assert_eq!(puk_standing(&View::default(), 1, Some(2)).left_at_most, 0);
    }

    #[test]
    fn open_attempts_and_statements_are_both_taken_off() {
        let open = |stated| View {
            tries_left_at_most: Some(2 - stated),
            unknown: 1,
            stated,
            ..View::default()
        };
        assert_eq!(of(open(0), None), (2, TriesBasis::Notes));
        assert_eq!(of(open(0), Some(1)), (1, TriesBasis::Notes));
        assert_eq!(of(open(2), None), (0, TriesBasis::Notes));
        assert_eq!(of(open(0), Some(2)), (0, TriesBasis::Notes));
    }
}
