# SPDX-License-Identifier: Apache-2.0
"""A browser without a screen, for tests of the pages."""
import re

import requests


class Visitor:
    """A browser without a screen: keeps its cookie, sends Origin, follows no redirect."""

    def __init__(self, server):
        self.server, self.url = server, server.url
        self.http = requests.Session()
        self.http.headers["Accept"] = "text/html,*/*;q=0.8"

    def get(self, path, **headers):
        return self.http.get(self.url + path, headers=headers, allow_redirects=False)

    def post(self, path, fields, token=True, origin=True):
        if token:
            fields = {**fields, "form_token": self.token()}
        return self.http.post(self.url + path, data=fields, allow_redirects=False,
                              headers={"Origin": self.url} if origin else {})

    def token(self):
        return re.search(r'name="form_token" value="([^"]+)"', self.get("/").text)[1]

    def sign_in(self, account, **more):
        answer = self.post("/sign-in", {"login": account.username, "password": account.password, **more}, token=False)
        assert answer.status_code == 303, answer.text
        return answer


def visiting(server, account):
    """For a fixture: `yield from` it gives a signed-in Visitor."""
    v = Visitor(server)
    v.sign_in(account)
    yield v
    v.http.close()


def comment(account, article, body="A word."):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]["id"]


def page(answer, status=200):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] in ("private, no-store", "no-cache")
    assert "unsafe" not in answer.headers["content-security-policy"]
    return answer.text


def key(shown):
    return re.search(r'name="key" value="([^"]+)"', shown)[1]


def version(shown):
    """The case's version, as its page's form has it."""
    return re.search(r'name="version" value="(\d+)"', shown)[1]
