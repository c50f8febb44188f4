# SPDX-License-Identifier: Apache-2.0
"""An authenticator in software: makes and uses passkeys as a browser does (Web Authentication Level 3)."""
import base64
import hashlib
import json
import os
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

EDDSA, ES256, RS256 = -8, -7, -257
UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# ---- CBOR (RFC 8949), as far as authenticators write it
def head(major, n):
    if n < 24:
        return bytes([major << 5 | n])
    info, size = next((i, s) for i, s in ((24, 1), (25, 2), (26, 4), (27, 8)) if n < 1 << 8 * s)
    return bytes([major << 5 | info]) + n.to_bytes(size, "big")


def cbor(value):
    if isinstance(value, bool):
        return bytes([0xf5 if value else 0xf4])
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, (list, tuple)):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())


# ---- keys
def make_key(alg):
    if alg == ES256:
        return ec.generate_private_key(ec.SECP256R1())
    if alg == EDDSA:
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(65537, 2048)


def public_bytes(key):
    """As struct passkey_key has it (server/secret/passkey.h)."""
    public = key.public_key()
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    n = public.public_numbers()
    if isinstance(key, rsa.RSAPrivateKey):
        return n.n.to_bytes(256, "big") + n.e.to_bytes(3, "big")
    return n.x.to_bytes(32, "big") + n.y.to_bytes(32, "big")


def cose(alg, raw):
    if alg == ES256:
        return {1: 2, 3: ES256, -1: 1, -2: raw[:32], -3: raw[32:]}
    if alg == EDDSA:
        return {1: 1, 3: EDDSA, -1: 6, -2: raw}
    return {1: 3, 3: RS256, -1: raw[:256], -2: raw[256:]}


def sign(key, data):
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


# ---- ceremonies
def client_data(kind, challenge, origin, **members):
    """As Chromium writes it, with the member that it sometimes adds."""
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False,
                       "other_keys_can_be_added_here": "do not compare clientDataJSON against a template"} | members).encode()


def host_hash(rp_id):
    return hashlib.sha256(rp_id.encode()).digest()


class Passkey:
    """One key in an authenticator. flags: besides UP, what its person and its maker did."""

    def __init__(self, rp_id, alg=ES256, flags=UV, counter=0, user=b""):
        self.rp_id, self.alg, self.flags, self.counter, self.user = rp_id, alg, flags, counter, user
        self.key = make_key(alg)
        self.id = os.urandom(32)

    def data(self, flags, rest=b"", rp_id=None):
        return host_hash(rp_id or self.rp_id) + bytes([flags]) + self.counter.to_bytes(4, "big") + rest

    def credential(self, raw=None):
        raw = raw or cbor(cose(self.alg, public_bytes(self.key)))
        return bytes(16) + len(self.id).to_bytes(2, "big") + self.id + raw

    def register(self, challenge, origin, flags=None, **members):
        flags = UP | self.flags if flags is None else flags
        data = self.data(flags | AT, self.credential())
        return {"client_data": b64(client_data("webauthn.create", challenge, origin, **members)),
                "attestation": b64(cbor({"fmt": "none", "attStmt": {}, "authData": data}))}

    def use(self, challenge, origin, flags=None, signer=None, rp_id=None, **members):
        """The next use: the counter grows, if there is one."""
        self.counter += self.counter > 0
        data = self.data(UP | self.flags if flags is None else flags, rp_id=rp_id)
        client = client_data("webauthn.get", challenge, origin, **members)
        return {"credential": b64(self.id), "client_data": b64(client), "authenticator_data": b64(data),
                "signature": b64(sign(signer or self.key, data + hashlib.sha256(client).digest())), "user_handle": b64(self.user)}


# ---- calls
def origin_of(url):
    return "/".join(url.split("/")[:3])


def host_of(url):
    return urllib.parse.urlsplit(url).hostname


def new_passkey(api, name="My key", **kind):
    """A passkey and the body that keeps it for the account of api. kind: see Passkey."""
    options = api.post("/v1/account/passkeys/options")
    assert options.status == 200, options
    key = Passkey(host_of(api.base), user=unb64(options.json["user"]["id"]), **kind)
    challenge = options.json["challenge"]
    return key, {"challenge": challenge, "name": name, **key.register(challenge, origin_of(api.base))}


def add_passkey(api, name="My key", **kind):
    """A passkey that the account of api has kept."""
    key, body = new_passkey(api, name, **kind)
    answer = api.post("/v1/account/passkeys", body)
    assert answer.status == 201, answer
    key.row = answer.json["id"]
    return key


def proof_body(api, key):
    """What proves the passkey in the session of api."""
    challenge = api.post("/v1/session/passkey/options").json["challenge"]
    return {"challenge": challenge, **key.use(challenge, origin_of(api.base))}


def sign_in_body(api, key, **tricks):
    """What signs in with the passkey alone. tricks: see Passkey.use()."""
    challenge = api.post("/v1/sessions/passkey/options").json["challenge"]
    return {"challenge": challenge, **key.use(tricks.pop("challenge", challenge), tricks.pop("origin", origin_of(api.base)), **tricks)}
