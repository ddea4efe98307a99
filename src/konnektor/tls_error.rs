//! Why there is no connection that can be trusted.

use std::fmt;

use super::fingerprint::Fingerprint;
use crate::certificate::signature::Obstacle;
use crate::http;

/// No connection, or the end of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// What happened below TLS, or in the HTTP above it. A server that hangs up in the handshake is
    /// `Broken(UnexpectedEof)`.
    Http(http::Error),
    /// What answers speaks something else than TLS, as a port for plain HTTP does.
    NotTls,
    /// What answers ends a first question without TLS, or answers it in TLS.
    WantsTls,
    /// The server's certificate is another one than that which was compared: the Konnektor was
    /// exchanged or got a new certificate, or somebody stands between.
    OtherCertificate {
        /// The one that is known.
        pinned: Fingerprint,
        /// The one that came.
        seen: Fingerprint,
    },
    /// This program was built without TLS (feature `konnektor`).
    NotBuilt,
    /// No certificate was ever compared, so nobody is known there.
    NothingPinned,
    /// The server shows the certificate and does not have the key to it.
    NotItsKey,
    /// Whether it has the key cannot be told.
    Unverifiable(Obstacle),
    /// The server asked for a client certificate and ended the connection after it.
    ClientCertificate {
        /// What it said; [`Alert::NONE`] where it hung up without a word, so that this is what is
        /// most likely.
        alert: Alert,
        /// Whether there was a certificate to show. If so, it was not taken.
        given: bool,
    },
    /// The server ended the connection: mostly, that it and this program have no procedure in
    /// common (40).
    Refused(Alert),
    /// The server breaks the rules of TLS, uses what this program does not know, or ends with an
    /// alert what was agreed on; mostly in the words of the library.
    Protocol(String),
}

/// What an end of the connection says when it gives up (RFC 8446 6.2).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Alert(pub u8);

impl Alert {
    /// None: the connection ended. Nobody ends one by this number, which is that of a leave.
    pub const NONE: Self = Self(0);

    /// Whether it can be what a server says of a client's certificate, or of the signature with its
    /// key (RFC 8446 4.4.2.4, 4.4.3, 6.2): nothing else makes it say so once a handshake of TLS 1.3
    /// is over at the client's end.
    #[must_use]
    pub const fn is_about_a_certificate(self) -> bool {
        matches!(self.0, 40 | 42..=49 | 51 | 116)
    }

    /// Whether it says that the versions of both ends differ (RFC 8446 6.2).
    #[must_use]
    pub const fn is_about_the_version(self) -> bool {
        matches!(self.0, 70 | 86)
    }

    /// Whether it says that both have no procedure in common (RFC 8446 6.2).
    #[must_use]
    pub const fn is_about_procedures(self) -> bool {
        matches!(self.0, 40 | 47 | 71 | 109)
    }

    /// Its name; `None` for a number that has none.
    const fn name(self) -> Option<&'static str> {
        Some(match self.0 {
            10 => "unexpected_message",
            20 => "bad_record_mac",
            22 => "record_overflow",
            40 => "handshake_failure",
            42 => "bad_certificate",
            43 => "unsupported_certificate",
            44 => "certificate_revoked",
            45 => "certificate_expired",
            46 => "certificate_unknown",
            47 => "illegal_parameter",
            48 => "unknown_ca",
            49 => "access_denied",
            50 => "decode_error",
            51 => "decrypt_error",
            70 => "protocol_version",
            71 => "insufficient_security",
            80 => "internal_error",
            86 => "inappropriate_fallback",
            90 => "user_canceled",
            109 => "missing_extension",
            110 => "unsupported_extension",
            112 => "unrecognized_name",
            113 => "bad_certificate_status_response",
            115 => "unknown_psk_identity",
            116 => "certificate_required",
            120 => "no_application_protocol",
            _ => return None,
        })
    }
}

/// `40 (handshake_failure)`
impl fmt::Display for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::NONE {
            return f.write_str("no alert");
        }
        match self.name() {
            Some(name) => write!(f, "{} ({name})", self.0),
            None => self.0.fmt(f),
        }
    }
}

impl fmt::Debug for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Alert({self})")
    }
}

impl From<http::Error> for Error {
    fn from(error: http::Error) -> Self {
        Self::Http(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(error) => error.fmt(f),
            Self::WantsTls => f.write_str("the server does not speak without TLS"),
            Self::NotTls => f.write_str("the server does not speak TLS"),
            Self::OtherCertificate { pinned, seen } => {
                write!(f, "the server's certificate is {seen}, not {pinned}")
            }
            Self::NotBuilt => f.write_str("built without TLS"),
            Self::NothingPinned => f.write_str("no certificate of the server is known"),
            Self::NotItsKey => f.write_str("the server has no key to its certificate"),
            Self::Unverifiable(obstacle) => {
                write!(f, "the server's signature cannot be verified: {obstacle:?}")
            }
            Self::ClientCertificate { alert, given: true } => {
                write!(
                    f,
                    "the server does not take the client certificate: {alert}"
                )
            }
            Self::ClientCertificate { alert, .. } => {
                write!(f, "the server wants a client certificate: {alert}")
            }
            Self::Refused(alert) => write!(f, "the server ended the connection: {alert}"),
            Self::Protocol(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for Error {}
