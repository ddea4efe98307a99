//! Pages of the manual, one for each command, made from the command line and its help: what a page
//! says is what `--help` says, and no flag can be forgotten.
//!
//! Written with roff's own words instead of clap's generator, whose headings are English.

use clap::{Arg, Command};
use roff::{Inline, Roff, bold, italic, roman};

use super::shown;
use crate::system::clock::Date;
use crate::text::{Language, Text, commands};

/// Section of the manual: programs.
const SECTION: &str = "1";

/// A page.
#[derive(Debug)]
pub struct Page {
    /// The command it is about, in English; empty for the whole program.
    pub command: Vec<String>,
    /// Name of its file: `pinlotse-notes-show.1`, in both languages.
    pub file: String,
    /// What stands in it, for `man`.
    pub content: String,
}

/// All pages in a language, that of the whole program first, with the date that they bear.
#[must_use]
pub fn pages(text: Text, date: Date) -> Vec<Page> {
    let mut command = shown(text, false);
    command.build();
    let mut pages = Vec::new();
    add(&command, &[], date, text, &mut pages);
    pages
}

/// The page about a command, by its names in either language.
#[must_use]
pub fn about<'a>(pages: &'a [Page], command: &[String]) -> Option<&'a Page> {
    let english = |word: &String| {
        let all = commands::all().iter();
        let named = all.filter(|names| names.all().any(|name| name == word));
        let names: Option<&commands::Names> = named.into_iter().next();
        names.map_or(word.clone(), |names| {
            names.in_language(Language::En).to_owned()
        })
    };
    let wanted: Vec<String> = command.iter().map(english).collect();
    pages.iter().find(|page| page.command == wanted)
}

fn add(command: &Command, above: &[&Command], date: Date, text: Text, pages: &mut Vec<Page>) {
    pages.push(page(command, above, date, text));
    let path: Vec<&Command> = above.iter().copied().chain([command]).collect();
    for below in visible(command) {
        add(below, &path, date, text, pages);
    }
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    let subcommands = command.get_subcommands();
    subcommands.filter(|command| !command.is_hide_set())
}

/// The English name, by which scripts and files call a command.
fn english(command: &Command) -> &str {
    let names = [command.get_name()].into_iter();
    let mut names = names.chain(command.get_all_aliases());
    names
        .find(|name| commands::of(name).is_some())
        .unwrap_or(command.get_name())
}

/// `pinlotse-notes-show`, by the names that `named` gives.
fn joined(path: &[&Command], named: impl Fn(&Command) -> &str) -> String {
    let names: Vec<&str> = path.iter().map(|command| named(command)).collect();
    names.join("-")
}

fn page(command: &Command, above: &[&Command], date: Date, text: Text) -> Page {
    let path: Vec<&Command> = above.iter().copied().chain([command]).collect();
    let name = joined(&path, english);
    let also = joined(&path, Command::get_name);
    let mut page = Roff::new();
    page.control("TH", title(&name, date).iter().map(String::as_str));
    page.control("SH", [text.man_name().as_str()]);
    let about = command.get_about().map(ToString::to_string);
    let about = about.unwrap_or_default();
    let in_a_line = if above.is_empty() {
        text.man_about()
    } else {
        about.clone()
    };
    let names = if also == name {
        name.clone()
    } else {
        format!("{name}, {also}")
    };
    page.text([roman(format!("{names} - {in_a_line}"))]);
    page.control("SH", [text.man_synopsis().as_str()]);
    page.text(synopsis(command, &path, text));
    page.control("SH", [text.man_description().as_str()]);
    paragraphs(&mut page, &about);
    let subcommands: Vec<&Command> = visible(command).collect();
    if !subcommands.is_empty() {
        heading(&mut page, &text.help_heading_commands());
        for below in subcommands {
            let path: Vec<&Command> = path.iter().copied().chain([below]).collect();
            let called: Vec<&str> = path
                .iter()
                .skip(1)
                .map(|command| command.get_name())
                .collect();
            page.control("TP", []);
            page.text([bold(called.join(" "))]);
            let about = below.get_about().map(ToString::to_string);
            page.text([
                roman(about.unwrap_or_default()),
                roman("; "),
                bold(joined(&path, english)),
                roman(format!("({SECTION})")),
            ]);
        }
    }
    let mut headings: Vec<&str> = Vec::new();
    for argument in arguments(command) {
        let of_it = argument.get_help_heading().unwrap_or_default();
        if !headings.contains(&of_it) {
            headings.push(of_it);
        }
    }
    for of_them in headings {
        heading(&mut page, of_them);
        let below = arguments(command);
        for argument in below.filter(|argument| argument.get_help_heading() == Some(of_them)) {
            page.control("TP", []);
            page.text(spelled(argument));
            let help = argument.get_help().map(ToString::to_string);
            page.text([roman(help.unwrap_or_default())]);
        }
    }
    if let Some(after) = command.get_after_help() {
        let after = after.to_string();
        let mut parts = after.split("\n\n");
        let examples = parts.next().unwrap_or_default();
        let (title, lines) = examples.split_once('\n').unwrap_or((examples, ""));
        heading(&mut page, title.trim_end_matches(':'));
        for line in lines.lines() {
            match line.strip_prefix("      ") {
                Some(what) => page.text([roman(what)]),
                None => page.control("TP", []).text([bold(line.trim())]),
            };
        }
        parts.for_each(|part| paragraphs(&mut page, part));
    }
    heading(&mut page, &text.man_see());
    paragraphs(&mut page, &text.man_more());
    Page {
        command: path
            .iter()
            .skip(1)
            .map(|command| english(command).to_owned())
            .collect(),
        file: format!("{name}.{SECTION}"),
        content: page.to_roff(),
    }
}

