"""Permissions that tests are without, also where root runs them."""

import os
from contextlib import contextmanager

NOBODY = 65_534


@contextmanager
def without_permission(path, mode):
    """Give a path another mode, and let no privilege get around it."""
    before = path.stat().st_mode
    path.chmod(mode)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(os.getuid())
        path.chmod(before)
