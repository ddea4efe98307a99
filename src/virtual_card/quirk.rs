//! In what real cards differ from the built-in ones, by words that people choose from.
//!
//! Each was seen on a card or follows from what the specification leaves open; each stands for
//! itself and may be combined with the others. [`super::quirk_effect`] says what each does to a card.

use serde::{Deserialize, Serialize};

/// One difference. Part of the state file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quirk {
    /// SELECT of the folder that is selected already takes the verified state of its PINs back; by
    /// gemSpec_COS N048.200b it stays. Seen on an eHBA of DGN (STARCOS 3.7): its PIN.QES is verified
    /// no longer after a second SELECT of DF.QES (sc-hsm-embedded, pull request 49).
    SelectForgets,
    /// GET PIN STATUS says 62C1 although a Transport-PIN is blocked, and VERIFY 6985 instead of
    /// 6983: cards before gemSpec_COS 3.12.0, inferred from its list of changes.
    HidesBlock,
    /// The PUK does not help against a blocked Transport-PIN: RESET RETRY COUNTER is answered 6983 and
    /// nothing compared. medisign says so of its cards (support page 2149); by gemSpec_COS N081.200b
    /// it would help. Which trailer such a card has is not known.
    BlockIsFinal,
    /// RESET RETRY COUNTER with a new PIN of a wrong length spends a use of the PUK: gemSpec_COS
    /// leaves the order of N080.700 to N081.000 to the maker (CosH_b46).
    RefusalCostsPuk,
    /// The X.509 files of elliptic curves have no file identifier: SELECT answers 6A82, READ BINARY by
    /// SFI reads them. Those of RSA are selected by C500, C200, C000 as ever. Seen on the same eHBA of
    /// DGN.
    EccBySfi,
    /// The X.509 files of RSA have no short file identifier: READ BINARY by SFI answers 6A82, SELECT by
    /// file identifier finds them. On the same eHBA they are read that way; whether it has an SFI for
    /// them is not told.
    RsaByFid,
    /// The certificates of RSA ended with the year 2024, in the middle of the life of their twins. Seen
    /// on the same eHBA (RSA ended December 2025), and on an SMC-B of D-Trust for hospitals (RSA ends
    /// 2026-08-15, elliptic curves 2027-02-09).
    RsaOver,
    /// The certificates of elliptic curves ended with June 2024; with [`RsaOver`](Quirk::RsaOver) the
    /// card has none that is good, and its twins ended months apart.
    EccOver,
    /// SMC-B of a doctor's or psychotherapist's practice: O is the number of the site in nine
    /// digits, no serialNumber, no admissionAuthority (gemSpec_PKI, annex 10.1 to 10.3).
    Kbv,
    /// SMC-B of a hospital: serialNumber `10.<ICCSN>`, O is the Telematik-ID, admissionAuthority is
    /// DKTIG (gemSpec_PKI, the same annex; read so from an SMC-B of D-Trust).
    Dktig,
}

impl Quirk {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Kbv,
        Self::Dktig,
        Self::EccBySfi,
        Self::RsaByFid,
        Self::RsaOver,
        Self::EccOver,
        Self::SelectForgets,
        Self::HidesBlock,
        Self::BlockIsFinal,
        Self::RefusalCostsPuk,
    ];

    /// The word that stands for it on the command line, in documents and in state files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SelectForgets => "select-forgets",
            Self::HidesBlock => "hides-block",
            Self::BlockIsFinal => "block-is-final",
            Self::RefusalCostsPuk => "refusal-costs-puk",
            Self::EccBySfi => "ecc-by-sfi",
            Self::RsaByFid => "rsa-by-fid",
            Self::RsaOver => "rsa-over",
            Self::EccOver => "ecc-over",
            Self::Kbv => "kbv",
            Self::Dktig => "dktig",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quirk| quirk.word() == word)
    }
}
