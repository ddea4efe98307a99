//! What to do about a failure where one chooses by numbers: no command is named.

use super::named;
use crate::card::{Operation, PinStatus};
use crate::reader;
use crate::report::facts::outcome::{EntryWord, Seen};
use crate::report::failure::{
    Oddity, Pad, Refusal, Terminal, Unreached, Verdict, Wish, WrongSecret,
};
use crate::report::words::calls;
use crate::report::words::labels::{perhaps_set_wrong, transport_label};
use crate::report::{BlockedBy, Failure, explain};
use crate::system::machine::Site;
use crate::text::Text;

/// What to do about a failure, without any command: here one chooses. Nothing where the choices and
/// why they are proposed say it all.
pub(super) fn of(failure: &Failure, site: Site, text: Text) -> Option<String> {
    if is_said_by_proposal(failure) {
        return None;
    }
    with_first(failure, site, text)
}

/// Whether the proposal that follows says the same, with where to ask: two voices are one too many,
/// and the nearer one counts.
fn is_said_by_proposal(failure: &Failure) -> bool {
    match failure {
        Failure::Verdict(Verdict::Wrong(wrong)) => {
            wrong.operation == Operation::Activate
                && (wrong.leaves_one_try() || wrong.perhaps_set.is_some())
        }
        Failure::Verdict(Verdict::Blocked { .. } | Verdict::BlockedForGood { .. })
        | Failure::Wish(
            Wish::PukNoHelp { .. } | Wish::RescueDeclined { .. } | Wish::LastTryDeclined { .. },
        ) => true,
        _ => false,
    }
}

/// By construction no command: what would name one is better not said.
fn with_first(failure: &Failure, site: Site, text: Text) -> Option<String> {
    let remedy = usual(failure, site, text).filter(|remedy| !named::names_a_command(remedy));
    match failure {
        // What comes first: before the last try that words say it themselves.
        Failure::Verdict(Verdict::Wrong(WrongSecret {
            perhaps_set: Some(way),
            ..
        })) if !failure.leaves_one_try() => {
            // No command is named, whatever gets the digits to the card.
            let how = match way {
                EntryWord::Terminal => text.perhaps_typed_next(),
                _ => text.perhaps_set_here(),
            };
            let first = format!("{} {how}", perhaps_set_wrong(*way, text));
            Some(remedy.map_or(first.clone(), |remedy| format!("{first} {remedy}")))
        }
        _ => remedy,
    }
}

fn usual(failure: &Failure, site: Site, text: Text) -> Option<String> {
    let as_last_step = || Some(explain(failure, site, text).hint);
    match failure {
        Failure::Unreached(Unreached::Reader(error) | Unreached::ReaderLater(error)) => {
            on_reader(failure, error, site, text)
        }
        // Before the last try its own words, which send nobody on.
        Failure::Verdict(Verdict::Wrong(WrongSecret { operation, .. }))
            if failure.leaves_one_try() && *operation == Operation::Activate =>
        {
            as_last_step()
        }
        Failure::Verdict(Verdict::Wrong(WrongSecret {
            operation: Operation::Activate,
            pin,
            other_line: Some(other),
            ..
        })) => {
            let quoted = |pin| text.quoted(&transport_label(pin, text));
            Some(text.wrong_transport_do(&quoted(*pin), &quoted(*other)))
        }
        Failure::Verdict(Verdict::Wrong(WrongSecret {
            operation: Operation::Activate,
            ..
        })) => Some(text.wrong_transport_do_single()),
        Failure::Verdict(Verdict::Wrong(WrongSecret {
            operation,
            by_issuers: 1..,
            ..
        })) if operation.uses_puk() => Some(text.wrong_puk_do()),
        Failure::Verdict(Verdict::Unknown {
            operation: Operation::Change,
            ..
        }) => Some(text.guide_unknown_change_do()),
        Failure::Verdict(Verdict::NewPinRefused { .. }) => Some(text.guide_new_pin_do()),
        // Read, and the same at another look.
        Failure::Unreached(Unreached::CardUnreadable {
            oddity: Oddity::State(_, PinStatus::Empty | PinStatus::Disabled),
            ..
        }) => as_last_step(),
        Failure::Unreached(Unreached::CardUnreadable { .. })
        | Failure::Verdict(Verdict::CardRefused { .. })
        | Failure::Bug(_) => Some(text.guide_odd_card_do()),
        Failure::Pad(Pad::Ended {
            firmware: Some(firmware),
            ..
        }) => Some(text.pad_firmware_do(firmware)),
        Failure::Unreached(Unreached::Konnektor(cause)) if cause.wants_a_user() => {
            Some(text.guide_user_do())
        }
        Failure::Unreached(Unreached::Konnektor(cause)) if cause.is_another_server() => {
            Some(text.guide_other_certificate_do())
        }
        // The session asked for the keyboard itself; the rest would be told to call a command, or
        // the same one again.
        Failure::Verdict(Verdict::Unknown { .. })
        | Failure::Pad(Pad::Lack { .. } | Pad::Ended { .. })
        | Failure::Terminal(Terminal::NoDigits | Terminal::Ended { .. })
        | Failure::Wish(Wish::HolderDeclined { .. })
        | Failure::Refusal(
            Refusal::OtherCard { .. } | Refusal::OtherState { .. } | Refusal::FewerTries { .. },
        )
        | Failure::Refusal(Refusal::OtherRun { .. } | Refusal::NotBlocked { .. })
        | Failure::Verdict(
            Verdict::StillTransport { .. }
            | Verdict::Blocked {
                transport: false, ..
            }
            | Verdict::Blocked {
                known: BlockedBy::Notes,
                ..
            },
        )
        | Failure::Wish(Wish::LastTryDeclined {
            operation: Operation::Change | Operation::Verify,
            ..
        }) => None,
        _ => as_last_step(),
    }
}

