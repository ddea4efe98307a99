//! Signatures that OpenSSL made over one message, and what becomes of them when something is
//! changed.

use crate::certificate::Check;
use crate::certificate::key::{Algorithm, PublicKey};
use crate::certificate::signature::{Obstacle, verify};

const SIGNED: &[u8] = b"These octets were signed.";

const ECDSA_SHA256: &str = "300A06082A8648CE3D040302";
const ECDSA_SHA1: &str = "300906072A8648CE3D0401";
const SHA256_RSA: &str = "300D06092A864886F70D01010B0500";
const SHA384_RSA: &str = "300D06092A864886F70D01010C0500";
const SHA512_RSA: &str = "300D06092A864886F70D01010D0500";
const SHA1_RSA: &str = "300D06092A864886F70D0101050500";
const PSS_SHA256: &str = "304106092A864886F70D01010A3034A00F300D06096086480165030402010500\
                          A11C301A06092A864886F70D010108300D06096086480165030402010500A203020120";
const PSS_SHA512: &str = "304106092A864886F70D01010A3034A00F300D06096086480165030402030500\
                          A11C301A06092A864886F70D010108300D06096086480165030402030500A203020140";
/// No parameters but the salt: SHA-1 by default.
const PSS_SHA1: &str = "301206092A864886F70D01010A3005A203020120";

fn octets(hex: &str) -> Vec<u8> {
    hex::decode(hex).unwrap()
}

fn judge(algorithm: &str, key: &[u8], signed: &[u8], signature: &[u8]) -> Check<Obstacle> {
    let algorithm = Algorithm::of_der(&octets(algorithm)).unwrap();
    verify(
        &algorithm,
        &PublicKey::of_der(key).unwrap(),
        signed,
        signature,
    )
}

fn cannot_tell(why: Obstacle) -> Check<Obstacle> {
    Check::CannotTell(why)
}

fn unsupported(method: &str) -> Check<Obstacle> {
    cannot_tell(Obstacle::Method(method.to_owned()))
}

#[test]
fn signatures_of_openssl_hold_and_are_broken_once_a_bit_differs() {
    let rows = [
        (ECDSA_SHA256, EC_KEY, ECDSA),
        (SHA256_RSA, RSA_KEY, RSA_256),
        (SHA384_RSA, RSA_KEY, RSA_384),
        (SHA512_RSA, RSA_KEY, RSA_512),
        (PSS_SHA256, RSA_KEY, PSS_256),
        (PSS_SHA512, RSA_KEY, PSS_512),
    ];
    for (algorithm, key, signature) in rows {
        let (key, signature) = (octets(key), octets(signature));
        assert_eq!(
            judge(algorithm, &key, SIGNED, &signature),
            Check::Holds,
            "{algorithm}"
        );
        assert_eq!(
            judge(algorithm, &key, b"These octets were signed!", &signature),
            Check::Broken,
            "{algorithm}"
        );
        let mut flipped = signature.clone();
        *flipped.last_mut().unwrap() ^= 1;
        assert_eq!(
            judge(algorithm, &key, SIGNED, &flipped),
            Check::Broken,
            "{algorithm}"
        );
        let mut longer = signature.clone();
        longer.push(0);
        for malformed in [
            &longer[..],
            &signature[1..],
            &signature[..signature.len() - 1],
            &[],
        ] {
            assert_eq!(
                judge(algorithm, &key, SIGNED, malformed),
                cannot_tell(Obstacle::Signature),
                "{algorithm}"
            );
        }
    }
}

#[test]
fn a_signature_of_another_hash_or_padding_is_broken() {
    let rows = [
        (SHA384_RSA, RSA_KEY, RSA_256),
        (PSS_SHA256, RSA_KEY, RSA_256),
        (PSS_SHA512, RSA_KEY, PSS_256),
        (SHA256_RSA, RSA_KEY, PSS_256),
    ];
    for (algorithm, key, signature) in rows {
        assert_eq!(
            judge(algorithm, &octets(key), SIGNED, &octets(signature)),
            Check::Broken,
            "{algorithm}"
        );
    }
}

