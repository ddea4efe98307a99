//! What is needed to speak to one Konnektor, once all passwords are known.

use std::fmt;

use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

use super::address::Address;
use super::directory::Plain;
use super::identifiers::Context;
use super::trouble::Cause;

/// Who asks, where, and how.
#[derive(Clone, Debug)]
pub struct Access {
    /// The address of the Konnektor; the service directory lies under it.
    pub address: Address,
    /// Who asks.
    pub context: Context,
    /// User name and password, where the Konnektor wants them.
    pub basic: Option<Basic>,
    /// Whether anything may be sent without TLS; never, where the address is one with TLS.
    pub plain: Plain,
    /// Whether services are reached by the address of the Konnektor, whatever host and port the
    /// directory names.
    pub rewrites: bool,
}

impl Access {
    /// Whether anything may be sent to an address.
    ///
    /// # Errors
    /// [`Cause::PlainRefused`]: it is one without TLS, and nobody allowed that, or that of the Konnektor
    /// is one with TLS. [`Cause::OtherHost`]: it is one of another host, and who names it came without
    /// TLS: anybody could have written it.
    pub(super) fn admits(&self, address: &Address) -> Result<(), Cause> {
        let is_plain_allowed = self.plain == Plain::Allowed && !self.address.is_tls();
        if !address.is_tls() && !is_plain_allowed {
            return Err(Cause::PlainRefused);
        }
        let host = address.url().host();
        if !self.address.is_tls() && host != self.address.url().host() {
            return Err(Cause::OtherHost(host.to_owned()));
        }
        Ok(())
    }
}

/// User name and password of a login (RFC 7617). `Debug` shows neither.
#[derive(Clone)]
pub struct Basic {
    /// With a colon between them.
    both: Zeroizing<String>,
    /// As they go out.
    value: Zeroizing<String>,
}

impl Basic {
    /// `None` for a user name with a colon, which would end it, or control characters in either.
    #[must_use]
    pub fn new(user: &str, password: &str) -> Option<Self> {
        let is_fit =
            !user.contains(':') && !user.chars().chain(password.chars()).any(char::is_control);
        is_fit.then(|| {
            // Each of its size from the beginning: what grows leaves pieces behind.
            let both = Zeroizing::new([user, ":", password].concat());
            let encoded = Zeroizing::new(Base64::encode_string(both.as_bytes()));
            let value = Zeroizing::new(["Basic ", &encoded].concat());
            Self { both, value }
        })
    }

    /// The value of the header field `Authorization`.
    pub(super) fn value(&self) -> &str {
        &self.value
    }

    /// User name and password, with a colon between them.
    pub(super) fn both(&self) -> &str {
        &self.both
    }

    /// The user name.
    pub(super) fn user(&self) -> &str {
        self.parts().0
    }

    /// The password.
    pub(super) fn password(&self) -> &str {
        self.parts().1
    }

    fn parts(&self) -> (&str, &str) {
        self.both.split_once(':').unwrap_or_default()
    }
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Basic(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_password_go_out_as_rfc_7617_writes_them_and_are_shown_nowhere() {
        let basic = Basic::new("Aladdin", "open sesame").unwrap();
        assert_eq!(basic.value(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(format!("{basic:?}"), "Basic(…)");
        // RFC 7617 2.1, in UTF-8.
        let basic = Basic::new("test", "123£").unwrap();
        assert_eq!(basic.value(), "Basic dGVzdDoxMjPCow==");
    }

    #[test]
    fn a_user_name_cannot_end_early_and_nothing_can_begin_another_line() {
        for (user, password) in [("a:b", "c"), ("a\n", "c"), ("a", "c\r\nX: y"), ("a", "\0")] {
            assert!(
                Basic::new(user, password).is_none(),
                "{user:?} {password:?}"
            );
        }
        assert!(Basic::new("a", "b:c").is_some());
    }
}
