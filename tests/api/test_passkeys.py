# SPDX-License-Identifier: Apache-2.0
"""Goal: a passkey signs in where it was made, once for each challenge and never for anybody else; each trick is refused with the same answer."""
import pytest

from authenticator import (EDDSA, ES256, RS256, UP, UV, Passkey, add_passkey, b64, host_of, new_passkey, origin_of, sign_in_body)
from fixture_site import PASSWORD


SETTINGS = {"limits.rates": "off"}


@pytest.fixture
def person(make_account):
    return make_account()


@pytest.fixture
def key(person):
    return add_passkey(person.api)


def column(database, *query):
    return [row[0] for row in database.sql(*query)]


def sign_in(api, body):
    return api.post("/v1/sessions/passkey", body)


def refused(answer):
    assert (answer.status, answer.json["code"]) == (401, "bad_passkey"), answer
    return answer.json["detail"]


# ---- making
@pytest.mark.parametrize("alg", [ES256, EDDSA, RS256])
def test_a_passkey_of_each_algorithm_is_kept_and_signs_in(api, person, alg):
    key = add_passkey(person.api, "설거지 \U0001f511", alg=alg)
    answer = sign_in(api, sign_in_body(api, key))
    assert answer.status == 201 and answer.json["account"]["id"] == person.id
    assert api.signed_in(answer.json["token"]).get("/v1/session").json["account"]["username"] == person.username
    row, = person.api.get("/v1/account/passkeys").json["passkeys"]
    assert row["name"] == "설거지 \U0001f511" and row["usable"] is True and row["last_at"] is not None


def test_a_new_passkey_ends_the_other_sessions(api, person):
    other = api.signed_in(api.post("/v1/sessions", {"login": person.username, "password": PASSWORD}).json["token"])
    assert other.get("/v1/session").status == 200
    add_passkey(person.api)
    assert other.get("/v1/session").status == 401 and person.api.get("/v1/session").status == 200


def test_a_new_passkey_is_audited_and_told_to_a_verified_address(person, database):
    database.sql("update core.account set email = 'owner@mail.example', email_verified = true where id = %s", [person.id])
    key = add_passkey(person.api)
    assert person.api.delete(f"/v1/account/passkeys/{key.row}").status == 204
    assert column(database, "select codes ->> 'what' from core.audit where action = 'factor' and actor_id = %s order by id", [person.id]) == ["passkey_added", "passkey_removed"]
    assert column(database, "select data ->> 'factor' from core.outbox where account_id = %s and template = 'factor_changed' order by id", [person.id]) \
        == ["passkey_added", "passkey_removed"]


def test_options_name_the_passkeys_that_the_account_has(person, key):
    options = person.api.post("/v1/account/passkeys/options").json
    assert [one["id"] for one in options["excludeCredentials"]] == [b64(key.id)]
    assert options["rp"]["id"] == host_of(person.api.base)


def test_a_passkey_is_kept_for_the_session_that_asked(person, make_account):
    _, body = new_passkey(person.api)
    other = make_account()
    answer = other.api.post("/v1/account/passkeys", body)
    assert (answer.status, answer.json["code"]) == (422, "passkey_refused")
    assert person.api.post("/v1/account/passkeys", body).status == 201


def test_an_answer_of_an_authenticator_is_kept_once(person):
    _, body = new_passkey(person.api)
    assert person.api.post("/v1/account/passkeys", body).status == 201
    answer = person.api.post("/v1/account/passkeys", body)
    assert (answer.status, answer.json["code"]) == (422, "passkey_refused")


def test_a_challenge_expires_after_five_minutes(person, clock):
    _, body = new_passkey(person.api)
    clock(305)
    assert person.api.post("/v1/account/passkeys", body).json["code"] == "passkey_refused"


def test_a_credential_belongs_to_one_account(person, key, make_account):
    other = make_account().api
    challenge = other.post("/v1/account/passkeys/options").json["challenge"]
    answer = other.post("/v1/account/passkeys", {"challenge": challenge, "name": "x", **key.register(challenge, origin_of(other.base))})
    assert (answer.status, answer.json["code"]) == (409, "passkey_known")


