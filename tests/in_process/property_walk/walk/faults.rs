//! What can go wrong between a program and a card.

use super::ledger::State;
use super::service::Outage;

/// Where a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// At this exchange of the run, from 1.
    Exchange(usize),
    /// At this secret of the run, from 1.
    Secret(usize),
    /// So many exchanges after a secret.
    After(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    PullBefore,
    /// The card sees the command, and may lose its power inside it.
    PullDuring,
    PullAfter,
    LoseAnswer,
    LoseCommand,
    /// Another program resets the card.
    Reset,
    /// A trailer that means nothing; the card sees nothing.
    Garbage(u16),
    /// The card acts, then the same.
    GarbageAfter(u16),
    /// 9000 with the data of another card; the card sees nothing.
    ForeignData,
    KillBefore,
    KillAfter,
    /// The service goes away before or after the card saw the command.
    ServiceDies(bool, Outage),
}

/// What happens when a transaction is about to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BeginFault {
    Pull,
    Swap,
    Busy(usize),
    Rival(u64),
    Kill,
    /// The service goes away.
    Outage(Outage),
}

#[derive(Debug, Clone, Default)]
pub struct Faults {
    pub exchanges: Vec<(At, Fault)>,
    /// Number of the transaction, from 1.
    pub begins: Vec<(usize, BeginFault)>,
    /// The service goes away when the list is asked for so often.
    pub outage: Option<(usize, Outage)>,
    /// A pulled card is back after so many looks at the list, perhaps in the other reader.
    pub comes_back: Option<(usize, bool)>,
}

impl State {
    /// What happens when the next transaction is about to begin; whether the program is killed
    /// there.
    pub fn begins(&mut self) -> bool {
        let log = self.log();
        log.begins += 1;
        let number = log.begins;
        let due: Vec<BeginFault> = log
            .faults
            .begins
            .iter()
            .filter(|(at, _)| *at == number)
            .map(|(_, fault)| *fault)
            .collect();
        for fault in due {
            self.log().struck += 1;
            self.log().faults_seen.push(format!("{fault:?}"));
            match fault {
                BeginFault::Pull => self.pull(),
                BeginFault::Swap => {
                    let other = self.inside.map_or(0, |card| 1 - card);
                    self.put(other);
                }
                BeginFault::Busy(times) => self.busy = times,
                BeginFault::Rival(seed) => self.rival(seed),
                BeginFault::Kill => return true,
                BeginFault::Outage(outage) => self.goes_away(outage),
            }
        }
        false
    }

    /// The fault that strikes at this exchange.
    pub fn strike(&mut self, secret: bool) -> Option<Fault> {
        let log = self.log();
        log.exchanges += 1;
        let number = log.secrets.len() + usize::from(log.pending.is_some());
        let (exchange, since) = (log.exchanges, log.since_secret);
        let hits = |at: &At| match *at {
            At::Exchange(wanted) => wanted == exchange,
            At::Secret(wanted) => secret && wanted == number,
            At::After(wanted) => !secret && since == Some(wanted),
        };
        let index = log.faults.exchanges.iter().position(|(at, _)| hits(at))?;
        log.struck += 1;
        let (_, fault) = log.faults.exchanges.remove(index);
        log.faults_seen.push(format!("{fault:?}"));
        Some(fault)
    }
}
