# SPDX-License-Identifier: Apache-2.0
"""Goal: run one `madang serve` with generated settings and free ports, keep its log, and assert a clean exit."""
import contextlib
import glob
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from ports import free_port

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# The defaults of tests: quick hashes, no waits, everything in the log.
DEFAULTS = {
    "server.workers": 2,
    "server.drain_timeout": "10s",
    "http.drain_grace": "20ms",     # a stop waits this long for idle connections; tests of draining set it
    "server.heartbeat_interval": "50ms",    # readiness and metrics are at most this old
    "hash.memory": "64kB",
    "hash.passes": 1,
    "hash.workers": 1,
    "hash.nice": 0,         # the machine may be busy with other tests
    "limits.rates": "off",
    "accounts.staff_factor": "off",  # the tests of second factors set it
    "rules.refresh": "100ms",
    "log.level": "debug",
}


def preset():
    return os.environ.get("MADANG_PRESET", "dev")


def binary():
    return os.environ.get("MADANG_BINARY", os.path.join(ROOT, "build", preset(), "madang"))


def write_settings(path, settings):
    """Writes {"section.key": value} as an INI file."""
    sections = {}
    for name, value in settings.items():
        section, key = name.split(".", 1)
        sections.setdefault(section, {})[key] = value
    with open(path, "w") as out:
        for section, keys in sections.items():
            out.write(f"[{section}]\n")
            for key, value in keys.items():
                out.write(f"{key} = {value}\n")
    os.chmod(path, 0o600)


def sanitizer_environment(folder):
    """Where reports go. A library that a test preloads may stand before the sanitizer's."""
    def add(name, more):
        have = os.environ.get(name)
        return f"{have}:{more}" if have else more
    return {
        "ASAN_OPTIONS": add("ASAN_OPTIONS", f"log_path={folder}/sanitizer:exitcode=99:verify_asan_link_order=0"),
        "UBSAN_OPTIONS": add("UBSAN_OPTIONS", f"log_path={folder}/sanitizer:print_stacktrace=1"),
    }


def wall_clock(folder):
    """The environment variables with which tests/lib/clock.c moves a server's wall clock."""
    library = os.path.join(folder, "clock.so")
    subprocess.run(["gcc", "-D_GNU_SOURCE", "-O2", "-shared", "-fPIC", "-o", library,
                    os.path.join(ROOT, "tests", "lib", "clock.c")], check=True)
    return {"LD_PRELOAD": library}


running = []            # a failing test prints the logs of these servers


