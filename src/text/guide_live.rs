//! What the guide says where something happens at the desk, or at the window, beside its questions.

use super::messages;

messages! {
    enter_closes() {
        de: "Dieses Fenster schließt sich mit Enter:",
        en: "Enter closes this window:",
    }
}
