# SPDX-License-Identifier: Apache-2.0
"""Goal: however the mail server behaves, no mail is lost and none is sent twice; each behaviour has its defined answer."""
import signal
import socket
import threading
import time

import pytest

from client import Client
from mail_site import Courier, SmtpServer, certificate

STATES = ("waiting", "leased", "sending", "sent", "unknown", "dead", "expired")


@pytest.fixture
def database(make_database):
    return make_database()


def queue(database, n=1, template="illegal_received", address="bob{}@example.org"):
    """Queues n mails without an account; their ids."""
    return [database.one("insert into core.outbox (id, address, template, data, created_at, due_at)"
                         " values (core.new_id(), %s, %s, %s, core.now(), core.now()) returning id::text",
                         [address.format(i), template, f'{{"reference": "r{i}"}}']) for i in range(n)]


def states(database):
    """{state: number}"""
    return dict(database.sql("select state, count(*)::int from core.outbox group by state"))


def row(database, mail, column):
    return database.one(f"select {column} from core.outbox where id = %s", [mail])


def total(database, result):
    return database.one("select total::int from core.mail_total where result = %s", [result]) or 0


def message_ids(smtp):
    return sorted(mail.id for mail in smtp.mails)


def ids(mails):
    return sorted(f"<{mail}@localhost>" for mail in mails)


# ---- the usual
def test_each_mail_arrives_once(database):
    mails = queue(database, 50)
    with SmtpServer() as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 50}, what="all mails")
        assert message_ids(smtp) == ids(mails)
        assert total(database, "sent") == 50
        assert smtp.most <= 10


def test_connections_are_used_again_and_bounded(database):
    queue(database, 30)
    with SmtpServer() as smtp, Courier(database, smtp, {"mail.connections": 3}) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 30}, what="all mails")
        assert smtp.most <= 3
        assert sum(line.startswith("EHLO") for line in smtp.commands) < 30


def test_two_couriers_share_the_mails(database):
    mails = queue(database, 200)
    with SmtpServer() as smtp, Courier(database, smtp) as one, Courier(database, smtp) as two:
        one.wait_for(lambda: states(database) == {"sent": 200}, what="all mails")
        assert message_ids(smtp) == ids(mails)
        assert all('"mail attempted"' in courier.log_text() for courier in (one, two))


# ---- refusals
def refusing(line, reply, times=1000000):
    """A script that answers the first `times` commands that begin so with this reply. "" closes the connection."""
    left = [times]
    lock = threading.Lock()

    def refuse(session, command):
        with lock:
            if command.startswith(line) and left[0] > 0:
                left[0] -= 1
                return reply
        return None
    return lambda session: session.converse(refuse)


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA", "TEXT"])
def test_a_reply_4xx_delays_the_mail(database, at):
    mails = queue(database)
    with SmtpServer(refusing(at, "451 try later", times=2)) as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 1}, what="the mail")
        assert message_ids(smtp) == ids(mails)
        assert row(database, mails[0], "tries") == 2 and total(database, "temporary") == 2
        assert row(database, mails[0], "claims") == 3


def test_the_delay_doubles_up_to_its_limit(database):
    mail = queue(database)[0]
    settings = {"mail.retry_min": "1h", "mail.retry_max": "3h"}
    with SmtpServer(refusing("RCPT", "451 try later")) as smtp, Courier(database, smtp, settings) as courier:
        for tries, least, most in (1, 0.75, 1.25), (2, 1.5, 2.5), (3, 2.25, 3.75), (4, 2.25, 3.75):
            courier.wait_for(lambda: row(database, mail, "tries") == tries, what=f"attempt {tries}")
            hours = float(row(database, mail, "extract(epoch from due_at - core.now()) / 3600"))
            assert least - 0.1 < hours < most, f"attempt {tries}"
            database.sql("update core.outbox set due_at = core.now()")


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA", "TEXT"])
def test_a_reply_5xx_makes_the_mail_dead_at_once(database, at):
    mails = queue(database)
    with SmtpServer(refusing(at, "550 5.1.1 no such user")) as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: states(database) == {"dead": 1}, what="the dead mail")
        assert row(database, mails[0], "failure") == "permanent" and row(database, mails[0], "reply") == "550 5.1.1 no such user"
        assert total(database, "dead") == 1 and total(database, "permanent") == 1
        assert not smtp.mails
        assert '"mail dead"' in courier.log_text() and "no such user" not in courier.log_text()


