//! A page and the blocks of code in it.

use std::collections::VecDeque;
use std::fs;

use support::project;

/// What stands between two fences.
#[derive(Debug, Clone)]
pub struct Block {
    /// The page and the line of its first fence, for whoever has to look there.
    pub place: String,
    /// The word behind the first fence.
    pub language: String,
    pub text: String,
}

/// A page whose blocks are taken one after the other, each by somebody who knows it.
pub struct Page {
    name: String,
    blocks: VecDeque<Block>,
}

/// Every page that may have examples, from the project's folder.
pub fn pages() -> Vec<String> {
    let mut pages: Vec<String> = fs::read_dir(project().join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md"))
        .map(|name| format!("docs/{name}"))
        .collect();
    pages.extend(["README.md", "CHANGELOG.md"].map(str::to_owned));
    pages.sort();
    pages
}

pub fn text_of(page: &str) -> String {
    fs::read_to_string(project().join(page))
        .unwrap_or_else(|error| panic!("{page}: {error}"))
        .replace("\r\n", "\n")
}

/// The blocks of a text.
pub fn blocks(name: &str, text: &str) -> VecDeque<Block> {
    let mut found = VecDeque::new();
    let mut open: Option<Block> = None;
    for (index, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", index + 1);
        assert!(
            !line.trim_start().starts_with("~~~"),
            "{place}: fences of this project are three backquotes"
        );
        match (line.trim_start().strip_prefix("```"), open.take()) {
            (Some(language), None) => {
                open = Some(Block {
                    place,
                    language: language.trim().to_owned(),
                    text: String::new(),
                });
            }
            (Some(_), Some(block)) => found.push_back(block),
            (None, Some(mut block)) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{name}: a block without an end");
    found
}

impl Page {
    pub fn open(name: &str) -> Self {
        let blocks = blocks(name, &text_of(name));
        Self {
            name: name.to_owned(),
            blocks,
        }
    }

    /// The next block, which must be in this language and hold these words; else the page has one
    /// that nobody knows.
    #[track_caller]
    pub fn next(&mut self, language: &str, words: &str) -> Block {
        let Some(block) = self.blocks.pop_front() else {
            panic!("{}: the block {language} with {words:?} is gone", self.name)
        };
        assert!(
            block.language == language && block.text.contains(words),
            "{}: a block that no test knows; here {language} with {words:?} is expected:\n{}\n{}",
            block.place,
            block.language,
            block.text
        );
        block
    }

    /// The next blocks, as long as they are commands `$ …`, each with the document it prints.
    pub fn sessions(&mut self) -> Vec<(Block, Block)> {
        let mut found = Vec::new();
        while self
            .blocks
            .front()
            .is_some_and(|block| block.language == "sh" && block.text.starts_with("$ "))
        {
            let command = self.blocks.pop_front().unwrap();
            found.push((command, self.next("json", "\"schema\"")));
        }
        found
    }

    /// Nothing may be left.
    #[track_caller]
    pub fn end(self) {
        if let Some(block) = self.blocks.front() {
            panic!(
                "{}: a block that no test knows:\n{}\n{}",
                block.place, block.language, block.text
            );
        }
    }
}

impl Block {
    /// The commands of a block that has one on each line, without what is said beside them.
    pub fn commands(&self) -> Vec<&str> {
        self.text
            .lines()
            .map(|line| line.split_once(" #").map_or(line, |(line, _)| line).trim())
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect()
    }
}
