"""Goal: the desk speaks each site's words: its own reasons are offered, shown and told, to those whose site it is."""
import re

import pytest

from visitor import Visitor, comment, page

SETTINGS = {"rules.refresh": 50, "server.workers": 1}
OWN = {"hats": {"title": "On <hats>", "text": "Nobody talks of hats."}, "spam": {"title": "Peddling", "text": "Nobody sells."}}


def options(shown, name="reason"):
    """{value: (label, chosen)} of the page's last list of that name."""
    one = re.findall(rf'<select[^>]* name="{name}".*?</select>', shown, re.S)[-1]
    return {value: (label, bool(chosen)) for value, chosen, label in
            re.findall(r'<option value="([^"]*)"( selected="")?>([^<]*)</option>', one)}


@pytest.fixture(scope="module")
def desk(server, moderator):
    v = Visitor(server)
    v.sign_in(moderator)
    yield v
    v.http.close()


@pytest.fixture(scope="module")
def worded(server, admin, desk):
    """The site has reasons of its own, and the worker has heard of them."""
    now = admin.api.get("/v1/moderation/settings").json
    assert admin.api.put("/v1/moderation/settings", {"version": now["version"], "settings": {**now["settings"], "reasons": OWN}}).status == 200
    server.wait_for(lambda: "On &lt;hats&gt;" in page(desk.get("/desk/jobs")), what="the site's words")


def test_the_sites_reasons_are_offered_everywhere(desk, worded, reader, make_account, article):
    one = comment(reader, article)
    account = make_account()
    for path, name in ((f"/desk/{one}", "reason"), ("/desk/jobs", "reason"), ("/desk/jobs", "because"), ("/desk/search", "reason"),
                       (f"/desk/accounts/{account.id}/sanction", "reason")):
        offered = options(page(desk.get(path)), name)
        assert offered["hats"][0] == "On &lt;hats&gt;" and offered["spam"][0] == "Peddling" and offered["abuse"][0] == "Abuse", path
        assert offered[""][1] and not any(chosen for value, (_, chosen) in offered.items() if value), path   # nothing chosen for anybody


def test_a_reason_is_chosen_only_where_somebody_gave_one(desk, worded, reader, admin, article):
    one = comment(reader, article)
    assert admin.api.post(f"/v1/articles/{article['id']}/comments/{one}/reports", {"reason": "hate"}).status == 201
    assert options(page(desk.get(f"/desk/{one}")))["hate"] == ("Hate", True)


def test_it_is_shown_by_its_title_to_both_sides(server, desk, worded, make_account, article):
    account = make_account()
    one = comment(account, article, "Lovely hats.")
    version = re.search(r'name="version" value="(\d+)"', page(desk.get(f"/desk/{one}")))[1]
    shown = page(desk.post(f"/desk/{one}/decide", {"version": version, "action": "reject", "reason": ""}), 422)
    assert "Choose a reason." in shown
    assert desk.post(f"/desk/{one}/decide", {"version": version, "action": "reject", "reason": "hats"}).status_code == 303
    assert '<span class="chip">On &lt;hats&gt;</span>' in page(desk.get("/desk/log"))
    at = f"/desk/accounts/{account.id}"
    assert desk.post(at + "/sanction", {"kind": "mute", "days": "7", "reason": "hats", "message": "", "note": "", "span": "", "site": ""}).status_code == 303
    assert page(desk.get(at)).count('<span class="chip">On &lt;hats&gt;</span>') == 2
    v = Visitor(server)
    v.sign_in(account)
    told = page(v.get("/account/notices"))
    assert told.count("<li>On &lt;hats&gt;</li>") == 2 and "Nobody talks of hats." in told and ">hats<" not in told
    assert "On &lt;hats&gt;" in page(v.get("/account")) and "On &lt;hats&gt;" in page(v.get(f"/a/{article['id']}"))


def test_nobody_is_offered_the_words_of_a_site_that_is_not_theirs(server, desk, worded, database, admin, make_account):
    server.cli("site", "create", "second", "--title", "The Second")
    local = make_account()
    assert admin.api.put(f"/v1/accounts/{local.id}/role", {"role": "moderator", "site": "second"}).status == 200
    assert local.api.get("/v1/session").json["sites"] == ["second"]
    v = Visitor(server)
    v.sign_in(local)
    server.wait_for(lambda: "Abuse" in page(v.get("/desk/jobs")), what="a page")
    offered = options(page(v.get("/desk/jobs")), "because")
    assert "hats" not in offered and offered["spam"][0] == "Spam"
