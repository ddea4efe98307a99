//! A service of Windows, as its manager shows it.

/// A service of Windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowsService {
    /// What it does.
    pub run: ServiceRun,
    /// How it is started.
    pub start: Option<ServiceStart>,
}

/// What a service does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceRun {
    /// This Windows has none of that name.
    Missing,
    /// This user may not ask.
    Forbidden,
    /// Nothing.
    Stopped,
    /// It starts.
    Starting,
    /// It stops.
    Stopping,
    /// It runs.
    Running,
}

impl ServiceRun {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ServiceRun::Missing => "missing",
            ServiceRun::Forbidden => "forbidden",
            ServiceRun::Stopped => "stopped",
            ServiceRun::Starting => "starting",
            ServiceRun::Stopping => "stopping",
            ServiceRun::Running => "running",
        }
    }
}

/// How a service is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceStart {
    /// With the PC.
    Automatic,
    /// By whoever needs it; SCardSvr with the first reader.
    Manual,
    /// Not at all.
    Disabled,
}

impl ServiceStart {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ServiceStart::Automatic => "automatic",
            ServiceStart::Manual => "manual",
            ServiceStart::Disabled => "disabled",
        }
    }
}
