# SPDX-License-Identifier: Apache-2.0
"""Goal: the desk's lists can be limited to one of the caller's sites; the pages keep and remember it, the API only reads its query."""
import re

import pytest

from visitor import Visitor, page

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
LISTS = ("cases", "decisions", "jobs", "appeals", "search?in=comments", "search?in=cases", "audit", "staff")


@pytest.fixture(scope="module")
def sites(server, admin, make_account):
    """Two sites with a reported comment and a decision each, and a moderator of both."""
    found = {}
    server.cli("site", "create", "second", "--title", "The <Second>")
    server.cli("site", "create", "third", "--title", "The Third")
    writer, other = make_account(), make_account()
    for key in ("default", "second"):
        article = admin.api.post("/v1/articles", {"key": f"filter-{key}", "url": f"https://news.example/{key}", "title": key, "site": key}).json["id"]
        made = [writer.api.post(f"/v1/articles/{article}/comments", {"body": f"words of {key} {n}"}).json["comment"]["id"] for n in (1, 2)]
        for one in made:
            assert other.api.post(f"/v1/articles/{article}/comments/{one}/reports", {"reason": "spam"}).status == 201
        assert admin.api.post("/v1/moderation/decisions", {"decisions": [{"case": made[1], "version": 1, "action": "approve"}]}).json["results"][0]["status"] == 200
        found[key] = {"article": article, "open": made[0], "decided": made[1]}
    return found


@pytest.fixture(scope="module")
def both(admin, make_account, sites):
    person = make_account()
    for key in ("default", "second"):
        assert admin.api.put(f"/v1/accounts/{person.id}/role", {"role": "moderator", "site": key}).status == 200
        person.sign_in_again()
    return person


@pytest.fixture
def desk(server, both):
    v = Visitor(server)
    v.sign_in(both)
    server.wait_for(lambda: "The &lt;Second&gt;" in page(v.get("/desk")), what="the sites")
    yield v
    v.http.close()


def test_lists_of_the_api_are_of_the_named_site(both, sites):
    for key, elsewhere in (("default", "second"), ("second", "default")):
        cases = both.api.get("/v1/moderation/cases", query={"site": key}).json
        assert [c["case"] for c in cases["cases"]] == [sites[key]["open"]] and cases["counts"]["all"] == 1
        assert [d["case"] for d in both.api.get("/v1/moderation/decisions", query={"site": key}).json["decisions"]] == [sites[key]["decided"]]
        found = {c["case"] for c in both.api.get("/v1/moderation/search", query={"in": "comments", "q": "words", "site": key}).json["cases"]}
        assert sites[elsewhere]["open"] not in found
    assert len(both.api.get("/v1/moderation/cases").json["cases"]) == 2


def test_a_claim_is_of_the_named_site(both, sites):
    claimed = both.api.post("/v1/moderation/claims", {"site": "second", "limit": 10}).json["cases"]
    assert [c["case"] for c in claimed] == [sites["second"]["open"]]
    assert both.api.delete(f"/v1/moderation/claims/{sites['second']['open']}").status == 204


@pytest.mark.parametrize("path", LISTS)
def test_another_site_is_not_found(both, admin, make_account, server, path):
    person = both
    if path in ("audit", "staff"):
        person = make_account()
        assert admin.api.put(f"/v1/accounts/{person.id}/role", {"role": "admin", "site": "second"}).status == 200
        person.sign_in_again()
    more = "&" if "?" in path else "?"
    for site in ("third", "nowhere", "x" * 90):
        assert person.api.get(f"/v1/moderation/{path}{more}site={site}").status == 404
    assert person.api.get(f"/v1/moderation/{path}{more}site=second").status == 200
    assert admin.api.get(f"/v1/moderation/{path}{more}site=third").status == 200


def test_the_audit_of_one_site_has_no_entry_of_another(admin, sites):
    seen = admin.api.get("/v1/moderation/audit", query={"site": "second", "limit": 100}).json["entries"]
    assert seen and {e["site"] for e in seen if e["action"] not in ("sign_in", "sign_in_failed", "password", "refused")} == {"second"}


