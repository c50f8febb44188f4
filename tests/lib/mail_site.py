# SPDX-License-Identifier: Apache-2.0
"""Goal: run one `madang courier` against a scripted SMTP server, and read the mails that arrive.

    with SmtpServer(script) as smtp, Courier(database, smtp) as courier: …

A script is a function of a Session. Without one, the server accepts everything."""
import base64
import contextlib
import email
import email.policy
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time

from server import ROOT, binary, sanitizer_environment, write_settings


class Session:
    """One connection of the SMTP server. command() reads a line; say() writes one; data() reads a mail's text."""

    def __init__(self, server, sock):
        self.server, self.sock = server, sock
        self.lines = sock.makefile("rb")
        self.sender, self.recipients, self.text = None, [], b""
        self.tls = False
        self.login = None

    def say(self, *lines):
        for line in lines:
            self.sock.sendall(line.encode() + b"\r\n")

    def command(self):
        """The next line without its end; "" at the end of the connection."""
        return self.lines.readline().decode("utf-8", "surrogateescape").rstrip("\r\n")

    def data(self):
        """The text up to the line of one full stop, which RFC 5321 4.5.2 unstuffs."""
        got = []
        while (line := self.lines.readline()) not in (b".\r\n", b""):
            got.append(line[1:] if line.startswith(b".") else line)
        if not line:
            raise ConnectionResetError("the text has no end")
        return b"".join(got)

    def start_tls(self, context):
        self.say("220 go on")
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.lines = self.sock.makefile("rb")
        self.tls = True

    def extensions(self):
        offered = ["STARTTLS"] if self.server.context and not self.tls else []
        return offered + (["AUTH PLAIN"] if self.server.password else []) + ["SMTPUTF8", "SIZE 1000000"]

    def converse(self, refuse=lambda session, line: None):
        """Speaks SMTP. refuse(session, line) returns a reply instead of the usual one, or None; "" closes the connection."""
        self.say("220 test ready")
        while line := self.command():
            self.server.commands.append(line)
            reply = refuse(self, line)
            if reply == "":
                return
            if reply is not None:
                self.say(reply)
            elif not self.answer(line, refuse):
                return

    def answer(self, line, refuse):
        word = line.split(" ")[0].split(":")[0].upper()
        if word == "EHLO":
            more = self.extensions()
            self.say("250-test", *[f"250{'-' if i + 1 < len(more) else ' '}{x}" for i, x in enumerate(more)])
        elif word == "STARTTLS":
            self.start_tls(self.server.context)
        elif word == "AUTH":
            self.say("334 ")
            self.login = base64.b64decode(self.command()).decode().split("\0")[1:]
            self.say("235 welcome" if self.login == self.server.password else "535 wrong password")
        elif word == "MAIL":
            self.sender, self.recipients = line, []
            self.say("250 ok")
        elif word == "RCPT":
            self.recipients.append(line)
            self.say("250 ok")
        elif word == "DATA":
            self.say("354 go on")
            text = self.data()
            reply = refuse(self, "TEXT")
            if reply == "":
                self.server.keep(self, text, seen=False)
                return False
            if reply is None or reply.startswith("2"):
                self.server.keep(self, text)
            self.say(reply or "250 accepted")
        elif word == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True


class Mail:
    def __init__(self, session, raw):
        self.raw = raw
        self.sender, self.recipients = session.sender, list(session.recipients)
        self.tls, self.login = session.tls, session.login
        self.message = email.message_from_bytes(raw, policy=email.policy.default)

    @property
    def id(self):
        return self.message["Message-ID"]

    @property
    def text(self):
        return self.message.get_body(("plain",)).get_content().replace("\r\n", "\n")

    @property
    def html(self):
        return self.message.get_body(("html",)).get_content().replace("\r\n", "\n")


