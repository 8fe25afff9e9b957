"""A terminal of a given width, in which a command runs."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios


def on_a_terminal(*arguments, columns=80, **environment):
    """What a command sends to a terminal, by standard output and standard error."""
    terminal, far_end = pty.openpty()
    fcntl.ioctl(far_end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "borders", *map(str, arguments)],
        stdout=far_end,
        stderr=far_end,
        env=os.environ | {"TERM": "xterm"} | environment,
    )
    os.close(far_end)
    sent = b""
    try:
        while part := os.read(terminal, 65536):
            sent += part
    except OSError:  # how Linux says that nobody has the terminal open any longer
        pass
    finally:
        os.close(terminal)
        process.wait()
    return sent.decode().replace("\r\n", "\n")
