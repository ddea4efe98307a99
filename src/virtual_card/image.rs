//! gematik's card images: XML files that describe a whole card. Keys and multi-reference passwords
//! are skipped.

use std::path::Path;

use roxmltree::{Document, Node};

use super::access_rule::AccessRules;
use super::error::Error;
use super::index::FolderIndex;
use super::life_cycle::LifeCycle;
use super::object_system::{
    Content, File, Folder, ObjectSystem, Octets, Record, Structure, TransportStatus,
};
use super::password::{Password, Secret};
use crate::xml::{self, Wrong};

/// Folders inside folders; the images have two levels.
const FOLDER_DEPTH: usize = 16;

/// Reads an image. Document type declarations, and with them entities, are refused.
pub(super) fn read(text: &str, path: &Path) -> Result<ObjectSystem, Error> {
    let document = xml::parse(text).map_err(|wrong| match wrong {
        Wrong::TooMuch { line, expectation } => Error::malformed(path, line, expectation),
        Wrong::NotXml { line, why } => {
            Error::malformed(path, line, format!("a card image (XML) expected: {why}"))
        }
    })?;
    let image = Image {
        document: &document,
        path,
    };
    image.read()
}

struct Image<'a> {
    document: &'a Document<'a>,
    path: &'a Path,
}

type Read<T> = Result<T, Error>;

impl<'a> Image<'a> {
    fn wrong(&self, node: Node<'_, '_>, expectation: impl Into<String>) -> Error {
        let line = self.document.text_pos_at(node.range().start).row;
        Error::malformed(self.path, line, expectation)
    }

    fn read(&self) -> Read<ObjectSystem> {
        let card = self.document.root_element();
        if card.tag_name().name() != "card" {
            return Err(self.wrong(
                card,
                format!("<card> expected, found <{}>", card.tag_name().name()),
            ));
        }
        let objects = self.element(card, "objectSystem")?;
        let root = self.attribute(objects, "root")?;
        let master = self.element(root, "child")?;
        let mut folders = Vec::new();
        self.folder(master, None, &mut folders, 0)?;
        ObjectSystem::check_folders(&folders).map_err(|what| self.wrong(master, what))?;
        let answer = self.attribute(objects, "coldAnswerToReset")?;
        Ok(ObjectSystem {
            name: card.attribute("name").unwrap_or_default().to_owned(),
            answer_to_reset: Octets(self.octets(answer)?),
            logical_channels: self.logical_channels(card)?,
            life_cycle: match find(objects, "lifeCycleStatus") {
                Some(node) => self.life_cycle(node)?,
                None => LifeCycle::Activated,
            },
            quirks: Vec::new(),
            folders,
        })
    }

    /// `<common id="LOGICAL_CHANNELS">`, decimal; without it the card has the basic channel only.
    fn logical_channels(&self, card: Node<'a, 'a>) -> Read<u8> {
        let commons = card
            .children()
            .filter(|node| node.has_tag_name("commons"))
            .flat_map(|node| node.children());
        let Some(node) = commons
            .into_iter()
            .find(|node| node.attribute("id") == Some("LOGICAL_CHANNELS"))
        else {
            return Ok(1);
        };
        match node.text().unwrap_or_default().trim().parse() {
            Ok(channels @ 1..=4) => Ok(channels),
            _ => Err(self.wrong(node, "LOGICAL_CHANNELS: a number from 1 to 4 expected")),
        }
    }