def test_an_account_has_at_most_twenty_passkeys(person, database):
    _, body = new_passkey(person.api)
    database.sql("insert into core.passkey (id, account_id, host, credential, alg, public_key, counter, name, transports, may_sync, synced, made_at)"
                 " select core.new_id(), %s, 'x', uuid_send(core.new_id()), -7, '', 0, 'x', '', false, false, core.now() from generate_series(1, 20)", [person.id])
    for answer in person.api.post("/v1/account/passkeys", body), person.api.post("/v1/account/passkeys/options"):
        assert (answer.status, answer.json["code"]) == (409, "passkeys_max")


@pytest.mark.parametrize("trick", [{"origin": "https://evil.example"}, {"crossOrigin": True}, {"topOrigin": "https://news.example"}, {"flags": UV}])
def test_a_passkey_of_another_page_is_not_kept(person, trick):
    challenge = person.api.post("/v1/account/passkeys/options").json["challenge"]
    made = Passkey(host_of(person.api.base)).register(challenge, trick.pop("origin", origin_of(person.api.base)), **trick)
    answer = person.api.post("/v1/account/passkeys", {"challenge": challenge, "name": "x", **made})
    assert (answer.status, answer.json["code"]) == (422, "passkey_refused")
    assert person.api.get("/v1/account/passkeys").json["passkeys"] == []


# ---- signing in
def test_a_proof_works_once(api, key):
    body = sign_in_body(api, key)
    assert sign_in(api, body).status == 201
    refused(sign_in(api, body))


def test_a_challenge_works_once_with_a_new_signature_too(api, key):
    body = sign_in_body(api, key)
    assert sign_in(api, body).status == 201
    refused(sign_in(api, {**body, **key.use(body["challenge"], origin_of(api.base))}))


def test_a_sign_in_that_took_too_long_is_refused(api, key, clock):
    body = sign_in_body(api, key)
    clock(305)
    refused(sign_in(api, body))


def test_each_trick_has_the_same_answer_and_no_session(api, person, key, make_account, database):
    other = add_passkey(make_account().api)
    stranger = Passkey(key.rp_id, user=key.user)
    made = person.api.post("/v1/account/passkeys/options").json["challenge"]
    before = database.one("select count(*) from core.session where account_id = %s", [person.id])
    answers = [refused(sign_in(api, body)) for body in (
        sign_in_body(api, key, origin="https://evil.example"),
        sign_in_body(api, key, rp_id="evil.example"),
        sign_in_body(api, key, challenge=b64(bytes(56))),
        sign_in_body(api, key, crossOrigin=True),
        sign_in_body(api, key, topOrigin="https://news.example"),
        sign_in_body(api, key, flags=UV),       # nobody was present
        sign_in_body(api, key, flags=UP),       # the person was not verified: this is no second factor
        sign_in_body(api, key, signer=other.key),
        sign_in_body(api, key) | {"credential": b64(other.id)},
        sign_in_body(api, key) | {"user_handle": b64(other.user)},
        sign_in_body(api, key) | {"user_handle": None},
        sign_in_body(api, key) | {"challenge": b64(bytes(56))},
        sign_in_body(api, key) | {"signature": "AA"},
        sign_in_body(api, key) | {"signature": "not base64url!"},
        sign_in_body(api, key) | {"authenticator_data": "AA"},
        sign_in_body(api, key) | {"client_data": b64(b"{}")},
        sign_in_body(api, stranger),
        {"challenge": made, **key.use(made, origin_of(api.base))},      # a challenge for a new passkey
    )]
    assert len(set(answers)) == 1
    assert database.one("select count(*) from core.session where account_id = %s", [person.id]) == before
    assert sign_in(api, sign_in_body(api, key)).status == 201


@pytest.mark.parametrize("field", ["client_data", "credential", "authenticator_data", "signature", "user_handle"])
def test_a_field_that_is_too_long_is_refused_before_it_is_read(api, key, field):
    answer = sign_in(api, sign_in_body(api, key) | {field: "A" * 6000})
    assert answer.status == 422 and answer.json["fields"][0]["field"] == field


def test_a_counter_that_goes_back_is_refused_and_audited(api, person, database):
    key = add_passkey(person.api, counter=5)
    assert sign_in(api, sign_in_body(api, key)).status == 201
    key.counter = 3
    refused(sign_in(api, sign_in_body(api, key)))
    assert database.one("select count(*) from core.audit where actor_id = %s and action = 'refused' and codes ->> 'code' = 'counter'", [person.id]) == 1
    key.counter = 40
    assert sign_in(api, sign_in_body(api, key)).status == 201


