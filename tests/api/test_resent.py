# SPDX-License-Identifier: Apache-2.0
"""Goal: a client's key is never an id or a place in a list, and a write sent again with its key gives its first answer."""
import re
import threading
import time
import uuid

import pytest

from visitor import Visitor, comment, key, page

pytestmark = pytest.mark.fault

SETTINGS = {"limits.rates": "off", "sweep.every": "1h", "jobs.poll_interval": "1min"}
LAST = "ffffffff-ffff-7fff-8fff-ffffffffffff"       # a key that would stand on top of every list
FIRST = "00000000-0001-7000-8000-000000000000"      # and one that would sink below it
DAY = 86400000


def made_at(id):
    """The time in a UUIDv7, in milliseconds."""
    return int(id.replace("-", "")[:12], 16)


def ours(id):
    return abs(made_at(id) - time.time() * 1000) < 60000


@pytest.fixture(scope="module")
def visit(server, admin):
    v = Visitor(server)
    v.sign_in(admin)
    yield v
    v.http.close()


def ids(database, table, column="id"):
    return {row[0] for row in database.sql(f"select {column}::text from {table}")}


def forms(person):
    return {
        f"/desk/accounts/{person.id}/notes": {"text": "A note."},
        f"/desk/accounts/{person.id}/role": {"role": "staff", "site": "default"},
        f"/desk/accounts/{person.id}/sanction": {"kind": "warn", "reason": "spam", "days": "1"},
        "/desk/jobs": {"text": "words", "action": "approve"},
        "/desk/rules": {"site": "default", "version": "0", "rules": "{}"},
        "/desk/settings": {"site": "default", "version": "0", "title": "Another title"},
        "/notices/illegal": {"explanation": "It is illegal.", "good_faith": "yes"},
    }


TABLES = (("core.audit", "id"), ("core.account_note", "id"), ("core.job", "id"), ("core.sanction", "id"), ("core.illegal_notice", "id"),
          ("core.notice", "id"), ("core.outbox", "id"), ("core.decision", "id"), ("core.report", "id"), ("core.appeal", "id"))


@pytest.mark.parametrize("chosen", (LAST, FIRST))
def test_no_form_chooses_an_id(database, make_account, article, visit, chosen):
    """The ids that a form makes have the server's time, for every key."""
    person = make_account()
    said = comment(person, article)
    had = {table: ids(database, *table) for table in TABLES}
    for path, fields in forms(person).items():
        if path == "/desk/rules":
            fields["version"] = str(database.one("select rules_version from core.site where key = 'default'"))
        if path == "/desk/settings":
            fields["version"] = str(database.one("select settings_version from core.site where key = 'default'"))
        if path == "/notices/illegal":
            fields["url"] = f"https://news.example/a/x/c/{said}"
        answer = visit.post(path, {**fields, "key": chosen})
        assert answer.status_code in (200, 303), (path, answer.status_code, answer.text)
    made = {table: ids(database, *table) - had[table] for table in TABLES}
    assert all(made[t] for t in TABLES[:5]), made
    assert all(ours(id) for of in made.values() for id in of), made


def test_the_audit_is_in_the_order_it_was_written(database, admin, article, make_account):
    """Entries with ids from far ahead, as they may be in the table from before, are where they were appended."""
    person = make_account()
    for id in ("7" + LAST[1:], FIRST):
        database.sql("select core.audit_write(core.new_id(), null, 'before', %s, null, '{}', null)", [person.id])
        database.sql("alter table core.audit disable trigger user", user="postgres")
        database.sql("update core.audit set id = %s where seq = (select max(seq) from core.audit where object_id = %s)",
                     [id, person.id], user="postgres")
        database.sql("alter table core.audit enable trigger user", user="postgres")
    assert admin.api.post(f"/v1/moderation/accounts/{person.id}/notes", {"text": "Later."}).status == 201
    seen, cursor = [], None
    while True:
        answer = admin.api.get("/v1/moderation/audit", query={"object": person.id, "limit": 1, **({"cursor": cursor} if cursor else {})})
        assert answer.status == 200, answer
        seen += [entry["action"] for entry in answer.json["entries"]]
        cursor = answer.json["next"]
        if cursor is None:
            break
    assert seen == ["account_note", "before", "before", "role"], "the later entry is on top, and paging loses none"


