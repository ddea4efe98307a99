//! What the specification says a card answers, asked of the built-in cards and of gematik's images.

use super::*;

/// Folder with gematik's images; they are not ours to ship.
pub(super) fn image(name: &str) -> Option<Source> {
    let Some(folder) = std::env::var_os("PINLOTSE_TEST_CARDS") else {
        println!("skipped: PINLOTSE_TEST_CARDS is not set");
        return None;
    };
    Some(Source::Image(std::path::Path::new(&folder).join(name)))
}

pub(super) const HBA: &str = "HBA_80276883110000220885_gema5.xml";
pub(super) const SMCB: &str = "SMC_B_80276883110000168650_gema5.xml";
pub(super) const EGK: &str = "EGK_G21_TU_root6.xml";

#[test]
fn every_image_loads_without_unknown_terms() {
    for (name, kind) in [(HBA, "hba"), (SMCB, "smcb"), (EGK, "egk")] {
        let Some(source) = image(name) else { return };
        let card = VirtualCard::load(&source).unwrap();
        assert_eq!(card.unknown_terms(), [], "{name}");
        assert_eq!(card.kind(), kind);
    }
}
