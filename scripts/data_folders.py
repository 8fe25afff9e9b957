"""The data folders whose files a script makes, and how a file is written or compared.

A frontier is a folder with a `datapackage.json`; `geodata/overview/` has what a map of all
frontiers shows besides them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

GEODATA = Path(__file__).resolve().parent.parent / "geodata"
OVERVIEW = GEODATA / "overview"
PACKAGE = "datapackage.json"


def named() -> list[Path]:
    """The folders that are named as arguments of the script; none if there is no argument."""
    return [Path(name).resolve() for name in sys.argv[1:] if name != "--check"]


def having(name: str) -> list[Path]:
    """The folders of `geodata/` that have a file of this name, in alphabetical order."""
    return sorted(path.parent for path in GEODATA.glob(f"*/{name}"))


def settings(folder: Path) -> dict[str, Any]:
    """The object `borders` of a frontier's package. Exits with a message if there is none."""
    try:
        found = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))["borders"]
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{folder.name}/{PACKAGE} has no object `borders`: {error}")
    assert isinstance(found, dict)
    return found


def write_or_check(path: Path, text: str) -> None:
    """Write a file, or with `--check` exit with a message if it has another text."""
    if "--check" not in sys.argv[1:]:
        path.write_text(text, encoding="utf-8", newline="\n")
    elif not path.is_file() or path.read_bytes() != text.encode():
        sys.exit(
            f"{path.parent.name}/{path.name} is not what its sources say: "
            f"run scripts/{Path(sys.argv[0]).name} and commit the result"
        )
