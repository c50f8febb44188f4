# SPDX-License-Identifier: Apache-2.0
"""Two sites with somebody of each role, something of everything on them, and a sound form for every page that has one."""
import base64
import hashlib
import itertools
import json
import os
import re

import publisher
import totp
from authenticator import add_passkey, new_passkey, proof_body, sign_in_body
from fixture_site import PASSWORD

numbers = itertools.count()
ELSEWHERE = {"elsewhere": "moderator", "auditor-elsewhere": "auditor", "admin-elsewhere": "admin"}       # of the second site
ALL_SITES = ("auditor", "admin")
PAPER, PAPER_CALLS = "https://paper.example", ("/v1/articles/first-sight",)      # calls for pages of a newspaper
ILLEGAL = {"comment": "{comment}", "explanation": "words of {n}", "good_faith": True}
PROOF = {name: "{" + name + "}" for name in ("challenge", "credential", "client_data", "authenticator_data", "signature", "user_handle")}
PASSKEY_PROOFS = ("/v1/session/passkey", "/sign-in/second/passkey")
NEW_PASSKEY = {name: "{" + name + "}" for name in ("challenge", "client_data", "attestation", "name")}
NONE = "01936000-0003-7000-8000-000000000001"       # nothing has this id
FORMS = {
    "/sign-in": {"login": "{username}", "password": PASSWORD}, "/sign-up": {"username": "matrix{n}", "email": "m{n}@mail.example", "password": PASSWORD},
    "/sign-in/passkey": PROOF,
    "/sso": {"token": "{sso}"}, "/reset": {"login": "nobody{n}"}, "/reset/password": {"token": "{reset}", "password": PASSWORD},
    "/account/name": {"username": "{own}"}, "/account/email": {"email": "m{n}@mail.example", "password": PASSWORD}, "/account/language": {"language": "en"}, "/account/terms": {"terms": "1"},
    "/email": {"token": "{email}"},
    "/verify": {"token": "{verify}"}, "/unsubscribe": {"token": "{unsubscribe}", "what": "kind"},
    "/account/confirm": {"password": PASSWORD}, "/account/passkeys": NEW_PASSKEY, "/account/passkeys/{passkey}/name": {"name": "key {n}"},
    "/sign-in/second": {"code": "{recovery}"}, "/sign-in/second/passkey": PROOF, "/account/security/app/confirm": {"code": "{totp}"},
    "/account/mail": {"reply": "now", "mention": "daily", "follow": "never", "pick": "now", "report": "now"},
    "/account/role-offers/{offer}": {"answer": "decline"},
    "/account/password": {"current": PASSWORD, "new": PASSWORD}, "/a/{article}/comments": {"body": "words of {n}"},
    "/a/{article}/c/{comment}/edit": {"body": "other words of {n}", "revision": "1"}, "/a/{article}/c/{comment}/vote": {"value": "1"},
    "/a/{article}/c/{comment}/report": {"reason": "spam"}, "/desk/{comment}/decide": {"action": "approve", "version": "1"},
    "/desk/decide": {"action": "approve", f"case-{NONE}": "1"}, "/desk/decisions/undo": {f"decision-{NONE}": "yes"},
    "/desk/staff/invite": {"name": "invited{n}", "email": "invited{n}@mail.example", "role": "staff", "site": "{site}"},
    "/desk/accounts/{account}/role": {"role": "reader", "site": "{site}"},
    "/desk/tokens": {"name": "cms", "days": "30", "scope-articles:create": "yes", "site": "{site}"}, "/desk/tokens/{token}/end": {"site": "{site}"},
    "/desk/providers": {"site": "{site}", "name": "{site}-form", "settings": "{settings}", "secret": publisher.SECRET}, "/desk/providers/remove": {"site": "{site}", "name": "{provider:text}"},
    "/desk/{comment}/ban": {"kind": "mute", "reason": "spam", "days": "1", "version": "0", "comments": "none"},
    "/desk/{comment}/skip": {}, "/desk/{comment}/unskip": {}, "/desk/{comment}/mark": {"locked": "no"}, "/desk/cases/{article}/{comment}/reply": {"body": "words of {n}"}, "/desk/articles/{article}": {"state": "open", "slow_mode": "0", "closes_after": "0"},
    "/desk/accounts/{account}/notes": {"text": "words"}, "/desk/accounts/{account}/sanction": {"kind": "warn", "reason": "spam", "days": "1"},
    "/desk/appeals/{appeal}/decide": {"outcome": "upheld"}, "/account/notices/{notice}/appeal": {"text": "words"},
    "/desk/settings": {"site": "{site}", "version": "{settings}"}, "/desk/rules": {"site": "{site}", "version": "{rules}", "rules": "{}"}, "/desk/rules/try": {"site": "{site}", "rules": "{}", "last": "1"},
    "/desk/jobs": {"text": "words", "action": "approve"}, "/desk/jobs/{job}/move": {"verb": "start"},
    "/account/notifications/read": {"upto": NONE}, "/a/{article}/follow": {"value": "yes"}, "/people/{account}/mute": {"value": "yes"},
    "/people/{account}/report": {"reason": "abuse"}, "/desk/names/{report}/decide": {"outcome": "none"},
    "/notices/illegal": {"url": "{comment}", "explanation": "words", "good_faith": "yes"},
}
def in_frame(path):
    return path.replace("/a/{article}", "/embed/{article}")


