//! Which kind of card it is, by the application identifier of its master file. Never by the ATR:
//! the same ATR is listed for an eHBA and an eGK.

use apdu::tlv;

const TAG_FCP: tlv::Tag = 0x62;
const TAG_APPLICATION_TEMPLATE: tlv::Tag = 0x61;
const TAG_AID: tlv::Tag = 0x4F;
const TAG_FCP_AID: tlv::Tag = 0x84;

/// Kinds of cards of the German telematics infrastructure, generation 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// eHBA, elektronischer Heilberufsausweis.
    Hba,
    /// SMC-B, Praxis- or Institutionsausweis.
    Smcb,
    /// eGK, elektronische Gesundheitskarte.
    Egk,
    /// gSMC-KT, the card of a card terminal.
    GsmcKt,
    /// gSMC-K, the card of a Konnektor.
    GsmcK,
    /// Anything else.
    Unknown,
}

impl Kind {
    /// Root AIDs: gemSpec_COS object systems, as read from gematik's card images (eHBA, SMC-B, eGK)
    /// and lib-smartcards (gSMC).
    const ROOTS: [(&'static [u8], Kind); 5] = [
        (&[0xD2, 0x76, 0x00, 0x01, 0x46, 0x01], Kind::Hba),
        (&[0xD2, 0x76, 0x00, 0x01, 0x46, 0x06], Kind::Smcb),
        (&[0xD2, 0x76, 0x00, 0x01, 0x44, 0x80, 0x00], Kind::Egk),
        (&[0xD2, 0x76, 0x00, 0x01, 0x44, 0x80, 0x01], Kind::GsmcK),
        (&[0xD2, 0x76, 0x00, 0x01, 0x44, 0x80, 0x03], Kind::GsmcKt),
    ];

    /// By the AID of the MF.
    #[must_use]
    pub fn of_root(aid: &[u8]) -> Option<Kind> {
        Self::ROOTS
            .iter()
            .find(|(root, _)| *root == aid)
            .map(|(_, kind)| *kind)
    }

    /// By the FCP of the MF: every DO 84 counts, a folder may have several AIDs. The template may
    /// be cut at 256 octets; the AIDs lie before that (gemSpec_COS N014.900b, N048.300a).
    #[must_use]
    pub fn of_fcp(answer: &[u8]) -> Option<Kind> {
        let fcp = tlv::find(answer, TAG_FCP)?;
        let aids = fcp
            .children()
            .map_while(Result::ok)
            .filter(|object| object.tag == TAG_FCP_AID);
        aids.map(|aid| aid.value).find_map(Kind::of_root)
    }

    /// By record 1 of EF.DIR, which names the MF: `61 L 4F L AID`.
    #[must_use]
    pub fn of_directory_record(record: &[u8]) -> Option<Kind> {
        Kind::of_root(tlv::find(tlv::find(record, TAG_APPLICATION_TEMPLATE)?.value, TAG_AID)?.value)
    }

    /// Whether it is a card that this program brings into use.
    #[must_use]
    pub const fn is_ours(self) -> bool {
        matches!(self, Kind::Hba | Kind::Smcb)
    }

    /// The fixed word of the JSON contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Hba => "hba",
            Kind::Smcb => "smcb",
            Kind::Egk => "egk",
            Kind::GsmcKt => "gsmc_kt",
            Kind::GsmcK => "gsmc_k",
            Kind::Unknown => "unknown",
        }
    }

    /// The name printed on cards and used in letters; `None` for an unknown card.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Kind::Hba => Some("eHBA"),
            Kind::Smcb => Some("SMC-B"),
            Kind::Egk => Some("eGK"),
            Kind::GsmcKt => Some("gSMC-KT"),
            Kind::GsmcK => Some("gSMC-K"),
            Kind::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        hex::decode(text).unwrap()
    }

    /// cards.md §3.4 and §9.3.
    #[test]
    fn the_fcp_of_the_mf_names_the_card() {
        assert_eq!(
            Kind::of_fcp(&hex("621282017883023F008406D276000146018A0105")),
            Some(Kind::Hba)
        );
        assert_eq!(
            Kind::of_fcp(&hex("621282017883023F008406D276000146068A0105")),
            Some(Kind::Smcb)
        );
        assert_eq!(
            Kind::of_fcp(&hex("6282015A82017883023F008A01058407D2760001448000A181")),
            Some(Kind::Egk)
        );
    }

    #[test]
    fn the_root_may_be_the_second_of_two_aids() {
        let fcp = hex("621A8201788406A000000000018406D276000146018A0105");
        assert_eq!(Kind::of_fcp(&fcp), Some(Kind::Hba));
    }

    #[test]
    fn record_1_of_ef_dir_names_the_card() {
        assert_eq!(
            Kind::of_directory_record(&hex("61084F06D27600014601")),
            Some(Kind::Hba)
        );
        assert_eq!(
            Kind::of_directory_record(&hex("61084F06D27600014606")),
            Some(Kind::Smcb)
        );
        assert_eq!(
            Kind::of_directory_record(&hex("61094F07D2760001448000")),
            Some(Kind::Egk)
        );
        assert_eq!(
            Kind::of_directory_record(&hex("61094F07D2760001448001")),
            Some(Kind::GsmcK)
        );
        assert_eq!(
            Kind::of_directory_record(&hex("61094F07D2760001448003")),
            Some(Kind::GsmcKt)
        );
    }

    #[test]
    fn df_esign_alone_identifies_no_card() {
        assert_eq!(
            Kind::of_directory_record(&hex("610C4F0AA000000167455349474E")),
            None
        );
    }
}
