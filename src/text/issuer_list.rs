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
        de: "Herausgeber nach der Liste von gematik Nr. {number} vom {date}. Sie galt nur bis {end}: die Herausgeber nennt sie noch, wer für sie antworten darf, nicht mehr verlässlich. Bitte eine neuere holen: „pinlotse herausgeber aktualisieren“.",
        en: "Issuers by gematik’s list no. {number} of {date}. It was valid until {end} only: it still names the issuers, but no longer reliably who may answer for them. Please get a newer one: “pinlotse issuers update”.",
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
    list_web_page_fetched() {
        de: "statt ihrer oder ihrer Unterschrift kam eine Internetseite, zum Beispiel die Anmeldeseite eines Netzes",
        en: "a web page came in its place or its signature’s, for example the sign-in page of a network",
    }
    list_packed_fetched() {
        de: "etwas auf dem Weg hat sie gepackt (gzip), zum Beispiel ein Proxy",
        en: "something on the way has packed it (gzip), for example a proxy",
    }
    list_no_signature_fetched() {
        de: "statt der Unterschrift kam etwas anderes",
        en: "something else came instead of the signature",
    }
    list_forged_fetched() {
        de: "dass gematik für sie einsteht, lässt sich nicht bestätigen; wahrscheinlich wurde sie oder ihre Unterschrift unterwegs verändert",
        en: "that gematik stands behind it cannot be confirmed; most likely it or its signature was altered on the way",
    }
    list_altered_fetched() {
        de: "die Unterschrift passt nicht zu ihr: etwas wurde unterwegs verändert, oder beide Dateien sind von verschiedenen Tagen",
        en: "the signature does not fit it: something was altered on the way, or the two files are of different days",
    }
    list_damaged() { de: "die Datei ist beschädigt", en: "the file is damaged" }
    list_clock_before(today: &str) {
        de: "die Uhr dieses PCs steht auf {today}, das ist zu früh",
        en: "the clock of this PC says {today}, which is too early",
    }
    list_set_clock_do() {
        de: "Datum und Uhrzeit dieses PCs stellen, dann noch einmal.",
        en: "Set date and time of this PC, then try again.",
    }
    list_signature_do() {
        de: "ECC-RSA_TSL.sig vom selben Tag daneben legen: http://download.crl.ti-dienste.de/TSL-ECC/ECC-RSA_TSL.sig",
        en: "Put ECC-RSA_TSL.sig of the same day beside it: http://download.crl.ti-dienste.de/TSL-ECC/ECC-RSA_TSL.sig",
    }
    list_both_anew_do() {
        de: "Beide Dateien neu holen, ECC-RSA_TSL.xml und ECC-RSA_TSL.sig: http://download.crl.ti-dienste.de/TSL-ECC/",
        en: "Get both files anew, ECC-RSA_TSL.xml and ECC-RSA_TSL.sig: http://download.crl.ti-dienste.de/TSL-ECC/",
    }
    list_in_the_way_do(path: &str) {
        de: "„{path}“ entfernen, dann „pinlotse herausgeber aktualisieren“.",
        en: "Remove “{path}”, then “pinlotse issuers update”.",
    }
    list_not_kept(path: &str, why: &str) {
        de: "Die Liste der Herausgeber lässt sich auf diesem PC nicht merken ({path}): {why}.",
        en: "The list of issuers cannot be kept on this PC ({path}): {why}.",
    }
    list_held() { de: "ein anderes pinlotse schreibt sie gerade", en: "another pinlotse is writing it just now" }
    list_held_do() { de: "Gleich noch einmal.", en: "Try again in a moment." }
    list_other_place_do() {
        de: "Die Variable XDG_STATE_HOME auf einen Ordner setzen, in den dieser Nutzer schreiben darf, oder die Liste mit „--issuer-certs ORDNER“ aus einem Ordner nehmen.",
        en: "Set the variable XDG_STATE_HOME to a folder that this user may write to, or take the list from a folder by “--issuer-certs FOLDER”.",
    }
    list_from_folder_do() {
        de: "Die Liste mit „--issuer-certs ORDNER“ aus einem Ordner nehmen.",
        en: "Take the list from a folder by “--issuer-certs FOLDER”.",
    }
    list_for_this_run() {
        de: "Die Liste gilt für diesen Aufruf, gemerkt wird sie nicht.",
        en: "The list counts for this run, it is not kept.",
    }
    list_not_again() {
        de: "Eine neuere Liste der Herausgeber war in der letzten Stunde nicht zu bekommen; es wird erst später wieder versucht. Gleich: „pinlotse herausgeber aktualisieren“.",
        en: "No newer list of issuers was to be had within the last hour; it is tried again later. At once: “pinlotse issuers update”.",
    }
    list_old_at_the_point(number: u32, end: &str) {
        de: "Die Liste der Herausgeber, die eben zu bekommen war (Nr. {number}), galt nur bis {end}.",
        en: "The list of issuers that was to be had just now (no. {number}) was valid until {end} only.",
    }
    list_too_old(days: u32) {
        de: "Die Liste der Herausgeber ist seit {days} Tagen abgelaufen, und eine neuere war nicht zu bekommen: sie sagt nicht mehr verlässlich, wer für die Herausgeber antworten darf.",
        en: "The list of issuers ran out {days} days ago, and no newer one was to be had: it no longer says reliably who may answer for the issuers.",
    }
    list_too_old_do(today: &str) {
        de: "Die Uhr dieses PCs sagt {today}: stimmt das? Sonst später noch einmal, oder in einem anderen Netz; ein Zwischenspeicher (Proxy) kann eine alte Liste liefern.",
        en: "The clock of this PC says {today}: is that right? Otherwise try again later, or in another network; a cache (proxy) can hand out an old list.",
    }
    list_packed() {
        de: "sie oder ihre Unterschrift ist gepackt (gzip). Erst auspacken",
        en: "it or its signature is packed (gzip). Unpack it first",
    }
    list_without_signature() {
        de: "neben ihr liegt keine Unterschrift (gleicher Name, Endung .sig), oder die Datei dort ist keine",
        en: "there is no signature beside it (same name, ending .sig), or that file is not a signature",
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
        en: "whoever signed it has no right to sign such lists",
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
    list_heading(number: u32) {
        de: "Liste der Herausgeber von gematik Nr. {number}",
        en: "gematik’s list of issuers no. {number}",
    }
    list_days(issued: &str, end: &str) {
        de: "Ausgestellt am {issued}, gilt bis {end}",
        en: "Issued on {issued}, valid until {end}",
    }
    list_signed_by(signer: &str) {
        de: "Unterschrieben von „{signer}“, eben nachgeprüft",
        en: "Signed by “{signer}”, verified just now",
    }
    list_kept_in(path: &str) { de: "Liegt in {path}", en: "Kept in {path}" }
    list_authorities(count: usize) {
        de: "{count} Ausstellerzertifikate, nach Herausgebern:",
        en: "{count} issuer certificates, by issuer:",
    }
    list_provider(name: &str, authorities: usize, responders: usize) {
        de: "{name}: {authorities} Ausstellerzertifikate, {responders} Auskunftsdienste",
        en: "{name}: {authorities} issuer certificates, {responders} status services",
    }
    list_unread(count: usize) {
        de: "{count} Einträge mit unlesbaren Zertifikaten sind nicht mitgezählt.",
        en: "{count} entries whose certificates cannot be read are not counted.",
    }
    list_none() {
        de: "Auf diesem PC liegt keine Liste der Herausgeber.",
        en: "There is no list of issuers on this PC.",
    }
    list_none_of_use() {
        de: "Auf diesem PC liegt keine brauchbare Liste der Herausgeber.",
        en: "There is no usable list of issuers on this PC.",
    }
    list_none_do() {
        de: "Holen: „pinlotse herausgeber aktualisieren“. Ohne Internet: „pinlotse herausgeber einlesen DATEI“.",
        en: "To get it: “pinlotse issuers update”. Without Internet: “pinlotse issuers import FILE”.",
    }
    list_fetching(host: &str) {
        de: "Ich hole die Liste der Herausgeber von „{host}“ … (Abbruch mit Strg-C)",
        en: "Fetching the list of issuers from “{host}” … (Ctrl-C to cancel)",
    }
    list_needed() {
        de: "Die Liste der Herausgeber fehlt hier oder ist abgelaufen; sie wird von gematik geholt (--no-fetch: nicht).",
        en: "The list of issuers is missing on this PC, or has run out; it is fetched from gematik now (--no-fetch prevents that).",
    }
    list_fetched(number: u32, date: &str) {
        de: "Liste der Herausgeber Nr. {number} vom {date} geholt und geprüft.",
        en: "List of issuers no. {number} of {date} fetched and verified.",
    }
    list_imported(number: u32, date: &str) {
        de: "Liste der Herausgeber Nr. {number} vom {date} übernommen und geprüft.",
        en: "List of issuers no. {number} of {date} imported and verified.",
    }
    list_before(number: u32) { de: "Bisher lag hier Nr. {number}.", en: "Until now no. {number} was here." }
    list_is_newest(number: u32, date: &str) {
        de: "Nichts zu ändern: Hier liegt schon die Liste der Herausgeber Nr. {number} vom {date}.",
        en: "Nothing to change: the list of issuers no. {number} of {date} is here already.",
    }
    list_over_here(end: &str) {
        de: "Sie galt bis {end} und lässt sich noch benutzen. Eine neuere holen: „pinlotse herausgeber aktualisieren“.",
        en: "It was valid until {end} and can still be used. To get a newer one: “pinlotse issuers update”.",
    }
    list_old_here(end: &str) {
        de: "Sie galt nur bis {end}: sie nennt die Herausgeber noch, aber nicht mehr verlässlich, wer für sie antworten darf. Eine neuere holen: „pinlotse herausgeber aktualisieren“.",
        en: "It was valid until {end} only: it still names the issuers, but no longer reliably who may answer for them. To get a newer one: “pinlotse issuers update”.",
    }
    list_over_at_the_point(end: &str, today: &str) {
        de: "Sie galt bis {end}, und eine neuere war eben nicht zu bekommen. Die Uhr dieses PCs sagt {today}: stimmt das? Sonst später noch einmal.",
        en: "It was valid until {end}, and no newer one was to be had just now. The clock of this PC says {today}: is that right? Otherwise try again later.",
    }
    list_of_the_future(issued: &str, today: &str) {
        de: "Sie ist vom {issued}, die Uhr dieses PCs sagt {today}. Bitte die Uhr stellen.",
        en: "It is of {issued}, the clock of this PC says {today}. Please set the clock.",
    }
    list_unavailable(why: &str) {
        de: "Die Liste der Herausgeber ließ sich nicht holen: {why}. Was hier schon lag, ist unverändert.",
        en: "The list of issuers could not be fetched: {why}. What was here before is unchanged.",
    }
    list_unavailable_do(url: &str) {
        de: "Internet und Proxy (http_proxy) prüfen, später noch einmal; gebraucht wird {url}. Ohne Internet: die Liste und ihre .sig-Datei an einem anderen PC holen, dann „pinlotse herausgeber einlesen DATEI“.",
        en: "Check Internet and proxy (http_proxy), try again later; what is needed is {url}. Without Internet: get the list and its .sig file on another PC, then “pinlotse issuers import FILE”.",
    }
    list_proxy_do() {
        de: "Die Variable http_proxy berichtigen, zum Beispiel „http://proxy.praxis:3128“; Benutzername und Kennwort stehen darin vor einem @.",
        en: "Correct the variable http_proxy, for instance “http://proxy.praxis:3128”; user name and password stand in it before an @.",
    }
    list_broken() { de: "die Verbindung riss ab", en: "the connection broke off" }
    list_timed_out() { de: "sie kam nicht rechtzeitig an", en: "it did not arrive in time" }
    list_sent_around() { de: "es wird immer weiter verwiesen", en: "it is sent on again and again" }
    list_sent_elsewhere(url: &str) {
        de: "es wird an {url} verwiesen, wohl die Anmeldeseite des Netzes; geholt wird sie nur über http",
        en: "it is sent on to {url}, probably the sign-in page of the network; the list is only fetched by http",
    }
    list_not_http() { de: "was antwortet, ist kein Webserver", en: "what answers is no web server" }
    list_encoded(coding: &str) {
        de: "etwas auf dem Weg hat sie gepackt („{coding}“), zum Beispiel ein Proxy",
        en: "something on the way has packed it (“{coding}”), for example a proxy",
    }
    list_http_status(code: u16) { de: "die Antwort war der HTTP-Fehler {code}", en: "the answer was the HTTP error {code}" }
    list_not_taken(from: &str, why: &str) {
        de: "Die Liste der Herausgeber aus „{from}“ wird nicht benutzt: {why}. Was hier schon lag, ist unverändert.",
        en: "The list of issuers from “{from}” is not used: {why}. What was here before is unchanged.",
    }
    list_spoiled(path: &str, why: &str) {
        de: "Die Liste der Herausgeber, die auf diesem PC liegt ({path}), wird nicht benutzt: {why}.",
        en: "The list of issuers that is kept on this PC ({path}) is not used: {why}.",
    }
    list_spoiled_do() {
        de: "„pinlotse herausgeber aktualisieren“ ersetzt sie durch eine neue.",
        en: "“pinlotse issuers update” replaces it by a new one.",
    }
    list_altered_do() {
        de: "Später noch einmal, oder in einem anderen Netz; was dazwischen sitzt (Proxy, Virenschutz), darf beide Dateien nicht verändern.",
        en: "Try again later, or in another network; what sits in between (proxy, virus scanner) must not alter the two files.",
    }
    list_foreign_do() {
        de: "Diese Datei nicht benutzen. Die echte liegt bei gematik: „pinlotse herausgeber aktualisieren“.",
        en: "Do not use this file. The genuine one lies with gematik: “pinlotse issuers update”.",
    }
    list_clock_do() {
        de: "Zuerst Datum und Uhrzeit dieses PCs prüfen, dann „pinlotse herausgeber aktualisieren“; bleibt es so, eine neuere Fassung von pinlotse installieren.",
        en: "First check date and time of this PC, then “pinlotse issuers update”; if it stays so, install a newer release of pinlotse.",
    }
    list_unread_do() {
        de: "Eine neuere Fassung von pinlotse installieren; bis dahin helfen Ausstellerzertifikate in einem Ordner (--issuer-certs).",
        en: "Install a newer release of pinlotse; until then issuer certificates in a folder help (--issuer-certs).",
    }
    list_older(offered: u32, here: u32) {
        de: "Die Liste der Herausgeber Nr. {offered} ist älter als Nr. {here}, die hier schon liegt; sie wurde nicht übernommen.",
        en: "The list of issuers no. {offered} is older than no. {here}, which is here already; it was not taken.",
    }
    list_older_do() {
        de: "Hier ist nichts zu tun: die neuere gilt. Kam die ältere aus dem Internet, liegt ein veralteter Zwischenspeicher (Proxy) dazwischen; später noch einmal.",
        en: "Nothing needs to be done here: the newer one counts. If the older one came from the Internet, an outdated cache (proxy) sits in between; try again later.",
    }
    list_missing(path: &str) {
        de: "In „{path}“ liegt keine Liste der Herausgeber.",
        en: "There is no list of issuers in “{path}”.",
    }
    list_missing_do() {
        de: "Gebraucht werden ECC-RSA_TSL.xml und daneben ECC-RSA_TSL.sig, beide aus http://download.crl.ti-dienste.de/TSL-ECC/",
        en: "What is needed is ECC-RSA_TSL.xml and beside it ECC-RSA_TSL.sig, both from http://download.crl.ti-dienste.de/TSL-ECC/",
    }
    list_no_place() {
        de: "Das System nennt keinen Ordner, in dem die Liste der Herausgeber bleiben könnte.",
        en: "The system names no folder in which the list of issuers could be kept.",
    }
    list_no_place_do_windows() {
        de: "LOCALAPPDATA auf einen Ordner setzen, der diesem Nutzer gehört, oder die Liste mit „--issuer-certs ORDNER“ aus einem Ordner nehmen.",
        en: "Set LOCALAPPDATA to a folder that belongs to this user, or take the list from a folder by “--issuer-certs FOLDER”.",
    }
    doctor_list(number: u32, issued: &str, end: &str) {
        de: "Liste der Herausgeber: Nr. {number} vom {issued}, gilt bis {end}",
        en: "List of issuers: no. {number} of {issued}, valid until {end}",
    }
    doctor_list_over(number: u32, issued: &str, end: &str) {
        de: "Liste der Herausgeber: Nr. {number} vom {issued}, galt bis {end} („pinlotse herausgeber aktualisieren“ holt eine neuere)",
        en: "List of issuers: no. {number} of {issued}, was valid until {end} (“pinlotse issuers update” gets a newer one)",
    }
}
