//! A list of issuers in the folder of issuers: what a person reads, and whom `--online` believes.

use std::fs;

use pinlotse::system::clock;
use support::issued::Service;
use support::issuer_list::{AUTHORITY, Head, ListSigner, RESPONDER, list, provider, service};
use support::journey::{Journey, Ran};
use support::or_skip;
use support::script::Script;
use support::temp::Temp;

/// What `openssl ocsp` says of a certificate that is published: it names no hash of it.
const RELEASED: &str = "Nicht gesperrt (bestätigt vom Herausgeber Probe, ";

const DAY: i64 = 24 * 60 * 60;

/// A service with an issuer, and a folder with a list that names both.
struct Listed {
    service: Service,
    signer: ListSigner,
    folder: Temp,
}

impl Listed {
    fn new() -> Option<Self> {
        let service = or_skip(Service::start())?;
        service.publishes();
        Some(Self {
            service,
            signer: or_skip(ListSigner::new())?,
            folder: Temp::new(),
        })
    }

    /// Puts a list into the folder that ends so many days from now.
    fn ends_in(&self, days: i64) -> &Self {
        let now = clock::seconds_since_epoch(std::time::SystemTime::now());
        let end = clock::timestamp_of(now + days * DAY);
        let head = Head {
            next_update: &end,
            ..Head::default()
        };
        let services = [
            service(AUTHORITY, &self.service.der("ca")),
            service(RESPONDER, &self.service.der("by-stranger")),
        ];
        let xml = list(head, &provider("Probe", &services.concat()));
        self.writes("liste.xml", xml.as_bytes())
            .writes("liste.sig", &self.signer.sign(xml.as_bytes()))
    }

    fn writes(&self, name: &str, octets: &[u8]) -> &Self {
        fs::write(self.folder.join(name), octets).unwrap();
        self
    }

    fn status(&self, more: &[&str]) -> Ran {
        let folder = self.folder.path().display().to_string();
        let mut journey = Journey::with(&self.service.card);
        journey.anchor = Some(self.signer.anchor());
        let line = [&["status", "--issuer-certs", &folder][..], more].concat();
        journey.run(&line, Script::nobody())
    }
}

#[test]
fn a_list_says_who_issued_the_card_and_who_may_answer_for_it() {
    let Some(listed) = Listed::new() else { return };
    listed.service.is_of_another_issuer();
    listed.ends_in(20);
    let ran = listed.status(&[]);
    ran.exits(0)
        .says("Herausgeber nach der Liste von gematik Nr. 10500 vom 20.11.2026.")
        .never_says("wird nicht benutzt");
    assert_eq!(listed.service.questions(), 0);
    // Only the list stands for who answers: another issuer certified it.
    let ran = listed.status(&["--online"]);
    ran.exits(0).says(RELEASED).never_says("nicht sicher");
}

#[test]
fn a_list_that_is_over_is_used_with_a_remark_and_an_old_one_for_issuers_only() {
    let Some(listed) = Listed::new() else { return };
    listed.service.is_of_another_issuer();
    for days in [-1, -29] {
        listed.ends_in(days);
        listed
            .status(&["--online"])
            .exits(0)
            .says("sie lässt sich noch benutzen")
            .says(RELEASED)
            .never_says("nicht sicher");
    }
    listed.ends_in(-31);
    listed
        .status(&["--online"])
        .exits(0)
        .says("Bitte eine neuere holen")
        .says("ist nicht sicher: keine glaubwürdige Antwort (wer die Auskunft unterschrieben hat, darf es nicht")
        .never_says(RELEASED);
}

#[test]
fn a_list_that_is_not_believed_is_named_with_the_reason_and_not_used() {
    let Some(listed) = Listed::new() else { return };
    listed.service.is_of_another_issuer();
    listed.ends_in(20);
    let whole = fs::read(listed.folder.join("liste.xml")).unwrap();
    let refused = |why: &str| {
        listed
            .status(&["--online"])
            .exits(0)
            .says("liste.xml“ wird nicht benutzt")
            .says(why)
            .never_says("Herausgeber nach der Liste")
            .says("Ob die Karte freigeschaltet ist, ist nicht sicher");
    };
    listed.writes("liste.xml", &whole[..whole.len() - 1]);
    refused("die Unterschrift passt nicht zu ihr");
    listed
        .writes("liste.xml", &whole)
        .writes("liste.sig", b"<!DOCTYPE html><title>Anmeldung</title>");
    refused("eine Internetseite");
    fs::remove_file(listed.folder.join("liste.sig")).unwrap();
    refused("keine Unterschrift");
    // Under its whole name with the ending behind it, a signature is found too.
    let foreign = ListSigner::new().map_err(|skip| skip.0).unwrap();
    listed.writes("liste.xml.sig", &foreign.sign(&whole));
    refused("sie ist nicht echt");
}

#[test]
fn of_two_lists_the_one_with_the_higher_number_counts() {
    let Some(listed) = Listed::new() else { return };
    listed.service.is_of_another_issuer();
    listed.ends_in(20);
    for (name, number) in [("a", "10499"), ("z", "10501")] {
        let head = Head {
            number,
            next_update: "2099-12-31T00:00:00Z",
            ..Head::default()
        };
        let xml = list(head, "");
        listed
            .writes(&format!("{name}.xml"), xml.as_bytes())
            .writes(&format!("{name}.sig"), &listed.signer.sign(xml.as_bytes()));
    }
    listed
        .status(&[])
        .exits(0)
        .says("Nr. 10501")
        .never_says("Nr. 10500")
        .never_says("Nr. 10499");
}

#[test]
#[cfg(unix)]
fn a_pipe_in_the_folder_is_not_waited_for() {
    let Some(listed) = Listed::new() else { return };
    listed.service.is_of_another_issuer();
    listed.ends_in(20);
    let pipe = listed.folder.join("pipe.xml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    listed
        .status(&[])
        .exits(0)
        .says("pipe.xml“ wird nicht benutzt")
        .says("Nr. 10500");
}
