# SPDX-License-Identifier: Apache-2.0
"""A publisher's system: it signs tokens, well or badly, and is registered as a provider of a site by the command line."""
import base64
import hashlib
import hmac
import itertools
import json
import os
import subprocess
import tempfile
import time

ISSUER, AUDIENCE, SECRET = "https://news.example", "https://talk.news.example", "a secret of the publisher, 32 bytes"
DEFAULT = object()
numbers = itertools.count(1)


def b64(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data).encode()).rstrip(b"=").decode()


class Key:
    """A key pair of the command openssl: RS256, PS256, ES256 or EdDSA."""
    MAKE = {"RS256": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "ES256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
            "EdDSA": ["-algorithm", "ed25519"]}
    MAKE["PS256"] = MAKE["RS256"]

    def __init__(self, alg, kid):
        self.alg, self.kid = alg, kid
        self.folder = tempfile.TemporaryDirectory(prefix="key-", dir="/tmp")
        self.path = os.path.join(self.folder.name, "key.pem")
        subprocess.run(["openssl", "genpkey", *self.MAKE[alg], "-out", self.path], check=True, stderr=subprocess.DEVNULL)

    def public(self, form="DER"):
        return subprocess.run(["openssl", "pkey", "-in", self.path, "-pubout", "-outform", form], check=True, stdout=subprocess.PIPE).stdout

    def jwk(self):
        der = self.public()
        if self.alg == "EdDSA":
            return {"kty": "OKP", "crv": "Ed25519", "kid": self.kid, "x": b64(der[-32:])}
        if self.alg == "ES256":
            return {"kty": "EC", "crv": "P-256", "kid": self.kid, "x": b64(der[-64:-32]), "y": b64(der[-32:])}
        return {"kty": "RSA", "kid": self.kid, "n": b64(der[-261:-5]), "e": b64(der[-3:])}

    def sign(self, data):
        name = os.path.join(self.folder.name, "data")
        with open(name, "wb") as out:
            out.write(data)
        if self.alg == "EdDSA":
            command = ["openssl", "pkeyutl", "-sign", "-inkey", self.path, "-rawin", "-in", name]
        else:
            command = ["openssl", "dgst", "-sha256", "-sign", self.path]
            command += ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:-1"] if self.alg == "PS256" else []
            command += [name]
        made = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        return ecdsa_raw(made) if self.alg == "ES256" else made


def ecdsa_raw(der):
    """r and s of a signature in DER, as JWS wants them."""
    n = der[3]
    r, s = der[4:4 + n], der[6 + n:]
    return b"".join(int.from_bytes(part, "big").to_bytes(32, "big") for part in (r, s))


class Publisher:
    """key: a Key, or a text for HS256."""

    def __init__(self, issuer=ISSUER, audience=AUDIENCE, key=SECRET):
        self.issuer, self.audience, self.key = issuer, audience, key

    def claims(self, **more):
        """A claim of None is left out."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": self.audience, "sub": f"reader-{next(numbers)}", "iat": now, "exp": now + 300,
                  "jti": os.urandom(8).hex(), **more}
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, head=None, key=DEFAULT, typ="JWT", **claims):
        key = self.key if key is DEFAULT else key
        header = {"alg": "HS256" if isinstance(key, (str, bytes)) else key.alg, "typ": typ,
                  **({} if isinstance(key, (str, bytes)) else {"kid": key.kid}), **(head or {})}
        signed = f"{b64({k: v for k, v in header.items() if v is not None})}.{b64(self.claims(**claims))}"
        return f"{signed}.{b64(sign(key, signed.encode()))}"

    def settings(self, **more):
        return {"title": "The Daily News", "issuer": self.issuer, "audience": self.audience, "algorithms": ["HS256"], **more}


def sign(key, data):
    if isinstance(key, (str, bytes)):
        return hmac.new(key if isinstance(key, bytes) else key.encode(), data, hashlib.sha256).digest()
    return key.sign(data)


def register(server, settings=None, secret=None, keys=None, site="default", name="news", check=True):
    """`madang site provider`: the secret goes in by standard input, the documents as files."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        words = []
        for option, document in (("settings", settings), ("keys", keys)):
            if document is not None:
                path = os.path.join(folder, option)
                with open(path, "w") as out:
                    json.dump(document, out)
                words += [f"--{option}", path]
        if secret is not None:
            words.append("--secret")
        return server.cli("site", "provider", site, name, *words, stdin=secret or "", check=check)


def open_site(server, **more):
    """A provider of the site default with one secret; again, it stays as it is."""
    made = Publisher()
    register(server, made.settings(**more), SECRET + "\n")
    return made
