//! Good input to begin with, made from the built-in cards and by hand. All PINs are invented.

use apdu::{Command, tlv};
use pinlotse::virtual_card::{Profile, Source, VirtualCard};

/// The targets, which are also the names in [`super::entries`].
pub const TARGETS: [&str; 14] = [
    "tlv",
    "command",
    "card",
    "image",
    "state_file",
    "secrets_file",
    "certificate",
    "ocsp",
    "signed_list",
    "http_reply",
    "typed_octets",
    "reader_names",
    "pcsc_numbers",
    "shown_text",
];

/// Those of the feature `konnektor`, which are names in [`super::key_files`] and
/// [`super::konnektor`].
pub const WITH_KONNEKTOR: [&str; 3] = ["key_file", "konnektor_answer", "konnektor_directory"];

/// Seeds of one target; none for a name that is no target.
#[must_use]
pub fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "tlv" => objects(),
        "command" => commands(),
        "card" => vec![conversation(0), conversation(1)],
        "image" => vec![IMAGE.as_bytes().to_vec()],
        "state_file" => [Profile::Hba, Profile::Smcb].map(state_file).into(),
        "secrets_file" => SECRETS
            .iter()
            .map(|text| text.as_bytes().to_vec())
            .collect(),
        "certificate" => certificates(),
        "ocsp" => responses(),
        "signed_list" => certificates()
            .iter()
            .filter_map(|certificate| signature(certificate))
            .collect(),
        "http_reply" => REPLIES.map(|text| text.as_bytes().to_vec()).into(),
        "konnektor_answer" => konnektor_answers(),
        "konnektor_directory" => vec![DIRECTORY.as_bytes().to_vec()],
        "key_file" => KEY_FILES.map(<[u8]>::to_vec).into(),
        "typed_octets" => TYPED.iter().map(|octets| octets.to_vec()).collect(),
        "reader_names" => vec![
            b"REINER SCT cyberJack RFID komfort 00 00\0Virtual PCD 00 01".to_vec(),
            b"Gem\xAE PC Twin\0Ger\xFCt 0".to_vec(),
            "Gem® PC Twin\0Gerät 0".as_bytes().to_vec(),
        ],
        "pcsc_numbers" => [0x8010_001Du32, 0x8010_0069, 0x6BA, 0x6, u32::MAX]
            .map(|number| number.to_be_bytes().to_vec())
            .into(),
        "shown_text" => [
            "Änne Größ-Özdemir",
            "Praxis\nFertig: alles gesetzt",
            "a\u{202E}b\u{2028}c\u{1b}[2J",
        ]
        .map(|text| text.as_bytes().to_vec())
        .into(),
        _ => Vec::new(),
    }
}

/// Files of client certificates whose keys are derived in one round, so that a fuzzer gets on:
/// PBES2, with RC2, open, in BER, and with PBMAC1.
const KEY_FILES: [&[u8]; 5] = [
    include_bytes!("../../konnektor/key_files/once.p12"),
    include_bytes!("../../konnektor/key_files/once-rc2-40.p12"),
    include_bytes!("../../konnektor/key_files/once-open.p12"),
    include_bytes!("../../konnektor/key_files/ber-once.p12"),
    include_bytes!("../../konnektor/key_files/once-pbmac1.p12"),
];

