//! Texts of a document that carry what they are. Whoever masks a document goes by these types, not
//! by the names of its members; a text without one may hold anything.

use std::borrow::Cow;

use serde::Serialize;

/// Declares types of text, and the list of them.
macro_rules! kinds {
    ($($(#[$doc:meta])+ $name:ident $(<$life:lifetime>)? ($of:ty);)+) => {
        $(
            $(#[$doc])+
            #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
            pub struct $name $(<$life>)? (pub $of);
        )+

        /// What a text of a document is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])+ $name,)+
        }

        impl Kind {
            /// All of them.
            #[cfg(test)]
            pub const ALL: &[Kind] = &[$(Kind::$name,)+];

            /// The kind that a type stands for, by the name under which serde hands it on.
            #[must_use]
            pub fn of_type(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($name) => Some(Kind::$name),)+
                    _ => None,
                }
            }

            /// That name.
            #[must_use]
            pub const fn type_name(self) -> &'static str {
                match self {
                    $(Kind::$name => stringify!($name),)+
                }
            }
        }
    };
}

kinds! {
    /// A text of this program's own: one of its fixed words, or a piece of its data.
    Word(&'static str);
    /// The command that was called.
    CommandName<'a>(&'a str);
    /// A word of this program's own, a time or a status word that an earlier run kept.
    KeptWord<'a>(&'a str);
    /// What the person who asked for a report wrote on it.
    Label<'a>(&'a str);
    /// Number of a card (ICCSN).
    CardNumber<'a>(&'a str);
    /// Name of a person or an institution.
    HolderName(String);
    /// Telematik-ID of a holder.
    TelematikId<'a>(&'a str);
    /// A profession in a certificate's own words, which may say anything.
    OwnProfession<'a>(&'a str);
    /// Algorithm of a key with its curve or length; of one that is not known its OID.
    KeyName(String);
    /// Serial number of a certificate, in hex.
    SerialNumber<'a>(&'a str);
    /// Fingerprint of a certificate, in hex.
    Fingerprint(String);
    /// Name of a certificate's issuer.
    IssuerName(String);
    /// An address in the net.
    Address<'a>(&'a str);
    /// Name of a reader: by PC/SC, at USB, or of a virtual one, which may be a path.
    ReaderName<'a>(Cow<'a, str>);
    /// Name that a practice gave one of its card terminals or workplaces.
    PlaceName<'a>(&'a str);
    /// Path of the socket of the PC/SC service.
    SocketPath<'a>(&'a str);
}
