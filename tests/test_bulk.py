"""Very many measures at once: the same as one after another, only faster."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timeline.test_rules import HOURS, SIDES, instant, records

import borders
from borders.errors import DataError
from borders.local_time import When
from borders.model import Service
from borders.record import large_table as bulk
from borders.record import reading as loader
from borders.timeline import large_rules as painting
from borders.timeline.closure_table import Measures
from borders.timeline.rules import build, ended_by
from helpers.data_faults import FAULTS
from helpers.editable_folder import Copy

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))
import world

HEADER = ",".join(column.name for column in bulk._COLUMNS)
ROW = "vaalimaa,road,closed,2023-11-18,,,fi-1,primary,,gov-231116,"


@pytest.fixture
def large(monkeypatch):
    """Every closure table counts as large."""
    monkeypatch.setattr(loader, "LARGE", 0)


def many(measures, decisions):
    """The same measures by columns."""
    cells = {
        "crossing": lambda m: m.crossing,
        "service": lambda m: m.service,
        "status": lambda m: m.status,
        "valid_from": lambda m: When(m.start, m.start),
        "valid_until": lambda m: m.end and When(m.end, m.end),
        "hours": lambda m: m.hours,
        "decision": lambda m: m.decision.id,
        "confidence": lambda m: m.confidence,
        "confidence_note": lambda m: m.confidence_note,
        "sources": lambda _: (),
        "note": lambda m: m.note,
    }
    values = {name: list(dict.fromkeys(map(cell, measures))) for name, cell in cells.items()}
    codes = {
        name: np.array([values[name].index(cell(m)) for m in measures], "int64")
        for name, cell in cells.items()
    }
    return bulk.Columns(values, codes).measures({d.id: d for d in decisions}, lambda _: ())


def told(timeline):
    return [
        (span.start, span.end, span.status, span.measure and span.measure.decision.id)
        for span in timeline.spans
    ]


@settings(max_examples=300, deadline=None)
@given(records(), records(), HOURS)
def test_all_timelines_at_once_are_those_of_the_five_rules(here, there, known):
    decisions = list(here[0]) + [
        d._replace(id=f"e{d.id}", replaces=tuple(f"e{id_}" for id_ in d.replaces)) for d in there[0]
    ]
    by_id = {d.id: d for d in decisions}
    measures = [
        *here[1],
        *(m._replace(crossing="y", decision=by_id[f"e{m.decision.id}"]) for m in there[1]),
    ]
    record = SimpleNamespace(decisions=by_id, package=SimpleNamespace(sides=SIDES))
    found = many(measures, decisions)
    for as_of in (None, instant(known)):
        ends = ended_by(decisions, as_of)
        timelines = found.timelines(record, as_of)
        for crossing in ("x", "y", "z"):
            own = [m for m in measures if m.crossing == crossing]
            right = build(own, ends, SIDES, as_of)
            timeline = timelines.of(crossing, Service.ROAD)
            assert told(timeline) == told(right)
            for at in map(instant, range(-1, 16)):
                assert told_run(timeline.run(at.start)) == told_run(right.run(at.start))
                assert told_run(timeline.run_before(at.end)) == told_run(right.run_before(at.end))
                statuses = timelines.statuses([(crossing, Service.ROAD)], at)
                assert statuses == [right.at(at.start).status]


def told_run(span):
    return span.start, span.end, span.status, span.measure and span.measure.decision.id


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12), st.integers(0, 9)), max_size=30))
def test_the_highest_of_overlapping_stretches(stretches):
    count = 25
    first, last, value = (
        np.array(column, "int64")
        for column in ([a for a, _, _ in stretches], [a + n for a, n, _ in stretches],
                       [v for *_, v in stretches])
    )  # fmt: skip
    right = [
        max((v for a, n, v in stretches if a <= place < a + n), default=-1)
        for place in range(count)
    ]
    assert painting._highest(first, last, value, count).tolist() == right


def test_the_record_is_the_same_by_columns(ds, large):
    found = borders.load()
    assert isinstance(found.record.measures, bulk.ManyMeasures)
    assert isinstance(ds.record.measures, Measures)
    assert tuple(found.record.measures) == tuple(ds.record.measures)
    assert found.record.measures[3:5] == ds.record.measures[3:5]
    assert found.record.measures[-1] == ds.record.measures[-1]
    assert found.begins == ds.begins
    assert found.problems() == ds.problems()
    assert found.changes() == ds.changes()
    assert found.changes(as_of="2023-11-20") == ds.changes(as_of="2023-11-20")
    for day in ("2020-03-18", "2023-11-27", "2023-12-15", "2023-12-15T20:00", "1999-01-01"):
        assert found.slice(day).counts == ds.slice(day).counts
        assert found.slice(day).to_geodataframe().equals(ds.slice(day).to_geodataframe())
        assert found.slice(day, "2023-11-20").counts == ds.slice(day, "2023-11-20").counts
    for decision in ds.record.decisions.values():
        under = found.record.measures.under(decision)
        assert tuple(under) == tuple(ds.record.measures.under(decision))
    for crossing, service in ds.services():
        assert tuple(found.measures(crossing, service)) == tuple(ds.measures(crossing, service))
        assert found.timeline(crossing.id, service).spans == ds.timeline(crossing.id, service).spans


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_columns_too(fault, tmp_path, monkeypatch):
    copy = Copy(tmp_path)
    fault.edit(copy)
    right = problems(copy.path)
    monkeypatch.setattr(loader, "LARGE", 0)
    assert problems(copy.path) == right


def problems(folder):
    try:
        return [str(problem) for problem in borders.load(folder).problems()]
    except DataError as error:
        return [str(problem) for problem in error.problems]


@pytest.mark.parametrize("ends", ["", "\n"])
def test_a_table_that_is_read_by_columns(ds, ends):
    quoted = ROW + '"one, ""two"""'
    found = bulk.read(f"{HEADER}\n{ROW}\n{quoted}{ends}", ds.package.zone)
    assert found.values["note"] == ["", 'one, "two"']
    assert found.codes["note"].tolist() == [0, 1]
    assert found.values["crossing"] == ["vaalimaa"]


