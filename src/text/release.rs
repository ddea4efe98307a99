//! Sentences on whether a card is released: the answer first, then what it means and what to do.

use super::messages;

messages! {
    release_released(who: &str, time: &str) {
        de: "Freigeschaltet (bestätigt vom Herausgeber {who}, {time}).",
        en: "Released (confirmed by the issuer {who}, {time}).",
    }
    release_released_means() {
        de: "Der Herausgeber hat die Karte veröffentlicht; gesperrt ist sie nicht.",
        en: "The issuer has published the card; it is not revoked.",
    }
    release_partly_revoked(date: &str, who: &str, time: &str, others: &str) {
        de: "Teilweise gesperrt: die Unterschrift (QES) ist seit {date} gesperrt (bestätigt vom Herausgeber {who}, {time}); {others}.",
        en: "Partly revoked: the signature (QES) is revoked since {date} (confirmed by the issuer {who}, {time}); {others}.",
    }
    release_partly_revoked_undated(who: &str, time: &str, others: &str) {
        de: "Teilweise gesperrt: die Unterschrift (QES) ist gesperrt, seit wann ist nicht lesbar (bestätigt vom Herausgeber {who}, {time}); {others}.",
        en: "Partly revoked: the signature (QES) is revoked, since when cannot be read (confirmed by the issuer {who}, {time}); {others}.",
    }
    release_others_released() {
        de: "Anmeldung und Verschlüsselung sind freigeschaltet",
        en: "authentication and encryption are released",
    }
    release_others_not_revoked() {
        de: "Anmeldung und Verschlüsselung sind nicht gesperrt",
        en: "authentication and encryption are not revoked",
    }
    release_others_not_yet() {
        de: "Anmeldung und Verschlüsselung sind noch nicht freigeschaltet",
        en: "authentication and encryption are not released yet",
    }
    release_others_unsure() {
        de: "ob Anmeldung und Verschlüsselung freigeschaltet sind, ist nicht sicher",
        en: "whether authentication and encryption are released is not certain",
    }
    release_partly_revoked_means() {
        de: "Unterschreiben lässt sich mit der Karte nicht mehr; mit ihren PINs hat das nichts zu tun. Ob die Sperre bleibt, sagt der Herausgeber.",
        en: "The card can no longer sign; its PINs have nothing to do with that. Whether it stays revoked the issuer can tell.",
    }
    release_partly_released(who: &str, time: &str) {
        de: "Teilweise freigeschaltet: die Unterschrift (QES) ist es noch nicht (bestätigt vom Herausgeber {who}, {time}); Anmeldung und Verschlüsselung sind es.",
        en: "Partly released: the signature (QES) is not released yet (confirmed by the issuer {who}, {time}); authentication and encryption are.",
    }
    release_partly_released_means() {
        de: "Bis dahin gilt keine Unterschrift, die mit der Karte gegeben wird.",
        en: "Until then no signature that is made with the card counts.",
    }
    release_signature_only_means() {
        de: "Über die Karte sagt das nichts: ob sie freigeschaltet ist, entscheiden die Zertifikate für Anmeldung und Verschlüsselung.",
        en: "This says nothing about the card: the certificates for authentication and encryption decide whether it is released.",
    }
    release_not_revoked(who: &str, time: &str) {
        de: "Nicht gesperrt (bestätigt vom Herausgeber {who}, {time}). Ob sie freigeschaltet ist, sagt diese Antwort nicht.",
        en: "Not revoked (confirmed by the issuer {who}, {time}). Whether it is released this answer does not say.",
    }
    release_not_revoked_means() {
        de: "Der Dienst hat die Nummer des Zertifikats bestätigt, nicht das Zertifikat selbst.",
        en: "The service confirmed the number of the certificate, not the certificate itself.",
    }
    release_not_yet(who: &str, time: &str) {
        de: "Noch nicht freigeschaltet (bestätigt vom Herausgeber {who}, {time}).",
        en: "Not released yet (confirmed by the issuer {who}, {time}).",
    }
    release_not_yet_means() {
        de: "Bis zur Freischaltung wird die Karte abgewiesen, auch wenn ihre PINs gesetzt sind.",
        en: "Until its release (Freischaltung) the card is turned away, even when its PINs are set.",
    }
    release_revoked(date: &str, who: &str, time: &str) {
        de: "Gesperrt am {date} (bestätigt vom Herausgeber {who}, {time}).",
        en: "Revoked on {date} (confirmed by the issuer {who}, {time}).",
    }
    release_revoked_undated(who: &str, time: &str) {
        de: "Gesperrt, seit wann ist nicht lesbar (bestätigt vom Herausgeber {who}, {time}).",
        en: "Revoked, since when cannot be read (confirmed by the issuer {who}, {time}).",
    }
    release_revoked_means() {
        de: "Die Karte wird nicht mehr angenommen; mit ihren PINs hat das nichts zu tun. Ob die Sperre bleibt, sagt der Herausgeber.",
        en: "The card is no longer accepted; its PINs have nothing to do with that. Whether it stays revoked the issuer can tell.",
    }
    release_unverified(why: &str) {
        de: "Ob die Karte freigeschaltet ist, ist nicht sicher: {why}.",
        en: "Whether the card is released is not certain: {why}.",
    }
    release_unsure_of(why: &str) { de: "nicht sicher: {why}.", en: "not certain: {why}." }
    release_unverified_means(said: &str) {
        de: "Die Antwort lautet „{said}“, kann aber von jedem stammen, der zwischen diesem PC und dem Herausgeber sitzt.",
        en: "The answer is “{said}”, but it may come from anybody between this PC and the issuer.",
    }
    release_it_says(said: &str) { de: "Die Antwort lautet „{said}“.", en: "The answer is “{said}”." }
    release_said_good() { de: "freigeschaltet", en: "released" }
    release_said_not_revoked() { de: "nicht gesperrt", en: "not revoked" }
    release_said_unknown() { de: "noch nicht freigeschaltet", en: "not released yet" }
    release_said_revoked() { de: "gesperrt", en: "revoked" }
    release_because_issuer_missing() {
        de: "dieser PC kann nicht prüfen, ob wirklich der Herausgeber geantwortet hat",
        en: "this PC cannot check whether it was really the issuer who answered",
    }
    release_because_unlisted() {
        de: "gematiks Liste nennt die Herausgeber solcher Zertifikate nicht",
        en: "gematik’s list does not name the issuers of such certificates",
    }
    release_because_signer_missing() {
        de: "der Antwort fehlt das Zertifikat dessen, der sie unterschrieben hat",
        en: "the answer comes without the certificate of who signed it",
    }
    release_because_foreign(responder: &str) {
        de: "„{responder}“ hat die Antwort unterschrieben, und diesen Dienst hat ein anderer Herausgeber beglaubigt",
        en: "“{responder}” signed the answer, a service that another issuer certified",
    }
    release_uncheckable(reason: &str) {
        de: "Ob die Karte freigeschaltet ist, ist nicht sicher: {reason}.",
        en: "Whether the card is released is not certain: {reason}.",
    }
    release_contradicted(reason: &str) {
        de: "Ob die Karte freigeschaltet ist, ist nicht sicher: keine glaubwürdige Antwort ({reason}).",
        en: "Whether the card is released is not certain: no answer that can be believed ({reason}).",
    }
    release_contradicted_of(reason: &str) {
        de: "keine glaubwürdige Antwort ({reason}).",
        en: "no answer that can be believed ({reason}).",
    }
    release_unavailable_of(reason: &str) { de: "keine Auskunft: {reason}.", en: "no answer: {reason}." }
    release_contradicted_means() {
        de: "Über die Karte sagt das nichts. Entweder hat jemand auf dem Weg die Antwort verändert, oder der Dienst hat einen Fehler.",
        en: "This says nothing about the card. Either somebody on the way changed the answer, or the service has a fault.",
    }
    release_contradicted_do() {
        de: "Später noch einmal fragen, am besten über einen anderen Internetanschluss. Bleibt es so, den Herausgeber fragen.",
        en: "Ask again later, best by another internet connection. If it stays so, ask the issuer.",
    }
    release_unavailable(reason: &str) {
        de: "Keine Auskunft, ob die Karte freigeschaltet ist: {reason}.",
        en: "No answer whether the card is released: {reason}.",
    }
    release_unavailable_means() {
        de: "Über die Karte selbst sagt das nichts.",
        en: "This says nothing about the card itself.",
    }
    release_portal_at(address: &str) {
        de: "Freigeschaltet wird im Portal: {address}",
        en: "It is released in the portal: {address}",
    }
    release_portal() {
        de: "Freigeschaltet wird im Portal des Herausgebers.",
        en: "It is released in the issuer’s portal.",
    }
    release_done_already() {
        de: "Ist das schon geschehen: in einigen Stunden noch einmal nachsehen, sonst den Herausgeber fragen.",
        en: "If that was done already: look again in some hours, otherwise ask the issuer.",
    }
    release_see_portal_at(address: &str) {
        de: "Sicher zeigt es das Portal: {address}",
        en: "The portal shows it for sure: {address}",
    }
    release_see_portal() {
        de: "Sicher zeigt es das Portal des Herausgebers.",
        en: "The issuer’s portal shows it for sure.",
    }
    release_differs() {
        de: "Es ist nicht bei jedem Zertifikat gleich:",
        en: "It is not the same for every certificate:",
    }
    release_of_purpose(purpose: &str, said: &str) { de: "{purpose}: {said}", en: "{purpose}: {said}" }
    release_clock_ahead(by: &str) {
        de: "Die Antwort ist nach der Uhr dieses PCs {by} alt. Kam sie eben erst, geht die Uhr so viel vor.",
        en: "By the clock of this PC the answer is {by} old. If it was given just now, the clock is that much fast.",
    }
    moment(date: &str, time: &str) { de: "{date} {time}", en: "{date} {time}" }
    under_a_minute() { de: "weniger als 1 Minute", en: "less than 1 minute" }
    remedy_later() {
        de: "Später noch einmal versuchen.",
        en: "Try again later.",
    }
    remedy_address() {
        de: "An der Karte liegt es nicht; auf diesem Weg lässt es sich nicht erfragen.",
        en: "The card is all right; it cannot be found out this way.",
    }
    remedy_clock() {
        de: "Die Uhr dieses PCs stellen, dann noch einmal fragen.",
        en: "Set the clock of this PC, then ask again.",
    }
    remedy_dns() {
        de: "Prüfen, ob dieser PC im Internet ist. Ist er es, die IT fragen, ob dieses Netz Namen aus dem Internet auflöst.",
        en: "Check whether this PC is on the internet. If it is, ask your IT whether this network resolves names of the internet.",
    }
    remedy_firewall(port: u16) {
        de: "Wahrscheinlich hält eine Firewall Port {port} zurück. Ihre IT bitten, ausgehende Verbindungen dorthin freizugeben (TCP {port}).",
        en: "Most likely a firewall holds back port {port}. Ask your IT to allow outgoing connections there (TCP {port}).",
    }
    remedy_unreachable(port: u16) {
        de: "Später noch einmal versuchen. Bleibt es so, die IT fragen, ob ausgehende Verbindungen dorthin erlaubt sind (TCP {port}).",
        en: "Try again later. If it stays so, ask your IT whether outgoing connections there are allowed (TCP {port}).",
    }
    remedy_proxy() {
        de: "Die IT fragen, welcher Proxy gilt; er steht in der Umgebung als http_proxy.",
        en: "Ask your IT which proxy to use; it stands in the environment as http_proxy.",
    }
    remedy_proxy_port(port: u16) {
        de: "Steht ein Proxy dazwischen, lässt er Port {port} vielleicht nicht zu: die IT fragen. Sonst später noch einmal versuchen.",
        en: "If there is a proxy, it may not allow port {port}: ask your IT. Otherwise try again later.",
    }
    remedy_log_in() {
        de: "Einen Browser öffnen, sich in diesem Netz anmelden und noch einmal fragen.",
        en: "Open a browser, log in to this network, and ask again.",
    }
    remedy_newer() {
        de: "Nach einer neueren Fassung von pinlotse sehen.",
        en: "Look for a newer pinlotse.",
    }
    release_issuer_unlisted() {
        de: "Die Liste von gematik nennt diesen Herausgeber nicht.",
        en: "gematik’s list does not name this issuer.",
    }
    remedy_issuer_unlisted() {
        de: "Die Liste von gematik nennt diesen Herausgeber nicht. Wer sein Zertifikat hat (von der Seite des Herausgebers), gibt es mit „--issuer-certs ORDNER“ an.",
        en: "gematik’s list does not name this issuer. If you have its certificate (from the issuer’s page), give it by “--issuer-certs DIR”.",
    }
    remedy_issuer_certs() {
        de: "Die Liste der Herausgeber holen: „pinlotse herausgeber aktualisieren“. Nennt sie ihn nicht: sein Zertifikat von der Seite des Herausgebers mit „--issuer-certs ORDNER“ angeben.",
        en: "Get the list of issuers: “pinlotse issuers update”. If it does not name it: give its certificate from the issuer’s page by “--issuer-certs DIR”.",
    }
}

