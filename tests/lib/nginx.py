# SPDX-License-Identifier: Apache-2.0
"""The real nginx with the shipped configuration; only paths and ports are put in."""
import os
import shutil
import ssl
import subprocess
import tempfile
import time

from server import ROOT, free_port

SHIPPED = os.path.join(ROOT, "deploy", "nginx", "madang.conf")
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
MAIN = """daemon off;
{user}
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log info;
events {{ worker_connections 512; }}
http {{
	access_log {folder}/access.log;
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	include {folder}/madang.conf;
}}
"""


class Nginx:
    def __init__(self, upstream_port):
        self.folder = tempfile.mkdtemp(prefix="madang-nginx-", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.port, self.plain_port = free_port(), free_port()
        self.process = None
        self.certificate()
        with open(SHIPPED) as f:
            text = f.read()
        for old, new in (
                ("server 127.0.0.1:8080", f"server 127.0.0.1:{upstream_port}"),
                ("listen 80;", f"listen 127.0.0.1:{self.plain_port};"),
                ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port} ssl http2;"),
                ("\tlisten [::]:80;\n", ""),
                ("\tlisten [::]:443 ssl http2;\n", ""),
                ("/etc/ssl/certs/talk.example.org.pem", self.folder + "/cert.pem"),
                ("/etc/ssl/private/talk.example.org.key", self.folder + "/key.pem")):
            assert old in text, f"the shipped nginx configuration has no {old!r}"
            text = text.replace(old, new)
        with open(self.folder + "/madang.conf", "w") as f:
            f.write(text)
        with open(self.folder + "/nginx.conf", "w") as f:
            f.write(MAIN.format(folder=self.folder, user="user nobody nogroup;" if os.geteuid() == 0 else ""))

    def certificate(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                        "/CN=talk.example.org", "-addext", "subjectAltName=DNS:talk.example.org",
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
