"""A file system that fails, or a process that is killed, at the n-th thing asked of it.

Run as a program it kills itself, as often as it is told, while it writes; see
`test_atomic_files_under_faults.py`.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

ASKED = {
    *("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "os.scandir"),
    *("os.listdir", "os.chmod", "os.truncate", "fcntl.flock", "shutil.rmtree", "ctypes.dlopen"),
}


class _Faults:
    """Counts what is asked of the file system, and acts at the n-th."""

    def __init__(self):
        self.left, self.count, self.act = None, 0, None
        self.hooked = False

    def see(self, event, _arguments):
        if self.left is None or event not in ASKED:
            return
        self.count += 1
        self.left -= 1
        if self.left == 0:
            self.act()


_FAULTS = _Faults()


def full():
    raise OSError(errno.ENOSPC, "No space left on device")


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def at(number, act):
    """Do `act` when the file system is asked for the `number`-th time; from 1 on, 0 for never."""
    if not _FAULTS.hooked:
        sys.addaudithook(_FAULTS.see)  # it cannot be taken away, but costs nothing while at rest
        _FAULTS.hooked = True
    _FAULTS.count, _FAULTS.act, _FAULTS.left = 0, act, number
    try:
        yield _FAULTS
    finally:
        _FAULTS.left = None


def tree(folder):
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Rendered:
    """Two sites, rendered once so that they can be written often."""

    def __init__(self, dataset):
        from borders.site import build as site

        self.dataset, self.site, self._contents = dataset, site, site.contents
        self._made = {}

    def _remembered(self, dataset, days, *others):
        key = tuple(days)
        if key not in self._made:
            self._made[key] = list(self._contents(dataset, days, *others))
        return iter(self._made[key])

    def write(self, folder, which):
        last = {"old": date(2023, 12, 14), "new": date(2023, 12, 15)}[which]
        self.site.contents = self._remembered
        try:
            self.site.build(
                self.dataset, folder, date(2023, 12, 14), last, every_day=True, languages=["en"]
            )
        finally:
            self.site.contents = self._contents


def _child(work, number):
    """A process that does `work` and is killed at the `number`-th thing it asks."""
    process = os.fork()
    if process == 0:
        with at(number, kill):
            work()
        os._exit(0)
    return process


def _killed(process):
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def _rounds(folder, write, chance):
    """Kill the writing at points spread over its steps, then at moments; how often it was what."""
    write("old")
    old = tree(folder)
    with at(0, None) as seen:
        write("new")
        steps = seen.count
    new = tree(folder)
    began = time.monotonic()
    write("old")
    lasts = time.monotonic() - began
    outcome = {"old": 0, "new": 0, "killed": 0}
    points = {*range(1, 12), *range(steps - 24, steps + 1), *chance.sample(range(steps), 12)}
    moments = [chance.uniform(0, lasts) for _ in range(8)]
    for point in [*sorted(points), *moments]:
        process = _child(lambda: write("new"), point if isinstance(point, int) else 0)
        if isinstance(point, float):
            time.sleep(point)
            os.kill(process, signal.SIGKILL)
        outcome["killed"] += _killed(process)
        if not folder.exists():  # only where two folders cannot be exchanged: the next run mends it
            _killed(_child(lambda: write("old"), 12))
        found = tree(folder)
        assert found in (old, new), (point, sorted(found.keys() ^ old.keys()))
        outcome["old" if found == old else "new"] += 1
        if found == new:
            write("old")
    write("new")
    assert tree(folder) == new
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    return outcome


def _main(folder, exchange, seed):
    import borders
    from borders import atomic_files as files

    if exchange == "no":
        files._exchange = lambda *_: False
    rendered = Rendered(borders.load())
    folder = Path(folder) / "site"
    found = _rounds(folder, lambda which: rendered.write(folder, which), random.Random(seed))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    _main(*sys.argv[1:])
