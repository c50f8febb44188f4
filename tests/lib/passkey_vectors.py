# SPDX-License-Identifier: Apache-2.0
"""Records the vectors of tests/unit/test_secret_passkey.c again, with new keys:

    passkey_vectors.py > tests/unit/data/passkeys.json
"""
import hashlib
import json
import sys

from authenticator import (AT, BE, BS, ED, EDDSA, ES256, RS256, UP, UV, Passkey, b64, cbor, client_data, cose, head, public_bytes, sign)

HOST, ORIGIN, CHALLENGE = "talk.news.example", "https://talk.news.example", b64(bytes(range(32)))


def registration(case, result="good", key=None, client=None, attestation=None, data=None, kind="webauthn.create", verified=False, **members):
    key = key or Passkey(HOST)
    data = key.data(UP | key.flags | AT, key.credential()) if data is None else data
    client = client_data(kind, members.pop("challenge", CHALLENGE), members.pop("origin", ORIGIN), **members) if client is None else client
    attestation = cbor({"fmt": "none", "attStmt": {}, "authData": data}) if attestation is None else attestation
    return {"case": case, "result": result, "verified": verified, "alg": key.alg, "key": b64(public_bytes(key.key)), "id": b64(key.id),
            "counter": key.counter, "flags": key.flags, "client_data": b64(client), "attestation": b64(attestation)}


def assertion(case, result="good", key=None, signer=None, client=None, data=None, signature=None, kind="webauthn.get", verified=False, **members):
    key = key or Passkey(HOST)
    data = key.data(UP | key.flags) if data is None else data
    client = client_data(kind, members.pop("challenge", CHALLENGE), members.pop("origin", ORIGIN), **members) if client is None else client
    signature = sign((signer or key).key, data + hashlib.sha256(client).digest()) if signature is None else signature
    return {"case": case, "result": result, "verified": verified, "alg": key.alg, "key": b64(public_bytes(key.key)), "counter": key.counter,
            "flags": key.flags, "client_data": b64(client), "data": b64(data), "signature": b64(signature)}


def client_tricks():
    """(case, result, what differs), the same for both ceremonies."""
    return [
        ("another origin", "origin", {"origin": "https://talk.news.example.evil.example"}),
        ("the origin with another scheme", "origin", {"origin": "http://talk.news.example"}),
        ("the origin with a port", "origin", {"origin": ORIGIN + ":8443"}),
        ("the origin with a NUL and more", "malformed", {"origin": ORIGIN + "\0.evil.example"}),
        ("no origin", "origin", {"origin": None}),
        ("another challenge", "challenge", {"challenge": b64(bytes(32))}),
        ("the challenge with padding", "challenge", {"challenge": CHALLENGE + "="}),
        ("an empty challenge", "challenge", {"challenge": ""}),
        ("a frame of another site", "framed", {"crossOrigin": True}),
        ("crossOrigin is no boolean", "framed", {"crossOrigin": "false"}),
        ("a page around it", "framed", {"topOrigin": "https://news.example"}),
        ("no object", "malformed", {"client": b"[]"}),
        ("no JSON", "malformed", {"client": b"{"}),
        ("nothing", "malformed", {"client": b""}),
        ("a member twice", "malformed", {"client": b'{"type":"x","type":"webauthn.get"}'}),
        ("client data that is too long", "malformed", {"padding": "x" * 4096}),
    ]


