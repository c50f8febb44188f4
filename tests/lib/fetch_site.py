# SPDX-License-Identifier: Apache-2.0
"""Goal: call a scripted provider through one `madang courier`, in the place of a worker (server/fetch/wire.h).

    with Provider(context) as provider, Courier(database, settings={"fetch.ca_file": ca}) as courier:
        answer = Call(courier, provider.url + "/keys", inside=provider.url).answer()

A script is a function of a provider's connection. Without one, the provider answers 200 with the request's path."""
import contextlib
import os
import socket
import ssl
import struct
import subprocess
import threading

from server import ROOT

REQUEST = struct.Struct("=iI2049s2049s16385s1025s1025s128s3x")
REPLY = struct.Struct("=iiI128s")
FETCHED, BUSY, FAILED, TIMEOUT = range(4)
BODY_MAX = 262144
PUBLIC = "9.9.9.9"      # names.c leads connections to it to this machine


class Names:
    """What names resolve to; see names.c. environment is for the courier."""

    def __init__(self, folder):
        library, self.path = os.path.join(folder, "names.so"), os.path.join(folder, "names")
        subprocess.run(["gcc", "-D_GNU_SOURCE", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library,
                        os.path.join(ROOT, "tests", "lib", "names.c"), "-ldl"], check=True)
        self.environment = {"LD_PRELOAD": library, "MADANG_NAMES": self.path}
        self.set()

    def set(self, **names):
        """id_example="127.0.0.1 ::1": the addresses of id.example."""
        with open(self.path + ".new", "w") as f:
            f.writelines(f"{name.replace('_', '.')} {addresses}\n" for name, addresses in names.items())
        os.replace(self.path + ".new", self.path)


class Answer:
    def __init__(self, result, status=0, kind="", body=b""):
        self.result, self.status, self.kind, self.body = result, status, kind, body

    def __repr__(self):
        return f"Answer({self.result}, {self.status}, {self.kind!r}, {self.body[:80]!r})"


class Call:
    """One call; it is under way at once. seconds: how long the worker waits."""

    def __init__(self, courier, url, inside="", form=None, user="", password="", accept="application/json", seconds=10):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket.settimeout(20)
        self.socket.connect(courier.settings["fetch.socket"])
        self.socket.send(REQUEST.pack(form is not None, int(seconds * 1000), url.encode(), inside.encode(), (form or "").encode(),
                                      user.encode(), password.encode(), accept.encode()))

    def answer(self):
        """ConnectionResetError: the courier ended."""
        with self.socket:
            head = self.socket.recv(REPLY.size)
            if not head:
                raise ConnectionResetError
            result, status, n, kind = REPLY.unpack(head)
            body = b""
            while len(body) < n:
                part = self.socket.recv(1 << 16)
                if not part:
                    raise ConnectionResetError
                body += part
            assert not self.socket.recv(1), "more than the head promised"
            return Answer(result, status, kind.rstrip(b"\0").decode(), body)

    def withdraw(self):
        self.socket.close()


class Connection:
    """One connection of the provider. read() reads a request; answer() writes a response."""

    def __init__(self, provider, sock):
        self.provider, self.sock = provider, sock
        self.target, self.fields, self.body = None, {}, b""

    def read(self):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            got = self.sock.recv(1)
            if not got:
                raise ConnectionResetError
            head += got
        first, *lines = head.decode().split("\r\n")[:-2]
        self.method, self.target, _ = first.split(" ")
        self.fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        n = int(self.fields.get("content-length", 0))
        while len(self.body) < n:
            self.body += self.sock.recv(n - len(self.body))
        self.provider.requests.append(self)
        return self

    def answer(self, status="200 OK", body=b"", fields=(), length=None):
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *fields, "", ""]
        self.sock.sendall("\r\n".join(lines).encode() + body)

    def wait_for_close(self):
        with contextlib.suppress(OSError):
            self.sock.settimeout(30)
            while self.sock.recv(4096):
                pass
        self.provider.closed.release()


class Provider:
    """A server on 127.0.0.1. name: the host of its url; context None: http. connections: accepted ones; requests: those that
    were read; held: released for each request that hold() keeps; closed: for each of these that the courier closed."""

    def __init__(self, context, script=None, name="127.0.0.1"):
        self.context, self.script = context, script or (lambda c: c.read().answer(body=c.target.encode()))
        self.connections, self.requests, self.faults = 0, [], []
        self.held, self.closed = threading.Semaphore(0), threading.Semaphore(0)
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.url = f"{'https' if context else 'http'}://{name}:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def hold(self, connection):
        """A script: never answers."""
        connection.read()
        self.held.release()
        connection.wait_for_close()

    def accept(self):
        while True:
            try:
                sock, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=[sock], daemon=True).start()

    def serve(self, sock):
        try:
            sock.settimeout(30)
            if self.context:
                sock = self.context.wrap_socket(sock, server_side=True)
            self.script(Connection(self, sock))
        except (OSError, ssl.SSLError):
            pass                                # the courier closed the connection
        except Exception as fault:              # a fault of the script must fail the test
            self.faults.append(fault)
        finally:
            sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)      # wakes accept()
        self.socket.close()
        if exception[0] is None:
            assert not self.faults, self.faults
