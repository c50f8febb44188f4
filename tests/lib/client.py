# SPDX-License-Identifier: Apache-2.0
"""A small HTTP client that checks every answer against server/site/openapi.json.

The test fails if the document lacks the answer's route, status or content type, if the body
does not match its schema, or if a required header field is missing. An error that every
route can return (ANY_ROUTE) need not be listed; its body must match the problem schema.
"""
import datetime
import functools
import http.client
import json
import os
import re
import urllib.parse
import uuid

import jsonschema

from readable import readable

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOCUMENT = os.path.join(ROOT, "server", "site", "openapi.json")
METHODS = ("get", "put", "post", "delete", "patch", "options", "head", "trace")
ANY_ROUTE = {400, 403, 404, 405, 408, 413, 414, 415, 417, 421, 429, 431, 501, 503, 505}

formats = jsonschema.FormatChecker(formats=[])


@formats.checks("uuid", raises=ValueError)
def is_uuid(text):
    return not isinstance(text, str) or str(uuid.UUID(text)) == text


@formats.checks("date-time", raises=ValueError)
def is_time(text):
    if not isinstance(text, str):
        return True
    datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
    return re.search(r"\.\d{3}Z$", text) is not None


class Document:
    def __init__(self, path=DOCUMENT):
        with open(path, encoding="utf-8") as f:
            self.root = json.load(f)
        self.resolver = jsonschema.RefResolver.from_schema(self.root)
        self.paths = [(self.pattern(p), p, item) for p, item in self.root["paths"].items()]
        # A literal segment wins over a {name}: /v1/account/sessions before /v1/account/{id}.
        self.paths.sort(key=lambda row: [part.startswith("{") for part in row[1].split("/")])

    @staticmethod
    def pattern(template):
        parts = re.split(r"(\{[^}]+\})", template)
        return re.compile("".join("[^/]+" if p.startswith("{") else re.escape(p) for p in parts))

    def find(self, method, path):
        """(template, operation); operation is None when only the path is known."""
        for pattern, template, item in self.paths:
            if pattern.fullmatch(path):
                operation = item.get(method.lower())
                if operation is None and method == "HEAD":
                    operation = item.get("get")
                return template, operation
        return None, None

    def deref(self, thing):
        while isinstance(thing, dict) and "$ref" in thing:
            thing = self.resolver.resolve(thing["$ref"])[1]
        return thing

    def response(self, operation, status):
        answers = operation.get("responses", {})
        for name in (str(status), f"{status // 100}XX", "default"):
            if name in answers:
                return self.deref(answers[name])
        return None

    def problem_schema(self):
        for name, schema in self.root.get("components", {}).get("schemas", {}).items():
            if name.lower() == "problem":
                return schema
        return {"type": "object", "required": ["type", "title", "status", "code"]}

    def check(self, schema, value, where):
        v = jsonschema.Draft202012Validator(schema, resolver=self.resolver, format_checker=formats)
        bad = sorted(v.iter_errors(value), key=lambda e: list(e.absolute_path))
        if bad:
            best = jsonschema.exceptions.best_match(bad)
            at = "/".join(str(p) for p in best.absolute_path)
            raise AssertionError(f"{where}: not as in openapi.json at /{at}: {best.message}\n"
                                 f"{json.dumps(value, ensure_ascii=False, indent=1)[:3000]}")


@functools.lru_cache(maxsize=1)
def document():
    """The parsed openapi.json; None if the file is missing, which a lint test reports."""
    return Document() if os.path.exists(DOCUMENT) else None