def registrations():
    key, other = Passkey(HOST), Passkey(HOST)
    flags, credential = UP | UV | AT, key.credential()
    good = key.data(flags, credential)
    rs, raw = Passkey(HOST, RS256), public_bytes(key.key)
    extension = cbor({"credProtect": 2})

    def wrapped(**change):
        return cbor({"fmt": "none", "attStmt": {}, "authData": good} | change)

    def with_key(members):
        return key.data(flags, key.credential(cbor(members)))
    return [
        registration("ES256"), registration("EdDSA", key=Passkey(HOST, EDDSA)), registration("RS256", key=rs),
        registration("a counter", key=Passkey(HOST, counter=0xfffffffe)),
        registration("a copied key", key=Passkey(HOST, flags=UV | BE | BS)),
        registration("an unverified person", key=Passkey(HOST, flags=0)),
        registration("extensions", data=key.data(flags | ED, credential + extension), key=key),
        registration("another order of members", attestation=cbor({"authData": good, "fmt": "none", "attStmt": {}}), key=key),
        registration("a statement of the key about itself", attestation=wrapped(fmt="packed", attStmt={"alg": -7, "sig": bytes(70)}), key=key),
        registration("the longest credential id", key=long_id(1023)),
    ] + [registration(case, result, key=key, **what) for case, result, what in client_tricks()] + [
        registration("a use of a key", "type", kind="webauthn.get"),
        registration("a payment", "type", kind="payment.get"),
        registration("another host", "rp_id", data=key.data(flags, credential, rp_id="news.example")),
        registration("nobody present", "absent", data=key.data(UV | AT, credential)),
        registration("an unverified person where one must be", "unverified", key=Passkey(HOST, flags=0), verified=True),
        registration("no key", "malformed", data=key.data(UP | UV)),
        registration("copied though it cannot be", "malformed", key=Passkey(HOST, flags=BS)),
        registration("bytes behind the key", "malformed", data=good + b"\0"),
        registration("a second map behind the key", "malformed", data=good + cbor({})),
        registration("extensions that are missing", "malformed", data=key.data(flags | ED, credential)),
        registration("extensions that are no map", "malformed", data=key.data(flags | ED, credential + cbor(["x"]))),
        registration("a credential id that is too long", "malformed", key=long_id(1024)),
        registration("an empty credential id", "malformed", key=long_id(0)),
        registration("a credential id longer than all", "malformed", data=key.data(flags, bytes(16) + b"\xff\xff" + key.id)),
        registration("two members", "malformed", attestation=cbor({"fmt": "none", "authData": good})),
        registration("four members", "malformed", attestation=wrapped(more=1)),
        registration("a member twice", "malformed", attestation=head(5, 3) + (cbor("fmt") + cbor("none")) * 2 + cbor("authData") + cbor(good)),
        registration("another member", "malformed", attestation=cbor({"fmt": "none", "attStmT": {}, "authData": good})),
        registration("a statement that is no map", "malformed", attestation=wrapped(attStmt=[])),
        registration("data as text", "malformed", attestation=head(5, 3) + cbor("fmt") + cbor("none") + cbor("attStmt") + cbor({})
                     + cbor("authData") + head(3, len(good)) + good),
        registration("a format that is no text", "malformed", attestation=wrapped(fmt=b"none")),
        registration("bytes behind the object", "malformed", attestation=wrapped() + b"\0"),
        registration("an array", "malformed", attestation=cbor(["fmt", "none", good])),
        registration("nothing", "malformed", attestation=b""),
        registration("a map without end", "malformed", attestation=b"\xbf" + wrapped()[1:] + b"\xff"),
        registration("a string without end", "malformed", attestation=head(5, 3) + cbor("fmt") + b"\x7f\x64none\xff" + cbor("attStmt") + cbor({})
                     + cbor("authData") + cbor(good)),
        registration("a length in a longer form", "malformed", attestation=b"\xb8\x03" + wrapped()[1:]),
        registration("a length of 2^64 - 1", "malformed", attestation=wrapped()[:1] + cbor("authData") + b"\x5b" + b"\xff" * 8 + good),
        registration("a map of 2^63 pairs", "malformed", attestation=head(5, 3) + cbor("attStmt") + b"\xbb\x80" + bytes(7)),
        registration("an array of 2^32 items", "malformed", attestation=head(5, 3) + cbor("attStmt") + cbor_map_of(b"\x9a\xff\xff\xff\xff")),
        registration("a tag", "malformed", attestation=wrapped()[:1] + cbor("attStmt") + cbor_map_of(b"\xc1\x00") + wrapped()[1:]),
        registration("arrays within arrays", "malformed", attestation=wrapped(attStmt={"x": deep(100)})),
        registration("an attestation that is too long", "malformed", attestation=wrapped(attStmt={"x": bytes(8192)})),
        registration("another curve", "key", data=with_key(cose(ES256, raw) | {-1: 2})),
        registration("another algorithm", "key", data=with_key(cose(ES256, raw) | {3: -35})),
        registration("no algorithm", "key", data=with_key({1: 2, -1: 1, -2: raw[:32], -3: raw[32:]})),
        registration("a point beside the curve", "key", data=with_key(cose(ES256, raw[:63] + bytes([raw[63] ^ 1])))),
        registration("a short coordinate", "key", data=with_key(cose(ES256, raw) | {-2: raw[:31]})),
        registration("a key of another type", "key", data=with_key({1: 1, 3: ES256, -1: 1, -2: raw[:32], -3: raw[32:]})),
        registration("a short RSA key", "key", data=key.data(flags, key.credential(cbor({1: 3, 3: RS256, -1: bytes(127) + b"\1", -2: b"\1\0\1"})))),
        registration("an empty key", "key", data=with_key({})),
        registration("a key that is no map", "malformed", data=key.data(flags, key.credential(cbor(other.id)))),
    ]


