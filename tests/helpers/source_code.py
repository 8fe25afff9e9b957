"""The package's own source code."""

import ast

from helpers.paths import PACKAGE


def syntax_trees():
    """The syntax tree of every module, with its path."""
    for path in PACKAGE.rglob("*.py"):
        yield path, ast.parse(path.read_text(encoding="utf-8"))