    fn folder(
        &self,
        node: Node<'a, 'a>,
        parent: Option<FolderIndex>,
        folders: &mut Vec<Folder>,
        depth: usize,
    ) -> Read<()> {
        if depth > FOLDER_DEPTH {
            return Err(self.wrong(
                node,
                format!("at most {FOLDER_DEPTH} folders inside each other expected"),
            ));
        }
        let attributes = self.element(node, "attributes")?;
        let index = folders.len();
        let (mut files, mut passwords, mut inner) = (Vec::new(), Vec::new(), Vec::new());
        for child in children(node) {
            match child.attribute("objectType").unwrap_or_default() {
                "ADF" | "Application" => inner.push(child),
                "TransparentElementaryFile" => files.push(self.file(child, Self::transparent)?),
                "LinearVariableElementaryFile" => {
                    files.push(self.file(child, |s, n| s.records(n, Structure::LinearVariable))?);
                }
                "LinearFixedElementaryFile" => {
                    files.push(self.file(child, |s, n| s.records(n, Structure::LinearFixed))?)
                }
                "CyclicElementaryFile" => {
                    files.push(self.file(child, |s, n| s.records(n, Structure::Cyclic))?)
                }
                "PWD" => passwords.push(self.password(child)?),
                "MultireferencePWD" => {}
                kind if kind.ends_with("Key") => {}
                kind => {
                    return Err(self.wrong(
                        child,
                        format!("objectType of a folder, file, password or key expected, found \"{kind}\""),
                    ));
                }
            }
        }
        folders.push(Folder {
            name: self.name(node)?,
            parent,
            file_identifier: find(attributes, "fileIdentifier")
                .map(|node| self.identifier(node))
                .transpose()?,
            application_identifiers: self.application_identifiers(attributes)?,
            life_cycle: self.life_cycle(self.attribute(attributes, "lifeCycleStatus")?)?,
            shareable: self.flag(self.attribute(attributes, "shareable")?)?,
            access_rules: self.access_rules(attributes)?,
            files,
            passwords,
        });
        inner
            .into_iter()
            .try_for_each(|child| self.folder(child, Some(index), folders, depth + 1))
    }

    /// `{aid}` or `{aid,aid}`.
    fn application_identifiers(&self, attributes: Node<'a, 'a>) -> Read<Vec<Octets>> {
        let Some(node) = find(attributes, "applicationIdentifier") else {
            return Ok(Vec::new());
        };
        let text = text(node);
        let list = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        list.unwrap_or(&text)
            .split(',')
            .map(|aid| {
                hex::decode(aid)
                    .ok()
                    .filter(|aid| (1..=16).contains(&aid.len()))
                    .map(Octets)
            })
            .collect::<Option<_>>()
            .ok_or_else(|| {
                self.wrong(
                    node,
                    "applicationIdentifier: {AID} with 1 to 16 octets in hex expected",
                )
            })
    }

    fn file(
        &self,
        node: Node<'a, 'a>,
        content: impl FnOnce(&Self, Node<'a, 'a>) -> Read<Content>,
    ) -> Read<File> {
        let attributes = self.element(node, "attributes")?;
        let short = find(attributes, "shortFileIdentifier").filter(|node| !text(*node).is_empty());
        Ok(File {
            name: self.name(node)?,
            file_identifier: Some(self.identifier(self.attribute(attributes, "fileIdentifier")?)?),
            short_file_identifier: short.map(|node| self.small(node)).transpose()?,
            life_cycle: self.life_cycle(self.attribute(attributes, "lifeCycleStatus")?)?,
            shareable: self.flag(self.attribute(attributes, "shareable")?)?,
            access_rules: self.access_rules(attributes)?,
            content: content(self, node)?,
        })
    }

    /// The body up to positionLogicalEndOfFile; a shorter one is filled with 00.
    fn transparent(&self, node: Node<'a, 'a>) -> Read<Content> {
        let attributes = self.element(node, "attributes")?;
        let size = self.number(self.attribute(attributes, "numberOfOctet")?)?;
        let position = self.attribute(attributes, "positionLogicalEndOfFile")?;
        let end = self.number(position)?;
        if end > size || size > 0xFFFF {
            return Err(self.wrong(
                position,
                "positionLogicalEndOfFile ≤ numberOfOctet ≤ FFFF expected",
            ));
        }
        let body_node = self.attribute(attributes, "body")?;
        let mut body = self.octets(body_node)?;
        if body.len() > size as usize {
            return Err(self.wrong(body_node, "a body of at most numberOfOctet octets expected"));
        }
        body.resize(end as usize, 0);
        Ok(Content::Transparent {
            size,
            body: Octets(body),
        })
    }

