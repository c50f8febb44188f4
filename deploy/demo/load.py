#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Loads a demo article and its thread through the public API, as its readers would have written it.

    load.py URL ADMIN_NAME ARTICLE NEWSPAPER < passwords.json

ARTICLE is a folder here with article.json and thread.txt; NEWSPAPER is the address of the demo newspaper, where the article is.
Standard input: {"admin": password, "voices": password}. Prints the article's id.
May be run again: accounts that exist sign in, and every comment carries an
Idempotency-Key made from its place, so nothing is written twice.
"""
import http.client
import json
import os
import re
import sys
import urllib.parse
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
PLACE = uuid.UUID("5c4cf1f0-52c0-4a53-9f0b-0d6f1c7e3a11")
HEAD = re.compile(r"^(=+) (\S+)(?: up: (.*?))?(?: down: (.*))?$")
REPORT = re.compile(r"^! (\S+) (\w+)(?:: (.*))?$")


def read_thread(path):
    """The comments in order: {level, author, up, down, body, reports}."""
    comments = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if m := HEAD.match(line):
                comments.append({"level": len(m[1]), "author": m[2], "up": (m[3] or "").split(),
                                 "down": (m[4] or "").split(), "lines": [], "reports": []})
            elif m := REPORT.match(line):
                comments[-1]["reports"].append((m[1], m[2], m[3]))
            elif comments:
                comments[-1]["lines"].append(line)
    for comment in comments:
        comment["body"] = "\n".join(comment.pop("lines")).strip()
    return comments


class Api:
    """One kept connection; a token per call."""

    def __init__(self, url):
        where = urllib.parse.urlsplit(url)
        self.link = http.client.HTTPConnection(where.hostname, where.port, timeout=60)

    def call(self, method, path, body=None, token=None, key=None, fine=()):
        fields = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            fields["Authorization"] = "Bearer " + token
        if key:
            fields["Idempotency-Key"] = str(uuid.uuid5(PLACE, key))
        data = json.dumps(body, ensure_ascii=False).encode() if body is not None else None
        self.link.request(method, path, data, fields)
        answer = self.link.getresponse()
        text = answer.read()
        if answer.status >= 300 and answer.status not in fine:
            raise SystemExit(f"demo: {method} {path}: {answer.status} {text.decode()}")
        return answer.status, json.loads(text) if text else None

    def sign_in(self, name, password):
        return self.call("POST", "/v1/sessions", {"login": name, "password": password})[1]

    def sign_up(self, name, password):
        status, made = self.call("POST", "/v1/accounts", {
            "username": name, "password": password,
            "email": f"{uuid.uuid5(PLACE, name).hex[:12]}@example.org"}, fine=(422,))
        return made if status == 201 else self.sign_in(name, password)


def load(api, admin, story_name, newspaper, passwords):
    with open(os.path.join(HERE, story_name, "article.json"), encoding="utf-8") as f:
        story = json.load(f)
    story["url"] = story["url"].replace("https://news.example", newspaper)
    article = api.call("POST", "/v1/articles", story, admin)[1]
    comments = read_thread(os.path.join(HERE, story_name, "thread.txt"))
    names = {c["author"] for c in comments} | {n for c in comments for n in c["up"] + c["down"]}
    voices = {name: api.sign_up(name, passwords["voices"]) for name in sorted(names)}
    for newsroom in {"newsroom", "편집국"} & names:
        api.call("PUT", f"/v1/accounts/{voices[newsroom]['account']['id']}/role", {"role": "staff"}, admin)
        voices[newsroom] = api.sign_in(newsroom, passwords["voices"])       # a change of the role ends sessions
    tokens = {name: voice["token"] for name, voice in voices.items()}
    base = f"/v1/articles/{article['id']}/comments"
    above = {}                          # level → the comment there
    counts = {"comments": 0, "held": 0, "rejected": 0, "votes": 0, "reports": 0}
    for n, c in enumerate(comments):
        body = {"body": c["body"]}
        if c["level"] > 1:
            body["parent_id"] = above[c["level"] - 1]
        posted = api.call("POST", base, body, tokens[c["author"]], f"{story_name} comment {n}")[1]["comment"]
        above[c["level"]] = posted["id"]
        counts["comments"] += 1
        if posted["state"] != "published":      # for moderators' eyes: no reader can vote or report
            counts[posted["state"]] += 1
            continue
        for value, who in [(1, name) for name in c["up"]] + [(-1, name) for name in c["down"]]:
            api.call("PUT", f"{base}/{posted['id']}/vote", {"value": value}, tokens[who])
            counts["votes"] += 1
        for who, reason, detail in c["reports"]:
            report = {"reason": reason, **({"detail": detail} if detail else {})}
            api.call("POST", f"{base}/{posted['id']}/reports", report, tokens[who])
            counts["reports"] += 1
    return article["id"], counts


def main():
    url, admin_name, story_name, newspaper = sys.argv[1:5]
    passwords = json.load(sys.stdin)
    api = Api(url)
    admin = api.sign_in(admin_name, passwords["admin"])["token"]
    article, counts = load(api, admin, story_name, newspaper, passwords)
    print("demo: %(comments)d comments (%(held)d held), %(votes)d votes, %(reports)d reports" % counts,
          file=sys.stderr)
    print(article)


if __name__ == "__main__":
    main()
