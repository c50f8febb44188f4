"""Goal: a server that is told to stop under load answers every request that reached it."""
import threading

from wire import Wire

GET = b"GET /openapi.json HTTP/1.1\r\nHost: a.example\r\n\r\n"


class Reader(threading.Thread):
    """Asks on kept connections, opening a new one when told so, until nobody accepts."""

    def __init__(self, server, kept):
        super().__init__()
        self.server, self.kept = server, kept
        self.answered, self.lost = 0, []

    def run(self):
        try:
            while True:
                self.connection()
        except ConnectionRefusedError:
            pass
        except Exception as e:              # shown by the test
            self.lost.append(repr(e))

    def connection(self):
        with Wire(self.server.host, self.server.port) as w:
            for n in range(self.kept):
                w.send(GET)
                a = w.answer()
                if a is None or a.status != 200:
                    self.lost.append(f"request {n} of a connection: {a}")
                    return
                self.answered += 1
                if a.last:
                    return


def test_nothing_that_was_sent_is_lost(database, make_server):
    s = make_server(database).start()
    readers = [Reader(s, kept) for kept in (1, 1, 3, 10, 1000, 1000)]
    for r in readers:
        r.start()
    s.wait_for(lambda: all(r.answered > 20 for r in readers), what="load")
    s.stop()
    for r in readers:
        r.join(20)
    assert not any(r.is_alive() for r in readers)
    assert [r.lost for r in readers] == [[]] * len(readers)
