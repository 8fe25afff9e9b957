"""Fuzz the readers: look for input that raises anything but a `BordersError`, guided by coverage.

    pip install -e '.[fuzz]'
    python scripts/fuzz.py when -runs=500000

The first argument is the target (when, name, table, load), the others are libFuzzer's. Fuzzing
starts from tests/corpus/TARGET. Inputs that reach new code are kept in build/fuzz/TARGET, and an
input that fails in build/fuzz/TARGET-crash-…: put that into the corpus, which
tests/project/test_fuzz.py replays.
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
"""A small data folder without errors, of which the target `load` replaces one file at a time."""

_LIBFUZZER_OPTIONS = ("-timeout=20", "-max_len=4000", "-len_control=0", "-keep_seed=1")
Target = Callable[[bytes], None]


def targets(  # noqa: C901, PLR0915  # each target is a function of its own
    instrumented: AbstractContextManager[object] | None = None,
) -> dict[str, Target]:
    """The functions that can be fuzzed, by name: each takes any bytes and raises only at a fault.

    `instrumented` is the context in which the code that is measured for coverage is imported.
    """
    with instrumented or nullcontext():
        import borders
        from borders import local_time
        from borders.errors import BordersError, CrossingError, WhenError
        from borders.model import Service
        from borders.query.crossing_names import CrossingNames
        from borders.record.columns import TABLES
        from borders.record.csv_tables import read_table
        from borders.record.problems import DataError, ProblemCollector
    sound = borders.load(SOUND)
    zone = sound.package.zone
    names = CrossingNames(borders.load().record.crossings.values())
    services = [None, *Service]
    copy = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108
    shutil.copytree(SOUND, copy, dirs_exist_ok=True)
    sound_files = {path.name: path.read_bytes() for path in SOUND.iterdir()}

    def when(data: bytes) -> None:
        """A time as somebody types it on the command line."""
        try:
            moment = local_time.when(data.decode("utf-8", "surrogateescape"), zone)
        except WhenError as error:
            _check_one_line(error)
        else:
            assert moment.start <= moment.end
            assert local_time.when(moment.iso(zone), zone) == moment

    def name(data: bytes) -> None:
        """A crossing's name as somebody types it; the first byte chooses a service."""
        service = services[data[0] % len(services)] if data else None
        try:
            crossing = names.find(data[1:].decode("utf-8", "surrogateescape"), service)
        except CrossingError as error:
            _check_one_line(error)
        else:
            assert crossing.answering(service)

    def table(data: bytes) -> None:
        """The text of a CSV table; the first line is the table's name."""
        title, _, text = data.decode("utf-8", "replace").partition("\n")
        findings = ProblemCollector()
        rows = read_table(title if title in TABLES else "closures", text, zone, findings)
        assert all(line > 1 for line in rows.lines)
        for problem in findings.problems:
            _check_one_line(problem)

    def load(data: bytes) -> None:
        """A data folder in which one file has other content; the first line is the file's name."""
        title, _, content = data.partition(b"\n")
        file = title.decode("ascii", "replace")
        if file not in sound_files:
            return
        (copy / file).write_bytes(content)
        try:
            _query(copy)
        except DataError as error:
            for problem in error.problems:
                _check_one_line(problem)
        except BordersError as error:
            _check_one_line(error)
        finally:
            (copy / file).write_bytes(sound_files[file])

    def _query(folder: Path) -> None:
        dataset = borders.load(folder)
        if any(problem.severity == "error" for problem in dataset.problems()):
            return
        dataset.slice("2023-12-15")
        dataset.slice("2023-12-15T20:00", as_of="2023-12-14")
        dataset.changes()
        assert dataset.basemap.keys() == {"land", "lakes", "neighbours"}

    return {"when": when, "name": name, "table": table, "load": load}


def _check_one_line(message: object) -> None:
    assert len(str(message).splitlines()) == 1, str(message)


def main() -> None:
    """Fuzz the target that the command line names."""
    import atheris

    chosen, *options = sys.argv[1:] or [""]
    atheris.enabled_hooks.add("str")
    by_name = targets(atheris.instrument_imports(include=["borders", "csv", "json"]))
    if chosen not in by_name:
        sys.exit(f"usage: scripts/fuzz.py {'|'.join(by_name)} [libFuzzer's options]")
    kept = ROOT / "build" / "fuzz" / chosen
    kept.mkdir(parents=True, exist_ok=True)
    crashes = f"-artifact_prefix={kept}-"
    atheris.Setup(
        [sys.argv[0], crashes, *_LIBFUZZER_OPTIONS, *options, str(kept), str(CORPUS / chosen)],
        by_name[chosen],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
