//! What a Konnektor said beside a list that it gave: that it may lack something.

use super::names::Names;
use super::state::State;
use crate::konnektor::client::Client;
use crate::konnektor::fault::Fault;
use crate::konnektor::trouble::{Cause, Step, Trouble};
use crate::konnektor::vocabulary::Operation;
use crate::report::facts::list_gaps::ListGaps;

/// What it warned of beside the last answer to an operation, as what went wrong there: the same
/// numbers, words and next steps.
pub(super) fn warned(client: &Client, operation: Operation) -> Option<Trouble> {
    let fault = Fault {
        code: None,
        text: None,
        error: Some(client.warning(operation)?.clone()),
    };
    let cause = Cause::Fault(Box::new(fault));
    Some(Trouble::after(Step::Operation(operation), cause))
}

impl State {
    /// What the places that were listed last may lack, and why.
    pub fn beside_list(&self) -> ListGaps {
        let lists = [Operation::GetCardTerminals, Operation::GetCards].into_iter();
        let warned = lists.filter_map(|list| warned(&self.client, list));
        let terminals = self.terminals.as_deref().unwrap_or_default();
        let names = Names::of(terminals);
        let cut_off = terminals.iter().filter(|one| one.is_connected == Ok(false));
        ListGaps {
            profile: self.profile().to_owned(),
            warned: warned.collect(),
            cut_off: cut_off.map(|one| names.name(one)).collect(),
        }
    }
}
