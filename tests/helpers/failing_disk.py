"""A file system that fails, or a process that is killed, at the n-th file operation.

`python -m helpers.failing_disk` kills processes that write a site, at many points: see `main`.
"""

import errno
import json
import os
import random
import resource
import signal
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from borders.own_files import KEPT
from helpers.folders import contents
from helpers.paths import SMALL_FOLDER

OPERATIONS = {
    *("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "os.scandir"),
    *("os.listdir", "os.chmod", "os.truncate", "fcntl.flock", "shutil.rmtree", "ctypes.dlopen"),
}
"""The audit events that count as file operations."""


class _Operations:
    """Counts file operations, and acts at the n-th."""

    def __init__(self):
        self.left, self.seen, self.act = None, [], None
        self.hooked = False

    def see(self, event, _arguments):
        if self.left is None or event not in OPERATIONS:
            return
        self.seen.append(event)
        self.left -= 1
        if self.left == 0:
            self.act()

    @property
    def count(self):
        return len(self.seen)


_OPERATIONS = _Operations()


def disk_full():
    raise OSError(errno.ENOSPC, "No space left on device")


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def at_operation(number, act):
    """Call `act` at file operation `number` of those within, counted from 1; at none if it is 0.

    The value has their `count`, and has `seen` the events.
    """
    if not _OPERATIONS.hooked:
        sys.addaudithook(_OPERATIONS.see)  # it cannot be taken away, but costs nothing at rest
        _OPERATIONS.hooked = True
    _OPERATIONS.seen, _OPERATIONS.act, _OPERATIONS.left = [], act, number
    try:
        yield _OPERATIONS
    finally:
        _OPERATIONS.left = None


@contextmanager
def files_of_at_most(count):
    """Let no file grow beyond so many bytes, for root too."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


class RenderedSites:
    """Two sites, "old" and "new", rendered once so that they can be written often."""

    def __init__(self, dataset):
        from borders.site import build

        self.dataset, self.build, self._contents = dataset, build, build.contents
        self._rendered = {}

    def _rendered_once(self, dataset, days, *options, **others):
        key = tuple(days)
        if key not in self._rendered:
            self._rendered[key] = list(self._contents(dataset, days, *options, **others))
        return iter(self._rendered[key])

    def write(self, folder, which):
        first = date(2023, 12, 14)
        last = {"old": first, "new": date(2023, 12, 15)}[which]
        self.build.contents = self._rendered_once
        try:
            self.build.build(self.dataset, folder, first, last, every_day=True, languages=["en"])
        finally:
            self.build.contents = self._contents


def _child(work, number):
    """A process that does `work` and is killed at its file operation `number`."""
    process = os.fork()
    if process == 0:
        with at_operation(number, killed):
            work()
        os._exit(0)
    return process


def _was_killed(process):
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def _found(folder):
    """What a folder holds, and what a killed run left aside of what is carried over to the new."""
    found = contents(folder) if folder.exists() else {}
    for aside in folder.parent.glob(".*/*/"):
        for path, content in contents(aside).items():
            if path.partition("/")[0] in KEPT:
                assert path not in found
                found[path] = content
    return found


def _write_and_kill(folder, write, chance, swap_event):
    """Kill the writing at chosen operations, then at chosen times; counts what it left behind."""
    write("new")  # rendered once, so that later it takes the same steps every time
    write("old")
    for path in (".git/config", ".well-known/a/b", "CNAME"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    old = contents(folder)
    with at_operation(0, None) as operations:
        write("new")
        events = list(operations.seen)
    new = contents(folder)
    began = time.monotonic()
    write("old")
    lasts = time.monotonic() - began
    outcome = {"old": 0, "new": 0, "killed": 0, "carried": 0}
    steps, swap = len(events), events.index(swap_event) + 1
    points = {*range(1, 12), *range(swap - 2, swap + 10), *range(steps - 12, steps + 1)}
    points |= set(chance.sample(range(steps), 12))
    times = [chance.uniform(0, lasts) for _ in range(8)]
    for point in [*sorted(points), *times]:
        process = _child(lambda: write("new"), point if isinstance(point, int) else 0)
        if isinstance(point, float):
            time.sleep(point)
            os.kill(process, signal.SIGKILL)
        outcome["killed"] += _was_killed(process)
        if not folder.exists():  # only where two folders cannot be exchanged: the next run mends it
            _was_killed(_child(lambda: write("old"), 12))
        left = _found(folder)
        assert left in (old, new), (point, sorted(left.keys() ^ old.keys()))
        outcome["old" if left == old else "new"] += 1
        outcome["carried"] += left != contents(folder)
        write("old")
        assert contents(folder) == old
    write("new")
    assert contents(folder) == new
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    return outcome


def main(folder, exchange, seed):
    """Print as JSON how often the killed writing left the "old" site, and how often the "new".

    Every time it must be one of the two, whole; how often something that is "carried" over was not
    there yet, but aside. With `exchange` "no", folders change places by two renames. `seed` chooses
    the points.
    """
    import borders
    from borders import atomic_files

    swap_event = "ctypes.dlopen"
    if exchange == "no":
        atomic_files._exchange, swap_event = lambda *_: False, "os.rename"
    sites = RenderedSites(borders.load(SMALL_FOLDER))
    folder = Path(folder) / "site"
    chance = random.Random(seed)
    outcome = _write_and_kill(folder, lambda which: sites.write(folder, which), chance, swap_event)
    json.dump(outcome, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
