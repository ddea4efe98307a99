//! What the certificate files of one card hold, judged at one moment.

use apdu::StatusWord;

use crate::card::files::{CertificateFile, FilePurpose};
use crate::card::look::{FileContent, View};
use crate::certificate::judge::{self, Judgement};
use crate::certificate::{Certificate, Content, IssuerCheck, Issuers, Purpose};

/// The certificate files of a card.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// One for each file that was read, in the order of reading.
    pub rows: Vec<Row>,
    /// When they were judged, in seconds since 1970 (UTC).
    pub at: i64,
    /// Whose the card is in the words of whoever stands between card and PC; foreign text.
    pub told_holder: Option<String>,
    /// Number of the card, where it can be read.
    iccsn: Option<String>,
}

/// One certificate file.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which file.
    pub file: &'static CertificateFile,
    /// What lies in it.
    pub found: Found,
    /// How its certificate stands; `None` where there is none.
    pub judgement: Option<Judgement>,
    /// What the folder of issuers makes of it; `None` when none was given.
    pub check: Option<IssuerCheck>,
}

/// What lies in a certificate file.
#[derive(Debug, Clone)]
pub enum Found {
    /// The card has no such file.
    Missing,
    /// The card does not hand it out.
    Refused(StatusWord),
    /// This was read.
    Read(Content),
    /// No certificate: so much was written down when the card was exported.
    Unreadable,
    /// Whoever stands between card and PC does not hand it out, perhaps with a number that says why: of
    /// the card nothing is known by that.
    Untold(Option<u32>),
}

impl Found {
    /// The fixed word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Found::Missing => "missing",
            Found::Refused(_) => "refused",
            Found::Read(Content::Certificate(_)) => "certificate",
            Found::Read(Content::Empty) => "empty",
            Found::Read(Content::Cvc) => "cvc",
            Found::Read(Content::AttributeCertificate) => "attribute_certificate",
            Found::Read(Content::NotACertificate(_)) | Found::Unreadable | Found::Untold(_) => {
                "unreadable"
            }
        }
    }
}

impl Row {
    /// The certificate, where there is one.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.found {
            Found::Read(content) => content.certificate(),
            Found::Missing | Found::Refused(_) | Found::Unreadable | Found::Untold(_) => None,
        }
    }

    /// Whether it is known what lies in it: a certificate, or none.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        match &self.found {
            Found::Missing => true,
            Found::Refused(_) | Found::Unreadable | Found::Untold(_) => false,
            Found::Read(content) => matches!(content, Content::Certificate(_) | Content::Empty),
        }
    }

    /// The certificate, where it is the one of its purpose that counts.
    #[must_use]
    pub fn counting(&self) -> Option<(&Certificate, Judgement)> {
        self.certificate()
            .zip(self.judgement)
            .filter(|(_, judgement)| judgement.counts)
    }
}

impl Sheet {
    /// Judges what a look read, at `at` (seconds since 1970, UTC).
    #[must_use]
    pub fn of(view: &View, at: i64, warn_days: u32) -> Self {
        let rows = view.certificates.iter().map(|read| {
            let found = match &read.content {
                FileContent::Octets(octets) => Found::Read(Content::of(octets)),
                FileContent::Missing => Found::Missing,
                FileContent::Refused(status) => Found::Refused(*status),
                FileContent::Untold(number) => Found::Untold(*number),
            };
            Row {
                file: read.file,
                found,
                judgement: None,
                check: None,
            }
        });
        let iccsn = view.iccsn.as_ref().map(|iccsn| iccsn.as_str().to_owned());
        Self {
            told_holder: view.told_holder.clone(),
            ..Self::judged(rows.collect(), iccsn, at, warn_days)
        }
    }

