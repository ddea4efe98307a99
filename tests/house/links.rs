//! The pages as a book: every link leads somewhere, every page has its place, every picture is shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A link or a picture of a page.
struct Link {
    page: PathBuf,
    target: String,
}

/// README.md and all pages of docs/.
fn pages() -> Vec<PathBuf> {
    let project = support::project();
    let docs = fs::read_dir(project.join("docs")).unwrap();
    let mut pages: Vec<PathBuf> = docs
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.push(project.join("README.md"));
    pages.sort();
    pages
}

/// A page without what stands between fences.
fn text(page: &Path) -> String {
    let mut fenced = false;
    let lines = fs::read_to_string(page).unwrap();
    let lines = lines.lines().filter(|line| {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        !fenced && !is_fence
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What stands in `](…)`, outside of `code`.
fn links(page: &Path) -> Vec<Link> {
    let text = text(page);
    let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join("``");
    let targets = prose.split("](").skip(1);
    let targets = targets.filter_map(|rest| rest.split_once(')'));
    targets
        .map(|(target, _)| Link {
            page: page.to_owned(),
            target: target.to_owned(),
        })
        .collect()
}

/// The anchors of a page's headings, as mdBook and forges make them.
fn anchors(page: &Path) -> BTreeSet<String> {
    let text = text(page);
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            let kept = words
                .chars()
                .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// Why a link leads nowhere.
fn fault(link: &Link) -> Option<String> {
    if link.target.contains("://") || link.target.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = match link.target.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor)),
        None => (link.target.as_str(), None),
    };
    let there = match file {
        "" => link.page.clone(),
        file => link.page.with_file_name(file),
    };
    let page = link.page.file_name().unwrap().display();
    if !there.exists() {
        return Some(format!("{page}: {} is not there", link.target));
    }
    let leads = anchor.is_none_or(|anchor| anchors(&there).contains(anchor));
    (!leads).then(|| format!("{page}: no heading is called {}", link.target))
}

#[test]
fn every_link_of_a_page_leads_to_a_file_and_a_heading() {
    let links: Vec<Link> = pages().iter().flat_map(|page| links(page)).collect();
    assert!(links.len() > 40, "{} links were found", links.len());
    let faults: Vec<String> = links.iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let link = |target: &str| Link {
        page: support::project().join("docs/scripting.md"),
        target: target.to_owned(),
    };
    assert!(fault(&link("json.md#the-promise")).is_none());
    assert!(fault(&link("#secrets")).is_none());
    assert!(fault(&link("https://example.invalid/")).is_none());
    for target in [
        "no-such-page.md",
        "json.md#no-such-heading",
        "#no-such-heading",
    ] {
        assert!(fault(&link(target)).is_some(), "{target}");
    }
}

#[test]
fn every_page_has_its_place_in_the_book() {
    let summary = support::project().join("docs/SUMMARY.md");
    let listed: BTreeSet<String> = links(&summary)
        .into_iter()
        .map(|link| link.target)
        .collect();
    let there: BTreeSet<String> = pages()
        .iter()
        .filter(|page| page.parent().unwrap().ends_with("docs"))
        .map(|page| page.file_name().unwrap().display().to_string())
        .filter(|name| name != "SUMMARY.md")
        .collect();
    assert_eq!(listed, there);
}

#[test]
fn every_picture_is_shown_on_a_page() {
    let shown: BTreeSet<String> = pages()
        .iter()
        .flat_map(|page| links(page))
        .filter_map(|link| {
            link.target
                .rsplit_once('/')
                .map(|(_, name)| name.to_owned())
        })
        .collect();
    for entry in fs::read_dir(support::project().join("docs/screens")).unwrap() {
        let name = entry.unwrap().file_name().display().to_string();
        assert!(shown.contains(&name), "no page shows {name}");
    }
}