/// Answers of a Konnektor to each question, a warning, and a fault with a maker's entry first.
fn konnektor_answers() -> Vec<Vec<u8>> {
    let ok = "<a:Status><a:Result>OK</a:Result></a:Status>";
    let trace = "<e:Trace><e:EventID/><e:Code>4711</e:Code><e:Severity>Error</e:Severity></e:Trace>\
        <e:Trace><e:Code>4060</e:Code><e:ErrorText>Belegt</e:ErrorText></e:Trace>";
    let error = format!("<e:Error><e:MessageID>1</e:MessageID>{trace}</e:Error>");
    let warning = format!("<a:Status><a:Result>Warning</a:Result>{error}</a:Status>");
    let card = "<c:Cards><c:Card><a:CardHandle>HBA-7</a:CardHandle><b:CardType>HBA</b:CardType>\
        <c:CardVersion><c:COSVersion><c:Major>4</c:Major><c:Minor>6</c:Minor>\
        <c:Revision>0</c:Revision></c:COSVersion></c:CardVersion>\
        <b:Iccsn>80276999990000000017</b:Iccsn><b:CtId>T1</b:CtId><b:SlotId>2</b:SlotId>\
        <c:InsertTime>2026-11-28T08:00:00Z</c:InsertTime>\
        <c:CertificateExpirationDate>2030-01-31+01:00</c:CertificateExpirationDate>\
        </c:Card></c:Cards>";
    let terminal = "<t:CardTerminals><t:CardTerminal><b:CtId>T1</b:CtId><a:WorkplaceIds>\
        <a:WorkplaceId>P1</a:WorkplaceId></a:WorkplaceIds><t:IPAddress>\
        <t:IPV4Address>192.168.1.5</t:IPV4Address></t:IPAddress><t:Slots>4</t:Slots>\
        <t:IS_PHYSICAL>true</t:IS_PHYSICAL></t:CardTerminal></t:CardTerminals>";
    let certificate = "<d:X509DataInfoList><d:X509DataInfo><d:CertRef>C.AUT</d:CertRef>\
        <d:X509Data><d:X509Certificate>MAMC AQA=</d:X509Certificate></d:X509Data>\
        </d:X509DataInfo></d:X509DataInfoList>";
    let result =
        |word: &str| format!("<b:PinResult>{word}</b:PinResult><b:LeftTries>2</b:LeftTries>");
    let state = "<c:PinStatus>VERIFIABLE</c:PinStatus><c:LeftTries>3</c:LeftTries>";
    let bodies = [
        ("c:GetPinStatusResponse", [ok, state].concat()),
        ("v:GetCardsResponse", [ok, card].concat()),
        ("v:GetCardTerminalsResponse", [ok, terminal].concat()),
        ("z:ReadCardCertificateResponse", [ok, certificate].concat()),
        ("c:VerifyPinResponse", ok.to_owned() + &result("REJECTED")),
        ("c:ChangePinResponse", warning + &result("ERROR")),
        ("c:UnblockPinResponse", ok.to_owned() + &result("OK")),
        (
            "s:Fault",
            format!("<faultcode>s:Server</faultcode><detail>{error}</detail>"),
        ),
    ];
    let gematik = "http://ws.gematik.de";
    let declared = format!(
        "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:a=\"{gematik}/conn/ConnectorCommon/v5.0\" \
         xmlns:b=\"{gematik}/conn/CardServiceCommon/v2.0\" \
         xmlns:c=\"{gematik}/conn/CardService/v8.1\" \
         xmlns:d=\"{gematik}/conn/CertificateServiceCommon/v2.0\" \
         xmlns:e=\"{gematik}/tel/error/v2.0\" \
         xmlns:t=\"{gematik}/conn/CardTerminalInfo/v8.0\" \
         xmlns:v=\"{gematik}/conn/EventService/v7.2\" \
         xmlns:z=\"{gematik}/conn/CertificateService/v6.0\""
    );
    let envelope = |(name, inside): (&str, String)| {
        let body = format!("<{name}>{inside}</{name}>");
        format!("<s:Envelope {declared}><s:Body>{body}</s:Body></s:Envelope>").into_bytes()
    };
    bodies.into_iter().map(envelope).collect()
}

/// A service directory with what is used and what is not.
const DIRECTORY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<d:ConnectorServices xmlns:d="http://ws.gematik.de/conn/ServiceDirectory/v3.1"
 xmlns:s="http://ws.gematik.de/conn/ServiceInformation/v2.0"
 xmlns="http://ws.gematik.de/int/version/ProductInformation/v1.1">
