# SPDX-License-Identifier: Apache-2.0
"""Goal: an admin says at run time how a site is moderated; every version is kept, and what makes no sense changes nothing."""
import threading

import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
PATH = "/v1/moderation/settings"
HOUSE = {"spam": {"title": "No adverts", "text": "We sell them ourselves."},
         "caps_lock": {"title": "Quietly", "text": "Do not shout."}}


def read(account, **query):
    answer = account.api.get(PATH, query=query)
    assert answer.status == 200, answer
    return answer.json


def put(account, settings, version=None, site=None):
    version = read(account)["version"] if version is None else version
    return account.api.put(PATH, {"version": version, "settings": settings}, query={"site": site} if site else None)


def post(account, article, body="a few words"):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]


def decide(moderator, comment, version, action, reason=None):
    return moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comment["id"], "version": version, "action": action, "reason": reason}]}).json["results"][0]


@pytest.fixture(autouse=True)
def back(admin):
    yield
    assert put(admin, {}).status == 200


def test_each_change_needs_the_current_version_and_makes_a_new_one(admin, moderator):
    start = read(admin)
    assert (start["site"], start["settings"]) == ("default", {})
    one = put(admin, {"title": "The Courier", "mode": "open"})
    assert one.status == 200, one
    assert (one.json["version"], one.json["title"]) == (start["version"] + 1, "The Courier")
    assert one.json["made_by"]["username"] == admin.username and one.json["made_at"]
    late = put(admin, {"title": "Mine"}, version=start["version"])
    assert (late.status, late.code) == (409, "conflict") and late.json["current"] == one.json
    same = put(admin, {"mode": "open", "title": "The Courier"})
    assert same.status == 200 and same.json == one.json, "nothing changed, nothing is written"
    two = put(admin, {"title": "The Daily Courier"}).json
    former = read(moderator, version=one.json["version"])
    assert former["settings"] == one.json["settings"] and former["current"] == two["version"]
    assert admin.api.get(PATH, query={"version": two["version"] + 1}).status == 404


def test_concurrent_changes_of_one_version_have_one_winner(admin, make_account):
    """Of many who saw the same version one wins."""
    people, version = [admin, *(make_account("admin") for _ in range(3))], read(admin)["version"]
    got = []

    def act(person):
        got.append(put(person, {"title": person.username}, version=version).status)
    threads = [threading.Thread(target=act, args=(p,)) for p in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [200, 409, 409, 409] and read(admin)["version"] == version + 1


def test_a_change_is_audited_with_before_and_after(admin):
    put(admin, {"title": "Courier", "reasons": HOUSE})
    put(admin, {"title": "Herald", "reasons": HOUSE, "mode": "open"})
    entry = admin.api.get("/v1/moderation/audit", query={"action": "settings", "limit": 1}).json["entries"][0]
    assert entry["actor"]["id"] == admin.id and entry["network"]
    assert entry["codes"] == {"version": read(admin)["version"], "before": {"title": "Courier"},
                              "after": {"title": "Herald", "mode": "open"}}


def test_a_new_reason_applies_at_once(admin, article, reader, moderator):
    made = post(reader, article)
    assert decide(moderator, made, 0, "reject", "caps_lock")["code"] == "unknown_reason"
    assert put(admin, {"reasons": HOUSE}).status == 200
    assert decide(moderator, made, 0, "reject", "caps_lock")["status"] == 200
    told = reader.api.get("/v1/account/notices").json["notices"][0]["statement"]["house_rule"]
    assert told == {"reason": "caps_lock", **HOUSE["caps_lock"]}


def test_a_required_second_moderator_applies_at_once(admin, article, reader, moderator, make_account):
    put(admin, {"second": {"reasons": ["illegal"]}})
    made, other = post(reader, article), make_account("moderator")
    first = decide(moderator, made, 0, "reject", "illegal")
    assert first["status"] == 202
    assert decide(other, made, first["current"]["version"], "reject", "illegal")["status"] == 200


def test_a_new_mode_applies_at_once(admin, article, reader):
    assert put(admin, {"mode": "premoderated"}).status == 200
    assert post(reader, article)["state"] == "held"
    assert put(admin, {"mode": "closed"}).status == 200
    late = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "too late"})
    assert (late.status, late.code) == (409, "article_closed")
    # the same mode by the rules' door is a version of the settings too
    version, rules = read(admin)["version"], admin.api.get("/v1/moderation/rules").json["version"]
    assert admin.api.put("/v1/moderation/rules", {"version": rules, "mode": "open"}).status == 200
    now = read(admin)
    assert (now["version"], now["settings"], now["made_by"]["username"]) == (version + 1, {"mode": "open"}, admin.username)
    assert post(reader, article)["state"] == "published"


