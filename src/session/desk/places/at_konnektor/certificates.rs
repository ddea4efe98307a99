//! The certificates of a card in a terminal, as if they were read from its files.

use crate::card::files::{CertificateFile, FilePurpose, certificate_files};
use crate::card::look::{Certificates, FileContent, FileView};
use crate::card::{Depth, Kind};
use crate::konnektor::answer::{CardCertificate, Content};
use crate::konnektor::client::Client;
use crate::konnektor::identifiers::CardHandle;
use crate::konnektor::trouble::Trouble;
use crate::konnektor::vocabulary::Service;
use crate::konnektor::words::{CertificateReference, Crypt};
use crate::konnektor::{codes, directory::Choice};

/// What a Konnektor calls a certificate of this purpose; `None` of one that it does not hand out.
const fn reference(purpose: FilePurpose) -> Option<CertificateReference> {
    match purpose {
        FilePurpose::Aut => Some(CertificateReference::Aut),
        FilePurpose::Enc => Some(CertificateReference::Enc),
        FilePurpose::Qes => Some(CertificateReference::Qes),
        FilePurpose::Osig => Some(CertificateReference::Sig),
        FilePurpose::Sig | FilePurpose::Auto | FilePurpose::Attribute => None,
    }
}

/// The kind of key that a file holds.
fn crypt(file: &CertificateFile) -> Crypt {
    if file.name.ends_with(".E256") {
        Crypt::Ecc
    } else {
        Crypt::Rsa
    }
}

/// Certificates that a Konnektor gave of one stay of a card, or said that the card has none.
#[derive(Debug, Default)]
pub(super) struct Given(Vec<(Crypt, CertificateReference, FileContent)>);

impl Given {
    fn get(&self, crypt: Crypt, reference: CertificateReference) -> Option<&FileContent> {
        let mut given = self.0.iter();
        let found = given.find(|(of, one, _)| (*of, *one) == (crypt, reference));
        found.map(|(.., content)| content)
    }

    /// What cannot be read may be another time.
    fn keep(&mut self, crypt: Crypt, asked: &[CertificateReference], answer: &[CardCertificate]) {
        let told = asked
            .iter()
            .map(|one| (crypt, *one, content(answer, Some(*one))));
        self.0
            .extend(told.filter(|(.., content)| *content != FileContent::Untold));
    }
}

/// Reads what the depth asks for and was not given before: on elliptic curves first, and of RSA what the card has no such
/// certificate for. What is wrong with one kind of key costs that one.
///
/// # Errors
/// The Konnektor cannot be asked.
pub(super) fn read(
    client: &mut Client,
    given: &mut Given,
    card: &CardHandle,
    kind: Kind,
    depth: Depth,
) -> Result<Vec<FileView>, Trouble> {
    let files: Vec<&'static CertificateFile> = match depth.certificates {
        Certificates::None => return Ok(Vec::new()),
        Certificates::Holder => of_holder(kind).collect(),
        Certificates::Needed | Certificates::Every => certificate_files(kind).iter().collect(),
    };
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let knows_curves = client.choice(Service::Certificate)?;
    let knows_curves = Choice::takes_crypt(&knows_curves);
    let mut read: Vec<FileView> = Vec::new();
    for wanted in [Crypt::Ecc, Crypt::Rsa] {
        if wanted == Crypt::Ecc && !knows_curves {
            continue;
        }
        let has_none = |file: &&&CertificateFile| {
            let mut twins = read.iter().filter(|view| view.file.purpose == file.purpose);
            twins.all(|view| view.content == FileContent::Missing)
        };
        let asked: Vec<&'static CertificateFile> = files
            .iter()
            .filter(|file| crypt(file) == wanted)
            .filter(has_none)
            .copied()
            .collect();
        read.extend(ask(client, given, card, &asked, wanted)?);
    }
    // In the order in which a card is read.
    let place = |view: &FileView| files.iter().position(|file| *file == view.file);
    read.sort_by_key(place);
    Ok(read)
}

fn of_holder(kind: Kind) -> impl Iterator<Item = &'static CertificateFile> {
    let files = certificate_files(kind).iter();
    files.filter(|file| file.purpose == FilePurpose::Aut)
}

/// One request for all of one kind of key that were not given before.
fn ask(
    client: &mut Client,
    given: &mut Given,
    card: &CardHandle,
    files: &[&'static CertificateFile],
    wanted: Crypt,
) -> Result<Vec<FileView>, Trouble> {
    let references = files.iter().filter_map(|file| reference(file.purpose));
    let unknown: Vec<CertificateReference> = references
        .filter(|reference| given.get(wanted, *reference).is_none())
        .collect();
    let answer = match unknown.as_slice() {
        [] => Vec::new(),
        unknown => match client.certificates(card, unknown, wanted) {
            Ok(answer) => {
                given.keep(wanted, unknown, &answer);
                answer
            }
            // The card has none of this kind, says the Konnektor, and gives no list.
            Err(trouble) if trouble.kind() == Some(codes::Kind::Certificate) => Vec::new(),
            Err(trouble) => return Err(trouble),
        },
    };
    let view = |file: &&'static CertificateFile| {
        let reference = reference(file.purpose);
        let known = reference.and_then(|one| given.get(wanted, one)).cloned();
        FileView {
            file,
            content: known.unwrap_or_else(|| content(&answer, reference)),
        }
    };
    Ok(files.iter().map(view).collect())
}

fn content(given: &[CardCertificate], wanted: Option<CertificateReference>) -> FileContent {
    let mut given = given.iter();
    let found = given.find(|one| one.reference.as_ref().ok() == wanted.as_ref());
    match found.map(|one| &one.content) {
        Some(Content::Octets(octets)) => FileContent::Octets(octets.clone()),
        Some(Content::None) | None => FileContent::Missing,
        Some(Content::Unknown(_)) => FileContent::Untold,
    }
}
