# SPDX-License-Identifier: Apache-2.0
"""Goal: failed sign-ins to a foreign account wait; the owner signs in from another network at once."""
import pytest

from client import Client
from fixture_site import PASSWORD, create_account

WRONG = "not the password at all"


def serving(make_database, make_server, **more):
    return make_server(make_database(), {"limits.rates": "on", "server.trusted_proxies": "127.0.0.1", "server.workers": 2,
                                         **{f"limits.{k}": v for k, v in more.items()}}).start()


@pytest.fixture(scope="module")
def shipped(make_database, make_server):
    """Limits as they ship."""
    s = serving(make_database, make_server)
    for name in ("owner", "mover", "sixer", "counted"):
        create_account(s, name, "moderator")
    return s


def sign_in(server, login, address, password=PASSWORD):
    api = Client(server.url)
    try:
        return api.post("/v1/sessions", {"login": login, "password": password}, headers={"X-Forwarded-For": address})
    finally:
        api.close()


def test_the_owner_comes_in_from_another_network(shipped):
    """After as many failures as one address may make, and more, that are refused."""
    failed = [sign_in(shipped, "owner", "192.0.2.1", WRONG).status for _ in range(15)]
    assert failed.count(401) <= 6 and failed[-1] == 429
    assert sign_in(shipped, "owner", "192.0.2.1").status == 429, "there also the right password waits"
    for address in ("192.0.2.2", "198.51.100.1", "2001:db8::1"):
        assert sign_in(shipped, "owner", address).status == 201, address
    assert sign_in(shipped, "owner", "192.0.2.1").status == 429, "which washes nobody else clean"


def test_failures_from_several_networks_do_not_lock_the_owner_out(shipped):
    """Eight addresses fail as often as they may."""
    for n in range(8):
        while sign_in(shipped, "mover", f"203.0.113.{n}", WRONG).status == 401:
            pass
    assert sign_in(shipped, "mover", "192.0.2.77").status == 201


def test_addresses_of_one_ipv6_network_share_the_wait(shipped):
    """Other addresses of the same /64 share the wait, those of another do not."""
    done = [sign_in(shipped, "sixer", f"2001:db8:0:1::{n}", WRONG).status for n in range(1, 9)]
    assert done[-1] == 429
    assert sign_in(shipped, "sixer", "2001:db8:0:1:ffff::1").status == 429
    assert sign_in(shipped, "sixer", "2001:db8:0:2::1").status == 201


def test_known_and_unknown_logins_wait_alike(shipped):
    """From the same and from other addresses: the same answers, one by one."""
    def row(login, base):
        seen = []
        for n in range(12):
            answer = sign_in(shipped, login, f"{base}.{n // 8}", WRONG)
            seen.append((answer.status, answer.code, answer.headers.get("Retry-After")))
        return seen
    assert row("counted", "198.18.1") == row("nobody there", "198.18.2")


def test_very_many_networks_make_a_login_wait_shortly(make_database, make_server):
    """A login has a limit of its own, known or not: seconds, and then the owner is in."""
    s = serving(make_database, make_server, login_tries=12, login_wait_max="2s", free_tries=3)
    create_account(s, "besieged", "reader")
    for login in ("besieged", "not there"):
        done = [sign_in(s, login, f"198.51.100.{n}", WRONG).status for n in range(12)]
        assert done == [401] * 12, "each from a network of its own"
        waits = sign_in(s, login, "192.0.2.99")
        assert (waits.status, waits.code) == (429, "too_fast") and int(waits.headers["Retry-After"]) <= 2
    s.wait_for(lambda: sign_in(s, "besieged", "192.0.2.99").status == 201, 6, "the wait's end")
    assert [sign_in(s, "besieged", f"203.0.113.{n}", WRONG).status for n in range(11)] == [401] * 11, "a good one begins anew"
