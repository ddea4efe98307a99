//! How a virtual card may differ from the specification. Tests need cards that misbehave: a host that cannot tell
//! them from a good one has not looked.

/// Which wording of gemSpec_COS chapter 14.6 the card follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CosGeneration {
    /// gemSpec_COS 3.12.0: a blocked password object is recognised even in transport state (N078.350, N083.300a).
    #[default]
    V3_12,
    /// Before: GET PIN STATUS answers 62C1 (62C7) although blocked, VERIFY 6985 instead of 6983. Inferred from the
    /// list of changes in 3.12.0; the older wording itself was not available (UNCONFIRMED).
    Older,
}

/// Deviations of a card. The default has none. Not part of the state file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Behaviour {
    /// Order of the trailers for a blocked password object in transport state.
    pub cos: CosGeneration,
    /// Toy: every access rule is taken for ALWAYS.
    pub ignore_access_rules: bool,
    /// Toy: retry counters are full again after power-off or reset, as if they were kept in volatile memory.
    pub forget_retry_counters: bool,
}
