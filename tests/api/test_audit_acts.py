# SPDX-License-Identifier: Apache-2.0
"""Goal: each kind of act, done over HTTP or at the command line, is one entry with who did it, from where, on what and of which site."""
import os
import uuid

import pytest

from fixture_site import PASSWORD

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
SECOND = {"second": {"reasons": ["hate"]}}


class World:
    """Accounts and their acts, each act on an object of its own."""

    def __init__(self, server, api, database, make_account, admin, moderator):
        self.server, self.api, self.database, self.make_account = server, api, database, make_account
        self.admin, self.moderator, self.other, self.author = admin, moderator, make_account("moderator"), make_account()
        self.ok(admin.api.put("/v1/moderation/settings?site=default", {"version": 0, "settings": SECOND}))
        self.site = database.one("select id::text from core.site where key = 'default'")
        self.article = self.new_article(admin.api)["id"]

    def ok(self, answer):
        assert answer.status < 300, answer
        return answer.json if answer.body else None

    def new_article(self, api, **more):
        n = os.urandom(4).hex()
        return self.ok(api.post("/v1/articles", {"key": n, "url": f"https://news.example/{n}", "title": n, **more}))

    def comment(self, account=None):
        return self.ok((account or self.author).api.post(f"/v1/articles/{self.article}/comments", {"body": f"words {os.urandom(4).hex()}"}))["comment"]["id"]

    def decided(self, who, comment, action, version=0, reason=None):
        result = self.ok(who.api.post("/v1/moderation/decisions", {"decisions": [
            {"case": comment, "version": version, "action": action, "reason": reason}]}))["results"][0]
        assert result["status"] in (200, 202), result
        return result

    def version(self, comment):
        return self.ok(self.admin.api.get(f"/v1/moderation/cases/{comment}"))["version"]

    def rejected(self):
        made = self.comment()
        return made, self.decided(self.moderator, made, "reject", reason="spam")["decision"]

    def reported(self):
        made = self.comment()
        self.ok(self.make_account().api.post(f"/v1/articles/{self.article}/comments/{made}/reports", {"reason": "spam"}))
        return made

    def appealed(self):
        made, done = self.rejected()
        return done, self.ok(self.author.api.post("/v1/appeals", {"decision": done, "text": "No."}))["id"]

    def sanctioned(self):
        whom = self.make_account()
        self.comment(whom)
        made = self.ok(self.moderator.api.post(f"/v1/moderation/accounts/{whom.id}/sanctions", {
            "kind": "mute", "reason": "spam", "site": "default", "reject_comments": 3600}))
        return whom, made["id"]

    def job(self):
        return self.ok(self.moderator.api.post("/v1/moderation/jobs", {
            "filter": {"author": str(uuid.uuid4())}, "action": "approve"}))["job"]["id"]


# Each: (actor, the entry's object). No actor: at the command line, or not signed in.
def approve(w):
    made = w.comment()
    w.decided(w.moderator, made, "approve")
    return w.moderator, made


def reject(w):
    return w.moderator, w.rejected()[0]


def escalate(w):
    made = w.comment()
    w.decided(w.moderator, made, "escalate")
    return w.moderator, made


def restore(w):
    made, _ = w.rejected()
    w.decided(w.other, made, "restore", w.version(made))
    return w.other, made


def propose(w):
    made = w.comment()
    w.decided(w.moderator, made, "reject", reason="hate")
    return w.moderator, made


def undo(w):
    _, done = w.rejected()
    w.ok(w.other.api.post(f"/v1/moderation/decisions/{done}/undo"))
    return w.other, done


def claim_take(w):
    made = w.reported()
    w.ok(w.admin.api.post(f"/v1/moderation/claims/{made}/take"))
    return w.admin, made


def mark(w):
    made = w.comment()
    w.ok(w.moderator.api.patch(f"/v1/moderation/comments/{made}", {"featured": True}))
    return w.moderator, made


def sanction(w):
    return w.moderator, w.sanctioned()[0].id


def lift(w):
    whom, made = w.sanctioned()
    w.ok(w.other.api.delete(f"/v1/moderation/accounts/{whom.id}/sanctions/{made}"))
    return w.other, made


def restore_span(w):
    whom, made = w.sanctioned()
    w.ok(w.other.api.post(f"/v1/moderation/accounts/{whom.id}/sanctions/{made}/restore"))
    return w.other, made


def account_note(w):
    w.ok(w.moderator.api.post(f"/v1/moderation/accounts/{w.author.id}/notes", {"text": "late", "site": "default"}))
    return w.moderator, w.author.id


def appeal(w):
    return w.author, w.appealed()[0]


def settled(w, outcome):
    made = w.appealed()[1]
    w.ok(w.other.api.post(f"/v1/moderation/appeals/{made}/decide", {"outcome": outcome}))
    return w.other, made


def appeal_upheld(w):
    return settled(w, "upheld")


def appeal_overturned(w):
    return settled(w, "overturned")


def illegal_notice(w):
    made = w.comment()
    w.ok(w.author.api.post("/v1/notices/illegal", {"comment": made, "explanation": "A threat.", "good_faith": True}))
    return w.author, made


def job_start(w):
    made = w.job()
    w.ok(w.moderator.api.post(f"/v1/moderation/jobs/{made}/start"))
    return w.moderator, made


def job_undo(w):
    made = job_start(w)[1]
    w.server.wait_for(lambda: w.moderator.api.get(f"/v1/moderation/jobs/{made}").json["job"]["state"] == "done", what="the job")
    w.ok(w.moderator.api.post(f"/v1/moderation/jobs/{made}/undo"))
    return w.moderator, made


