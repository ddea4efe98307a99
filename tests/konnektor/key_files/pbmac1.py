#!/usr/bin/env python3
"""Writes a PKCS#12 file anew with a check value of PBMAC1 (RFC 9579), as OpenSSL does from 3.4 on.

    pbmac1.py FROM PASSWORD TO HMAC PRF ROUNDS LENGTH [said]

HMAC and PRF are names of hashes, "-" for a PRF that is left out (SHA-1 is meant then). "said" writes another number of
rounds than was carried out, one more; LENGTH is that of the key, "-" for one that is not written (as long as the hash then).
"""

import hashlib
import hmac
import sys

from ber import children, der, parse

HMACS = {
    "sha1": "2a864886f70d0207",
    "sha256": "2a864886f70d0209",
    "sha384": "2a864886f70d020a",
    "sha512": "2a864886f70d020b",
}
PBKDF2 = "2a864886f70d01050c"
PBMAC1 = "2a864886f70d01050e"


def named(oid, *parameters):
    """AlgorithmIdentifier."""
    return der(0x30, der(0x06, bytes.fromhex(oid)) + b"".join(parameters))


def integer(number):
    return der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def main():
    source, password, target, name, prf, rounds, length, *further = sys.argv[1:]
    with open(source, "rb") as file:
        version, (_, info), _ = children(parse(file.read())[1])
    content = parse(children(info)[1][1])[1]
    rounds = int(rounds)
    salt = b"pinlotse"
    octets = hashlib.new(name).digest_size if length == "-" else int(length)
    key = hashlib.pbkdf2_hmac("sha1" if prf == "-" else prf, password.encode(), salt, rounds, octets)
    value = hmac.new(key, content, name).digest()
    parameters = der(0x04, salt) + integer(rounds + 1 if "said" in further else rounds)
    parameters += b"" if length == "-" else integer(octets)
    parameters += b"" if prf == "-" else named(HMACS[prf], der(0x05, b""))
    derivation = named(PBKDF2, der(0x30, parameters))
    scheme = named(HMACS[name], der(0x05, b""))
    algorithm = named(PBMAC1, der(0x30, derivation + scheme))
    # Salt and rounds beside it mean nothing.
    mac = der(0x30, der(0x30, algorithm + der(0x04, value)) + der(0x04, b"NOT USED") + integer(1))
    with open(target, "wb") as file:
        file.write(der(0x30, der(*version) + der(0x30, info) + mac))


main()
