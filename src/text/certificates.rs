//! Sentences on certificates: whose card it is, how long it is valid, whether it is released.

use super::messages;

messages! {
    holder_line(name: &str) { de: "Ausgestellt auf: {name}", en: "Issued to: {name}" }
    holder_with_profession(name: &str, profession: &str) { de: "{name} ({profession})", en: "{name} ({profession})" }
    holder_unreadable() {
        de: "Ausgestellt auf: nicht lesbar (kein lesbares Zertifikat auf der Karte)",
        en: "Issued to: not readable (no readable certificate on the card)",
    }
    holder_told(name: &str) {
        de: "Ausgestellt auf: {name} (sagt der Konnektor)",
        en: "Issued to: {name} (the Konnektor says so)",
    }
    holder_not_given(why: &str) {
        de: "Ausgestellt auf: nicht bekannt ({why})",
        en: "Issued to: not known ({why})",
    }
    certificate_not_given() {
        de: "der Konnektor hat es nicht gegeben",
        en: "the Konnektor did not give it",
    }
    certificate_not_given_number(number: u32) {
        de: "der Konnektor hat es nicht gegeben: Fehler {number}",
        en: "the Konnektor did not give it: error {number}",
    }
    from_certificate(value: &str, file: &str) {
        de: "{value} (aus dem Zertifikat {file})",
        en: "{value} (from the certificate {file})",
    }
    telematik_id_line(id: &str) { de: "Telematik-ID: {id}", en: "Telematik-ID: {id}" }
    certificates_heading() { de: "Zertifikate:", en: "Certificates:" }
    use_on(what: &str, date: &str) { de: "{what} am {date}", en: "{what} on {date}" }
    use_until(what: &str, date: &str) { de: "{what} bis {date}", en: "{what} until {date}" }
    purpose_aut() { de: "Anmeldung (AUT)", en: "authentication (AUT)" }
    purpose_enc() { de: "Verschlüsselung (ENC)", en: "encryption (ENC)" }
    purpose_qes() { de: "Unterschrift (QES)", en: "signature (QES)" }
    purpose_osig() { de: "Signatur der Einrichtung (OSIG)", en: "signature of the institution (OSIG)" }
    purpose_sig() { de: "fortgeschrittene Signatur (SIG)", en: "advanced signature (SIG)" }
    purpose_auto() { de: "Verwaltung (AUTO)", en: "administration (AUTO)" }
    purpose_attribute() { de: "Attribut-Zertifikat (QES-AC)", en: "attribute certificate (QES-AC)" }
    validity_line(purposes: &str, state: &str) { de: "{purposes}: {state}", en: "{purposes}: {state}" }
    valid_until(date: &str) { de: "gültig bis {date}", en: "valid until {date}" }
    expiring_on(date: &str, days: &str) {
        de: "läuft am {date} ab, noch {days}",
        en: "expires on {date}, {days} left",
    }
    expired_on(date: &str) { de: "ABGELAUFEN am {date}", en: "EXPIRED on {date}" }
    valid_from(date: &str) { de: "erst gültig ab {date}", en: "not valid before {date}" }
    purpose_missing() {
        de: "kein lesbares Zertifikat",
        en: "no readable certificate",
    }
    content_empty() { de: "leer", en: "empty" }
    content_missing() { de: "auf dieser Karte nicht vorhanden", en: "not on this card" }
    content_refused(status: &str) { de: "nicht lesbar (die Karte antwortet {status})", en: "not readable (the card answers {status})" }
    content_cvc() {
        de: "enthält ein kartenlesbares Zertifikat (CVC), kein X.509-Zertifikat",
        en: "holds a card-verifiable certificate (CVC), no X.509 certificate",
    }
    content_attribute() { de: "enthält ein Attribut-Zertifikat", en: "holds an attribute certificate" }
    content_odd(reason: &str) {
        de: "enthält kein lesbares X.509-Zertifikat ({reason})",
        en: "holds no readable X.509 certificate ({reason})",
    }
    file_line(file: &str, what: &str) { de: "{file}: {what}", en: "{file}: {what}" }
    state_valid() { de: "gültig", en: "valid" }
    state_expiring(days: &str) { de: "läuft bald ab, noch {days}", en: "expires soon, {days} left" }
    state_expired() { de: "ABGELAUFEN", en: "EXPIRED" }
    state_unknown() { de: "Laufzeit nicht lesbar", en: "validity not readable" }
    date_unreadable() { de: "nicht lesbar", en: "not readable" }
    state_not_yet_valid() { de: "noch nicht gültig", en: "not valid yet" }
    twin_suffix() {
        de: "; zählt nicht, das andere für diesen Zweck gilt mindestens so lange",
        en: "; does not count, the other one for this purpose is valid at least as long",
    }
    key_line(key: &str) { de: "Schlüssel: {key}", en: "Key: {key}" }
    validity_span(from: &str, to: &str) { de: "Gültigkeit: {from} bis {to}", en: "Validity: {from} to {to}" }
    name_in_certificate(name: &str) { de: "Name: {name}", en: "Name: {name}" }
    issuer_line(issuer: &str) { de: "Aussteller: {issuer}", en: "Issuer: {issuer}" }
    serial_line(serial: &str) { de: "Seriennummer: {serial}", en: "Serial number: {serial}" }
    sha256_line(hash: &str) { de: "SHA-256: {hash}", en: "SHA-256: {hash}" }
    ocsp_line(url: &str) { de: "Auskunft (OCSP): {url}", en: "Status service (OCSP): {url}" }
    type_line(name: &str, oid: &str) { de: "Typ: {name} ({oid})", en: "Type: {name} ({oid})" }
    qc_line(oids: &str) {
        de: "Qualifiziert nach: {oids}",
        en: "Qualified by: {oids}",
    }
    policies_line(policies: &str) { de: "Regelwerke: {policies}", en: "Policies: {policies}" }
    odd_line(parts: &str) { de: "nicht oder nicht ganz lesbar: {parts}", en: "cannot be read, or not wholly: {parts}" }
    padded_line(octets: usize) { de: "danach {octets} Byte ohne Bedeutung", en: "followed by {octets} octets without meaning" }
    issuer_check_line(result: &str) { de: "Prüfung am Aussteller: {result}", en: "Check against the issuer: {result}" }
    issuer_check_good(issuer: &str) { de: "echt, unterschrieben von {issuer}", en: "genuine, signed by {issuer}" }
    issuer_check_bad(issuer: &str) {
        de: "FALSCH: nicht mit dem Schlüssel von {issuer} unterschrieben",
        en: "WRONG: not signed with the key of {issuer}",
    }
    issuer_check_doubt(why: &str) { de: "nicht entschieden, {why}", en: "undecided, {why}" }
    doubt_missing(issuer: &str) {
        de: "das Zertifikat von {issuer} liegt hier nicht vor",
        en: "the certificate of {issuer} is not at hand here",
    }
    doubt_expired(issuer: &str, date: &str) {
        de: "unterschrieben von {issuer}, dessen eigenes Zertifikat nur bis {date} galt",
        en: "signed by {issuer}, whose own certificate was valid until {date} only",
    }
    doubt_not_yet_valid(issuer: &str, date: &str) {
        de: "unterschrieben von {issuer}, dessen eigenes Zertifikat erst ab {date} gilt",
        en: "signed by {issuer}, whose own certificate is not valid before {date}",
    }
    doubt_undated(issuer: &str) {
        de: "unterschrieben von {issuer}, aber ob das damals schon und noch galt, ist nicht lesbar",
        en: "signed by {issuer}, but whether that was in force then cannot be read",
    }
    doubt_no_authority(issuer: &str) {
        de: "unterschrieben von {issuer}, dessen Zertifikat kein Recht nennt, andere auszustellen",
        en: "signed by {issuer}, whose certificate names no right to issue others",
    }
    method_unsupported(method: &str) {
        de: "das Verfahren wird nicht unterstützt ({method})",
        en: "the method is not supported ({method})",
    }
    key_unreadable() {
        de: "der Schlüssel des Unterzeichners ist nicht lesbar",
        en: "the signer’s key cannot be read",
    }
    key_of_other_kind() {
        de: "der Schlüssel des Unterzeichners ist für ein anderes Verfahren",
        en: "the signer’s key is for another method",
    }
    signature_unreadable() { de: "die Unterschrift ist nicht lesbar", en: "the signature cannot be read" }
    certificate_too_large(octets: usize) {
        de: "{octets} Byte sind mehr, als ein Zertifikat hat",
        en: "{octets} octets are more than a certificate has",
    }
    certificate_cut() { de: "es bricht mittendrin ab", en: "it ends half way" }
    certificate_not_der() { de: "es ist kein DER", en: "it is no DER" }
    certificate_malformed(part: &str) { de: "{part} ist fehlerhaft", en: "{part} is malformed" }
    issuer_file_unusable(file: &str, why: &str) {
        de: "Hinweis: „{file}“ wird nicht benutzt: {why}.",
        en: "Note: “{file}” is not used: {why}.",
    }
    issuer_file_too_large() {
        de: "die Datei ist größer als 1 MiB",
        en: "the file is larger than 1 MiB",
    }
    issuer_file_without() { de: "kein Zertifikat darin", en: "no certificate in it" }
    issuer_file_odd(reason: &str) {
        de: "kein lesbares Zertifikat ({reason})",
        en: "no readable certificate ({reason})",
    }
    issuer_file_pkcs7(form: &str) {
        de: "die Zertifikate stecken in einem PKCS-#7-Umschlag. Herausholen mit „openssl pkcs7 -inform {form} -print_certs -in DATEI -out zertifikate.pem“, oder in Windows öffnen und jedes als „Base-64-codiert X.509 (.CER)“ exportieren",
        en: "the certificates are in a PKCS #7 envelope. Take them out by “openssl pkcs7 -inform {form} -print_certs -in FILE -out certificates.pem”, or open it in Windows and export each as “Base-64 encoded X.509 (.CER)”",
    }
    issuer_file_utf16() {
        de: "der Text ist in UTF-16 gespeichert. Im Editor als UTF-8 oder ANSI speichern",
        en: "the text is saved as UTF-16. Save it as UTF-8 or ANSI in the editor",
    }
    online_line(result: &str) { de: "Auskunft des Herausgebers: {result}", en: "The issuer’s service says: {result}" }
    online_good() { de: "freigeschaltet, nicht gesperrt", en: "released, not revoked" }
    online_not_revoked() {
        de: "nicht gesperrt (der Dienst bestätigt die Nummer, nicht das Zertifikat selbst)",
        en: "not revoked (the service confirms the number, not the certificate itself)",
    }
    online_unknown() {
        de: "unbekannt: noch nicht veröffentlicht (Freischaltung offen?), oder dem Dienst unbekannt",
        en: "unknown: not published yet (release in the portal open?), or unknown to the service",
    }
    online_revoked(date: &str) { de: "GESPERRT seit {date}", en: "REVOKED since {date}" }
    online_revoked_undated() {
        de: "GESPERRT (seit wann, ist nicht lesbar)",
        en: "REVOKED (since when cannot be read)",
    }
    online_signer_missing(result: &str) {
        de: "{result} (nicht geprüft: die Auskunft bringt das Zertifikat ihres Unterzeichners nicht mit)",
        en: "{result} (not verified: the answer comes without the certificate of who signed it)",
    }
    online_foreign_signer(result: &str, signer: &str) {
        de: "{result} (nicht geprüft: unterschrieben von {signer}, und diesen Dienst hat ein anderer Herausgeber beglaubigt)",
        en: "{result} (not verified: signed by {signer}, a service that another issuer certified)",
    }
    online_unverified(result: &str) {
        de: "{result} (wer geantwortet hat, ist nicht geprüft: das Zertifikat des Herausgebers liegt hier nicht vor)",
        en: "{result} (who answered is not verified: the issuer’s certificate is not at hand)",
    }
    online_failed(reason: &str) { de: "keine Auskunft: {reason}", en: "no answer: {reason}" }
    online_asking(host: &str) {
        de: "Ich frage den Auskunftsdienst „{host}“ … (Abbruch mit Strg-C)",
        en: "Asking the status service “{host}” … (Ctrl-C to cancel)",
    }
    online_asking_of(card: usize, of: usize, host: &str) {
        de: "Karte {card} von {of}: Ich frage den Auskunftsdienst „{host}“ … (Abbruch mit Strg-C)",
        en: "Card {card} of {of}: asking the status service “{host}” … (Ctrl-C to cancel)",
    }
    exported(file: &str) { de: "Geschrieben: {file}", en: "Written: {file}" }
    card_expired(over: &str) {
        de: "Achtung, auf dieser Karte ist abgelaufen: {over}. Ist es die richtige Karte?",
        en: "Attention, expired on this card: {over}. Is it the right card?",
    }
    next_activate_expired(command: &str) {
        de: "Erst klären, ob es die richtige Karte ist: Ihre Zertifikate sind abgelaufen, arbeiten lässt sich mit ihr nicht mehr. Liegt eine neue da, die neue mit ihrem eigenen PIN-Brief nehmen, sonst beim Herausgeber bestellen. PINs setzen ginge noch: „{command}“.",
        en: "First make sure that it is the right card: its certificates have expired, so it can no longer be used. If you have a new card, use that one and its own PIN letter; otherwise order one from the issuer. PINs could still be set: “{command}”.",
    }
    next_ended() {
        de: "Diese Karte nicht mehr benutzen, siehe oben. Liegt die neue schon da, die neue mit ihrem eigenen PIN-Brief nehmen; sonst beim Herausgeber bestellen.",
        en: "Do not use this card any more, see above. If you already have the new one, use that one and its own PIN letter; otherwise order it from the issuer.",
    }
    next_ended_short() {
        de: "Diese Karte nicht mehr benutzen. Liegt die neue schon da, die neue mit ihrem eigenen PIN-Brief nehmen; sonst beim Herausgeber bestellen.",
        en: "Do not use this card any more. If you already have the new one, use that one and its own PIN letter; otherwise order it from the issuer.",
    }
    next_last_try(pin: &str) {
        de: "Aufhören und den Herausgeber fragen. Die {pin} hat höchstens noch 1 Versuch; ist er falsch, muss die Karte ersetzt werden.",
        en: "Stop and ask the issuer. The {pin} has at most 1 try left; if it is wrong, the card must be replaced.",
    }
    next_last_puk(puk: &str) {
        de: "Keine PUK mehr eingeben und den Herausgeber fragen: für die {puk} ist nach den Notizen dieses PCs höchstens noch 1 Versuch übrig.",
        en: "Enter no more PUKs and ask the issuer: by the notes of this PC at most 1 try is left for the {puk}.",
    }
    next_was_it_set(pin: &str, unblock: &str) {
        de: "{pin} ist gesperrt. Galten noch die Ziffern aus dem Brief, wird die Karte ersetzt: dann nichts mehr setzen, sondern den Herausgeber fragen. Hatten Sie schon eine eigene PIN: zuerst „{unblock}“.",
        en: "{pin} is blocked. If the digits of the letter were still valid, the card will be replaced: set nothing more, ask the issuer. If you had a PIN of your own: first “{unblock}”.",
    }
    next_partly_expired() {
        de: "Den Herausgeber fragen: ein Zertifikat der Karte ist abgelaufen, die anderen gelten noch.",
        en: "Ask the issuer: one certificate of the card has expired, the others are still valid.",
    }
    next_expired() {
        de: "Die Karte ist abgelaufen. Beim Herausgeber eine neue bestellen.",
        en: "The card has expired. Order a new one from the issuer.",
    }
    next_revoked() {
        de: "Die Karte ist gesperrt (ihre Zertifikate sind widerrufen). Den Herausgeber fragen; bleibt es dabei, dort eine neue bestellen.",
        en: "The card is revoked (its certificates are). Ask the issuer; if it stays so, order a new one there.",
    }
    next_partly_revoked() {
        de: "Den Herausgeber fragen: das Zertifikat für die Unterschrift (QES) ist gesperrt.",
        en: "Ask the issuer: the certificate for signatures (QES) is revoked.",
    }
    next_follow_up(date: &str) {
        de: "Die Karte läuft am {date} ab. Jetzt im Portal des Herausgebers die Folgekarte bestellen.",
        en: "The card expires on {date}. Order its successor (Folgekarte) in the issuer’s portal now.",
    }
    next_release() {
        de: "Die PINs sind gesetzt. Jetzt die Karte im Portal des Herausgebers freischalten.",
        en: "The PINs are set. Now release the card in the issuer’s portal (Freischaltung).",
    }
    next_verify_certificates(command: &str) {
        de: "Nicht jedes Zertifikat dieser Karte ist lesbar und echt. Mit „{command}“ ansehen und den Herausgeber fragen.",
        en: "Not every certificate of this card is readable and genuine. See “{command}” and ask the issuer.",
    }
    next_none_released() {
        de: "Alles erledigt. Die PINs sind gesetzt, die Karte ist freigeschaltet.",
        en: "All done. The PINs are set and the card is released.",
    }
    next_none_offline(command: &str) {
        de: "Freischalten, falls noch nicht geschehen. Nachsehen: „{command}“.",
        en: "Release the card in the issuer’s portal (Freischaltung), if not done yet. To check: “{command}”.",
    }
    check_expiring(purposes: &str, date: &str, days: &str) {
        de: "{purposes}: läuft am {date} ab, noch {days}.",
        en: "{purposes}: expires on {date}, {days} left.",
    }
    check_expiring_do() {
        de: "Jetzt im Portal des Herausgebers nachsehen, wie Sie die neue Karte bestellen. Die Folgekarte einer SMC-B von medisign gibt es ab drei Monaten vor dem Ablauf.",
        en: "Check in the issuer’s portal now how to order the new card. The successor (Folgekarte) of an SMC-B of medisign can be ordered from three months before expiry.",
    }
    check_expired(purposes: &str, date: &str) { de: "{purposes}: abgelaufen am {date}.", en: "{purposes}: expired on {date}." }
    check_expired_do() {
        de: "Was dieses Zertifikat braucht, geht mit der Karte nicht mehr. Ist es das einzige, den Herausgeber fragen; sind alle abgelaufen, dort eine neue Karte bestellen.",
        en: "What needs this certificate can no longer be done with the card. If it is the only one, ask the issuer; if all have expired, order a new card there.",
    }
    check_ended_do() {
        de: "Die Karte lässt sich nicht mehr benutzen. Beim Herausgeber eine neue bestellen.",
        en: "The card can no longer be used. Order a new one from the issuer.",
    }
    check_revoked(purposes: &str, date: &str) {
        de: "{purposes}: gesperrt (widerrufen) seit {date}.",
        en: "{purposes}: revoked since {date}.",
    }
    check_revoked_undated(purposes: &str) {
        de: "{purposes}: gesperrt (widerrufen); seit wann, ist nicht lesbar.",
        en: "{purposes}: revoked; since when cannot be read.",
    }
    check_not_yet_valid(purposes: &str, date: &str) {
        de: "{purposes}: erst gültig ab {date}.",
        en: "{purposes}: not valid before {date}.",
    }
    check_undated(purposes: &str) {
        de: "{purposes}: im Zertifikat ist nicht lesbar, wie lange es gilt.",
        en: "{purposes}: the certificate does not say readably how long it is valid.",
    }
    check_undated_do() {
        de: "Im Portal des Herausgebers nachsehen, wie lange die Karte gilt.",
        en: "Look into the issuer’s portal for how long the card is valid.",
    }
    check_not_yet_valid_do() {
        de: "Bis dahin warten; steht die Uhr dieses PCs richtig?",
        en: "Wait until then; is the clock of this PC right?",
    }
    check_missing(purposes: &str) {
        de: "{purposes}: auf der Karte ist kein lesbares Zertifikat.",
        en: "{purposes}: there is no readable certificate on the card.",
    }
    check_forged(purposes: &str, issuer: &str) {
        de: "{purposes}: das Zertifikat ist nicht von {issuer} unterschrieben.",
        en: "{purposes}: the certificate is not signed by {issuer}.",
    }
    check_unverified(purposes: &str) {
        de: "{purposes}: der Auskunftsdienst hat geantwortet, aber wer da geantwortet hat, ist nicht geprüft.",
        en: "{purposes}: the status service answered, but who answered is not verified.",
    }
    check_signer_missing(purposes: &str) {
        de: "{purposes}: der Auskunftsdienst hat geantwortet; wer das war, lässt sich nicht prüfen, denn sein Zertifikat liegt der Auskunft nicht bei.",
        en: "{purposes}: the status service answered; who that was cannot be verified, for its certificate does not come with the answer.",
    }
    check_foreign_signer(purposes: &str) {
        de: "{purposes}: der Auskunftsdienst hat geantwortet; ihn hat ein anderer Herausgeber beglaubigt, deshalb ist die Auskunft nicht geprüft.",
        en: "{purposes}: the status service answered; another issuer certified it, so the answer is not verified.",
    }
    check_answer_says(said: &str) { de: "Die Auskunft lautet „{said}“.", en: "The answer says “{said}”." }
    check_contradicted(purposes: &str, reason: &str) {
        de: "{purposes}: Keine glaubwürdige Antwort: {reason}.",
        en: "{purposes}: no answer that can be believed: {reason}.",
    }
    check_number_only(purposes: &str) {
        de: "{purposes}: nicht gesperrt, aber der Auskunftsdienst hat nur die Nummer bestätigt. Ob das Zertifikat freigeschaltet ist, sagt diese Antwort nicht.",
        en: "{purposes}: not revoked, but the status service confirmed the number only. Whether the certificate is released this answer does not say.",
    }
    check_look_into_portal_do() {
        de: "Im Portal des Herausgebers nachsehen.",
        en: "Look into the issuer’s portal.",
    }
    check_unreadable(purposes: &str) {
        de: "{purposes}: in einer der beiden Dateien liegt kein lesbares Zertifikat.",
        en: "{purposes}: one of the two files holds no readable certificate.",
    }
    check_not_given(purposes: &str, why: &str) {
        de: "{purposes}: kein Zertifikat zu sehen ({why}). Gegen die Karte sagt das nichts.",
        en: "{purposes}: no certificate to be seen ({why}). That says nothing against the card.",
    }
    check_not_given_do() {
        de: "Noch einmal versuchen. Bleibt es so, die Karte an einem Leser an diesem PC prüfen.",
        en: "Try again. If it stays so, check the card at a reader of this PC.",
    }
    check_not_given_number_do(number: u32) {
        de: "Noch einmal versuchen. Bleibt es so, {number} der Administration des Konnektors nennen, oder die Karte an einem Leser an diesem PC prüfen.",
        en: "Try again. If it stays so, tell {number} to the administration of the Konnektor, or check the card at a reader of this PC.",
    }
    check_misplaced(purposes: &str) {
        de: "{purposes}: das Zertifikat gehört zu einer anderen Karte oder zu einem anderen Zweck.",
        en: "{purposes}: the certificate belongs to another card or to another purpose.",
    }
    check_clock_wrong(today: &str) {
        de: "Die Uhr dieses PCs steht auf {today}. Damit lässt sich keine Gültigkeit beurteilen.",
        en: "The clock of this PC says {today}. No validity can be judged by that.",
    }
    check_clock_wrong_do() {
        de: "Die Uhr stellen, oder den Tag mit „--as-of“ angeben.",
        en: "Set the clock, or give the day by “--as-of”.",
    }
    misplaced_warning() {
        de: "Achtung: Auf dieser Karte liegt ein Zertifikat, das zu einer anderen Karte oder einem anderen Zweck gehört. Die Karte nicht benutzen und den Herausgeber fragen.",
        en: "Attention: there is a certificate on this card that belongs to another card or another purpose. Do not use the card and ask the issuer.",
    }
    next_valid_from(date: &str) {
        de: "Keiner. Alle PINs sind gesetzt; die Zertifikate gelten erst ab {date}.",
        en: "None. All PINs are set; the certificates are not valid before {date}.",
    }
    next_unsure() {
        de: "Alle PINs sind gesetzt. Ob die Karte freigeschaltet ist, steht damit nicht sicher fest: im Portal des Herausgebers nachsehen.",
        en: "All PINs are set. Whether the card is released is not certain by this: look into the issuer’s portal.",
    }
    check_unchecked(purposes: &str, why: &str) {
        de: "{purposes}: ob das Zertifikat echt ist, ist nicht entschieden: {why}.",
        en: "{purposes}: whether the certificate is genuine is undecided: {why}.",
    }
    check_unverifiable_do() {
        de: "Das spricht nicht gegen die Karte: Dieses Programm kann die Unterschrift nicht prüfen. Nach einer neueren Fassung von pinlotse sehen oder den Herausgeber fragen.",
        en: "Nothing is known against the card: this program cannot check the signature. Look for a newer pinlotse or ask the issuer.",
    }
    check_unchecked_do() {
        de: "Das Ausstellerzertifikat von der Seite des Herausgebers laden und in den Ordner legen.",
        en: "Get the issuer certificate from the issuer’s page and put it into the folder.",
    }
    check_missing_do() {
        de: "Die Karte nicht benutzen und den Herausgeber fragen.",
        en: "Do not use the card and ask the issuer.",
    }
    check_not_published(purposes: &str) {
        de: "{purposes}: dem Auskunftsdienst unbekannt. Noch nicht veröffentlicht, Freischaltung offen?",
        en: "{purposes}: unknown to the status service. Not published yet, release in the portal open?",
    }
    check_not_published_do() {
        de: "Die Karte im Portal des Herausgebers freischalten; danach kann es einige Stunden dauern.",
        en: "Release the card in the issuer’s portal; after that it may take some hours.",
    }
    check_unavailable(purposes: &str, reason: &str) {
        de: "{purposes}: keine Auskunft, ob das Zertifikat freigeschaltet ist: {reason}.",
        en: "{purposes}: no answer whether the certificate is released: {reason}.",
    }
    check_unavailable_do(remedy: &str) {
        de: "{remedy} Die Karte selbst ist davon nicht berührt.",
        en: "{remedy} The card itself is not affected.",
    }
    online_no_url() { de: "das Zertifikat nennt keinen Auskunftsdienst", en: "the certificate names no status service" }
    online_not_http(scheme: &str) {
        de: "die Adresse im Zertifikat ist keine http-Adresse ({scheme})",
        en: "the address in the certificate is no http address ({scheme})",
    }
    online_sent_elsewhere(url: &str) {
        de: "der Dienst verweist an {url}, gefragt wird nur über http",
        en: "the service sends on to {url}, only http is spoken",
    }
    online_no_authority() {
        de: "das Ausstellerzertifikat nennt kein Recht, andere auszustellen",
        en: "the issuer certificate names no right to issue others",
    }
    online_unverifiable(why: &str) {
        de: "die Unterschrift der Auskunft lässt sich nicht prüfen ({why})",
        en: "the signature of the answer cannot be verified ({why})",
    }
    online_url_unusable() {
        de: "Adresse oder Nummer im Zertifikat sind nicht brauchbar",
        en: "address or number in the certificate cannot be used",
    }
    online_issuer_unknown() {
        de: "der Aussteller ist nicht genau genug bekannt; sein Zertifikat mit „--issuer-certs ORDNER“ angeben",
        en: "the issuer is not known well enough; give its certificate by “--issuer-certs DIR”",
    }
    online_clock_wrong(date: &str) {
        de: "die Uhr dieses PCs steht auf {date}; bitte stellen",
        en: "the clock of this PC says {date}; please set it",
    }
    online_no_address(host: &str) {
        de: "zu „{host}“ ist keine Adresse bekannt; vielleicht fehlt diesem PC die Verbindung zum Internet",
        en: "no address is known for “{host}”; perhaps this PC is not connected to the Internet",
    }
    online_unreachable(host: &str, detail: &str) {
        de: "„{host}“ ist nicht erreichbar ({detail})",
        en: "“{host}” cannot be reached ({detail})",
    }
    cause_refused() { de: "die Verbindung wurde abgelehnt", en: "the connection was refused" }
    cause_timed_out() { de: "keine Antwort", en: "no answer" }
    cause_no_network() { de: "kein Netz dorthin", en: "no network there" }
    online_timed_out() { de: "der Dienst antwortet nicht rechtzeitig", en: "the service does not answer in time" }
    online_interrupted() { de: "abgebrochen", en: "cancelled" }
    online_http_status(code: u16) {
        de: "der Dienst meldet den HTTP-Fehler {code}",
        en: "the service reports the HTTP error {code}",
    }
    online_web_page() {
        de: "statt einer Auskunft kam eine Webseite; vielleicht verlangt dieses Netz eine Anmeldung",
        en: "a web page came instead of an answer; perhaps this network wants a log-in",
    }
    online_encoded(coding: &str) {
        de: "die Auskunft kam gepackt („{coding}“), vermutlich von einem Proxy auf dem Weg",
        en: "the answer came packed (“{coding}”), probably by a proxy on the way",
    }
    online_garbage() { de: "was kam, ist keine Auskunft", en: "what came back is not an answer" }
    online_broken() {
        de: "die Verbindung riss ab, bevor die Auskunft ganz da war",
        en: "the connection broke before the answer was complete",
    }
    online_sent_around() {
        de: "der Dienst verweist immer weiter und antwortet nicht",
        en: "the service sends on and on and does not answer",
    }
    online_sent_astray() {
        de: "der Dienst verweist an eine Adresse, die nicht brauchbar ist",
        en: "the service sends on to an address that cannot be used",
    }
    online_refused_malformed() {
        de: "der Dienst versteht die Frage nicht",
        en: "the service does not understand the question",
    }
    online_refused_fault() { de: "der Dienst meldet eine Störung", en: "the service reports a fault of its own" }
    online_refused_busy() { de: "der Dienst ist gerade überlastet", en: "the service is busy just now" }
    online_refused_unsigned() {
        de: "der Dienst beantwortet nur unterschriebene Fragen",
        en: "the service answers signed questions only",
    }
    online_refused_unauthorized() {
        de: "der Dienst gibt zu dieser Karte keine Auskunft",
        en: "the service gives no answer about this card",
    }
    remedy_unauthorized() {
        de: "Das kommt auch vor der Freischaltung vor: im Portal des Herausgebers nachsehen.",
        en: "This also happens before the release (Freischaltung): look into the issuer’s portal.",
    }
    online_other_certificate() {
        de: "die Auskunft gilt einem anderen Zertifikat",
        en: "the answer is about another certificate",
    }
    online_bad_signature() {
        de: "die Unterschrift der Auskunft ist falsch",
        en: "the signature of the answer is wrong",
    }
    online_not_allowed(word: &str) {
        de: "wer die Auskunft unterschrieben hat, darf es nicht ({word})",
        en: "who signed the answer has no right to ({word})",
    }
    online_stale(made: &str, now: &str, by: &str) {
        de: "die Auskunft ist vom {made}, die Uhr dieses PCs zeigt {now}: sie geht {by} vor, oder die Auskunft ist veraltet",
        en: "the answer is of {made}, the clock of this PC says {now}: it is {by} fast, or the answer is outdated",
    }
    online_from_the_future(made: &str, now: &str, by: &str) {
        de: "die Uhr dieses PCs geht mindestens {by} nach: sie zeigt {now}, die Auskunft ist schon vom {made}",
        en: "the clock of this PC is at least {by} slow: it says {now}, the answer is of {made} already",
    }
    online_unsupported(oid: &str) {
        de: "die Auskunft benutzt ein Verfahren, das dieses Programm nicht kennt ({oid})",
        en: "the answer uses a procedure that this program does not know ({oid})",
    }
    online_proxy_setting() {
        de: "die Angabe zum Proxy in der Umgebung (http_proxy) ist nicht brauchbar",
        en: "the proxy setting in the environment (http_proxy) cannot be used",
    }
    online_proxy_unreachable(host: &str) { de: "der Proxy „{host}“ ist nicht erreichbar", en: "the proxy “{host}” cannot be reached" }
    online_proxy_credentials() {
        de: "der Proxy verlangt Benutzername und Kennwort",
        en: "the proxy wants user name and password",
    }
}
