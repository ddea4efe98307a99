//! XML as it goes out: a tree, so that an answer can be spoiled in one place, and its text with the
//! prefixes of a make.

use super::names::Ns;

/// An element.
#[derive(Debug, Clone)]
pub struct Element {
    pub ns: Ns,
    pub name: &'static str,
    pub attributes: Vec<(&'static str, String)>,
    /// Namespaces that are declared here whether or not they are needed.
    pub declares: &'static [Ns],
    pub children: Vec<Element>,
    pub text: String,
}

/// The prefix of each namespace, by its place in [`Ns`]. Empty: the default namespace, declared
/// where it is needed.
#[derive(Debug, Clone, Copy)]
pub struct Prefixes([&'static str; Ns::COUNT]);

impl Element {
    pub fn new(ns: Ns, name: &'static str) -> Self {
        Self {
            ns,
            name,
            attributes: Vec::new(),
            declares: &[],
            children: Vec::new(),
            text: String::new(),
        }
    }

    /// One that holds text.
    pub fn leaf(ns: Ns, name: &'static str, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::new(ns, name)
        }
    }

    pub fn with(mut self, child: Element) -> Self {
        self.children.push(child);
        self
    }

    /// The same where there may be none.
    pub fn with_some(mut self, child: Option<Element>) -> Self {
        self.children.extend(child);
        self
    }

    pub fn with_all(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children);
        self
    }

    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Does something to each element of this name, this one among them.
    pub fn each(&mut self, name: &str, change: &mut impl FnMut(&mut Element)) {
        for child in &mut self.children {
            child.each(name, change);
        }
        if self.name == name {
            change(self);
        }
    }

    /// Takes all elements of this name out.
    pub fn remove(&mut self, name: &str) {
        self.children.retain(|child| child.name != name);
        for child in &mut self.children {
            child.remove(name);
        }
    }

    /// Its text.
    pub fn write(&self, prefixes: &Prefixes) -> String {
        let mut out = String::with_capacity(2048);
        self.write_into(prefixes, &mut Vec::new(), &mut out);
        out
    }

    fn write_into(
        &self,
        prefixes: &Prefixes,
        scope: &mut Vec<(&'static str, &'static str)>,
        out: &mut String,
    ) {
        let (before, prefix) = (scope.len(), prefixes.of(self.ns));
        out.push('<');
        push_name(out, prefix, self.name);
        for ns in std::iter::once(&self.ns).chain(self.declares) {
            declare(prefixes.of(*ns), ns.uri(), scope, out);
        }
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>");
        } else {
            out.push('>');
            escape(&self.text, out);
            for child in &self.children {
                child.write_into(prefixes, scope, out);
            }
            out.push_str("</");
            push_name(out, prefix, self.name);
            out.push('>');
        }
        scope.truncate(before);
    }
}

impl Prefixes {
    /// Of answers: Soap, Conn, Context, Error, CardCommon, Card, Event, Terminal, Cert, CertCommon,
    /// Product, Foreign.
    pub const fn of_answers(prefixes: [&'static str; 12]) -> Self {
        let [s, con, ctx, err, cc, card, evt, ct, crt, crc, pi, other] = prefixes;
        Self([
            s, con, ctx, err, cc, card, evt, ct, crt, crc, pi, "", "", "", other,
        ])
    }

    /// Of directories: Product, Directory, Service, Foreign.
    pub const fn of_directory(prefixes: [&'static str; 4]) -> Self {
        let mut all = [""; Ns::COUNT];
        all[Ns::Product as usize] = prefixes[0];
        all[Ns::Directory as usize] = prefixes[1];
        all[Ns::Service as usize] = prefixes[2];
        all[Ns::Foreign as usize] = prefixes[3];
        Self(all)
    }

    pub const fn of(&self, ns: Ns) -> &'static str {
        match ns {
            Ns::None => "",
            _ => self.0[ns as usize],
        }
    }
}

fn push_name(out: &mut String, prefix: &str, name: &str) {
    if !prefix.is_empty() {
        out.push_str(prefix);
        out.push(':');
    }
    out.push_str(name);
}

fn declare(
    prefix: &'static str,
    uri: &'static str,
    scope: &mut Vec<(&'static str, &'static str)>,
    out: &mut String,
) {
    let known = scope.iter().rev().find(|(known, _)| *known == prefix);
    // Where nothing is declared there is no default namespace.
    if known.map_or("", |(_, uri)| uri) == uri {
        return;
    }
    out.push_str(if prefix.is_empty() {
        " xmlns"
    } else {
        " xmlns:"
    });
    out.push_str(prefix);
    out.push_str("=\"");
    out.push_str(uri);
    out.push('"');
    scope.push((prefix, uri));
}

/// The five characters that XML has names for.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
}
