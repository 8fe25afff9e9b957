"""`python -m borders` is the command `borders`."""

from borders.cli import main

main(prog_name="borders")