<ProductInformation><ProductTypeInformation><ProductType>Konnektor</ProductType>
</ProductTypeInformation><ProductIdentification><ProductVersion><Local><HWVersion>1</HWVersion>
</Local></ProductVersion></ProductIdentification></ProductInformation>
<d:TLSMandatory>true</d:TLSMandatory><d:ClientAutMandatory>0</d:ClientAutMandatory>
<s:ServiceInformation><s:Service Name="CardService"><s:Versions>
<s:Version TargetNamespace="http://ws.gematik.de/conn/CardService/WSDL/v8.2" Version="8.2.1">
<s:EndpointTLS Location="https://192.168.1.2:443/ws/CardService"/></s:Version>
<s:Version TargetNamespace="http://ws.gematik.de/conn/CardService/WSDL/v8.1" Version="8.1.10">
<s:Endpoint Location="http://192.168.1.2/ws/CardService"/>
<s:EndpointTLS Location="https://192.168.1.2:443/ws/CardService"/></s:Version>
</s:Versions></s:Service><s:Service Name="EventService"><s:Versions>
<s:Version TargetNamespace="http://ws.gematik.de/conn/EventService/WSDL/v7.2" Version="7.2.0">
<s:EndpointTLS Location="https://[fd00::1]/service/systeminformationservice"/></s:Version>
</s:Versions></s:Service></s:ServiceInformation></d:ConnectorServices>"#;

/// Replies as servers send them: of a known length, in chunks, sent elsewhere, to the end.
const REPLIES: [&str; 5] = [
    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 Fault\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 307 x\r\nLocation: /ocsp\r\n\r\n",
    "HTTP/1.0 200 OK\nX-Long: a,\n b\n\nhello",
    "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
];

/// A signature of a list whose signer has this certificate: ecdsa-with-SHA256, r = s = 1.
fn signature(certificate: &[u8]) -> Option<Vec<u8>> {
    let algorithm = tlv::encode(
        0x30,
        &tlv::encode(0x06, &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]),
    );
    let bits = [0x00, 0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01];
    let parts = [&algorithm[..], &tlv::encode(0x03, &bits), certificate];
    (certificate.first() == Some(&0x30)).then(|| tlv::encode(0x30, &parts.concat()))
}

/// What a card answers: FCP, EF.GDO, EF.DIR, EF.Version2; a long and a cut object.
fn objects() -> Vec<Vec<u8>> {
    let aid = tlv::encode(0x84, &[0xD2, 0x76, 0x00, 0x01, 0x46, 0x01]);
    let fcp = tlv::encode(
        0x62,
        &[
            tlv::encode(0x82, &[0x78]),
            tlv::encode(0x83, &[0x3F, 0x00]),
            aid,
        ]
        .concat(),
    );
    let mut cut = tlv::encode(0x62, &[0x84; 300]);
    cut.truncate(256);
    let number = [0x80, 0x27, 0x69, 0x99, 0x99, 0x00, 0x00, 0x00, 0x00, 0x17];
    let directory = tlv::encode(
        0x61,
        &tlv::encode(0x4F, &[0xD2, 0x76, 0x00, 0x01, 0x46, 0x06]),
    );
    let versions = [
        tlv::encode(0xC0, &[0x02, 0, 0]),
        tlv::encode(0xC1, &[4, 7, 1]),
        tlv::encode(0xC4, &[1, 0, 0]),
    ];
    let version2 = tlv::encode(0xEF, &versions.concat());
    vec![
        fcp,
        cut,
        tlv::encode(0x5A, &number),
        directory,
        version2,
        tlv::encode(0x7F4E, &tlv::encode(0x5F29, &[0])),
    ]
}

/// What people type where a secret is asked for.
const TYPED: [&[u8]; 6] = [
    b"53962\r53962\r740926\r740926\r",
    b"7409\x7f\x0826\r999\x15740926\n",
    b"74\x1b740926\r74092\x1b[D\x1b[D6\r\x1bOw\r",
    b"\x1b[200~740926\x1b[201~\r7409\xe426\r\xe4\r",
    b"12345678901234\x7f\x7f\r 740 926\r740926\x03",
    b"740926\x04740926\x1c\x13\x11\x16\x17\x00\r",
];

fn encoded(command: Command) -> Vec<u8> {
    command.encode().as_slice().to_vec()
}