def test_a_removed_passkey_opens_nothing(api, person, key):
    assert person.api.delete(f"/v1/account/passkeys/{key.row}").status == 204
    refused(sign_in(api, sign_in_body(api, key)))
    assert person.api.delete(f"/v1/account/passkeys/{key.row}").status == 404


def test_a_passkey_alone_counts_as_both_factors(api, person, key, database):
    assert sign_in(api, sign_in_body(api, key)).status == 201
    assert database.one("select count(*) from core.session where account_id = %s and factor_at is not null and not pending", [person.id]) == 1


# ---- the list
def test_a_passkey_is_renamed_and_seen_by_its_account_alone(person, key, make_account):
    path, other = f"/v1/account/passkeys/{key.row}", make_account()
    assert person.api.patch(path, {"name": "Old phone"}).json["name"] == "Old phone"
    assert other.api.patch(path, {"name": "Mine"}).status == 404 and other.api.delete(path).status == 404
    assert other.api.get("/v1/account/passkeys").json["passkeys"] == []
    assert [one["name"] for one in person.api.get("/v1/account/passkeys").json["passkeys"]] == ["Old phone"]


def test_a_passkey_of_a_former_host_is_listed_but_opens_nothing(api, person, key, database):
    body = sign_in_body(api, key)
    database.sql("update core.passkey set host = 'old.example' where id = %s returning 1", [key.row])
    refused(sign_in(api, body))
    row, = person.api.get("/v1/account/passkeys").json["passkeys"]
    assert row["usable"] is False and row["host"] == "old.example"


# ---- the second step, and a fresh proof
@pytest.fixture
def pending(api, person, key):
    """A client whose session waits for the second factor."""
    return api.signed_in(api.post("/v1/sessions", {"login": person.username, "password": PASSWORD}).json["token"])


def proof(api, key, **tricks):
    options = api.post("/v1/session/passkey/options").json
    return {"challenge": options["challenge"], **key.use(options["challenge"], tricks.pop("origin", origin_of(api.base)), **tricks)}


def test_a_passkey_is_the_second_step_of_a_sign_in(api, person, key, pending):
    assert pending.get("/v1/session").status == 401
    assert [one["id"] for one in pending.post("/v1/session/passkey/options").json["allowCredentials"]] == [b64(key.id)]
    answer = pending.post("/v1/session/passkey", proof(pending, key, flags=UP))       # the password was the first factor
    assert answer.status == 201, answer
    assert api.signed_in(answer.json["token"]).get("/v1/session").json["account"]["id"] == person.id
    assert pending.get("/v1/session").status == 401     # its token was replaced


def test_a_second_step_needs_a_passkey_of_the_account(api, pending, key, make_account):
    other = add_passkey(make_account().api)
    for body in (proof(pending, other), proof(pending, key, origin="https://evil.example"), proof(pending, key, signer=other.key),
                 sign_in_body(api, key)):       # a challenge of another act
        refused(pending.post("/v1/session/passkey", body))
    body = proof(pending, key)
    assert pending.post("/v1/session/passkey", body).status == 201
    refused(sign_in(api, body))


def test_a_challenge_proves_in_its_own_session_alone(api, person, key, pending):
    body = proof(pending, key)
    refused(person.api.post("/v1/session/passkey", body))
    assert person.api.post("/v1/session/passkey", proof(person.api, key)).status == 201


def test_a_passkey_is_a_fresh_proof(api, person, key, database):
    database.sql("update core.session set proved_at = core.now() - interval '11 minutes' where account_id = %s", [person.id])
    answer = person.api.delete(f"/v1/account/passkeys/{key.row}")
    assert (answer.status, answer.json["code"], answer.json["methods"]) == (403, "confirm", ["passkey"])
    assert person.api.post("/v1/account/passkeys/options").json["code"] == "confirm"
    fresh = api.signed_in(person.api.post("/v1/session/passkey", proof(person.api, key)).json["token"])
    assert fresh.delete(f"/v1/account/passkeys/{key.row}").status == 204


def test_nobody_proves_a_passkey_without_a_session(api, key):
    assert api.post("/v1/session/passkey/options").status == 401
    assert api.post("/v1/session/passkey", sign_in_body(api, key)).status == 401
