"""The picture of the timelines: a bar for every span, a cross for every planned end."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from borders.model import Status
from borders.pictures import timeline_picture
from borders.timeline.rules import held_until
from borders.views.style import LOOKS
from borders.views.timelines import timelines
from helpers.map_pictures import principal
from helpers.svg import SVG

END = date(2026, 11, 22)
SHOWN = date(2023, 12, 15)
FILLS = {look.fill: status for status, look in LOOKS.items()}
ROUNDED = 0.11  # pixels: both ends of a bar are written with one decimal


@pytest.fixture(scope="module")
def view(ds):
    return timelines(ds, END)


@pytest.fixture(scope="module")
def root(view):
    return ET.fromstring(timeline_picture.svg(view, shown=SHOWN))


@pytest.fixture(scope="module")
def axis(view):
    return timeline_picture.axis_of(view)


@pytest.fixture(scope="module")
def rows(root):
    """Each crossing's name, height and bars as the picture has them."""
    rows_by_height = {}
    for text in drawn(root).findall(f"{SVG}text"):
        if text.get("text-anchor") == "end":
            rows_by_height[float(text.get("y")) - 12] = SimpleNamespace(name=text.text, bars=[])
    for rect in drawn(root).findall(f"{SVG}rect"):
        if rect.get("height") == str(timeline_picture.BAR):
            left, width = float(rect.get("x")), float(rect.get("width"))
            bar = SimpleNamespace(left=left, right=left + width, status=FILLS[rect.get("fill")])
            rows_by_height[float(rect.get("y"))].bars.append(bar)
    return rows_by_height


def drawn(root):
    """The strip itself, without the words around it."""
    (group,) = root.findall(f"{SVG}g")
    return group


def row_of(rows, name):
    return next((y, row) for y, row in rows.items() if row.name == name)


def crosses(root, y):
    """Where a planned end is struck through, between this row's bar and the next row."""
    form = r"M([\d.]+) ([\d.]+)l6 6m0-6l-6 6"
    matches = [re.fullmatch(form, path.get("d")) for path in drawn(root).findall(f"{SVG}path")]
    points = [(float(m[1]) + 3, float(m[2]) + 3) for m in matches if m]
    return sorted(
        x for x, at in points if y + timeline_picture.BAR <= at < y + timeline_picture.ROW
    )


def local(ds, instant):
    return instant.astimezone(ds.package.zone)


# the picture


def test_it_is_well_formed_small_and_has_a_description(ds, view):
    text = timeline_picture.svg(view, shown=SHOWN)
    assert len(text.encode()) < 60_000
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert ds.package.frontier_title in root.find(f"{SVG}title").text
    description = root.find(f"{SVG}desc").text
    for crossing in principal(ds):
        span = ds.timeline(crossing.id).run(datetime(2026, 7, 1, tzinfo=UTC))
        since = local(ds, span.start).date()
        row = re.search(rf"{crossing.name}: ([^.]+)\.", description)[1]
        assert row.endswith(f"; {span.status} from {since}")
    assert "Vaalimaa: unknown from the beginning; open from 2015-01-01; " in description
    assert "open from 2023-12-14; closed from 2023-12-15." in description


def test_it_says_what_it_shows(ds, view, root):
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert ds.package.frontier_title in words
    assert view.verified_words in words
    for look in LOOKS.values():
        assert f"{look.letter} {look.label.lower()}" in words
    for year in ("2015", "2018", "2021", "2024", "2025", "2026"):
        assert year in words
    for month in ("Nov 2023", "Dec", "Jan 2024", "Feb", "Mar", "Apr"):
        assert month in words


def test_nothing_refers_to_another_place(view):
    text = timeline_picture.svg(view, shown=SHOWN)
    assert re.findall(r"\w+://[^\"'\s<]+", text) == ["http://www.w3.org/2000/svg"]
    assert "href" not in text


def test_without_heading_it_is_the_strip_alone(view):
    root = ET.fromstring(timeline_picture.svg(view, heading=False))
    assert (
        root.get("viewBox")
        == f"0 0 {timeline_picture.WIDTH} {timeline_picture.height(len(view.rows))}"
    )
    assert root.findall(f"{SVG}text") == []


