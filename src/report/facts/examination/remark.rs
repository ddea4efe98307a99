//! What is missing or unusual at a Konnektor, and no failure.

use super::{Card, CertificateSeen};
use crate::certificate::validity::State;
use crate::konnektor::Trouble;
use crate::report::facts::list_gaps::ListGaps;

/// Why the validity of a certificate is worth a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Its last second is over.
    Over {
        /// That second.
        until: i64,
    },
    /// It is not over yet, but soon.
    Soon {
        /// Its last second.
        until: i64,
        /// Calendar days to it.
        days: i64,
    },
    /// Its first second is still to come.
    Early {
        /// That second.
        from: i64,
    },
    /// Nobody can tell.
    Unknown,
}

impl Term {
    /// `None` of a certificate that is in force, and for long.
    pub(super) const fn of(seen: &CertificateSeen) -> Option<Self> {
        match seen.state {
            State::Valid { .. } => None,
            State::Expired { until } => Some(Term::Over { until }),
            State::Expiring { until, days } => Some(Term::Soon { until, days }),
            State::NotYetValid { from } => Some(Term::Early { from }),
            State::Unknown => Some(Term::Unknown),
        }
    }
}

/// What goes without TLS where the address of a profile is one without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutTls {
    /// All of it.
    All,
    /// All of it, and the services have addresses with TLS, too.
    AllThoughOffered,
    /// The service directory only: the Konnektor demands TLS for its services.
    Directory,
}

/// What is missing or unusual, and no failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Not everything is encrypted on the way.
    Plain(WithoutTls),
    /// The client system sounds like that of the practice software.
    ClientSystem,
    /// The server's certificate is not in force, or not for long.
    ServerCertificate(Term),
    /// The same of the client's.
    ClientCertificate(Term),
    /// It gave a list, and warned of something beside it.
    Warned(Box<Trouble>),
    /// The Konnektor has no line to these terminals.
    NotConnected(Vec<String>),
    /// None of the terminals stands at the workplace: PINs are asked for at another one.
    NoneHere,
    /// No card of a practice and none of a health professional is in, or may be seen.
    NoCards,
    /// Cards are in, and none is an SMC-B.
    NoInstitutionCard,
    /// An HBA is in, and no user is set.
    UserMissing,
    /// Cards are in terminals that are not assigned to the workplace.
    CardsElsewhere {
        /// The workplace.
        workplace: String,
        /// The cards, each with the workplaces of its terminal.
        cards: Vec<(Card, Vec<String>)>,
        /// Whether none is at the workplace itself.
        is_all: bool,
    },
    /// The workplace has no terminal, and the mandant has these, each at these workplaces.
    TerminalsElsewhere {
        /// The workplace.
        workplace: String,
        /// The terminals.
        terminals: Vec<(String, Vec<String>)>,
    },
}

impl Remark {
    /// The fixed word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Remark::Plain(_) => "not_encrypted",
            Remark::ClientSystem => "client_system",
            Remark::ServerCertificate(_) => "server_certificate",
            Remark::ClientCertificate(_) => "client_certificate",
            Remark::Warned(_) => "konnektor_warning",
            Remark::NotConnected(_) => "terminal_not_connected",
            Remark::NoneHere => "none_at_workplace",
            Remark::NoCards => "no_cards",
            Remark::NoInstitutionCard => "no_smcb",
            Remark::UserMissing => "user_missing",
            Remark::CardsElsewhere { .. } => "cards_elsewhere",
            Remark::TerminalsElsewhere { .. } => "terminals_elsewhere",
        }
    }

    /// Whether something is to be done about it; else it is worth knowing.
    #[must_use]
    pub const fn is_pressing(&self) -> bool {
        match self {
            // A server is known by the fingerprint, whatever the date.
            Remark::ServerCertificate(_)
            | Remark::ClientCertificate(Term::Soon { .. } | Term::Unknown)
            | Remark::NoInstitutionCard
            | Remark::CardsElsewhere { is_all: false, .. } => false,
            Remark::Plain(_)
            | Remark::ClientSystem
            | Remark::ClientCertificate(_)
            | Remark::Warned(_)
            | Remark::NotConnected(_)
            | Remark::NoneHere
            | Remark::NoCards
            | Remark::UserMissing
            | Remark::CardsElsewhere { .. }
            | Remark::TerminalsElsewhere { .. } => true,
        }
    }
}

impl Remark {
    /// What a list may lack, and why.
    #[must_use]
    pub fn of_gaps(gaps: &ListGaps) -> Vec<Self> {
        let warned = gaps.warned.iter().cloned().map(Box::new);
        let cut_off = (!gaps.cut_off.is_empty()).then(|| gaps.cut_off.clone());
        let warned = warned.map(Self::Warned);
        warned.chain(cut_off.map(Self::NotConnected)).collect()
    }
}

#[cfg(test)]
impl Remark {
    pub(in crate::report::facts) fn samples() -> Vec<Self> {
        use crate::konnektor::trouble::{Cause, Step};
        use crate::konnektor::vocabulary::Operation;
        use crate::konnektor::words::CardType;
        use crate::report::facts::failure::samples::of_each;
        let warned = |operation| {
            let fault = crate::konnektor::fault::Fault {
                code: None,
                text: None,
                error: None,
            };
            let cause = Cause::Fault(Box::new(fault));
            Box::new(Trouble::after(Step::Operation(operation), cause))
        };
        let name = || "empfang".to_owned();
        let at = || vec![name()];
        let terms = || {
            let (over, early) = (Term::Over { until: 0 }, Term::Early { from: 0 });
            [over, Term::Soon { until: 0, days: 5 }, early, Term::Unknown]
        };
        let card = Card {
            kind: CardType::Hba,
            iccsn: Some("80276883110000220885".to_owned()),
            terminal: Some(name()),
            slot: Some(1),
        };
        of_each!(Remark {
            Plain => [WithoutTls::All, WithoutTls::AllThoughOffered, WithoutTls::Directory].map(Remark::Plain),
            ClientSystem => [Remark::ClientSystem],
            ServerCertificate => terms().map(Remark::ServerCertificate),
            ClientCertificate => terms().map(Remark::ClientCertificate),
            Warned => [Operation::GetCards, Operation::GetCardTerminals].map(|operation| Remark::Warned(warned(operation))),
            NotConnected => [Remark::NotConnected(vec![name()]), Remark::NotConnected(vec![name(), name()])],
            NoneHere => [Remark::NoneHere],
            NoCards => [Remark::NoCards],
            NoInstitutionCard => [Remark::NoInstitutionCard],
            UserMissing => [Remark::UserMissing],
            CardsElsewhere => [true, false].map(|is_all| Remark::CardsElsewhere {
                workplace: name(),
                cards: vec![(card.clone(), at()), (card.clone(), Vec::new())],
                is_all,
            }),
            TerminalsElsewhere => [Remark::TerminalsElsewhere {
                workplace: name(),
                terminals: vec![(name(), at()), (name(), Vec::new())],
            }],
        })
    }
}
