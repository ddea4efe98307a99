//! Lists of issuers: which are believed, and what is read out of them. Lists and signers are made
//! by OpenSSL here, and nothing of gematik's is needed.

use pinlotse::certificate::{Certificate, Issuers};
use pinlotse::system::clock::read_timestamp;
use pinlotse::trust::{self, Anchor, Freshness, List, Refusal, Standing};
use support::issued::built_in;
use support::issuer_list::{
    AUTHORITY, Head, IN_ACCORD, ListSigner, RESPONDER, SUCCESSOR, TSL_SIGNING, element, list,
    provider, service, service_with, status,
};
use support::pki::{Algorithm, Pki};
use support::{Skip, or_skip};

fn unless_skipped(test: impl FnOnce() -> Result<(), Skip>) {
    or_skip(test());
}

fn at(time: &str) -> i64 {
    read_timestamp(time).unwrap()
}

/// Now, as far as certificates are concerned that were made a moment ago.
fn now() -> i64 {
    pinlotse::system::clock::seconds_since_epoch(std::time::SystemTime::now())
}

fn read(signer: &ListSigner, xml: &str) -> Result<List, Refusal> {
    let octets = xml.as_bytes();
    trust::read(octets, &signer.sign(octets), &signer.anchor(), now())
}

fn why(signer: &ListSigner, xml: &str) -> String {
    match read(signer, xml) {
        Err(Refusal::NotAList { why }) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_list_signed_by_whom_the_built_in_key_stands_for_is_read() {
    unless_skipped(|| {
        let signer = ListSigner::new()?;
        let [aut, enc] = [built_in("aut-E256"), built_in("enc-E256")];
        let medisign = provider(
            "medi&lt;sign",
            &[service(AUTHORITY, &aut), service(RESPONDER, &enc)].concat(),
        );
        let xml = list(Head::default(), &[medisign, provider("Leer", "")].concat());
        let found = read(&signer, &xml).unwrap();
        assert_eq!(found.sequence_number, 10500);
        assert_eq!(found.issued, at("2026-11-20T23:00:07Z"));
        assert_eq!(found.next_update, at("2026-12-20T23:00:07Z"));
        assert_eq!(found.signer, "Petra Probe");
        let names: Vec<&str> = found
            .providers
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["medi<sign", "Leer"]);
        let authorities: Vec<&[u8]> = found.authorities(now()).map(Certificate::der).collect();
        assert_eq!(authorities, [&aut[..]]);
        assert_eq!(found.unread, 0);
        Ok(())
    });
}

#[test]
fn whom_the_built_in_key_does_not_stand_for_signs_in_vain() {
    unless_skipped(|| {
        let (signer, other) = (ListSigner::new()?, ListSigner::new()?);
        let xml = list(Head::default(), "");
        let octets = xml.as_bytes();
        let signature = signer.sign(octets);
        // The other authority has the same name and another key.
        assert_eq!(
            trust::read(octets, &signature, &other.anchor(), now()).unwrap_err(),
            Refusal::SignerForged
        );
        assert_eq!(
            trust::read(octets, &signature, &Anchor::gematik(), now()).unwrap_err(),
            Refusal::OtherAuthority {
                named: "PROBE.TSL-CA1".to_owned()
            }
        );
        Ok(())
    });
}

#[test]
fn a_signer_needs_the_right_to_sign_lists() {
    unless_skipped(|| {
        for extensions in [
            "extendedKeyUsage=OCSPSigning",
            "keyUsage=nonRepudiation",
            "certificatePolicies=0.4.0.2231.3.0",
        ] {
            let signer = ListSigner::with(extensions)?;
            let refused = read(&signer, &list(Head::default(), "")).unwrap_err();
            assert_eq!(refused, Refusal::NoRight, "{extensions}");
        }
        let both = ListSigner::with(&format!("{TSL_SIGNING},OCSPSigning"))?;
        read(&both, &list(Head::default(), "")).unwrap();
        Ok(())
    });
}

#[test]
fn signer_and_authority_must_hold_now() {
    unless_skipped(|| {
        let signer = ListSigner::new()?;
        let xml = list(Head::default(), "");
        let octets = xml.as_bytes();
        let (signature, anchor) = (signer.sign(octets), signer.anchor());
        let on = |now| trust::read(octets, &signature, &anchor, now);
        let days = |count: i64| now() + count * 24 * 60 * 60;
        on(days(199)).unwrap();
        // The signer's certificate has 200 days, the authority's own one 400.
        assert!(matches!(on(days(201)), Err(Refusal::SignerNotValid { .. })));
        for day in [-1, 401] {
            assert_eq!(
                on(days(day)).unwrap_err(),
                Refusal::AuthorityNotValid {
                    from: anchor.not_before,
                    until: anchor.not_after,
                    now: days(day)
                }
            );
        }
        Ok(())
    });
}

#[test]
fn nothing_is_believed_that_one_bit_changed() {
    unless_skipped(|| {
        let signer = ListSigner::new()?;
        let xml = list(
            Head::default(),
            &provider("P", &service(AUTHORITY, &built_in("aut-E256"))),
        );
        let octets = xml.as_bytes();
        let (signature, anchor) = (signer.sign(octets), signer.anchor());
        let now = now();
        trust::read(octets, &signature, &anchor, now).unwrap();
        for place in 0..signature.len() {
            let mut flipped = signature.clone();
            flipped[place] ^= 1 << (place % 8);
            assert!(
                trust::read(octets, &flipped, &anchor, now).is_err(),
                "octet {place} of the signature"
            );
        }
        for place in 0..octets.len() {
            let mut flipped = octets.to_vec();
            flipped[place] ^= 1 << (place % 8);
            assert!(
                trust::read(&flipped, &signature, &anchor, now).is_err(),
                "octet {place} of the list"
            );
        }
        Ok(())
    });
}

#[test]
fn what_is_cut_padded_packed_or_a_page_is_told_apart() {
    unless_skipped(|| {
        let signer = ListSigner::new()?;
        let xml = list(Head::default(), "");
        let octets = xml.as_bytes();
        let (signature, anchor) = (signer.sign(octets), signer.anchor());
        let read = |list: &[u8], sig: &[u8]| trust::read(list, sig, &anchor, now()).unwrap_err();
        for length in [0, 1, octets.len() - 1] {
            assert_eq!(read(&octets[..length], &signature), Refusal::OtherOctets);
        }
        let longer = [octets, b"\n"].concat();
        assert_eq!(read(&longer, &signature), Refusal::OtherOctets);
        for length in [0, 1, signature.len() - 1] {
            assert_eq!(read(octets, &signature[..length]), Refusal::NoSignature);
        }
        let longer = [&signature[..], &[0]].concat();
        assert_eq!(read(octets, &longer), Refusal::NoSignature);
        assert_eq!(read(octets, octets), Refusal::NoSignature);
        for page in [
            "<!DOCTYPE html><title>Anmeldung</title>",
            "\u{FEFF}\r\n  <HTML lang=de>",
            "<html>",
            "<?xml version='1.0'?>\n<!-- Portal -->\n<!DOCTYPE html PUBLIC 'x'>",
            "<?xml version='1.0' encoding='UTF-8'?><html xmlns='x'>",
        ] {
            assert_eq!(read(page.as_bytes(), &signature), Refusal::WebPage);
            assert_eq!(read(octets, page.as_bytes()), Refusal::WebPage);
        }
        let packed = [0x1F, 0x8B, 0x08, 0x00];
        assert_eq!(read(&packed, &signature), Refusal::Packed);
        assert_eq!(read(octets, &packed), Refusal::Packed);
        let large = vec![b' '; trust::SIZE_LIMIT + 1];
        assert_eq!(read(&large, &signature), Refusal::TooLarge);
        assert_eq!(read(octets, &large), Refusal::TooLarge);
        Ok(())
    });
}

#[test]
fn a_signature_is_also_read_where_no_bit_string_is_around_it() {
    unless_skipped(|| {
        let signer = ListSigner::new()?;
        let xml = list(Head::default(), "");
        let octets = xml.as_bytes();
        let usual = signer.sign(octets);
        // SEQUENCE { algorithm, BIT STRING { 0 unused bits, SEQUENCE }, certificate }
        let content = &usual[4..];
        let (algorithm, rest) = content.split_at(12);
        let length = usize::from(rest[1]);
        let (bits, certificate) = rest.split_at(2 + length);
        let other = element(0x30, &[algorithm, &bits[3..], certificate].concat());
        let found = trust::read(octets, &other, &signer.anchor(), now());
        assert_eq!(found.unwrap().sequence_number, 10500);
        Ok(())
    });
}

#[test]
fn a_signed_document_that_is_no_list_names_what_is_wrong() {
    unless_skipped(|| {
        let signer = ListSigner::new()?;
        let good = list(Head::default(), &provider("P", ""));
        let rows = [
            (
                good.replace("02231/v2#", "02231/v3#"),
                "<TrustServiceStatusList> is no list",
            ),
            (
                good.replace("TrustServiceStatusList", "Anderes"),
                "<Anderes> is no list",
            ),
            (
                good.replace("10500", "zehntausend"),
                "TSLSequenceNumber is no number",
            ),
            (
                good.replace("10500", "-1"),
                "TSLSequenceNumber is no number",
            ),
            (
                good.replace(
                    "<TSLVersionIdentifier>",
                    "<TSLSequenceNumber>7</TSLSequenceNumber><TSLVersionIdentifier>",
                ),
                "TSLSequenceNumber stands there twice",
            ),
            (
                good.replace("2026-11-20T23:00:07Z", "gestern"),
                "ListIssueDateTime is no time",
            ),
            (
                good.replace("2026-12-20T23:00:07Z", "2026-12-20"),
                "dateTime is no time",
            ),
            (
                good.replace("NextUpdate", "LastUpdate"),
                "NextUpdate is missing",
            ),
            (
                good.replace("TSPInformation", "Other"),
                "TSPInformation is missing",
            ),
        ];
        for (xml, expected) in rows {
            assert_eq!(why(&signer, &xml), expected);
        }
        for (xml, expected) in [
            (
                good.replace("?>\n<", "?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><"),
                "DTD",
            ),
            (
                good.replace("</TrustServiceStatusList>", ""),
                "never closed",
            ),
            (
                good.replace(
                    "<TrustServiceProviderList>",
                    &format!("<TrustServiceProviderList>{}", "<a>".repeat(100)),
                ),
                "at most 64 levels",
            ),
        ] {
            let why = why(&signer, &xml);
            assert!(why.contains(expected), "{why}");
        }
        let not_utf8 = [good.as_bytes(), &[0xFF]].concat();
        let refused = trust::read(&not_utf8, &signer.sign(&not_utf8), &signer.anchor(), now());
        assert!(matches!(refused, Err(Refusal::NotAList { .. })));
        Ok(())
    });
}

#[test]
fn times_are_read_with_any_zone_and_without_their_fractions() {
    unless_skipped(|| {
        let signer = ListSigner::new()?;
        for (written, meant) in [
            ("2026-11-21T00:00:07+01:00", "2026-11-20T23:00:07Z"),
            ("2026-11-20T18:30:07.123-04:30", "2026-11-20T23:00:07Z"),
            ("2026-11-20T23:00:07.9Z", "2026-11-20T23:00:07Z"),
        ] {
            let head = Head {
                issued: written,
                ..Head::default()
            };
            assert_eq!(
                read(&signer, &list(head, "")).unwrap().issued,
                at(meant),
                "{written}"
            );
        }
        Ok(())
    });
}

#[test]
fn a_list_is_current_then_over_then_old() {
    unless_skipped(|| {
        let found = read(&ListSigner::new()?, &list(Head::default(), "")).unwrap();
        let end = at("2026-12-20T23:00:07Z");
        let day = 24 * 60 * 60;
        for (now, expected) in [
            (end - 400 * day, Freshness::Current),
            (end, Freshness::Current),
            (end + 1, Freshness::Over { days: 0 }),
            (end + day, Freshness::Over { days: 1 }),
            (end + 29 * day, Freshness::Over { days: 29 }),
            (end + 30 * day, Freshness::Over { days: 30 }),
            (end + 30 * day + 1, Freshness::Old { days: 30 }),
            (end + 31 * day, Freshness::Old { days: 31 }),
        ] {
            assert_eq!(found.freshness(now), expected);
        }
        Ok(())
    });
}

#[test]
fn a_service_counts_while_it_is_in_force() {
    unless_skipped(|| {
        let der = built_in("aut-E256");
        let withdrawn = "http://uri.etsi.org/TrstSvc/Svcstatus/revoked";
        let earlier = |each: &[String]| {
            let each = each
                .iter()
                .map(|one| format!("<ServiceHistoryInstance>{one}</ServiceHistoryInstance>"));
            format!(
                "<ServiceHistory>{}</ServiceHistory>",
                each.collect::<String>()
            )
        };
        let since_2024 = status(IN_ACCORD, "2024-01-01T00:00:00Z");
        let on = at("2026-11-29T00:00:00Z");
        let rows = [
            (since_2024.clone(), String::new(), Some(Standing::InAccord)),
            (
                status(IN_ACCORD, "2027-01-01T00:00:00Z"),
                String::new(),
                None,
            ),
            (
                status(withdrawn, "2026-01-01T00:00:00Z"),
                earlier(std::slice::from_ref(&since_2024)),
                Some(Standing::Other(withdrawn.to_owned())),
            ),
            // Of one second the worse word counts, in whichever place it stands.
            (
                since_2024.clone(),
                earlier(&[status(withdrawn, "2024-01-01T00:00:00Z")]),
                Some(Standing::Other(withdrawn.to_owned())),
            ),
            (
                status(withdrawn, "2024-01-01T00:00:00Z"),
                earlier(std::slice::from_ref(&since_2024)),
                Some(Standing::Other(withdrawn.to_owned())),
            ),
            // Announced for later.
            (
                status(withdrawn, "2027-01-01T00:00:00Z"),
                earlier(&[
                    status(withdrawn, "2020-01-01T00:00:00Z"),
                    since_2024.clone(),
                ]),
                Some(Standing::InAccord),
            ),
        ];
        let signer = ListSigner::new()?;
        for (now, history, expected) in rows {
            let xml = list(
                Head::default(),
                &provider("P", &service_with(AUTHORITY, &der, &now, &history)),
            );
            let found = read(&signer, &xml).unwrap();
            let authority = &found.providers[0].authorities[0];
            assert_eq!(authority.standing(on), expected.as_ref(), "{now} {history}");
            let counts = expected == Some(Standing::InAccord);
            assert_eq!(found.authorities(on).count(), usize::from(counts));
        }
        Ok(())
    });
}

/// Whichever of the two is read first.
#[test]
fn of_a_service_that_stands_there_twice_the_worse_word_counts() {
    unless_skipped(|| {
        let (aut, enc) = (built_in("aut-E256"), built_in("enc-E256"));
        let withdrawn = status(
            "http://uri.etsi.org/TrstSvc/Svcstatus/revoked",
            "2026-01-01T00:00:00Z",
        );
        let out = |kind, der: &[u8]| service_with(kind, der, &withdrawn, "");
        let signer = ListSigner::new()?;
        let on = at("2026-11-29T00:00:00Z");
        let found = |of_p: &[String], of_other: &[String]| {
            let providers = [
                provider("P", &of_p.concat()),
                provider("Q", &of_other.concat()),
            ];
            read(&signer, &list(Head::default(), &providers.concat())).unwrap()
        };
        let in_force = [service(AUTHORITY, &aut), service(RESPONDER, &enc)];
        let twice = found(&in_force, &in_force);
        let authority = twice.authorities(on).next().unwrap();
        assert_eq!(twice.responders_for(authority, on).len(), 2);
        let gone = [out(AUTHORITY, &aut), out(RESPONDER, &enc)];
        for (one, other) in [(&in_force, &gone), (&gone, &in_force)] {
            let found = found(one, other);
            assert_eq!(found.authorities(on).count(), 0);
            assert!(found.responders_for(authority, on).is_empty());
        }
        Ok(())
    });
}

#[test]
fn of_two_authorities_with_one_name_each_issued_its_own() {
    unless_skipped(|| {
        let pki = Pki::new()?;
        let authority = "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign";
        let mut leaves = Vec::new();
        for name in ["one", "two"] {
            pki.authority(name, "PROBE.CA1", Algorithm::Brainpool, authority);
            leaves.push(
                Certificate::parse(&pki.leaf(name, "keyUsage=digitalSignature", &[])).unwrap(),
            );
        }
        let ders = ["one", "two"].map(|name| pki.as_der(name));
        let services = ders.each_ref().map(|der| service(AUTHORITY, der));
        let signer = ListSigner::new()?;
        let xml = list(Head::default(), &provider("P", &services.concat()));
        let found = read(&signer, &xml).unwrap();
        let mut issuers = Issuers::default();
        issuers.extend(found.authorities(now()).cloned());
        for (leaf, der) in leaves.iter().zip(&ders) {
            assert_eq!(issuers.issuer_of(leaf, now()).unwrap().der(), der);
        }
        Ok(())
    });
}

#[test]
fn services_of_other_kinds_are_left_and_a_successor_of_the_key_is_only_named() {
    unless_skipped(|| {
        let pki = Pki::new()?;
        pki.authority(
            "next",
            "PROBE.TSL-CA2",
            Algorithm::Brainpool,
            "basicConstraints=CA:TRUE",
        );
        let der = built_in("aut-E256");
        let services = [
            service("http://uri.telematik/TrstSvc/Svctype/CA/CVC", &der),
            service("http://uri.etsi.org/TrstSvc/Svctype/unspecified", &der),
            service(SUCCESSOR, &pki.as_der("next")),
            service(AUTHORITY, &der[..100]),
            service(AUTHORITY, &der),
            service(AUTHORITY, &der),
        ];
        let signer = ListSigner::new()?;
        let found = read(
            &signer,
            &list(Head::default(), &provider("P", &services.concat())),
        )
        .unwrap();
        assert_eq!(found.successors, ["PROBE.TSL-CA2"]);
        assert_eq!(found.unread, 1);
        // The same service twice is twice the same.
        assert_eq!(found.authorities(now()).count(), 2);
        let next = Certificate::parse(&pki.as_der("next")).unwrap();
        assert!(
            found.provider_of(&next).is_none(),
            "the successor must not be followed"
        );
        Ok(())
    });
}

#[test]
fn the_services_of_the_same_provider_may_answer_until_the_list_is_old() {
    unless_skipped(|| {
        let (aut, enc, qes) = (
            built_in("aut-E256"),
            built_in("enc-E256"),
            built_in("qes-E256"),
        );
        let of_p = [
            service(AUTHORITY, &aut),
            service(RESPONDER, &enc),
            service_with(
                RESPONDER,
                &qes,
                &status("withdrawn", "2021-01-01T00:00:00Z"),
                "",
            ),
        ];
        let of_q = service(RESPONDER, &built_in("aut-R2048"));
        let providers = [provider("P", &of_p.concat()), provider("Q", &of_q)].concat();
        let found = read(&ListSigner::new()?, &list(Head::default(), &providers)).unwrap();
        let authority = Certificate::parse(&aut).unwrap();
        let on = |time| -> Vec<Vec<u8>> {
            let responders = found.responders_for(&authority, at(time));
            responders.iter().map(|one| one.der().to_vec()).collect()
        };
        assert_eq!(on("2026-11-29T00:00:00Z"), std::slice::from_ref(&enc));
        assert_eq!(on("2027-01-19T00:00:00Z"), [enc]);
        assert!(on("2027-02-01T00:00:00Z").is_empty());
        let stranger = Certificate::parse(&built_in("aut-R2048")).unwrap();
        assert!(
            found
                .responders_for(&stranger, at("2026-11-29T00:00:00Z"))
                .is_empty()
        );
        Ok(())
    });
}
