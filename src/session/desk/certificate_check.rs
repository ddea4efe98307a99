//! How the certificates of a card are judged: on which day, against which issuers, and whether what
//! is wrong with them is a failure.

use std::path::PathBuf;
use std::time::SystemTime;

use super::context::Context;
use super::issuer_list::{Listed, now};
use super::services::Services;
use crate::card::View;
use crate::card::files::FilePurpose;
use crate::certificate::issuers::{IssuerCheck, LoadError, Unusable};
use crate::certificate::{Certificate, Issuers};
use crate::holder::sheet::Row;
use crate::holder::{self, Exported, ExportedCard, Index, Sheet};
use crate::online::check::EARLIEST;
use crate::online::{self, Options, Question, SKEW};
use crate::report::facts::asked::Asked;
use crate::report::facts::check;
use crate::report::facts::check::Wrong;
use crate::report::failure::File;
use crate::report::{CheckFailure, Failure};
use crate::system::clock::{Date, seconds_since_epoch};
use crate::system::trouble::Trouble;
use crate::topics::radar::Finding;
use crate::trust::{Freshness, List, Refusal};

/// Days before its end from which on a certificate is said to expire soon, unless asked otherwise.
pub const USUAL_WARN_DAYS: u32 = 90;

/// What a judgement is to go by.
#[derive(Debug, Clone)]
pub struct Criteria {
    /// The day on which the certificates are judged; `None` is today.
    pub as_of: Option<Date>,
    /// Days before its end from which on a certificate is said to expire soon.
    pub warn_days: u32,
    /// Whether what is wrong is a failure.
    pub check: bool,
    /// Whether the issuers' services are asked.
    pub online: bool,
    /// Whether gematik's list of issuers may be fetched for that.
    pub fetch: bool,
    /// Whether what becomes of that is told. It sends to commands and flags.
    pub tells: bool,
    /// A folder of issuers' certificates, in which gematik's list of issuers may lie.
    pub issuers: Option<PathBuf>,
}

impl Default for Criteria {
    /// Today, against no issuers, and nothing that is wrong is a failure.
    fn default() -> Self {
        Self {
            as_of: None,
            warn_days: USUAL_WARN_DAYS,
            check: false,
            online: false,
            fetch: true,
            tells: true,
            issuers: None,
        }
    }
}

/// A judgement of certificates that goes by [`Criteria`].
#[derive(Debug)]
pub struct Judging {
    /// When, in seconds since 1970 (UTC).
    at: i64,
    warn_days: u32,
    /// Whether what is wrong is a failure.
    check: bool,
    /// No clock that goes right shows less, in seconds since 1970.
    earliest: i64,
    /// What the clock says, where it cannot be right and no other day was given.
    wrong_clock: Option<i64>,
    /// Whether the issuers' services are asked.
    online: bool,
    issuers: Option<Issuers>,
    /// Whether a folder of issuers was named.
    has_folder: bool,
    /// gematik's list, where the folder of issuers holds one that is believed, and how old it is.
    list: Option<(List, Freshness)>,
    /// Lists that are not believed.
    refused: Vec<(PathBuf, Refusal)>,
}

impl Judging {
    /// By the usual criteria.
    #[must_use]
    pub fn usual() -> Self {
        Self::against(&Criteria::default(), None, None)
    }

    /// Today, and the issuers' services are asked, by the list of issuers that is here or is fetched for
    /// that. Where none is to be had, the answer says what it is worth.
    ///
    /// # Errors
    /// The person cancelled.
    pub fn asking(context: &mut Context<'_>) -> Result<Self, Failure> {
        let criteria = Criteria {
            online: true,
            tells: false,
            issuers: context.keeper.folder.clone(),
            ..Criteria::default()
        };
        Self::by(context, &criteria)
    }

    /// The folder of issuers is read here, before any card is looked for, and gematik's list is fetched
    /// where it is needed. What cannot be used of them is in [`Self::unusable_issuers`] and
    /// [`Self::refused_lists`].
    ///
    /// # Errors
    /// [`File::Failed`]; the person cancelled.
    pub fn by(context: &mut Context<'_>, criteria: &Criteria) -> Result<Self, Failure> {
        let Listed { found, in_folder } = Listed::of(context, criteria)?;
        let mut issuers = match criteria.issuers.as_deref() {
            Some(folder) => {
                Some(Issuers::load_without(folder, &in_folder.files).map_err(unreadable)?)
            }
            None => None,
        };
        let now = now();
        if let Some(found) = &found {
            let authorities = found.list.authorities(now).cloned();
            issuers.get_or_insert_default().extend(authorities);
        }
        let list = found.map(|found| {
            let freshness = found.list.freshness(now);
            (found.list, freshness)
        });
        Ok(Self {
            refused: in_folder.refused,
            ..Self::against(criteria, issuers, list)
        })
    }