class SmtpServer:
    """mails: those that got a reply 2xx; unanswered: those that arrived before the connection was closed."""

    def __init__(self, script=None, context=None, password=None, implicit=False):
        self.script = script or (lambda session: session.converse())
        self.context, self.password, self.implicit = context, password, implicit
        self.mails, self.unanswered, self.commands, self.faults = [], [], [], []
        self.open = 0
        self.most = 0
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.socket.getsockname()[1]
        self.ending = False
        self.sockets = set()
        threading.Thread(target=self.accept, daemon=True).start()

    def keep(self, session, text, seen=True):
        (self.mails if seen else self.unanswered).append(Mail(session, text))

    def accept(self):
        while not self.ending:
            try:
                sock, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[sock], daemon=True).start()

    def serve(self, sock):
        with self.lock:
            self.open += 1
            self.most = max(self.most, self.open)
            self.sockets.add(sock)
        session = None
        try:
            if self.implicit:
                sock = self.context.wrap_socket(sock, server_side=True)
            session = Session(self, sock)
            session.tls = self.implicit
            self.script(session)
        except (OSError, ssl.SSLError):
            pass                                # the courier closed the connection
        except Exception as fault:              # a fault of the script must fail the test
            self.faults.append(fault)
        finally:
            with contextlib.suppress(OSError):
                (session.sock if session else sock).shutdown(socket.SHUT_RDWR)
            (session.sock if session else sock).close()
            if session:
                session.lines.close()
            with self.lock:
                self.open -= 1

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.ending = True
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)      # wakes accept()
        self.socket.close()
        for sock in list(self.sockets):
            with contextlib.suppress(OSError):
                sock.close()
        if exception[0] is None:
            assert not self.faults, self.faults


class Courier:
    """One `madang courier`. settings override the quick defaults of tests."""

    def __init__(self, database, smtp=None, settings=None, environment=None):
        self.folder = tempfile.mkdtemp(prefix="madang-courier-", dir="/tmp")
        self.mail_dir = os.path.join(self.folder, "mail")
        url = database.pg.url(database.name, "madang_courier")
        self.settings = {
            "database.url": url, "database.courier_url": url,
            "server.base_url": "http://127.0.0.1:8080",
            "fetch.socket": os.path.join(self.folder, "fetch"),
            "mail.dir": self.mail_dir, "mail.poll_interval": "20ms", "mail.retry_min": "50ms", "mail.retry_max": "200ms",
            "mail.tls": "off", "mail.timeout": "5s", "mail.connect_timeout": "5s", "database.backoff_max": "200ms",
            "server.drain_timeout": "1s", "log.level": "debug",
            **({"mail.transport": "smtp", "mail.smtp_url": f"smtp://127.0.0.1:{smtp.port}"} if smtp else {}),
            **(settings or {})}
        self.environment = environment or {}
        self.config = os.path.join(self.folder, "madang.conf")
        self.log = os.path.join(self.folder, "log")
        self.process = None

    def start(self):
        write_settings(self.config, self.settings)
        env = {"MADANG_DATA": ROOT, **os.environ, **sanitizer_environment(self.folder), **self.environment}
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", binary(), "courier", "-c", self.config],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT, env=env)
        self.wait_for(lambda: '"courier started"' in self.log_text(), what="the start")
        return self

    def reload(self, settings):
        self.settings.update(settings)
        write_settings(self.config, self.settings)
        self.process.send_signal(signal.SIGHUP)

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        assert code == 0, f"the courier ended with {code}\n{self.log_text()[-3000:]}\n{self.reports()}"
        assert not self.reports()

    def reports(self):
        """What the sanitizers reported."""
        names = [name for name in os.listdir(self.folder) if name.startswith("sanitizer")]
        return "\n".join(open(os.path.join(self.folder, name)).read() for name in names)

    def log_text(self):
        with open(self.log, errors="replace") as f:
            return f.read()

    def wait_for(self, condition, seconds=15, what="the condition"):
        until = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, f"the courier ended\n{self.log_text()}"
            assert time.monotonic() < until, f"no {what} within {seconds} s\n{self.log_text()[-3000:]}"
            time.sleep(0.01)

    def __enter__(self):
        return self.start()

    def __exit__(self, *exception):
        if self.process.poll() is None and exception[0] is None:
            self.stop()
        elif self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def certificate(folder, name="127.0.0.1"):
    """(server's SSLContext, file of the authority) with a certificate for this name or address, signed by itself."""
    key, cert = os.path.join(folder, f"{name}.key"), os.path.join(folder, f"{name}.pem")
    kind = "IP" if name[0].isdigit() else "DNS"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName={kind}:{name}"], check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert
