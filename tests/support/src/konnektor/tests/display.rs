//! What terminals show, word by word (TAB_KON_090).

use super::*;

fn shown(bench: &Bench) -> Vec<(String, &'static str)> {
    let dialog = bench.konnektor.dialogs().pop().unwrap();
    let screens = dialog.screens.into_iter();
    screens.map(|screen| (screen.text, screen.prompt)).collect()
}

fn lines(expected: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    let owned = |(text, prompt): &(&str, &'static str)| ((*text).to_owned(), *prompt);
    expected.iter().map(owned).collect()
}

#[test]
fn a_transport_pin_of_each_kind_is_asked_for_in_its_own_words() {
    let bench = Bench::new();
    bench.types("ChangePin", "PIN.CH", &["28407", "123456", "123456"]);
    assert_eq!(
        shown(&bench),
        lines(&[
            ("Eingabe Transport-PIN HBA", "T-PIN.HBA:"),
            ("Eingabe neue Freigabe-PIN HBA (6-8 Ziffern)", "PIN.HBA:"),
            ("Eingabe für HBA wiederholen!", "PIN.HBA:"),
        ])
    );
    bench.types("ChangePin", "PIN.QES", &["91536", "123456", "123456"]);
    assert_eq!(
        shown(&bench),
        lines(&[
            ("Eingabe Transport-PIN HBA", "T-PIN.QES:"),
            ("Eingabe neue Signatur-PIN HBA (6-8 Ziffern)", "PIN.QES:"),
            ("Eingabe für HBA wiederholen!", "PIN.QES:"),
        ])
    );
    bench.types("ChangePin", "PIN.SMC", &["53962", "123456", "123456"]);
    assert_eq!(
        shown(&bench),
        lines(&[
            ("Eingabe Transport-PIN SMC-B SLOT:2", "T-PIN.SMC:"),
            ("Eingabe neue PIN SMC-B SLOT:2 (6-8 Ziffern)", "PIN.SMC:"),
            ("Eingabe PIN.SMC SLOT:2 wiederholen!", "PIN.SMC:"),
        ])
    );
    let dialog = bench.konnektor.dialogs().pop().unwrap();
    assert_eq!(dialog.results, ["PIN erfolgreich geändert!"]);
    assert_eq!(
        (dialog.slot, dialog.entries, dialog.is_remote),
        (2, 3, false)
    );
    assert_eq!(dialog.prompts(), ["T-PIN.SMC:", "PIN.SMC:", "PIN.SMC:"]);
}

#[test]
fn own_pins_and_puks_are_asked_for_in_their_own_words() {
    let bench = Bench::new();
    bench.types("ChangePin", "PIN.CH", &["28407", "123456", "123456"]);
    bench.types("VerifyPin", "PIN.CH", &["123456"]);
    assert_eq!(
        shown(&bench),
        lines(&[("Eingabe Freigabe-PIN HBA", "PIN.HBA:")])
    );
    let dialog = bench.konnektor.dialogs().pop().unwrap();
    assert_eq!(dialog.results, ["PIN erfolgreich verifiziert!"]);

    bench.types("ChangePin", "PIN.SMC", &["53962", "123456", "123456"]);
    bench.types("VerifyPin", "PIN.SMC", &["111111"]);
    assert_eq!(
        shown(&bench),
        lines(&[("Eingabe PIN SMC-B SLOT:2", "PIN.SMC:")])
    );
    let dialog = bench.konnektor.dialogs().pop().unwrap();
    assert_eq!(dialog.results, ["PIN falsch oder gesperrt!"]);

    let puks = [
        (
            "PIN.CH",
            "60483719",
            ("Eingabe Freigabe-PUK HBA", "PUK.HBA:"),
        ),
        (
            "PIN.QES",
            "35790264",
            ("Eingabe Signatur-PUK HBA", "PUK.QES:"),
        ),
        (
            "PIN.SMC",
            "80617254",
            ("Eingabe PUK SMC-B SLOT:2", "PUK.SMC:"),
        ),
    ];
    bench
        .konnektor
        .habits(|habits| habits.unblock_always_asks = true);
    for (pin, puk, screen) in puks {
        assert_eq!(bench.types("UnblockPin", pin, &[puk]), "OK");
        assert_eq!(shown(&bench), lines(&[screen]));
        let dialog = bench.konnektor.dialogs().pop().unwrap();
        assert_eq!(dialog.results, ["PIN erfolgreich entsperrt!"]);
        bench.types("UnblockPin", pin, &["12345678"]);
        let dialog = bench.konnektor.dialogs().pop().unwrap();
        assert_eq!(dialog.results, ["PUK falsch oder gesperrt!"]);
    }
}

#[test]
fn a_card_elsewhere_is_served_at_the_terminal_for_remote_pins() {
    let bench = Bench::new();
    let konnektor = &bench.konnektor;
    let cellar = konnektor.add_terminal_elsewhere("Keller", 1);
    konnektor.insert(cellar, 1, Card::smcb().numbered("80276883110000000031"));
    let handle = konnektor.handle(cellar, 1).unwrap();
    let request = Typed::at(&make::EHEX, "ChangePin").pin(&handle, "PIN.SMC");
    assert_eq!(bench.ask(&request).short(), "fault 4015");

    let (id, desk) = (
        konnektor.terminal_id(cellar),
        konnektor.terminal_id(bench.terminal),
    );
    konnektor.model(|model| model.remote.push(("empfang".to_owned(), id)));
    assert_eq!(bench.ask(&request).short(), "fault 4092");

    konnektor.model(|model| {
        let praxis = ("praxis".to_owned(), "empfang".to_owned(), desk.clone());
        model.remote_pin.push(praxis);
    });
    konnektor.then(Person::types(["53962", "123456", "123456"]));
    assert_eq!(bench.ask(&request).short(), "OK");
    let dialog = konnektor.dialogs().pop().unwrap();
    assert_eq!((dialog.terminal, dialog.is_remote), (desk, true));
    assert_eq!(
        dialog.results,
        ["Eingabe wird bearbeitet.", "PIN erfolgreich geändert!"]
    );

    konnektor.terminal(bench.terminal, |terminal| terminal.is_connected = false);
    assert_eq!(bench.ask(&request).short(), "fault 4053");
}
