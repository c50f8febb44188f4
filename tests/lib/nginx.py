# SPDX-License-Identifier: Apache-2.0
"""The real nginx with the shipped configuration; only names, paths and ports are put in."""
import http.client
import json
import os
import resource
import shutil
import socket
import ssl
import subprocess
import tempfile
import time

from client import Answer
from ports import free_port
from server import ROOT

SHIPPED = os.path.join(ROOT, "deploy", "nginx")
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
NAME = "talk.example.org"
ORIGIN = f"https://{NAME}"
MAIN = """daemon off;
{limits}
{user}
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log info;
events {{ worker_connections 20000; }}
http {{
	access_log {folder}/access.log;
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	include {folder}/conf.d/*.conf;
}}
"""


class Nginx:
    """files: those of deploy/nginx. replaced: texts in them and what a site would write there."""

    def __init__(self, upstream_port, files=("madang.conf",), replaced=None):
        self.folder = tempfile.mkdtemp(prefix="madang-nginx-", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.port, self.plain_port = free_port(), free_port()
        self.process = None
        self.certificate()
        self.replaced = {
            "server 127.0.0.1:8080": f"server 127.0.0.1:{upstream_port}",
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
            "\tlisten [::]:80;\n": "",
            "\tlisten [::]:443 ssl http2;\n": "",
            "/etc/ssl/certs/talk.example.org.pem": self.folder + "/cert.pem",
            "/etc/ssl/private/talk.example.org.key": self.folder + "/key.pem",
            "/etc/ssl/certs/news.example.pem": self.folder + "/cert.pem",
            "/etc/ssl/private/news.example.key": self.folder + "/key.pem",
            "/var/www/news": self.folder + "/news",
            **(replaced or {})}
        self.ship(files)
        with open(self.folder + "/nginx.conf", "w") as f:
            with open(os.path.join(SHIPPED, "limits.conf")) as limits:
                main = limits.read().replace("65536", str(resource.getrlimit(resource.RLIMIT_NOFILE)[1]))      # as far as we may
            for old, new in self.replaced.items():
                main = main.replace(old, new)
            f.write(MAIN.format(folder=self.folder, limits=main, user="user nobody nogroup;" if os.geteuid() == 0 else ""))

    def ship(self, files):
        found = {old for old in self.replaced if old.startswith("worker_")}         # of limits.conf
        os.mkdir(self.folder + "/conf.d")
        for name in files:
            with open(os.path.join(SHIPPED, name)) as f:
                text = f.read()
            for old, new in self.replaced.items():
                found.update([old] if old in text else [])
                text = text.replace(old, new)
            with open(f"{self.folder}/conf.d/{name}", "w") as f:
                f.write(text)
        lost = [old for old in self.replaced if old not in found and not ("news" in old and files == ("madang.conf",))]
        assert not lost, f"the shipped nginx configuration has no {lost}"

    def certificate(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                        "/CN=talk.example.org", "-addext",
                        "subjectAltName=DNS:talk.example.org,DNS:news.example,DNS:desk.news.example",
                        "-keyout", self.folder + "/key.pem", "-out", self.folder + "/cert.pem"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def context(self):
        return ssl.create_default_context(cafile=self.folder + "/cert.pem")

    def start(self):
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", NGINX, "-c", self.folder + "/nginx.conf", "-p", self.folder],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=open(self.folder + "/stderr", "wb"))
        until = time.monotonic() + 10
        while not os.path.exists(self.folder + "/pid") or not open(self.folder + "/pid").read().strip():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError("nginx did not start\n" + self.errors())
            time.sleep(0.02)
        return self

    def errors(self):
        found = ""
        for name in ("stderr", "error.log"):
            try:
                found += open(f"{self.folder}/{name}", errors="replace").read()
            except OSError:
                pass
        return found

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


class Https(http.client.HTTPSConnection):
    """To nginx's port, by the site's name."""

    def __init__(self, nginx, name=NAME):
        super().__init__(name, nginx.port, context=nginx.context(), timeout=20)
        self.name = name

    def connect(self):
        raw = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(raw, server_hostname=self.name)

    def ask(self, method, path, body=None, headers=None):
        fields = {"Host": self.name, **(headers or {})}
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            fields["Content-Type"] = "application/json"
        self.request(method, path, body, fields)
        got = self.getresponse()
        return Answer(method, path, got.status, got.headers, got.read())