def long_id(n):
    key = Passkey(HOST)
    key.id = bytes([7]) * n
    return key


def cbor_map_of(raw):
    return head(5, 1) + cbor("x") + raw


def deep(n):
    return [deep(n - 1)] if n else []


def assertions():
    key, other = Passkey(HOST), Passkey(HOST)
    rs, ed = Passkey(HOST, RS256), Passkey(HOST, EDDSA)
    data = key.data(UP | UV)
    return [
        assertion("ES256"), assertion("EdDSA", key=ed), assertion("RS256", key=rs), assertion("a verified person", verified=True),
        assertion("an unverified person", key=Passkey(HOST, flags=0)), assertion("a counter", key=Passkey(HOST, counter=77)),
        assertion("a copied key", key=Passkey(HOST, flags=UV | BE | BS)),
        assertion("extensions", data=key.data(UP | UV | ED, cbor({"x": True})), key=key),
    ] + [assertion(case, result, key=key, **what) for case, result, what in client_tricks()] + [
        assertion("a key that was made", "type", kind="webauthn.create"),
        assertion("no type", "type", kind=None),
        assertion("another host", "rp_id", data=key.data(UP | UV, rp_id="news.example"), key=key),
        assertion("nobody present", "absent", data=key.data(UV), key=key),
        assertion("an unverified person where one must be", "unverified", key=Passkey(HOST, flags=0), verified=True),
        assertion("another key", "signature", key=key, signer=other),
        assertion("another key of its kind", "signature", key=ed, signer=Passkey(HOST, EDDSA)),
        assertion("a key of another kind", "signature", key=key, signer=rs),
        assertion("another RSA key", "signature", key=rs, signer=Passkey(HOST, RS256)),
        assertion("no signature", "malformed", signature=b""),
        assertion("a signature of zeros", "signature", signature=bytes(70)),
        assertion("r and s of zero", "signature", signature=bytes.fromhex("3006020100020100")),
        assertion("a signature that is too long", "malformed", signature=bytes(513)),
        assertion("a signature without its hash", "signature", key=key, signature=sign(key.key, data)),
        assertion("short data", "malformed", data=data[:36], key=key),
        assertion("no data", "malformed", data=b"", key=key),
        assertion("bytes behind the data", "malformed", data=data + b"\0", key=key),
        assertion("a key in the data", "malformed", data=key.data(UP | UV | AT, key.credential()), key=key),
        assertion("copied though it cannot be", "malformed", key=Passkey(HOST, flags=BS)),
        assertion("data that is too long", "malformed", data=key.data(UP | UV | ED, cbor({"x": bytes(1024)})), key=key),
    ]


if __name__ == "__main__":
    json.dump({"rp_id": HOST, "origin": ORIGIN, "challenge": CHALLENGE, "register": registrations(), "verify": assertions()}, sys.stdout, indent=0)
    sys.stdout.write("\n")
