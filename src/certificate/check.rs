//! What a check came to.

/// The three ends of a check. Whoever may raise an alarm does so for [`Self::Broken`] alone: that
/// something could not be checked says nothing against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check<Doubt> {
    /// It was checked, and it is so.
    Holds,
    /// It was checked, and it is not so.
    Broken,
    /// It could not be checked, or not to the end.
    CannotTell(Doubt),
}

impl<Doubt> Check<Doubt> {
    /// Whether it was checked and is so.
    #[must_use]
    pub const fn holds(&self) -> bool {
        matches!(self, Self::Holds)
    }

    /// [`Self::Holds`] or [`Self::Broken`], for what was computed.
    pub(super) const fn of(is_so: bool) -> Self {
        if is_so { Self::Holds } else { Self::Broken }
    }
}
