//! The children of an element, in their order.

use roxmltree::Node;

use super::super::codes::Problem;
use super::super::names::Ns;

/// What is left of them.
pub(super) struct Children<'a, 'i> {
    parent: &'a str,
    left: std::iter::Peekable<std::vec::IntoIter<Node<'a, 'i>>>,
}

/// Whether an element has this name.
pub(super) fn is(node: Node<'_, '_>, ns: Ns, name: &str) -> bool {
    node.tag_name().name() == name && node.tag_name().namespace() == Some(ns.uri())
}

impl<'a, 'i> Children<'a, 'i> {
    /// Those of an element that may have these attributes and no text.
    pub(super) fn of(node: Node<'a, 'i>, attributes: &[&str]) -> Result<Self, Problem> {
        let parent = node.tag_name().name();
        for attribute in node.attributes() {
            if attribute.namespace().is_some() || !attributes.contains(&attribute.name()) {
                return Err(Problem::request(format!(
                    "cvc-complex-type.3.2.2: Attribute '{}' is not allowed to appear in element '{parent}'.",
                    attribute.name()
                )));
            }
        }
        let is_blank = |node: Node<'_, '_>| node.text().is_none_or(|text| text.trim().is_empty());
        if node
            .children()
            .any(|node| node.is_text() && !is_blank(node))
        {
            return Err(Problem::request(format!(
                "cvc-complex-type.2.3: Element '{parent}' cannot have character [children]."
            )));
        }
        let left: Vec<_> = node.children().filter(Node::is_element).collect();
        Ok(Self {
            parent,
            left: left.into_iter().peekable(),
        })
    }

    /// The one that must come now.
    pub(super) fn next(&mut self, ns: Ns, name: &str) -> Result<Node<'a, 'i>, Problem> {
        self.optional(ns, name).ok_or_else(|| {
            let wanted = format!("'{{\"{}\":{name}}}'", ns.uri());
            let parent = self.parent;
            Problem::request(match self.left.peek() {
                Some(found) => format!(
                    "cvc-complex-type.2.4.a: Invalid content was found starting with element '{}'. One of {wanted} is expected.",
                    found.tag_name().name()
                ),
                None => format!(
                    "cvc-complex-type.2.4.b: The content of element '{parent}' is not complete. One of {wanted} is expected."
                ),
            })
        })
    }

    /// The one that may come now.
    pub(super) fn optional(&mut self, ns: Ns, name: &str) -> Option<Node<'a, 'i>> {
        self.left.next_if(|node| is(*node, ns, name))
    }

    /// Whatever comes now.
    pub(super) fn any(&mut self) -> Result<Node<'a, 'i>, Problem> {
        let nothing = || Problem::request(format!("Element '{}' is empty", self.parent));
        self.left.next().ok_or_else(nothing)
    }

    /// Nothing may come now.
    pub(super) fn end(&mut self) -> Result<(), Problem> {
        match self.left.next() {
            None => Ok(()),
            Some(node) => Err(Problem::request(format!(
                "cvc-complex-type.2.4.d: Invalid content was found starting with element '{}'. No child element is expected at this point.",
                node.tag_name().name()
            ))),
        }
    }
}

/// The text of an element that may have this many characters.
pub(super) fn text(node: Node<'_, '_>, most: usize) -> Result<String, Problem> {
    let name = node.tag_name().name();
    if node.attributes().len() > 0 || node.children().any(|child| child.is_element()) {
        return Err(Problem::request(format!(
            "cvc-type.3.1: Element '{name}' is a simple type, so it cannot have attributes or elements."
        )));
    }
    let texts = node.children().filter(Node::is_text);
    let text: String = texts.filter_map(|child| child.text()).collect();
    if text.chars().count() > most {
        return Err(Problem::request(format!(
            "cvc-maxLength-valid: Value '{text}' of element '{name}' is longer than {most}."
        )));
    }
    Ok(text)
}
