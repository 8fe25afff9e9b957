"""A record of many crossings: a date tells what changed on it, and the whole stays in reach."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from browser.test_pages import until
from browser.test_quality import faults
from export.test_api_files import validator

import borders
from borders.export import api_files as api
from borders.export import api_views as records
from borders.export.serialise import json_text
from borders.model import Status
from borders.site import build as site
from borders.site.pages import Pages
from borders.views.page_days import MANY, Days

CROSSINGS = MANY + 100
SCRIPT = Path(__file__).parents[1] / "scripts" / "world.py"


def world(folder, crossings, days):
    """A made-up record of decisions on so many days."""
    size = ["--crossings", str(crossings), "--measures", "2500", "--days", str(days)]
    subprocess.run([sys.executable, SCRIPT, folder, *size], check=True)
    return borders.load(folder)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return world(tmp_path_factory.mktemp("many") / "data", CROSSINGS, 400)


@pytest.fixture(scope="module")
def days(many):
    changed = many.change_days()
    return changed[60:75]


@pytest.fixture(scope="module")
def built(many, days, tmp_path_factory):
    folder = tmp_path_factory.mktemp("many") / "out"
    site.build(many, folder, days[0], days[-1], every_day=False, languages=["en"])
    return folder


def read(built, path):
    return json.loads((built / path).read_text(encoding="utf-8"))


def main_statuses(dataset, day):
    return {one.crossing.id: str(one.main.status) for one in dataset.slice(day).crossings}


def test_the_counts_of_every_state_are_those_of_its_slice(many, days):
    shown = Days(many, days, days[-1])
    assert len(shown.states) > len(days)
    for day in shown.states:
        at = many.slice(day)
        assert shown.counts[day].principal == at.counts
        every = Counter(entry.main.status for entry in at.crossings)
        assert shown.counts[day].every == {status: every[status] for status in Status}


def test_the_states_one_after_another_are_the_whole_record(many, built, days):
    """A state holds what differs from the one before, and the first holds everything."""
    states, held = read(built, "api/v1/index.json")["states"], {}
    check = validator("difference")
    assert [read(built, f"api/v1/states/{day}.json")["before"] for day in states] == [
        None,
        *states[:-1],
    ]
    for day in states:
        state = read(built, f"api/v1/states/{day}.json")
        check.validate(state)
        assert not check.is_valid({key: state[key] for key in state if key != "before"})
        for answer in (*state["crossings"], *state["services"]):
            key = answer["crossing"], answer["service"]
            held[key] = {name: answer[name] for name in ("status", "changed", "since")}
        for entry in many.slice(day).crossings:
            for answer in entry.services:
                found = held[entry.crossing.id, str(answer.service)]
                assert found["status"] == str(answer.status)
                assert found["changed"] == answer.changed
                since = answer.since and answer.since.astimezone(many.package.zone)
                assert found["since"] == (since and since.isoformat(timespec="minutes"))


def test_a_date_says_where_its_status_is(many, built, days):
    for day in days:
        twin = read(built, f"dates/{day}/index.json")
        validator("date").validate(twin)
        assert twin["status"] is None
        assert twin["counts"] == {str(s): n for s, n in many.slice(day).counts.items()}
        state = json.loads((built / f"dates/{day}" / twin["state"]).read_text(encoding="utf-8"))
        assert date.fromisoformat(state["from"]) <= day


def test_what_changed_stands_in_the_page_with_its_decision(many, built, days):
    for day in days:
        text = (built / f"dates/{day}/index.html").read_text(encoding="utf-8")
        changed = [c for c in many.changes(day, day) if c.service is c.crossing.services[0]]
        rows = re.findall(r'<tr id="row-(\w+)">.*?badge (\w+)', text)
        after = {c.crossing.id: str(c.after.status) for c in changed}
        assert dict(rows) == after
        for change in changed:
            if change.after.measure:
                assert change.after.measure.decision.title in text
        statuses = Counter(main_statuses(many, day).values())
        told = re.search(r"400 crossing points in all: (.*?)\.<", text)[1].replace(",", "").split()
        assert dict(zip(told[::2], map(int, told[1::2]), strict=True)) == statuses


def test_the_script_knows_every_main_status_on_every_day(many, built, days):
    text = (built / "assets" / "record.js").read_text(encoding="utf-8")
    record = json.loads(text.removeprefix("borders.record = ").rstrip().removesuffix(";"))
    first, last = days[0], days[-1]
    for number in range((last - first).days + 1):
        day = (first + timedelta(number)).isoformat()
        shown = {
            crossing["id"]: record["facts"][
                [place for since, place in crossing["services"][0]["entries"] if since <= day][-1]
            ]["status"]
            for crossing in record["crossings"]
        }
        assert shown == main_statuses(many, day)


def weight(dataset, dates):
    """Bytes for each change, of all that is written for the dates alone."""
    shown = Days(dataset, dates, dates[-1])
    pages = Pages(shown, linked=True)
    steps = {"links": [], "first": dates[0], "last": dates[-1]}
    texts = [pages.slice_page(day, f"dates/{day}/index.html", dates=steps) for day in dates]
    texts += [text for _, text in api.twins(shown)]
    for before, day in pairwise(shown.states):
        texts.append(json_text(records.difference(shown, day, before, None)))
    return sum(map(len, texts)) / len(dataset.changes(dates[0], dates[-1]))


def test_a_date_weighs_what_changed_and_not_what_exists(tmp_path, many, days):
    more = world(tmp_path / "data", CROSSINGS * 4, 800)
    assert weight(more, more.change_days()[60:75]) < 1.5 * weight(many, days)


@pytest.mark.browser
def test_the_map_shows_thousands_and_opens_one(browser, built, many, days):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((built / "index.html").as_uri())
    until(page, "borders.day !== null")
    assert page.locator("#when").inner_text() == f"{days[-1].day} {days[-1]:%B %Y}"
    assert page.locator(".crossing-icon").count() == 0  # too many to be told apart
    painted = """() => {
      const canvas = document.querySelector(".leaflet-dots-pane canvas");
      const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, index) => index % 4 === 3 && value > 0).length;
    }"""
    assert page.evaluate(painted) > 1000
    id_ = next(iter(many.record.crossings))
    page.evaluate(f"borders.choose('{id_}')")
    page.wait_for_selector(".leaflet-popup-content h2 a")
    link = page.locator(".leaflet-popup-content h2 a").get_attribute("href")
    assert (built / link).is_file()
    for day in (days[3], days[9]):
        page.evaluate(f"borders.show('{day}')")
        assert page.locator("article").get_attribute("class") == main_statuses(many, day)[id_]
    page.evaluate("borders.leaflet.closePopup()")
    lon, lat = many.record.crossings[id_].position
    page.evaluate(f"borders.leaflet.setView([{lat}, {lon}], 11, {{animate: false}})")
    page.wait_for_selector(".crossing-icon svg")
    assert 0 < page.locator(".crossing-icon").count() <= 60
    assert faults == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["index.html", "dates/{day}/index.html"])
def test_axe_finds_nothing(browser, built, days, path):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((built / path.format(day=days[4])).as_uri())
    until(page, "borders.day !== null")
    assert faults(page) == []
    context.close()