#[test]
fn a_key_of_another_kind_decides_nothing() {
    let rows = [
        (SHA256_RSA, EC_KEY, RSA_256),
        (PSS_SHA256, EC_KEY, PSS_256),
        (ECDSA_SHA256, RSA_KEY, ECDSA),
    ];
    for (algorithm, key, signature) in rows {
        assert_eq!(
            judge(algorithm, &octets(key), SIGNED, &octets(signature)),
            cannot_tell(Obstacle::OtherKey),
            "{algorithm}"
        );
    }
}

/// The RSA key as one that is for RSASSA-PSS only, with these parameters.
fn pss_key(parameters: &str) -> Vec<u8> {
    let element = |tag: u8, content: &[u8]| {
        let length = content.len();
        let head = match length {
            ..=0x7F => vec![tag, u8::try_from(length).unwrap()],
            _ => {
                let [high, low] = u16::try_from(length).unwrap().to_be_bytes();
                vec![tag, 0x82, high, low]
            }
        };
        [head, content.to_vec()].concat()
    };
    let whole = octets(RSA_KEY);
    // Behind head and algorithm.
    let bits = &whole[4 + 15..];
    let oid = octets("06092A864886F70D01010A");
    let algorithm = element(0x30, &[oid, octets(parameters)].concat());
    element(0x30, &[&algorithm, bits].concat())
}

/// Parameters of RSASSA-PSS: SHA-256 or SHA-512, and the octets of salt in hex digits.
fn pss_parameters(hash: &str, salt: &str) -> String {
    format!(
        "3034A00F300D060960864801650304020{hash}0500A11C301A06092A864886F70D010108300D060960864801650304020{hash}0500A2030201{salt}"
    )
}

#[test]
fn a_key_for_one_way_to_sign_only_takes_no_other() {
    let (sha256, sha512) = ("1", "3");
    let judged = |algorithm: &str, parameters: &str, signature: &str| {
        judge(algorithm, &pss_key(parameters), SIGNED, &octets(signature))
    };
    let other_key = cannot_tell(Obstacle::OtherKey);
    // It names no parameters: any of PSS.
    assert_eq!(judged(PSS_SHA256, "", PSS_256), Check::Holds);
    assert_eq!(judged(PSS_SHA512, "", PSS_512), Check::Holds);
    // Its own, and a longer salt than it asks for.
    for salt in ["20", "14", "00"] {
        let own = pss_parameters(sha256, salt);
        assert_eq!(judged(PSS_SHA256, &own, PSS_256), Check::Holds, "{salt}");
    }
    // A shorter salt, another hash, and the older way.
    let longer = pss_parameters(sha256, "21");
    assert_eq!(judged(PSS_SHA256, &longer, PSS_256), other_key);
    let other_hash = pss_parameters(sha512, "20");
    assert_eq!(judged(PSS_SHA256, &other_hash, PSS_256), other_key);
    let own = pss_parameters(sha256, "20");
    for parameters in ["", own.as_str()] {
        assert_eq!(judged(SHA256_RSA, parameters, RSA_256), other_key);
    }
    // Parameters that are none.
    assert_eq!(
        judged(PSS_SHA256, "0500", PSS_256),
        cannot_tell(Obstacle::Key)
    );
}

