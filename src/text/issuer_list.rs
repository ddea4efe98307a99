//! Sentences about gematik's list of issuers.

use super::messages;

messages! {
    list_used(number: u32, date: &str) {
        de: "Herausgeber nach der Liste von gematik Nr. {number} vom {date}.",
        en: "Issuers by gematik’s list no. {number} of {date}.",
    }
    list_over(number: u32, date: &str, end: &str) {
        de: "Herausgeber nach der Liste von gematik Nr. {number} vom {date}. Sie galt bis {end}; sie lässt sich noch benutzen, eine neuere wäre besser.",
        en: "Issuers by gematik’s list no. {number} of {date}. It was valid until {end}; it can still be used, a newer one would be better.",
    }
    list_old(number: u32, date: &str, end: &str) {
        de: "Herausgeber nach der Liste von gematik Nr. {number} vom {date}. Sie galt nur bis {end}: die Herausgeber nennt sie noch, wer für sie antworten darf, nicht mehr verlässlich. Bitte eine neuere holen.",
        en: "Issuers by gematik’s list no. {number} of {date}. It was valid until {end} only: it still names the issuers, but no longer reliably who may answer for them. Please get a newer one.",
    }
    list_successor(name: &str) {
        de: "Die Liste kündigt einen neuen Schlüssel für künftige Listen an („{name}“). Dafür braucht es dann eine neuere Fassung von pinlotse.",
        en: "The list announces a new key for later lists (“{name}”). They will need a newer release of pinlotse.",
    }
    list_refused(file: &str, why: &str) {
        de: "Hinweis: Die Liste der Herausgeber „{file}“ wird nicht benutzt: {why}.",
        en: "Note: the list of issuers “{file}” is not used: {why}.",
    }
    list_too_large() { de: "sie ist größer als 4 MiB", en: "it is larger than 4 MiB" }
    list_web_page() {
        de: "in ihr oder ihrer Unterschrift steht eine Internetseite, zum Beispiel die Anmeldeseite eines Netzes. Noch einmal herunterladen",
        en: "it or its signature is a web page, for example the sign-in page of a network. Download it once more",
    }
    list_packed() {
        de: "sie oder ihre Unterschrift ist gepackt (gzip). Erst auspacken",
        en: "it or its signature is packed (gzip). Unpack it first",
    }
    list_without_signature() {
        de: "neben ihr liegt keine Unterschrift (gleicher Name, Endung .sig), oder die Datei dort ist keine",
        en: "no signature lies beside it (same name, ending .sig), or the file there is none",
    }
    list_of_other_authority(name: &str) {
        de: "unterschrieben hat sie jemand, für den „{name}“ einsteht, nicht gematik",
        en: "it is signed by somebody whom “{name}” stands for, not gematik",
    }
    list_forged() {
        de: "sie ist nicht echt: wer sie unterschrieben hat, gibt sich nur als von gematik beglaubigt aus",
        en: "it is not genuine: who signed it only pretends to be certified by gematik",
    }
    list_signer_without_right() {
        de: "wer sie unterschrieben hat, darf keine solchen Listen unterschreiben",
        en: "who signed it may sign no such lists",
    }
    list_signer_over(from: &str, until: &str) {
        de: "wer sie unterschrieben hat, darf das von {from} bis {until}. Eine neuere Liste holen; steht die Uhr dieses PCs richtig?",
        en: "who signed it may do so from {from} to {until}. Get a newer list; is the clock of this PC right?",
    }
    list_authority_over(from: &str, until: &str) {
        de: "der Schlüssel in diesem Programm gilt von {from} bis {until}. Steht die Uhr dieses PCs richtig, braucht es eine neuere Fassung von pinlotse",
        en: "the key in this program is valid from {from} to {until}. If the clock of this PC is right, a newer release of pinlotse is needed",
    }
    list_of_other_octets() {
        de: "die Unterschrift passt nicht zu ihr: etwas wurde verändert, oder beide Dateien sind von verschiedenen Tagen. Beide noch einmal zusammen holen",
        en: "the signature does not fit it: something was altered, or the two files are of different days. Get both once more, together",
    }
    list_unverifiable(why: &str) {
        de: "ihre Unterschrift lässt sich nicht prüfen ({why})",
        en: "its signature cannot be verified ({why})",
    }
    list_unreadable(why: &str) {
        de: "sie ist echt, aber dieses Programm kann sie nicht lesen ({why})",
        en: "it is genuine, but this program cannot read it ({why})",
    }
    list_day_unreadable() { de: "(unlesbar)", en: "(unreadable)" }
}
