# SPDX-License-Identifier: Apache-2.0
"""Goal: the tests' servers never get the same port twice."""
import socket
import subprocess
import sys

import pytest

from ports import Ports
from server import ROOT

FIRST = 14000       # below the range of the other tests


@pytest.fixture
def few():
    """Six ports in two blocks."""
    ports = Ports(FIRST, blocks=2, size=3)
    yield ports
    ports.close()


def test_each_port_is_handed_out_once(few):
    assert sorted(few.take() for _ in range(6)) == list(range(FIRST, FIRST + 6))


def test_a_used_up_range_starts_again(few):
    first = [few.take() for _ in range(6)]
    assert [few.take() for _ in range(6)] == first


def test_a_port_with_a_listener_is_left_out(few):
    with socket.create_server(("127.0.0.1", FIRST + 1)), socket.create_server(("0.0.0.0", FIRST + 5)):
        taken = {few.take() for _ in range(12)}
    assert taken == {FIRST, FIRST + 2, FIRST + 3, FIRST + 4}


def test_a_row_lies_within_one_block(few):
    few.take()
    first = few.take(3)
    assert first in (FIRST, FIRST + 3)
    assert few.take(3) == (FIRST if first == FIRST + 3 else FIRST + 3)


def test_two_processes_share_no_block(few):
    few.take()
    program = f"from ports import Ports; print(Ports({FIRST}, blocks=2, size=3).take(3))"
    other = subprocess.run([sys.executable, "-c", program], cwd=ROOT + "/tests/lib", text=True, stdout=subprocess.PIPE, check=True)
    assert int(other.stdout) not in few.marks


def test_a_range_that_others_have_is_an_error_not_a_wait(few):
    for _ in range(6):
        few.take()
    with pytest.raises(AssertionError, match="other processes have all ports"):
        Ports(FIRST, blocks=2, size=3).take()


def test_a_range_full_of_listeners_is_an_error_not_a_wait(few):
    held = [socket.create_server(("127.0.0.1", FIRST + n)) for n in range(6)]
    with pytest.raises(AssertionError, match="no 1 free ports"):
        few.take()
    for s in held:
        s.close()