/// Name, section, date, version, name of the manual.
fn title(name: &str, date: Date) -> [String; 5] {
    let whose = format!("pinlotse {}", env!("CARGO_PKG_VERSION"));
    let (section, date) = (SECTION.to_owned(), date.to_string());
    [
        name.to_uppercase(),
        section,
        date,
        whose,
        "pinlotse".to_owned(),
    ]
}

fn heading(page: &mut Roff, title: &str) {
    page.control("SH", [title.to_uppercase().as_str()]);
}

fn paragraphs(page: &mut Roff, text: &str) {
    for (at, part) in text.split("\n\n").enumerate() {
        if at > 0 {
            page.control("PP", []);
        }
        page.text([roman(part.replace('\n', " "))]);
    }
}

fn arguments(command: &Command) -> impl Iterator<Item = &Arg> {
    let arguments = command.get_arguments();
    arguments.filter(|argument| !argument.is_hide_set())
}

fn synopsis(command: &Command, path: &[&Command], text: Text) -> Vec<Inline> {
    let called: Vec<&str> = path.iter().map(|command| command.get_name()).collect();
    let mut line = vec![bold(called.join(" ")), roman(" ")];
    line.push(italic(text.help_value_options()));
    for argument in arguments(command).filter(|argument| argument.is_positional()) {
        line.push(roman(" "));
        line.extend(spelled(argument));
    }
    if visible(command).next().is_some() {
        line.push(roman(" "));
        line.push(italic(text.help_value_command()));
    }
    line
}

/// `--reader NAME`, `-h, --help`, `FILE`.
fn spelled(argument: &Arg) -> Vec<Inline> {
    let mut line = Vec::new();
    if let Some(short) = argument.get_short() {
        line.extend([bold(format!("-{short}")), roman(", ")]);
    }
    if let Some(long) = argument.get_long() {
        line.push(bold(format!("--{long}")));
    }
    let takes = argument.is_positional() || argument.get_action().takes_values();
    let names = argument.get_value_names().filter(|_| takes);
    for name in names.unwrap_or_default() {
        if !line.is_empty() {
            line.push(roman(" "));
        }
        line.push(italic(name.to_string()));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_and_every_flag_stands_on_it() {
        fn count(command: &Command) -> usize {
            visible(command).map(|below| 1 + count(below)).sum()
        }
        for language in [Language::De, Language::En] {
            let text = Text::new(language);
            let pages = pages(text, Date::today());
            let mut all = super::super::command(text);
            all.build();
            assert_eq!(pages.len(), 1 + count(&all));
            for page in &pages {
                let path = page.command.iter();
                let command =
                    path.fold(&all, |command, name| command.find_subcommand(name).unwrap());
                for argument in arguments(command) {
                    let Some(long) = argument.get_long() else {
                        continue;
                    };
                    // A hyphen that is a minus is written so.
                    let flag = format!("--{long}").replace('-', "\\-");
                    assert!(page.content.contains(&flag), "{}: {flag}", page.file);
                }
            }
        }
    }

    #[test]
    fn a_german_page_lies_under_the_english_name_and_is_german_throughout() {
        let pages = pages(Text::new(Language::De), Date::today());
        let page = pages
            .iter()
            .find(|page| page.file == "pinlotse-notes-forget.1")
            .unwrap();
        assert_eq!(page.command, ["notes", "forget"]);
        assert!(
            page.content.contains("pinlotse\\-notizen\\-vergessen"),
            "{}",
            page.content
        );
        assert!(
            page.content.contains(".SH BESCHREIBUNG"),
            "{}",
            page.content
        );
        for english in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "SUBCOMMANDS"] {
            let heading = format!(".SH {english}\n");
            assert!(!page.content.contains(&heading), "{english}");
        }
    }
}
