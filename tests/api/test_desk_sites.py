# SPDX-License-Identifier: Apache-2.0
"""Goal: the desk offers and shows each site's own reasons to the moderators and readers of that site."""
import html
import re

import pytest

from visitor import Visitor, comment, key, page, visiting

SETTINGS = {"rules.refresh": "50ms", "server.workers": 1}
OWN = {"hats": {"title": "On <hats>", "text": "Nobody talks of hats."}, "spam": {"title": "Peddling", "text": "Nobody sells."}}


def options(shown, name="reason"):
    """{value: (label, chosen)} of the page's last list of that name."""
    one = re.findall(rf'<select[^>]* name="{name}".*?</select>', shown, re.S)[-1]
    return {value: (label, bool(chosen)) for value, chosen, label in
            re.findall(r'<option value="([^"]*)"( selected="")?>([^<]*)</option>', one)}


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


def own_reasons_put(server, admin, desk):
    """The site gets reasons of its own, and the worker has loaded them."""
    now = admin.api.get("/v1/moderation/settings").json
    assert admin.api.put("/v1/moderation/settings", {"version": now["version"], "settings": {**now["settings"], "reasons": OWN}}).status == 200
    server.wait_for(lambda: "On &lt;hats&gt;" in page(desk.get("/desk/jobs/new")), what="the site's words")


@pytest.fixture(scope="module")
def worded(server, admin, desk):
    own_reasons_put(server, admin, desk)


@pytest.fixture
def one_site(alone_site):
    """(server, desk, reader, article) of a database with one site, which has reasons of its own: with several
    sites, the desk shows those reasons only where the page belongs to their site."""
    server, _, account = alone_site
    admin, moderator, reader = (account(role, role) for role in ("admin", "moderator", "reader"))
    article = admin.api.post("/v1/articles", {"key": "one", "url": "https://news.example/one", "title": "One"}).json
    desk = Visitor(server)
    desk.sign_in(moderator)
    own_reasons_put(server, admin, desk)
    yield server, desk, reader, article
    desk.http.close()


def test_the_sites_reasons_are_offered_everywhere(one_site):
    _, desk, account, article = one_site
    one = comment(account, article)
    for path, name in ((f"/desk/{one}", "reason"), ("/desk/jobs/new", "reason"), ("/desk/jobs/new", "because"), ("/desk/search", "reason"),
                       (f"/desk/accounts/{account.id}/sanction", "reason")):
        offered = options(page(desk.get(path)), name)
        assert offered["hats"][0] == "On &lt;hats&gt;" and offered["spam"][0] == "Peddling" and offered["abuse"][0] == "Insults", path
        assert offered[""][1] and not any(chosen for value, (_, chosen) in offered.items() if value), path   # no reason is preselected


def test_a_reason_is_chosen_only_where_somebody_gave_one(desk, worded, reader, admin, article):
    one = comment(reader, article)
    assert admin.api.post(f"/v1/articles/{article['id']}/comments/{one}/reports", {"reason": "hate"}).status == 201
    assert options(page(desk.get(f"/desk/{one}")))["hate"] == ("Hate", True)


def test_a_reason_is_shown_by_its_title_to_moderator_and_author(one_site):
    server, desk, account, article = one_site
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


def test_reasons_of_a_foreign_site_are_not_offered(server, desk, worded, database, admin, make_account):
    server.cli("site", "create", "second", "--title", "The Second")
    local = make_account()
    assert admin.api.put(f"/v1/accounts/{local.id}/role", {"role": "moderator", "site": "second"}).status == 200
    local.sign_in_again()
    assert local.api.get("/v1/session").json["sites"] == ["second"]
    v = Visitor(server)
    v.sign_in(local)
    server.wait_for(lambda: "Insults" in page(v.get("/desk/jobs/new")), what="a page")
    offered = options(page(v.get("/desk/jobs/new")), "because")
    assert "hats" not in offered and offered["spam"][0] == "Spam"


@pytest.fixture(scope="module")
def two_sites(server, admin, make_account):
    """A moderator of two sites of three, and their browser."""
    for key in ("north", "south"):
        server.cli("site", "create", key, "--title", f"The {key} <Courier>")
    local = make_account()
    for key in ("north", "south"):
        assert admin.api.put(f"/v1/accounts/{local.id}/role", {"role": "moderator", "site": key}).status == 200
        local.sign_in_again()
    v = Visitor(server)
    v.sign_in(local)
    server.wait_for(lambda: "south" in options(page(v.get(f"/desk/accounts/{make_account().id}/sanction")), "site"), what="the sites")
    yield v
    v.http.close()