    fn records(&self, node: Node<'a, 'a>, structure: Structure) -> Read<Content> {
        let attributes = self.element(node, "attributes")?;
        let length = self.small(self.attribute(attributes, "maximumRecordLength")?)?;
        let number = self.small(self.attribute(attributes, "maximumNumberOfRecords")?)?;
        let size = match find(attributes, "numberOfOctet") {
            Some(node) => self.number(node)?,
            None => u32::from(length) * u32::from(number),
        };
        let lists = node.children().filter(|node| node.has_tag_name("records"));
        let records = lists
            .flat_map(|list| list.children())
            .filter(|node| node.has_tag_name("record"));
        let records = records.map(|record| {
            let status = find(record, "recordLifeCycleStatus")
                .map(|node| self.life_cycle(node))
                .transpose()?;
            Ok(Record {
                activated: status.is_none_or(|status| status == LifeCycle::Activated),
                value: Octets(self.octets(self.attribute(record, "recordValue")?)?),
            })
        });
        Ok(Content::Records {
            structure,
            maximum_record_length: length,
            maximum_number_of_records: u16::from(number),
            size,
            records: records.collect::<Read<_>>()?,
        })
    }

    fn password(&self, node: Node<'a, 'a>) -> Read<Password> {
        let attributes = self.element(node, "attributes")?;
        let get = |id| self.attribute(attributes, id);
        Ok(Password {
            name: self.name(node)?,
            identifier: self.small(get("pwdIdentifier")?)?,
            life_cycle: self.life_cycle(get("lifeCycleStatus")?)?,
            access_rules: self.access_rules(attributes)?,
            minimum_length: self.small(get("minimumLength")?)?,
            maximum_length: self.small(get("maximumLength")?)?,
            start_retry_counter: self.small(get("startRetryCounter")?)?,
            retry_counter: self.small(get("retryCounter")?)?,
            transport_status: self.transport_status(get("transportStatus")?)?,
            enabled: self.flag(get("flagEnabled")?)?,
            start_security_status: self.start_security_status(get("startSSecList")?)?,
            puk_usage: self.small(get("pukUsage")?)?,
            secret: self.secret(get("secret")?)?,
            puk: self.secret(get("PUK")?)?,
        })
    }

    fn transport_status(&self, node: Node<'a, 'a>) -> Read<TransportStatus> {
        match text(node)
            .to_ascii_lowercase()
            .replace(['-', '_'], "")
            .as_str()
        {
            "regularpassword" => Ok(TransportStatus::Regular),
            "transportpin" => Ok(TransportStatus::TransportPin),
            "leerpin" => Ok(TransportStatus::LeerPin),
            _ => Err(self.wrong(
                node,
                "transportStatus: regularPassword, transportPIN or leerPIN expected",
            )),
        }
    }

    /// `{(1,00fa),(2,INFINITY)}`: seIdentifier and uses in hex.
    fn start_security_status(&self, node: Node<'a, 'a>) -> Read<Vec<(u8, Option<u16>)>> {
        let text = text(node);
        let pair = |pair: &str| {
            let (environment, uses) = pair.split_once(',')?;
            let uses = if uses == "INFINITY" {
                None
            } else {
                Some(u16::from_str_radix(uses, 16).ok()?)
            };
            Some((u8::from_str_radix(environment, 16).ok()?, uses))
        };
        let list = text
            .strip_prefix("{(")
            .and_then(|rest| rest.strip_suffix(")}"));
        list.and_then(|list| list.split("),(").map(pair).collect())
            .ok_or_else(|| {
                self.wrong(
                    node,
                    "startSSecList: {(SE,uses),…} expected, uses in hex or INFINITY",
                )
            })
    }