/// The same where the guide ends with it, and nobody looks at the card again. `unread` says that
/// the state after the try is not known; at a terminal it may have been read again and again while
/// that still asked.
pub(super) fn of_leaving(
    failure: &Failure,
    unread: bool,
    seen: &Seen,
    text: Text,
) -> Option<String> {
    let site = seen.site;
    match failure {
        Failure::Verdict(Verdict::Unknown {
            operation: Operation::Activate,
            ..
        }) => Some(match unread {
            true if seen.is_at_terminal() => text.guide_unknown_terminal_do(&calls::guide(seen)),
            true => text.guide_unknown_unread_do(&calls::guide(seen)),
            false => text.guide_unknown_read_do(),
        }),
        failure => with_first(failure, site, text),
    }
}

/// The same of a reader, or of the way to it.
fn on_reader(failure: &Failure, error: &reader::Error, site: Site, text: Text) -> Option<String> {
    use reader::Error as E;
    match error {
        E::NoLibrary { .. }
        | E::NoService(_)
        | E::ServiceFailed(_)
        | E::ServiceHangs
        | E::ServiceFull(_)
        | E::NotAllowed(_)
        | E::Closed(_) => Some(text.guide_service_do()),
        E::Busy(_) => Some(text.guide_busy_do()),
        E::ReaderGone(_) => Some(text.guide_reader_gone_do()),
        E::Removed(_) if is_other_stay(failure) => Some(text.removed_before_at_konnektor_do()),
        E::Removed(_) | E::Reset(_) | E::Broken { .. } => Some(text.guide_reinsert_do()),
        E::NoSuchReader(_) | E::NoCard(_) | E::Mute(_) | E::Interrupted | E::VirtualCard(_) => {
            Some(explain(failure, site, text).hint)
        }
    }
}