FORMS.update({in_frame(path): fields for path, fields in FORMS.items() if path.startswith("/a/")})
OWN = ("PATCH /v1/articles/{article}/comments/{comment}", "DELETE /v1/articles/{article}/comments/{comment}",
       "GET /v1/articles/{article}/comments/{comment}/source", "GET /a/{article}/c/{comment}/edit", "POST /a/{article}/c/{comment}/edit",
       "GET /a/{article}/c/{comment}/withdraw", "POST /a/{article}/c/{comment}/withdraw")      # with an own comment
OWN += tuple(in_frame(route) for route in OWN if " /a/" in route)


class World:
    """One site with an article, another site with a moderator of its own, and somebody of each role."""

    def __init__(self, server, api, make_account, database):
        self.server, self.api, self.database = server, api, database
        server.cli("site", "create", "second")
        self.people = {role: make_account("reader") for role in ("reader", "staff", "moderator", *ALL_SITES, *ELSEWHERE)}
        for role, site in (("staff", "default"), ("moderator", "default"), ("auditor", None), ("admin", None)):
            self.people[role].give_role(server, role, *(["--site", site] if site else []))
        for name, role in ELSEWHERE.items():
            self.people[name].give_role(server, role, "--site", "second")
        self.author, self.other = make_account("reader"), make_account("reader")
        self.lost = make_account("reader")      # forgot the password
        self.banned = make_account("reader")    # by calls of this table
        self.judge = make_account("moderator")
        self.style = re.search(r'href="/assets/([^"]+)"', api.get("/sign-in", check=False).text)[1]
        self.article = self.make("admin", "/v1/articles", {"key": "world", "url": "https://news.example/world", "title": "W", "site": "default"})["id"]

    def make(self, role, path, body):
        answer = self.people[role].api.post(path, body)
        assert answer.status in (200, 201), answer
        return answer.json

    def comment(self, author=None):
        """With an open case."""
        writer, path, body = author or self.author, f"/v1/articles/{self.article}/comments", {"body": f"words of {next(numbers)}"}
        answer = writer.api.post(path, body)
        if answer.status == 401:        # another call of the table changed the role, which ends sessions
            answer = writer.sign_in_again().api.post(path, body)
        assert answer.status == 201, answer
        made = answer.json["comment"]["id"]
        if author is None:
            assert self.other.api.post(f"/v1/articles/{self.article}/comments/{made}/reports", {"reason": "spam"}).status == 201
        return made

    def decision(self):
        answer = self.people["admin"].api.post("/v1/moderation/decisions", {"decisions": [
            {"case": self.comment(), "version": 1, "action": "approve"}]})
        return answer.json["results"][0]["decision"]

    def invitation(self):
        """A role on this site that waits for consent."""
        self.database.sql("delete from core.role_offer")
        return self.database.one("insert into core.role_offer (id, account_id, site_id, role, offered_at) select core.new_id(), %s, s.id, 'staff', core.now()"
                                 " from core.site s where s.key = 'default' returning id::text", [self.lost.id])

    def notification(self, person):
        return self.database.one("insert into core.notification (id, account_id, kind, article_id, comment_id, created_at)"
                                 " values (core.new_id(), %s, 'follow', %s, core.new_id(), core.now()) returning id::text", [person.id, self.article])

    def notice(self, person):
        made = self.comment(person)
        self.people["moderator" if person is not self.people["moderator"] else "admin"].api.post("/v1/moderation/decisions", {"decisions": [
            {"case": made, "version": 0, "action": "reject", "reason": "spam"}]})
        return person.api.get("/v1/account/notices").json["notices"][0]["id"]

    def sanction(self):
        """On this site, with a span of comments; of somebody who need not write."""
        return self.make("admin", f"/v1/moderation/accounts/{self.other.id}/sanctions",
                         {"kind": "mute", "reason": "spam", "site": "default", "reject_comments": 1})["id"]

    def appeal(self):
        """Against a decision of somebody who decides nothing else."""
        made = self.comment()
        done = self.judge.api.post("/v1/moderation/decisions", {"decisions": [
            {"case": made, "version": 1, "action": "reject", "reason": "spam"}]}).json["results"][0]["decision"]
        return self.author.api.post("/v1/appeals", {"decision": done, "text": "words"}).json["id"]

    def name_report(self):
        """Of a name that nobody reported before."""
        self.database.sql("delete from core.name_report")
        return self.other.api.post(f"/v1/accounts/{self.lost.id}/reports", {"reason": "abuse"}).json["id"]

    def passkey(self, person):
        """The id of a passkey that signs in. It ends all sessions of its account but the one that adds it."""
        self.key = add_passkey(self.fresh(person) if person is self.lost else person.api)
        return self.key.row

    def fresh(self, person):
        answer = self.api.post("/v1/sessions", {"login": person.username, "password": PASSWORD})
        assert answer.status == 201, answer
        return self.api.signed_in(answer.json["token"])

    def changing(self):
        """A link that approves a change of an address."""
        address = f"{next(numbers)}@mail.example"
        self.database.sql("update core.account set email = %s, email_verified = true where id = %s", [address, self.lost.id])
        self.database.sql("delete from core.email_change where account_id = %s", [self.lost.id])
        self.database.sql("insert into core.email_change (account_id, address, former, at) values (%s, 'next@mail.example', %s, core.now())", [self.lost.id, address])
        return link(self.database, self.lost.id, "email_old", address)

    def unverified(self, person):
        """A link for the account, which has an unverified address now."""
        account = (person or self.author).id
        address = f"{next(numbers)}@mail.example"
        self.database.sql("update core.account set email = %s, email_verified = false where id = %s", [address, account])
        return link(self.database, account, "verify", address)

    def open_paper(self):
        """A site whose pages make their articles at first sight, loaded by every worker."""
        self.database.sql("select core.site_make(core.new_id(), 'paper', 'Paper', array[%s])", [PAPER])
        self.database.sql("""update core.site set settings = '{"first_sight": true}' where key = 'paper'""")
        self.server.wait_for(lambda: all(PAPER in self.api.get("/embed/x", headers={"Accept": "text/html", "Connection": "close"}, check=False)
                                         .headers["Content-Security-Policy"] for _ in range(8)), what="the site's origin")

    def open_provider(self):
        """A provider of OpenID Connect that every worker knows."""
        if self.database.one("select count(*) from core.provider where kind = 'oidc'") == 0:
            publisher.register(self.server, {"kind": "oidc", "title": "Id", "issuer": "https://id.example", "client_id": "madang"}, "secret", name="id")
            self.server.wait_for(lambda: all("/sso/oidc/id" in self.api.get("/sign-in", headers={"Accept": "text/html", "Connection": "close"}, check=False).text
                                             for _ in range(8)), what="the provider's button")
        return "id"

    def site(self, person, abroad):
        """The account's own site, or one where it has no role."""
        second = person in [self.people[name] for name in ELSEWHERE]
        return "second" if second != abroad else "default"

    def values(self, key, path, person, abroad):
        """For the {names} of a path and of its body."""
        self.database.sql("delete from core.passkey; delete from core.totp")     # the password alone signs in
        v = {"n": f"{next(numbers)}", "article": self.article, "account": self.author.id, "username": self.author.username, "site": self.site(person, abroad),
             "file:text": self.style, "site:text": "default", "unknown:text": "no-such-article"}
        v["own"] = (person or self.author).username
        if person is not None and key in OWN:
            v["comment"] = self.comment(person)
        elif "{comment}" in path or key in ("POST /v1/moderation/decisions", "POST /v1/notices/illegal", "POST /notices/illegal"):
            v["comment"] = self.comment()
        if person is not None and path.endswith(("/renew", "/release")) or key == "DELETE /v1/moderation/claims/{comment}":
            self.database.sql("update core.case_file set claimed_by = %s, claimed_until = core.now() + interval '1 hour' where comment_id = %s",
                              [person.id if person else None, v["comment"]])
        if path.endswith(("/{comment}/sanction", "/{comment}/ban")):
            self.database.sql("update core.sanction set lifted_at = core.now() where account_id = %s", [self.banned.id])
            v["comment"] = self.comment(self.banned)    # without a case; its author may be silenced by it
        if "{decision}" in path:
            v["decision"] = self.decision()
        if "/sanction" in path:
            v["account"] = self.other.id
        if "{sanction}" in path:
            v["sanction"] = self.sanction()
        if "{job}" in path:
            owner = next((r for r in ("moderator", "admin", "jobs") if r in self.people and person is self.people[r]), "moderator")
            v["job"] = self.make(owner, "/v1/moderation/jobs", {
                "filter": {"article": self.article, "author": self.other.id}, "action": "reject", "reason": "spam"})["job"]["id"]
            self.database.sql("update core.job set state = %s, leased_by = made_by, leased_until = core.now() + interval '1 hour' where id = %s",
                              ["running" if path.endswith("/pause") else "done" if path.endswith("/undo") else "preview", v["job"]])
        if "{appeal}" in path:
            v["appeal"] = self.appeal()
            if path.endswith("/undo") and person is not None:      # each takes back a decision of their own
                self.database.sql("update core.appeal set state = 'upheld', decided_by = %s, decided_entry = core.new_id(), decided_at = core.now(),"
                                  " case_version = (select version from core.case_file f where f.comment_id = appeal.comment_id) where id = %s returning 1",
                                  [person.id, v["appeal"]])
        if path.startswith("/desk/providers") and not path.endswith("/remove"):
            v["settings"] = json.dumps({"title": "T", "issuer": f"https://{v['site']}.form.example", "audience": "talk", "algorithms": ["HS256"]})
        if path.endswith(("/{provider:text}", "/providers/remove")):
            v["provider:text"] = "gone"
            publisher.register(self.server, {"title": "T", "issuer": f"https://{v['site']}.gone.example", "audience": "talk", "algorithms": ["HS256"]},
                               publisher.SECRET + "\n", site=v["site"] if "/desk" in path else "default", name="gone")
        if "{token}" in path:
            self.database.sql("update core.api_token set revoked_at = core.now() where revoked_at is null")      # a site has few
            v["token"] = self.database.one("insert into core.api_token (id, site_id, name, token, scopes) select core.new_id(), s.id, 'cms', sha256(core.new_id()::text::bytea),"
                                           " '{articles:create}' from core.site s where s.key = 'default' returning id::text")
        if "{report}" in path:
            v["report"] = self.name_report()
        if "{reference:text}" in path:
            v["reference:text"] = self.api.post("/v1/notices/illegal", {**ILLEGAL, "comment": self.comment()}).json["reference"]
        if "/rules" in path:
            v["rules"] = self.database.one("select rules_version from core.site where key = %s", [v["site"]])
        if path == "/desk/settings":
            v["settings"] = str(self.database.one("select settings_version from core.site where key = %s", [v["site"]]))
        if "{notice}" in path or key == "POST /v1/appeals":
            v["notice"] = self.notice(person or self.author)
        if "{notification}" in path:
            v["notification"] = self.notification(person or self.author)
        if path == "/v1/sessions/exchange":
            v["code"] = self.author.api.post("/v1/sessions/handover", headers={"Origin": self.server.url}).json["code"]
        if path.startswith("/v1/sessions/sso") or path == "/sso":
            v["sso"] = publisher.open_site(self.server).token(typ="logout+jwt" if path.endswith("/end") else "JWT")
        if "{provider:text}" in path:
            v["provider:text"] = self.open_provider()
        if path in ("/verify", "/v1/account/email/confirm", "/v1/account/email/verification", "/account/verification"):
            v["verify"] = self.unverified(person)
        if path == "/unsubscribe":
            v["unsubscribe"] = link(self.database, self.author.id, "unsubscribe", "a@mail.example")
        if "{offer}" in path and "invitations" in path:
            v["offer"] = self.invitation()
        elif "{offer}" in path:
            self.database.sql("delete from core.role_offer")
            v["offer"] = str(self.database.one("insert into core.role_offer (id, account_id, role, offered_at) values (core.new_id(), %s, 'staff', core.now())"
                                               " returning id", [(person or self.author).id]))
        if path == "/invite":
            v["invite"] = link(self.database, self.lost.id, "invite", "lost@mail.example")
        if path == "/email":
            v["email"] = self.changing()
        if path in ("/reset/password", "/v1/password-resets/confirm"):      # of somebody who does not call here
            address = f"{v['n']}@mail.example"
            self.database.sql("update core.account set email = %s, email_verified = true where id = %s", [address, self.lost.id])
            v["reset"] = link(self.database, self.lost.id, "reset", address)
        if path in ("/v1/account/passkeys", "/account/passkeys") and person is not None:
            v.update(new_passkey(person.api)[1])
        if "{passkey}" in path:
            v["passkey"] = self.passkey(person or self.lost)
        if path in ("/v1/sessions/passkey", "/sign-in/passkey"):
            self.passkey(self.lost)
            v.update(sign_in_body(self.api, self.key))
        if path in PASSKEY_PROOFS:
            self.passkey(person or self.lost)
            v.update(proof_body(person.api, self.key) if person else sign_in_body(self.api, self.key))
        if path in ("/v1/account/totp/confirm", "/account/security/app/confirm", "/account/security/app") and person is not None:
            v["totp"] = totp.code(person.api.post("/v1/account/totp").json["secret"])
        if path.endswith(("/recovery-codes", "/security/codes")):
            self.database.sql("insert into core.totp (id, account_id, secret, made_at, confirmed_at) values (core.new_id(), %s, '\\x00', core.now(), core.now())",
                              [(person or self.author).id])
        if path in ("/v1/session/second-factor", "/sign-in/second"):
            v["recovery"] = totp.NO_RECOVERY_CODE
            self.database.sql("insert into core.recovery_code (account_id, digest, made_at) values (%s, %s, core.now())"
                              " on conflict (account_id, digest) do update set used_at = null",
                              [(person or self.author).id, hashlib.blake2b(b"A" * 24, digest_size=32).digest()])
        if "{session}" in path:
            self.fresh(person or self.author)
            v["session"] = self.database.one("select id::text from core.session where account_id = %s order by id desc limit 1",
                                             [(person or self.author).id])
        return v


def fill(thing, values):
    if isinstance(thing, dict):
        return {k: fill(v, values) for k, v in thing.items()}
    if isinstance(thing, list):
        return [fill(v, values) for v in thing]
    if thing == "{rules}" and "rules" in values:
        return values["rules"]      # a number
    if isinstance(thing, str):
        for name, value in values.items():
            thing = thing.replace("{" + name + "}", str(value))
    return thing


def link(database, account, purpose, address, life="1 hour"):
    """The token of a link in a mail, as the courier makes it."""
    token = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    database.sql("insert into core.token (digest, purpose, account_id, address, made_at, expires_at)"
                 " values (%s, %s, %s, %s, core.now(), core.now() + %s::interval)",
                 [token_digest(token), purpose, account, address, life])
    return token


def token_digest(token):
    return hashlib.blake2b(token.encode(), digest_size=32).digest()


def form_token(token):
    """As server/secret/token.h has it."""
    key = base64.urlsafe_b64decode(token + "=")
    return base64.urlsafe_b64encode(hashlib.blake2b(b"form\0", key=key, digest_size=32).digest()).decode().rstrip("=")