@pytest.mark.parametrize("settings, field, code", [
    ([], "settings", "bad_type"),
    ({"colour": "red"}, "settings.colour", "unknown_field"),
    ({'a "quoted\\\n': "red"}, 'settings.a "quoted\\\n', "unknown_field"),
    ({"title": ""}, "settings.title", "too_short"),
    ({"title": "x" * 201}, "settings.title", "too_long"),
    ({"title": 1}, "settings.title", "bad_type"),
    ({"mode": "shut"}, "settings.mode", "unknown_value"),
    ({"reasons": ["caps"]}, "settings.reasons", "bad_type"),
    ({"reasons": {"Bad Code": {"title": "a", "text": "b"}}}, "settings.reasons", "bad_code"),
    ({"reasons": {f"r{n}": {"title": "a", "text": "b"} for n in range(101)}}, "settings.reasons", "too_many"),
    ({"reasons": {"caps": "no"}}, "settings.reasons.caps", "bad_type"),
    ({"reasons": {"caps": {"title": "a"}}}, "settings.reasons.caps.text", "missing"),
    ({"reasons": {"caps": {"title": "a", "text": "b", "weight": 1}}}, "settings.reasons.caps.weight", "unknown_field"),
    ({"query_parameters": "id"}, "settings.query_parameters", "bad_type"),
    ({"query_parameters": ["id", "a=b"]}, "settings.query_parameters[1]", "bad_parameter"),
    ({"query_parameters": [""]}, "settings.query_parameters[0]", "bad_parameter"),
    ({"query_parameters": [1]}, "settings.query_parameters[0]", "bad_parameter"),
    ({"query_parameters": ["뉴스"]}, "settings.query_parameters[0]", "bad_parameter"),
    ({"query_parameters": [f"p{n}" for n in range(51)]}, "settings.query_parameters", "too_many"),
    ({"trailing_slash": "maybe"}, "settings.trailing_slash", "unknown_value"),
    ({"trailing_slash": True}, "settings.trailing_slash", "unknown_value"),
    ({"second": "illegal"}, "settings.second", "bad_type"),
    ({"second": {"who": []}}, "settings.second.who", "unknown_field"),
    ({"second": {"reasons": "illegal"}}, "settings.second.reasons", "bad_type"),
    ({"second": {"reasons": ["illegal", "caps"]}}, "settings.second.reasons[1]", "unknown_value"),
    ({"second": {"roles": ["reader"]}}, "settings.second.roles[0]", "unknown_value"),
])
def test_invalid_settings_change_nothing(admin, settings, field, code):
    before = read(admin)
    answer = put(admin, settings)
    assert answer.status == 422 and {"field": field, "code": code} in answer.json["fields"], answer
    assert read(admin) == before


def test_a_reason_of_the_site_may_need_a_second_moderator(admin):
    assert put(admin, {"reasons": HOUSE, "second": {"reasons": ["caps_lock"], "roles": ["moderator"]}}).status == 200


def test_a_reason_that_the_rules_give_cannot_be_removed(admin):
    """An automatic statement words the house's rule, so it must be there for as long as a rule gives it."""
    rules = "/v1/moderation/rules"

    def give(document):
        answer = admin.api.put(rules, {"version": admin.api.get(rules).json["version"], "rules": document})
        assert answer.status == 200, answer

    assert put(admin, {"reasons": {**HOUSE, "late": {"title": "Late", "text": "Too late."}}}).status == 200
    give({"words": [{"list": "shouts", "words": ["numskull"], "outcome": "hold", "reason": "caps_lock"}]})
    before = read(admin)
    answer = put(admin, {"title": "The Courier"})
    assert (answer.status, answer.code) == (422, "invalid"), answer
    assert answer.json["fields"] == [{"field": "settings.reasons.caps_lock", "code": "in_use"}]
    assert read(admin) == before
    assert put(admin, {"reasons": {"caps_lock": HOUSE["caps_lock"]}}).status == 200
    give({})
    assert put(admin, {}).status == 200


def test_only_admins_change_settings(server, api, admin, reader, moderator, make_account):
    auditor = make_account("auditor")
    assert read(moderator)["settings"] == read(auditor)["settings"] == {}
    for account, status in ((reader, 403), (moderator, 403), (auditor, 403)):
        assert account.api.put(PATH, {"version": 0, "settings": {}}).status == status
    assert (api.get(PATH).status, reader.api.get(PATH).status) == (401, 403)
    # an admin of one site
    server.cli("site", "create", "herald")
    local = make_account()
    local.give_role(server, "admin", "--site", "herald")
    assert put(local, {"title": "The Herald"}).json["site"] == "herald", "their only one"
    assert put(local, {}, site="default").status == 404
    assert admin.api.get(PATH, query={"site": "herald"}).json["title"] == "The Herald"
    assert admin.api.get(PATH, query={"site": "nowhere"}).status == 404
    assert admin.api.put(PATH, {"version": 0}).status == 422
    assert admin.api.put(PATH, {"version": 0, "settings": {}, "other": 1}).status == 400


def test_every_writer_leaves_a_version(admin, database):
    """The operator's hand in the database too; it has no name."""
    version = read(admin)["version"]
    database.sql("update core.site set settings = '{\"mode\": \"open\"}' where key = 'default' returning 1")
    assert read(admin)["version"] == version + 1 and read(admin)["made_by"] is None
