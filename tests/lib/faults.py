# SPDX-License-Identifier: Apache-2.0
"""The faults that tests/fault/test_oracle.py injects under load: one generator function each, in the table FAULTS.

    def name(rig):
        inject
        yield               # The load runs.
        heal, and assert that the fault was met.

A fault that lasts for less than the load is injected and healed before it yields. `rig` is a Rig of that test.
"""
import contextlib
import os
import re
import signal
import socket
import subprocess
import threading
import time

import pytest

CGROUPS = "/sys/fs/cgroup/memory"
HOUR = 3600


def again_and_again(seconds, what):
    """Calls what() every `seconds` until the function that it returns is called."""
    stop, broken = threading.Event(), []

    def run():
        try:
            while not stop.wait(seconds):
                what()
        except BaseException as e:
            broken.append(e)
    t = threading.Thread(target=run, daemon=True)
    t.start()

    def end():
        stop.set()
        t.join()
        assert not broken, broken[0]
    return end


# ---- the way to PostgreSQL
def connections_cut(rig):
    """Every connection to PostgreSQL is terminated, again and again."""
    def cut():
        for pid in rig.backends():
            rig.database.sql("select pg_terminate_backend(%s)", [pid], user="postgres")
    end = again_and_again(0.4, cut)
    yield
    end()


def proxied(mode, **options):
    def fault(rig):
        rig.proxy.set(mode, **options)
        yield
        rig.proxy.set("pass")
    fault.__name__ = mode
    return fault


def answers_of_commits_lost(rig):
    """One commit in ten is executed and its answer never arrives."""
    rig.proxy.set("drop_commits", share=0.1)
    yield
    rig.proxy.set("pass")
    assert rig.proxy.cuts > 0, "no answer was dropped: the row tested nothing"


def black_hole(rig):
    """For a second and a half PostgreSQL reads and answers nothing."""
    rig.proxy.set("swallow")
    time.sleep(1.5)
    rig.proxy.set("pass")
    yield


def unreachable(rig):
    """PostgreSQL refuses connections for a second."""
    rig.proxy.set("refuse")
    time.sleep(1)
    rig.proxy.set("pass")
    yield


# ---- processes
def worker_killed(rig):
    def kill():
        died = rig.server.metric("madang_children_exited_total")
        os.kill(rig.a_worker(), signal.SIGKILL)
        rig.server.wait_for(lambda: rig.server.metric("madang_children_exited_total") > died, what="a new worker")
    end = again_and_again(0.8, kill)
    yield
    end()


def worker_frozen(rig):
    """One worker is stopped for a second."""
    pid = rig.a_worker()
    os.kill(pid, signal.SIGSTOP)
    time.sleep(1)
    os.kill(pid, signal.SIGCONT)
    yield


def settings_reloaded(rig):
    """SIGHUP ten times a second."""
    end = again_and_again(0.1, lambda: os.kill(rig.server.pid, signal.SIGHUP))
    yield
    end()


# ---- PostgreSQL itself
def database_crashed(rig):
    """PostgreSQL stops at once, without a checkpoint, and comes back."""
    rig.postgres.restart(signal.SIGQUIT)
    yield


def article_locked(rig):
    """Somebody holds one article's row for two seconds."""
    link = rig.postgres.connect(rig.database.name)
    link.autocommit = False
    with link.cursor() as at:
        at.execute("select 1 from core.article order by id limit 1 for update")
        time.sleep(2)
    link.rollback()
    link.close()
    yield


# ---- full disks
def disk_of(rig, name):
    disk = rig.disks[name]
    if disk.refused:
        pytest.skip(f"no disk of its own: {disk.refused}")
    return disk


def data_disk_full(rig):
    """The file system of the database's tables has no page left, until it grows."""
    disk, read = disk_of(rig, "data"), os.path.getsize(rig.postgres.log)
    disk.fill()
    try:
        yield
        rig.server.wait_for(lambda: not rig.ready(), 10, "503 of /readyz on a full disk")
        said = rig.server.admin("/readyz")[1]
        assert "53100" in said or "connection" in said, said
    finally:
        disk.free()
    with open(rig.postgres.log, errors="replace") as log:
        log.seek(read)
        assert "could not extend file" in log.read(), "PostgreSQL met no full disk: the row tested nothing"


