//! The certificates of a card in a terminal, as if they were read from its files.

use crate::card::files::{CertificateFile, FilePurpose, certificate_files};
use crate::card::look::{Certificates, FileContent, FileView};
use crate::card::{Depth, Kind};
use crate::konnektor::answer::{CardCertificate, Content};
use crate::konnektor::client::Client;
use crate::konnektor::identifiers::CardHandle;
use crate::konnektor::trouble::{Cause, Step, Trouble};
use crate::konnektor::vocabulary::{Operation, Service};
use crate::konnektor::words::{CertificateReference, Crypt};
use crate::konnektor::{codes, directory::Choice};
use crate::order;

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
    fn keep(
        &mut self,
        crypt: Crypt,
        asked: &[CertificateReference],
        answer: &[CardCertificate],
        warning: Option<u32>,
    ) {
        let told = asked
            .iter()
            .map(|one| (crypt, *one, content(answer, Some(*one), warning)));
        self.0
            .extend(told.filter(|(.., content)| !matches!(content, FileContent::Untold(_))));
    }
}

/// Reads what the depth asks for and was not given before: on elliptic curves first, and of RSA what no
/// such certificate came for. What is wrong with certificates costs these alone.
///
/// # Errors
/// The Konnektor cannot be asked for anything, or the card is gone or in use.
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
    let mut read: Vec<FileView> = Vec::new();
    match read_into(&mut read, client, given, card, &files) {
        Err(trouble) if !is_of_certificates(&trouble) => return Err(trouble),
        Err(trouble) => {
            let is_read = |file: &&CertificateFile| read.iter().any(|view| view.file == *file);
            let left: Vec<_> = files.iter().filter(|file| !is_read(file)).collect();
            read.extend(left.into_iter().map(|file| FileView {
                file,
                content: FileContent::Untold(trouble.code()),
            }));
        }
        Ok(()) => {}
    }
    // In the order in which a card is read.
    let place = |view: &FileView| files.iter().position(|file| *file == view.file);
    order::by_key(&mut read, place);
    Ok(read)
}

fn read_into(
    read: &mut Vec<FileView>,
    client: &mut Client,
    given: &mut Given,
    card: &CardHandle,
    files: &[&'static CertificateFile],
) -> Result<(), Trouble> {
    let knows_curves = client.choice(Service::Certificate)?;
    let knows_curves = Choice::takes_crypt(&knows_curves);
    for wanted in [Crypt::Ecc, Crypt::Rsa] {
        if wanted == Crypt::Ecc && !knows_curves {
            continue;
        }
        let has_none = |file: &&&CertificateFile| {
            let mut twins = read.iter().filter(|view| view.file.purpose == file.purpose);
            !twins.any(|view| matches!(view.content, FileContent::Octets(_)))
        };
        let asked: Vec<&'static CertificateFile> = files
            .iter()
            .filter(|file| crypt(file) == wanted)
            .filter(has_none)
            .copied()
            .collect();
        let answered = ask(client, given, card, &asked, wanted)?;
        read.extend(answered);
    }
    Ok(())
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
    let mut number = None;
    let answer = match unknown.as_slice() {
        [] => Vec::new(),
        unknown => match client.certificates(card, unknown, wanted) {
            Ok(answer) => {
                let warning = client.warning(Operation::ReadCardCertificate);
                number = warning.and_then(|warning| warning.code().ok());
                given.keep(wanted, unknown, &answer, number);
                answer
            }
            // Of none of them anything is said; those of the other kind of key may come.
            Err(trouble) if trouble.kind() == Some(codes::Kind::Certificate) => {
                number = trouble.code();
                Vec::new()
            }
            Err(trouble) => return Err(trouble),
        },
    };
    let view = |file: &&'static CertificateFile| {
        let reference = reference(file.purpose);
        let known = reference.and_then(|one| given.get(wanted, one)).cloned();
        FileView {
            file,
            content: known.unwrap_or_else(|| content(&answer, reference, number)),
        }
    };
    Ok(files.iter().map(view).collect())
}

