//! The sources of the program, and every path in them to another part of it.
//!
//! The resolver reads tokens, not the compiler's mind: paths that begin with `crate`, `super`,
//! `self` or `pinlotse`, in `use` trees and in the text.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file, by its path from the root of the repository.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// A word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Word(String),
    Mark(char),
    /// `::`
    Colons,
}

/// Takes out comments, strings, characters and lifetimes, and cuts the rest into tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let c: Vec<char> = text.chars().collect();
    let at = |i: usize| c.get(i).copied().unwrap_or('\0');
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut found, mut i) = (Vec::new(), 0);
    while i < c.len() {
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < c.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                    if depth == 0 || i >= c.len() {
                        break;
                    }
                }
            }
            'r' | 'b' if raw_string(&c, i).is_some() => i = raw_string(&c, i).unwrap(),
            '"' => i = end_of_string(&c, i),
            '\'' => {
                // A character, or else a lifetime.
                if at(i + 1) == '\\' {
                    i += 3;
                    while i < c.len() && at(i) != '\'' {
                        i += 1;
                    }
                    i += 1;
                } else if at(i + 2) == '\'' {
                    i += 3;
                } else {
                    i += 1;
                    while is_word(at(i)) {
                        i += 1;
                    }
                }
            }
            ':' if at(i + 1) == ':' => {
                found.push(Token::Colons);
                i += 2;
            }
            first if is_word(first) => {
                let begin = i;
                while is_word(at(i)) {
                    i += 1;
                }
                found.push(Token::Word(c[begin..i].iter().collect()));
            }
            space if space.is_whitespace() => i += 1,
            mark => {
                found.push(Token::Mark(mark));
                i += 1;
            }
        }
    }
    found
}

