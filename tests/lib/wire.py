"""Octets to a server and back: what http.client is too polite to send."""
import os
import re
import signal
import socket
import subprocess
import tempfile

from server import ROOT, preset, sanitizer_environment, write_settings

# The parser's own statuses; it closes with each. Any other answer says that it took the request.
REFUSALS = {400, 408, 413, 414, 417, 421, 431, 501, 505}


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def __repr__(self):
        return f"<{self.status} {self.body[:60]!r}>"

    @property
    def accepted(self):
        return self.status not in REFUSALS or not self.last

    @property
    def last(self):
        """The server says that it closes after this."""
        return self.fields.get("connection", "").lower() == "close"


def read_answer(data, method="GET"):
    """(Answer, the octets behind it); None when data is not a whole one."""
    head, end, rest = data.partition(b"\r\n\r\n")
    if not end:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    match = re.fullmatch(r"HTTP/1\.1 (\d{3}) [A-Za-z ]+", first)
    assert match, f"no status line: {first!r}"
    fields = {}
    for line in lines:
        name, colon, value = line.partition(": ")
        assert colon and name.lower() not in fields, f"bad field {line!r}"
        fields[name.lower()] = value
    status = int(match[1])
    length = int(fields.get("content-length", 0))
    if status < 200 or status in (204, 304):
        assert "content-length" not in fields, "a length without a body"
        length = 0
    if method == "HEAD":
        length = 0
    if len(rest) < length:
        return None
    return Answer(status, fields, rest[:length]), rest[length:]


class Wire:
    """One connection."""

    def __init__(self, host, port, timeout=10):
        self.socket = socket.create_connection((host, port), timeout)
        self.data = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)
        return self

    def finish(self):
        """No more from us; we still read."""
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def more(self):
        got = self.socket.recv(65536)
        self.data += got
        return bool(got)

    def answer(self, method="GET"):
        """The next answer; None when the server closed instead."""
        while (found := read_answer(self.data, method)) is None:
            if not self.more():
                assert not self.data, f"cut off: {self.data!r}"
                return None
        self.data = found[1]
        return found[0]

    def answers(self, method="GET"):
        """All answers until the server closes."""
        all = []
        while (one := self.answer(method)) is not None:
            all.append(one)
            method = "GET"
        return all

    def closed(self):
        """Waits for the server to close; it must not say anything more."""
        try:
            assert not self.more(), f"more came: {self.data!r}"
        except ConnectionResetError:
            pass
        return True


def talk(server, data, method="GET"):
    """Sends all, closes our half, reads to the end: as many answers as the server took requests."""
    with Wire(server.host, server.port) as w:
        try:
            w.send(data)
            w.finish()
        except (BrokenPipeError, ConnectionResetError):
            pass
        return w.answers(method)


class WireServer:
    """tests/unit/wire_server.c: the HTTP room alone, with a handler that takes everything."""

    def __init__(self, settings=None):
        self.folder = tempfile.TemporaryDirectory(prefix="madang-wire-", dir="/tmp")
        config = os.path.join(self.folder.name, "conf")
        write_settings(config, settings or {})
        program = os.path.join(ROOT, "build", preset(), "tests", "unit", "wire_server")
        self.log = open(os.path.join(self.folder.name, "log"), "w+")
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", program, "0", config], stdout=subprocess.PIPE,
            stderr=self.log, env={**os.environ, **sanitizer_environment(self.folder.name)})
        self.host, self.port = "127.0.0.1", int(self.wait_for_word("ready"))
        self.url = f"http://{self.host}:{self.port}"

    @property
    def pid(self):
        return self.process.pid

    def wait_for_word(self, word):
        """What stands behind it on the line."""
        line = self.process.stdout.readline().decode()
        if not line.startswith(word):
            self.log.seek(0)
            raise AssertionError(f"{line!r} instead of {word}\n{self.log.read()}")
        return line.removeprefix(word).strip()

    def term(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds=20):
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            code = "no end"
        self.process.stdout.close()
        self.log.seek(0)
        log = self.log.read()
        self.log.close()
        reports = [name for name in os.listdir(self.folder.name) if name.startswith("sanitizer")]
        for name in reports:
            with open(os.path.join(self.folder.name, name), errors="replace") as f:
                log += f.read()
        self.folder.cleanup()
        assert code == 0 and not reports, f"wire_server ended with {code}\n{log}"

    def stop(self):
        self.term()
        self.wait()