class Server:
    """settings: {"section.key": value}, which override DEFAULTS. url, owner_url: database.url and database.owner_url.
    user: the account that runs `madang serve` and owns its folder if the tests run as root."""

    def __init__(self, url, owner_url, settings=None, environment=None, host="127.0.0.1", user=None):
        self.folder = tempfile.mkdtemp(prefix="madang-", dir="/tmp")
        self.host = host
        self.user = user if os.geteuid() == 0 else None
        self.port, self.admin_port = free_port(), free_port()
        self.settings = {
            **DEFAULTS,
            "server.listen": f"{host}:{self.port}",
            "server.admin_listen": f"127.0.0.1:{self.admin_port}",
            "server.base_url": f"http://{host}:{self.port}",
            "server.run_dir": os.path.join(self.folder, "run"),
            "fetch.socket": os.path.join(self.folder, "run", "fetch"),
            "database.url": url,
            "database.owner_url": owner_url,
            **(settings or {}),
        }
        self.environment = environment or {}
        self.config = os.path.join(self.folder, "madang.conf")
        self.log = os.path.join(self.folder, "log")
        os.mkdir(os.path.join(self.folder, "run"), 0o700)
        self.write()
        self.give_folder_to_user()
        self.process = None

    # ---- start and stop
    def start(self, wait="readyz", seconds=30):
        """wait: the probe that must answer 200, "healthz" or "readyz"; None: return at once."""
        log = open(self.log, "ab")
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *self.setpriv_options(), self.program(), "serve", "-c", self.config],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/" if self.user else ROOT, env=self.env())
        log.close()
        if wait is not None:
            try:
                self.wait_for(lambda: self.admin("/" + wait)[0] == 200, seconds, wait)
            except BaseException:
                self.kill()
                raise
        return self

    def stop(self, seconds=30):
        """Sends SIGTERM; the server must end with status 0 and without a sanitizer report."""
        self.end(signal.SIGTERM, seconds)
        code, self.process = self.process.returncode, None
        assert code == 0, f"madang ended with {code}\n{self.tail()}"
        self.assert_clean()
        lost = [line for line in self.log_text().splitlines() if '"page value lost"' in line]
        assert not lost, "a page lacks a value that its template shows:\n" + "\n".join(lost[:5])

    def end(self, how, seconds=30):
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
            raise AssertionError(f"madang did not end within {seconds} s of {how}\n{self.tail()}")

    def kill(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)
        self.process = None

    def close(self):
        self.kill()
        if not os.environ.get("MADANG_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def reload(self, settings=None):
        self.settings.update(settings or {})
        self.write()
        self.process.send_signal(signal.SIGHUP)

    def assert_clean(self):
        reports = sorted(glob.glob(self.folder + "/sanitizer*"))
        text = "".join(open(p, errors="replace").read() for p in reports)
        assert not reports, "sanitizer reports:\n" + text[:20000]

    # ---- settings file, user, environment
    def write(self):
        write_settings(self.config, self.settings)

    def setpriv_options(self):
        if self.user is None:
            return []
        return ["--reuid", self.user, "--regid", "nogroup", "--clear-groups"]

    def program(self):
        """The path of the binary. Another user gets a copy beside the settings, because the build folder may be closed to it."""
        if self.user is None:
            return binary()
        return os.path.join(self.folder, "madang")

    def give_folder_to_user(self):
        """Makes the user that serves the owner of the folder; root can still read and write it."""
        if self.user is None:
            return
        shutil.copy(binary(), self.program())
        for path in (self.folder, *glob.glob(self.folder + "/*")):
            shutil.chown(path, self.user, "nogroup")

    def env(self):
        """MADANG_DATA names the clone, which has the schema and config; an installed binary finds its own."""
        data = {"MADANG_DATA": ROOT} if binary().startswith(ROOT + os.sep) else {}
        return {**data, **os.environ, **sanitizer_environment(self.folder), **self.environment}

    @property
    def pid(self):
        return self.process.pid

    def children(self, kind=""):
        """The process ids of the supervisor's children whose name has `kind` in it."""
        found = []
        with open(f"/proc/{self.pid}/task/{self.pid}/children") as f:
            pids = f.read().split()
        for pid in pids:
            with contextlib.suppress(OSError), open(f"/proc/{pid}/comm") as f:      # it may have ended
                if kind in f.read():
                    found.append(int(pid))
        return found

    def worker(self):
        """The process id of the first worker that is listed."""
        found = self.children("worker")
        assert found, "no worker"
        return found[0]

    @property
    def url(self):
        return f"http://{self.host}:{self.port}"

    @property
    def admin_url(self):
        return f"http://127.0.0.1:{self.admin_port}"

    def admin(self, path):
        """(status, text) from the admin listener; (0, the error) if the connection fails."""
        try:
            with urllib.request.urlopen(self.admin_url + path, timeout=5) as a:
                return a.status, a.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode()
        except OSError as e:
            return 0, str(e)

    def metric(self, name, **labels):
        """The sum of the metric's samples that have these labels; 0.0 without such a sample."""
        total = 0.0
        for line in self.admin("/metrics")[1].splitlines():
            if line.split("{")[0].split(" ")[0] == name and all(f'{k}="{v}"' in line for k, v in labels.items()):
                total += float(line.rsplit(" ", 1)[1])
        return total

    def wait_for(self, condition, seconds=10, what="the condition"):
        until = time.monotonic() + seconds
        while not condition():
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(f"madang ended with {self.process.returncode} while waiting "
                                     f"for {what}\n{self.tail()}")
            if time.monotonic() > until:
                raise AssertionError(f"no {what} within {seconds} s\n{self.tail()}")
            time.sleep(0.02)

    def log_lines(self):
        """The log's JSON lines as dicts; other lines are left out."""
        lines = []
        for line in self.log_text().splitlines():
            try:
                lines.append(json.loads(line))
            except ValueError:
                continue
        return lines

    def log_text(self):
        try:
            with open(self.log, errors="replace") as f:
                return f.read()
        except OSError:
            return ""

    def tail(self, lines=40):
        found = "\n".join(self.log_text().splitlines()[-lines:])
        for path in sorted(glob.glob(self.folder + "/sanitizer*")):
            found += "\n" + open(path, errors="replace").read()[:8000]
        return f"---- log of madang ({self.log})\n{found}"

    # ---- the command line, with the same settings
    def cli(self, *args, stdin="", check=True, environment=None):
        """`madang ARGS -c FILE`; returns the finished process. check: assert exit status 0."""
        env = {**self.env(), **(environment or {})}
        done = subprocess.run([binary(), *args, "-c", self.config], input=stdin, cwd=ROOT, env=env,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120)
        self.assert_clean()
        if check:
            assert done.returncode == 0, (f"madang {' '.join(args)} ended with {done.returncode}\n"
                                          f"{done.stdout}{done.stderr}")
        return done


def migrate(url, owner_url, site=True):
    """Migrates a database. site: with one site, "default"."""
    server = Server(url, owner_url)
    try:
        server.cli("migrate")
        if site:
            server.cli("site", "create", "default", "--title", "The Default Courier")
    finally:
        server.close()
