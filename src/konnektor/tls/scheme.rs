//! Signature schemes of TLS (RFC 8446 4.2.3, RFC 5246 7.4.1.4.1), as the room `certificate` and the
//! keys here know them.
//!
//! In TLS 1.2 a scheme of ECDSA names a hash only: any curve goes with it, and servers with a key on
//! brainpoolP256r1 sign with SHA-256 or SHA-384. In TLS 1.3 it names the curve, too. That for
//! brainpool (RFC 8734) is for servers that take part in TLS 1.3 with such a key, as OpenSSL does from
//! 3.2 on; it then refuses whoever does not offer it, although both know TLS 1.2.

use rustls::{ProtocolVersion, SignatureScheme};

use crate::certificate::key::Algorithm;
use crate::konnektor::private_key::{Hash, Kind, Procedure};

/// A scheme: its name, the procedure of X.509 that it is (AlgorithmIdentifier in DER, in
/// hexadecimal digits), how a key here signs so, the curve that TLS 1.3 ties it to, and the one
/// version that it is for (`None`: both).
struct Row {
    scheme: SignatureScheme,
    algorithm: &'static str,
    procedure: Procedure,
    curve: Option<&'static str>,
    only: Option<ProtocolVersion>,
}

/// ecdsa_brainpoolP256r1tls13_sha256 (RFC 8734).
pub(super) const BRAINPOOL: SignatureScheme = SignatureScheme::Unknown(0x081A);

/// What is offered to servers, the first one first.
static ROWS: [Row; 9] = [
    Row {
        scheme: SignatureScheme::ECDSA_NISTP256_SHA256,
        algorithm: "300a06082a8648ce3d040302",
        procedure: Procedure::Ecdsa(Hash::Sha256),
        curve: Some("P-256"),
        only: None,
    },
    Row {
        scheme: SignatureScheme::ECDSA_NISTP384_SHA384,
        algorithm: "300a06082a8648ce3d040303",
        procedure: Procedure::Ecdsa(Hash::Sha384),
        curve: Some("P-384"),
        only: None,
    },
    Row {
        scheme: BRAINPOOL,
        algorithm: "300a06082a8648ce3d040302",
        procedure: Procedure::Ecdsa(Hash::Sha256),
        curve: Some("brainpoolP256r1"),
        only: Some(ProtocolVersion::TLSv1_3),
    },
    Row {
        scheme: SignatureScheme::RSA_PSS_SHA256,
        algorithm: "304106092a864886f70d01010a3034a00f300d06096086480165030402010500\
                    a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120",
        procedure: Procedure::Pss(Hash::Sha256),
        curve: None,
        only: None,
    },
    Row {
        scheme: SignatureScheme::RSA_PSS_SHA384,
        algorithm: "304106092a864886f70d01010a3034a00f300d06096086480165030402020500\
                    a11c301a06092a864886f70d010108300d06096086480165030402020500a203020130",
        procedure: Procedure::Pss(Hash::Sha384),
        curve: None,
        only: None,
    },
    Row {
        scheme: SignatureScheme::RSA_PSS_SHA512,
        algorithm: "304106092a864886f70d01010a3034a00f300d06096086480165030402030500\
                    a11c301a06092a864886f70d010108300d06096086480165030402030500a203020140",
        procedure: Procedure::Pss(Hash::Sha512),
        curve: None,
        only: None,
    },
    Row {
        scheme: SignatureScheme::RSA_PKCS1_SHA256,
        algorithm: "300d06092a864886f70d01010b0500",
        procedure: Procedure::Pkcs1(Hash::Sha256),
        curve: None,
        only: Some(ProtocolVersion::TLSv1_2),
    },
    Row {
        scheme: SignatureScheme::RSA_PKCS1_SHA384,
        algorithm: "300d06092a864886f70d01010c0500",
        procedure: Procedure::Pkcs1(Hash::Sha384),
        curve: None,
        only: Some(ProtocolVersion::TLSv1_2),
    },
    Row {
        scheme: SignatureScheme::RSA_PKCS1_SHA512,
        algorithm: "300d06092a864886f70d01010d0500",
        procedure: Procedure::Pkcs1(Hash::Sha512),
        curve: None,
        only: Some(ProtocolVersion::TLSv1_2),
    },
];

/// Those that the suites with ECDSA in their name are for.
pub(super) static OF_ECDSA: [SignatureScheme; 2] = [
    SignatureScheme::ECDSA_NISTP256_SHA256,
    SignatureScheme::ECDSA_NISTP384_SHA384,
];