#[test]
fn parameters_of_a_signature_that_are_not_those_it_was_made_with_do_not_do() {
    let key = octets(RSA_KEY);
    let judged = |parameters: &str| {
        let algorithm = format!("06092A864886F70D01010A{parameters}");
        let algorithm = format!("30{:02X}{algorithm}", algorithm.len() / 2);
        judge(&algorithm, &key, SIGNED, &octets(PSS_256))
    };
    assert_eq!(judged(&pss_parameters("1", "20")), Check::Holds);
    for salt in ["00", "14", "1F", "21", "40"] {
        assert_eq!(judged(&pss_parameters("1", salt)), Check::Broken, "{salt}");
    }
    // One hash for the message, another for the mask; another trailer; none at all.
    let mixed = pss_parameters("1", "20").replacen("650304020105", "650304020305", 1);
    assert_eq!(judged(&mixed), unsupported("1.2.840.113549.1.1.8"));
    let trailer = |number: &str| {
        let own = pss_parameters("1", "20").replacen("3034", "3039", 1);
        judged(&format!("{own}A3030201{number}"))
    };
    assert_eq!(trailer("01"), Check::Holds);
    assert_eq!(trailer("02"), cannot_tell(Obstacle::Signature));
    assert_eq!(judged(""), cannot_tell(Obstacle::Signature));
}

#[test]
fn what_is_not_known_is_named() {
    let p521 = "3016301006072A8648CE3D020106052B8104002303020004";
    let rows = [
        (SHA1_RSA, RSA_KEY, "1.2.840.113549.1.1.5"),
        (ECDSA_SHA1, EC_KEY, "1.2.840.10045.4.1"),
        (ECDSA_SHA256, P512_KEY, "brainpoolP512r1"),
        (ECDSA_SHA256, p521, "P-521"),
        (PSS_SHA1, RSA_KEY, "1.3.14.3.2.26"),
        (SHA256_RSA, RSA_1024_KEY, "RSA 1024"),
        (
            SHA256_RSA,
            "301A300D06092A864886F70D01010105000309003006020111020103",
            "RSA 5",
        ),
    ];
    for (algorithm, key, method) in rows {
        let check = judge(algorithm, &octets(key), SIGNED, &octets(RSA_1024));
        assert_eq!(check, unsupported(method), "{algorithm}");
    }
}

#[test]
fn a_malformed_key_decides_nothing_whatever_is_wrong_with_it() {
    let (ec, rsa) = (octets(EC_KEY), octets(RSA_KEY));
    let changed = |key: &[u8], from_end: usize, octet: u8| {
        let mut key = key.to_vec();
        let at = key.len() - from_end;
        key[at] = octet;
        key
    };
    let rows = [
        (
            "a point beside the curve",
            ECDSA_SHA256,
            changed(&ec, 1, ec[ec.len() - 1] ^ 1),
            ECDSA,
        ),
        (
            "a point of unknown form",
            ECDSA_SHA256,
            changed(&ec, 65, 9),
            ECDSA,
        ),
        ("an even modulus", SHA256_RSA, changed(&rsa, 6, 0), RSA_256),
        ("an even exponent", SHA256_RSA, changed(&rsa, 1, 2), RSA_256),
        (
            "an exponent that lies about its length",
            SHA256_RSA,
            changed(&rsa, 4, 4),
            RSA_256,
        ),
    ];
    for (what, algorithm, key, signature) in rows {
        assert_eq!(
            judge(algorithm, &key, SIGNED, &octets(signature)),
            cannot_tell(Obstacle::Key),
            "{what}"
        );
    }
}

/// SubjectPublicKeyInfo of a key on brainpoolP256r1.
const EC_KEY: &str = concat!(
    "305A301406072A8648CE3D020106092B2403030208010107034200047EAE38AFE734AC1CBC73E840798254D443EF0D7C505AB9398D449036",
    "585795255A8DB81A836F7B8F3E54C31829B827844EDD065ED2B9F7BDDC5CBFD09A4921A5",
);

/// SubjectPublicKeyInfo that names brainpoolP512r1, without a point.
const P512_KEY: &str = "301A301406072A8648CE3D020106092B240303020801010D03020004";