def test_a_dead_mail_does_not_hold_up_the_others(database):
    mails = queue(database, 20)
    with SmtpServer(refusing("RCPT TO:<bob3@", "550 no")) as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 19, "dead": 1}, what="the others")
        assert message_ids(smtp) == ids(mails[:3] + mails[4:])


# ---- a mail server that cannot be used
@pytest.mark.parametrize("name, script", [
    ("closes at once", lambda session: None),
    ("greets with 554", lambda session: session.say("554 go away")),
    ("refuses EHLO", lambda session: session.converse(lambda session, line: "550 go away" if line[1:4] in ("HLO", "ELO") else None)),
    ("wants a sign-in", refusing("MAIL", "530 authenticate first")),
])
def test_an_unusable_mail_server_costs_no_mail_a_try(database, name, script):
    mails = queue(database, 5)
    works = threading.Event()
    with SmtpServer(lambda session: session.converse() if works.is_set() else script(session)) as smtp, \
            Courier(database, smtp) as courier:
        courier.wait_for(lambda: total(database, "relay") >= 3, what="failed attempts")
        assert states(database).get("dead", 0) == 0 and '"mail server unusable"' in courier.log_text()
        works.set()
        courier.wait_for(lambda: states(database) == {"sent": 5}, what="all mails")
        assert message_ids(smtp) == ids(mails)
        assert database.one("select max(tries) from core.outbox") == 0


def test_a_mail_server_that_is_away_is_tried_by_one_mail_at_a_time(database):
    queue(database, 50)
    smtp = SmtpServer()
    smtp.__exit__(None)
    with Courier(database, smtp, {"mail.retry_min": "1s", "mail.retry_max": "1s"}) as courier:
        courier.wait_for(lambda: total(database, "relay") >= 12, what="failed attempts")
        assert total(database, "relay") < 20


# ---- no answer
@pytest.mark.parametrize("at", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_mail_server_that_hangs_before_the_text_is_left(database, at):
    mails = queue(database)
    hang = threading.Event()

    def refuse(session, line):
        if line.startswith(at) and not hang.is_set():
            hang.set()
            session.command()
            return ""
        return None
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, \
            Courier(database, smtp, {"mail.timeout": "500ms", "mail.connect_timeout": "500ms"}) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 1}, what="the mail")
        assert hang.is_set() and message_ids(smtp) == ids(mails)
        assert total(database, "relay") == 1


@pytest.mark.parametrize("relay", ["hanging", "refusing"])
def test_requests_go_on_while_no_mail_leaves(database, make_server, relay):
    """Sign-ups queue mails, and are answered as fast as if they left."""
    server = make_server(database).start()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if relay == "hanging":
            silent.listen(50)       # the kernel accepts, and nobody ever speaks
        settings = {"mail.transport": "smtp", "mail.smtp_url": f"smtp://127.0.0.1:{silent.getsockname()[1]}", "mail.timeout": "60s", "mail.connect_timeout": "60s"}
        with Courier(database, None, settings) as courier:
            api, slowest = Client(server.url), 0
            for n in range(20):
                begun = time.monotonic()
                made = api.post("/v1/accounts", {"username": f"{relay} {n}", "email": f"{relay}{n}@mail.example", "password": "eleven quiet herons"})
                slowest = max(slowest, time.monotonic() - begun)
                assert made.status == 201, made
                if n == 5:
                    held = ("leased",) if relay == "hanging" else ("waiting", "leased")
                    courier.wait_for(lambda: database.one("select count(*) from core.outbox where claims > 0 and state = any(%s)", [list(held)]) > 0, what="a claim")
            assert slowest < 5, "less than any time limit of the courier"
            assert database.one("select count(*) from core.outbox where state = 'sent'") == 0
            assert database.one("select count(*) from core.outbox where template = 'verify'") == 20
            courier.kill()


