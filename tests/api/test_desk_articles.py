# SPDX-License-Identifier: Apache-2.0
"""Goal: the desk lists and finds the articles of the moderator's sites, and its controls keep what is set."""
import re
import urllib.parse

import pytest

from visitor import Visitor, page, visiting

SETTINGS = {"rules.refresh": "10min", "server.workers": 1}


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


@pytest.fixture(scope="module")
def outsider(server, reader):
    """Signed in, and at no desk."""
    yield from visiting(server, reader)


def test_a_hidden_articles_settings_are_shown_and_kept(server, desk, moderator, article):
    at = f"/desk/articles/{article['id']}"
    sent = {"state": "hidden", "slow_mode": "600", "closes_after": "86400", "closes_at": "2099-01-02T03:04"}
    assert desk.post(at, sent).status_code == 303
    shown = page(desk.get(at))
    for part in ('value="hidden" selected=""', 'value="600" selected=""', 'value="86400" selected=""', 'value="2099-01-02T03:04"', article["title"]):
        assert part in shown
    assert f'href="/a/{article["id"]}"' not in shown        # it is not there
    assert desk.post(at, {**sent, "state": "open"}).status_code == 303
    now = desk.get(f"/v1/articles/{article['id']}").json()
    assert (now["state"], now["slow_mode"], now["closes_after"], now["closes_at"][:16]) == ("open", 600, 86400, "2099-01-02T03:04")
    assert f'href="/a/{article["id"]}"' in page(desk.get(at))


def test_controls_of_an_absent_or_foreign_article_are_404(server, desk, admin, make_account, article):
    shown = page(desk.get("/desk/articles/01936000-0003-7000-8000-000000000001"), 404)
    assert "Back to the desk" in shown
    server.cli("site", "create", "elsewhere", "--title", "Elsewhere")
    local = make_account()
    assert admin.api.put(f"/v1/accounts/{local.id}/role", {"role": "moderator", "site": "elsewhere"}).status == 200
    local.sign_in_again()
    v = Visitor(server)
    v.sign_in(local)
    page(v.get(f"/desk/articles/{article['id']}"), 404)
    assert "There is no such article on your sites." in page(v.get(f"/desk/articles?q={article['key']}"))


def test_an_article_is_found_by_its_key_address_or_id(desk, outsider, admin, article):
    page(outsider.get("/desk/articles"), 403)
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"url": article["url"] + "-moved", "state": "hidden"}).status == 200
    for q in (article["key"], article["url"], article["url"] + "-moved", article["id"]):
        shown = page(desk.get("/desk/articles?q=" + urllib.parse.quote(q)))
        assert f'href="/desk/articles/{article["id"]}"' in shown and ">Hidden<" in shown, q
    for q in ("01936000-0003-7000-8000-000000000001", "nothing", "https://news.example/<none>"):
        assert "There is no such article on your sites." in page(desk.get("/desk/articles?q=" + urllib.parse.quote(q)))


def test_the_desk_lists_articles_by_state_and_title_page_by_page(desk, admin, article):
    made = [admin.api.post("/v1/articles", {"key": f"listed-{n}", "url": f"https://news.example/listed-{n}", "title": f"Listed 항만 {n}"}).json["id"] for n in (1, 2, 3)]
    assert admin.api.patch(f"/v1/articles/{made[0]}", {"state": "closed"}).status == 200

    def listed(query):
        shown = page(desk.get("/desk/articles" + query))
        return [one for one in re.findall(r'class="name" href="/desk/articles/([0-9a-f-]{36})"', shown)], re.search(r'class="button" href="(/desk/articles\?[^"]*cursor=[^"]*)"', shown)
    assert listed("")[0][:3] == made[::-1] and article["id"] in listed("?limit=100")[0]
    first, more = listed("?limit=2&q=" + urllib.parse.quote("listed 항만"))
    assert first == made[:0:-1] and more
    second, more = listed(more[1].removeprefix("/desk/articles").replace("&amp;", "&"))
    assert second == made[:1] and not more
    assert listed("?state=closed&q=listed")[0] == made[:1]
    assert desk.get("/desk/articles?state=sleeping").status_code == 400
    assert desk.get("/desk/articles?cursor=zzz").status_code == 400
