"""An atlas answers as its datasets do, one by one, and finds a crossing in whichever has it."""

from datetime import UTC, datetime

import pandas as pd
import pytest

import borders
from borders.record.shipped_folders import shipped_folders

AT = "2026-01-15"


@pytest.fixture(scope="module")
def atlas(collection):
    return borders.load_all(collection)


def read(atlas):
    """The frontiers that an atlas has read so far."""
    return list(atlas._loaded)


def test_the_frontiers_that_come_along_are_an_atlas():
    atlas = borders.load_all()
    assert list(atlas) == list(shipped_folders())
    assert read(atlas) == []
    for name, dataset in atlas.items():
        for id_ in dataset.record.crossings:
            assert atlas.crossing(id_).frontier in (name, "finland-russia")


def test_no_other_frontier_is_read_for_a_crossing_that_the_first_one_has(collection):
    atlas = borders.load_all(collection)
    at = "2023-12-15T20:00"
    assert atlas.status("Торфяновка", at) == atlas["finland-russia"].status("vaalimaa", at)
    assert read(atlas) == ["finland-russia"]


@pytest.mark.parametrize(
    ("name", "frontier"), [("narva", "south"), ("STORSKOG", "north"), ("twin-north", "north")]
)
def test_a_crossing_is_found_in_whichever_frontier_has_it(atlas, name, frontier):
    answer, own = atlas.status(name, AT), atlas[frontier]
    assert answer == own.status(name, AT)
    assert (answer.crossing.frontier, answer.package.zone) == (frontier, own.package.zone)
    assert atlas.timeline(name) == own.timeline(name)


@pytest.mark.parametrize(
    ("name", "service", "words"),
    [
        ("Twin", None, "twin-north (Twin, road; north), twin-south (Twin, road; south)"),
        ("narwa", None, "did you mean Narva (narva)"),
        ("valimaa", None, "did you mean Vaalimaa (vaalimaa)"),
        ("Narva", "boat", "Narva offers road, not boat"),
        ("Narva", "plane", "'plane' is not a service"),
        ("xyzzy", None, "no crossing is called 'xyzzy'"),
    ],
)
def test_a_name_that_leads_to_no_single_crossing_is_answered_in_words(atlas, name, service, words):
    with pytest.raises(borders.CrossingError) as error:
        atlas.status(name, AT, service)
    assert words in str(error.value)


def test_a_slice_has_each_frontier_at_its_own_day(atlas):
    whole = atlas.slice(AT)
    assert whole.slices == {name: each.slice(AT) for name, each in atlas.items()}
    assert sum(whole.counts.values()) == 10
    assert (whole.counts["open"], whole.counts["closed"]) == (2, 8)
    frame = whole.to_frame()
    assert list(frame.columns[:3]) == ["frontier", "zone", "crossing"]
    assert list(frame["crossing"]) == [entry.crossing.id for entry in whole.crossings]
    narva = whole.to_geodataframe().set_index("crossing").loc["narva"]
    assert (narva.frontier, narva.zone, narva.status) == ("south", "Europe/Tallinn", "open")
    assert narva.since == pd.Timestamp("2026-01-01", tz="Europe/Tallinn")
    assert (narva.geometry.x, narva.geometry.y) == (28, 0)


def test_lists_are_those_of_every_frontier(atlas):
    first, last = "2023-11-01", "2026-01-31"
    changes = atlas.changes(first, last)
    own = [change for each in atlas.values() for change in each.changes(first, last)]
    assert len(changes) == len(own)
    assert all(change in own for change in changes)
    assert [change.at for change in changes] == sorted(change.at for change in own)
    assert atlas.diff(first, last) == [d for x in atlas.values() for d in x.diff(first, last)]
    assert atlas.stats(by="year") == [t for x in atlas.values() for t in x.stats(by="year")]


