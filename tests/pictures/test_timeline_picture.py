"""The picture of the timelines: a bar for every span, a cross for every planned end."""

import random
import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from borders.model import Status
from borders.pictures import time_strip, timeline_picture
from borders.timeline.rules import held_until
from borders.views.style import LOOKS
from borders.views.timelines import Stretch, timelines
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
def strips(view, root):
    """The strips of the picture, from top to bottom."""
    return strips_of(view, root)


@pytest.fixture(scope="module", params=[0, 1], ids=["whole", "enlarged"])
def strip(strips, request):
    return strips[request.param]


@pytest.fixture(scope="module")
def enlarged(strips):
    return strips[1]


def drawn(root):
    """The captions and strips, without the words around them."""
    _, group = root.findall(f"{SVG}g")
    return group


def strips_of(view, root):
    groups = [g for g in drawn(root).findall(f"{SVG}g") if bars_of(g)]
    return [Strip(view, *pair) for pair in zip(view.stretches, groups, strict=True)]


def bars_of(group):
    return [r for r in group.findall(f"{SVG}rect") if r.get("height") == str(time_strip.BAR)]


class Strip:
    """A strip of the picture: its scale, and the bars of each crossing."""

    def __init__(self, view, stretch, group):
        self.stretch, self.group = stretch, group
        self.axis = timeline_picture._PICTURE.axis(view, stretch)
        self.rows = {}
        for rect in bars_of(group):
            row = view.rows[int((float(rect.get("y")) - time_strip.SCALE) / time_strip.ROW)]
            left, width = float(rect.get("x")), float(rect.get("width"))
            bar = SimpleNamespace(left=left, right=left + width, status=FILLS[rect.get("fill")])
            self.rows.setdefault(row.name, []).append(bar)

    def crosses(self, view, name):
        """Where a planned end is struck through, between a row's bar and the next row."""
        place = [row.name for row in view.rows].index(name)
        top = time_strip.SCALE + place * time_strip.ROW + time_strip.BAR
        crosses = [s for s in self.group.findall(f"{SVG}svg") if s.get("y")]
        return sorted(
            float(cross.get("x"))
            for cross in crosses
            if top <= float(cross.get("y")) < top + time_strip.ROW - time_strip.BAR
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
    for year in range(2015, 2027):
        assert f" {year} " in words
    for month in ("Nov 2023", "Dec 2023", "Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"):
        assert month in words
    for caption in (
        "1 January 2015 – 22 November 2026",
        "1 November 2023 – 30 April 2024, enlarged",
    ):
        assert caption in words.replace("\N{NO-BREAK SPACE}", " ")


def test_nothing_refers_to_another_place(view):
    text = timeline_picture.svg(view, shown=SHOWN)
    assert re.findall(r"\w+://[^\"'\s<]+", text) == ["http://www.w3.org/2000/svg"]
    assert "href" not in text


def test_for_a_page_its_places_are_shares_of_any_width(view):
    root = ET.fromstring(timeline_picture.page_strips_svg(view))
    assert (root.get("width"), root.get("height")) == ("100%", str(timeline_picture.height(view)))
    for rect in root.iter(f"{SVG}rect"):
        assert rect.get("x").endswith("%")
        assert rect.get("width").endswith("%")


def test_hostile_names_stay_text(view):
    name = "<script>alert('1')</script> & \"x\" ]]>"
    hostile = view._replace(rows=[view.rows[0]._replace(name=name)], title=name)
    text = timeline_picture.svg(hostile)
    assert "<script" not in text
    root = ET.fromstring(text)
    lines = [e.text for e in root.iter(f"{SVG}text") if e.get("text-anchor") == "end"]
    assert lines == ["<script>alert(", "'1')</script…"] * 2
    assert name in [element.text for element in root.iter(f"{SVG}desc")]
    assert root.find(f"{SVG}title").text.startswith(name)


# the rows


def test_there_is_a_row_for_every_road_crossing_north_above_south(ds, root, strip):
    expected = [crossing.name for crossing in reversed(principal(ds))]
    names = [t.text for t in root.findall(f"{SVG}g")[0] if t.get("text-anchor") == "end"]
    assert names == expected * 2
    assert list(strip.rows) == expected
    assert len(expected) == 8


def test_bars_follow_on_one_another_over_the_whole_width(strip):
    for bars in strip.rows.values():
        assert bars[0].left == 0
        assert bars[-1].right == pytest.approx(strip.axis.right, abs=ROUNDED)
        for before, after in pairwise(bars):
            assert after.left == pytest.approx(before.right, abs=ROUNDED)
            assert after.status != before.status


def test_the_bar_under_a_time_has_the_status_of_that_time(ds, strip):
    """The times are drawn evenly, and so are the places: the scale is linear."""
    chance = random.Random(2023)
    first, last = (ds.when(day).start for day in (strip.stretch.first, strip.stretch.end))
    exact = 0
    for crossing in principal(ds):
        for _ in range(150):
            share = chance.random()
            instant = first + share * (last - first)
            status = ds.status(crossing.id, instant).status
            x = share * strip.axis.right
            under = [b for b in strip.rows[crossing.name] if b.left - 0.5 <= x <= b.right + 0.5]
            assert status in {bar.status for bar in under}
            exact += len(under) == 1
    assert exact > 1100  # of 1200: but for those within a hair of a change


def test_every_span_has_its_bar(ds, strip):
    """Every unbroken run that the strip reaches, however short, in order."""
    first, last = (ds.when(day).start for day in (strip.stretch.first, strip.stretch.end))
    for crossing in principal(ds):
        timeline = ds.timeline(crossing.id)
        turns = [b.start for a, b in pairwise(timeline.spans) if a.status != b.status]
        begin = [first, *(turn for turn in turns if first < turn < last)]
        bars = strip.rows[crossing.name]
        assert [bar.status for bar in bars] == [timeline.at(turn).status for turn in begin]
        for bar, turn in zip(bars, begin, strict=True):
            assert bar.left == pytest.approx(strip.axis.x(local(ds, turn)), abs=ROUNDED)


def test_letters_stand_in_bars_of_their_status(strip):
    letters = {look.letter: status for status, look in LOOKS.items()}
    texts = [text for text in strip.group.findall(f"{SVG}text") if text.text in letters]
    for text in texts:
        rows = list(strip.rows.values())
        bars = rows[int((float(text.get("y")) - time_strip.SCALE) / time_strip.ROW)]
        x = float(text.get("x")) + float(text.get("dx"))
        (bar,) = (bar for bar in bars if bar.left <= x < bar.right)
        assert bar.status == letters[text.text]
    assert len(texts) >= 2 * len(strip.rows)


# the two scales


def test_lines_join_the_enlarged_days_to_their_strip(view, root, strips):
    whole, enlarged = strips
    (guides,) = [
        g for g in drawn(root).findall(f"{SVG}g") if g.find(f"{SVG}svg[@viewBox]") is not None
    ]
    joined = [
        (float(line.get("x1")), float(line.get("x2"))) for line in guides.findall(f"{SVG}line")
    ]
    days = (view.enlarged.first, view.enlarged.end)
    expected = zip((whole.axis.x(day) for day in days), (0, enlarged.axis.right), strict=True)
    assert [pytest.approx(pair, abs=ROUNDED) for pair in expected] == joined
    frame = [r for r in whole.group.findall(f"{SVG}rect") if r.get("fill") == "none"]
    assert [float(rect.get("x")) for rect in frame] == pytest.approx([joined[0][0]], abs=ROUNDED)


def test_a_picture_that_ends_with_a_day_ends_there(ds):
    view = timelines(ds, SHOWN)
    assert [stretch.end for stretch in view.stretches] == [SHOWN + timedelta(days=1)] * 2
    whole, enlarged = strips_of(view, ET.fromstring(timeline_picture.svg(view, shown=SHOWN)))
    for strip in (whole, enlarged):  # at Vaalimaa closed from 20:00, four hours before the end
        bar = strip.rows["Vaalimaa"][-1]
        day = strip.axis.right / (strip.stretch.end - strip.stretch.first).days
        assert bar.status is Status.CLOSED
        assert bar.right - bar.left == pytest.approx(day * 4 / 24, abs=ROUNDED)


@pytest.mark.parametrize("first", [date(2023, 12, 15), date(2023, 12, 12)])
def test_a_short_record_is_drawn(view, first):
    """A record of one day has one strip, of a few days two at most."""
    for stretches in ((None,), (Stretch(SHOWN, SHOWN + timedelta(days=1), "a day"),)):
        whole = Stretch(first, date(2023, 12, 16), "all days")
        short = view._replace(whole=whole, enlarged=stretches[0])
        root = ET.fromstring(timeline_picture.svg(short, shown=SHOWN))
        for strip in strips_of(short, root):
            assert all(bars[-1].right == strip.axis.right for bars in strip.rows.values())
        assert "NaN" not in timeline_picture.page_strips(short)


# planned ends that never came


def test_planned_ends_that_never_came(view, enlarged):
    """At Vaalimaa these are the ends of decisions 1, 2 and 4."""
    row = next(row for row in view.rows if row.crossing.id == "vaalimaa")
    ends = [plan.end.astimezone(view.zone) for plan in row.given_up]
    assert sorted((end - timedelta(days=1)).date() for end in ends) == [
        date(2023, 12, 23),
        date(2024, 1, 14),
        date(2024, 2, 18),
    ]
    assert all(end.hour == end.minute == 0 for end in ends)  # the ends of those days
    expected = [enlarged.axis.x(end) for end in sorted(ends)]
    assert enlarged.crosses(view, "Vaalimaa") == pytest.approx(expected, abs=ROUNDED)


def test_decisions_that_ran_to_term_have_none(ds, view, enlarged):
    first, last = (ds.when(day).start for day in (enlarged.stretch.first, enlarged.stretch.end))
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
        struck = enlarged.crosses(view, row.name)
        expected = [enlarged.axis.x(end) for end in sorted(cut_short) if first < end < last]
        assert struck == pytest.approx(expected, abs=ROUNDED)
        for end in (end for end in to_term if first < end < last):
            near = [x for x in struck if abs(x - enlarged.axis.x(end)) < 1]
            assert near == [], (row.name, end)
        assert to_term


def test_each_plan_is_drawn_once_where_it_can_be_seen(ds, view, strips):
    """Those that the enlarged strip does not show in full are on the first strip."""
    whole, enlarged = strips
    last = ds.when(view.enlarged.end).start
    for row in view.rows:
        later = [plan.end for plan in row.given_up if plan.end > last]
        expected = pytest.approx([whole.axis.x(end) for end in sorted(later)], abs=ROUNDED)
        assert whole.crosses(view, row.name) == expected
        here = [plan for plan in row.given_up if plan.end <= last]
        assert len(enlarged.crosses(view, row.name)) == len(here)


def test_a_planned_end_begins_where_it_was_given_up(ds, view):
    ends = {effective for effective, _ in ds.replacements().values()}
    for row in view.rows:
        for plan in row.given_up:
            assert plan.start in ends
            assert plan.start < plan.end


# the mark and the verified date


@pytest.mark.parametrize("shown", [SHOWN, date(2015, 1, 1), date(2024, 4, 30), END])
def test_the_mark_stands_in_the_middle_of_the_shown_date(view, shown):
    root = ET.fromstring(timeline_picture.svg(view, shown=shown))
    strips = [s for s in strips_of(view, root) if s.stretch.first <= shown < s.stretch.end]
    bottom = f"M0 {time_strip.SCALE - 2}V{time_strip.SCALE + time_strip.ROW * len(view.rows)}"
    marks = [
        float(mark.get("x"))
        for mark in drawn(root).iter(f"{SVG}svg")
        if bottom in [path.get("d") for path in mark.findall(f"{SVG}path")]
    ]
    noon = datetime.combine(shown, time(12), view.zone)
    assert marks == pytest.approx([strip.axis.x(noon) for strip in strips], abs=ROUNDED)
    assert len(marks) == (2 if shown.year in (2023, 2024) else 1)


def test_without_a_date_there_is_no_mark(view):
    marked, bare = timeline_picture.svg(view, shown=SHOWN), timeline_picture.svg(view)
    assert "<path" in marked.replace(bare[: bare.rindex("</g>")], "")
    assert timeline_picture.page_mark(view, date(2014, 1, 1)) == ""


def test_past_the_verified_date_a_strip_is_paled(ds, strips):
    verified = ds.package.verified_through
    assert verified < END
    whole, enlarged = strips
    pale = [rect for rect in whole.group.findall(f"{SVG}rect") if rect.get("fill-opacity")]
    assert len(pale) == 1
    left, width = float(pale[0].get("x")), float(pale[0].get("width"))
    assert left == pytest.approx(whole.axis.x(verified + timedelta(days=1)), abs=0.051)
    assert left + width == pytest.approx(whole.axis.right, abs=ROUNDED)
    assert width > 20
    assert float(pale[0].get("y")) <= time_strip.SCALE
    assert float(pale[0].get("height")) >= time_strip.ROW * len(whole.rows)
    assert 0.3 <= float(pale[0].get("fill-opacity")) < 1
    # it lies above every bar, or it would pale nothing
    rects = whole.group.findall(f"{SVG}rect")
    assert rects.index(pale[0]) > max(rects.index(bar) for bar in bars_of(whole.group))
    assert not [rect for rect in enlarged.group.findall(f"{SVG}rect") if rect.get("fill-opacity")]


def test_a_verified_strip_is_not_paled(ds):
    """Where it ends at the verified date, nothing of it is paled."""
    last = ds.package.verified_through
    assert "fill-opacity" not in timeline_picture.svg(timelines(ds, last))


def test_what_the_record_knew_then_is_what_is_drawn(ds):
    """As known on 20 November 2023, Vaalimaa was to reopen on 19 February 2024."""
    known = ds.when("2023-11-20")
    row = timelines(ds, date(2024, 6, 1), known).rows[-1]
    assert row.crossing.id == "vaalimaa"
    assert row.given_up == ()
    assert row.runs[-1].start == ds.when("2024-02-19").start
    assert row.runs[-1].status != Status.CLOSED
