//! Help texts of the command line.

use super::messages;

messages! {
    help_pinlotse() {
        de: "„pinlotse“ allein führt Schritt für Schritt vom verschlossenen Brief bis zur fertigen Karte.\n\nBringt Heilberufsausweise (eHBA) und Praxisausweise (SMC-B) in Betrieb: ändert die Transport-PINs in eigene PINs, an jedem PC mit Kartenleser.",
        en: "“pinlotse” alone guides step by step from the sealed letter to the working card.\n\nBrings German health professional cards (eHBA) and practice cards (SMC-B) into use: changes Transport-PINs into PINs of your own, on any PC with a card reader.",
    }
    help_examples() {
        de: "Beispiele:\n  pinlotse\n      führt Schritt für Schritt; damit fangen die meisten an\n  pinlotse status\n      Stand der Karte lesen; kostet keinen Versuch\n  pinlotse aktivieren\n      Transport-PINs in eigene PINs ändern\n  pinlotse --reader virtual:hba aktivieren\n      dasselbe an einer virtuellen Karte üben\n  pinlotse virtuell brief hba\n      PIN-Brief der virtuellen Karte\n  pinlotse hilfe-zu pin vergessen\n      Hilfe in Worten, nach Suchwörtern\n\nSkripte benutzen die englischen Namen: readers, status, certs, activate, change, unblock, verify, explain, doctor, notes, issuers, virtual.",
        en: "Examples:\n  pinlotse\n      guides step by step; this is where most begin\n  pinlotse status\n      read the state of the card; costs no try\n  pinlotse activate\n      change Transport-PINs into PINs of your own\n  pinlotse --reader virtual:hba activate\n      rehearse it on a virtual card\n  pinlotse virtual letter hba\n      PIN letter of the virtual card\n  pinlotse explain pin forgotten\n      help in words, by what you search for",
    }
    help_more_flags() {
        de: "Dazu die Schalter für alle Befehle, z. B. --wait, --lang, --verbose: „pinlotse --help“.",
        en: "And the flags of all commands, such as --wait, --lang, --verbose: “pinlotse --help”.",
    }
    help_value_card() { de: "KARTE", en: "CARD" }
    help_value_date() { de: "DATUM", en: "DATE" }
    help_value_digits() { de: "ZIFFERN", en: "DIGITS" }
    help_value_file() { de: "DATEI", en: "FILE" }
    help_value_folder() { de: "ORDNER", en: "FOLDER" }
    help_value_how() { de: "WIE", en: "HOW" }
    help_value_language() { de: "SPRACHE", en: "LANGUAGE" }
    help_value_options() { de: "[SCHALTER]", en: "[FLAGS]" }
    help_value_seconds() { de: "SEKUNDEN", en: "SECONDS" }
    help_value_when() { de: "WANN", en: "WHEN" }
    help_value_where() { de: "WO", en: "WHERE" }
    help_value_words() { de: "WÖRTER", en: "WORDS" }
    help_heading_usage() { de: "Aufruf:", en: "Usage:" }
    help_heading_commands() { de: "Befehle", en: "Commands" }
    help_heading_arguments() { de: "Angaben", en: "Arguments" }
    help_heading_own() { de: "Schalter dieses Befehls", en: "Flags of this command" }
    help_heading_common() { de: "Schalter für alle Befehle", en: "Flags of all commands" }
    help_value_command() { de: "BEFEHL", en: "COMMAND" }
    help_flag_help() { de: "diese Hilfe", en: "this help" }
    help_flag_version() { de: "Version", en: "version" }
    help_readers() { de: "Kartenleser und was in ihnen steckt", en: "Card readers and what is in them" }
    help_status() {
        de: "Karte und Stand ihrer PINs; kostet keinen Versuch",
        en: "The card and the state of its PINs; costs no try",
    }
    help_activate() {
        de: "Transport-PINs der Karte in eigene PINs ändern; setzt dort fort, wo es aufgehört hat",
        en: "Change the card’s Transport-PINs into PINs of your own; goes on where it stopped",
    }
    help_change() { de: "Eine eigene PIN in eine neue ändern", en: "Change one of your PINs to a new one" }
    help_unblock() {
        de: "Eine gesperrte PIN mit der PUK entsperren; verbraucht eine PUK-Anwendung",
        en: "Unblock a blocked PIN with the PUK; spends a PUK use",
    }
    help_verify() {
        de: "Eine eigene PIN prüfen; eine falsche kostet einen Versuch",
        en: "Test one of your PINs; a wrong one costs a try",
    }
    help_explain() {
        de: "Hilfe in Worten: was ist los, was jetzt, wen fragen; nach Herausgeber der Karte",
        en: "Help in words: what is wrong, what now, whom to ask; by the issuer of the card",
    }
    help_explain_words() {
        de: "ein Thema oder Suchwörter; ohne Angabe alle Themen",
        en: "a topic or words to search for; all topics when left out",
    }
    help_flag_issuer() {
        de: "von Karten dieses Herausgebers sprechen: medisign, d-trust, shc-care, t-systems",
        en: "speak of this issuer’s cards: medisign, d-trust, shc-care, t-systems",
    }
    help_flag_sources() {
        de: "auch zeigen, wo und wann das gelesen wurde",
        en: "also show where and when it was read",
    }
    help_notes() { de: "Was dieser PC über Versuche notiert hat", en: "What this PC noted of tries" }
    help_notes_forget() { de: "Notizen vergessen", en: "Forget notes" }
    help_issuers() {
        de: "Die unterschriebene Liste von gematik, wer Karten herausgibt",
        en: "gematik’s signed list of those who issue cards",
    }
    help_issuers_update() {
        de: "Die neueste Liste aus dem Internet holen und prüfen",
        en: "Fetch the newest list from the Internet and verify it",
    }
    help_issuers_import() {
        de: "Die Liste aus einer Datei nehmen, für PCs ohne Internet",
        en: "Take the list from a file, for PCs without Internet",
    }
    help_issuers_path() {
        de: "die Liste (ECC-RSA_TSL.xml), neben der ihre .sig-Datei liegt, oder der Ordner beider",
        en: "the list (ECC-RSA_TSL.xml) with its .sig file beside it, or the folder of both",
    }
    help_show() { de: "Zeigen, was vorliegt", en: "Show what there is" }
    help_flag_entry() {
        de: "wo getippt wird: pinpad (am Leser), keyboard, file; ohne Angabe am Leser, wenn er ein Tastenfeld hat",
        en: "where digits are typed: pinpad (at the reader), keyboard, file; else at the reader if it has a pad",
    }
    help_flag_record() { de: "Protokoll für die Akten der Praxis, ohne Geheimnisse", en: "record for the practice’s files, without secrets" }
    help_flag_record_full_number() { de: "Protokoll mit der ganzen Kartennummer", en: "record with the whole card number" }
    help_flag_spend_puk_use() {
        de: "auch eine PIN entsperren, die nicht gesperrt ist; mit --pin",
        en: "unblock a PIN that is not blocked too; with --pin",
    }
    help_flag_notes_number() { de: "eine Karte, alle 20 Ziffern ihrer Nummer", en: "one card, all 20 digits of its number" }
    help_konnektor() {
        de: "Wie der Konnektor der Praxis erreicht wird, an dessen Kartenterminals die Karten stecken",
        en: "How the practice’s Konnektor is reached, in whose card terminals the cards are",
    }
    help_konnektor_add() {
        de: "Einen Konnektor einrichten: fragt, prüft, testet nur lesend",
        en: "Set a Konnektor up: asks, checks, tests by reading only",
    }
    help_konnektor_list() { de: "Was eingerichtet ist", en: "What is set up" }
    help_konnektor_check() {
        de: "Einen eingerichteten Konnektor testen, nur lesend",
        en: "Test a Konnektor that is set up, by reading only",
    }
    help_konnektor_remove() {
        de: "Einen Konnektor auf diesem PC vergessen",
        en: "Forget a Konnektor on this PC",
    }
    help_konnektor_name() { de: "Name, unter dem er eingerichtet ist oder wird", en: "name by which it is set up, or will be" }
    help_flag_konnektor_address() { de: "Adresse, zum Beispiel 10.0.0.1 (https, wenn nichts davor steht)", en: "address, for example 10.0.0.1 (https where nothing stands before it)" }
    help_flag_mandant() { de: "Mandant in der Verwaltung des Konnektors", en: "Mandant in the Konnektor’s administration" }
    help_flag_client_system() {
        de: "Clientsystem in der Verwaltung des Konnektors, am besten ein eigenes",
        en: "Clientsystem in the Konnektor’s administration, best one of its own",
    }
    help_flag_own_client_system() {
        de: "das Clientsystem ist ein eigenes und nicht das der Praxissoftware, auch wenn es so klingt",
        en: "the Clientsystem is one of its own and not that of the practice software, though it sounds like it",
    }
    help_flag_workplace() { de: "Arbeitsplatz in der Verwaltung des Konnektors", en: "Arbeitsplatz in the Konnektor’s administration" }
    help_flag_konnektor_user() {
        de: "Benutzer, frei wählbar; nötig für die PINs eines eHBA",
        en: "user, any name; needed for the PINs of an eHBA",
    }
    help_flag_login() {
        de: "Anmeldung: none, basic (Benutzername und Kennwort), pkcs12 (Clientzertifikat)",
        en: "login: none, basic (user name and password), pkcs12 (client certificate)",
    }
    help_flag_login_user() { de: "Benutzername der Anmeldung", en: "user name of the login" }
    help_flag_key_file() { de: "Datei mit dem Clientzertifikat (.p12)", en: "file with the client certificate (.p12)" }
    help_flag_fingerprint() {
        de: "Fingerabdruck (SHA-256) des Zertifikats des Konnektors, aus seiner Verwaltung",
        en: "fingerprint (SHA-256) of the Konnektor’s certificate, from its administration",
    }
    help_flag_rewrite() {
        de: "die Dienste unter dieser Adresse ansprechen, was auch im Dienstverzeichnis steht",
        en: "reach the services at this address, whatever the service directory says",
    }
    help_flag_insecure_http() {
        de: "ohne Verschlüsselung erlauben (http://); auch Kennwörter gehen dann offen durchs Netz",
        en: "allow it without encryption (http://); passwords then cross the network in the clear, too",
    }
    help_flag_import() { de: "Angaben aus einer .kon-Datei von gematik ti", en: "take what a .kon file of gematik ti says" }
    help_flag_again() {
        de: "einen eingerichteten neu einrichten, etwa mit neuem Zertifikat; andere Flags sagen, was sich ändert",
        en: "set one up anew, after a new certificate, say; other flags say what changes",
    }
    help_flag_save_anyway() { de: "auch speichern, wenn der Test nicht gelingt", en: "keep it even if the test fails" }
    help_flag_konnektor_password_file() {
        de: "Kennwort der Anmeldung am Konnektor aus einer Datei; sonst wird gefragt",
        en: "password of the login at a Konnektor from a file; else it is asked for",
    }
    help_flag_konnektor_password_fd() { de: "dasselbe aus einem Deskriptor (nicht unter Windows)", en: "the same from a descriptor (not on Windows)" }
    help_virtual() { de: "Virtuelle Karten zum Üben und Testen", en: "Virtual cards to rehearse and test on" }
    help_virtual_create() {
        de: "Eine virtuelle Karte in einer Datei anlegen, die ihren Stand behält",
        en: "Make a virtual card in a file that keeps its state",
    }
    help_virtual_letter() {
        de: "Den PIN-Brief einer virtuellen Karte zeigen",
        en: "Show the PIN letter of a virtual card",
    }
    help_virtual_serve() {
        de: "Eine virtuelle Karte in den Leser eines echten pcscd stecken (vpcd)",
        en: "Put a virtual card into the reader of a real pcscd (vpcd)",
    }
    help_virtual_card() {
        de: "hba, smcb, eine Kartendatei von gematik (XML) oder eine angelegte Datei",
        en: "hba, smcb, a card image of gematik (XML) or a file made by create",
    }
    help_flag_quirk(names: &str) {
        de: "Eigenheit wirklicher Karten, auch mehrere: {names}",
        en: "a quirk of real cards, several if need be: {names}",
    }
    help_virtual_file() { de: "Datei, die angelegt wird", en: "file to make" }
    help_flag_reader() {
        de: "Leser nach Name (ein eindeutiger Teil genügt), pcsc: für die Leser dieses PCs, oder virtual:hba, virtual:smcb, virtual:DATEI; auch PINLOTSE_READER",
        en: "reader by name (a unique part is enough), pcsc: for the readers of this PC, or virtual:hba, virtual:smcb, virtual:FILE; also PINLOTSE_READER",
    }
    help_flag_reader_or_konnektor() {
        de: "Leser nach Name (ein eindeutiger Teil genügt), pcsc: für die Leser dieses PCs, oder konnektor:NAME, virtual:hba, virtual:smcb, virtual:DATEI; auch PINLOTSE_READER",
        en: "reader by name (a unique part is enough), pcsc: for the readers of this PC, or konnektor:NAME, virtual:hba, virtual:smcb, virtual:FILE; also PINLOTSE_READER",
    }
    help_flag_card() {
        de: "Karte nach ihrer Nummer (ICCSN), die letzten vier Ziffern genügen",
        en: "card by its number (ICCSN), the last four digits are enough",
    }
    help_flag_wait() {
        de: "höchstens so lange auf Leser, Karte oder ein anderes Programm warten (10; 0 = gar nicht)",
        en: "wait at most so long for a reader, a card or another program (10; 0 = not at all)",
    }
    help_flag_json() { de: "ein JSON-Dokument ausgeben", en: "print one JSON document" }
    help_flag_lang() { de: "Sprache: de oder en; auch PINLOTSE_LANG", en: "language: de or en; also PINLOTSE_LANG" }
    help_flag_no_input() { de: "nie etwas fragen", en: "never ask anything" }
    help_flag_color() {
        de: "Farbe: auto, always, never; auch NO_COLOR",
        en: "colour: auto, always, never; also NO_COLOR",
    }
    help_flag_ascii() { de: "ohne Umlaute und Sonderzeichen ausgeben", en: "print plain ASCII" }
    help_flag_plain() {
        de: "für Screenreader: nichts bewegt sich, keine Zeile ändert sich; auch TERM=dumb",
        en: "for screen readers: nothing moves, no line changes; also TERM=dumb",
    }
    help_flag_quiet() { de: "nur Ergebnisse und Fehler ausgeben", en: "print results and errors only" }
    help_flag_verbose() {
        de: "jeden Austausch mit der Karte mitschreiben, ohne Geheimnisse",
        en: "show every exchange with the card, without secrets",
    }
    help_flag_notes() {
        de: "Ordner für die Notizen über Versuche: jeder Benutzer schreibt dort seine eigenen und liest alle",
        en: "folder for the notes of tries: each user writes notes of their own there and reads all",
    }
    help_flag_log_file() { de: "dasselbe in eine Datei schreiben", en: "write the same to a file" }
    help_flag_trace_data() {
        de: "dabei auch gelesene Dateiinhalte zeigen",
        en: "show the contents of files read as well",
    }
    help_flag_all_pins() { de: "auch PIN.AUTO und PIN.SO", en: "PIN.AUTO and PIN.SO too" }
    help_flag_all_files() { de: "jede vorgesehene Datei, auch leere", en: "every file that can be there, empty ones too" }
    help_flag_all_cards() { de: "alle Karten", en: "all cards" }
    help_certs() { de: "Zertifikate der Karte zeigen, prüfen, speichern", en: "Show, check and save the card’s certificates" }
    help_flag_export() { de: "Zertifikate in diesen Ordner schreiben (DER)", en: "write the certificates into this folder (DER)" }
    help_flag_from() {
        de: "exportierte Zertifikate vieler Karten aus diesem Ordner beurteilen, ohne Karte und ohne Leser",
        en: "judge exported certificates of many cards in this folder, without a card or a reader",
    }
    help_flag_every_card() {
        de: "alle Karten, die gerade stecken, statt einer",
        en: "all cards that are in, instead of one",
    }
    help_flag_format() {
        de: "Ausgabe für Überwachung, mit --check: icinga (eine Zeile und Exit-Code 0 bis 3) oder prometheus",
        en: "output for monitoring, with --check: icinga (one line, exit code 0 to 3) or prometheus",
    }
    help_flag_output() {
        de: "mit --format prometheus: in diese Datei schreiben, in einem Zug",
        en: "with --format prometheus: write it into this file, in one go",
    }
    help_flag_check() {
        de: "mit Exit-Code für Überwachung: 20 läuft ab, 21 abgelaufen, 22 nicht freigeschaltet, 24 keine Auskunft",
        en: "exit code for monitoring: 20 expires soon, 21 expired, 22 not released, 24 no answer",
    }
    help_flag_check_status() {
        de: "mit Exit-Code für Überwachung, auch nur für eines von beiden: PINs 11 gesperrt, 25 zu tun; Zertifikate 20 läuft ab, 21 abgelaufen, 22 nicht freigeschaltet, 24 keine Auskunft",
        en: "exit code for monitoring, of both or of one alone: PINs 11 blocked, 25 to be seen to; certificates 20 expires soon, 21 expired, 22 not released, 24 no answer",
    }
    help_flag_warn_days() { de: "so viele Tage vor Ablauf warnen (90)", en: "warn so many days before expiry (90)" }
    help_flag_as_of() { de: "Gültigkeit an diesem Tag beurteilen, z. B. 2026-12-31", en: "judge validity on this day, e.g. 2026-12-31" }
    help_flag_issuer_certs() {
        de: "Ordner mit Ausstellerzertifikaten (DER oder PEM) oder mit der Liste von gematik und ihrer .sig-Datei, gegen die geprüft wird",
        en: "folder of issuer certificates (DER or PEM), or with gematik’s list and its .sig file, to check against",
    }
    help_flag_online() {
        de: "den Auskunftsdienst des Herausgebers fragen, ob die Karte freigeschaltet ist (OCSP)",
        en: "ask the issuer’s service whether the card is released (OCSP)",
    }
    help_flag_no_fetch() {
        de: "mit --online: die Liste der Herausgeber nicht von gematik holen, auch wenn sie fehlt oder abgelaufen ist",
        en: "with --online: do not fetch the list of issuers from gematik, even where it is missing or over",
    }
    help_flag_no_certs() { de: "keine Zertifikate lesen", en: "read no certificates" }
    help_flag_pin() { de: "nur diese PIN: ch, qes oder smc", en: "this PIN only: ch, qes or smc" }
    help_flag_dry_run() {
        de: "alles bis zur ersten Eingabe, auch die Prüfung der Secrets; nichts wird gefragt, nichts gesendet",
        en: "everything up to the first entry, secrets checked too; nothing is asked, nothing is sent",
    }
    help_flag_secrets_file(lines: &str) {
        de: "PINs aus einer Datei, eine je Zeile: {lines}",
        en: "PINs from a file, one a line: {lines}",
    }
    help_flag_secrets_stdin() { de: "dasselbe von der Standardeingabe", en: "the same from standard input" }
    help_flag_secrets_fd() {
        de: "dasselbe von einem Deskriptor (nicht unter Windows)",
        en: "the same from a descriptor (not on Windows)",
    }
    help_flag_transport_length() {
        de: "der Brief nennt Transport-PINs mit so vielen Ziffern (5)",
        en: "the letter gives Transport-PINs of so many digits (5)",
    }
    help_flag_hidden() {
        de: "die Transport-PIN unsichtbar und zweimal eingeben",
        en: "type the Transport-PIN unseen and twice",
    }
    help_flag_allow_trivial() {
        de: "leicht zu erratende neue PINs zulassen",
        en: "allow new PINs that are easily guessed",
    }
    help_flag_holder_present() {
        de: "die Inhaberin oder der Inhaber ist dabei: PIN.QES auch im Skript setzen",
        en: "the holder is present: set PIN.QES in a script too",
    }
    help_flag_tries_used() {
        de: "so oft wurde schon falsch eingegeben, wo die Karte es nicht zeigt (Transport-PIN; PIN, die ein anderes Programm geprüft hat): 0, 1, 2 (2 = auch „weiß nicht“)",
        en: "how often it was entered wrongly before where the card does not show it (Transport-PIN; PIN that another program verified): 0, 1, 2 (2 = also “do not know”)",
    }
    help_flag_try_again() {
        de: "nach einem falschen Versuch weitermachen: letzte Ziffern der Kartennummer; mit --pin",
        en: "go on after a wrong try: last digits of the card number; with --pin",
    }
    help_flag_last_try() {
        de: "den letzten Versuch freigeben: letzte Ziffern der Kartennummer; mit --pin",
        en: "release the last try: last digits of the card number; with --pin",
    }
    help_flag_no_notes() { de: "ohne Notizen über Versuche arbeiten", en: "work without notes of tries" }
    help_doctor() {
        de: "Prüfen, was im Weg steht: Kartendienst, Treiber, USB, Leser, Karte; kostet keinen Versuch",
        en: "Find what is in the way: service, drivers, USB, readers, card; costs no try",
    }
    help_flag_details() {
        de: "auf dem Bildschirm alles zeigen, was gesehen wurde, nicht nur das Ergebnis",
        en: "show on the screen all that was seen, not the result only",
    }
    help_flag_report() {
        de: "Bericht für den Support, ohne Namen und Nummern, auf Wunsch vorher zu sehen: eine Seite (HTML), mit der Endung .json ein Dokument",
        en: "report for support, without names and numbers, to be seen before on request: one page (HTML), a document if the name ends in .json",
    }
    help_flag_polkit_rule() {
        de: "nur die Regel für polkit ausgeben, mit der die Gruppe pinlotse den Kartendienst benutzen darf (Linux, SSH)",
        en: "print only the rule for polkit by which the group pinlotse may use the smart-card service (Linux, SSH)",
    }
    help_flag_redact() {
        de: "mit --json: das Dokument ohne Namen, Nummern und Orte",
        en: "with --json: the document without names, numbers and places",
    }
    help_flag_label() {
        de: "Standort oder Vorgang, steht im Bericht (höchstens 80 Zeichen)",
        en: "site or ticket, stands in the report (80 characters at most)",
    }
    help_flag_probe() {
        de: "für die Entwickler von pinlotse: aufschreiben, was eine echte Karte und ihr Leser auf harmlose Lesebefehle antworten, ohne Namen und Nummern; kostet keinen Versuch, ändert nichts",
        en: "for those who develop pinlotse: write down what a real card and its reader answer to harmless reading commands, without names and numbers; costs no try, changes nothing",
    }
    help_flag_dry_run_probe() {
        de: "mit --probe: nur zeigen, was an die Karte gegeben würde",
        en: "with --probe: only show what would be sent to the card",
    }
    help_flag_with_names() { de: "Bericht mit dem Namen auf der Karte", en: "report with the name on the card" }
    help_flag_vpcd() { de: "Adresse von vpcd", en: "address of vpcd" }
    help_completions() {
        de: "Skript ausgeben, mit dem die Shell Befehle, Schalter, Leser, Karten und Themen ergänzt",
        en: "Print the script by which the shell completes commands, flags, readers, cards and topics",
    }
    help_shell() { de: "bash, zsh, fish oder powershell", en: "bash, zsh, fish or powershell" }
    help_man() {
        de: "Handbuchseite ausgeben, zu lesen mit „pinlotse man | man -l -“",
        en: "Print a page of the manual, to be read with “pinlotse man | man -l -”",
    }
    help_man_command() {
        de: "Befehl, von dem sie handelt; ohne Angabe vom ganzen Programm",
        en: "command that it is about; the whole program when left out",
    }
    help_flag_to() {
        de: "stattdessen alle Seiten in diesen Ordner schreiben",
        en: "write all pages into this folder instead",
    }
    help_candidates() {
        de: "Was die Skripte von „completions“ fragen",
        en: "What the scripts of “completions” ask",
    }
    help_candidates_current() { de: "Anfang des Wortes", en: "beginning of the word" }
    help_candidates_words() { de: "die Wörter davor", en: "the words before it" }
    man_name() { de: "BEZEICHNUNG", en: "NAME" }
    man_about() {
        de: "Transport-PINs von eHBA und SMC-B in eigene PINs ändern",
        en: "change the Transport-PINs of eHBA and SMC-B cards into PINs of your own",
    }
    man_synopsis() { de: "ÜBERSICHT", en: "SYNOPSIS" }
    man_description() { de: "BESCHREIBUNG", en: "DESCRIPTION" }
    man_more() {
        de: "Die Exit-Codes, die Regeln für Skripte, alle Variablen und Dateien stehen in der Dokumentation des Programms: exit-codes.md, scripting.md, json.md.",
        en: "The exit codes, the rules for scripts, all variables and files stand in the documentation of the program: exit-codes.md, scripting.md, json.md.",
    }
    man_see() { de: "Siehe auch", en: "See also" }
}