def wal_disk_full(rig):
    """The write-ahead log's file system has no page left. PostgreSQL stops with PANIC then; it is started when there is room."""
    disk, read = disk_of(rig, "wal"), os.path.getsize(rig.postgres.log)
    disk.fill()
    try:
        use_up_segments(rig)
        yield
    finally:
        disk.free()
    if rig.postgres.process.poll() is not None:
        rig.postgres.start()
    rig.postgres.wait_ready()
    with open(rig.postgres.log, errors="replace") as log:
        log.seek(read)
        assert re.search("PANIC: .*No space left", log.read()), "PostgreSQL met no full disk: the row tested nothing"


def use_up_segments(rig):
    """Goes to the next segment of the log until there is none."""
    for _ in range(64):
        try:
            rig.postgres.sql("select pg_logical_emit_message(true, 'fault', 'x')")
            rig.postgres.sql("select pg_switch_wal()")
        except Exception:       # the server has gone down, as it should
            return
    raise AssertionError("64 segments of the log, and still room")


def heads_disk_full(rig):
    """The file of the audit's heads cannot grow: seals go on, and all heads are written once there is room."""
    disk = disk_of(rig, "heads")
    disk.fill()
    try:
        disk.pad(rig.server.settings["audit.heads_file"])
        yield
        rig.server.wait_for(lambda: rig.server.metric("madang_audit_heads_waiting") >= 1, 20, "a head that waits")
    finally:
        disk.free()
    rig.server.wait_for(lambda: rig.server.metric("madang_audit_heads_waiting") == 0, 20, "the heads")
    assert rig.server.cli("audit", "verify").returncode == 0


def log_disk_full(rig):
    """The log's file cannot grow: lines are dropped and counted, and nothing waits."""
    disk, dropped = disk_of(rig, "log"), rig.server.metric("madang_log_lines_dropped_total")
    disk.fill()
    try:
        disk.pad(rig.server.log)
        yield
        assert rig.server.metric("madang_log_lines_dropped_total") > dropped, "no line was dropped: the row tested nothing"
    finally:
        disk.free()


# ---- system calls
def calls_fail(name, doc, process, *calls):
    """A row in which the system calls of one process fail as strace's `inject` words say. process: "new worker" for
    the successor of one that is killed, from its first call."""
    def fault(rig):
        pid = rig.server.pid if process == "new worker" else rig.a_child(process)
        out = os.path.join(rig.folder, "strace")
        tracer = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", out, "-e", "trace=" + ",".join(call.split(":")[0] for call in calls),
             *(word for call in calls for word in ("-e", "inject=" + call)), "-p", str(pid)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            if process == "new worker":
                rig.server.wait_for(lambda: tracer_of(pid) == tracer.pid, what="strace")
                os.kill(rig.a_worker(), signal.SIGKILL)
            yield
            rig.server.wait_for(lambda: injected(out) > 0, 30, "failed call: the row tests nothing")
        finally:
            tracer.send_signal(signal.SIGINT)
            said = tracer.communicate(timeout=20)[1]
        assert tracer.returncode in (0, 130, -signal.SIGINT) and not said, said
        print(f"{name}: {injected(out)} calls failed")
    fault.__name__, fault.__doc__ = name, doc
    return fault


def injected(out):
    """How many calls the output of strace says it made fail."""
    with open(out, errors="replace") as f:
        return sum("(INJECTED)" in line for line in f)


def tracer_of(pid):
    with open(f"/proc/{pid}/status") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("TracerPid:"))


