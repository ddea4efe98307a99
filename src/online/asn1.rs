//! The structures of RFC 6960. They borrow from the octets as received: what is signed or compared
//! stays as it came.

use der::asn1::{AnyRef, BitStringRef, GeneralizedTime, Null, ObjectIdentifier, OctetStringRef};
use der::{Choice, Enumerated, Sequence};
use x509_cert::ext::Extensions;
use x509_cert::spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};

/// SHA-1: only to name an issuer (RFC 6960 4.1.1, RFC 5019 2.1.1), nothing rests on it.
pub(super) const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
pub(super) const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
pub(super) const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
pub(super) const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
/// id-pkix-ocsp-basic
pub(super) const BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");
/// CertHash (Common PKI 2.0, part 4): which certificate the responder has under the number.
pub(super) const CERT_HASH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.8.3.13");

#[derive(Sequence)]
pub(super) struct OcspRequest<'a> {
    pub(super) tbs_request: TbsRequest<'a>,
}

#[derive(Sequence)]
pub(super) struct TbsRequest<'a> {
    pub(super) request_list: Vec<Request<'a>>,
}

#[derive(Sequence)]
pub(super) struct Request<'a> {
    pub(super) req_cert: CertId<'a>,
}

#[derive(Sequence)]
pub(super) struct CertId<'a> {
    pub(super) hash_algorithm: AlgorithmIdentifierRef<'a>,
    pub(super) issuer_name_hash: &'a OctetStringRef,
    pub(super) issuer_key_hash: &'a OctetStringRef,
    /// An INTEGER, as it stands in the certificate.
    pub(super) serial_number: AnyRef<'a>,
}

#[derive(Sequence)]
pub(super) struct OcspResponse<'a> {
    pub(super) response_status: ResponseStatus,
    #[asn1(context_specific = "0", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) response_bytes: Option<ResponseBytes<'a>>,
}

#[derive(Clone, Copy, Debug, Enumerated, PartialEq, Eq)]
#[asn1(type = "ENUMERATED")]
#[repr(u8)]
pub(super) enum ResponseStatus {
    Successful = 0,
    MalformedRequest = 1,
    InternalError = 2,
    TryLater = 3,
    SigRequired = 5,
    Unauthorized = 6,
}

#[derive(Sequence)]
pub(super) struct ResponseBytes<'a> {
    pub(super) response_type: ObjectIdentifier,
    pub(super) response: &'a OctetStringRef,
}

#[derive(Sequence)]
pub(super) struct BasicOcspResponse<'a> {
    /// [`ResponseData`], as it was signed.
    pub(super) tbs_response_data: AnyRef<'a>,
    pub(super) signature_algorithm: AlgorithmIdentifierOwned,
    pub(super) signature: BitStringRef<'a>,
    #[asn1(context_specific = "0", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) certs: Option<Vec<AnyRef<'a>>>,
}

#[derive(Sequence)]
pub(super) struct ResponseData<'a> {
    #[asn1(context_specific = "0", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) version: Option<u8>,
    pub(super) responder_id: ResponderId<'a>,
    pub(super) produced_at: GeneralizedTime,
    pub(super) responses: Vec<SingleResponse<'a>>,
    #[asn1(context_specific = "1", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) response_extensions: Option<Extensions>,
}

#[derive(Choice)]
pub(super) enum ResponderId<'a> {
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", constructed = "true")]
    ByName(AnyRef<'a>),
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT", constructed = "true")]
    ByKey(&'a OctetStringRef),
}

#[derive(Sequence)]
pub(super) struct SingleResponse<'a> {
    pub(super) cert_id: CertId<'a>,
    pub(super) cert_status: CertStatus,
    pub(super) this_update: GeneralizedTime,
    #[asn1(context_specific = "0", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) next_update: Option<GeneralizedTime>,
    #[asn1(context_specific = "1", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) single_extensions: Option<Extensions>,
}

#[derive(Choice)]
pub(super) enum CertStatus {
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT")]
    Good(Null),
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true")]
    Revoked(RevokedInfo),
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT")]
    Unknown(Null),
}

#[derive(Sequence)]
pub(super) struct RevokedInfo {
    pub(super) revocation_time: GeneralizedTime,
    #[asn1(context_specific = "0", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) revocation_reason: Option<CrlReason>,
}

/// RFC 5280 5.3.1
#[derive(Clone, Copy, Debug, Enumerated, PartialEq, Eq)]
#[asn1(type = "ENUMERATED")]
#[repr(u8)]
pub(super) enum CrlReason {
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,
    RemoveFromCrl = 8,
    PrivilegeWithdrawn = 9,
    AaCompromise = 10,
}

#[derive(Sequence)]
pub(super) struct CertHash<'a> {
    pub(super) hash_algorithm: AlgorithmIdentifierRef<'a>,
    pub(super) certificate_hash: &'a OctetStringRef,
}