/// One of each case.
fn commands() -> Vec<Vec<u8>> {
    let select = || Command::new(0x00, 0xA4, 0x04, 0x0C);
    let read = || Command::new(0x00, 0xB0, 0x82, 0x00);
    let aid = [0xD2, 0x76, 0x00, 0x00, 0x66, 0x01];
    let all = [
        Ok(select()),
        read().with_ne(256),
        read().with_ne(65_536),
        select().with_data(&aid),
        select().with_data(&[0x5A; 300]),
        select()
            .with_data(&aid)
            .and_then(|command| command.with_ne(256)),
        select()
            .with_data(&[0x5A; 300])
            .and_then(|command| command.with_ne(1000)),
    ];
    let mut octets: Vec<Vec<u8>> = all.into_iter().flatten().map(encoded).collect();
    octets.push(change());
    octets.push(vec![0x63, 0xC2]);
    octets
}

/// CHANGE REFERENCE DATA from one invented PIN to another.
fn change() -> Vec<u8> {
    let header = [0x00, 0x24, 0x00, 0x01, 0x10];
    let (old, new) = (
        [0x25, 0x28, 0x40, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x26, 0x47, 0x11, 0x93, 0xFF, 0xFF, 0xFF, 0xFF],
    );
    [&header[..], &old, &new].concat()
}

/// The look at a card and an activation.
fn conversation(profile: u8) -> Vec<u8> {
    let qes = [
        0x00, 0xA4, 0x04, 0x0C, 0x06, 0xD2, 0x76, 0x00, 0x00, 0x66, 0x01,
    ]
    .to_vec();
    let commands = [
        vec![0x00, 0xA4, 0x04, 0x04, 0x00],
        vec![0x00, 0xB0, 0x82, 0x00, 0x00],
        vec![0x00, 0xB2, 0x01, 0xF4, 0x00],
        vec![0x80, 0x20, 0x00, 0x01],
        change(),
        qes,
        vec![0x80, 0x20, 0x00, 0x81],
        [&[0x00, 0x2C, 0x00, 0x01, 0x10][..], &change()[5..]].concat(),
        vec![0x00, 0x70, 0x00, 0x00, 0x01],
    ];
    let framed = commands
        .iter()
        .flat_map(|command| [&[command.len() as u8][..], command].concat());
    [profile].into_iter().chain(framed).collect()
}

fn state_file(profile: Profile) -> Vec<u8> {
    let path = std::env::temp_dir().join(format!(
        "pinlotse-seed-{}-{profile:?}.json",
        std::process::id()
    ));
    let saved = VirtualCard::load(&Source::Profile(profile)).and_then(|card| card.save(&path));
    let octets = saved
        .ok()
        .and_then(|()| std::fs::read(&path).ok())
        .unwrap_or_default();
    let _ = std::fs::remove_file(&path);
    octets
}

/// An eHBA's certificate with everything that is read of one, signed by nobody; padded as files on
/// a card are; a card verifiable one; PEM.
fn certificates() -> Vec<Vec<u8>> {
    let whole = x509();
    let pem = "-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n";
    vec![
        whole.clone(),
        [whole, vec![0; 64]].concat(),
        vec![0x7F, 0x21, 0x01, 0x00],
        pem.into(),
    ]
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv::encode(0x30, &parts.concat())
}

/// An object identifier by its value octets.
fn oid(octets: &[u8]) -> Vec<u8> {
    tlv::encode(0x06, octets)
}

fn text(text: &str) -> Vec<u8> {
    tlv::encode(0x0C, text.as_bytes())
}

fn name(attributes: &[(&[u8], &str)]) -> Vec<u8> {
    let set = |(attribute, value): &(&[u8], &str)| {
        tlv::encode(0x31, &sequence(&[oid(attribute), text(value)]))
    };
    sequence(&attributes.iter().map(set).collect::<Vec<_>>())
}

fn extension(id: &[u8], value: Vec<u8>) -> Vec<u8> {
    sequence(&[oid(id), tlv::encode(0x04, &value)])
}

