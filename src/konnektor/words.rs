//! Words of requests and answers that are the same in both.

/// A PIN of an HBA or an SMC-B (`PinTyp`; `gemSpec_Kon` TAB_KON_053, gemILF_PS TIP1-A_4972).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinName {
    /// PIN.CH of the HBA.
    Ch,
    /// PIN.QES of the HBA.
    Qes,
    /// PIN.SMC of the SMC-B.
    Smc,
}

impl PinName {
    /// As the schema has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ch => "PIN.CH",
            Self::Qes => "PIN.QES",
            Self::Smc => "PIN.SMC",
        }
    }

    /// Whether it is one of a person's card, so that who enters it has a name (`UserId`).
    #[must_use]
    pub const fn is_of_a_person(self) -> bool {
        match self {
            Self::Ch | Self::Qes => true,
            Self::Smc => false,
        }
    }
}

/// The type of a card (`CardType` of conn/CardServiceCommon/v2.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardType {
    /// A patient's card.
    Egk,
    /// An older HBA, for qualified signatures only.
    HbaQsig,
    /// A health professional's card.
    Hba,
    /// A practice's card.
    SmcB,
    /// A practice's identity in a data centre.
    HsmB,
    /// The card of a terminal.
    SmcKt,
    /// The patient's card before the eGK.
    Kvk,
    /// An older HBA of dentists.
    Zod,
    /// The Konnektor does not know it.
    Unknown,
    /// Any HBA.
    Hbax,
    /// Any card or identity of a practice.
    SmB,
}

impl CardType {
    /// Every type.
    pub const ALL: [Self; 11] = [
        Self::Egk,
        Self::HbaQsig,
        Self::Hba,
        Self::SmcB,
        Self::HsmB,
        Self::SmcKt,
        Self::Kvk,
        Self::Zod,
        Self::Unknown,
        Self::Hbax,
        Self::SmB,
    ];

    /// As the schema has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Egk => "EGK",
            Self::HbaQsig => "HBA-qSig",
            Self::Hba => "HBA",
            Self::SmcB => "SMC-B",
            Self::HsmB => "HSM-B",
            Self::SmcKt => "SMC-KT",
            Self::Kvk => "KVK",
            Self::Zod => "ZOD_2.0",
            Self::Unknown => "UNKNOWN",
            Self::Hbax => "HBAx",
            Self::SmB => "SM-B",
        }
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it is a patient's card, of which nothing is kept that says whose it is.
    #[must_use]
    pub const fn is_of_a_patient(self) -> bool {
        matches!(self, Self::Egk | Self::Kvk)
    }
}

/// A certificate of a card by what it is for (`CertRef`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateReference {
    /// To log in.
    Aut,
    /// To encrypt.
    Enc,
    /// The practice's seal.
    Sig,
    /// To sign.
    Qes,
}

impl CertificateReference {
    /// Every reference.
    pub const ALL: [Self; 4] = [Self::Aut, Self::Enc, Self::Sig, Self::Qes];

    /// As the schema has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Aut => "C.AUT",
            Self::Enc => "C.ENC",
            Self::Sig => "C.SIG",
            Self::Qes => "C.QES",
        }
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// The kind of key of a certificate (`Crypt`; from `CertificateService` 6.0.1 on).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crypt {
    /// RSA.
    Rsa,
    /// Elliptic curves.
    Ecc,
}

impl Crypt {
    /// As the schema has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rsa => "RSA",
            Self::Ecc => "ECC",
        }
    }
}
