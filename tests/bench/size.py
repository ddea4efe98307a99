#!/usr/bin/env python3
"""What each part costs in the size of the program: python3 tests/bench/size.py

Builds the program as it is handed out, but with its symbols, and adds up the machine code of each room of src/ and of
each crate. A generic function of a crate that is made for a type of a room counts as the crate's; what the compiler drew
into its caller counts where it was drawn. Texts and tables (.rodata) carry no names and stand as one number.
"""

import collections
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "size"
# The features for people, and what they are made of.
FEATURES = {
    "certificates, OCSP and the issuers' list": [
        "pinlotse::certificate", "pinlotse::online", "pinlotse::trust", "pinlotse::issuers", "pinlotse::xml",
        "pinlotse::http", "pinlotse::holder", "x509_cert", "der", "spki",
        "const_oid", "ecdsa", "bp256", "bp384", "p256", "p384", "primeorder", "primefield", "elliptic_curve", "crypto_bigint",
        "rsa", "sha1", "sha2", "signature", "roxmltree", "rfc6979", "crypto_primes",
    ],
    "the virtual card": ["pinlotse::virtual_card"],
    "the guide": ["pinlotse::guide"],
    "doctor, its report and the probe": ["pinlotse::commands::doctor", "pinlotse::report::support_file", "pinlotse::report::words::diagnosis",
                                         "pinlotse::report::facts::diagnosis", "pinlotse::report::document::diagnosis",
                                         "pinlotse::card::probe", "pinlotse::system::machine"],
    "explain and its topics": ["pinlotse::topics", "pinlotse::commands::explain", "pinlotse::report::words::topic"],
    "command line, help, manual pages, completions": ["pinlotse::cli", "pinlotse::commands::man", "pinlotse::commands::completions", "clap",
                                                      "clap_builder", "clap_lex", "clap_complete", "roff", "anstyle", "anstream"],
    "settings": ["pinlotse::settings", "toml", "toml_parser", "winnow"],
    "cards, PIN pads, the gate, readers, PC/SC": ["pinlotse::card", "pinlotse::reader", "pinlotse::system::scard", "pinlotse::system::unix::scard",
                                                  "pinlotse::session", "pinlotse::attempts", "pinlotse::secrets", "pinlotse::pins", "pcsc", "apdu"],
    "JSON": ["serde_json", "serde", "serde_core", "pinlotse::report::document"],
}


def build():
    environment = dict(os.environ, CARGO_PROFILE_RELEASE_STRIP="none", RUSTFLAGS="-Csymbol-mangling-version=v0")
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--target-dir", TARGET], cwd=ROOT, env=environment, check=True)
    return TARGET / "release" / "pinlotse"


def paths(program):
    """Size of each function, with the path it is named by."""
    listed = subprocess.run(["nm", "-S", "-C", "--radix=d", program], capture_output=True, text=True, check=True).stdout
    seen = set()
    for line in listed.splitlines():
        fields = line.split(maxsplit=3)
        if len(fields) != 4 or fields[2] not in "tTwW" or fields[0] in seen:
            continue
        seen.add(fields[0])
        name = re.sub(r"^(<|&|mut |\*const |\*mut |dyn |\[|\()+", "", fields[3])
        yield int(fields[1]), re.split(r"[<> ,({\]]", name)[0].rstrip(":")


def starts(path, part):
    return path == part or path.startswith(part + "::")


def main():
    program = build()
    functions = list(paths(program))
    rooms, features = collections.Counter(), collections.Counter()
    for size, path in functions:
        parts = path.split("::")
        rooms["::".join(parts[: 2 if parts[0] == "pinlotse" else 1]) or "(none)"] += size
        best = max(((len(part), name) for name, all_of in FEATURES.items() for part in all_of if starts(path, part)), default=None)
        features[best[1] if best else "the rest: std, other rooms and crates"] += size
    total = sum(size for size, _ in functions)
    print(f"machine code, {total / 1000:.0f} kB of functions")
    for name, size in features.most_common():
        print(f"  {size / 1000:8.0f} kB  {name}")
    print("rooms and crates")
    for name, size in rooms.most_common(40):
        print(f"  {size / 1000:8.1f} kB  {name}")
    sections = subprocess.run(["size", "-A", program], capture_output=True, text=True, check=True).stdout
    for section in (".rodata", ".eh_frame", ".gcc_except_table", ".rela.dyn", ".data.rel.ro"):
        size = re.search(rf"^{re.escape(section)}\s+(\d+)", sections, re.M)
        print(f"  {int(size[1]) / 1000:8.0f} kB  {section}")


if __name__ == "__main__":
    main()
