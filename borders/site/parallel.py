"""Work that several processes do beside one another, where there are cores for it."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from borders.errors import BuildError
from borders.language import gettext

T = TypeVar("T")

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux: the signal sent when the parent ends


def done(parts: Sequence[Callable[[], T]]) -> list[T]:
    """What each part returns: the first is done here, the others in processes forked from this.

    All are done here, one after another, where there is one core, where other threads run in this
    process, which a fork would cut off in the middle of something, and on other systems than Linux.
    What goes wrong in any is raised here, and nothing of the others goes on after that. Raises
    `BuildError` if a process ends without an answer.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1 or threading.active_count() > 1:
        return [part() for part in parts]
    context = multiprocessing.get_context("fork")
    others: list[tuple[multiprocessing.context.ForkProcess, Connection]] = []
    try:
        for part in parts[1:]:
            here, there = context.Pipe(duplex=False)
            other = context.Process(target=_answer, args=(there, part, os.getpid()), daemon=True)
            other.start()
            there.close()
            others.append((other, here))
        found = [part() for part in parts[:1]]
        for other, here in others:
            found.append(_answered(other, here))
        return found
    finally:
        for other, here in others:
            here.close()
            other.terminate()
            other.join()


def _answer(there: Connection, part: Callable[[], T], asker: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the process that waits
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)  # or it would hold on to the lock
    if os.getppid() != asker:
        return
    try:
        there.send((part(), None))
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told there
        there.send((None, error))


def _answered(other: multiprocessing.context.ForkProcess, here: Connection) -> Any:
    try:
        answer, error = here.recv()
    except EOFError:
        other.join()
        raise BuildError(
            gettext("a process that did a part of the work ended with {code}", code=other.exitcode)
        ) from None
    if error:
        raise error
    return answer