def again(api, method, path, body=None):
    """The write twice with one key: the answers."""
    fields = {"Idempotency-Key": str(uuid.uuid4())}
    return [api.request(method, path, body, headers=fields) for _ in range(2)]


def reported(reader, other, article):
    said = comment(reader, article, f"words {uuid.uuid4()}")
    assert other.api.post(f"/v1/articles/{article['id']}/comments/{said}/reports", {"reason": "spam"}).status == 201
    return said


def test_every_keyed_write_happens_once(database, reader, make_account, moderator, admin, article):
    """Jobs, notes, sanctions, claims, roles, rules, settings, undos and appeals: once, and the same answer again."""
    person, writer, other = make_account(), make_account(), make_account()
    mod = moderator.api
    account = f"/v1/moderation/accounts/{person.id}"
    for method, path, body, status in (
            ("POST", account + "/notes", {"text": "Once."}, 201),
            ("POST", account + "/sanctions", {"kind": "mute", "reason": "spam"}, 201),
            ("POST", "/v1/moderation/jobs", {"filter": {"author": person.id}, "action": "reject", "reason": "spam"}, 201)):
        one, two = again(mod, method, path, body)
        assert (one.status, two.status, one.json) == (status, status, two.json), (path, one, two)
    assert database.one("select count(*) from core.account_note where account_id = %s", [person.id]) == 1
    assert database.one("select count(*) from core.sanction where account_id = %s", [person.id]) == 1
    job = database.sql("select id::text from core.job where made_by = %s and filter ->> 'author' = %s", [moderator.id, person.id])
    assert len(job) == 1
    for verb in ("start", "pause"):
        one, two = again(mod, "POST", f"/v1/moderation/jobs/{job[0][0]}/{verb}")
        assert (one.status, two.status, one.json) == (200, 200, two.json), verb

    cases = {reported(writer, other, article) for _ in range(5)}
    one, two = again(mod, "POST", "/v1/moderation/claims", {"article": article["id"], "limit": 2})
    got = [[c["case"] for c in answer.json["cases"]] for answer in (one, two)]
    assert got[0] == got[1] and len(got[0]) == 2 and set(got[0]) < cases
    assert database.one("select count(*) from core.case_file where claimed_by = %s and claimed_until > core.now()", [moderator.id]) == 2
    one, two = again(mod, "DELETE", f"/v1/moderation/claims/{got[0][0]}")
    assert (one.status, two.status) == (204, 204)
    one, two = again(admin.api, "POST", f"/v1/moderation/claims/{got[0][1]}/take")
    assert (one.status, two.status) == (200, 200)
    assert database.one("select count(*) from core.audit where action = 'claim_take' and object_id = %s", [got[0][1]]) == 1

    said = reported(writer, other, article)
    decided = mod.post("/v1/moderation/decisions", {"decisions": [{"case": said, "version": 1, "action": "reject", "reason": "spam"}]})
    decision = decided.json["results"][0]["decision"]
    one, two = again(mod, "POST", f"/v1/moderation/decisions/{decision}/undo")
    assert (one.status, two.status) == (200, 200) and one.json["decision"] == two.json["decision"]
    for path, body in (("/v1/moderation/settings", {"version": 0, "settings": {"title": "Keyed"}}), ("/v1/moderation/rules", {"version": 0, "rules": {}})):
        body["version"] = admin.api.get(path).json["version"]
        one, two = again(admin.api, "PUT", path, body)
        assert (one.status, two.status, one.json) == (200, 200, two.json), path
    one, two = again(admin.api, "PUT", f"/v1/accounts/{person.id}/role", {"role": "staff", "site": "default"})
    assert (one.status, two.status) == (200, 200)
    assert database.one("select count(*) from core.audit where action = 'role' and object_id = %s", [person.id]) == 2     # and the one of its making