fn end_of_string(c: &[char], begin: usize) -> usize {
    let mut i = begin + 1;
    while i < c.len() && c[i] != '"' {
        i += if c[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// The end of `r"…"`, `r#"…"#`, `b"…"`, `br#"…"#`; `None` where none begins. `r#word` is none.
fn raw_string(c: &[char], begin: usize) -> Option<usize> {
    if begin > 0 && (c[begin - 1].is_alphanumeric() || c[begin - 1] == '_') {
        return None;
    }
    let mut i = begin;
    let is_bytes = c[i] == 'b';
    i += usize::from(is_bytes);
    let is_raw = c.get(i) == Some(&'r');
    i += usize::from(is_raw);
    let hashes = c[i..].iter().take_while(|c| is_raw && **c == '#').count();
    i += hashes;
    if c.get(i) != Some(&'"') || !(is_raw || is_bytes) {
        return None;
    }
    if !is_raw {
        return Some(end_of_string(c, i));
    }
    let close: Vec<char> = std::iter::once('"')
        .chain(std::iter::repeat_n('#', hashes))
        .collect();
    let rest = c[i + 1..]
        .windows(close.len())
        .position(|window| window == close)?;
    Some(i + 1 + rest + close.len())
}

/// The module a file is: `src/card/gate.rs` is `card::gate`, `src/lib.rs` the root.
pub fn module_of(path: &str) -> Vec<String> {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    let parts: Vec<String> = inside.split('/').map(str::to_owned).collect();
    match parts.last().map(String::as_str) {
        Some("lib" | "main") if parts.len() == 1 => Vec::new(),
        Some("mod") => parts[..parts.len() - 1].to_vec(),
        _ => parts,
    }
}

/// Every path of a file that leads through `crate`, `super`, `self` or `pinlotse`, from the root of
/// the crate.
pub fn paths(source: &Source) -> Vec<Vec<String>> {
    paths_among(&tokens(&source.text), source)
}

/// The same without what is there for tests only.
pub fn paths_without_tests(source: &Source) -> Vec<Vec<String>> {
    paths_among(&without_tests(tokens(&source.text)), source)
}

/// Takes out every item behind `#[cfg(test)]`.
fn without_tests(mut tokens: Vec<Token>) -> Vec<Token> {
    let word = |word: &str| Token::Word(word.to_owned());
    let mark = [
        Token::Mark('#'),
        Token::Mark('['),
        word("cfg"),
        Token::Mark('('),
        word("test"),
        Token::Mark(')'),
        Token::Mark(']'),
    ];
    while let Some(begin) = tokens.windows(mark.len()).position(|window| window == mark) {
        let mut depth = 0;
        let last = tokens[begin..].iter().position(|token| {
            match token {
                Token::Mark('{') => depth += 1,
                Token::Mark('}') => depth -= 1,
                _ => {}
            }
            depth == 0 && matches!(token, Token::Mark('}' | ';'))
        });
        let end = last.map_or(tokens.len(), |last| begin + last + 1);
        tokens.drain(begin..end);
    }
    tokens
}

fn paths_among(tokens: &[Token], source: &Source) -> Vec<Vec<String>> {
    let mut module = module_of(&source.path);
    // Braces that are open, and whether each belongs to a `mod name {`.
    let mut braces: Vec<bool> = Vec::new();
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match &tokens[i] {
            Token::Word(word) if word == "mod" => {
                if let (Some(Token::Word(name)), Some(Token::Mark('{'))) =
                    (tokens.get(i + 1), tokens.get(i + 2))
                {
                    module.push(name.clone());
                    braces.push(true);
                    i += 3;
                    continue;
                }
            }
            Token::Mark('{') => braces.push(false),
            Token::Mark('}') if braces.pop() == Some(true) => {
                module.pop();
            }
            Token::Word(word)
                if begins_path(word)
                    && !follows_colons(tokens, i)
                    && tokens.get(i + 1) == Some(&Token::Colons) =>
            {
                let mut trees = Vec::new();
                let end = tree(tokens, i, &mut Vec::new(), &mut trees);
                found.extend(trees.iter().map(|path| from_root(&module, path)));
                i = end;
                continue;
            }
            // `use {crate::a, super::b}` is read brace by brace, like any text.
            _ => {}
        }
        i += 1;
    }
    found
}

fn begins_path(word: &str) -> bool {
    matches!(word, "crate" | "super" | "self" | "pinlotse")
}

pub fn follows_colons(tokens: &[Token], i: usize) -> bool {
    i > 0 && tokens[i - 1] == Token::Colons
}

/// Reads a path, groups included, into all the paths it stands for; returns where it ends.
pub fn tree(
    tokens: &[Token],
    mut i: usize,
    before: &mut Vec<String>,
    found: &mut Vec<Vec<String>>,
) -> usize {
    let depth = before.len();
    loop {
        match tokens.get(i) {
            Some(Token::Word(word)) => {
                before.push(word.clone());
                i += 1;
            }
            Some(Token::Mark('*')) => {
                before.push("*".to_owned());
                i += 1;
            }
            Some(Token::Mark('{')) => {
                i += 1;
                while i < tokens.len() && tokens[i] != Token::Mark('}') {
                    i = tree(tokens, i, before, found);
                    // `as name`, and the comma.
                    while i < tokens.len()
                        && tokens[i] != Token::Mark('}')
                        && tokens[i] != Token::Mark(',')
                    {
                        i += 1;
                    }
                    i += usize::from(tokens.get(i) == Some(&Token::Mark(',')));
                }
                before.truncate(depth);
                return i + 1;
            }
            _ => {}
        }
        if tokens.get(i) == Some(&Token::Colons) {
            i += 1;
            // `path::<T>` ends the path.
            if matches!(tokens.get(i), Some(Token::Word(_) | Token::Mark('*' | '{'))) {
                continue;
            }
        }
        found.push(before.clone());
        before.truncate(depth);
        return i;
    }
}

/// A path as written in `module`, from the root of the crate.
pub fn from_root(module: &[String], path: &[String]) -> Vec<String> {
    let mut here = match path.first().map(String::as_str) {
        Some("super" | "self") => module.to_vec(),
        _ => Vec::new(),
    };
    for word in path {
        match word.as_str() {
            "crate" | "pinlotse" | "self" => {}
            "super" => {
                here.pop();
            }
            word => here.push(word.to_owned()),
        }
    }
    here
}

pub fn sources(folder: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.join("src")];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
        {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                let path = entry
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.push(Source {
                    path,
                    text: fs::read_to_string(entry).unwrap(),
                });
            }
        }
    }
    assert!(found.len() > 50, "the sources are there");
    found
}
