//! Errors of the service, in our words.

use super::super::Error;
use crate::system::os::{Os, os};

pub(super) fn is_mute(error: pcsc::Error) -> bool {
    use pcsc::Error as E;
    matches!(
        error,
        E::UnresponsiveCard | E::UnpoweredCard | E::UnsupportedCard
    )
}

/// Whether the service is that of Windows, which means by SCARD_W_SECURITY_VIOLATION what it says.
fn on_windows() -> bool {
    os() == Os::Windows
}

/// Gives every error of the service a place in ours; its own name is kept as the detail.
pub(super) fn explain(error: pcsc::Error, reader: &str) -> Error {
    use pcsc::Error as E;
    let detail = format!("{error:?}");
    let reader = reader.to_owned();
    match error {
        E::NoService
        | E::ServiceStopped
        | E::CommError
        | E::ServerTooBusy
        | E::Shutdown
        | E::InternalError
            if reader.is_empty() =>
        {
            Error::NoService(detail)
        }
        E::NoService | E::ServiceStopped => Error::NoService(detail),
        E::NoAccess => Error::NotAllowed(detail),
        E::SecurityViolation if on_windows() => Error::NotAllowed(detail),
        E::UnknownReader => Error::NoSuchReader(reader),
        E::ReaderUnavailable | E::NoReadersAvailable => Error::ReaderGone(reader),
        E::NoSmartcard => Error::NoCard(reader),
        E::SharingViolation => Error::Busy(reader),
        E::RemovedCard => Error::Removed(reader),
        E::ResetCard => Error::Reset(reader),
        // In the middle of a conversation: the service is gone, see `establish`.
        E::SecurityViolation if reader.is_empty() => Error::NoService(detail),
        _ if is_mute(error) => Error::Mute(reader),
        _ => Error::Broken { reader, detail },
    }
}

/// The same while nothing was sent yet: a line that breaks then is the one to the service.
pub(super) fn explain_opening(error: pcsc::Error, reader: &str) -> Error {
    use pcsc::Error as E;
    match error {
        E::CommError | E::ServerTooBusy | E::Shutdown => Error::NoService(format!("{error:?}")),
        E::SecurityViolation if !on_windows() => Error::NoService(format!("{error:?}")),
        _ => explain(error, reader),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_breaks_at_the_opening_is_the_services_and_later_the_readers() {
        use pcsc::Error as E;
        assert_eq!(
            explain_opening(E::CommError, "R"),
            Error::NoService("CommError".into())
        );
        assert_eq!(
            explain_opening(E::NoSmartcard, "R"),
            Error::NoCard("R".into())
        );
        if !on_windows() {
            let gone = Error::NoService("SecurityViolation".into());
            assert_eq!(explain_opening(E::SecurityViolation, "R"), gone);
            assert_eq!(explain(E::SecurityViolation, ""), gone);
        }
        let broken = Error::Broken {
            reader: "R".into(),
            detail: "CommError".into(),
        };
        assert_eq!(explain(E::CommError, "R"), broken);
    }

    #[test]
    fn every_service_error_keeps_its_own_name_or_its_meaning() {
        use pcsc::Error as E;
        assert_eq!(
            explain(E::NoService, ""),
            Error::NoService("NoService".into())
        );
        assert_eq!(
            explain(E::CommError, ""),
            Error::NoService("CommError".into())
        );
        assert_eq!(
            explain(E::NoAccess, ""),
            Error::NotAllowed("NoAccess".into())
        );
        assert_eq!(explain(E::NoSmartcard, "R"), Error::NoCard("R".into()));
        assert_eq!(explain(E::SharingViolation, "R"), Error::Busy("R".into()));
        assert_eq!(explain(E::RemovedCard, "R"), Error::Removed("R".into()));
        assert_eq!(explain(E::ResetCard, "R"), Error::Reset("R".into()));
        assert_eq!(explain(E::UnresponsiveCard, "R"), Error::Mute("R".into()));
        assert_eq!(
            explain(E::ReaderUnavailable, "R"),
            Error::ReaderGone("R".into())
        );
        let broken = Error::Broken {
            reader: "R".into(),
            detail: "NotTransacted".into(),
        };
        assert_eq!(explain(E::NotTransacted, "R"), broken);
    }
}