def test_a_moderator_of_several_sites_names_the_site_of_a_note(two_sites, desk, make_account):
    at = f"/desk/accounts/{make_account().id}"
    shown = page(two_sites.get(at))
    offered = options(shown, "site")
    assert set(offered) == {"", "north", "south"} and offered[""] == ("Choose a site", True)
    assert offered["north"][0] == "The north &lt;Courier&gt;"
    sent = {"text": "Was <kind>.", "site": "", "key": key(shown)}
    again = page(two_sites.post(at + "/notes", sent), 422)
    assert "You moderate several sites; name one." in again and "Was &lt;kind&gt;." in again
    page(two_sites.post(at + "/notes", {**sent, "text": ""}), 422)
    for _ in range(2):      # pressed twice
        assert two_sites.post(at + "/notes", {**sent, "site": "south"}).headers["location"] == at + "?said=noted"
    assert page(two_sites.get(at)).count("<p dir=\"auto\">Was &lt;kind&gt;.</p>") == 1
    assert options(page(desk.get(at)), "site")[""] == ("All sites", True)
    page(two_sites.post(at + "/notes", {**sent, "site": "default", "key": ""}), 404)


def test_a_moderator_of_several_sites_names_the_site_of_a_sanction(two_sites, desk, make_account):
    at = f"/desk/accounts/{make_account().id}"
    sent = {"kind": "mute", "days": "7", "reason": "abuse", "message": "Please <rest>.", "note": "", "span": "", "site": ""}
    again = page(two_sites.post(at + "/sanction", sent), 422)
    assert "You moderate several sites; name one." in again and "Please &lt;rest&gt;." in again and "default" not in options(again, "site")
    assert two_sites.post(at + "/sanction", {**sent, "site": "north"}).status_code == 303
    shown = page(two_sites.get(at))
    assert "on north" in shown and "To the account: " in shown and "Please &lt;rest&gt;." in shown
    assert desk.post(at + "/sanction", {**sent, "kind": "warn"}).status_code == 303
    assert "on all sites" in page(desk.get(at))


def test_roles_are_given_and_taken_on_the_persons_page(server, admin, desk, make_account, two_sites):
    account = make_account()
    at = f"/desk/accounts/{account.id}"
    chief = Visitor(server)
    chief.sign_in(admin)
    assert "Set a role" not in page(desk.get(at))
    shown = page(chief.get(at))
    assert options(shown, "role")[""][1]
    page(chief.post(at + "/role", {"role": "", "site": ""}), 422)
    page(desk.post(at + "/role", {"role": "admin", "site": ""}), 403)
    for role, site, says in (("moderator", "north", "Moderator on The north &lt;Courier&gt;"), ("staff", "", "Staff on all sites"), ("auditor", "", "Auditor on all sites")):
        assert chief.post(at + "/role", {"role": role, "site": site}).headers["location"] == at + "?said=role"
        assert f"<strong>{says}</strong>" in page(chief.get(at))
    for site in ("north", ""):
        assert chief.post(at + "/role", {"role": "reader", "site": site}).status_code == 303
    shown = page(chief.get(at))
    assert "Moderator on" not in shown and "on all sites</strong>" not in shown
    page(chief.post(f"/desk/accounts/{admin.id}/role", {"role": "reader", "site": ""}), 403)      # an admin cannot change their own role


def test_an_admin_of_one_site_gives_roles_there(server, admin, make_account, two_sites):
    local, account = make_account(), make_account()
    assert admin.api.put(f"/v1/accounts/{local.id}/role", {"role": "admin", "site": "south"}).status == 200
    local.sign_in_again()
    v = Visitor(server)
    v.sign_in(local)
    at = f"/desk/accounts/{account.id}"
    shown = page(v.get(at))
    assert '<input type="hidden" name="site" value="south">' in shown and "admin" not in options(shown, "role")
    assert v.post(at + "/role", {"role": "moderator", "site": "south"}).headers["location"] == at + "?said=offered"
    assert "Moderator on The south" not in page(v.get(at))
    offer, = account.api.get("/v1/account").json["role_offers"]
    assert account.api.post(f"/v1/account/role-offers/{offer['id']}", {"answer": "accept"}).status == 200
    assert "Moderator on The south" in page(v.get(at))
    page(v.post(at + "/role", {"role": "moderator", "site": ""}), 403)