    /// Judges certificates as if they were read from these files of the card of that number, and
    /// `others` which hold none.
    #[must_use]
    pub fn of_certificates(
        certificates: impl IntoIterator<Item = (&'static CertificateFile, Certificate)>,
        others: impl IntoIterator<Item = (&'static CertificateFile, Found)>,
        iccsn: Option<String>,
        at: i64,
        warn_days: u32,
    ) -> Self {
        let found = certificates.into_iter().map(|(file, certificate)| {
            let content = Content::Certificate(Box::new(certificate));
            (file, Found::Read(content))
        });
        let rows = found.chain(others).map(|(file, found)| Row {
            file,
            found,
            judgement: None,
            check: None,
        });
        Self::judged(rows.collect(), iccsn, at, warn_days)
    }

    fn judged(rows: Vec<Row>, iccsn: Option<String>, at: i64, warn_days: u32) -> Self {
        let mut sheet = Self {
            rows,
            at,
            told_holder: None,
            iccsn,
        };
        let judged = judge::judge(&sheet.certificates(), at, warn_days);
        let with_certificate = sheet.rows.iter_mut().filter(|row| is_judged(row));
        for (row, judgement) in with_certificate.zip(judged) {
            row.judgement = Some(judgement);
        }
        sheet
    }

    /// Checks every certificate against the issuers, at the same moment.
    pub fn check(&mut self, issuers: &Issuers) {
        for row in &mut self.rows {
            row.check = row
                .certificate()
                .map(|certificate| issuers.check(certificate, self.at));
        }
    }

    /// The certificate that names the holder: that for authentication, else any other.
    #[must_use]
    pub fn holder(&self) -> Option<&Certificate> {
        self.holder_row().and_then(Row::certificate)
    }

    /// The file that it lies in.
    #[must_use]
    pub fn holder_row(&self) -> Option<&Row> {
        self.by_holder().find(|row| row.certificate().is_some())
    }

    /// Whether a file that should name the holder had to be passed over because what lies in it
    /// cannot be read: then the name is that of another certificate, which has to be said.
    #[must_use]
    pub fn holder_is_second_choice(&self) -> bool {
        let mut filled = self
            .by_holder()
            .filter(|row| !matches!(row.found, Found::Missing | Found::Read(Content::Empty)));
        filled.next().is_some_and(|row| row.certificate().is_none())
    }

    /// The Telematik-ID of the holder and the file of the certificate that names it. QES
    /// certificates may have none (gemSpec_PKI).
    #[must_use]
    pub fn telematik_id(&self) -> Option<(&Row, &str)> {
        let judged: Vec<&Row> = self.rows.iter().filter(|row| is_judged(row)).collect();
        let (at, id) = judge::telematik_id(&self.certificates())?;
        Some((*judged.get(at)?, id))
    }

    /// The files in the order in which they are asked for the holder.
    fn by_holder(&self) -> impl Iterator<Item = &Row> {
        let rank = |row: &Row| match row.file.purpose {
            FilePurpose::Aut => 0,
            FilePurpose::Enc => 1,
            _ => 2,
        };
        (0..=2).flat_map(move |wanted| self.rows.iter().filter(move |row| rank(row) == wanted))
    }

    /// The certificates that count, one for each purpose.
    pub fn counting(&self) -> impl Iterator<Item = (&Row, &Certificate, Judgement)> {
        self.rows.iter().filter_map(|row| {
            row.counting()
                .map(|(certificate, judgement)| (row, certificate, judgement))
        })
    }

    /// Whether the certificate of a row belongs elsewhere: it names another card (subject
    /// serialNumber `TSP-ID.ICCSN`, gemSpec_PKI), or its type is for another purpose than its file.
    #[must_use]
    pub fn is_misplaced(&self, row: &Row) -> bool {
        let Some(certificate) = row.certificate() else {
            return false;
        };
        let other_card = certificate
            .holder
            .iccsn()
            .zip(self.iccsn.as_deref())
            .is_some_and(|(named, own)| named != own);
        let other_purpose = certificate
            .kind
            .zip(purpose(row.file.purpose))
            .is_some_and(|(kind, own)| kind.purpose() != own);
        other_card || other_purpose
    }

    /// Whether any certificate is one of another card or purpose: then none of them names the
    /// holder for sure.
    #[must_use]
    pub fn has_misplaced(&self) -> bool {
        self.rows.iter().any(|row| self.is_misplaced(row))
    }

    /// The number by which whoever stands between card and PC did not hand out a certificate of this
    /// purpose, where that is so.
    #[must_use]
    pub fn untold(&self, purpose: FilePurpose) -> Option<Option<u32>> {
        let mut rows = self.rows.iter().filter(|row| row.file.purpose == purpose);
        rows.find_map(|row| match row.found {
            Found::Untold(number) => Some(number),
            _ => None,
        })
    }

    /// Purposes that the card works with and has no readable certificate for, or none was handed out
    /// for ([`untold`](Self::untold)).
    #[must_use]
    pub fn without_certificate(&self) -> Vec<FilePurpose> {
        let mut missing = Vec::new();
        for purpose in self
            .rows
            .iter()
            .map(|row| row.file.purpose)
            .filter(|purpose| purpose.is_needed())
        {
            let found = self
                .rows
                .iter()
                .any(|row| row.file.purpose == purpose && row.certificate().is_some());
            if !found && !missing.contains(&purpose) {
                missing.push(purpose);
            }
        }
        missing
    }

    fn certificates(&self) -> Vec<(Purpose, &Certificate)> {
        self.rows
            .iter()
            .filter_map(|row| Some((purpose(row.file.purpose)?, row.certificate()?)))
            .collect()
    }
}

fn is_judged(row: &Row) -> bool {
    purpose(row.file.purpose).is_some() && row.certificate().is_some()
}

/// What a certificate in a file of that purpose is judged as; `None` for those that no card works
/// with.
const fn purpose(of_file: FilePurpose) -> Option<Purpose> {
    match of_file {
        FilePurpose::Aut => Some(Purpose::Aut),
        FilePurpose::Enc => Some(Purpose::Enc),
        FilePurpose::Qes => Some(Purpose::Qes),
        FilePurpose::Osig => Some(Purpose::Osig),
        FilePurpose::Sig => Some(Purpose::Sig),
        FilePurpose::Auto | FilePurpose::Attribute => None,
    }
}