def test_hostile_names_stay_text(view):
    name = "<script>alert('1')</script> & \"x\" ]]>"
    hostile = view._replace(rows=[view.rows[0]._replace(name=name)], frontier=name)
    text = timeline_picture.svg(hostile)
    assert "<script" not in text
    root = ET.fromstring(text)
    assert name in [element.text for element in root.iter(f"{SVG}text")]
    assert root.find(f"{SVG}title").text.startswith(name)


# the rows


def test_there_is_a_row_for_every_road_crossing_north_above_south(ds, rows):
    names = [rows[y].name for y in sorted(rows)]
    assert names == [crossing.name for crossing in reversed(principal(ds))]
    assert len(names) == 8
    assert all(b - a == timeline_picture.ROW for a, b in pairwise(sorted(rows)))


def test_bars_follow_on_one_another_over_the_whole_width(rows):
    for row in rows.values():
        assert row.bars[0].left == timeline_picture.LEFT
        assert row.bars[-1].right == pytest.approx(
            timeline_picture.WIDTH - timeline_picture.RIGHT, abs=ROUNDED
        )
        for before, after in pairwise(row.bars):
            assert after.left == pytest.approx(before.right, abs=ROUNDED)
            assert after.status != before.status


def test_the_bar_under_a_time_has_the_status_of_that_time(ds, axis, rows):
    chance = random.Random(2023)
    first = datetime(2015, 1, 1, tzinfo=UTC)
    focus = datetime(2023, 11, 1, tzinfo=UTC)
    minutes = {first: 11 * 365 * 24 * 60, focus: 181 * 24 * 60}
    exact = 0
    for crossing in principal(ds):
        _, row = row_of(rows, crossing.name)
        for start, length in minutes.items():
            for _ in range(150):
                instant = start + timedelta(minutes=chance.randrange(length))
                status = ds.status(crossing.id, instant).status
                x = axis.x(local(ds, instant))
                under = [b for b in row.bars if b.left - ROUNDED <= x <= b.right + ROUNDED]
                assert status in {bar.status for bar in under}
                exact += len(under) == 1
    assert exact > 2000  # of 2400: but for those within a hair of a change


def test_every_span_has_its_bar(ds, axis, rows):
    """The middle of every unbroken run, however short, in order."""
    for crossing in principal(ds):
        _, row = row_of(rows, crossing.name)
        spans = [span for span in ds.timeline(crossing.id).spans if span.start]
        begin = [spans[0], *(b for a, b in pairwise(spans) if a.status != b.status)]
        bars = row.bars[1:]  # after the time before the record
        assert row.bars[0].status is Status.UNKNOWN
        assert [bar.status for bar in bars] == [span.status for span in begin]
        for bar, span in zip(bars, begin, strict=True):
            assert bar.left == pytest.approx(axis.x(local(ds, span.start)), abs=ROUNDED)


def test_letters_stand_in_bars_of_their_status(ds, root, rows):
    letters = {look.letter: status for status, look in LOOKS.items()}
    count = 0
    for text in drawn(root).findall(f"{SVG}text"):
        if text.text in letters:
            x, y = float(text.get("x")), float(text.get("y")) - 10.5
            (bar,) = (bar for bar in rows[y].bars if bar.left <= x < bar.right)
            assert bar.status == letters[text.text]
            count += 1
    assert count >= 3 * len(rows)


# planned ends that never came


def test_planned_ends_that_never_came(view, root, axis, rows):
    """At Vaalimaa these are the ends of decisions 1, 2 and 4."""
    row = next(row for row in view.rows if row.crossing.id == "vaalimaa")
    ends = [plan.end.astimezone(view.zone) for plan in row.given_up]
    assert sorted((end - timedelta(days=1)).date() for end in ends) == [
        date(2023, 12, 23),
        date(2024, 1, 14),
        date(2024, 2, 18),
    ]
    assert all(end.hour == end.minute == 0 for end in ends)  # the ends of those days
    y, _ = row_of(rows, "Vaalimaa")
    assert crosses(root, y) == pytest.approx([axis.x(end) for end in sorted(ends)], abs=ROUNDED)


