"""The command line as if on a system that is not Unix: `python -m helpers.elsewhere ARGUMENT…`.

Modules and functions of Unix are missing. As on Windows, a folder takes no other's place, and a
file that is open is neither renamed, replaced nor removed.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

for _module in ("fcntl", "grp", "pwd", "resource", "syslog", "termios", "tty"):
    sys.modules[_module] = None  # so that importing it raises ImportError
for _name in (
    *("fork", "forkpty", "geteuid", "getuid", "getpgid", "sync", "mkfifo", "chown", "fchmod"),
    *("O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK"),
):
    vars(os).pop(_name, None)


def _is_open(path):
    """Whether this process has the file open, or one below the folder."""
    real = Path(path).resolve()
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # that of this listing is gone
            target = handle.readlink()
            if target == real or target.is_relative_to(real):
                return True
    return False


def _on_windows(function, *, replaces=False):
    """A function of `os` as it is on Windows; of two paths it `replaces` a file at the second."""

    def changed(*paths, **options):
        for path in paths:
            if not options and _is_open(path):
                raise PermissionError(13, "It is used by another process", path)
        taken = len(paths) > 1 and os.path.lexists(paths[1])
        if taken and not (replaces and Path(paths[1]).is_file()):
            raise FileExistsError(17, "It exists already", paths[1])
        return function(*paths, **options)

    return changed


os.rename = _on_windows(os.rename)
os.replace = _on_windows(os.replace, replaces=True)
os.remove = os.unlink = _on_windows(os.unlink)
os.rmdir = _on_windows(os.rmdir)

if __name__ == "__main__":
    from borders import atomic_files
    from borders.__main__ import run

    atomic_files._exchange = lambda *_: False  # which Unix alone has
    run()
