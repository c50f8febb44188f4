# SPDX-License-Identifier: Apache-2.0
"""Goal: every function that changes a sanction and its appeals locks the sanction first, so that they never deadlock."""
import threading
import uuid

import pytest

POST = "select outcome from api_1.appeal_post('reader', %s, null, %s, null, 'Look again.', null, null)"
DECIDE = "select outcome from api_1.appeal_decide('admin', %s, %s, null, core.new_id())"
LIFT = "select outcome from api_1.sanction_lift('mod', %s, %s, core.new_id())"


class Link:
    """A connection in a transaction of its own; later() asks on a thread, and wait() says what came."""

    def __init__(self, database):
        self.database = database
        self.link = database.pg.connect(database.name)
        self.link.autocommit = False
        self.at = self.link.cursor()
        self.at.execute("set lock_timeout = '20s'")
        self.link.commit()

    def ask(self, text, *args):
        self.at.execute(text, args)
        return self.at.fetchone()[0] if self.at.description else None

    def later(self, text, *args):
        def run():
            try:
                self.said = self.ask(text, *args)
                self.link.commit()
            except Exception as e:      # noqa: BLE001: the caller compares it
                self.said = repr(e)
                self.link.rollback()
        self.thread = threading.Thread(target=run)
        self.thread.start()
        return self

    def waits_for(self, other):
        """Until it stands behind a lock of the other's; False if it came through instead."""
        while self.thread.is_alive():
            if other.link.info.backend_pid in self.database.one("select pg_blocking_pids(%s)", [self.link.info.backend_pid]):
                return True
            self.thread.join(0.01)
        return False

    def wait(self):
        self.thread.join()
        return self.said


@pytest.fixture(scope="module")
def people(database):
    database.one("select core.site_make(core.new_id(), 'default', 'Site', '{}')")
    made = {}
    for name, role in ("reader", "reader"), ("mod", "moderator"), ("admin", "admin"):
        made[name] = str(uuid.uuid4())
        database.sql("select core.account_make(%s, %s, %s, null, 'h', %s)", [made[name], name, name, role])
        database.sql("insert into core.session (id, account_id, token, expires_at)"
                     " values (core.new_id(), %s, %s, core.now() + interval '1 hour')", [made[name], name.encode()])
    return made


@pytest.fixture
def links(database):
    both = Link(database), Link(database)
    yield both
    for one in both:
        one.link.close()
    assert database.one("select deadlocks from pg_stat_database where datname = current_database()") == 0


@pytest.fixture
def sanction(database, people):
    made = str(uuid.uuid4())
    assert database.one("select outcome from api_1.sanction_add('mod', %s, %s, 'mute', null, 'spam', null, null, null, null, null, null, null)",
                        [people["reader"], made]) == "ok"
    return made


@pytest.fixture
def appeal(database, sanction):
    made = str(uuid.uuid4())
    assert database.one(POST, [made, sanction]) == "ok"
    return made


def state(database, appeal):
    return database.one("select state from core.appeal where id = %s", [appeal])


@pytest.mark.parametrize("outcome", ["upheld", "overturned"])
def test_a_decision_waits_for_a_lifting_under_way(database, people, links, sanction, appeal, outcome):
    """The lifting has locked the sanction and will end the appeal, so a decision on the appeal waits for the lock."""
    lifts, decides = links
    lifts.ask("select from core.sanction where id = %s for no key update", sanction)
    assert decides.later(DECIDE, appeal, outcome).waits_for(lifts)
    assert lifts.ask(LIFT, people["reader"], sanction) == "ok"
    lifts.link.commit()
    assert decides.wait() == "conflict"
    assert state(database, appeal) == "moot"


def test_a_lifting_waits_for_a_decision_under_way(database, people, links, sanction, appeal):
    decides, lifts = links
    assert decides.ask(DECIDE, appeal, "overturned") == "ok"
    assert lifts.later(LIFT, people["reader"], sanction).waits_for(decides)
    decides.link.commit()
    assert lifts.wait() == "ok"
    assert state(database, appeal) == "overturned"
    assert database.one("select count(*) from core.notice where sanction_id = %s and kind = 'lifted'", [sanction]) == 1


def test_an_appeal_waits_for_a_lifting_and_is_refused(database, people, links, sanction):
    """A lifted sanction takes no appeal, because no later lifting would end it."""
    lifts, asks = links
    assert lifts.ask(LIFT, people["reader"], sanction) == "ok"
    asks.later(POST, str(uuid.uuid4()), sanction)
    assert asks.waits_for(lifts)
    lifts.link.commit()
    assert asks.wait() == "nothing_to_appeal"
    assert database.one("select count(*) from core.appeal where sanction_id = %s", [sanction]) == 0


def test_a_lifting_ends_the_appeal_made_before_it(database, people, links, sanction):
    """The lifting finds the appeal that was before it."""
    asks, lifts = links
    appeal = str(uuid.uuid4())
    assert asks.ask(POST, appeal, sanction) == "ok"
    assert lifts.later(LIFT, people["reader"], sanction).waits_for(asks)
    asks.link.commit()
    assert lifts.wait() == "ok"
    assert state(database, appeal) == "moot"


def test_concurrent_sweeps_notify_in_order(database, people):
    """While one sweep notifies readers of a comment's first decision, another skips its second one and goes on with other comments."""
    one, other = str(uuid.uuid4()), str(uuid.uuid4())
    database.sql("insert into core.report_notification (article_id, comment_id, revision, site_id, body, include_notified, reported_after, reported_until, after_revision, after_reporter, last_sent_at)"
                 " select core.new_id(), c, 1, core.new_id(), '{}', false, core.now(), core.now(), 1, core.new_id(), core.now()"
                 " from unnest(%s::uuid[]) with ordinality x (c, n) order by n", [[one, one, other]])
    first, second = Link(database), Link(database)
    first.ask("select id from core.report_notification where comment_id = %s order by id limit 1 for update", one)
    second.ask("select core.sweep_report_notifications(10)")
    second.link.commit()
    assert database.sql("select comment_id::text from core.report_notification order by id") == [(one,), (one,)]
    first.link.rollback()
    second.ask("select core.sweep_report_notifications(10)")
    second.link.commit()
    assert database.one("select count(*) from core.report_notification") == 0
