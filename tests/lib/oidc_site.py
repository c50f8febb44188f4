# SPDX-License-Identifier: Apache-2.0
"""Goal: providers of OpenID Connect, a real one (tests/oidc/provider.mjs) and one that lies, and a browser without a script that signs
in at them."""
import contextlib
import http.server
import json
import os
import re
import subprocess
import threading
import time
import urllib.parse

import requests

from mail_site import Courier
from publisher import Key, b64, register, sign
from server import ROOT, free_port

FOLDER = os.path.join(ROOT, "tests", "oidc")
SECRET = "a secret: with 100% odd characters + of a client"
PRESSED = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}     # as a press on our page


def settings(issuer, client="madang", **more):
    return {"kind": "oidc", "title": "The Keycloak", "issuer": issuer, "client_id": client, "inside": True, **more}


def callback(server, name):
    return f"{server.url}/sso/oidc/{name}/callback"


class RealProvider:
    """oidc-provider in node. clients: [{name of our provider: more members of the client}]."""

    def __init__(self, server, names, thin=False, **more):
        if not os.path.isdir(os.path.join(FOLDER, "node_modules", "oidc-provider")):
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        clients = [{"client_id": name, "client_secret": SECRET, "redirect_uris": [callback(server, name)], "backchannel_logout_session_required": True,
                    "backchannel_logout_uri": f"{server.url}/sso/oidc/{name}/logout", **extra} for name, extra in names.items()]
        clients = [{member: value for member, value in one.items() if value is not None} for one in clients]
        self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "node", "provider.mjs", json.dumps({"port": self.port, "clients": clients, "thin": thin, **more})],
                                        cwd=FOLDER, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def rotate(self):
        assert requests.post(self.issuer + "/test/rotate", timeout=30).status_code == 200

    def count(self, path):
        return requests.get(self.issuer + "/test/counts", timeout=30).json().get(path, 0)

    def close(self):
        self.process.kill()
        self.process.wait(10)


class Browser(requests.Session):
    """A reader's browser that follows one redirect at a time."""

    def __init__(self, server):
        super().__init__()
        self.server = server

    def show(self, url, **more):
        return self.get(urllib.parse.urljoin(self.server.url, url), allow_redirects=False, timeout=30, **more)

    def begin(self, name, next="/", **headers):
        return self.show(f"/sso/oidc/{name}?{urllib.parse.urlencode({'return': next})}", headers={**PRESSED, **headers})

    def follow(self, answer, until):
        """Goes on until an answer is no redirect, or leads to an address that begins with until."""
        while answer.status_code in (302, 303) and not answer.headers["Location"].startswith(until):
            answer = self.get(urllib.parse.urljoin(answer.url, answer.headers["Location"]), allow_redirects=False, timeout=30)
        return answer

    def to_provider(self, name, next="/"):
        """The provider's form, as its answer."""
        page = self.follow(self.begin(name, next), "never")
        assert page.status_code == 200 and "/interaction/" in page.url, (page.status_code, page.url, page.text)
        return page

    def at_provider(self, page, login, claims=None, **form):
        """Sends the provider's form; the address of the answer to us."""
        action = re.search(r'action="([^"]*)"', page.text)[1]
        sent = self.post(urllib.parse.urljoin(page.url, action), data={"login": login, "claims": json.dumps(claims or {}), **form}, allow_redirects=False, timeout=30)
        return self.follow(sent, self.server.url).headers["Location"]

    def sign_in(self, name, login, claims=None, next="/", **form):
        """All of it; our answer."""
        return self.show(self.at_provider(self.to_provider(name, next), login, claims, **form))

    def account(self):
        """What GET /v1/account says with the browser's session."""
        return self.get(self.server.url + "/v1/account", timeout=30)


class LyingProvider:
    """A provider whose every answer is scripted. metadata: members that differ. token(form): (status, document). keys: [Key]."""

    def __init__(self):
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.key = Key("ES256", "first")
        self.keys, self.metadata, self.token, self.userinfo = [self.key.jwk()], {}, None, None
        self.asked, self.forms = [], []
        lying = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *words):
                pass

            def answer(self, status, document):
                body = document if isinstance(document, bytes) else json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                lying.asked.append(self.path)
                self.answer(200, lying.document() if "openid-configuration" in self.path else {"keys": lying.keys})

            def do_POST(self):
                lying.asked.append(self.path)
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = dict(urllib.parse.parse_qsl(text))
                lying.forms.append(form | {"authorization": self.headers["Authorization"]})
                self.answer(*(lying.userinfo(form) if self.path == "/userinfo" else lying.token(form)))

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def document(self):
        document = {"issuer": self.issuer, **{name: f"{self.issuer}/{path}" for name, path in (
            ("authorization_endpoint", "auth?theme=news"), ("token_endpoint", "token"), ("jwks_uri", "keys"))}, "response_types_supported": ["code"], **self.metadata}
        return {name: value for name, value in document.items() if value is not None}

    def id_token(self, sent, head=None, key=None, **claims):
        """The ID token that a begun sign-in waits for; a claim of None is left out."""
        now = int(time.time())
        payload = {"iss": self.issuer, "aud": sent["client_id"], "sub": "liar", "iat": now, "exp": now + 300, "nonce": sent["nonce"], "name": "Liar", "email": "liar@x.example", **claims}
        key = key or self.key
        alg = key.alg if isinstance(key, Key) else "HS256"
        header = {"alg": alg, "typ": "JWT", **({"kid": key.kid} if isinstance(key, Key) else {}), **(head or {})}
        signed = ".".join(b64({k: v for k, v in part.items() if v is not None}) for part in (header, payload))
        return f"{signed}.{b64(sign(key, signed.encode()))}"

    def close(self):
        self.http.shutdown()
        self.http.server_close()


@contextlib.contextmanager
def courier_of(server, database, **more):
    """The courier that makes the server's calls."""
    if "MADANG_STUB" in os.environ:
        stub = subprocess.Popen(["/usr/bin/python3", os.environ["MADANG_STUB"], server.settings["fetch.socket"]], stdout=subprocess.PIPE)
        stub.stdout.readline()
        yield stub
        stub.kill()
        return
    with Courier(database, settings={"fetch.socket": server.settings["fetch.socket"], **more}) as courier:
        yield courier


def query(url):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))


def add(server, name, issuer, secret=SECRET, site="default", client=None, **more):
    """Registers a provider and waits until the workers know it."""
    wanted = settings(issuer, client or name, **more)
    register(server, wanted, secret and secret + "\n", name=name, site=site)
    button = re.compile(f'href="/sso/oidc/{name}[^>]*>Sign in with {wanted["title"]}<')
    server.wait_for(lambda: button.search(requests.get(server.url + "/sign-in", timeout=30).text), what="the workers' sites")