def test_every_list_is_a_frame_with_its_frontier_and_zone(atlas):
    lists = (
        atlas.changes("2026-01-01"),
        atlas.diff("2023-11-01", AT),
        atlas.stats(AT, AT),
        atlas.nearest(60, 25, AT),
    )
    for answers in lists:
        assert len(answers.to_frame()) == len(answers)
        frame = answers.to_geodataframe()
        (narva,) = frame[frame["crossing"] == "narva"].to_dict("records")[:1]
        assert (narva["frontier"], narva["zone"]) == ("south", "Europe/Tallinn")
        assert narva["geometry"].x == 28
    changes, differences, tallies, nearest = (each.to_frame() for each in lists)
    assert changes.set_index("crossing").loc["narva", ["before", "after"]].to_list() == [
        "unknown",
        "open",
    ]
    assert differences.set_index("crossing").loc["narva", "before"] == "unknown"
    assert tallies.set_index("crossing").loc["narva", "open"] == pd.Timedelta(days=1)
    assert nearest["distance_m"].is_monotonic_increasing
    assert atlas.changes("2030-01-01").to_frame().dtypes.equals(changes.dtypes)


@pytest.mark.parametrize("position", [(60, 25), (0, 29), (-33, -150)])
def test_the_nearest_are_those_of_all_frontiers(atlas, position):
    at = "2023-11-20"
    assert [near.status.crossing.frontier for near in atlas.nearest(*position, at)] == 4 * [
        "finland-russia"
    ]
    at, service = "2026-01-20", None
    every = [near for each in atlas.values() for near in each.nearest(*position, at, service)]
    every.sort(key=lambda near: near.distance_m)
    assert len({near.status.crossing.frontier for near in every}) == 3
    for count in (1, 2, 3, 4, None):
        assert atlas.nearest(*position, at, service, count=count) == every[:count]


def test_the_nearest_are_found_without_searching_what_is_too_far(collection):
    atlas = borders.load_all(collection)
    (near,) = atlas.nearest(0.1, 28.1, AT, count=1)
    assert near.status.crossing.id == "narva"
    assert "frontier" not in vars(atlas["finland-russia"])  # whose line was never read


def test_a_position_off_the_earth_and_a_time_that_is_none_are_refused(atlas):
    with pytest.raises(ValueError, match="not on Earth"):
        atlas.nearest(91, 0, AT)
    with pytest.raises(borders.WhenError):
        atlas.slice("yesterday-ish")


FRAME = pd.DataFrame(
    {
        "crossing": ["narva", "vaalimaa", "Storskog", "vaalimaa", "narva"],
        "at": ["2026-01-01", "2023-12-15", "2025-12-31", "2023-11-17", "2026-01-02"],
    },
    index=[9, 7, 7, 3, 1],
)


def test_a_join_gives_each_row_the_status_in_its_frontier(atlas):
    joined = atlas.join(FRAME, prefix="own_")
    assert list(joined.columns[:4]) == ["crossing", "at", "own_frontier", "own_zone"]
    pd.testing.assert_frame_equal(joined[["crossing", "at"]], FRAME)
    for (_, row), (_, own) in zip(FRAME.iterrows(), joined.iterrows(), strict=True):
        answer = atlas.status(row["crossing"], row["at"])
        assert own["own_status"] == answer.status
        assert own["own_frontier"] == answer.crossing.frontier
        assert own["own_zone"] == answer.package.zone.key
        assert own["own_changed"] == answer.changed
    alone = FRAME.iloc[[1, 3]]
    pd.testing.assert_frame_equal(
        atlas.join(alone).drop(columns=["frontier", "zone"]), atlas["finland-russia"].join(alone)
    )
    assert list(atlas.join(FRAME.head(0)).columns) == list(atlas.join(FRAME).columns)


def test_a_join_names_the_bad_rows_of_all_frontiers_at_once(atlas):
    bad = FRAME.assign(
        crossing=["narwa", "vaalimaa", "Storskog", None, "twin"],
        at=["2026-01-01", "2023-12-15", "soon", "2023-11-17", datetime(2026, 1, 1, tzinfo=UTC)],
    )
    with pytest.raises(borders.FrameError) as error:
        atlas.join(bad)
    assert error.value.count == 4
    assert [label for label, _ in error.value.rows] == [9, 7, 3, 1]
    reasons = [reason for _, reason in error.value.rows]
    for reason, words in zip(reasons, ("Narva", "soon", "missing", "twin-north"), strict=True):
        assert words in reason


@pytest.mark.parametrize("columns", [{"crossing": "point"}, {"at": "time"}])
def test_a_join_without_its_columns_is_refused(atlas, columns):
    with pytest.raises(borders.FrameError, match="is not there"):
        atlas.join(FRAME, **columns)
    with pytest.raises(borders.FrameError, match="frontier"):
        atlas.join(FRAME.assign(frontier="x"))
