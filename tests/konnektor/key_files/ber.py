#!/usr/bin/env python3
"""Writes a PKCS#12 file anew as Bouncy Castle does: BER, with lengths that are not known beforehand, and OCTET STRINGs in
pieces. Its check value is made anew, too: what it is about has other octets then.

    ber.py FROM PASSWORD TO
"""

import hashlib
import hmac
import sys


def parse(octets):
    """The first element: tag, content, what follows it."""
    tag, length, at = octets[0], octets[1], 2
    if length & 0x80:
        count = length & 0x7F
        length, at = int.from_bytes(octets[2 : 2 + count], "big"), 2 + count
    return tag, octets[at : at + length], octets[at + length :]


def children(octets):
    found = []
    while octets:
        tag, value, octets = parse(octets)
        found.append((tag, value))
    return found


def der(tag, value):
    length = len(value)
    if length < 0x80:
        return bytes([tag, length]) + value
    digits = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(digits)]) + digits + value


def endless(tag, *parts):
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def pieces(tag, value):
    """Bouncy Castle cuts at 1000 octets; so small a file is cut at 100, that there are some."""
    return endless(tag, *(der(0x04, value[at : at + 100]) for at in range(0, len(value), 100)))


def safe(content):
    """AuthenticatedSafe."""
    infos = []
    for _, info in children(parse(content)[1]):
        (_, kind), (_, around) = children(info)
        tag, value = parse(around)[:2]
        if tag == 0x04:
            inner = pieces(0x24, value)
        else:
            version, (_, encrypted) = children(value)
            (_, inner_kind), (_, algorithm), (_, sealed) = children(encrypted)
            inner = endless(
                0x30, der(*version), endless(0x30, der(0x06, inner_kind), der(0x30, algorithm), pieces(0xA0, sealed))
            )
        infos.append(endless(0x30, der(0x06, kind), endless(0xA0, inner)))
    return endless(0x30, *infos)


def derived(name, purpose, password, salt, rounds, length):
    """RFC 7292, appendix B.2, for a key no longer than the hash."""
    block = hashlib.new(name).block_size
    secret = password.encode("utf-16-be") + b"\0\0"
    filled = lambda octets: (octets * block)[: block * -(-len(octets) // block)]
    digest = bytes([purpose]) * block + filled(salt) + filled(secret)
    for _ in range(rounds):
        digest = hashlib.new(name, digest).digest()
    return digest[:length]


NAMES = {"2b0e03021a": "sha1", "608648016503040201": "sha256"}


def check_value(mac, content, password):
    (_, value), (_, salt), *rest = children(mac)
    (_, algorithm), _ = children(value)
    name = NAMES[children(algorithm)[0][1].hex()]
    rounds = int.from_bytes(rest[0][1], "big") if rest else 1
    key = derived(name, 3, password, salt, rounds, hashlib.new(name).digest_size)
    digest = hmac.new(key, content, name).digest()
    parts = [der(0x30, der(0x30, algorithm) + der(0x04, digest)), der(0x04, salt)]
    parts += [der(0x02, rest[0][1])] if rest else []
    return der(0x30, b"".join(parts))


def main():
    source, password, target = sys.argv[1:]
    with open(source, "rb") as file:
        version, (_, info), (_, mac) = children(parse(file.read())[1])
    (_, kind), (_, around) = children(info)
    content = safe(parse(around)[1])
    info = endless(0x30, der(0x06, kind), endless(0xA0, pieces(0x24, content)))
    with open(target, "wb") as file:
        file.write(endless(0x30, der(*version), info, check_value(mac, content, password)))


if __name__ == "__main__":
    main()