class Answer:
    def __init__(self, method, path, status, headers, body):
        self.method, self.path, self.status, self.body = method, path, status, body
        self.headers = headers          # http.client's message: case-insensitive, get_all()

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The error code of a problem; None for every other answer."""
        return self.json.get("code") if "json" in self.type and self.status >= 400 else None

    @property
    def type(self):
        return (self.headers.get("Content-Type") or "").split(";")[0].strip()

    @property
    def etag(self):
        return self.headers.get("ETag")

    @property
    def version(self):
        found = self.headers.get("Madang-Version")
        return int(found) if found is not None else None

    def __repr__(self):
        return f"<{self.method} {self.path}: {self.status} {self.body[:1000]!r}>"


def validate(answer, doc=None):
    doc = doc or document()
    if doc is None:
        return
    path = urllib.parse.urlsplit(answer.path).path
    where = f"{answer.method} {answer.path} → {answer.status}"
    if answer.status == 500:
        raise AssertionError(f"{where}: {answer.body[:2000]!r}")
    template, operation = doc.find(answer.method, path)
    documented = operation and doc.response(operation, answer.status)
    if documented is None:
        if answer.method == "OPTIONS" and answer.status == 204:
            return                      # a CORS preflight, which belongs to no route
        if not path.startswith("/v1") and template is None and answer.status not in ANY_ROUTE:
            raise AssertionError(f"{where}: this path is not in openapi.json")
        if answer.status not in ANY_ROUTE:
            raise AssertionError(f"{where}: openapi.json does not have this status for {template}")
        check_problem(doc, answer, where)
        return
    for name, header in (documented.get("headers") or {}).items():
        header = doc.deref(header)
        if header.get("required") and answer.headers.get(name) is None:
            raise AssertionError(f"{where}: header field {name} is missing")
    content = documented.get("content")
    if not content:
        assert answer.body == b"" or answer.method == "HEAD", f"{where}: a body where none is documented"
        return
    if answer.type not in content:
        raise AssertionError(f"{where}: Content-Type {answer.type!r} is not among {sorted(content)}")
    if answer.method != "HEAD" and answer.type.endswith("json"):
        doc.check(content[answer.type].get("schema", {}), answer.json, where)
    if answer.type == "application/problem+json":
        check_problem(doc, answer, where)


def check_problem(doc, answer, where):
    assert answer.type == "application/problem+json", f"{where}: {answer.type!r}, not a problem"
    if answer.method == "HEAD":
        return
    doc.check(doc.problem_schema(), answer.json, where)
    assert answer.json["status"] == answer.status, f"{where}: the body says {answer.json['status']}"


versions = {}           # article id -> the highest version that a write of any client in this run returned


def article_of(path):
    found = re.match(r"/v1/articles/([0-9a-f-]{36})", path)
    return found and found[1]


def remember(path, answer):
    if article_of(path) is not None and answer.version is not None:
        versions[article_of(path)] = max(answer.version, versions.get(article_of(path), 0))
    elif re.fullmatch(r"/v1/moderation/comments/[0-9a-f-]{36}", path):     # pins, features or locks a comment
        versions[answer.json["article"]] = max(answer.json["article_version"], versions.get(answer.json["article"], 0))
    elif path.startswith("/v1/moderation/decisions"):
        for r in answer.json.get("results", [answer.json]):
            article = r.get("article")
            if article is None and isinstance(r.get("case"), dict):
                article = r["case"]["article"]["id"]
            if article is not None and r.get("article_version") is not None:
                versions[article] = max(r["article_version"], versions.get(article, 0))


class Client:
    """base: "http://127.0.0.1:8080". token: of a session. It has one persistent connection, so threads must not share it."""

    def __init__(self, base, token=None, check=True, timeout=30):
        self.base, self.token, self.check, self.timeout = base.rstrip("/"), token, check, timeout
        self.where = urllib.parse.urlsplit(self.base)
        self.conn = None

    def signed_in(self, token):
        return Client(self.base, token, self.check, self.timeout)

    def close(self):
        if self.conn is not None:
            self.conn.close()
            self.conn = None

    def request(self, method, path, body=None, headers=None, query=None, check=None):
        """body: a dict or list is sent as JSON, bytes and str unchanged. query: dict."""
        fields = dict(headers or {})
        known = {name.lower() for name in fields}
        if query:
            path += "?" + urllib.parse.urlencode(query)
        if isinstance(body, (dict, list)):
            body = json.dumps(body, ensure_ascii=False).encode()
            if "content-type" not in known:
                fields["Content-Type"] = "application/json"
        elif isinstance(body, str):
            body = body.encode()
        if method == "GET" and "madang-min-version" not in known:
            seen = versions.get(article_of(path))
            if seen is not None:
                fields["Madang-Min-Version"] = str(seen)    # so that it reads its own writes; all clients should do this
        if self.token is not None and "authorization" not in known:
            fields["Authorization"] = "Bearer " + self.token
        answer = self.exchange(method, path, body, fields)
        if self.check if check is None else check:
            assert answer.headers["X-Request-Id"], f"{answer} carries no id"
            validate(answer)
        if method not in ("GET", "HEAD", "OPTIONS") and answer.status < 300:
            remember(path, answer)
        return answer

    def closed_by_the_server(self):
        """An idle connection that was closed can be read: its end."""
        return self.conn is not None and self.conn.sock is not None and readable(self.conn.sock)

    def exchange(self, method, path, body, fields):
        if self.closed_by_the_server():
            self.close()
        reused = self.conn is not None
        if not reused:
            self.conn = http.client.HTTPConnection(self.where.hostname, self.where.port,
                                                   timeout=self.timeout)
        try:
            self.conn.request(method, path, body, fields)
            got = self.conn.getresponse()
            answer = Answer(method, path, got.status, got.headers, got.read())
            if got.will_close:
                self.close()
            return answer
        except (ConnectionError, http.client.RemoteDisconnected):
            self.close()
            # The server may close the idle connection meanwhile. Only GET and HEAD are safe to send again.
            if reused and method in ("GET", "HEAD"):
                return self.exchange(method, path, body, fields)
            raise
        except BaseException:
            self.close()
            raise

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def head(self, path, **more):
        return self.request("HEAD", path, **more)

    def post(self, path, body=None, **more):
        return self.request("POST", path, body, **more)

    def put(self, path, body=None, **more):
        return self.request("PUT", path, body, **more)

    def patch(self, path, body=None, **more):
        return self.request("PATCH", path, body, **more)

    def delete(self, path, **more):
        return self.request("DELETE", path, **more)