def test_a_mail_that_hangs_does_not_hold_up_the_others(database):
    mails = queue(database, 20)
    done = threading.Event()

    def refuse(session, line):
        if line.startswith("RCPT TO:<bob0@"):
            done.wait(20)
        return None
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, Courier(database, smtp, {"mail.connections": 2}) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 19, "leased": 1}, what="the others")
        done.set()
        courier.wait_for(lambda: states(database) == {"sent": 20}, what="the last")
        assert message_ids(smtp) == ids(mails)


# ---- the text may have arrived
@pytest.mark.parametrize("how", ["the connection closes after the text", "the connection closes after 354", "no reply to the text"])
def test_a_mail_that_may_have_arrived_is_not_repeated_within_the_window(database, how):
    mails = queue(database)
    first = threading.Event()

    def refuse(session, line):
        if first.is_set():
            return None
        if line == "DATA" and how == "the connection closes after 354":
            first.set()
            session.say("354 go on")
            session.lines.read(20)      # the text has begun
            return ""
        if line == "TEXT":
            first.set()
            if how == "no reply to the text":
                session.command()
            return ""
        return None
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, \
            Courier(database, smtp, {"mail.timeout": "1s", "mail.connect_timeout": "1s", "mail.unknown_window": "1h"}) as courier:
        courier.wait_for(lambda: states(database) == {"unknown": 1}, what="the unknown mail")
        window = float(row(database, mails[0], "extract(epoch from due_at - core.now())"))
        assert 3500 < window <= 3600 and total(database, "unknown") == 1
        others = queue(database, 3)
        courier.wait_for(lambda: states(database) == {"sent": 3, "unknown": 1}, what="other mails")
        database.sql("update core.outbox set due_at = core.now() where state = 'unknown'")
        courier.wait_for(lambda: states(database) == {"sent": 4}, what="the mail after its window")
        assert message_ids(smtp) == ids(mails + others)
        assert all(mail.id in ids(mails) for mail in smtp.unanswered)       # a repeated mail has the same Message-ID


def test_a_reply_421_in_the_text_is_a_refusal(database):
    queue(database)
    with SmtpServer(refusing("TEXT", "421 closing", times=1)) as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 1}, what="the mail")
        assert total(database, "temporary") == 1 and len(smtp.mails) == 1


# ---- a courier that dies
def test_a_killed_couriers_mail_is_sent_after_its_lease(database):
    """It was killed before the text: nothing can have arrived, so the mail goes out as soon as its lease ends."""
    mails = queue(database)
    reached = threading.Event()

    def refuse(session, line):
        if line.startswith("RCPT") and not reached.is_set():
            reached.set()
            session.command()
            return ""
        return None
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, Courier(database, smtp) as killed:
        killed.wait_for(reached.is_set, what="the recipient")
        killed.kill()
        assert states(database) == {"leased": 1}
        with Courier(database, smtp) as courier:
            others = queue(database, 3)
            courier.wait_for(lambda: states(database) == {"sent": 3, "leased": 1}, what="other mails")
            database.sql("update core.outbox set due_at = core.now() where state = 'leased'")
            courier.wait_for(lambda: states(database) == {"sent": 4}, what="the mail after its lease")
        assert message_ids(smtp) == ids(mails + others)


def test_a_killed_couriers_mail_whose_text_was_under_way_is_unknown(database):
    mails = queue(database)
    reached, killed_now = threading.Event(), threading.Event()

    def refuse(session, line):
        if line == "TEXT" and not reached.is_set():
            reached.set()
            killed_now.wait(20)
        return None
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, Courier(database, smtp) as killed:
        killed.wait_for(reached.is_set, what="the text")
        killed.kill()
        killed_now.set()
        assert states(database) == {"sending": 1}
        with Courier(database, smtp, {"mail.unknown_window": "1h"}) as courier:
            database.sql("update core.outbox set due_at = core.now()")
            courier.wait_for(lambda: states(database) == {"unknown": 1}, what="the unknown mail")
            others = queue(database, 3)
            courier.wait_for(lambda: states(database) == {"sent": 3, "unknown": 1}, what="other mails")
            assert message_ids(smtp) == ids(mails + others)          # the first arrived once, before the courier was killed