fn x509() -> Vec<u8> {
    // 1.2.840.10045.4.3.2, ecdsa-with-SHA256; brainpoolP256r1; commonName and so on.
    let algorithm = || sequence(&[oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])]);
    let curve = [0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07];
    let (cn, gn, sn, o) = (
        &[0x55, 0x04, 0x03][..],
        &[0x55, 0x04, 0x2A][..],
        &[0x55, 0x04, 0x04][..],
        &[0x55, 0x04, 0x0A],
    );
    let holder = name(&[
        (cn, "Dr. Erika MustermannTEST-ONLY"),
        (gn, "Erika"),
        (sn, "Mustermann"),
    ]);
    let issuer = name(&[
        (o, "Erfunden NOT-VALID"),
        (cn, "ERFUNDEN.HBA-CA1 TEST-ONLY"),
    ]);
    let validity = sequence(&[
        tlv::encode(0x17, b"200101000000Z"),
        tlv::encode(0x18, b"20991231225959Z"),
    ]);
    let key = [
        oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]),
        oid(&curve),
    ];
    let point = [&[0x00, 0x04][..], &[0x5A; 64]].concat();
    let key = sequence(&[sequence(&key), tlv::encode(0x03, &point)]);
    // 1.2.276.0.76.4.75 (C.HP.AUT) and .31 (a profession).
    let (policy, profession) = (
        [0x2A, 0x82, 0x14, 0x00, 0x4C, 0x04, 0x4B],
        [0x2A, 0x82, 0x14, 0x00, 0x4C, 0x04, 0x1F],
    );
    let number = tlv::encode(0x13, b"2-0123456789");
    let info = sequence(&[
        sequence(&[text("Zahnarzt")]),
        sequence(&[oid(&profession)]),
        number,
    ]);
    let authority = tlv::encode(0xA4, &name(&[(o, "Erfundene Kammer")]));
    let admission = sequence(&[authority, sequence(&[sequence(&[sequence(&[info])])])]);
    let ocsp = tlv::encode(0x86, b"http://ocsp.example/");
    let access = sequence(&[sequence(&[
        oid(&[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01]),
        ocsp,
    ])]);
    let extensions = [
        extension(&[0x55, 0x1D, 0x20], sequence(&[sequence(&[oid(&policy)])])),
        extension(&[0x55, 0x1D, 0x13], sequence(&[])),
        extension(&[0x55, 0x1D, 0x0F], vec![0x03, 0x02, 0x07, 0x80]),
        extension(&[0x55, 0x1D, 0x0E], tlv::encode(0x04, &[0x11; 20])),
        extension(&[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01], access),
        extension(&[0x2B, 0x24, 0x08, 0x03, 0x03], admission),
    ];
    let (version, serial) = (
        tlv::encode(0xA0, &[0x02, 0x01, 0x02]),
        vec![0x02, 0x03, 0x01, 0x7A, 0x5A],
    );
    let extensions = tlv::encode(0xA3, &sequence(&extensions));
    let tbs = sequence(&[
        version,
        serial,
        algorithm(),
        issuer,
        validity,
        holder,
        key,
        extensions,
    ]);
    let signature = sequence(&[vec![0x02, 0x01, 0x11], vec![0x02, 0x01, 0x12]]);
    sequence(&[
        tbs,
        algorithm(),
        tlv::encode(0x03, &[vec![0x00], signature].concat()),
    ])
}

/// Answers signed by nobody: good with a certificate beside it, revoked, unknown; a refusal; a web
/// page.
fn responses() -> Vec<Vec<u8>> {
    let reason = tlv::encode(0xA0, &[0x0A, 0x01, 0x01]);
    let revoked = tlv::encode(
        0xA1,
        &[tlv::encode(0x18, b"20260102030405Z"), reason].concat(),
    );
    let mut all = vec![response(vec![0x80, 0x00], &[x509()])];
    all.push(response(revoked, &[]));
    all.push(response(vec![0x82, 0x00], &[]));
    all.push(sequence(&[vec![0x0A, 0x01, 0x03]]));
    all.push(b"<html>log in</html>".to_vec());
    all
}

