//! How a virtual card may differ from the specification. Tests need cards that misbehave: a host
//! that cannot tell them from a good one has not looked.

/// Which wording of gemSpec_COS chapter 14.6 the card follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CosGeneration {
    /// gemSpec_COS 3.12.0: a blocked password object is recognised even in transport state
    /// (N078.350, N083.300a).
    #[default]
    V3_12,
    /// Before: GET PIN STATUS answers 62C1 (62C7) although blocked, VERIFY 6985 instead of 6983.
    /// Inferred from the list of changes in 3.12.0; the older wording itself was not available
    /// (UNCONFIRMED).
    Older,
}

/// Deviations of a card. The default has none. The toys are not part of the state file, what a
/// [`Quirk`](super::Quirk) stands for is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Behaviour {
    /// Order of the trailers for a blocked password object in transport state.
    pub cos: CosGeneration,
    /// [`Quirk::SelectForgets`](super::Quirk::SelectForgets).
    pub select_forgets: bool,
    /// [`Quirk::BlockIsFinal`](super::Quirk::BlockIsFinal).
    pub block_is_final: bool,
    /// [`Quirk::RefusalCostsPuk`](super::Quirk::RefusalCostsPuk).
    pub refusal_costs_puk: bool,
    /// Toy: every access rule is taken for ALWAYS.
    pub ignore_access_rules: bool,
    /// Toy: retry counters are full again after power-off or reset, as if they were kept in
    /// volatile memory.
    pub forget_retry_counters: bool,
}

/// Where power is lost inside a command that changes a password object: the rest states gemSpec_COS
/// allows, in which a card may wake up after it was pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// CHANGE REFERENCE DATA P1=00 or VERIFY, between counting the try and looking at the secret: a
    /// try less, nothing else (N074.700c, N082.900b).
    TryCounted,
    /// CHANGE REFERENCE DATA P1=00 with the right old secret, when the retry counter alone is written:
    /// it may be committed by itself before the rest (N075.300). All tries, and nothing else.
    RetryCounterWritten,
    /// CHANGE REFERENCE DATA P1=00 with the right old secret, when the new secret is written and
    /// transportStatus is not: GET PIN STATUS still says 62C1, and the old secret is wrong already
    /// (N075.300c). The retry counter is written after both, so the try stays counted.
    SecretWritten,
    /// RESET RETRY COUNTER with a PUK, right or wrong, between counting its use and looking at it: one
    /// PUK use less, nothing else (N081.000b).
    PukCounted,
    /// RESET RETRY COUNTER with the right PUK, when all is written but the retry counter, which
    /// comes last (N081.800b.2): one PUK use less, with a new secret also that secret and
    /// regularPassword, and still 63C0.
    AllButRetryCounter,
}
