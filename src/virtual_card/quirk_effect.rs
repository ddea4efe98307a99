//! What a [`Quirk`] does to a card: some change what lies in its files, the others how it answers.

use apdu::tlv;

use super::behaviour::{Behaviour, CosGeneration};
use super::index::MF;
use super::object_system::{Content, File, ObjectSystem, Octets};
use super::profiles::{self, Institution};
use super::quirk::Quirk;

/// Last second of the certificates of RSA, as UTCTime (RFC 5280, 4.1.2.5.1).
const RSA_ENDED: &[u8] = b"241231235959Z";
/// Last second of those of elliptic curves: half a year before.
const ECC_ENDED: &[u8] = b"240630235959Z";

const SEQUENCE: tlv::Tag = 0x30;
const UTC_TIME: tlv::Tag = 0x17;

/// Gives a card these quirks beside those that it has. All of them or none.
///
/// # Errors
/// The first that does not fit: the holders of an SMC-B exclude each other and lie in the built-in
/// one only; a card without such files has nothing to be changed in them.
pub(super) fn give(system: &mut ObjectSystem, quirks: &[Quirk]) -> Result<(), Quirk> {
    let all: Vec<Quirk> = Quirk::ALL
        .into_iter()
        .filter(|quirk| system.quirks.contains(quirk) || quirks.contains(quirk))
        .collect();
    let mut new = quirks.iter().filter(|quirk| !system.quirks.contains(quirk));
    if let Some(misfit) = new.find(|quirk| !fits(system, **quirk, &all)) {
        return Err(*misfit);
    }
    // In the order of the list: whose certificates they are comes before when they ended.
    for quirk in &all {
        match quirk {
            Quirk::Kbv => belong_to(system, Institution::Practice),
            Quirk::Dktig => belong_to(system, Institution::Hospital),
            Quirk::EccBySfi => files(system, is_ecc).for_each(|file| file.file_identifier = None),
            Quirk::RsaByFid => {
                files(system, is_rsa).for_each(|file| file.short_file_identifier = None);
            }
            Quirk::RsaOver => files(system, is_rsa).for_each(|file| end(file, RSA_ENDED)),
            Quirk::EccOver => files(system, is_ecc).for_each(|file| end(file, ECC_ENDED)),
            Quirk::SelectForgets
            | Quirk::HidesBlock
            | Quirk::BlockIsFinal
            | Quirk::RefusalCostsPuk => {}
        }
    }
    system.quirks = all;
    Ok(())
}

fn fits(system: &ObjectSystem, quirk: Quirk, all: &[Quirk]) -> bool {
    let has = |is_meant: fn(&File) -> bool| {
        let mut applications = system.folders.iter().skip(MF + 1);
        applications.any(|folder| folder.files.iter().any(is_meant))
    };
    match quirk {
        Quirk::Kbv => profiles::is_built_in_smcb(system) && !all.contains(&Quirk::Dktig),
        Quirk::Dktig => profiles::is_built_in_smcb(system) && !all.contains(&Quirk::Kbv),
        Quirk::EccBySfi | Quirk::EccOver => has(is_ecc),
        Quirk::RsaByFid | Quirk::RsaOver => has(is_rsa),
        Quirk::SelectForgets | Quirk::HidesBlock | Quirk::BlockIsFinal | Quirk::RefusalCostsPuk => {
            true
        }
    }
}

/// How a card with these quirks answers.
pub(super) fn behaviour(quirks: &[Quirk]) -> Behaviour {
    let has = |quirk| quirks.contains(&quirk);
    Behaviour {
        cos: if has(Quirk::HidesBlock) {
            CosGeneration::Older
        } else {
            CosGeneration::V3_12
        },
        select_forgets: has(Quirk::SelectForgets),
        block_is_final: has(Quirk::BlockIsFinal),
        refusal_costs_puk: has(Quirk::RefusalCostsPuk),
        ..Behaviour::default()
    }
}

/// The files of the applications that are meant; those of the MF are CV certificates.
fn files(
    system: &mut ObjectSystem,
    is_meant: fn(&File) -> bool,
) -> impl Iterator<Item = &mut File> {
    let applications = system.folders.iter_mut().skip(MF + 1);
    let all = applications.flat_map(|folder| &mut folder.files);
    all.filter(move |file| is_meant(file))
}

/// By the names of the object systems and of gematik's images, e.g. EF.C.HP.AUT.E256.
fn is_ecc(file: &File) -> bool {
    file.name.starts_with("EF.C.") && file.name.ends_with(".E256")
}

fn is_rsa(file: &File) -> bool {
    file.name.starts_with("EF.C.") && file.name.ends_with(".R2048")
}

/// The certificate in a file with another last day; an empty file stays empty. Its signature is the
/// old one, as good as before: the key that made it is gone, and nobody knew its authority.
fn end(file: &mut File, last: &[u8]) {
    let Content::Transparent { body, .. } = &file.content else {
        return;
    };
    if let Some(ended) = with_last_day(&body.0, last) {
        fill(file, ended);
    }
}

/// Puts octets into a transparent file, which grows if need be.
fn fill(file: &mut File, octets: Vec<u8>) {
    if let Content::Transparent { size, body } = &mut file.content {
        *size = (*size).max(u32::try_from(octets.len()).unwrap_or(u32::MAX));
        *body = Octets(octets);
    }
}

/// The certificate (RFC 5280, 4.1) with another notAfter; what lies behind it in a file goes.
fn with_last_day(certificate: &[u8], last: &[u8]) -> Option<Vec<u8>> {
    let [body, algorithm, signature] = parts(certificate)?;
    let mut fields: Vec<Vec<u8>> = tlv::objects(&body)
        .map_while(Result::ok)
        .map(whole)
        .collect();
    // [0] version, serialNumber, signature, issuer, validity.
    let validity = fields.get_mut(4)?;
    let dates = tlv::objects(validity).next()?.ok()?;
    let first = whole(dates.children().next()?.ok()?);
    *validity = tlv::encode(SEQUENCE, &[first, tlv::encode(UTC_TIME, last)].concat());
    let body = tlv::encode(SEQUENCE, &fields.concat());
    Some(tlv::encode(
        SEQUENCE,
        &[body, algorithm, signature].concat(),
    ))
}

/// Value of the body to be signed, then algorithm and signature as they stand.
fn parts(certificate: &[u8]) -> Option<[Vec<u8>; 3]> {
    let outer = tlv::objects(certificate).next()?.ok()?;
    let mut parts = outer.children().map_while(Result::ok);
    let body = parts.next()?.value.to_vec();
    Some([body, whole(parts.next()?), whole(parts.next()?)])
}

fn whole(object: tlv::Tlv<'_>) -> Vec<u8> {
    tlv::encode(object.tag, object.value)
}

/// Puts the certificates of that institution into the files of the built-in SMC-B.
fn belong_to(system: &mut ObjectSystem, institution: Institution) {
    for (name, certificate) in institution.certificates() {
        let all = system
            .folders
            .iter_mut()
            .flat_map(|folder| &mut folder.files);
        for file in all.filter(|file| file.name == name) {
            fill(file, certificate.to_vec());
        }
    }
}
