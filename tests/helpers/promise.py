"""The promise: whatever `borders check` passes, every command can do, and the rest is refused.

A command that ends otherwise than in its answer or in lines that say what is wrong breaks it, and
so does one that sends a terminal what it should be shown, or writes a file that cannot be read.
"""

import json
import random
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb
from typing import NamedTuple
from xml.etree import ElementTree as ET

from borders.errors import printable
from borders.query.dataset import Dataset
from borders.record.problems import DataError
from helpers.commands import run
from helpers.paths import START

DAY, NEXT_DAY, LONG_BEFORE = "2026-01-05", "2026-01-06", "1900-01-01"
# The clock; and an error that nobody foresaw is raised, so that the last net is not needed.
_ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1767610800", "BORDERS_DEBUG": "1"}

LOOK_UPS = (
    "status",
    "status CROSSING --explain",
    f"status CROSSING --at {DAY} --format json",
    f"crossings --at {LONG_BEFORE}",
    "crossings --format json",
    "history CROSSING",
    "history CROSSING --format json",
    f"changes --as-of {DAY}",
    "changes --format json",
    "stats",
    f"stats --from {DAY} --to {NEXT_DAY} --by month --service all --format json",
    "stats --frontier --by year --format csv",
    "arrivals",
    "arrivals --format json",
    "nearest 60.17 24.94 --service road",
    f"nearest 0 0 --at {DAY} --format json",
    "claims",
    "claims CROSSING --format json",
    f"diff {LONG_BEFORE} {DAY}",
    f"diff {DAY} {NEXT_DAY} --format json",
    f"compare {START}",
)
PAGES = (
    f"map {DAY} -o OUT/map.html",
    f"map {DAY}T12:00 --as-of {LONG_BEFORE} -o OUT/map.html",
    f"map {LONG_BEFORE} -o OUT/map.svg",
    f"map {DAY} -o OUT/map.png",
    f"map {DAY} -o OUT/map.svg --layout card",
    "map today -o OUT/map.png --layout card",
    "history --all -o OUT/map.svg",
    "stats -o OUT/map.svg",
    "arrivals -o OUT/map.svg",
    "export -o OUT/export",
    f"site -o OUT/site --from {DAY} --to {NEXT_DAY} --base-url https://example.org/",
)

_IN_ONE_LANGUAGE = re.compile(r"^site|^export|\.png|--format")
"""What does not depend on the reader's language, or takes long: it runs in the other one alone."""

_NO_NUMBER = re.compile(
    rb'\s(?:d|points|transform|viewBox|width|height|[cr]?[xy]?[12]?)="[^"]*\b(nan|inf)\b'
)


COMMANDS = {"folder": LOOK_UPS, "pages": PAGES}
"""What runs on a folder that is made at random, by the name of the fuzzer's target."""


class Outcome(NamedTuple):
    """What came of a folder: whether `check` passed it, the commands that ran, and each fault."""

    passed: bool
    commands: int
    faults: list[str]


def tried(target, name, recipe):
    """The outcome of a folder made at random, of whose `name` its language and commands follow.

    If it has errors, a few commands run.
    """
    rng = random.Random(name)
    language, few = rng.choice(("fi", "sv", "ru")), rng.sample(COMMANDS[target], 3)
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(dir=memory) as room:
        folder = Path(room, "folder")
        recipe.write(folder)
        return outcome(folder, Path(room, "out"), COMMANDS[target], language, few)


def outcome(folder, out, commands, language, few=None):
    """Check a folder and run `commands`, which write into the folder `out`.

    Each runs in English and in another `language`. CROSSING is the last one of the folder. If the
    folder has errors, only the `few` run where these are given.
    """
    checked = run("check", folder, **_ENVIRONMENT)
    faults = [f"check: {fault}" for fault in _faults(checked, "check", {0, 1})]
    passed = checked.exit_code == 0
    try:
        crossings = list(Dataset.load(folder).record.crossings)
    except DataError:
        crossings = None
    count = 1
    for command in commands if passed or few is None else few:
        if crossings == [] and "CROSSING" in command:
            continue
        allowed = {0} if passed else {1} if command in PAGES or crossings is None else {0, 1}
        words = command.replace("CROSSING", (crossings or ["x"])[-1]).replace("OUT", str(out))
        data = [folder] if command.startswith("compare") else ["--data", folder]
        for code in {language} if _IN_ONE_LANGUAGE.search(command) else {language, "en"}:
            out.mkdir()
            result = run(*words.split(), *data, lang=code, **_ENVIRONMENT)
            count += 1
            found = [*_faults(result, command, allowed), *_unreadable(out)]
            faults += [f"{command} ({code}): {fault}" for fault in found]
            shutil.rmtree(out)
    return Outcome(passed, count, faults)


def _faults(result, command, allowed):
    """What is wrong with a command's end: its exit code is not allowed, or its output is odd."""
    if not isinstance(result.exception, SystemExit | None):
        frame = extract_tb(result.exception.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        yield f"{type(result.exception).__name__} in {place}: {result.exception}"
    elif result.exit_code not in allowed:
        yield f"exit {result.exit_code}: {result.output[:300]}"
    elif result.exit_code and not result.stderr:
        yield f"exit {result.exit_code} without a word"
    if "--format" not in command:
        yield from (
            f"prints {line!r}" for line in result.output.split("\n") if printable(line) != line
        )
    elif "json" in command and result.exit_code == 0:
        json.loads(result.stdout, parse_constant=_refuse)


def _unreadable(folder):
    """The files below a folder that are not what their names say."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        try:
            if path.suffix in (".json", ".geojson"):
                json.loads(content, parse_constant=_refuse)
            elif path.suffix in (".svg", ".xml"):
                ET.fromstring(content)
            elif path.suffix == ".png":
                assert content.startswith(b"\x89PNG"), "no PNG"
            assert not (path.suffix == ".svg" and _NO_NUMBER.search(content)), "not a number"
        except (ValueError, SyntaxError, AssertionError) as error:
            yield f"{path.name}: {error}"


def _refuse(text):
    raise ValueError(text)
