# SPDX-License-Identifier: Apache-2.0
"""A listener of an article's events: a socket, and a thread that reads it.

    with Listener(server.url, article, since=3) as l:
        event = l.next()            # {"event": "change", "id": 4, "v": 4, "new": […], …, "at": seconds}
"""
import json
import queue
import socket
import threading
import time
import urllib.parse


class Listener:
    """path: another one than the article's stream. comments: how many comment lines came. retry: the last `retry:`, in ms.
    ended: the server has closed. head: status line and fields."""

    def __init__(self, url, article=None, since=None, headers=None, path=None, read=True, receive_buffer=None):
        where = urllib.parse.urlsplit(url)
        path = path or f"/v1/articles/{article}/events" + (f"?since={since}" if since is not None else "")
        self.socket = socket.socket()
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(30)
        self.socket.connect((where.hostname, where.port))
        fields = "".join(f"{name}: {value}\r\n" for name, value in {"Host": where.netloc, "Accept": "text/event-stream", **(headers or {})}.items())
        self.socket.sendall(f"GET {path} HTTP/1.1\r\n{fields}\r\n".encode())
        self.events, self.comments, self.retry, self.sizes = queue.Queue(), 0, None, []
        self.ended = threading.Event()
        self.head = self.read_head()
        self.status = int(self.head.split()[1])
        self.thread = threading.Thread(target=self.read, daemon=True)
        if read:
            self.thread.start()

    def read_head(self):
        self.bytes = b""
        while b"\r\n\r\n" not in self.bytes:
            more = self.socket.recv(4096)
            if not more:
                break
            self.bytes += more
        head, _, self.bytes = self.bytes.partition(b"\r\n\r\n")
        return head.decode()

    def read(self):
        self.socket.settimeout(None)
        try:
            while True:
                while b"\n\n" in self.bytes:
                    block, _, self.bytes = self.bytes.partition(b"\n\n")
                    self.take(block)
                if "content-length: " in self.head.lower() and self.retry is not None:
                    break               # it was sent away
                more = self.socket.recv(65536)
                if not more:
                    break
                self.bytes += more
        except OSError:
            pass
        self.ended.set()
        self.events.put(None)

    def take(self, block):
        fields = dict(line.split(": ", 1) for line in block.decode().splitlines() if ": " in line)
        if block.startswith(b":"):
            self.comments += 1
        if "retry" in fields:
            self.retry = int(fields["retry"])
        if "data" in fields:
            self.sizes.append(len(block) + 2)
            event = {"event": fields["event"], "at": time.monotonic(), **json.loads(fields["data"])}
            if "id" in fields:
                event["id"] = int(fields["id"])
            self.events.put(event)

    def next(self, seconds=10):
        """The next event; None if the stream has ended."""
        return self.events.get(timeout=seconds)

    def none(self, seconds):
        """True if no event comes within this time."""
        try:
            self.events.get(timeout=seconds)
            return False
        except queue.Empty:
            return True

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
