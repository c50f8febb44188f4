# SPDX-License-Identifier: Apache-2.0
"""Goal: without a script, times are in the time zone of the site, also on pages that were kept in memory."""
import re

import pytest

from cache_client import fetch
from visitor import comment, visiting

SETTINGS = {"limits.rates": "off", "server.workers": 1, "rules.refresh": "50ms"}


@pytest.fixture
def save(admin):
    def put(settings):
        now = admin.api.get("/v1/moderation/settings").json
        return admin.api.put("/v1/moderation/settings", {"version": now["version"], "settings": settings})
    yield put
    assert put({}).status == 200


@pytest.fixture(scope="module")
def admin_browser(server, admin):
    yield from visiting(server, admin)


def zones(server, path):
    """The zones in which a page shows times."""
    status, _, body = fetch(server, path, {"Accept": "text/html"})[:3]
    assert status == 200
    return set(re.findall(r"<time[^>]*>[^<]* (UTC[^<]*)</time>", body.decode()))


def test_every_page_of_a_discussion_changes_with_the_zone_of_its_site(server, reader, article, save):
    id = comment(reader, article, "When was this?")
    pages = [f"/a/{article['id']}", f"/a/{article['id']}/c/{id}", f"/embed/{article['id']}", f"/embed/{article['id']}/c/{id}",
             f"/fragment/{article['id']}"]
    assert [zones(server, path) for path in pages] == [{"UTC"}] * len(pages)
    for settings, zone in (({"timezone": "Asia/Seoul"}, "UTC+9"), ({"timezone": "America/Lima"}, "UTC−5"), ({}, "UTC")):
        etags = [fetch(server, path, {"Accept": "text/html"})[1]["etag"] for path in pages]
        assert save(settings).status == 200
        for path, etag in zip(pages, etags):
            server.wait_for(lambda path=path, zone=zone: zones(server, path) == {zone}, what=f"{path} in {zone}")
            assert fetch(server, path, {"Accept": "text/html"})[1]["etag"] != etag


def test_the_machine_readable_time_stays_in_utc(server, reader, article, save):
    id = comment(reader, article, "And this?")
    made = reader.api.get(f"/v1/articles/{article['id']}/comments").json["comments"][0]
    assert made["id"] == id
    assert save({"timezone": "Asia/Seoul"}).status == 200
    path = f"/fragment/{article['id']}"
    server.wait_for(lambda: zones(server, path) == {"UTC+9"}, what="the zone")
    text = fetch(server, path)[2].decode()
    assert f'datetime="{made["created_at"]}"' in text and f'"datePublished":"{made["created_at"]}"' in text


@pytest.mark.parametrize("zone,code", [("Europe/Nowhere", "bad_zone"), ("GMT+3", "bad_zone"), ("", "bad_zone"), (" Asia/Seoul", "bad_zone"),
                                       ("x" * 100, "bad_zone"), (9, "bad_type"), (None, "bad_type")])
def test_a_zone_is_a_name_of_the_database(save, zone, code):
    answer = save({"timezone": zone})
    assert answer.status == 422 and answer.json["fields"] == [{"field": "settings.timezone", "code": code}]


def test_the_desk_saves_the_zone(admin, admin_browser, save):
    page = admin_browser.get("/desk/settings?site=default").text
    fields = {"site": "default", "version": re.search(r'name="version" value="(\d+)"', page)[1], "title": "T", "timezone": "Europe/Berlin",
              "fold_votes": "0", "trailing_slash": "same"}
    assert admin_browser.post("/desk/settings", fields).status_code == 303
    assert admin.api.get("/v1/moderation/settings").json["settings"]["timezone"] == "Europe/Berlin"
    assert 'name="timezone" type="text" value="Europe/Berlin"' in admin_browser.get("/desk/settings?site=default").text
    version = re.search(r'name="version" value="(\d+)"', admin_browser.get("/desk/settings?site=default").text)[1]
    refused = admin_browser.post("/desk/settings", {**fields, "version": version, "timezone": "Mars"})
    assert refused.status_code == 422 and 'value="Mars"' in refused.text and "not the name of a time zone" in refused.text
