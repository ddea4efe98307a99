//! What the guide says where something happens at the desk, or at the window, beside its questions.

use super::messages;

messages! {
    enter_closes() {
        de: "Dieses Fenster schließt sich mit Enter:",
        en: "Enter closes this window:",
    }
    guide_insert_card() {
        de: "Bitte die Karte einstecken … (Enter: Hilfe, Strg-C: Ende)",
        en: "Please put the card in … (Enter: help, Ctrl-C: end)",
    }
    guide_insert_reader() {
        de: "Bitte einen Kartenleser anschließen … (Enter: Hilfe, Strg-C: Ende)",
        en: "Please connect a card reader … (Enter: help, Ctrl-C: end)",
    }
    guide_card_went() {
        de: "Die Karte steckt nicht mehr.",
        en: "The card is no longer in.",
    }
}
