"""Reading pages that are kept: raw requests, and figures of the one worker."""
import http.client
import threading
import time


def raw(server, path, headers=None, method="GET", timeout=30):
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


def settled(server, name):
    """A metric of the one worker, from a beat that came after this call."""
    began = time.monotonic()
    server.wait_for(lambda: server.metric("madang_worker_beat_age_seconds") < time.monotonic() - began,
                    what="a beat")
    return server.metric(name)


def page(article, query=""):
    return f"/v1/articles/{article['id']}/comments{query}"


def post(account, article, body, **more):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, **more})
    assert answer.status == 201, answer
    return answer


class Reader(threading.Thread):
    """A request under way; result() is what raw() gives."""

    def __init__(self, server, path, headers=None):
        super().__init__()
        self.args, self.got = (server, path, headers), None
        self.start()

    def run(self):
        self.got = raw(*self.args)

    def result(self):
        self.join()
        assert self.got is not None, "no answer"
        return self.got


class Held:
    """A table that nobody can read meanwhile."""

    def __init__(self, database, table="core.comment"):
        self.database, self.table = database, table

    def __enter__(self):
        self.link = self.database.pg.connect(self.database.name, "madang")
        self.link.autocommit = False
        self.link.cursor().execute(f"lock table {self.table} in access exclusive mode")
        return self

    def __exit__(self, *exc):
        self.link.close()