def test_a_persons_page_lists_their_appeals(desk, make_account, article):
    account = make_account()
    one = comment(account, article, "A bad word.")
    version = re.search(r'name="version" value="(\d+)"', page(desk.get(f"/desk/{one}")))[1]
    assert desk.post(f"/desk/{one}/decide", {"version": version, "action": "reject", "reason": "abuse"}).status_code == 303
    assert "All appeals" not in page(desk.get(f"/desk/accounts/{account.id}"))
    notice = account.api.get("/v1/account/notices").json["notices"][0]
    assert account.api.post("/v1/appeals", {"notice": notice["id"], "text": "No."}).status == 201
    shown = page(desk.get(f"/desk/accounts/{account.id}"))
    assert "Against a decision" in shown and "Waiting" in shown and "All appeals" in shown


def form_of(shown):
    """All fields of the settings' form, as a browser would send them."""
    form = re.search(r'<form method="post" action="/desk/settings".*?</form>', shown, re.S)[0]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r' name="([^"]*)"', tag)[1], re.search(r' value="([^"]*)"', tag)
        if 'type="checkbox"' not in tag or ' checked=""' in tag:
            fields[name] = html.unescape(value[1])
    fields.update({name: html.unescape(text) for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', form)})
    fields["mode"] = next(value for value, (_, chosen) in options(shown, "mode").items() if chosen)
    return fields


@pytest.fixture
def chief(server, admin):
    yield from visiting(server, admin)
    now = admin.api.get("/v1/moderation/settings").json
    assert admin.api.put("/v1/moderation/settings", {"version": now["version"], "settings": {"reasons": OWN}}).status == 200


def test_a_sites_settings_are_read_and_changed_on_a_page(worded, chief, desk, admin):
    at = "/desk/settings?site=default"
    shown = page(chief.get(at))
    sent = form_of(shown)
    assert sent["code-0"] == "hats" and sent["title-0"] == "On <hats>" and sent["code-2"] == ""
    sent.update({"title": "The <Courier>", "mode": "premoderated", "title-0": "Hats", "code-2": "cats", "title-2": "Cats", "text-2": "Nobody talks of cats.",
                 "second-hats": "yes", "second-hate": "yes", "role-moderator": "yes"})
    for _ in range(2):      # pressed twice
        assert chief.post("/desk/settings", sent).headers["location"] == at + "&said=saved"
    now = admin.api.get("/v1/moderation/settings").json
    assert now["settings"] == {"title": "The <Courier>", "mode": "premoderated", "second": {"reasons": ["hats", "hate"], "roles": ["moderator"]},
                               "reasons": {**OWN, "hats": {**OWN["hats"], "title": "Hats"}, "cats": {"title": "Cats", "text": "Nobody talks of cats."}}}
    shown = page(chief.get(at))
    assert "Settings of <span dir=\"auto\">The &lt;Courier&gt;</span>" in shown and f"Version {now['version']} is in force." in shown
    sent = form_of(shown)
    assert sent["second-hats"] == "yes" and sent["role-moderator"] == "yes" and sent["mode"] == "premoderated"
    gone = next(name for name, value in sent.items() if value == "hats")
    assert chief.post("/desk/settings", {**sent, gone: ""}).status_code == 303
    now = admin.api.get("/v1/moderation/settings").json["settings"]
    assert "hats" not in now["reasons"] and now["second"]["reasons"] == ["hate"]
    assert "hats" not in form_of(page(chief.get(at))).values() and "hats" in form_of(page(chief.get(f"{at}&version=1"))).values()
    page(chief.get(f"{at}&version=99"), 404)


def test_invalid_settings_stay_on_the_page_and_are_not_stored(worded, chief, admin):
    before = admin.api.get("/v1/moderation/settings").json
    sent = form_of(page(chief.get("/desk/settings")))
    for change, says in (({"code-2": "Has Capitals", "title-2": "x", "text-2": "y"}, "small letters"), ({"text-0": ""}, "hats text"),
                         ({"mode": "dance"}, "mode"), ({"code-2": "hats", "title-2": "x", "text-2": "y"}, "occurs twice"), ({"second-none": "yes"}, "second")):
        shown = page(chief.post("/desk/settings", {**sent, "title-1": "Kept <words>", **change}), 422)
        assert says in shown and "Kept &lt;words&gt;" in shown, change
    assert admin.api.get("/v1/moderation/settings").json == before
    assert admin.api.put("/v1/moderation/settings", {"version": before["version"], "settings": {**before["settings"], "mode": "open"}}).status == 200
    shown = page(chief.post("/desk/settings", {**sent, "title-1": "Kept <words>"}), 409)
    assert "Somebody has saved other settings in the meantime." in shown and "Kept &lt;words&gt;" in shown
    assert chief.post("/desk/settings", form_of(shown)).status_code == 303      # overwrites the other settings knowingly


def test_a_reason_that_the_rules_give_stays_on_the_page(worded, chief, admin):
    rules = "/v1/moderation/rules"
    version = admin.api.get(rules).json["version"]
    sent = form_of(page(chief.get("/desk/settings")))
    gone = {name: "" for name, value in sent.items() if value == "hats"}
    assert admin.api.put(rules, {"version": version, "rules": {"links": {"max": 1, "outcome": "hold", "reason": "hats"}}}).status == 200
    shown = page(chief.post("/desk/settings", {**sent, **gone, "title": "Kept <words>"}), 422)
    assert "reasons hats: A rule uses this reason. Remove it from the rules first." in shown and "Kept &lt;words&gt;" in shown
    assert admin.api.put(rules, {"version": version + 1, "rules": {}}).status == 200
    assert chief.post("/desk/settings", {**sent, **gone}).status_code == 303


def test_a_page_of_settings_takes_as_many_reasons_as_the_api(worded, chief, admin):
    now = admin.api.get("/v1/moderation/settings").json
    many = {f"reason_{i}": {"title": f"Title {i}", "text": f"Text {i}."} for i in range(100)}
    assert admin.api.put("/v1/moderation/settings", {"version": now["version"], "settings": {
        "reasons": many, "second": {"reasons": list(many)}}}).status == 200
    sent = form_of(page(chief.get("/desk/settings")))
    assert chief.post("/desk/settings", {**sent, "title-99": "Last"}).status_code == 303
    after = admin.api.get("/v1/moderation/settings").json["settings"]
    assert len(after["reasons"]) == 100 and len(after["second"]["reasons"]) == 100 and "Last" in [r["title"] for r in after["reasons"].values()]


def test_who_may_see_and_change_settings(server, desk, worded, reader, two_sites):
    shown = page(desk.get("/desk/settings?site=default"))
    assert "An admin of the site can change them." in shown and 'value="" maxlength="64"' not in shown and "Save the settings" not in shown and "On &lt;hats&gt;" in shown
    page(desk.post("/desk/settings", form_of(shown)), 403)
    outsider = Visitor(server)
    outsider.sign_in(reader)
    page(outsider.get("/desk/settings"), 403)
    # A moderator of two sites chooses one of them; the default site is neither.
    for at in ("/desk/settings", "/desk/rules"):
        shown = page(two_sites.get(at))
        assert f'href="{at}?site=north"' in shown and f'href="{at}?site=south"' in shown and "site=default" not in shown
        assert f'href="{at}?site=north" aria-current="page"' in page(two_sites.get(at + "?site=north"))
    assert two_sites.get("/desk/settings?site=default").status_code in (403, 404)


def test_rule_hits_are_counted_by_site_and_day(desk, two_sites):
    shown = page(two_sites.get("/desk/rules/hits?site=north&from=2020-01-01&to=&by=day"))
    assert '<input type="hidden" name="site" value="north">' in shown and '<th scope="col">Day</th>' in shown
    assert options(shown, "by")["day"][1] and 'href="/desk/rules/hits?from=2020-01-01&amp;to=&amp;by=day"' in shown
    assert '<th scope="col">Day</th>' not in page(desk.get("/desk/rules/hits?by="))
    page(desk.get("/desk/rules/hits?by=week"), 400)


def test_figures_cover_one_site_or_all(desk, two_sites, worded):
    shown = page(two_sites.get("/desk/transparency?from=2020-01-01&to=&site=north"))
    assert '<input type="hidden" name="site" value="north">' in shown and "site=default" not in shown
    assert re.search(r'href="/v1/moderation/transparency\?format=csv[^"]*&amp;site=north"', shown)
    assert 'href="/desk/transparency?from=2020-01-01&amp;to=&amp;site=south"' in shown and 'href="/desk/transparency?from=2020-01-01&amp;to="' in shown
    assert two_sites.get("/desk/transparency?site=default").status_code in (403, 404)
    page(desk.get("/desk/transparency?site=north"))