def test_decisions_that_ran_to_term_have_none(ds, view, root, axis, rows):
    for row in view.rows:
        measures = ds.measures(row.crossing, row.crossing.main_service)
        ends = ds.replacements()
        cut_short = {
            measure.end
            for measure in measures
            if measure.end
            and measure.decision.id in ends
            and measure.start < ends[measure.decision.id][0] < measure.end
        }
        to_term = {m.end for m in measures if m.end and held_until(m, ends) == m.end} - cut_short
        assert {plan.end for plan in row.given_up} == cut_short
        y, _ = row_of(rows, row.name)
        struck = crosses(root, y)
        assert struck == pytest.approx(
            sorted(axis.x(local(ds, end)) for end in cut_short), abs=ROUNDED
        )
        for end in to_term:
            near = [x for x in struck if abs(x - axis.x(local(ds, end))) < 1]
            assert near == [], (row.name, end)
        assert to_term


def test_a_planned_end_begins_where_it_was_given_up(ds, view):
    ends = {effective for effective, _ in ds.replacements().values()}
    for row in view.rows:
        for plan in row.given_up:
            assert plan.start in ends
            assert plan.start < plan.end


# the mark and the verified date


@pytest.mark.parametrize("shown", [SHOWN, date(2015, 1, 1), date(2024, 5, 1), END])
def test_the_mark_stands_at_the_shown_date(view, axis, shown):
    bottom = timeline_picture.TOP + timeline_picture.ROW * len(view.rows)
    root = ET.fromstring(timeline_picture.svg(view, shown=shown))
    matches = [
        re.fullmatch(rf"M([\d.]+) {timeline_picture.TOP - 8}V{bottom}", path.get("d"))
        for path in drawn(root).findall(f"{SVG}path")
    ]
    (x,) = (float(m[1]) for m in matches if m)
    assert x == pytest.approx(axis.x(shown), abs=0.051)


def test_without_a_date_there_is_no_mark(view):
    marked, bare = timeline_picture.svg(view, shown=SHOWN), timeline_picture.svg(view)
    assert len(marked) - len(bare) == len(timeline_picture.mark(view, SHOWN)) > 0


def test_past_the_verified_date_the_strip_is_paled(ds, view, root, axis):
    verified = ds.package.verified_through
    assert verified < END
    pale = [rect for rect in drawn(root).findall(f"{SVG}rect") if rect.get("fill-opacity")]
    assert len(pale) == 1
    left, width = float(pale[0].get("x")), float(pale[0].get("width"))
    assert left == pytest.approx(axis.x(verified + timedelta(days=1)), abs=0.051)
    assert left + width == pytest.approx(
        timeline_picture.WIDTH - timeline_picture.RIGHT, abs=ROUNDED
    )
    assert width > 20
    assert float(pale[0].get("y")) <= timeline_picture.TOP
    assert float(pale[0].get("height")) >= timeline_picture.ROW * len(view.rows)
    assert 0.3 <= float(pale[0].get("fill-opacity")) < 1
    # it lies above every bar, or it would pale nothing
    rects = drawn(root).findall(f"{SVG}rect")
    bars = [n for n, rect in enumerate(rects) if rect.get("height") == str(timeline_picture.BAR)]
    assert rects.index(pale[0]) > max(bars)


def test_a_verified_strip_is_not_paled(ds):
    """Where it ends at the verified date, nothing of it is paled."""
    last = ds.package.verified_through
    root = ET.fromstring(timeline_picture.svg(timelines(ds, last)))
    pale = [rect for rect in drawn(root).findall(f"{SVG}rect") if rect.get("fill-opacity")]
    assert all(float(rect.get("width")) == 0 for rect in pale)


def test_what_the_record_knew_then_is_what_is_drawn(ds):
    """As known on 20 November 2023, Vaalimaa was to reopen on 19 February 2024."""
    known = ds.when("2023-11-20")
    row = timelines(ds, date(2024, 6, 1), known).rows[-1]
    assert row.crossing.id == "vaalimaa"
    assert row.given_up == ()
    assert row.runs[-1].start == ds.when("2024-02-19").start
    assert row.runs[-1].status != Status.CLOSED