/// What an answer says of one certificate, and the number of an error beside it or in its place. That
/// the card has none is said by an entry without octets, or once for all that are on elliptic curves;
/// of what has no entry, or two that differ, nothing is said.
fn content(
    given: &[CardCertificate],
    wanted: Option<CertificateReference>,
    number: Option<u32>,
) -> FileContent {
    let mut entries = given
        .iter()
        .filter(|one| one.reference.as_ref().ok() == wanted.as_ref());
    let first = entries.next().map(|one| &one.content);
    if entries.any(|other| Some(&other.content) != first) {
        return FileContent::Untold(number);
    }
    match (first, number) {
        (Some(Content::Octets(octets)), _) => FileContent::Octets(octets.clone()),
        (Some(Content::None), Some(codes::CERTIFICATE_UNREADABLE)) => FileContent::Untold(number),
        (Some(Content::None), _) | (None, Some(codes::NO_CURVES)) => FileContent::Missing,
        (Some(Content::Unknown(_)) | None, _) => FileContent::Untold(number),
    }
}

/// Whether it is certificates alone that the Konnektor does not give.
fn is_of_certificates(trouble: &Trouble) -> bool {
    let is_step = trouble.step == Step::Operation(Operation::ReadCardCertificate);
    match &trouble.cause {
        Cause::Service(Service::Certificate, _) => true,
        Cause::Unreadable(_) | Cause::Address(_) | Cause::PlainRefused | Cause::OtherHost(_) => {
            is_step
        }
        Cause::Fault(_) => {
            is_step && !trouble.is_busy() && trouble.kind() != Some(codes::Kind::CardGone)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::konnektor::element::Unknown;

    #[test]
    fn that_the_card_has_no_certificate_is_said_by_an_entry_without_octets_and_nothing_else() {
        let entry = |reference: CertificateReference, content| CardCertificate {
            reference: Ok(reference),
            content,
        };
        let (aut, enc) = (CertificateReference::Aut, CertificateReference::Enc);
        let octets = || Content::Octets(vec![1]);
        let unknown = || Content::Unknown(Unknown::Missing);
        let nameless = CardCertificate {
            reference: Err(Unknown::Missing),
            content: octets(),
        };
        let untold = FileContent::Untold;
        for (given, number, expected) in [
            (
                vec![entry(aut, octets())],
                None,
                FileContent::Octets(vec![1]),
            ),
            (
                vec![entry(aut, octets())],
                Some(4257),
                FileContent::Octets(vec![1]),
            ),
            (vec![entry(aut, Content::None)], None, FileContent::Missing),
            (
                vec![entry(aut, Content::None)],
                Some(4256),
                FileContent::Missing,
            ),
            (
                vec![entry(aut, Content::None)],
                Some(4257),
                untold(Some(4257)),
            ),
            (vec![entry(aut, unknown())], None, untold(None)),
            // Not there at all, there twice, there without its name.
            (vec![], None, untold(None)),
            (vec![entry(enc, Content::None)], None, untold(None)),
            (vec![nameless], None, untold(None)),
            (
                vec![entry(aut, octets()), entry(aut, Content::None)],
                None,
                untold(None),
            ),
            (
                vec![entry(aut, octets()), entry(aut, octets())],
                None,
                FileContent::Octets(vec![1]),
            ),
            // Of all numbers one says what the card has.
            (vec![], Some(4258), FileContent::Missing),
            (vec![], Some(4132), untold(Some(4132))),
            (vec![], Some(4147), untold(Some(4147))),
            (vec![], Some(4148), untold(Some(4148))),
            (vec![], Some(4149), untold(Some(4149))),
            (vec![], Some(4256), untold(Some(4256))),
        ] {
            let found = content(&given, Some(aut), number);
            assert_eq!(found, expected, "{given:?} {number:?}");
        }
    }
}
