//! Maker and version of a Konnektor or a terminal, as both describe themselves (gematik's
//! int/version/ProductInformation/v1.1).

use roxmltree::Node;

use super::element::{only, shortened, text};
use super::vocabulary::PRODUCT;

/// Who made a device, and which one it is. All texts are foreign ones; `None` is what it does not
/// say, or says with nothing: a terminal that was never connected has empty names and the version
/// 0.0.0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductInformation {
    /// When this was said; as it came.
    pub date: Option<String>,
    /// What it is: `Konnektor`.
    pub kind: Option<String>,
    /// The version of the specification that it was approved by.
    pub kind_version: Option<String>,
    /// The maker's short name: at most 5 characters.
    pub vendor_id: Option<String>,
    /// The device's short name: at most 8 characters.
    pub code: Option<String>,
    /// Version of the device.
    pub hardware: Option<String>,
    /// Version of its software.
    pub firmware: Option<String>,
    /// The maker's name.
    pub vendor: Option<String>,
    /// The device's name.
    pub name: Option<String>,
}

impl ProductInformation {
    /// Reads the element of that name.
    pub(super) fn of(node: Node<'_, '_>) -> Self {
        let at = |path: &[&'static str]| {
            let found = path
                .iter()
                .try_fold(node, |node, name| only(node, (PRODUCT, name)).ok());
            let text = found.map(|node| shortened(&text(node)));
            text.filter(|text| !text.is_empty())
        };
        let identification = |name| at(&["ProductIdentification", name]);
        let version = |name| at(&["ProductIdentification", "ProductVersion", "Local", name]);
        Self {
            date: at(&["InformationDate"]),
            kind: at(&["ProductTypeInformation", "ProductType"]),
            kind_version: at(&["ProductTypeInformation", "ProductTypeVersion"]),
            vendor_id: identification("ProductVendorID"),
            code: identification("ProductCode"),
            hardware: version("HWVersion"),
            firmware: version("FWVersion"),
            vendor: at(&["ProductMiscellaneous", "ProductVendorName"]),
            name: at(&["ProductMiscellaneous", "ProductName"]),
        }
    }
}