    fn against(
        criteria: &Criteria,
        issuers: Option<Issuers>,
        list: Option<(List, Freshness)>,
    ) -> Self {
        let now = seconds_since_epoch(SystemTime::now());
        let earliest = earliest(list.as_ref().map(|(list, _)| list));
        let wrong_clock = criteria.as_of.is_none() && now < earliest;
        Self {
            at: criteria.as_of.map_or(now, |date| date.noon()),
            warn_days: criteria.warn_days,
            check: criteria.check,
            earliest,
            wrong_clock: wrong_clock.then_some(now),
            online: criteria.online,
            issuers,
            has_folder: criteria.issuers.is_some(),
            list,
            refused: Vec::new(),
        }
    }

    /// Files of the folder of issuers that gave nothing, or hold a certificate that is none, and
    /// why: the person is to be told before anything is judged without them.
    #[must_use]
    pub fn unusable_issuers(&self) -> &[(PathBuf, Unusable)] {
        self.issuers.as_ref().map_or(&[], Issuers::unusable)
    }

    /// Lists of issuers that are not believed, and why: the person is to be told, as of unusable
    /// files.
    #[must_use]
    pub fn refused_lists(&self) -> &[(PathBuf, Refusal)] {
        &self.refused
    }

    /// The list of issuers that is gone by, and how old it is.
    #[must_use]
    pub fn list(&self) -> Option<(&List, Freshness)> {
        let (list, freshness) = self.list.as_ref()?;
        Some((list, *freshness))
    }

    /// Whether a list of issuers is gone by that is not over.
    fn has_current_list(&self) -> bool {
        matches!(self.list, Some((_, Freshness::Current)))
    }

    /// Judges what a look read.
    #[must_use]
    pub fn sheet(&self, view: &View) -> Sheet {
        let mut sheet = Sheet::of(view, self.at, self.warn_days);
        if let Some(issuers) = &self.issuers {
            sheet.check(issuers);
            if !self.has_folder {
                // The authorities of qualified certificates are not in gematik's list.
                let unlisted = |row: &&mut Row| {
                    row.file.purpose == FilePurpose::Qes
                        && row.check.as_ref().is_some_and(IssuerCheck::is_missing)
                };
                let unlisted = sheet.rows.iter_mut().filter(unlisted);
                unlisted.for_each(|row| row.check = None);
            }
        }
        sheet
    }

    /// What is known of cards like this one.
    #[must_use]
    pub fn findings(&self, view: &View, sheet: &Sheet) -> Vec<Finding> {
        holder::findings(view, sheet, self.at)
    }

    /// Sorts certificates that lie in a folder by cards, and judges them as those on a card.
    #[must_use]
    pub fn exported(
        &self,
        certificates: Vec<(PathBuf, Certificate)>,
        indices: &[Index],
    ) -> Exported {
        let mut exported = Exported::of(certificates, indices, self.at, self.warn_days);
        if let Some(issuers) = &self.issuers {
            for card in &mut exported.cards {
                card.sheet.check(issuers);
            }
        }
        exported
    }

    /// Days before its end from which on a certificate is said to expire soon.
    #[must_use]
    pub const fn warn_days(&self) -> u32 {
        self.warn_days
    }

    /// What is known of cards like this one, of which nothing but the certificates is at hand.
    #[must_use]
    pub fn findings_of(&self, card: &ExportedCard) -> Vec<Finding> {
        holder::findings_of(card.kind, card.generation, &card.sheet, self.at)
    }

    /// Asks the issuers' services about the certificates that count, one after the other; nothing
    /// unless it was asked for.
    ///
    /// # Errors
    /// The person cancelled. A service that does not answer is part of the answer.
    pub fn ask(&self, context: &mut Context<'_>, sheet: &Sheet) -> Result<Vec<Asked>, Failure> {
        self.ask_services(context, sheet, &mut Services::of_one_card())
    }

