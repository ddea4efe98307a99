//! GetCards, GetCardTerminals: from memory, no terminal and no card is asked.

use super::super::card::Versions;
use super::super::codes::Problem;
use super::super::directory::{ProductData, product_information};
use super::super::make::InsertTime;
use super::super::names::Ns;
use super::super::request::Asked;
use super::super::state::State;
use super::super::tree::Element;
use super::super::world::{Inserted, Terminal};

impl State {
    pub(super) fn cards(&mut self, asked: &Asked) -> Result<Element, Problem> {
        let context = &asked.context;
        self.model.check(context)?;
        if let Some(id) = &asked.terminal {
            let terminal = self.world.by_id(id).ok_or(Problem::new(4007))?;
            self.model.check_terminal(context, id)?;
            if asked
                .slot
                .is_some_and(|slot| slot as usize > terminal.slots.len())
            {
                return Err(Problem::new(4097));
            }
        }
        let mut cards = Vec::new();
        for terminal in &self.world.terminals {
            let is_asked = asked.terminal.as_ref().is_none_or(|id| *id == terminal.id);
            let is_listed = self.model.lists(context, asked.mandant_wide, &terminal.id);
            if !(is_asked && is_listed && terminal.is_connected) {
                continue;
            }
            for (at, slot) in terminal.slots.iter().enumerate() {
                let (Some(inserted), slot) = (slot, at + 1) else {
                    continue;
                };
                let card = &inserted.card;
                let is_known =
                    !card.is_smb() || self.model.check_smb(context, card.iccsn()).is_ok();
                let fits = asked.slot.is_none_or(|wanted| wanted as usize == slot)
                    && fits(asked.card_type.as_deref(), inserted);
                if is_known && fits {
                    cards.push(self.card(terminal, slot, inserted));
                }
            }
        }
        let status = self.status(None);
        Ok(Element::new(Ns::Event, "GetCardsResponse")
            .with(status)
            .with(Element::new(Ns::Card, "Cards").with_all(cards)))
    }

    fn card(&self, terminal: &Terminal, slot: usize, inserted: &Inserted) -> Element {
        let common = |name, text: &str| Element::leaf(Ns::CardCommon, name, text);
        let iccsn = inserted.card.iccsn();
        let zone = if self.make.zoned_dates { "Z" } else { "" };
        let last_day = inserted.last_day.as_ref().map(|day| {
            let text = format!("{day}{zone}");
            Element::leaf(Ns::Card, "CertificateExpirationDate", text)
        });
        let kvnr =
            (inserted.card.kind() == "EGK").then(|| Element::leaf(Ns::Card, "Kvnr", "X110411675"));
        Element::new(Ns::Card, "Card")
            .with(Element::leaf(
                Ns::Conn,
                "CardHandle",
                inserted.handle.as_str(),
            ))
            .with(common("CardType", inserted.card.kind()))
            .with_some(inserted.versions.map(card_version))
            .with_some((!iccsn.is_empty()).then(|| common("Iccsn", iccsn)))
            .with(common("CtId", &terminal.id))
            .with(common("SlotId", &slot.to_string()))
            .with(Element::leaf(
                Ns::Card,
                "InsertTime",
                inserted.at.written(self.make.insert_time),
            ))
            .with_some(
                inserted
                    .holder
                    .as_deref()
                    .map(|holder| Element::leaf(Ns::Card, "CardHolderName", holder)),
            )
            .with_some(kvnr)
            .with_some(last_day)
    }

    pub(super) fn terminals(&mut self, asked: &Asked) -> Result<Element, Problem> {
        let context = &asked.context;
        self.model.check(context)?;
        let now = self.world.now.written(InsertTime::MillisecondsZ);
        let terminals = self.world.terminals.iter();
        let listed: Vec<_> = terminals
            .filter(|terminal| self.model.lists(context, asked.mandant_wide, &terminal.id))
            .map(|terminal| self.card_terminal(terminal, &now))
            .collect();
        let status = self.status(None);
        Ok(Element::new(Ns::Event, "GetCardTerminalsResponse")
            .with(status)
            .with(Element::new(Ns::Terminal, "CardTerminals").with_all(listed)))
    }

    fn card_terminal(&self, terminal: &Terminal, now: &str) -> Element {
        let info = |name, text: &str| Element::leaf(Ns::Terminal, name, text);
        let workplaces = self.model.workplaces_at(&terminal.id);
        let workplaces = workplaces
            .iter()
            .map(|workplace| Element::leaf(Ns::Conn, "WorkplaceId", workplace.as_str()));
        let address = terminal.address.as_deref().map(|address| {
            let kind = if address.contains(':') {
                "IPV6Address"
            } else {
                "IPV4Address"
            };
            Element::new(Ns::Terminal, "IPAddress").with(info(kind, address))
        });
        Element::new(Ns::Terminal, "CardTerminal")
            .with(product_of(terminal, now))
            .with(Element::leaf(Ns::CardCommon, "CtId", terminal.id.as_str()))
            .with(Element::new(Ns::Conn, "WorkplaceIds").with_all(workplaces))
            .with(info("Name", &terminal.name))
            .with(info("MacAddress", &terminal.mac))
            .with_some(address)
            .with(info("Slots", &terminal.slots.len().to_string()))
            .with(info("IS_PHYSICAL", &terminal.is_physical.to_string()))
            .with(info("Connected", &terminal.is_connected.to_string()))
    }
}

/// CardType in a filter: HBAx and SM-B mean all of their kind.
fn fits(filter: Option<&str>, inserted: &Inserted) -> bool {
    match filter {
        None => true,
        Some("HBAx") => inserted.card.is_hbax(),
        Some("SM-B") => inserted.card.is_smb(),
        Some(kind) => inserted.card.kind() == kind,
    }
}

fn card_version(versions: Versions) -> Element {
    let part = |name, version: [u8; 3]| {
        let leaf = |name, number: u8| Element::leaf(Ns::Card, name, number.to_string());
        Element::new(Ns::Card, name)
            .with(leaf("Major", version[0]))
            .with(leaf("Minor", version[1]))
            .with(leaf("Revision", version[2]))
    };
    Element::new(Ns::Card, "CardVersion")
        .with(part("COSVersion", [4, 6, 0]))
        .with(part("ObjectSystemVersion", versions.object_system))
        .with(part("CardPTPersVersion", versions.object_system))
        .with_some(versions.atr.map(|version| part("ATRVersion", version)))
        .with_some(versions.gdo.map(|version| part("GDOVersion", version)))
}

fn product_of(terminal: &Terminal, now: &str) -> Element {
    if terminal.is_unknown {
        return product_information(&ProductData {
            date: "1970-01-01T00:00:00.000Z",
            kind: "KT",
            version: "0.0.0",
            vendor_id: "",
            code: "",
            hardware: "0.0.0",
            firmware: "0.0.0",
            vendor: "",
            name: "",
        });
    }
    product_information(&ProductData {
        date: now,
        kind: "KT",
        version: "1.6.0",
        vendor_id: "PINLO",
        code: "TERM",
        hardware: "1.0.0",
        firmware: "3.9.1",
        vendor: "Kartenterminals GmbH",
        name: "Terminal 2000",
    })
}