def test_a_courier_that_lost_its_lease_does_not_send(database):
    """The database's clock jumps ahead while the first courier waits for the mail server: the second sends the mail."""
    mails = queue(database)
    reached, sent = threading.Event(), threading.Event()

    def refuse(session, line):
        if line.startswith("RCPT") and not reached.is_set():
            reached.set()
            sent.wait(20)
        return None
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, Courier(database, smtp, {"mail.timeout": "30s", "mail.connections": 1}) as slow:
        slow.wait_for(reached.is_set, what="the recipient")
        database.sql("select core.clock_set('1 day')")
        with Courier(database, smtp) as quick:
            quick.wait_for(lambda: states(database) == {"sent": 1}, what="the mail")
        sent.set()
        others = queue(database, 12)
        slow.wait_for(lambda: states(database) == {"sent": 13}, what="other mails")
        assert message_ids(smtp) == ids(mails + others)


def test_sigterm_finishes_the_text_and_gives_back_the_rest(database):
    mails = queue(database, 2)
    held, term = threading.Event(), threading.Event()

    def refuse(session, line):
        if line == "TEXT" and "bob0" in session.recipients[0]:
            held.set()
            term.wait(20)
        if line.startswith("RCPT TO:<bob1@") and not term.is_set():
            term.wait(20)
        return None
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, Courier(database, smtp, {"server.drain_timeout": "10s"}) as courier:
        courier.wait_for(lambda: held.is_set() and any("bob1" in x for x in smtp.commands), what="both mails under way")
        courier.process.send_signal(signal.SIGTERM)
        courier.wait_for(lambda: '"stop requested"' in courier.log_text(), what="the stop")
        term.set()
        assert courier.process.wait(10) == 0
        assert states(database) == {"sent": 1, "waiting": 1}, courier.log_text()
        assert message_ids(smtp) == ids(mails[:1])


# ---- time
def test_a_mail_that_is_too_old_expires_unsent(database, make_server):
    mails = queue(database, 2)
    database.sql("update core.outbox set created_at = core.now() - interval '7 days 1 minute' where id = %s", [mails[0]])
    with SmtpServer() as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 1, "waiting": 1}, what="the younger mail")
        server = make_server(database, {"sweep.every": "20ms", "server.workers": 1, "newsroom.interval": "100ms"}).start()
        courier.wait_for(lambda: states(database) == {"sent": 1, "expired": 1}, what="the sweep")
        assert message_ids(smtp) == ids(mails[1:]) and total(database, "expired") == 1
        server.wait_for(lambda: server.metric("madang_mails_total", result="expired") == 1, what="the metric")
        assert server.metric("madang_mails_total", result="sent") == 1
        assert server.metric("madang_newsroom_outbox_waiting") == 0


def test_a_mail_about_a_removed_comment_is_cancelled_unsent(database, make_server):
    mails = queue(database, 2)
    database.sql("update core.outbox set notification_id = core.new_id() where id = %s", [mails[0]])
    with SmtpServer() as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 1, "cancelled": 1}, what="the other mail")
        assert message_ids(smtp) == ids(mails[1:])
        server = make_server(database, {"server.workers": 1, "newsroom.interval": "100ms"}).start()
        server.wait_for(lambda: server.metric("madang_mails_total", result="cancelled") == 1, what="the metric")
        assert server.metric("madang_newsroom_notifications_waiting") == 0


def test_a_clock_that_jumps_ahead_expires_no_mail(database, make_server):
    """The sweep doubts the clock, so the mail waits; when the clock is right again, it is sent."""
    server = make_server(database, {"sweep.every": "20ms", "server.workers": 1}).start()
    server.wait_for(lambda: database.one("select accepted is not null from core.sweep_state"), what="a sweep")
    time.sleep(0.1)
    database.sql("select core.clock_set('30 days')")
    server.wait_for(lambda: database.one("select doubt is not null from core.sweep_state"), what="the doubt")
    database.sql("select core.clock_set('0')")
    mails = queue(database, 3)
    database.sql("select core.clock_set('30 days')")
    with SmtpServer() as smtp, Courier(database, smtp) as courier:
        time.sleep(0.5)
        assert states(database) == {"waiting": 3} and not smtp.mails
        database.sql("select core.clock_set('0')")
        courier.wait_for(lambda: states(database) == {"sent": 3}, what="the mails")
        assert message_ids(smtp) == ids(mails)