fn is_other_stay(failure: &Failure) -> bool {
    matches!(failure, Failure::Unreached(why) if why.is_other_stay())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Block, PinStatus};
    use crate::pins::PinKey;
    use crate::reader::pin_pad::{PadAnswer, PadLack};
    use crate::report::failure::TriesLeft;
    use crate::text::Language;

    /// What a step of the guide can come to.
    fn failures() -> Vec<Failure> {
        let pin = PinKey::Ch;
        let status = Some(apdu::StatusWord::new(0x6983));
        let name = || "Leser".to_owned();
        let mut failures = vec![
            Failure::Verdict(Verdict::BlockedForGood { pin, status }),
            Failure::Verdict(Verdict::PukUsedUp {
                pin,
                status,
                state: PinStatus::Blocked,
            }),
            Failure::Refusal(Refusal::NotBlocked { pin, hidden: false }),
            Failure::Refusal(Refusal::NotBlocked { pin, hidden: true }),
            Failure::Verdict(Verdict::StillTransport { pin }),
            Failure::Pad(Pad::Lack {
                reader: name(),
                lack: PadLack::NoPad,
            }),
            Failure::Pad(Pad::Ended {
                pin,
                answer: PadAnswer::TimedOut,
                firmware: None,
            }),
            Failure::Pad(Pad::Ended {
                pin,
                answer: PadAnswer::Unsupported,
                firmware: Some("1.2"),
            }),
            Failure::Wish(Wish::RescueDeclined { pin }),
            Failure::Refusal(Refusal::DigitsOfOtherCard),
            Failure::Wish(Wish::HolderDeclined {
                operation: Operation::Activate,
            }),
            Failure::Refusal(Refusal::WrongLetter),
            Failure::Refusal(Refusal::OtherCard { reader: name() }),
            Failure::Refusal(Refusal::OtherState { pin }),
            Failure::Refusal(Refusal::FewerTries { pin, left: 1 }),
            Failure::Refusal(Refusal::OtherRun { pin }),
        ];
        for operation in [
            Operation::Activate,
            Operation::Change,
            Operation::Verify,
            Operation::UnblockWithNew,
            Operation::Unblock,
        ] {
            for (other_line, by_issuers) in [(None, 0), (Some(PinKey::Qes), 2)] {
                failures.push(Failure::Verdict(Verdict::Wrong(WrongSecret {
                    pin,
                    operation,
                    left: TriesLeft::Named(2),
                    other_line,
                    by_issuers,
                    perhaps_set: Some(EntryWord::Keyboard),
                    scripted: false,
                })));
            }
            failures.push(Failure::Verdict(Verdict::Unknown {
                pin,
                operation,
                said_yes: None,
                after: None,
                status: None,
                came: None,
            }));
            failures.push(Failure::Wish(Wish::LastTryDeclined {
                pin,
                operation,
                is_perhaps_set: true,
                at_terminal: false,
            }));
            failures.push(Failure::Verdict(Verdict::NewPinRefused { pin, operation }));
        }
        for known in [
            BlockedBy::Try(Block::ThisTry),
            BlockedBy::Status,
            BlockedBy::Notes,
        ] {
            failures.extend([true, false].map(|transport| {
                Failure::Verdict(Verdict::Blocked {
                    pin,
                    known,
                    transport,
                })
            }));
        }
        use reader::Error as E;
        let broken = E::Broken {
            reader: name(),
            detail: String::new(),
        };
        let errors = [
            E::NoLibrary {
                file: name(),
                detail: None,
            },
            E::NoService(name()),
            E::Busy(name()),
            E::ReaderGone(name()),
            E::Removed(name()),
            E::Mute(name()),
        ];
        failures.extend(
            errors
                .into_iter()
                .map(|error| Unreached::Reader(error).into()),
        );
        failures.push(Failure::Unreached(Unreached::ReaderLater(broken)));
        failures
    }

    #[test]
    fn no_remedy_leads_to_a_command() {
        let mut said = 0;
        for language in [Language::De, Language::En] {
            for failure in failures() {
                let Some(hint) = of(&failure, Site::default(), Text::new(language)) else {
                    continue;
                };
                said += 1;
                for word in ["pinlotse", "--", "Befehl", "command"] {
                    assert!(!hint.contains(word), "{failure:?}: {hint}");
                }
            }
        }
        assert!(said > 25, "{said}");
    }

    #[test]
    fn whatever_happens_no_command_is_named() {
        let mut said = 0;
        for language in [Language::De, Language::En] {
            let text = Text::new(language);
            for failure in crate::report::facts::failure::samples::all() {
                let (site, seen) = (Site::default(), Seen::default());
                let hints = [
                    of(&failure, site, text),
                    of_leaving(&failure, true, &seen, text),
                    of_leaving(&failure, false, &seen, text),
                ];
                for hint in hints.into_iter().flatten() {
                    said += 1;
                    assert!(!named::names_a_command(&hint), "{failure:?}: {hint}");
                }
            }
        }
        assert!(said > 100, "{said}");
    }

    #[test]
    fn what_the_proposal_says_is_said_once_and_kept_where_none_follows() {
        let (site, seen, text) = (Site::default(), Seen::default(), Text::default());
        let letter = Failure::Refusal(Refusal::WrongLetter);
        let hint = explain(&letter, site, text).hint;
        assert_eq!(of(&letter, site, text), Some(hint));
        let declined = Failure::Wish(Wish::RescueDeclined { pin: PinKey::Ch });
        let hint = explain(&declined, site, text).hint;
        assert_eq!(of(&declined, site, text), None);
        assert_eq!(of_leaving(&declined, false, &seen, text), Some(hint));
        let blocked = Failure::Verdict(Verdict::Blocked {
            pin: PinKey::Ch,
            known: BlockedBy::Try(Block::ThisTry),
            transport: true,
        });
        assert_eq!(of(&blocked, site, text), None);
        let hint = of_leaving(&blocked, false, &seen, text);
        assert_eq!(hint, Some(text.blocked_transport_do()));
    }

    #[test]
    fn a_state_that_a_terminal_may_still_change_is_not_called_out_of_reach() {
        let unknown = Failure::Verdict(Verdict::Unknown {
            pin: PinKey::Ch,
            operation: Operation::Activate,
            said_yes: None,
            after: None,
            status: None,
            came: None,
        });
        let hint = |reader: &str| {
            let seen = Seen::at(reader, Site::default());
            of_leaving(&unknown, true, &seen, Text::default()).unwrap()
        };
        assert!(hint("Leser").contains("nicht mehr zu erreichen"));
        let hint = hint("konnektor:praxis Empfang, SLOT:1");
        assert!(!hint.contains("zu erreichen"), "{hint}");
        assert!(hint.contains("solange das Terminal noch fragt"), "{hint}");
    }
}