def menu(shown):
    return re.search(r'<details class="site-pick">(.*?)</details>', shown, re.S)[1]


def test_the_pages_keep_the_site_in_every_link_of_the_bar(desk, sites):
    shown = page(desk.get("/desk?site=second"))
    assert sites["second"]["open"] in shown and sites["default"]["open"] not in shown
    hrefs = re.findall(r'<a href="([^"]+)" data-go', shown)
    assert len(hrefs) >= 9 and all(h.endswith("?site=second") for h in hrefs)
    assert 'The &lt;Second&gt;</span></summary>' in menu(shown) and "The Third" not in menu(shown)
    shown = page(desk.get("/desk/log?site=second"))
    assert re.findall(r'href="([^"]+)"', menu(shown)) == ["/desk/log?site=", "/desk/log?site=default", "/desk/log?site=second"]
    assert sites["second"]["decided"] in shown and sites["default"]["decided"] not in shown


def test_the_site_is_remembered_until_all_are_chosen(desk, sites):
    page(desk.get("/desk?site=second"))
    for path in ("/desk", "/desk/log"):
        shown = page(desk.get(path))
        assert "The &lt;Second&gt;</span></summary>" in menu(shown) and sites["default"]["article"] not in shown
    assert "The &lt;Second&gt;</span></summary>" in menu(page(desk.get(f"/desk/{sites['default']['open']}")))      # a case of any site opens
    shown = page(desk.get("/desk?site="))
    assert sites["default"]["open"] in shown and "All sites</span></summary>" in menu(shown)
    assert sites["default"]["open"] in page(desk.get("/desk"))


def test_the_script_is_told_that_the_counts_of_all_sites_are_not_those_of_the_page(desk, sites):
    page(desk.get("/desk?site=second"))
    assert 'data-site="second"' in page(desk.get("/desk"))
    assert 'data-site=""' in page(desk.get("/desk?site="))


def test_the_list_of_articles_follows_the_site(desk, sites):
    shown = page(desk.get("/desk/articles?site=second"))
    assert sites["second"]["article"] in shown and sites["default"]["article"] not in shown
    assert sites["default"]["article"] in page(desk.get("/desk/articles?site="))


def test_claim_the_next_follows_the_remembered_site(desk, both, sites):
    page(desk.get("/desk?site=second"))
    done = desk.post("/desk/claim", {"view": "all"})
    assert sites["second"]["open"] in done.headers["location"]
    assert both.api.delete(f"/v1/moderation/claims/{sites['second']['open']}").status == 204
    page(desk.get("/desk?site="))


def test_a_remembered_site_that_is_lost_leads_to_all_sites(server, admin, make_account, sites):
    person = make_account()
    for key in ("default", "second"):
        assert admin.api.put(f"/v1/accounts/{person.id}/role", {"role": "moderator", "site": key}).status == 200
        person.sign_in_again()
    v = Visitor(server)
    v.sign_in(person)
    page(v.get("/desk/log?site=second"))
    assert admin.api.put(f"/v1/accounts/{person.id}/role", {"role": "reader", "site": "second"}).status == 200
    v.sign_in(person)
    lost = v.get("/desk/log")
    assert (lost.status_code, lost.headers["location"]) == (303, "/desk/log?site=")
    page(v.get("/desk/log?site="))
    page(v.get("/desk/log"))
    page(v.get("/desk/log?site=second"), 404)
    v.http.close()


def test_the_api_does_not_read_the_cookie(both, server, sites):
    answer = both.api.get("/v1/moderation/cases", headers={"Cookie": "madang-site=second"})
    assert len(answer.json["cases"]) == 2


def test_one_site_has_no_menu(alone_site):
    server, _, account = alone_site
    v = Visitor(server)
    v.sign_in(account("moderator", "moderator"))
    assert "site-pick" not in page(v.get("/desk"))
    v.http.close()