/// SubjectPublicKeyInfo of an RSA key of 1024 bits.
const RSA_1024_KEY: &str = concat!(
    "30819F300D06092A864886F70D010101050003818D0030818902818100CE255E1BEA0F954D8656A3752C9CD3CA753BB1",
    "125C39E0E1F970827249B129564EF226A35D5C1C0CE628D4734D58931A598210E9D0FE1F24B7444E326AC33DEC103C10",
    "6F1E14DD3444C546BE0821C4E97C6BD196FA6569E9B0F0001E4DE20D5F09C29D8DB312C719807769533C90B6D4B3EA5C",
    "2077AC95CE6FA63646B55B8D750203010001",
);

/// sha256WithRSAEncryption by that key.
const RSA_1024: &str = concat!(
    "7E0911C8C4075E3DB0F707F009B6C5E9ADE09C5CD53A2C19DF9BDE8306CFFE8A75782D13103BFD336ACC0D6E95F785E3",
    "E1FD4C6B53909A4640B40DD27CDFDAAE0DE4898012004D5B996E1DA55AC521EF3A6893B818284B34ECCFA53EEBA076EC",
    "E41C5526CFAB27F5FEE736A80D9A041ED2E03139F39C1BA0F8C3D46AC0B4C4D0",
);

/// SubjectPublicKeyInfo of an RSA key of 2048 bits.
const RSA_KEY: &str = concat!(
    "30820122300D06092A864886F70D01010105000382010F003082010A02820101009DFA2C1A66F17C6A80961E232377AE55DD7E29B4148DDA",
    "5E8283138EFF60EED8C510581EA68B7901E17D055D079E073D7F620B414FF0209FAB146643FA554F83950AA195747673CCA6B9AFE1026B5E",
    "EA25F0C39290F981C369E4791C2850A739A841F86B9C667556A71221D7572FB396E1476E91A0194A9CCAE63C9EE77FA9B39E2AE4CEA441DD",
    "40B981DC26EDA1B7CDA32A3EC0BF4E05FD9B8CEFB85A0A6775E8C08737EDFC2191A7BA6BCC2AC8D12C45F9F186A76A38E1BCF257ABE7F459",
    "C952A1F4888099C1C358025E9FFC91ADB6A6A3BF50D1E9C34507CF4D4D408A576191C82F7D4B14908123CA2C4E12A3D17D9BEE116145F908",
    "9935491F1A1A5278D50203010001",
);

/// ecdsa-with-SHA256.
const ECDSA: &str = concat!(
    "30440220460D4BCB8E967C1181AB0CBFC514D06FD2D40A9D4A5E2FF875BF882193F47CE802200BCC43BF72A4EC4439541E799D5784DED831",
    "3E04A46D297064C967BF65DA7C27",
);

/// sha256WithRSAEncryption.
const RSA_256: &str = concat!(
    "38AC68F36DBE71E38797D4394839A248A3937BA8BE19A77E4CBCBE3DD5740B55A5D6C75E0BD9940E45F1F6122FAADA06C14F9016416D470A",
    "A9D5FBDE8A9551EA16FBA6C1602959A33F61C2D5A0A6213E0D6C3F4D8D3CB82393F22582EB8BBDC59DD49555D4E1AA8D0B1B3079F0C5BCD1",
    "DFBE7BFCE0C4D55CE48E704014BDFAD4989391C7FB36817E8DDF9E25597ACE902F0D6756A56704BB64C5A613FC97F1B908EBE976F739CE5E",
    "B04F971CF1B40296AC02729DD2F5D6540BEDDB15CFBFA4DFAE78B6123D4BC700CABCD9190099BC23F4F746ABB9E32887E3A82AA0A34C6130",
    "BE089B36C0416D8BCA5A6B036242CA74F43D7E39BB913C304D035C4A575BFB5E",
);

