//! Reads the text form of access rules. Knows the grammar only; what the terms mean is in
//! `access_rule`.
//!
//! ```text
//! rules     = [ interface *( "," interface ) ]
//! interface = ( "CB" / "CL" ) "{" [ rule *( "," rule ) ] "}"
//! rule      = "[" life-cycle "," ( environment / "??" ) ",{" [ grant *( "," grant ) ] "}]"
//! grant     = "({" pattern *( "," pattern ) "}," term ")"
//! pattern   = octet "||" octet "||" octet "||" octet        ; each may be "??"
//! term      = name [ "(" argument ")" / "{" term *( "," term ) "}" ]
//! ```

use super::access_rule::{Condition, Grant, Rule};
use super::life_cycle::LifeCycle;

/// Terms nested deeper than this are refused; the images nest three.
const DEPTH: usize = 32;

/// Rules for the contact and the contactless interface. `text` holds no white space.
pub(super) fn parse(text: &str) -> Result<(Vec<Rule>, Vec<Rule>), String> {
    let mut parser = Parser { text, at: 0 };
    let (mut contact, mut contactless) = (Vec::new(), Vec::new());
    while parser.at < text.len() {
        let rules = match parser.name() {
            "CB" => &mut contact,
            "CL" => &mut contactless,
            _ => return Err(parser.expected("CB{ or CL{")),
        };
        rules.extend(parser.list('{', '}', Parser::rule)?);
        if parser.at < text.len() {
            parser.take(",")?;
        }
    }
    Ok((contact, contactless))
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn expected(&self, what: &str) -> String {
        let found: String = self.rest().chars().take(12).collect();
        let found = if found.is_empty() {
            "the end".to_owned()
        } else {
            format!("\"{found}\"")
        };
        format!(
            "access rule: {what} expected at character {}, found {found}",
            self.at + 1
        )
    }

    fn try_take(&mut self, token: &str) -> bool {
        let there = self.rest().starts_with(token);
        if there {
            self.at += token.len();
        }
        there
    }

    fn take(&mut self, token: &str) -> Result<(), String> {
        if self.try_take(token) {
            Ok(())
        } else {
            Err(self.expected(token))
        }
    }

    fn until(&mut self, stop: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let token = rest.split(stop).next().unwrap_or_default();
        self.at += token.len();
        token
    }

    fn name(&mut self) -> &'a str {
        self.until(|c| !c.is_ascii_alphanumeric() && c != '_')
    }

    fn list<T>(
        &mut self,
        open: char,
        close: char,
        item: impl Fn(&mut Self) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        let mut items = Vec::new();
        self.take(open.encode_utf8(&mut [0; 4]))?;
        if self.try_take(close.encode_utf8(&mut [0; 4])) {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if !self.try_take(",") {
                self.take(close.encode_utf8(&mut [0; 4]))?;
                return Ok(items);
            }
        }
    }

    fn rule(&mut self) -> Result<Rule, String> {
        self.take("[")?;
        let before = self.at;
        let name = self.name();
        let Some(life_cycle) = LifeCycle::from_name(name) else {
            self.at = before;
            return Err(self.expected("ACTIVATED, DEACTIVATED or TERMINATED"));
        };
        self.take(",")?;
        let environment = self.octet()?;
        self.take(",")?;
        let grants = self.list('{', '}', Parser::grant)?;
        self.take("]")?;
        Ok(Rule {
            life_cycle,
            environment,
            grants,
        })
    }

    fn grant(&mut self) -> Result<Grant, String> {
        self.take("(")?;
        let patterns = self.list('{', '}', Parser::pattern)?;
        self.take(",")?;
        let condition = self.term(DEPTH)?;
        self.take(")")?;
        Ok(Grant {
            patterns,
            condition,
        })
    }

    fn pattern(&mut self) -> Result<[Option<u8>; 4], String> {
        let cla = self.octet()?;
        self.take("||")?;
        let ins = self.octet()?;
        self.take("||")?;
        let p1 = self.octet()?;
        self.take("||")?;
        Ok([cla, ins, p1, self.octet()?])
    }

    fn octet(&mut self) -> Result<Option<u8>, String> {
        if self.try_take("??") {
            return Ok(None);
        }
        let before = self.at;
        u8::from_str_radix(self.name(), 16).map(Some).map_err(|_| {
            self.at = before;
            self.expected("an octet in hex or ??")
        })
    }

    fn term(&mut self, depth: usize) -> Result<Condition, String> {
        let before = self.at;
        let name = self.name();
        if name.is_empty() || depth == 0 {
            return Err(self.expected("an access condition"));
        }
        if self.rest().starts_with('{') {
            let parts = self.list('{', '}', |parser| parser.term(depth - 1))?;
            return Ok(match name {
                "AND" => Condition::All(parts),
                "OR" => Condition::Any(parts),
                _ => self.unknown(before),
            });
        }
        let argument = if self.try_take("(") {
            let argument = self.until(|c| matches!(c, '(' | ')' | '{' | '}' | ','));
            self.take(")")?;
            Some(argument)
        } else {
            None
        };
        Ok(match (name, argument) {
            ("ALW", None) => Condition::Always,
            ("PWD", Some(reference)) => u8::from_str_radix(reference, 16)
                .map_or_else(|_| self.unknown(before), Condition::Password),
            ("SMCMDENC" | "SMRSPENC", None) | ("SMMAC" | "AUTCHAT", Some(_)) => Condition::Session,
            _ => self.unknown(before),
        })
    }

    fn unknown(&self, before: usize) -> Condition {
        Condition::Unknown(
            self.text
                .get(before..self.at)
                .unwrap_or_default()
                .to_owned(),
        )
    }
}
