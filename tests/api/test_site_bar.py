# SPDX-License-Identifier: Apache-2.0
"""Goal: the top of each page says whose discussion it is, and leads to that publication's front page."""
import re

import pytest

from cache_client import fetch

SETTINGS = {"limits.rates": "off", "server.workers": 1, "rules.refresh": "50ms"}
HOME = "https://courier.example/"


def brand(server, path):
    """(where it leads, its text) of the top of a page."""
    body = fetch(server, path, {"Accept": "text/html"})[2].decode()
    return re.search(r'<a class="brand" href="([^"]*)">.*?<span class="title" dir="auto">([^<]*)</span></a>', body).groups()


@pytest.fixture
def save(admin):
    def put(settings):
        now = admin.api.get("/v1/moderation/settings").json
        return admin.api.put("/v1/moderation/settings", {"version": now["version"], "settings": settings})
    yield put
    assert put({}).status == 200


def test_pages_name_their_site_and_lead_to_its_front_page(server, article, save):
    assert save({"title": "The Velmark Courier & Son", "home": HOME}).status == 200
    expected = (HOME, "The Velmark Courier &amp; Son")
    server.wait_for(lambda: brand(server, f"/a/{article['id']}") == expected, what="the new title")
    # The database of this module has one site, which is therefore the site of every page.
    for path in ("/house-rules/default", "/sign-in", "/", "/nowhere", "/a/00000000-0000-7000-8000-000000000000"):
        assert brand(server, path) == expected, path


def test_a_site_without_a_front_page_leads_to_the_recent_discussions(server, article, save):
    assert save({"title": "The Velmark Courier"}).status == 200
    server.wait_for(lambda: brand(server, f"/a/{article['id']}") == ("/", "The Velmark Courier"), what="the new title")


@pytest.mark.parametrize("home,code", [("javascript:alert(1)", "bad_url"), ("//courier.example", "bad_url"), ("", "bad_url"), (7, "bad_type"),
                                       ("https://courier.example/" + "x" * 2048, "bad_url")])
def test_a_front_page_is_a_web_address(save, home, code):
    answer = save({"home": home})
    assert answer.status == 422 and answer.json["fields"] == [{"field": "settings.home", "code": code}]