# ---- memory
def memory_limit_reached(rig):
    """One worker may have a megabyte more in its cgroup: the kernel kills it, and a new one takes over."""
    group, died = f"{CGROUPS}/madang-fault-{os.getpid()}", rig.server.metric("madang_children_exited_total")
    try:
        os.mkdir(group)
    except OSError as e:
        pytest.skip(f"no cgroup of its own: {e}")
    try:
        write(f"{group}/memory.limit_in_bytes", 1 << 20)
        write(f"{group}/cgroup.procs", rig.a_worker())
        yield
        rig.server.wait_for(lambda: rig.server.metric("madang_children_exited_total") > died, 30, "the end of the worker")
    finally:
        for pid in open(f"{group}/cgroup.procs").read().split():
            write(f"{CGROUPS}/cgroup.procs", pid)
        os.rmdir(group)


def write(path, value):
    with open(path, "w") as f:
        f.write(str(value))


def address_space_used_up(rig):
    """For the load one worker may map nothing more, and clients make it ask for more: it ends, and a new one takes over."""
    died = rig.server.metric("madang_children_exited_total")
    pid = rig.a_worker()
    with open(f"/proc/{pid}/statm") as f:
        size = int(f.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    limit(rig, pid, size)
    held = unfinished_heads(rig.server, 300)
    yield
    if os.path.exists(f"/proc/{pid}"):
        limit(rig, pid, "unlimited")
    for link in held:
        link.close()
    assert rig.server.metric("madang_children_exited_total") > died, "the worker had memory enough: the row tested nothing"


def unfinished_heads(server, number):
    """Connections whose heads a worker keeps, of 15 kB each."""
    held = []
    for _ in range(number):
        with contextlib.suppress(OSError):
            link = socket.create_connection((server.host, server.port), timeout=5)
            held.append(link)
            link.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Fill: " + b"x" * 15000)
    return held


def limit(rig, pid, size):
    """As the process's own user, who may."""
    done = subprocess.run(["setpriv", *rig.server.setpriv_options(), "prlimit", "--pid", str(pid), f"--as={size}:unlimited"],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0 or not os.path.exists(f"/proc/{pid}"), done.stdout


# ---- clocks
def clock_moved(name, seconds):
    """Madang's wall clock is wrong for a second."""
    def fault(rig):
        rig.move_clock(seconds)
        time.sleep(1)
        if seconds > 0:
            rig.server.wait_for(lambda: not rig.ready(), 15, "503 of /readyz while the clocks differ")
        rig.move_clock(0)
        rig.server.wait_for(rig.ready, 30, "readyz with the right clock")
        yield
    fault.__name__, fault.__doc__ = name, clock_moved.__doc__
    return fault


FAULTS = [
    connections_cut, answers_of_commits_lost, proxied("delay", seconds=0.02), proxied("throttle", rate=400_000),
    proxied("slice"), black_hole, unreachable, worker_killed, worker_frozen, settings_reloaded, database_crashed,
    article_locked, data_disk_full, wal_disk_full, heads_disk_full, log_disk_full,
    calls_fail("sockets_fail", "In one worker sending, receiving and accepting fail now and then.", "worker",
               "sendto:error=ENOBUFS:when=10+60", "recvfrom:error=ECONNRESET:when=20+160",
               "accept4:error=EMFILE:when=2+3", "sendmsg:error=EPIPE:when=10+90"),
    calls_fail("waits_and_files_fail", "In one worker waiting is interrupted, and writing and opening fail now and then.",
               "worker", "epoll_wait:error=EINTR:when=5+7", "write:error=EAGAIN:when=3+5", "openat:error=EMFILE:when=1+2"),
    calls_fail("heads_fail", "In the head writer opening, writing and syncing fail now and then.", "head writer",
               "openat:error=EMFILE:when=1+4", "write:error=EIO:when=2+4", "fdatasync:error=EIO:when=3+4"),
    memory_limit_reached, clock_moved("clock_ahead", HOUR), clock_moved("clock_behind", -HOUR),
]
# AddressSanitizer has an allocator of its own, which ends the process.
RELEASE_FAULTS = [
    address_space_used_up,
    calls_fail("kernel_without_memory", "A new worker gets no memory of the kernel now and then.", "new worker",
               "mmap:error=ENOMEM:when=1+2", "mremap:error=ENOMEM:when=1+2", "brk:error=ENOMEM:when=1+2"),
]