@pytest.mark.parametrize(
    "rows",
    [
        f"{ROW}\n\n{ROW}\n",  # an empty line
        ROW.removesuffix(",") + "\n",  # a cell too few
        f"{ROW},\n",  # one too many
        f"{ROW},\n" + ROW.removesuffix(",") + "\n",  # as many as there should be in all
        f'{ROW}"a\nb"\n',  # a cell of two lines
        f'{ROW}"a"b\n',  # not CSV
        f'{ROW}"a\n',
        f"{ROW}<b>\n",  # markup
        f"{ROW}\u202ea\n",
        ROW.replace("2023-11-18", "2023-11-31") + "\n",
        ROW.replace("road", "tunnel") + "\n",
        ROW.replace("vaalimaa", "") + "\n",
    ],
)
def test_a_table_with_any_fault_is_left_to_the_plain_reader(ds, rows):
    assert bulk.read(f"{HEADER}\n{ROW}\n{rows}", ds.package.zone) is None


@pytest.mark.parametrize("header", [f"{HEADER},more", HEADER.replace("note", "nota"), HEADER[:-5]])
def test_a_table_of_other_columns_is_left_to_the_plain_reader(ds, header):
    assert bulk.read(f"{header}\n{ROW}\n", ds.package.zone) is None


@pytest.mark.parametrize("size", [(20, 200, 100), (60, 3000, 700)])
def test_a_made_up_world_is_the_same_by_columns(size, tmp_path, monkeypatch):
    world.make(tmp_path / "world", *size)
    right = borders.load(tmp_path / "world")
    monkeypatch.setattr(loader, "LARGE", 0)
    found = borders.load(tmp_path / "world")
    assert isinstance(found.record.measures, bulk.ManyMeasures)
    assert found.problems() == right.problems()
    assert found.changes() == right.changes()
    for day in ("2010-02-01", "2010-04-15", "2011-06-01"):
        assert found.slice(day).counts == right.slice(day).counts
        assert found.slice(day).crossings == right.slice(day).crossings
