//! Which operating system this is, as far as it changes the advice on PC/SC.
//!
//! A hint: it may word a sentence differently, it must never decide whether a secret is sent.

/// The systems whose PC/SC service this program knows advice for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Os {
    /// Linux with pcscd.
    Linux,
    /// macOS with its built-in service.
    Macos,
    /// Windows with its smart-card service.
    Windows,
    /// Another Unix, presumably with pcscd.
    #[default]
    Other,
}

impl Os {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Os::Linux => "linux",
            Os::Macos => "macos",
            Os::Windows => "windows",
            Os::Other => "other",
        }
    }
}

/// The system this program was built for.
#[must_use]
pub const fn os() -> Os {
    if cfg!(target_os = "linux") {
        Os::Linux
    } else if cfg!(target_os = "macos") {
        Os::Macos
    } else if cfg!(windows) {
        Os::Windows
    } else {
        Os::Other
    }
}
