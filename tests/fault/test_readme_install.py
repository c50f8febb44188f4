# SPDX-License-Identifier: Apache-2.0
"""Goal: README's "Operating", word for word, makes a Madang that serves out of a fresh Debian 12."""
import os
import re
import shutil
import subprocess

import pytest

from server import ROOT

MIRRORS = ["deb http://deb.debian.org/debian bookworm main", "deb http://deb.debian.org/debian bookworm-updates main",
           "deb http://deb.debian.org/debian-security bookworm-security main"]
OPERATING = re.search(r"\n## Operating\n(.*?)\n## ", open(os.path.join(ROOT, "README.md"), encoding="utf-8").read(), re.S)[1]
BLOCKS = re.findall(r"```shell\n(.*?)```", OPERATING, re.S)
PASSWORD = "seven brown teapots\n"
# A chroot has no systemd: what the units do is done by hand, as another user; tests/fault/test_systemd.py has the units themselves.
SYSTEMCTL = r"""#!/bin/bash
set -eu
case "$*" in
daemon-reload) test -e /etc/systemd/system/madang.service ;;
"enable --now madang.socket madang-admin.socket madang.service")
	install -d -m 700 -o nobody /run/madang
	MADANG_DATABASE_URL=$(cat /etc/madang/database_url) setpriv --reuid nobody --regid nogroup --clear-groups \
		/usr/local/bin/madang serve -c /etc/madang/madang.conf </dev/null >/tmp/madang.log 2>&1 &
	for _ in $(seq 300); do
		! curl -fs -o /dev/null http://127.0.0.1:8081/readyz || exit 0
		sleep 0.1
	done
	cat /tmp/madang.log
	exit 1 ;;
"enable --now nginx") nginx ;;
"reload nginx") nginx -s reload ;;
*) echo "systemctl $*: not known here" >&2; exit 1 ;;
esac
"""
# Blocks run apart, each in a shell of its own; what is executed by those with passwords is written down.
OUTER = r"""
set -eu
cd /root/madang
ip link set lo up
for n in $(seq 0 %d); do
	case $n in
	0 | %d) bash -eu -o pipefail /root/blocks/$n </root/blocks/input ;;
	*) strace -f -qq -e trace=execve -e signal=none -s 4096 -o /root/blocks/executed.$n bash -eu -o pipefail /root/blocks/$n </root/blocks/input ;;
	esac
done
test "$(curl -s -o /root/blocks/unknown -w '%%{http_code}' -H 'Host: unknown.example' http://127.0.0.1/)" = 421
curl -fsSk --resolve talk.example.org:443:127.0.0.1 https://talk.example.org/openapi.json -o /root/blocks/document
curl -sSk --resolve talk.example.org:443:127.0.0.1 -d '{"login": "boss", "password": "seven brown teapots"}' -H 'Content-Type: application/json' \
	-H 'Origin: https://talk.example.org' https://talk.example.org/v1/sessions -o /root/blocks/session -w '%%{http_code}\n'
"""


def run(*words, **more):
    return subprocess.run(words, stdin=subprocess.DEVNULL, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=1800, **more)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A fresh root with the clone in /root/madang."""
    for tool in ("mmdebstrap", "unshare", "chroot"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    if os.getuid() != 0:
        pytest.skip("needs root, to change the root directory")
    there = str(tmp_path_factory.mktemp("bookworm") / "root")
    done = run("mmdebstrap", "--variant=minbase", "--include=ca-certificates,iproute2,strace,openssl", "bookworm", there, *MIRRORS)
    if done.returncode != 0:
        pytest.skip("no Debian 12 could be made: " + done.stdout[-300:])
    os.makedirs(there + "/root/madang")
    files = run("git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout.split("\0")
    for name in filter(None, files):
        if os.path.lexists(os.path.join(ROOT, name)):
            os.makedirs(os.path.dirname(os.path.join(there, "root/madang", name)), exist_ok=True)
            shutil.copy2(os.path.join(ROOT, name), os.path.join(there, "root/madang", name), follow_symlinks=False)
    shutil.copy("/etc/resolv.conf", there + "/etc/resolv.conf")
    yield there
    shutil.rmtree(there)


def inside(root, script, *apart):
    """In the root, with processes and mounts of its own that end with it; apart: further namespaces."""
    mounts = (f"mount -t proc proc {root}/proc && mount --rbind /dev {root}/dev && mount -t tmpfs -o mode=755 tmpfs {root}/run && "
              f"exec chroot {root} /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 bash -c \"$0\"")
    return run("unshare", "--mount", "--pid", "--fork", "--kill-child", *apart, "bash", "-c", mounts, script)


def test_the_readme_installs_a_server_on_fresh_debian(root):
    assert len(BLOCKS) == 5 and BLOCKS[0].startswith("deploy/packages "), "the blocks are what this test knows"
    done = inside(root, f"cd /root/madang && {BLOCKS[0].splitlines()[0]}")
    assert done.returncode == 0, done.stdout[-3000:]
    os.makedirs(root + "/root/blocks")
    for n, block in enumerate(BLOCKS):
        with open(f"{root}/root/blocks/{n}", "w") as f:
            f.write(block)
    with open(root + "/root/blocks/input", "w") as f:
        f.write(PASSWORD)
    with open(root + "/usr/local/bin/systemctl", "w") as f:
        f.write(SYSTEMCTL)
    os.chmod(root + "/usr/local/bin/systemctl", 0o755)
    done = inside(root, "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=talk.example.org "
                  "-out /etc/ssl/certs/talk.example.org.pem -keyout /etc/ssl/private/talk.example.org.key 2>&1")
    assert done.returncode == 0, done.stdout
    done = inside(root, OUTER % (len(BLOCKS) - 1, len(BLOCKS) - 1), "--net")
    assert done.returncode == 0 and done.stdout.endswith("\n201\n"), done.stdout[-5000:]
    assert "wrong: " not in done.stdout and "fine: counters" in done.stdout
    secrets = [open(f"{root}/etc/madang/{name}").read().split(":")[2].split("@")[0] for name in ("database_url", "database_owner_url")]
    executed = "".join(open(f"{root}/root/blocks/executed.{n}", errors="replace").read() for n in range(1, len(BLOCKS) - 1))
    assert all(len(s) == 48 for s in secrets) and "execve" in executed
    for secret in (*secrets, PASSWORD.strip()):
        assert secret not in executed, "a password was an argument"
    for name in ("database_url", "database_owner_url"):
        assert os.stat(f"{root}/etc/madang/{name}").st_mode & 0o077 == 0
