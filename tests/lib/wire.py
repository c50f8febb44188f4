# SPDX-License-Identifier: Apache-2.0
"""Bytes to a server and back, also bytes that http.client refuses to send."""
import os
import re
import signal
import socket
import subprocess
import tempfile

from server import ROOT, preset, running, sanitizer_environment, write_settings

# The statuses of the HTTP parser, which closes the connection after each. Any other status means that it accepted the request.
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
        """The server announces that it closes after this answer."""
        return self.fields.get("connection", "").lower() == "close"


def read_answer(data, method="GET"):
    """(Answer, the bytes after it); None while the answer is incomplete."""
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
        """Closes our sending side; reading goes on."""
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
        """Waits for the server to close; it must send nothing before that."""
        try:
            assert not self.more(), f"more came: {self.data!r}"
        except ConnectionResetError:
            pass
        return True


def talk(server, data, method="GET"):
    """Sends data, closes our side, reads to the end: one answer for each request that the server accepted."""
    with Wire(server.host, server.port) as w:
        try:
            w.send(data)
            w.finish()
        except (BrokenPipeError, ConnectionResetError):
            pass
        return w.answers(method)


class WireServer:
    """tests/unit/wire_server.c: the HTTP layer alone, with a handler that accepts every request.
    A failing test shows its log."""

    def __init__(self, settings=None):
        self.folder = tempfile.TemporaryDirectory(prefix="madang-wire-", dir="/tmp")
        config = os.path.join(self.folder.name, "conf")
        write_settings(config, settings or {})
        program = os.path.join(ROOT, "build", preset(), "tests", "unit", "wire_server")
        self.log = open(os.path.join(self.folder.name, "log"), "w+")
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", program, "0", config], stdout=subprocess.PIPE,
            stderr=self.log, env={**os.environ, **sanitizer_environment(self.folder.name)})
        self.ended = False
        running.append(self)
        self.host, self.port = "127.0.0.1", int(self.wait_for_word("ready"))
        self.url = f"http://{self.host}:{self.port}"

    @property
    def pid(self):
        return self.process.pid

    def wait_for_word(self, word):
        """The rest of the next line, which begins with word."""
        line = self.process.stdout.readline().decode()
        if not line.startswith(word):
            raise AssertionError(f"{line!r} instead of {word}\n{self.tail()}")
        return line.removeprefix(word).strip()

    def tail(self):
        """The log; after the end, with the sanitizers' reports."""
        if self.ended:
            return self.log_text
        with open(self.log.name, errors="replace") as f:
            return f.read()

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
        log = self.tail()
        self.log.close()
        reports = [name for name in os.listdir(self.folder.name) if name.startswith("sanitizer")]
        for name in reports:
            with open(os.path.join(self.folder.name, name), errors="replace") as f:
                log += f.read()
        self.log_text, self.ended = log, True
        self.folder.cleanup()
        assert code == 0 and not reports, f"wire_server ended with {code}\n{log}"

    def stop(self):
        self.term()
        self.wait()
