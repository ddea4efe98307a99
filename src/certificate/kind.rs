//! What a certificate is for, by the policy OID that names its type (gemSpec_OID; gemSpec_PKI §5).

/// What the key of a certificate does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// Logging in: of persons, and of institutions to the TI.
    Aut,
    /// Logging in under a pseudonym (eGK).
    Autn,
    /// Encryption.
    Enc,
    /// Encryption of prescriptions (eGK).
    Encv,
    /// Qualified signatures of a person.
    Qes,
    /// Signatures of an institution.
    Osig,
    /// Advanced signatures of a person; these files are empty on cards seen.
    Sig,
}

impl Purpose {
    /// `AUT`, `AUTN`, `ENC`, `ENCV`, `QES`, `OSIG`, `SIG`: fixed words of documents and file names.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Aut => "AUT",
            Self::Autn => "AUTN",
            Self::Enc => "ENC",
            Self::Encv => "ENCV",
            Self::Qes => "QES",
            Self::Osig => "OSIG",
            Self::Sig => "SIG",
        }
    }
}

/// Whose certificate it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A health professional (eHBA).
    Professional,
    /// An institution (SMC-B).
    Institution,
    /// An insured person (eGK).
    Insured,
}

/// A certificate type of the TI.
#[derive(Debug, PartialEq, Eq)]
pub struct CertificateType {
    number: u16,
    name: &'static str,
    purpose: Purpose,
    of: Of,
}

const ARC: &str = "1.2.276.0.76.4.";

const TYPES: &[CertificateType] = &[
    CertificateType {
        number: 66,
        name: "C.CH.QES",
        purpose: Purpose::Qes,
        of: Of::Insured,
    },
    CertificateType {
        number: 67,
        name: "C.CH.SIG",
        purpose: Purpose::Sig,
        of: Of::Insured,
    },
    CertificateType {
        number: 68,
        name: "C.CH.ENC",
        purpose: Purpose::Enc,
        of: Of::Insured,
    },
    CertificateType {
        number: 69,
        name: "C.CH.ENCV",
        purpose: Purpose::Encv,
        of: Of::Insured,
    },
    CertificateType {
        number: 70,
        name: "C.CH.AUT",
        purpose: Purpose::Aut,
        of: Of::Insured,
    },
    CertificateType {
        number: 71,
        name: "C.CH.AUTN",
        purpose: Purpose::Autn,
        of: Of::Insured,
    },
    CertificateType {
        number: 72,
        name: "C.HP.QES",
        purpose: Purpose::Qes,
        of: Of::Professional,
    },
    // Seen in no certificate: these files are empty.
    CertificateType {
        number: 73,
        name: "C.HP.SIG",
        purpose: Purpose::Sig,
        of: Of::Professional,
    },
    CertificateType {
        number: 74,
        name: "C.HP.ENC",
        purpose: Purpose::Enc,
        of: Of::Professional,
    },
    CertificateType {
        number: 75,
        name: "C.HP.AUT",
        purpose: Purpose::Aut,
        of: Of::Professional,
    },
    CertificateType {
        number: 76,
        name: "C.HCI.ENC",
        purpose: Purpose::Enc,
        of: Of::Institution,
    },
    CertificateType {
        number: 77,
        name: "C.HCI.AUT",
        purpose: Purpose::Aut,
        of: Of::Institution,
    },
    CertificateType {
        number: 78,
        name: "C.HCI.OSIG",
        purpose: Purpose::Osig,
        of: Of::Institution,
    },
];

impl CertificateType {
    /// The type that a list of policies (dotted OIDs) names; the other policies are those of
    /// certificate practice.
    #[must_use]
    pub fn by_policies(policies: &[String]) -> Option<&'static Self> {
        let number = |policy: &String| policy.strip_prefix(ARC)?.parse::<u16>().ok();
        policies
            .iter()
            .filter_map(number)
            .find_map(|number| TYPES.iter().find(|known| known.number == number))
    }

    /// `C.HP.AUT` and the like.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What its key does.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Whose it is.
    #[must_use]
    pub const fn of(&self) -> Of {
        self.of
    }

    /// The policy OID, dotted.
    #[must_use]
    pub fn oid(&self) -> String {
        format!("{ARC}{}", self.number)
    }
}