/// sha384WithRSAEncryption.
const RSA_384: &str = concat!(
    "3EC356E1986B02BE4853EA7608BD4BD21A41D3F2D7A2562AD843BF9183673132F5BFA006B36D96F0803363CB5E534064360DE580CBB5E0EA",
    "A4B71ED59F1D6BD1456650E2293C869DD0901AC123ED88C59E62799ED85CBCC00FE5FF65136A3B2C409A4063733C904536F38074B88F18A9",
    "D2833BD6C5941D660C1D8DB9DC1EA1D91955133CE3C39589AF1A3BAC6DEA6338CEA0E6BC4E8865830C83164F30B732CA34E183BFDCDED8CD",
    "8CC1F3C9124673BFCD970C89E580D7EE3B0678873C14B51BDFFA69387CFBD3FE42A621C318CB90F1C9DBC39663ECCAF0C09024C7E46C1AC5",
    "1A16825C22B97B59F8A736ECE5775BA55E455BF5D1A66B8C249E29E67E4AF1CE",
);

/// sha512WithRSAEncryption.
const RSA_512: &str = concat!(
    "5D00574651280D3A04656326F7F32E19B77EC46C9058BF5AE98822A1BF98B48812D196306AE8172C124B4BB7FDEF481297096BAAFDCBD2D8",
    "44A6575DD4396A4E55D7CB5751FB4B54DADC08CFA1890A46CB22037859183870DE5F746670C8B809B6664E5C8F8B13BA10931306DCF218C4",
    "E3A7CFE0EB05F90BFD7449CFA5402D3ADF435E81316097D8F5D60EE03A0B071A1352CA0F7F8E0FEF3F8D79D3C11234FBF55CEAC4D4FD42BE",
    "B71B37A26794D285DB4E8C34BFB6DC1F661BCB74074E963671B1B96775C0B36F9CCE29AB22F311E06B98A1484D9956A4912EFAB29D3B0AD7",
    "7F2F5D5E6786F6EDA90D931522819205719CD13FFEBC2DC2662ABEDA49CF904B",
);

/// RSASSA-PSS, SHA-256, a salt of 32 octets.
const PSS_256: &str = concat!(
    "5AB35E160156B5E1A8E2CC291322E6AC6E51B581DFFE9EB69DD4EB5DC50851ED7FCAE7B296C4CB4FDC36E2EFB258C585AF8454A9926473EC",
    "02CA5B60071614D2236209746BA7D188D45363646135832EFAB257D5B8C872044F9AB845F27FD5D83C806CC3DF14C9E8C729578EDFDFDAFD",
    "EA73CC7FACDBE6C6A87AB8DA337433C88E4CD6858F75943CA31876529CEDFCF5F844588D4C39557DD88424814D6EA3C44730F38CBAF5866D",
    "D37CAFDAFC08CB8CCF043325A80299E243B07827BFC755B579837658340904C72F9E3838DE9210DB8D4A3076225F38E72B6EC64B881E4F9B",
    "A5A17E960F82CE13F363539117EF538A233B978272BB7FE2545C21DB048544C7",
);

/// RSASSA-PSS, SHA-512, a salt of 64 octets.
const PSS_512: &str = concat!(
    "0D9E6EA6ED4FAAAD65C0C6B97287689E275D77DB0BC4608A8178D27946826AF835CF88252D0C45F965B78666F075689CF30603BF88EDFBAD",
    "81F48100FAAB89B6B836A178128C13750C80F1DEC4A023A720E8000913051A2F069C1799A56F99E56A12C329D5403965289B7C6943D370D8",
    "2375DE69A2F18DCAE61E798885A5BA24801623A234E9F526D9436090CBCA2EB876ED7FA402D19DE9B22E84BA440572061A3F14CAA62E905B",
    "255F3D4CA025738D04689CFAF3DB5B4C73AB76A4A7A9456C92121E74E7C5B374AB87AB784B917A69F8DDAE56D30E7D925C7A77C10C88744E",
    "2325DDB09544E3E6FD78488A62DFE6BCDD85253C5F4DD0CDE495735EEA708D93",
);