# ---- TLS and authentication
@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("tls"))
    return {name: certificate(folder, name) for name in ("127.0.0.1", "other.example")}


@pytest.fixture
def credential(tmp_path):
    path = tmp_path / "credential"
    path.write_text("madang:pass:word\n")
    return str(path)


def test_starttls_and_a_password(database, certificates, credential):
    queue(database, 3)
    context, authority = certificates["127.0.0.1"]
    settings = {"mail.tls": "required", "mail.ca_file": authority, "mail.credential_file": credential}
    with SmtpServer(context=context, password=["madang", "pass:word"]) as smtp, Courier(database, smtp, settings) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 3}, what="the mails")
        assert all(mail.tls and mail.login == ["madang", "pass:word"] for mail in smtp.mails)
        assert "pass:word" not in courier.log_text()


def test_tls_from_the_start(database, certificates):
    queue(database, 3)
    context, authority = certificates["127.0.0.1"]
    with SmtpServer(context=context, implicit=True) as smtp, Courier(database, None, {
            "mail.transport": "smtp", "mail.smtp_url": f"smtps://127.0.0.1:{smtp.port}", "mail.tls": "required", "mail.ca_file": authority}) as courier:
        courier.wait_for(lambda: states(database) == {"sent": 3}, what="the mails")
        assert all(mail.tls for mail in smtp.mails)


def test_a_wrong_password_kills_no_mail(database, certificates, credential):
    mails = queue(database)
    context, authority = certificates["127.0.0.1"]
    settings = {"mail.tls": "required", "mail.ca_file": authority, "mail.credential_file": credential}
    with SmtpServer(context=context, password=["madang", "new"]) as smtp, Courier(database, smtp, settings) as courier:
        courier.wait_for(lambda: total(database, "relay") >= 2, what="failed attempts")
        assert not smtp.mails
        with open(credential, "w") as f:
            f.write("madang:new\n")
        courier.wait_for(lambda: states(database) == {"sent": 1}, what="the mail")
        assert message_ids(smtp) == ids(mails)


@pytest.mark.parametrize("fault", ["no STARTTLS", "a certificate of another name", "a certificate of an unknown authority"])
def test_no_mail_leaves_without_the_tls_that_is_required(database, certificates, fault):
    queue(database)
    context, authority = certificates["other.example" if "name" in fault else "127.0.0.1"]
    settings = {"mail.tls": "required", **({"mail.ca_file": authority} if "unknown" not in fault else {})}
    with SmtpServer(context=None if fault == "no STARTTLS" else context) as smtp, Courier(database, smtp, settings) as courier:
        courier.wait_for(lambda: total(database, "relay") >= 2, what="failed attempts")
        assert not any(line.startswith("MAIL") for line in smtp.commands)
        assert states(database).get("sent", 0) == 0 and states(database).get("dead", 0) == 0


# ---- the database
def test_a_result_outlives_a_lost_database_connection(database):
    """The database closes the courier's connection while the text is under way: the result is recorded later, once."""
    mails = queue(database)
    held, go = threading.Event(), threading.Event()

    def refuse(session, line):
        if line == "TEXT":
            held.set()
            go.wait(20)
        return None
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, Courier(database, smtp) as courier:
        courier.wait_for(held.is_set, what="the text")
        assert database.pg.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'madang_courier'"
                               " and datname = %s", [database.name])[0][0] == 1
        go.set()
        courier.wait_for(lambda: states(database) == {"sent": 1}, what="the result")
        assert message_ids(smtp) == ids(mails) and total(database, "sent") == 1


def test_the_couriers_role_may_only_call_the_functions_for_mail(database):
    rights = "select p.proname from pg_proc p where p.pronamespace = 'api_1'::regnamespace and has_function_privilege(%s, p.oid, 'execute') order by 1"
    assert [name for name, in database.sql(rights, ["madang_courier"])] == ["mail_claim", "mail_done", "mail_sending"]
    assert not [name for name, in database.sql(rights, ["madang_app"]) if name.startswith("mail_")]
    with pytest.raises(Exception, match="permission denied"):
        database.sql("select * from core.outbox", user="madang_courier")