    /// The same for one of many cards.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub fn ask_services(
        &self,
        context: &mut Context<'_>,
        sheet: &Sheet,
        services: &mut Services,
    ) -> Result<Vec<Asked>, Failure> {
        let mut all: Vec<Asked> = Vec::new();
        let (mut asking, mut cancelled) = (None, false);
        if !self.online {
            return Ok(all);
        }
        let mut options = self.options(context);
        for (row, certificate, _) in sheet
            .counting()
            .filter(|(row, ..)| row.file.purpose.is_needed())
        {
            let without_net = all
                .last()
                .and_then(|asked| asked.result.as_ref().err())
                .filter(|error| is_lasting(error));
            let url = certificate.ocsp_url.as_deref().unwrap_or_default();
            let result = match without_net.or_else(|| services.silent(url)) {
                Some(error) => Err(error.clone()),
                None => {
                    if asking.as_deref() != Some(url) {
                        context.dialog.waiting(&services.asking(url, context.text));
                        asking = Some(url.to_owned());
                    }
                    if services.are_of_many_cards() {
                        options = self.options(context);
                    }
                    let result = self
                        .question(certificate)
                        .and_then(|question| online::ask(&question, &options));
                    services.note(url, &result);
                    result
                }
            };
            cancelled = result == Err(online::Error::NoReply(online::NoReply::Interrupted));
            all.push(Asked {
                file: row.file,
                issuer: self.name_of_issuer(certificate),
                port: certificate.ocsp_url.as_deref().and_then(online::port),
                has_list: self.has_current_list(),
                at: self.at,
                result,
            });
            if cancelled {
                break;
            }
        }
        context.dialog.end_waiting();
        if cancelled {
            Err(context.cancelled())
        } else {
            Ok(all)
        }
    }

    /// How questions are put from now on. Those that share options share a time limit: of one card
    /// all do.
    fn options(&self, context: &Context<'_>) -> Options {
        Options {
            interrupts: context.interrupts.clone(),
            earliest: self.earliest,
            ..Options::at(self.at)
        }
    }

    /// What the clock says, where it cannot be right.
    #[must_use]
    pub fn wrong_clock(&self) -> Option<Date> {
        self.wrong_clock.map(Date::from_seconds)
    }

    /// A question about a certificate, with all that is known of who may answer it.
    fn question<'a>(&'a self, certificate: &'a Certificate) -> Result<Question<'a>, online::Error> {
        let issuer = self.issuer_of(certificate);
        let question = Question::about(certificate, issuer)?;
        let (Some(issuer), Some((list, _))) = (issuer, &self.list) else {
            return Ok(question);
        };
        let now = seconds_since_epoch(SystemTime::now());
        Ok(question.answered_also_by(list.responders_for(issuer, now)))
    }

    /// Its issuer, where the folder holds one that may sign and was in force.
    fn issuer_of<'a>(&'a self, certificate: &'a Certificate) -> Option<&'a Certificate> {
        self.issuers.as_ref()?.issuer_of(certificate, self.at)
    }

    /// Who issued it, in the words of the list, else of the issuer's own certificate.
    fn name_of_issuer(&self, certificate: &Certificate) -> Option<String> {
        let issuer = self.issuer_of(certificate)?;
        let list = self.list.as_ref().map(|(list, _)| list);
        let provider = list.and_then(|list| list.provider_of(issuer));
        let name = match provider {
            Some(provider) => &provider.name,
            None => {
                let own = issuer.holder.organization();
                own.or_else(|| issuer.holder.common_name())?
            }
        };
        Some(name.trim().to_owned())
    }

    /// What of it is a failure.
    #[must_use]
    pub fn failures(&self, sheet: &Sheet, findings: &[Finding], asked: &[Asked]) -> Vec<Failure> {
        if self.check {
            self.wrongs(sheet, findings, asked)
        } else {
            Vec::new()
        }
    }

    /// What is wrong with the certificates of a card, whether that is a failure or not.
    #[must_use]
    pub fn wrongs(&self, sheet: &Sheet, findings: &[Finding], asked: &[Asked]) -> Vec<Failure> {
        let clock = self.wrong_clock.map(|now| CheckFailure {
            purposes: Vec::new(),
            wrong: Wrong::ClockWrong {
                today: Date::from_seconds(now),
            },
        });
        clock
            .into_iter()
            .chain(check::failures(sheet, findings, asked))
            .map(Failure::Check)
            .collect()
    }
}

/// The earliest that a clock may show that goes right: a list that is believed was issued before now.
fn earliest(list: Option<&List>) -> i64 {
    let issued = list.map(|list| list.issued.saturating_sub(SKEW));
    issued.map_or(EARLIEST, |issued| issued.max(EARLIEST))
}

/// Whether the next question would meet the same error.
const fn is_lasting(error: &online::Error) -> bool {
    matches!(
        error,
        online::Error::NoReply(online::NoReply::Proxy(_)) | online::Error::ClockWrong { .. }
    )
}

/// Why a folder gives no certificates.
pub(crate) fn unreadable(error: LoadError) -> Failure {
    match error {
        LoadError::Io(path, error) => Failure::file(&path, &error),
        LoadError::TooMany(path) => Failure::File(File::Failed {
            path: path.display().to_string(),
            trouble: Trouble::TooManyFiles,
            obstacle: None,
        }),
    }
}
