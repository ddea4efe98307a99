#!/bin/sh
# Makes the X.509 certificates of the built-in cards: invented people, an authority that exists nowhere, valid
# 2020-01-01 to 2099-12-31. Every private key is thrown away with the working folder. The results are checked in;
# run again only to change them (all that are named change then).
#
#   sh make-certificates.sh [hba smcb smcb-kbv smcb-dktig]        writes into certificates/ beside this script
#
# Form of subject, key usage, policies and admission: cards.md §6 (gemSpec_PKI). Needs OpenSSL 3.
set -eu
umask 077
out=$(cd "$(dirname "$0")" && pwd)/certificates
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p "$out"

key() { # rsa|ecc FILE
    case $1 in
    rsa) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$2" ;;
    ecc) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1 \
        -pkeyopt ec_param_enc:named_curve -out "$2" ;;
    esac
}

authority() { # NAME rsa|ecc
    key "$2" "$1-$2.key"
    openssl req -new -x509 -key "$1-$2.key" -utf8 -sha256 -days 1 -out "$1-$2.crt" \
        -subj "/C=DE/O=pinlotse PROBE/CN=PROBE.$1-CA-$2"
}

# certificate FILE CA rsa|ecc SUBJECT KEY-USAGE EXTENDED-KEY-USAGE|- POLICIES ADMISSION [qes]
certificate() {
    key "$3" leaf.key
    openssl req -new -key leaf.key -utf8 -subj "$4" -out leaf.csr
    : >index.txt
    {
        cat <<CONFIG
[ca]
default_ca = default
[default]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
unique_subject = no
policy = anything
x509_extensions = leaf
[anything]
countryName = optional
[leaf]
basicConstraints = critical,CA:FALSE
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
keyUsage = critical,$5
certificatePolicies = $7
authorityInfoAccess = OCSP;URI:http://ocsp.pinlotse.invalid/
1.3.36.8.3.3 = ASN1:SEQUENCE:admission
CONFIG
        [ "$6" = - ] || echo "extendedKeyUsage = $6"
        if [ "${9-}" = qes ]; then
            cat <<CONFIG
1.3.6.1.4.1.8301.3.5 = ASN1:SEQUENCE:validity_model
1.3.6.1.5.5.7.1.3 = ASN1:SEQUENCE:qc_statements
[validity_model]
model = OID:1.3.6.1.4.1.8301.3.5.1
[qc_statements]
compliance = SEQUENCE:qc_compliance
sscd = SEQUENCE:qc_sscd
[qc_compliance]
id = OID:0.4.0.1862.1.1
[qc_sscd]
id = OID:0.4.0.1862.1.4
CONFIG
        fi
        cat "$8"
    } >ca.cnf
    openssl ca -config ca.cnf -batch -notext -preserveDN -utf8 -keyfile "$2-$3.key" -cert "$2-$3.crt" \
        -startdate 20200101000000Z -enddate 20991231235959Z -in leaf.csr -out leaf.crt 2>log || { cat log >&2; exit 1; }
    openssl x509 -in leaf.crt -outform DER -out "$out/$1.der"
    chmod 644 "$out/$1.der"
    rm -f leaf.* index.txt* ./*.pem
}

admission() { # FILE ITEM OID TELEMATIK-ID [AUTHORITY]
    {
        echo '[admission]'
        if [ -n "${5-}" ]; then echo 'authority = EXP:4,SEQUENCE:authority'; fi
        cat <<CONFIG
contents = SEQUENCE:admissions
[admissions]
one = SEQUENCE:one_admission
[one_admission]
infos = SEQUENCE:profession_infos
[profession_infos]
info = SEQUENCE:profession_info
[profession_info]
items = SEQUENCE:items
oids = SEQUENCE:oids
number = PRINTABLE:$4
[items]
item = FORMAT:UTF8,UTF8String:$2
[oids]
oid = OID:$3
CONFIG
        if [ -n "${5-}" ]; then
            cat <<CONFIG
[authority]
country = SET:authority_country
organization = SET:authority_organization
[authority_country]
rdn = SEQUENCE:authority_country_value
[authority_country_value]
type = OID:countryName
value = PRINTABLE:DE
[authority_organization]
rdn = SEQUENCE:authority_organization_value
[authority_organization_value]
type = OID:organizationName
value = FORMAT:UTF8,UTF8String:$5
CONFIG
        fi
    } >"$1"
}

ti=1.2.276.0.76.4
for kind in rsa ecc; do authority HBA $kind; authority SMCB $kind; done

hba() {
    admission person 'Ärztin/Arzt' $ti.30 1-PROBE-HBA-0000000017 'Probekammer'
    holder='/C=DE/CN=Dr. Petra Probe-Musterfrau+SN=Probe-Musterfrau+GN=Petra+serialNumber=99.80276999990000000017'
    for kind in rsa ecc; do
        [ $kind = rsa ] && file=R2048 || file=E256
        [ $kind = rsa ] && aut=digitalSignature,keyEncipherment || aut=digitalSignature
        [ $kind = rsa ] && enc=keyEncipherment,dataEncipherment || enc=keyAgreement
        certificate hba-qes-$file HBA $kind "$holder" nonRepudiation - $ti.72,$ti.145,0.4.0.194112.1.2 person qes
        certificate hba-aut-$file HBA $kind "$holder" $aut clientAuth,emailProtection $ti.75,$ti.145 person
        certificate hba-enc-$file HBA $kind "$holder" $enc - $ti.74,$ti.145 person
    done
}

institution() { # PREFIX SUBJECT, with the admission in the file "institution"
    for kind in rsa ecc; do
        [ $kind = rsa ] && file=R2048 || file=E256
        [ $kind = rsa ] && aut=digitalSignature,keyEncipherment || aut=digitalSignature
        [ $kind = rsa ] && enc=keyEncipherment,dataEncipherment || enc=keyAgreement
        certificate "$1-osig-$file" SMCB $kind "$2" nonRepudiation - $ti.78,$ti.163 institution
        certificate "$1-aut-$file" SMCB $kind "$2" $aut clientAuth $ti.77,$ti.163 institution
        certificate "$1-enc-$file" SMCB $kind "$2" $enc - $ti.76,$ti.163 institution
    done
}

practice='/C=DE/L=Probestadt/postalCode=01234/street=Musterweg 1/SN=Probe-Musterfrau/GN=Petra/title=Dr.'
for wanted in ${*:-hba smcb smcb-kbv smcb-dktig}; do
    case $wanted in
    hba) hba ;;
    smcb)
        admission institution 'Betriebsstätte Arzt' $ti.50 1-PROBE-SMCB-0000000025
        institution smcb "$practice/CN=Praxis Dr. Petra Probe-Musterfrau"
        ;;
    smcb-kbv) # gemSpec_PKI annex 10: O is the number of the site; no serialNumber, no admissionAuthority
        admission institution 'Betriebsstätte Arzt' $ti.50 1-PROBE-SMCB-0000000025
        institution smcb-kbv "$practice/O=999999925/CN=Praxis Dr. Petra Probe-Musterfrau"
        ;;
    smcb-dktig) # the same annex: serialNumber TSP-ID.ICCSN, O is the Telematik-ID, admissionAuthority
        admission institution 'Krankenhaus' $ti.53 5-PROBE-SMCB-0000000025 'DKTIG'
        clinic='/C=DE/L=Probestadt/postalCode=01234/street=Klinikweg 1/serialNumber=10.80276999990000000025'
        institution smcb-dktig "$clinic/O=5-PROBE-SMCB-0000000025/CN=Klinikum Probestadt"
        ;;
    esac
done
