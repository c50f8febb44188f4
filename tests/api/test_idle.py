# SPDX-License-Identifier: Apache-2.0
"""Goal: an idle session ends, a staff session sooner, and a used session ends at its maximum age."""
from client import Client
from conftest import PASSWORD, create_account


def sign_in(api, login):
    answer = api.post("/v1/sessions", {"login": login, "password": PASSWORD})
    assert answer.status == 201, answer
    return answer.json["token"]


def test_an_idle_session_ends(database, make_server, clock):
    s = make_server(database, {"session.idle": "200s", "session.idle_staff": "40s", "accounts.session_life": "10min", "server.workers": 1}).start()
    api = Client(s.url)
    for name, role in (("idler", "reader"), ("desk idler", "moderator"), ("auditing idler", "auditor")):
        create_account(s, name, role)

    def opened(name):
        return api.signed_in(sign_in(api, name))

    def left(me):
        """Seconds until it ends, None when it has."""
        answer = me.get("/v1/session")
        if answer.status == 401:
            return None
        return database.one("select extract(epoch from %s::timestamptz - core.now())::int", [answer.json["expires_at"]])
    reader, idle_reader, staff, idle_staff = opened("idler"), opened("idler"), opened("desk idler"), opened("desk idler")
    assert abs(left(reader) - 200) < 5 and abs(left(staff) - 40) < 5 and abs(left(opened("auditing idler")) - 40) < 5
    clock(35)
    s.wait_for(lambda: left(staff) > 35, what="the staff's session to be told of")     # by these very requests
    s.wait_for(lambda: left(reader) > 190, what="the reader's session to be told of")
    clock(60)
    assert left(idle_staff) is None and left(staff) is not None
    clock(215)
    assert left(idle_reader) is None and left(reader) is not None
    # Pages are uses, too; a public read is none, and a made-up token changes nothing.
    with_cookie = {"Cookie": f"madang={reader.token}", "Accept": "text/html"}
    s.wait_for(lambda: (api.get("/account", headers=with_cookie, check=False), left(reader))[1] > 190, what="the page to count")
    clock(590)
    assert left(reader) is None
    for c in (reader, idle_reader, staff, idle_staff, api):
        c.close()
    s.stop()


def test_a_used_session_ends_at_its_lifetime(database, make_server, clock):
    s = make_server(database, {"session.idle": "200s", "accounts.session_life": "5min", "server.workers": 1}).start()
    api = Client(s.url)
    create_account(s, "long reader", "reader")
    me = api.signed_in(sign_in(api, "long reader"))
    began = database.one("select core.now()")
    ends = []
    for seconds in (150, 250, 290):
        clock(seconds)
        answer = me.get("/v1/session")
        assert answer.status == 200
        s.wait_for(lambda: (ends.append(me.get("/v1/session").json["expires_at"]), len(set(ends)) > 1 or seconds > 150)[1],
                   what="the end to move")
    assert database.one("select max(x::timestamptz) <= %s + interval '301 s' from unnest(%s) x", [began, ends])
    clock(305)
    assert me.get("/v1/session").status == 401
    me.close()
    api.close()
    s.stop()
