//! At the end of an activation the guide offers to look whether the card is released: nothing goes out
//! unless that is chosen, and the list of what is left keeps the answer.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use support::download_point::{Lists, Point};
use support::forged::{Single, certificate_hash, now, response, time, tlv};
use support::issued::Service;
use support::issuer_list::{AUTHORITY, provider, service};
use support::journey::{BUILT_IN, Journey, Ran, ends, guide, ready, whole_hba_guided};
use support::or_skip;
use support::responder::Reply;
use support::script::Script;

const QUESTION: &str = "Ist sie freigeschaltet? (Internet)";

/// A new card of medisign, its service, and gematik's download point.
struct Desk {
    service: Service,
    journey: Journey,
    point: Point,
}

impl Desk {
    fn new() -> Option<Self> {
        let of_card = or_skip(Service::of_issuer("medisign GmbH"))?;
        let mut lists = or_skip(Lists::new())?;
        lists.providers = provider("medisign", &service(AUTHORITY, &of_card.der("ca")));
        let point = Point::of(lists.pair(10_500, 20));
        let mut journey = Journey::with(&of_card.card);
        journey.anchor = Some(lists.anchor());
        journey.keeper = point.keeper(&journey.temp);
        Some(Self {
            service: of_card,
            journey,
            point,
        })
    }

    fn says(&self, status: Vec<u8>) -> &Self {
        self.service.says(move |pki, question| {
            let single = Single {
                status: status.clone(),
                extensions: vec![certificate_hash(&pki.der("card"))],
                ..Single::good(question)
            };
            Reply::ok(&response(pki, "signer", now(), &[single], &[]))
        });
        self
    }

    /// Of the certificate for qualified signatures, which is asked about last, something else.
    fn says_of_signature(&self, others: Vec<u8>, signature: Vec<u8>) -> &Self {
        let count = AtomicUsize::new(0);
        self.service.says(move |pki, question| {
            let is_signature = count.fetch_add(1, Ordering::Relaxed) % 3 == 2;
            let status = if is_signature { &signature } else { &others };
            let single = Single {
                status: status.clone(),
                extensions: vec![certificate_hash(&pki.der("card"))],
                ..Single::good(question)
            };
            Reply::ok(&response(pki, "signer", now(), &[single], &[]))
        });
        self
    }

    fn walks(&mut self, more: Script) -> Ran {
        let script = ready().then(whole_hba_guided(&BUILT_IN)).then(more);
        guide(&mut self.journey, script)
    }
}

#[test]
fn nothing_goes_out_unless_it_is_chosen() {
    let Some(mut desk) = Desk::new() else { return };
    let ran = desk.walks(ends());
    ran.exits(0).says("FERTIG.");
    let heard = ran.heard.borrow();
    assert!(
        heard
            .choices()
            .iter()
            .any(|choice| choice.contains(QUESTION))
    );
    assert_eq!((desk.service.questions(), desk.point.asked().len()), (0, 0));
}

#[test]
fn the_answer_is_one_sentence_fits_the_screen_and_stands_in_the_list_that_is_kept() {
    let revoked = || tlv(0xA1, &time(1_770_091_506));
    for (status, sentence, mark, further) in [
        (
            tlv(0x80, &[]),
            "Freigeschaltet (bestätigt vom Herausgeber medisign, ",
            "[x] ",
            "Alles erledigt.",
        ),
        (
            tlv(0x82, &[]),
            "Noch nicht freigeschaltet (bestätigt vom Herausgeber medisign, ",
            "    Nachgesehen: ",
            "Freigeschaltet wird im Portal: https://www.ehba.de/portal",
        ),
        (
            revoked(),
            "Gesperrt am 03.02.2026 (bestätigt vom Herausgeber medisign, ",
            "    Nachgesehen: ",
            "Fragen an medisign (DGN): https://www.medisign.de/support/",
        ),
    ] {
        let Some(mut desk) = Desk::new() else { return };
        let path = desk.journey.temp.join("laufzettel.txt");
        desk.journey.files.push(path.clone());
        desk.says(status);
        let more = Script::person()
            .chooses(QUESTION)
            .chooses("Liste als Datei speichern")
            .asks("Datei (nur Enter: ", &path.display().to_string())
            .then(ends());
        let ran = desk.walks(more);
        ran.exits(0)
            .says(sentence)
            .says(further)
            .never_says("--")
            .never_says("pinlotse ");
        let page = fs::read_to_string(&path).unwrap();
        assert!(page.contains(&format!("{mark}{sentence}")), "{page}");
        for screen in &ran.heard.borrow().screens {
            let rows: usize = screen
                .iter()
                .map(|line| pinlotse::dialog::layout::wrap(line, 80).len())
                .sum();
            assert!(rows <= 20, "{rows} rows: {screen:#?}");
        }
    }
}

#[test]
fn a_signature_that_is_revoked_or_not_released_yet_leaves_its_box_open() {
    for (status, sentence) in [
        (
            tlv(0xA1, &time(1_770_091_506)),
            "Teilweise gesperrt: die Unterschrift (QES) ist seit 03.02.2026 gesperrt",
        ),
        (
            tlv(0x82, &[]),
            "Teilweise freigeschaltet: die Unterschrift (QES) ist es noch nicht",
        ),
    ] {
        let Some(mut desk) = Desk::new() else { return };
        let path = desk.journey.temp.join("laufzettel.txt");
        desk.journey.files.push(path.clone());
        desk.says_of_signature(tlv(0x80, &[]), status);
        let more = Script::person()
            .chooses(QUESTION)
            .chooses("Liste als Datei speichern")
            .asks("Datei (nur Enter: ", &path.display().to_string())
            .then(ends());
        let ran = desk.walks(more);
        ran.exits(0).says(sentence).never_says("Alles erledigt.");
        let page = fs::read_to_string(&path).unwrap();
        assert!(page.contains("[ ] Freischalten"), "{page}");
        assert!(
            page.contains(&format!("    Nachgesehen: {sentence}")),
            "{page}"
        );
        assert!(!page.contains("[x] Freigeschaltet"), "{page}");
    }
}

#[test]
fn where_no_list_is_to_be_had_the_answer_is_quoted_and_no_command_is_named() {
    let Some(mut desk) = Desk::new() else { return };
    desk.says(tlv(0x80, &[]));
    desk.point
        .answers(|_| Reply::head("503 Service Unavailable"));
    let ran = desk.walks(Script::person().chooses(QUESTION).then(ends()));
    ran.exits(0)
        .says(
            "Ob die Karte freigeschaltet ist, ist nicht sicher: dieser PC kann nicht prüfen, ob wirklich der Herausgeber geantwortet hat.",
        )
        .says("Die Antwort lautet „freigeschaltet“")
        .says("Sicher zeigt es das Portal: https://www.ehba.de/portal")
        .never_says("--")
        .never_says("„pinlotse");
}
