# SPDX-License-Identifier: Apache-2.0
"""Goal: a statement of reasons reaches only the reader it concerns."""
NOWHERE = "00000000-0000-7000-8000-000000000000"


def notify(database, account):
    return database.one("insert into core.notice (id, account_id, kind, body, created_at) "
                        "values (gen_random_uuid(), %s, 'rejected', '{\"action\":\"reject\",\"reason\":\"abuse\"}', core.now()) returning id",
                        [account.id])


def test_a_new_account_has_no_notices(reader):
    assert reader.api.get("/v1/account/notices").json == {"notices": [], "unread": 0, "next": None}


def test_a_notice_is_listed_and_read_once(make_account, database):
    me = make_account()
    first = notify(database, me)
    listed = me.api.get("/v1/account/notices").json["notices"]
    assert [(n["id"], n["kind"], n["read_at"]) for n in listed] == [(str(first), "rejected", None)]
    assert listed[0]["statement"] == {"action": "reject", "reason": "abuse"}
    assert me.api.post(f"/v1/account/notices/{first}/read").status == 204
    read = me.api.get("/v1/account/notices").json["notices"][0]["read_at"]
    assert read is not None
    assert me.api.post(f"/v1/account/notices/{first}/read").status == 204
    assert me.api.get("/v1/account/notices").json["notices"][0]["read_at"] == read


def test_notices_of_other_accounts_are_404(make_account, reader, moderator, database):
    theirs = notify(database, make_account())
    for who in (reader, moderator):
        assert who.api.post(f"/v1/account/notices/{theirs}/read").code == "not_found"
        assert who.api.get("/v1/account/notices").json["notices"] == []
    assert reader.api.post(f"/v1/account/notices/{NOWHERE}/read").code == "not_found"


def test_a_warning_is_read_before_the_next_comment(make_account, database, article):
    me = make_account()
    sanction = database.one("insert into core.sanction (id, account_id, kind, reason) "
                            "values (gen_random_uuid(), %s, 'warn', 'abuse') returning id", [me.id])
    notice = database.one("insert into core.notice (id, account_id, kind, sanction_id, body, created_at) "
                          "values (gen_random_uuid(), %s, 'sanction', %s, '{}', core.now()) returning id", [me.id, sanction])
    path = f"/v1/articles/{article['id']}/comments"
    assert me.api.post(path, {"body": "not yet"}).code == "warning_unread"
    assert me.api.post(f"/v1/account/notices/{notice}/read").status == 204
    assert me.api.post(path, {"body": "now I have read it"}).status == 201
