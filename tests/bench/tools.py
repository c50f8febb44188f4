# SPDX-License-Identifier: Apache-2.0
"""The tools of the benches: cores, clients, nginx, processor time."""
import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "lib"))

from client import Client       # noqa: E402
from ports import free_port     # noqa: E402
from postgres import BIN        # noqa: E402
from server import ROOT         # noqa: E402

BUILD = os.path.join(ROOT, "build")
CORES = sorted(os.sched_getaffinity(0))
CLIENT, SERVED = str(CORES[0]), str(CORES[-1])


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], cwd=ROOT, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
    if done.returncode != 0:
        raise SystemExit(f"bench: {' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def compiled(name, *flags):
    """The path of tests/bench/NAME.c as a program."""
    source, program = os.path.join(HERE, name + ".c"), os.path.join(BUILD, name)
    run("gcc", "-D_GNU_SOURCE", "-O2", "-o", program, source, *flags)
    return program


# ---- processes
def family(pid):
    """A process, its children, and theirs."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            fields = stat(entry)
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def stat(pid):
    """/proc/PID/stat behind the name: state, parent, …"""
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()
    except OSError:
        return None


def cpu_us(pid):
    """Processor time of a process and its family, in µs."""
    total = 0
    for one in family(pid):
        try:
            with open(f"/proc/{one}/schedstat") as f:
                total += int(f.read().split()[0])
        except OSError:
            pass
    return total / 1000


def pin(pid, core):
    for one in family(pid):
        subprocess.run(["taskset", "-apc", core, str(one)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def real_time(pid, on):
    """Its workers go before all else on their core, as root: what a machine does besides, agents and the kernel's own threads,
    takes half a hundredth of a core, which is what a p99 looks at."""
    if os.geteuid() != 0:
        return
    for one in family(pid):
        with open(f"/proc/{one}/comm") as f:
            if f.read().startswith("worker"):
                run("chrt", *(("-f", "-p", "1") if on else ("-o", "-p", "0")), one)


# ---- clients; all run on the client's core
def wrk_command(url, seconds, connections=32, script=None, fields=()):
    return ["taskset", "-c", CLIENT, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s",
            *(w for f in fields for w in ("-H", f)), *(["-s", script[0]] if script else []), url,
            *(["--", *script[1:]] if script else [])]


def wrk_rate(said, wrong=0, good=0):
    """Requests a second. wrong: answers that are neither 2xx nor 3xx are expected when set, and not
    counted when good is."""
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if (bad and not wrong) or "Socket errors" in said:
        raise SystemExit(f"bench: wrk\n{said}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    if good and bad:
        rate *= 1 - int(bad[1]) / int(re.search(r"(\d+) requests in", said)[1])
    return rate


def wrk(url, seconds, connections=32, script=None, fields=(), **expect):
    return wrk_rate(run(*wrk_command(url, seconds, connections, script, fields)), **expect)


def pgbench(url, seconds, script, clients=32, **variables):
    said = run("taskset", "-c", CLIENT, f"{BIN}/pgbench", "-n", "-M", "prepared", "-c", clients, "-j", 1, "-T",
               seconds, "-f", os.path.join(HERE, script), *(f"-D{k}={v}" for k, v in variables.items()), url)
    if "ERROR" in said or "actually processed" not in said:
        raise SystemExit(f"bench: pgbench {script}\n{said[-4000:]}")
    found = re.search(r"tps = ([\d.]+)", said)
    return float(found[1]) if found else 1 / seconds     # not one came through: less than this


def pgbench_best(url, script, counts, **variables):
    """The number of clients with which it is quickest."""
    return max(counts, key=lambda c: pgbench(url, 1, script, c, **variables))


def openloop(program, url, rate, seconds, path, connections=64, fields=(), late=False):
    """Its figures. As root it runs in real time: what it shares its core with must not be what it measures. late: there are
    more requests than can be answered, so it waits like anybody else, and answers that never came are expected."""
    host, port = url.split("//")[1].split(":")
    said = json.loads(run(*(["chrt", "-f", "1"] if os.geteuid() == 0 and not late else []), "taskset", "-c", CLIENT, program, host, port,
                          rate, seconds, connections, path, *fields))
    if said["bad"] or (said["missing"] and not late):
        raise SystemExit(f"bench: openloop {path}: {said}")
    return said


# ---- nginx at its best, serving the bytes of our own answers
CONF = """daemon off; worker_processes {workers}; pid {folder}/pid; error_log {folder}/error.log;
{user} events {{ worker_connections 4096; }}
http {{ access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000; open_file_cache max=100; open_file_cache_valid 600s;
gzip_static on; etag on;
client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
scgi_temp_path {folder}/s;
server {{ listen 127.0.0.1:{port} backlog=4096; default_type application/json; root {folder}/files;
location = /nothing {{ default_type application/problem+json; return 404 '{problem}'; }} }} }}
"""


class Nginx:
    def __init__(self, problem, workers):
        self.workers = workers
        self.folder = os.path.join(BUILD, f"bench-nginx-{workers}")
        self.files = os.path.join(self.folder, "files")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.files)
        self.port = free_port()
        with open(self.folder + "/nginx.conf", "w") as f:
            f.write(CONF.format(folder=self.folder, port=self.port, workers=workers, problem=problem.replace("'", "\\'"),
                                user="user root;" if os.geteuid() == 0 else ""))
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
        self.process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", program, "-c", self.folder + "/nginx.conf",
                                         "-p", self.folder], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{self.port}"

    def serves(self, name, body, packed):
        """The URL of a file with these bytes, and with these compressed ones; its ETag."""
        with open(os.path.join(self.files, name), "wb") as f:
            f.write(body)
        with open(os.path.join(self.files, name + ".gz"), "wb") as f:
            f.write(packed)
        api = Client(self.url, check=False)
        answer = api.get("/" + name)
        api.close()
        assert answer.status == 200 and answer.body == body, answer
        return f"{self.url}/{name}", answer.etag

    def answers(self):
        try:
            api = Client(self.url, check=False)
            status = api.get("/nothing").status
            api.close()
            return status == 404
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
