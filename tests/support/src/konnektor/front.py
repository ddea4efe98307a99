# TLS in front of a plain port on loopback, by the ssl module of Python (OpenSSL).
#
# Arguments: plain port, certificate, key, newest version (1.2 or 1.3), curve for the key exchange (or -),
# client certificate (no, asked, required), authority for those (or -), address to listen at.
# First line on stdout: the port. Then a line for each handshake. Ends with its stdin.
import os
import select
import socket
import ssl
import sys
import threading

plain, certificate, key, newest, curve, client, authority, address = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.minimum_version = ssl.TLSVersion.TLSv1_2
context.maximum_version = ssl.TLSVersion.TLSv1_3 if newest == "1.3" else ssl.TLSVersion.TLSv1_2
context.load_cert_chain(certificate, key)
if curve != "-":
    context.set_ecdh_curve(curve)
if client != "no":
    context.verify_mode = ssl.CERT_REQUIRED if client == "required" else ssl.CERT_OPTIONAL
    context.load_verify_locations(authority)
lock = threading.Lock()
# Of the handshake that a thread is in.
named = threading.local()


def note(_, name, __):
    named.name = name


context.sni_callback = note


def say(*words):
    with lock:
        print(*words, flush=True)


def carry(outside, inside):
    """Both ways in one thread: no SSL object bears a second one. True where the inside ended it."""
    try:
        while True:
            waiting = [] if outside.pending() else select.select([outside, inside], [], [])[0]
            if outside.pending() or outside in waiting:
                octets = outside.recv(65536)
                if not octets:
                    return False
                inside.sendall(octets)
            if inside in waiting:
                octets = inside.recv(65536)
                if not octets:
                    return True
                outside.sendall(octets)
    except OSError:
        return False


def serve(raw):
    try:
        outside = context.wrap_socket(raw, server_side=True)
    except (OSError, ssl.SSLError) as error:
        say("failed", error)
        return
    names = dict(pair for part in (outside.getpeercert() or {}).get("subject", ()) for pair in part)
    say("ok", outside.version(), outside.cipher()[0], named.name or "-", names.get("commonName", "-"))
    inside = socket.create_connection(("127.0.0.1", int(plain)))

    is_orderly = carry(outside, inside)
    try:
        if is_orderly:
            # close_notify; the client need not answer it.
            outside.settimeout(0.2)
            outside.unwrap()
    except (OSError, ValueError):
        pass
    outside.close()
    inside.close()


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


listener = socket.create_server((address, 0), family=socket.AF_INET6 if ":" in address else socket.AF_INET)
say(listener.getsockname()[1])
threading.Thread(target=end_with_stdin, daemon=True).start()
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
