"""Several processes that do the parts of one work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from borders.errors import BuildError, OutputError
from borders.site import parallel as beside

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


def parts_done(parts):
    """In a process of its own, in which there is no other thread, told that there are two cores."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.sched_getaffinity = lambda _: {0, 1}
        threading.active_count = lambda: 1
        try:
            told = repr(beside.done(parts))
        except Exception as error:  # noqa: BLE001  # it is told
            told = f"{type(error).__name__}: {error}"
        os.write(there, told.encode())
        os._exit(0)
    os.close(there)
    os.waitpid(child, 0)
    return os.read(here, 10_000).decode()


def test_all_parts_are_done_in_their_order():
    assert beside.done([lambda: 1, lambda: "two", lambda: [3]]) == [1, "two", [3]]
    assert beside.done([]) == []


@LINUX
def test_parts_are_done_in_processes_of_their_own():
    pids = parts_done([os.getpid, os.getpid, os.getpid]).strip("[]").split(", ")
    assert len(set(pids)) == 3
    assert str(os.getpid()) not in pids


@LINUX
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_goes_wrong_in_a_part_is_told(place):
    def fails():
        raise OutputError("the disk is full")

    parts = [lambda: time.sleep(0.01) for _ in range(3)]
    parts[place] = fails
    assert parts_done(parts) == "OutputError: the disk is full"


@LINUX
def test_a_process_that_ends_without_an_answer_is_told():
    assert "BuildError: a process" in parts_done([int, lambda: os._exit(3)])
    assert issubclass(BuildError, RuntimeError)


@LINUX
def test_nothing_goes_on_after_a_part_went_wrong(tmp_path):
    def fails():
        time.sleep(0.1)
        raise OutputError("no")

    def goes_on():
        time.sleep(1)
        (tmp_path / "late").touch()

    assert parts_done([fails, goes_on]) == "OutputError: no"
    time.sleep(1.2)
    assert not (tmp_path / "late").exists()


@LINUX
def test_a_site_whose_build_is_killed_can_be_built_again_at_once(tmp_path):
    days = ["--from", "2023-11-15", "--to", "2023-12-20", "--today", "2024-01-01"]
    command = [sys.executable, "-m", "borders", "site", "-o", str(tmp_path / "site"), *days]
    chance = random.Random(1340)
    for _ in range(4):
        build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.5, 1.5))
        build.send_signal(signal.SIGKILL)
        build.communicate()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