impl super::Text {
    /// How long somebody waited: up to two minutes in seconds.
    #[must_use]
    pub fn wait(self, seconds: u64) -> String {
        let unit = match (self.language(), seconds) {
            (super::Language::De, 1) => "Sekunde",
            (super::Language::De, _) => "Sekunden",
            (super::Language::En, 1) => "second",
            (super::Language::En, _) => "seconds",
        };
        match i64::try_from(seconds) {
            Ok(..120) => format!("{seconds} {unit}"),
            Ok(seconds) => self.span(seconds),
            Err(_) => self.span(i64::MAX),
        }
    }

    /// A length of time, in the largest unit of which there are two.
    #[must_use]
    pub fn span(self, seconds: i64) -> String {
        const MINUTE: i64 = 60;
        const HOUR: i64 = 60 * MINUTE;
        const DAY: i64 = 24 * HOUR;
        let (count, de, en) = match seconds {
            ..MINUTE => return self.under_a_minute(),
            MINUTE..120 => (1, "Minute", "minute"),
            120..7200 => (seconds / MINUTE, "Minuten", "minutes"),
            7200..172_800 => (seconds / HOUR, "Stunden", "hours"),
            172_800..63_072_000 => (seconds / DAY, "Tage", "days"),
            _ => (seconds / (365 * DAY), "Jahre", "years"),
        };
        match self.language() {
            super::Language::De => format!("{count} {de}"),
            super::Language::En => format!("{count} {en}"),
        }
    }
}