/// Those that the suites with RSA in their name are for.
pub(super) static OF_RSA: [SignatureScheme; 6] = [
    SignatureScheme::RSA_PSS_SHA256,
    SignatureScheme::RSA_PSS_SHA384,
    SignatureScheme::RSA_PSS_SHA512,
    SignatureScheme::RSA_PKCS1_SHA256,
    SignatureScheme::RSA_PKCS1_SHA384,
    SignatureScheme::RSA_PKCS1_SHA512,
];

/// All that signatures of a server are verified by.
pub(super) fn offered() -> Vec<SignatureScheme> {
    ROWS.iter().map(|row| row.scheme).collect()
}

/// The procedure of a scheme as X.509 writes it.
pub(super) fn algorithm(scheme: SignatureScheme) -> Option<Algorithm> {
    let row = ROWS.iter().find(|row| row.scheme == scheme)?;
    Algorithm::of_der(&hex::decode(row.algorithm).ok()?)
}

/// Whether a handshake of that version may be signed so: PKCS#1 v1.5 is for TLS 1.2 only (RFC 8446
/// 4.2.3). When this end signs, rustls sees to it; when it verifies, nobody else does.
pub(super) fn is_of(scheme: SignatureScheme, version: ProtocolVersion) -> bool {
    let row = ROWS.iter().find(|row| row.scheme == scheme);
    row.is_some_and(|row| row.only.is_none_or(|only| only == version))
}

/// The curve that a scheme is for in TLS 1.3; `None` for RSA.
pub(super) fn curve(scheme: SignatureScheme) -> Option<&'static str> {
    ROWS.iter().find(|row| row.scheme == scheme)?.curve
}

/// How a key answers a server that takes the schemes `offered`: the first one of this program that
/// is among them.
pub(super) fn for_key(
    kind: Kind,
    offered: &[SignatureScheme],
) -> Option<(SignatureScheme, Procedure)> {
    let fits = |row: &&Row| match (kind, row.procedure) {
        (Kind::P256, Procedure::Ecdsa(_)) => row.curve == Some("P-256"),
        (Kind::P384, Procedure::Ecdsa(_)) => row.curve == Some("P-384"),
        // Of which TLS 1.2 is spoken only.
        (Kind::BrainpoolP256r1, Procedure::Ecdsa(_)) => row.scheme != BRAINPOOL,
        (Kind::Rsa, procedure) => !matches!(procedure, Procedure::Ecdsa(_)),
        _ => false,
    };
    ROWS.iter()
        .filter(fits)
        .find(|row| offered.contains(&row.scheme))
        .map(|row| (row.scheme, row.procedure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_is_a_procedure_of_x509() {
        for scheme in offered() {
            assert!(algorithm(scheme).is_some(), "{scheme:?}");
            let listed = OF_ECDSA.contains(&scheme) || OF_RSA.contains(&scheme);
            let is_old = is_of(scheme, ProtocolVersion::TLSv1_2);
            assert_eq!(listed, is_old, "{scheme:?}");
        }
        assert_eq!(offered().len(), OF_ECDSA.len() + OF_RSA.len() + 1);
        assert!(algorithm(SignatureScheme::ED25519).is_none());
    }

    #[test]
    fn a_key_answers_with_a_scheme_of_its_own_that_the_server_takes() {
        use SignatureScheme as S;
        let all = offered();
        let sha384 = [S::ECDSA_NISTP384_SHA384, S::RSA_PKCS1_SHA384];
        let old = [S::RSA_PKCS1_SHA1, S::RSA_PKCS1_SHA256];
        let rows: [(Kind, &[S], Option<S>); 11] = [
            (Kind::P256, &all, Some(S::ECDSA_NISTP256_SHA256)),
            (Kind::P256, &sha384, None),
            (Kind::P384, &all, Some(S::ECDSA_NISTP384_SHA384)),
            (Kind::P384, &old, None),
            (Kind::BrainpoolP256r1, &all, Some(S::ECDSA_NISTP256_SHA256)),
            (
                Kind::BrainpoolP256r1,
                &sha384,
                Some(S::ECDSA_NISTP384_SHA384),
            ),
            (Kind::BrainpoolP256r1, &[BRAINPOOL], None),
            (Kind::Rsa, &all, Some(S::RSA_PSS_SHA256)),
            (Kind::Rsa, &sha384, Some(S::RSA_PKCS1_SHA384)),
            (Kind::Rsa, &old, Some(S::RSA_PKCS1_SHA256)),
            (Kind::Rsa, &[], None),
        ];
        for (kind, offered, expected) in rows {
            let chosen = for_key(kind, offered).map(|(scheme, _)| scheme);
            assert_eq!(chosen, expected, "{kind:?} {offered:?}");
        }
    }
}
