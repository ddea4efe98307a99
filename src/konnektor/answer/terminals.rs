//! `GetCardTerminals`: the terminals, and which of them stand at which workplace.

use roxmltree::Node;

use super::{Answer, read};
use crate::konnektor::element::{
    Unknown, Unreadable, boolean, items, list, listed, meaning, number, only, shortened, text,
    value,
};
use crate::konnektor::identifiers::Id;
use crate::konnektor::product::ProductInformation;
use crate::konnektor::vocabulary::{CARD_COMMON, CONNECTOR, Operation, PRODUCT, TERMINAL};

/// A card terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// What the Konnektor calls it.
    pub id: Result<Id, Unknown>,
    /// What people call it; foreign text, as are the three that follow.
    pub name: Result<String, Unknown>,
    /// The address of its network card.
    pub mac: Result<String, Unknown>,
    /// Its address. At a TI-Gateway that of the way to it.
    pub address: Result<String, Unknown>,
    /// The workplaces that it stands at.
    pub workplaces: Vec<String>,
    /// How many slots it has.
    pub slots: Result<u32, Unknown>,
    /// Whether it is a thing that stands somewhere; of identities in a data centre it is not, and
    /// nobody can enter a PIN there.
    pub is_physical: Result<bool, Unknown>,
    /// Whether the Konnektor has a line to it.
    pub is_connected: Result<bool, Unknown>,
    /// Its maker and version; empty for one that was never connected.
    pub product: ProductInformation,
}

impl Terminal {
    /// Whether it stands at a workplace, so that a PIN for a card in it is entered there
    /// (`gemSpec_Kon`: `PinInputKT`). Else the PIN is asked for at another terminal, and which one
    /// that is, no answer tells.
    #[must_use]
    pub fn is_at(&self, workplace: &Id) -> bool {
        let mut workplaces = self.workplaces.iter();
        workplaces.any(|here| here == workplace.as_str())
    }

    fn of(terminal: Node<'_, '_>) -> Self {
        let named = |name| value(terminal, (TERMINAL, name));
        let said = |name| meaning(terminal, (TERMINAL, name), boolean);
        let product = only(terminal, (PRODUCT, "ProductInformation"));
        let workplaces = (CONNECTOR, "WorkplaceIds");
        let workplaces = listed(terminal, workplaces, (CONNECTOR, "WorkplaceId"));
        Self {
            id: meaning(terminal, (CARD_COMMON, "CtId"), |text| Id::new(text).ok()),
            name: named("Name"),
            mac: named("MacAddress"),
            address: only(terminal, (TERMINAL, "IPAddress")).and_then(|address| {
                let v4 = value(address, (TERMINAL, "IPV4Address"));
                v4.or_else(|_| value(address, (TERMINAL, "IPV6Address")))
            }),
            workplaces: workplaces
                .into_iter()
                .map(|one| shortened(&text(one)))
                .collect(),
            slots: meaning(terminal, (TERMINAL, "Slots"), number),
            is_physical: said("IS_PHYSICAL"),
            is_connected: said("Connected"),
            product: product.map(ProductInformation::of).unwrap_or_default(),
        }
    }
}

/// Reads the answer to `GetCardTerminals`, in its order.
///
/// # Errors
/// Every kind of [`Unreadable`]. What is wrong with one terminal costs that value only.
pub fn get_card_terminals(octets: &[u8]) -> Result<Answer<Vec<Terminal>>, Unreadable> {
    read(octets, Operation::GetCardTerminals, |response| {
        let list = list(response, (TERMINAL, "CardTerminals"))?;
        let terminals = items(list, (TERMINAL, "CardTerminal"))?;
        Ok(terminals.into_iter().map(Terminal::of).collect())
    })
}
