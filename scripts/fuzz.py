"""Looks for input that ends in anything but an answer or a `BordersError`, guided by coverage.

    pip install -e '.[fuzz]'
    python scripts/fuzz.py when -runs=500000

The first argument is the target (when, name, table, load), the others are libFuzzer's. It starts
from tests/corpus/TARGET; what it finds on its way stays in build/fuzz/TARGET, and an input that
fails in build/fuzz/TARGET-crash-…: put that into the corpus, which tests/project/test_fuzz.py
replays.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
SOUND = CORPUS / "base"
"""A small data folder without faults, into which the target `load` puts one other file."""

_USUAL = ("-timeout=20", "-max_len=4000", "-len_control=0", "-keep_seed=1")
Target = Callable[[bytes], None]


def targets(  # noqa: C901, PLR0915  # each target is a function of its own
    instrumented: AbstractContextManager[object] | None = None,
) -> dict[str, Target]:
    """What can be tried, each a function of any bytes that raises only where something is wrong."""
    with instrumented or nullcontext():
        import borders
        from borders import local_time
        from borders.errors import BordersError, CrossingError, WhenError
        from borders.model import Service
        from borders.query import crossing_names
        from borders.record.columns import TABLES
        from borders.record.csv_tables import read_table
        from borders.record.problems import DataError, ProblemCollector
    sound = borders.load(SOUND)
    zone = sound.package.zone
    crossings = list(borders.load().record.crossings.values())
    services = [None, *Service]
    folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    whole = {path.name: path.read_bytes() for path in SOUND.iterdir()}

    def when(data: bytes) -> None:
        """A time as it is given on the command line."""
        try:
            found = local_time.when(data.decode("utf-8", "surrogateescape"), zone)
        except WhenError as error:
            _is_one_line(error)
        else:
            assert found.start <= found.end
            assert local_time.when(found.iso(zone), zone) == found

    def name(data: bytes) -> None:
        """A crossing as it is called on the command line; the first byte chooses a service."""
        service = services[data[0] % len(services)] if data else None
        try:
            found = crossing_names.find(
                data[1:].decode("utf-8", "surrogateescape"), crossings, service
            )
        except CrossingError as error:
            _is_one_line(error)
        else:
            assert service is None or service in found.services

    def table(data: bytes) -> None:
        """The text of a table, whose name is the first line."""
        title, _, text = data.decode("utf-8", "replace").partition("\n")
        collector = ProblemCollector()
        found = read_table(title if title in TABLES else "closures", text, zone, collector)
        assert all(line > 1 for line in found.lines)
        for problem in collector.problems:
            _is_one_line(problem)

    def load(data: bytes) -> None:
        """A data folder with one file, whose name is the first line, of other content."""
        title, _, content = data.partition(b"\n")
        file = title.decode("ascii", "replace")
        if file not in whole:
            return
        (folder / file).write_bytes(content)
        try:
            _ask(folder)
        except DataError as error:
            for problem in error.problems:
                _is_one_line(problem)
        except BordersError as error:
            _is_one_line(error)
        finally:
            (folder / file).write_bytes(whole[file])

    def _ask(folder: Path) -> None:
        dataset = borders.load(folder)
        if any(problem.severity == "error" for problem in dataset.problems()):
            return
        dataset.slice("2023-12-15")
        dataset.slice("2023-12-15T20:00", as_of="2023-12-14")
        dataset.changes()
        assert dataset.basemap.keys() == {"land", "lakes", "neighbours"}

    return {"when": when, "name": name, "table": table, "load": load}


def _is_one_line(words: object) -> None:
    assert len(str(words).splitlines()) == 1, str(words)


def main() -> None:
    """Fuzz the target that the command line names."""
    import atheris

    chosen, *options = sys.argv[1:] or [""]
    atheris.enabled_hooks.add("str")
    found = targets(atheris.instrument_imports(include=["borders", "csv", "json"]))
    if chosen not in found:
        sys.exit(f"usage: scripts/fuzz.py {'|'.join(found)} [libFuzzer's options]")
    kept = ROOT / "build" / "fuzz" / chosen
    kept.mkdir(parents=True, exist_ok=True)
    crashes = f"-artifact_prefix={kept}-"
    atheris.Setup(
        [sys.argv[0], crashes, *_USUAL, *options, str(kept), str(CORPUS / chosen)],
        found[chosen],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