    fn secret(&self, node: Node<'a, 'a>) -> Read<Secret> {
        let octets = zeroize::Zeroizing::new(self.octets(node)?);
        Secret::from_octets(&octets)
            .ok_or_else(|| self.wrong(node, "a PIN block (8 octets in hex, N008.100) expected"))
    }

    fn access_rules(&self, attributes: Node<'a, 'a>) -> Read<AccessRules> {
        let node = self.attribute(attributes, "accessRules")?;
        AccessRules::parse(node.text().unwrap_or_default()).map_err(|what| self.wrong(node, what))
    }
}

/// Single values.
impl<'a> Image<'a> {
    fn name(&self, node: Node<'a, 'a>) -> Read<String> {
        node.attribute("id")
            .map(str::to_owned)
            .ok_or_else(|| self.wrong(node, "an attribute id expected"))
    }

    fn element(&self, node: Node<'a, 'a>, tag: &str) -> Read<Node<'a, 'a>> {
        let found = node.children().find(|child| child.has_tag_name(tag));
        found.ok_or_else(|| {
            self.wrong(
                node,
                format!("<{tag}> expected inside <{}>", node.tag_name().name()),
            )
        })
    }

    fn attribute(&self, node: Node<'a, 'a>, id: &str) -> Read<Node<'a, 'a>> {
        let owner = node
            .parent()
            .and_then(|parent| parent.attribute("id"))
            .unwrap_or_default();
        find(node, id).ok_or_else(|| {
            self.wrong(
                node,
                format!("<attribute id=\"{id}\"> expected for {owner}"),
            )
        })
    }

    fn octets(&self, node: Node<'a, 'a>) -> Read<Vec<u8>> {
        let text = zeroize::Zeroizing::new(text(node));
        hex::decode(text.as_str())
            .map_err(|_| self.wrong(node, format!("{}: octets in hex expected", label(node))))
    }

    fn number(&self, node: Node<'a, 'a>) -> Read<u32> {
        let wrong = |_| self.wrong(node, format!("{}: a number in hex expected", label(node)));
        u32::from_str_radix(&text(node), 16).map_err(wrong)
    }

    fn small(&self, node: Node<'a, 'a>) -> Read<u8> {
        let wrong = || {
            self.wrong(
                node,
                format!("{}: a number from 00 to FF in hex expected", label(node)),
            )
        };
        u8::try_from(self.number(node)?).map_err(|_| wrong())
    }

    fn identifier(&self, node: Node<'a, 'a>) -> Read<u16> {
        let wrong = |_| self.wrong(node, "fileIdentifier: two octets in hex expected");
        u16::from_str_radix(&text(node), 16).map_err(wrong)
    }

    fn flag(&self, node: Node<'a, 'a>) -> Read<bool> {
        match text(node).as_str() {
            "TRUE" => Ok(true),
            "FALSE" => Ok(false),
            _ => Err(self.wrong(node, format!("{}: TRUE or FALSE expected", label(node)))),
        }
    }

    fn life_cycle(&self, node: Node<'a, 'a>) -> Read<LifeCycle> {
        let wrong = || {
            self.wrong(
                node,
                format!(
                    "{}: ACTIVATED, DEACTIVATED or TERMINATED expected",
                    label(node)
                ),
            )
        };
        LifeCycle::from_name(&text(node)).ok_or_else(wrong)
    }
}

fn label<'a>(node: Node<'a, 'a>) -> &'a str {
    node.attribute("id").unwrap_or_default()
}

fn find<'a>(node: Node<'a, 'a>, id: &str) -> Option<Node<'a, 'a>> {
    node.children()
        .find(|child| child.has_tag_name("attribute") && child.attribute("id") == Some(id))
}

/// The text without white space.
fn text(node: Node<'_, '_>) -> String {
    node.text().unwrap_or_default().split_whitespace().collect()
}

fn children<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    let lists = node
        .children()
        .filter(|child| child.has_tag_name("children"));
    lists
        .flat_map(|list| list.children())
        .filter(|child| child.has_tag_name("child"))
}
