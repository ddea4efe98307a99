//! `certs --from`: the certificates of many cards that were exported into a folder, judged as those
//! on a card. No card, no reader, and nobody who knows them is asked.

use std::fs;
use std::path::{Path, PathBuf};

use super::judging::judging;
use crate::certificate::Folder;
use crate::certificate::folder::FILE_LIMIT;
use crate::cli::CertsArgs;
use crate::holder::{Exported, ExportedCard, Index};
use crate::order;
use crate::report::facts::many::{Beside, Many, OneCard, Unused, WhyUnused};
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::{self, StatusBody};
use crate::report::failure::File;
use crate::report::words::many;
use crate::report::{Body, Event, Failure, Outcome};
use crate::session::desk::certificate_check::{Judging, unreadable};
use crate::session::desk::context::Context;
use crate::session::desk::services::Services;
use crate::system::files;

/// Files in the folder, of which a card has six: with more it is surely not the one that was meant.
const MOST_FILES: usize = 20_000;
/// Files that are not used and named one by one.
const NAMED: usize = 20;
/// Endings of files with certificates.
const ENDINGS: [&str; 7] = ["der", "cer", "crt", "pem", "p7b", "p7c", "p7"];

/// Reads, judges and shows the certificates in a folder.
///
/// # Errors
/// Why a folder cannot be read; that there is no certificate of a card in it; that the person
/// cancelled while issuers' services were asked.
pub fn run(
    context: &mut Context<'_>,
    folder: &Path,
    arguments: &CertsArgs,
) -> Result<Outcome, Failure> {
    let judging = judging(context, &arguments.judging, arguments.check)?;
    let (indices, index_files) = indices_in(folder);
    let read = Folder::read(folder, MOST_FILES, &index_files).map_err(unreadable)?;
    let known: Vec<Index> = indices
        .iter()
        .filter_map(|(_, index)| index.clone())
        .collect();
    let Exported {
        cards,
        authorities,
        doubles,
        others,
        missing,
    } = judging.exported(read.certificates, &known);
    let unusable = read.unusable.into_iter();
    let unusable = unusable.map(|(path, why)| (path, WhyUnused::Unusable(why)));
    let others = others.into_iter().map(|path| (path, WhyUnused::OfNoCard));
    let bad = indices.into_iter().filter(|(_, index)| index.is_none());
    let bad = bad.map(|(path, _)| (path, WhyUnused::BadIndex));
    let missing = missing.into_iter();
    let missing = missing.map(|name| (folder.join(name), WhyUnused::NotThere));
    let unused = unusable.chain(others).chain(bad).chain(missing);
    let unused = unused.map(|(path, why)| Unused {
        is_a_loss: match why {
            WhyUnused::Unusable(_) => is_named_so(&path),
            WhyUnused::OfNoCard => false,
            WhyUnused::BadIndex | WhyUnused::NotThere => true,
        },
        path: path.display().to_string(),
        why,
    });
    let beside = Beside {
        authorities,
        doubles,
        unused: unused.collect(),
    };
    tell(context, &beside);
    if cards.is_empty() {
        return Err(File::NoCertificates {
            path: folder.display().to_string(),
            authorities: authorities > 0,
        }
        .into());
    }
    let many = Many {
        cards: judged(context, &judging, cards)?,
        warn_days: judging.warn_days(),
        beside: Some(beside),
    };
    context.seen.rehearsal = many.cards.iter().all(OneCard::is_virtual);
    for (tone, line) in many::lines(&many, &context.seen, context.text) {
        context.dialog.show(tone, &line);
    }
    let failures = if arguments.check {
        failures(&many)
    } else {
        Vec::new()
    };
    Ok(Outcome {
        failures: outcome::by_rank(failures),
        ..Outcome::of(Body::Many(many))
    })
}

/// What was written down of cards in a folder: each file with what it says, where it can be read; and
/// these files alone. Of a folder that cannot be read whoever reads certificates from it says so.
fn indices_in(folder: &Path) -> (Vec<(PathBuf, Option<Index>)>, Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> = paths.filter(|path| Index::is_called_so(path)).collect();
    order::plain(&mut paths);
    let read = |path: &PathBuf| {
        let octets = files::open_plain(path).and_then(|file| files::read_at_most(file, FILE_LIMIT));
        let octets = octets.ok().flatten();
        (
            path.clone(),
            octets.and_then(|octets| Index::read(path, &octets)),
        )
    };
    (paths.iter().map(read).collect(), paths)
}

/// Judges the cards one by one; the issuers' services are asked where that is wanted.
fn judged(
    context: &mut Context<'_>,
    judging: &Judging,
    cards: Vec<ExportedCard>,
) -> Result<Vec<OneCard>, Failure> {
    let (mut services, of) = (Services::default(), cards.len());
    let mut all = Vec::with_capacity(of);
    for (before, card) in cards.into_iter().enumerate() {
        services.turn_to(before + 1, of);
        let asked = judging.ask_services(context, &card.sheet, &mut services)?;
        let findings = judging.findings_of(&card);
        let wrongs = outcome::by_rank(judging.wrongs(&card.sheet, &findings, &asked));
        all.push(OneCard {
            name: card.name,
            kind: card.kind,
            reader: None,
            view: None,
            status: Some(StatusBody {
                pins: Vec::new(),
                sheet: Some(card.sheet),
                findings,
                asked,
                bar: None,
                next: NextStep::None,
            }),
            wrongs,
        });
    }
    Ok(all)
}

/// What of it is a failure: cards that need somebody, and files that nobody can judge.
fn failures(many: &Many) -> Vec<Failure> {
    let beside = many.beside.iter().flat_map(|beside| &beside.unused);
    let lost = beside.filter(|unused| unused.is_a_loss);
    let paths: Vec<String> = lost.map(|unused| unused.path.clone()).collect();
    let lost = (!paths.is_empty()).then(|| File::CertificatesLost { paths }.into());
    let wrong = many.failure().map(Failure::from);
    wrong.into_iter().chain(lost).collect()
}

/// Whether the name of a file is that of a certificate.
fn is_named_so(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
}

/// Tells of the files that are not used.
fn tell(context: &mut Context<'_>, beside: &Beside) {
    for Unused { path, why, .. } in beside.unused.iter().take(NAMED) {
        context.tell(&Event::ExportUnused { path, why });
    }
    let files = beside.unused.len().saturating_sub(NAMED);
    if files > 0 {
        context.tell(&Event::MoreUnused { files });
    }
}
