# SPDX-License-Identifier: Apache-2.0
"""Goal: read cached pages: one request over a connection of its own, and fresh metrics of a server with one worker."""
import http.client
import threading
import time


def fetch(server, path, headers=None, method="GET", timeout=30):
    """(status, fields in lower case, body), over a connection of its own; a Host among the headers is the only one."""
    link = http.client.HTTPConnection(server.host, server.port, timeout=timeout)
    headers = headers or {}
    try:
        link.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            link.putheader(name, value)
        link.endheaders()
        got = link.getresponse()
        return got.status, {k.lower(): v for k, v in got.getheaders()}, got.read()
    finally:
        link.close()


def fresh_metric(server, name):
    """A metric of the only worker, published by a heartbeat after this call."""
    began = time.monotonic()
    server.wait_for(lambda: server.metric("madang_worker_heartbeat_age_seconds") < time.monotonic() - began,
                    what="a heartbeat")
    return server.metric(name)


def comments_path(article, query=""):
    return f"/v1/articles/{article['id']}/comments{query}"


def post_comment(account, article, body, **more):
    answer = account.api.post(comments_path(article), {"body": body, **more})
    assert answer.status == 201, answer
    return answer


class PendingRequest(threading.Thread):
    """A request under way; result() waits for what fetch() returns."""

    def __init__(self, server, path, headers=None):
        super().__init__()
        self.args, self.got = (server, path, headers), None
        self.start()

    def run(self):
        self.got = fetch(*self.args)

    def result(self):
        self.join()
        assert self.got is not None, "no answer"
        return self.got


class LockedTable:
    """While it is entered, no other connection can read the table."""

    def __init__(self, database, table="core.comment"):
        self.database, self.table = database, table

    def __enter__(self):
        self.link = self.database.pg.connect(self.database.name, "madang")
        self.link.autocommit = False
        self.link.cursor().execute(f"lock table {self.table} in access exclusive mode")
        return self

    def __exit__(self, *exc):
        self.link.close()