def test_a_key_names_one_write(moderator, make_account):
    person = make_account()
    fields = {"Idempotency-Key": str(uuid.uuid4())}
    path = f"/v1/moderation/accounts/{person.id}/notes"
    assert moderator.api.post(path, {"text": "One."}, headers=fields).status == 201
    answer = moderator.api.post(path, {"text": "Two."}, headers=fields)
    assert (answer.status, answer.code) == (422, "key_reused")
    answer = moderator.api.post("/v1/moderation/claims", {}, headers=fields)
    assert (answer.status, answer.code) == (422, "key_reused")
    assert moderator.api.post("/v1/moderation/claims", {}, headers={"Idempotency-Key": "1"}).status == 400


def test_concurrent_requests_with_one_key_make_one_object(database, moderator, make_account):
    """Eight at the same moment with one key make one note and one job."""
    person = make_account()
    fields = {"Idempotency-Key": str(uuid.uuid4())}, {"Idempotency-Key": str(uuid.uuid4())}
    found = []

    def one():
        api = moderator.api.signed_in(moderator.token)
        found.append((api.post(f"/v1/moderation/accounts/{person.id}/notes", {"text": "At once."}, headers=fields[0]),
                      api.post("/v1/moderation/jobs", {"filter": {"author": person.id}, "action": "approve"}, headers=fields[1])))
        api.close()
    threads = [threading.Thread(target=one) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert {answer.status for pair in found for answer in pair} == {201}
    assert len({pair[0].json["id"] for pair in found}) == 1 and len({pair[1].json["job"]["id"] for pair in found}) == 1


def test_a_sign_out_sent_again_succeeds(api, make_account):
    """A repeated write is known by its key and stays signed out. Without its key it is another write, without an account."""
    person = make_account()
    other = person.sign_in(api).api.signed_in(person.token)
    third = api.post("/v1/sessions", {"login": person.username, "password": person.password}).json
    path = "/v1/account/sessions/" + next(s["id"] for s in api.signed_in(third["token"]).get("/v1/account/sessions").json["sessions"] if s["current"])
    assert [a.status for a in again(other, "DELETE", path)] == [204, 204]
    assert [a.status for a in again(other, "DELETE", "/v1/session")] == [204, 204]
    assert other.get("/v1/session").status == 401
    assert other.delete("/v1/session").status == 401
    assert make_account().api.delete(path).status == 404


def test_a_claim_sent_twice_claims_one_case(database, visit, admin, make_account, article):
    """One case for a press that was sent twice; another for the same button pressed once the first is decided."""
    person, other = make_account(), make_account()
    said = [reported(person, other, article) for _ in range(3)]
    shown = page(visit.get(f"/desk?view=all&article={article['id']}"))
    fields = {"view": "all", "article": article["id"], "key": key(shown)}
    went = [visit.post("/desk/claim", fields) for _ in range(2)]
    assert [a.status_code for a in went] == [303, 303]
    first = [re.match(r"/desk/([0-9a-f-]{36})", a.headers["Location"])[1] for a in went]
    assert first[0] == first[1] and first[0] in said
    assert database.one("select count(*) from core.case_file where claimed_by = %s and article_id = %s", [admin.id, article["id"]]) == 1
    done = admin.api.post("/v1/moderation/decisions", {"decisions": [{"case": first[0], "version": 1, "action": "approve"}]})
    assert done.json["results"][0]["status"] == 200
    then = re.match(r"/desk/([0-9a-f-]{36})", visit.post("/desk/claim", fields).headers["Location"])[1]
    assert then in said and then != first[0]
