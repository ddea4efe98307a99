#!/bin/sh
# Makes the certificates beside it with OpenSSL 3: for each way to sign, one file with the certificate
# of an authority and one that it issued. `../methods.rs` verifies them. Every run makes new keys; none is
# kept.
#
# usage: ./make.sh            (in this folder)
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

openssl req -new -newkey rsa:2048 -nodes -keyout "$work/leaf.key" -subj "/C=DE/CN=PROBE" -out "$work/leaf.csr" 2>/dev/null
printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n' >"$work/ca.ext"
printf 'basicConstraints=critical,CA:FALSE\n' >"$work/leaf.ext"

# make NAME KEY DIGEST [further arguments that say how it is signed]
make() {
    name=$1 key=$2 digest=$3
    shift 3
    openssl req -new -key "$key" "-$digest" "$@" -subj "/C=DE/O=pinlotse PROBE/CN=$name" -out "$work/ca.csr"
    openssl x509 -req -in "$work/ca.csr" -signkey "$key" "-$digest" "$@" -days 36500 -set_serial 1 \
        -extfile "$work/ca.ext" -out "$work/ca.pem" 2>/dev/null
    openssl x509 -req -in "$work/leaf.csr" -CA "$work/ca.pem" -CAkey "$key" "-$digest" "$@" -days 36500 -set_serial 2 \
        -extfile "$work/leaf.ext" -out "$work/leaf.pem" 2>/dev/null
    cat "$work/ca.pem" "$work/leaf.pem" >"$name.pem"
}

for curve in brainpoolP256r1 brainpoolP384r1 prime256v1 secp384r1; do
    for form in named_curve explicit; do
        key="$work/$curve-$form.key"
        openssl ecparam -name "$curve" -genkey -noout -param_enc "$form" -out "$key"
        for digest in sha256 sha384 sha512; do
            make "$curve-$form-$digest" "$key" "$digest"
        done
    done
done

rsa="$work/rsa.key"
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$rsa"
for digest in sha256 sha384 sha512; do
    make "rsa-pkcs1-$digest" "$rsa" "$digest"
    # As long as the hash, the default length of the standard, none at all.
    for salt in digest 20 0; do
        make "rsa-pss-$digest-salt-$salt" "$rsa" "$digest" -sigopt rsa_padding_mode:pss -sigopt "rsa_pss_saltlen:$salt"
    done
    # Keys that may sign in this way only (id-RSASSA-PSS), with and without parameters.
    key="$work/pss-$digest.key"
    length=${digest#sha}
    openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt "rsa_pss_keygen_md:$digest" \
        -pkeyopt "rsa_pss_keygen_mgf1_md:$digest" -pkeyopt "rsa_pss_keygen_saltlen:$((length / 8))" -out "$key"
    make "pss-key-restricted-$digest" "$key" "$digest" -sigopt rsa_padding_mode:pss -sigopt "rsa_pss_saltlen:$((length / 8))"
    openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out "$key"
    make "pss-key-$digest" "$key" "$digest" -sigopt rsa_padding_mode:pss -sigopt "rsa_pss_saltlen:$((length / 8))"
done
