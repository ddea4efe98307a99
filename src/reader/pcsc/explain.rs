//! Errors of the service, in our words.

use super::super::Error;

pub(super) fn is_mute(error: pcsc::Error) -> bool {
    use pcsc::Error as E;
    matches!(error, E::UnresponsiveCard | E::UnpoweredCard | E::UnsupportedCard)
}

/// Gives every error of the service a place in ours; its own name is kept as the detail.
pub(super) fn explain(error: pcsc::Error, reader: &str) -> Error {
    use pcsc::Error as E;
    let detail = format!("{error:?}");
    let reader = reader.to_owned();
    match error {
        E::NoService | E::ServiceStopped | E::CommError | E::ServerTooBusy | E::Shutdown | E::InternalError
            if reader.is_empty() =>
        {
            Error::NoService(detail)
        }
        E::NoService | E::ServiceStopped => Error::NoService(detail),
        E::NoAccess | E::SecurityViolation => Error::NotAllowed(detail),
        E::UnknownReader => Error::NoSuchReader(reader),
        E::ReaderUnavailable | E::NoReadersAvailable => Error::ReaderGone(reader),
        E::NoSmartcard => Error::NoCard(reader),
        E::SharingViolation => Error::Busy(reader),
        E::RemovedCard => Error::Removed(reader),
        E::ResetCard => Error::Reset(reader),
        _ if is_mute(error) => Error::Mute(reader),
        _ => Error::Broken { reader, detail },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_error_keeps_its_own_name_or_its_meaning() {
        use pcsc::Error as E;
        assert_eq!(explain(E::NoService, ""), Error::NoService("NoService".into()));
        assert_eq!(explain(E::CommError, ""), Error::NoService("CommError".into()));
        assert_eq!(explain(E::SecurityViolation, "R"), Error::NotAllowed("SecurityViolation".into()));
        assert_eq!(explain(E::NoSmartcard, "R"), Error::NoCard("R".into()));
        assert_eq!(explain(E::SharingViolation, "R"), Error::Busy("R".into()));
        assert_eq!(explain(E::RemovedCard, "R"), Error::Removed("R".into()));
        assert_eq!(explain(E::ResetCard, "R"), Error::Reset("R".into()));
        assert_eq!(explain(E::UnresponsiveCard, "R"), Error::Mute("R".into()));
        assert_eq!(explain(E::ReaderUnavailable, "R"), Error::ReaderGone("R".into()));
        let broken = Error::Broken { reader: "R".into(), detail: "NotTransacted".into() };
        assert_eq!(explain(E::NotTransacted, "R"), broken);
    }
}
