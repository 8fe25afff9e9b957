"""The command `borders`, as a process of its own."""

import atexit
import gc


def run() -> None:
    """Answer the command line, and exit."""
    # A look-up lives for milliseconds. To go through all that it holds, now and then and once more
    # at its end, would take longer than to find the answer.
    gc.disable()
    atexit.register(gc.freeze)
    from borders.cli import main

    main(prog_name="borders")


if __name__ == "__main__":
    run()
