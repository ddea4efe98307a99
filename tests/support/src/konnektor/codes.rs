//! gematik's error codes, as far as this Konnektor has them. The texts are for people; no client may
//! go by them.

/// An error of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: u16,
    /// More than the table says, for `Detail`.
    pub detail: Option<String>,
}

impl Problem {
    pub fn new(code: u16) -> Self {
        Self { code, detail: None }
    }

    /// 4000: the request does not fit.
    pub fn request(detail: impl Into<String>) -> Self {
        Self {
            code: 4000,
            detail: Some(detail.into()),
        }
    }
}

/// A line of the table.
#[derive(Debug)]
pub struct Code {
    pub code: u16,
    /// `Error` or `Warning`.
    pub severity: &'static str,
    /// `Technical` or `Security`.
    pub kind: &'static str,
    pub text: &'static str,
}

const fn technical(code: u16, text: &'static str) -> Code {
    Code {
        code,
        severity: "Error",
        kind: "Technical",
        text,
    }
}

const fn security(code: u16, text: &'static str) -> Code {
    Code {
        kind: "Security",
        ..technical(code, text)
    }
}

const fn warning(code: u16, text: &'static str) -> Code {
    Code {
        severity: "Warning",
        ..technical(code, text)
    }
}

/// All of them. Text, type and severity of 4000 to 4021, 4043 to 4049 and 4053 to 4094 are those of
/// gemSpec_Kon 5.18.0 (TAB_KON_515, 089, 093, 193, 091, 535, 216, 547, 604), where it has several
/// texts that of ChangePin; of the others only the meaning is known.
pub const CODES: &[Code] = &[
    technical(4000, "Syntaxfehler"),
    technical(4001, "Interner Fehler"),
    technical(
        4002,
        "Der Konnektor befindet sich in einem kritischen Betriebszustand",
    ),
    technical(
        4003,
        "Keine User-ID angegeben, die zur Identifikation der Kartensitzung_HBAx benötigt wird.",
    ),
    technical(4004, "Ungültige Mandanten-ID"),
    technical(4005, "Ungültige Clientsystem-ID"),
    technical(4006, "Ungültige Arbeitsplatz-ID"),
    technical(4007, "Ungültige Kartenterminal-ID"),
    technical(4008, "Karte nicht als gesteckt identifiziert"),
    security(
        4009,
        "SM-B ist dem Konnektor nicht als SM-B_Verwaltet bekannt",
    ),
    security(4010, "Clientsystem ist dem Mandanten nicht zugeordnet"),
    security(4011, "Arbeitsplatz ist dem Mandanten nicht zugeordnet"),
    security(4012, "Kartenterminal ist dem Mandanten nicht zugeordnet"),
    security(4013, "SM-B_Verwaltet ist dem Mandanten nicht zugeordnet"),
    security(
        4014,
        "Für den Mandanten ist der Arbeitsplatz nicht dem Clientsystem zugeordnet",
    ),
    security(
        4015,
        "Kartenterminal ist weder lokal noch entfernt vom Arbeitsplatz aus zugreifbar",
    ),
    security(
        4016,
        "Kartenterminal ist nicht lokal vom Arbeitsplatz aus zugreifbar",
    ),
    security(
        4018,
        "Der HBAx hat mindestens eine Kartensitzung zu einer anderen UserId, deren \
         Sicherheitszustand erhöht ist.",
    ),
    technical(
        4019,
        "Zu den Parametern konnte keine Regel ermittelt werden.",
    ),
    security(
        4020,
        "Kartenterminal ist weder lokal noch entfernt über irgendeinen dem Clientsystem \
         zugeordneten Arbeitsplatz aus zugreifbar",
    ),
    technical(
        4021,
        "Es sind nicht alle Pflichtparameter mandantId, clientSystemId, workplaceId gefüllt.",
    ),
    technical(4040, "Kartenterminal nicht verbunden"),
    warning(4043, "Timeout bei der PIN-Eingabe"),
    technical(4044, "Fehler beim Zugriff auf das Kartenterminal"),
    technical(4045, "Fehler beim Zugriff auf die Karte"),
    technical(4046, "Kartenapplikation existiert nicht"),
    technical(4047, "Karten-Handle ungültig"),
    technical(4048, "Fehler bei der C2C-Authentisierung"),
    technical(4049, "Abbruch durch den Benutzer"),
    technical(4050, "Kartenzugriff fehlgeschlagen"),
    technical(4051, "falscher Kartentyp"),
    security(4052, "Kartenzugriff verweigert"),
    security(4053, "Remote-PIN nicht möglich"),
    technical(4056, "Fehler bei der C2C-Authentisierung, Quellkarte"),
    technical(4057, "Fehler bei der C2C-Authentisierung, Zielkarte"),
    technical(4060, "Ressource belegt"),
    security(4063, "PIN bereits blockiert (BLOCKED)"),
    security(4064, "alte PIN bereits blockiert (hier: PUK)"),
    warning(4065, "PIN ist transportgeschützt, Änderung erforderlich"),
    technical(4066, "PIN Pad nicht verfügbar"),
    security(4067, "neue PIN nicht identisch"),
    security(4068, "neue PIN zu kurz/zu lang"),
    technical(4071, "keine Karte für C2C-Auth gesetzt"),
    technical(4072, "ungültige PIN-Referenz PinRef"),
    security(4085, "Zugriffsbedingungen nicht erfüllt"),
    security(4090, "Zugriff auf eGK nicht gestattet"),
    technical(
        4092,
        "Remote-PIN-KT benötigt aber für diesen Arbeitsplatz nicht definiert",
    ),
    technical(
        4093,
        "Karte wird in einer anderen Kartensitzung exklusiv verwendet",
    ),
    technical(4094, "Timeout beim Kartenzugriff aufgetreten"),
    technical(4097, "Ungültige SlotID"),
    technical(4098, "Keine Karte im angegebenen Slot gefunden"),
    technical(4099, "Keine Karte zur angegebenen Iccsn gefunden"),
    technical(4101, "Karten-Handle ungültig"),
    technical(4131, "Karte wurde entfernt"),
    technical(4132, "Zertifikat nicht vorhanden"),
    technical(4146, "Kartenhandle existiert nicht"),
    technical(4147, "Zertifikat nicht vorhanden"),
    technical(4148, "Fehler beim Extrahieren von Zertifikaten"),
    technical(4149, "Ungültige Zertifikatsreferenz"),
    security(
        4204,
        "Clientsystem aus dem Aufrufkontext konnte nicht authentifiziert werden.",
    ),
    technical(
        4209,
        "Kartentyp %CardType% wird durch diese Operation nicht unterstützt.",
    ),
    warning(4256, "Zertifikat nicht auf der Karte vorhanden"),
    warning(4257, "Zertifikat nicht lesbar"),
    technical(4258, "ECC-Zertifikate nicht vorhanden auf Karte"),
];

/// Its line in the table.
pub fn code(code: u16) -> &'static Code {
    const UNKNOWN: Code = technical(0, "unbekannter Fehler");
    let found = CODES.iter().find(|line| line.code == code);
    found.unwrap_or(&UNKNOWN)
}
