//! At the end of an activation the guide offers to look whether the card is released: nothing goes out
//! unless that is chosen, and the list of what is left keeps the answer.

use std::fs;

use support::download_point::{Lists, Point};
use support::forged::{Single, certificate_hash, now, response, time, tlv};
use support::issued::Service;
use support::issuer_list::{AUTHORITY, provider, service};
use support::journey::{BUILT_IN, ends, whole_hba_guided};
use support::or_skip;
use support::responder::Reply;
use support::script::Script;

use super::{Desk, fresh};

const QUESTION: &str = "Ist sie freigeschaltet? (Internet)";

/// A new card of medisign at each place, its service, and gematik's download point.
fn desks() -> Option<(Service, Point, [Desk; 2])> {
    let of_card = or_skip(Service::of_issuer("medisign GmbH"))?;
    let mut lists = or_skip(Lists::new())?;
    lists.providers = provider("medisign", &service(AUTHORITY, &of_card.der("ca")));
    let point = Point::of(lists.pair(10_500, 20));
    let desks = fresh(&of_card.card).map(|mut desk| {
        desk.pc().anchor = Some(lists.anchor());
        let keeper = point.keeper(&desk.pc().temp);
        desk.pc().keeper = keeper;
        desk
    });
    Some((of_card, point, desks))
}

#[test]
fn nothing_goes_out_unless_it_is_chosen() {
    let Some((service, point, desks)) = desks() else {
        return;
    };
    for mut desk in desks {
        let ran = desk.guide(whole_hba_guided(&BUILT_IN).then(ends()));
        ran.exits(0).says("FERTIG.");
        let heard = ran.heard.borrow();
        let mut choices = heard.choices().into_iter();
        assert!(choices.any(|choice| choice.contains(QUESTION)));
    }
    assert_eq!((service.questions(), point.asked().len()), (0, 0));
}

#[test]
fn the_answer_is_one_sentence_and_stands_in_the_list_that_is_kept() {
    for (status, sentence, mark) in [
        (
            tlv(0x80, &[]),
            "Freigeschaltet (bestätigt vom Herausgeber medisign, ",
            "[x] ",
        ),
        (
            tlv(0x82, &[]),
            "Noch nicht freigeschaltet (bestätigt vom Herausgeber medisign, ",
            "    Nachgesehen: ",
        ),
        (
            tlv(0xA1, &time(1_770_091_506)),
            "Gesperrt am 03.02.2026 (bestätigt vom Herausgeber medisign, ",
            "    Nachgesehen: ",
        ),
    ] {
        let Some((service, _point, desks)) = desks() else {
            return;
        };
        service.says(move |pki, question| {
            let single = Single {
                status: status.clone(),
                extensions: vec![certificate_hash(&pki.der("card"))],
                ..Single::good(question)
            };
            Reply::ok(&response(pki, "signer", now(), &[single], &[]))
        });
        for mut desk in desks {
            let path = desk.pc().temp.join("laufzettel.txt");
            let more = Script::person()
                .chooses(QUESTION)
                .chooses("Liste als Datei speichern")
                .asks("Datei (nur Enter: ", &path.display().to_string())
                .then(ends());
            let ran = desk.guide(whole_hba_guided(&BUILT_IN).then(more));
            ran.exits(0).says(sentence);
            let page = fs::read_to_string(&path).unwrap();
            assert!(page.contains(&format!("{mark}{sentence}")), "{page}");
        }
    }
}

#[test]
fn where_no_list_is_to_be_had_the_answer_is_quoted() {
    let Some((service, point, desks)) = desks() else {
        return;
    };
    service.releases();
    point.answers(|_| Reply::head("503 Service Unavailable"));
    for mut desk in desks {
        let script = whole_hba_guided(&BUILT_IN).chooses(QUESTION).then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Ob die Karte freigeschaltet ist, ist nicht sicher")
            .says("Sicher zeigt es das Portal: https://www.ehba.de/portal");
    }
}