def job_pause(w):
    made = w.job()
    w.database.sql("update core.job set state = 'running', leased_by = %s, leased_until = core.now() + interval '1 hour' where id = %s",
                   [str(uuid.uuid4()), made])       # at another worker's
    w.ok(w.moderator.api.post(f"/v1/moderation/jobs/{made}/pause"))
    return w.moderator, made


def role(w):
    whom = w.make_account()
    w.ok(w.admin.api.put(f"/v1/accounts/{whom.id}/role", {"role": "staff", "site": "default"}))
    return w.admin, whom.id


def settings(w):
    now = w.ok(w.admin.api.get("/v1/moderation/settings?site=default"))
    w.ok(w.admin.api.put("/v1/moderation/settings?site=default", {
        "version": now["version"], "settings": {**now["settings"], "title": os.urandom(4).hex()}}))
    return w.admin, w.site


def put(w, **what):
    now = w.ok(w.admin.api.get("/v1/moderation/rules?site=default"))
    w.ok(w.admin.api.put("/v1/moderation/rules", {"site": "default", "version": now["version"], **what}))
    return w.admin, w.site


def rules_put(w):
    return put(w, rules={"links": {"outcome": "flag", "max": 99}})


def site_mode(w):
    put(w, mode="premoderated")
    return put(w, mode="open")


def rules_import(w):
    w.database.sql("select core.rules_import('default', '{}')")
    return None, w.site


def article(w):
    made = w.new_article(w.admin.api)["id"]
    w.ok(w.moderator.api.patch(f"/v1/articles/{made}", {"title": "Another"}))
    return w.moderator, made


def article_create(w):
    return w.admin, w.new_article(w.admin.api)["id"]


def sign_in(w):
    account = w.make_account("staff")
    return account, w.database.one("select id::text from core.session where account_id = %s", [account.id])


def sign_in_failed(w):
    account = w.make_account("staff")
    assert w.api.post("/v1/sessions", {"login": account.username, "password": "other words than these"}).status == 401
    return account, account.id


def password(w):
    account = w.make_account("staff")
    w.ok(account.api.put("/v1/account/password", {"current": PASSWORD, "new": "seven green teapots"}))
    return account, account.id


def refused(w):
    assert w.author.api.put("/v1/moderation/rules", {"site": "default", "version": 1, "rules": {"words": 7}}).status == 403
    return w.author, w.site


def site_origin(w):
    w.server.cli("site", "origin", "default", f"https://{os.urandom(4).hex()}.example")
    return None, w.site


def site_token(w):
    w.server.cli("site", "token", "default", os.urandom(4).hex())
    return None, w.database.one("select id::text from core.api_token order by id desc limit 1")


def site_token_revoke(w):
    made = site_token(w)[1]
    w.server.cli("site", "token", "default", w.database.one("select name from core.api_token where id = %s", [made]), "--revoke")
    return None, made


NOWHERE = (password, sign_in, sign_in_failed, job_start, job_undo, job_pause)        # of no site, or of all
ACTS = [approve, reject, escalate, restore, propose, undo, claim_take, mark, sanction, lift, restore_span, account_note, appeal,
        appeal_upheld, appeal_overturned, illegal_notice, job_start, job_undo, job_pause, role, settings, rules_put, site_mode, rules_import,
        article, article_create, sign_in, sign_in_failed, password, refused, site_origin, site_token, site_token_revoke]


@pytest.fixture(scope="module")
def world(server, api, database, make_account, admin, moderator):
    return World(server, api, database, make_account, admin, moderator)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_each_act_is_one_entry(world, admin, act):
    who, of = act(world)
    found = admin.api.get("/v1/moderation/audit", query={"action": act.__name__, "object": of}).json["entries"]
    assert found, "there is no entry"
    assert (found[0]["actor"] or {}).get("id") == (who.id if who is not None else None)
    here = admin.api.get("/v1/moderation/audit", query={"action": "sign_in", "actor": admin.id}).json["entries"][0]["network"]
    assert found[0]["network"] == (here if who is not None else None) and (who is None or len(here) == 16)
    assert found[0]["site"] == (None if act in NOWHERE else "default")


def test_an_act_with_a_site_token_names_the_token(world, admin):
    token = world.server.cli("site", "token", "default", "newsroom").stdout.split()[-1]
    made = world.new_article(world.api.signed_in(token))["id"]
    found = admin.api.get("/v1/moderation/audit", query={"action": "article_create", "object": made}).json["entries"]
    assert len(found) == 1 and found[0]["actor"]["username"] == "API token newsroom" and len(found[0]["network"]) == 16
    assert found[0]["private"]["title"] and found[0]["site"] == "default"


def test_an_entry_holds_the_digest_of_its_words(world, database):
    """Of a note, an appeal, a notice of illegal content: they stand elsewhere, and the entry knows which words they were."""
    for act, table, words in ((account_note, "core.account_note", "text"), (appeal, "core.appeal", "text"),
                              (illegal_notice, "core.illegal_private", "json_build_array(name, email, url, law, explanation)::text")):
        act(world)
        column = "illegal_id" if table.endswith("private") else "id"
        rows = database.sql(f"select p.payload::json ->> 'sha256' = encode(sha256(convert_to({words}, 'UTF8')), 'hex') from {table} t "
                            f"join core.audit_private p on p.entry = t.{column}")
        assert rows and all(row == (True,) for row in rows), table