fn response(status: Vec<u8>, certificates: &[Vec<u8>]) -> Vec<u8> {
    let algorithm = sequence(&[oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])]);
    let sha1 = sequence(&[oid(&[0x2B, 0x0E, 0x03, 0x02, 0x1A]), vec![0x05, 0x00]]);
    let hash = || tlv::encode(0x04, &[0x22; 20]);
    let about = sequence(&[sha1, hash(), hash(), vec![0x02, 0x03, 0x01, 0x7A, 0x5A]]);
    let moment = || tlv::encode(0x18, b"20260102030405Z");
    // CertHash, 1.3.36.8.3.13, with SHA-256.
    let sha256 = sequence(&[oid(&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01])]);
    let known = extension(
        &[0x2B, 0x24, 0x08, 0x03, 0x0D],
        sequence(&[sha256, tlv::encode(0x04, &[0x33; 32])]),
    );
    let extensions = tlv::encode(0xA1, &sequence(&[known]));
    let single = sequence(&[
        about,
        status,
        moment(),
        tlv::encode(0xA0, &moment()),
        extensions,
    ]);
    let responder = tlv::encode(0xA2, &hash());
    let data = sequence(&[responder, moment(), sequence(&[single])]);
    let mut parts = vec![data, algorithm, tlv::encode(0x03, &[0x00, 0x30, 0x00])];
    if !certificates.is_empty() {
        parts.push(tlv::encode(0xA0, &sequence(certificates)));
    }
    let basic = tlv::encode(0x04, &sequence(&parts));
    let bytes = sequence(&[
        oid(&[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01]),
        basic,
    ]);
    sequence(&[vec![0x0A, 0x01, 0x00], tlv::encode(0xA0, &bytes)])
}

const SECRETS: [&str; 3] = [
    "# invented\ntransport.ch = 28407\nnew.ch = 471193 # own\r\n\npuk.ch = 60483719\ncan = 582693\n",
    "\u{FEFF}current.qes=5826470\nnew.qes=7306158\npin.ch = 28407\nnew_smc = 60718293\n",
    "new.ch = 123456\nnew.ch = 471193\ntransport.smc = 2840O\ncurrent.ch =\nnew.smc 60718293",
];

/// A card with a folder, files of both structures, a password and rules, in gematik's format.
const IMAGE: &str = r#"<card name="small"><objectSystem><attribute id="root">
<child id="MF" objectType="ADF"><attributes>
<attribute id="lifeCycleStatus">ACTIVATED</attribute><attribute id="shareable">TRUE</attribute>
<attribute id="accessRules">CB{[ACTIVATED,1,{({00||b0||??||??},ALW)}]}</attribute>
<attribute id="applicationIdentifier">{d27600014601}</attribute></attributes><children>
<child id="EF.A" objectType="TransparentElementaryFile"><attributes>
<attribute id="lifeCycleStatus">ACTIVATED</attribute><attribute id="shareable">TRUE</attribute>
<attribute id="accessRules">CB{[ACTIVATED,1,{({00||b0||??||??},ALW)}]}</attribute>
<attribute id="body">5A0A80276999990000000017</attribute><attribute id="fileIdentifier">2f02</attribute>
<attribute id="shortFileIdentifier">02</attribute><attribute id="numberOfOctet">0c</attribute>
<attribute id="positionLogicalEndOfFile">0c</attribute></attributes></child>
<child id="PIN.A" objectType="PWD"><attributes>
<attribute id="lifeCycleStatus">ACTIVATED</attribute><attribute id="shareable">TRUE</attribute>
<attribute id="accessRules">CB{[ACTIVATED,1,{({00||20||??||??},ALW),({80||20||00||??},ALW)}]}</attribute>
<attribute id="pwdIdentifier">01</attribute><attribute id="minimumLength">06</attribute>
<attribute id="maximumLength">08</attribute><attribute id="startRetryCounter">03</attribute>
<attribute id="retryCounter">03</attribute><attribute id="transportStatus">transportPIN</attribute>
<attribute id="flagEnabled">TRUE</attribute><attribute id="startSSecList">{(1,00fa),(2,INFINITY)}</attribute>
<attribute id="pukUsage">0a</attribute><attribute id="secret">2528407FFFFFFFFF</attribute>
<attribute id="PUK">2860483719FFFFFF</attribute></attributes></child>
<child id="K" objectType="PrivateRsaKey"/>
</children></child></attribute>
<attribute id="coldAnswerToReset">3B90</attribute></objectSystem>
<commons><common id="LOGICAL_CHANNELS">4</common></commons></card>
"#;
