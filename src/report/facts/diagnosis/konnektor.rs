//! What was found at a Konnektor, as findings.

use super::{CardFound, Diagnosis};
use crate::card::Kind;
use crate::report::facts::examination::{Examination, Remark};
use crate::report::facts::finding::{Finding, OfKonnektor, Severity};
use crate::report::facts::next_step::{Bar, NextStep};

/// What is wrong on the way to the cards, from the Konnektor to its terminals.
pub(super) fn judge(seen: &Diagnosis, found: &Examination, findings: &mut Vec<Finding>) {
    for failed in &found.failed {
        let (cause, profile) = (failed.clone(), found.profile.clone());
        findings.push(Finding::problem(OfKonnektor::Failed { cause, profile }));
    }
    if found.failed.is_empty() {
        findings.push(Finding::new(Severity::Ok, OfKonnektor::Ok));
    }
    if found.has_no_terminal() {
        let workplace = found.caller.workplace.to_string();
        findings.push(Finding::problem(OfKonnektor::NoTerminal { workplace }));
    }
    let remarks = found.remarks().into_iter();
    findings.extend(
        remarks
            .filter(|remark| !is_said(seen, remark))
            .map(|remark| {
                let is_step_said = has_its_step_said(seen, &remark);
                Finding::remarked(remark, &found.profile, is_step_said)
            }),
    );
}

/// Whether the look at the cards says it: that there is none, and which one cannot be worked on.
fn is_said(seen: &Diagnosis, remark: &Remark) -> bool {
    match remark {
        Remark::NoCards => true,
        Remark::UserMissing => hbas(seen).next().is_none(),
        _ => false,
    }
}

/// Whether what is found of a card has the step.
fn has_its_step_said(seen: &Diagnosis, remark: &Remark) -> bool {
    let is_barred = |card: &CardFound| card.status.next == NextStep::Barred(Bar::NoUser);
    *remark == Remark::UserMissing && hbas(seen).any(is_barred)
}

fn hbas(seen: &Diagnosis) -> impl Iterator<Item = &CardFound> {
    let cards = seen.readers.iter().filter_map(|found| found.card());
    cards.filter(|card| card.view.kind == Kind::Hba)
}
