"""A provisional record says so in every answer, and past what was seen says only what was seen."""

from datetime import date

import pytest

from borders.site.map_days import days_of_record
from borders.views.day import day_view
from borders.views.duration import status_sentence
from helpers.commands import answer, printed
from helpers.editable_folder import EditableFolder
from helpers.edits import is_provisional

CHECKED = "2023-11-20"  # Salla closes on 24 November, by a later decision
COMMANDS = [
    ("status", "vaalimaa"),
    ("status",),
    ("crossings",),
    ("history", "salla"),
    ("changes",),
    ("diff", "2023-11-17", "2023-11-18"),
    ("nearest", "60.2", "24.9", "--at", "2023-11-18"),
    ("claims",),
    ("stats", "salla"),
    ("stats", "salla", "--to", "2023-12-31"),
    ("arrivals",),
]
WORDS = "This record is provisional."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = EditableFolder(tmp_path_factory.mktemp("provisional"))
    is_provisional(folder, CHECKED)
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_answer_says_once_that_a_record_is_provisional(folder, command):
    assert printed(*command, "--data", folder.path).count(WORDS) == 1
    told = answer(*command, "--data", folder.path)
    entries = told if isinstance(told, list) else [told]
    assert {entry["standing"] for entry in entries} == {"provisional"}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_reviewed_record_is_not_called_provisional(command):
    assert WORDS not in printed(*command, "--data", "finland-russia")


@pytest.mark.parametrize(
    ("day", "crossing", "sentence", "headline"),
    [
        (
            "2023-11-20",
            "vaalimaa",
            "Closed since 18 November 2023 by the decision of 16 November 2023",
            "Vartius, Kuusamo, Salla and Raja-Jooseppi are open; ",
        ),
        (
            "2023-11-21",
            "vaalimaa",
            "Last seen closed on 20 November 2023, since 18 November 2023 by the decision of",
            "As last seen on 20 November 2023: Vartius, Kuusamo, Salla and Raja-Jooseppi are open",
        ),
        (
            "2023-11-27",
            "salla",
            "Planned: closed since 24 November 2023 by the decision of 22 November 2023",
            "As seen or planned on 20 November 2023: Raja-Jooseppi is open; ",
        ),
    ],
)
def test_past_the_last_day_checked_it_is_told_when_a_status_was_seen(
    folder, day, crossing, sentence, headline
):
    ds = folder.load()
    assert status_sentence(ds.status(crossing, day)).startswith(sentence)
    view = day_view(ds, ds.slice(day))
    assert view.headline.startswith(headline)
    assert view.verified_words.endswith(f"Opening hours: through 15 November 2023. {WORDS}")
    days = days_of_record(ds, date(2023, 12, 31))
    of_day = [words for turned, words, _ in days.headlines if turned <= view.day]
    assert of_day[-1] == view.headline
    services = next(c.services[0] for c in days.crossings if c.view.id == crossing)
    assert [v.since for turned, v in services if turned <= view.day][-1] == next(
        c.main.since for c in view.crossings if c.id == crossing
    )


def test_a_reviewed_record_goes_on_as_before(ds):
    assert status_sentence(ds.status("vaalimaa", "2030-01-01")).startswith("Closed since 15 Dec")
    assert day_view(ds, ds.slice("2030-01-01")).headline.startswith("All eight are closed")


def test_check_tells_the_shares_of_confidence_and_why_a_record_is_provisional(folder):
    *_, shares, standing, _ = printed("check", folder.path).splitlines()
    counted = answer("stats", "--data", folder.path)["confidence"]
    total = len(folder.rows("closures.csv"))
    assert sum(counted.values()) == total
    assert f"primary {100 * counted['primary'] / total:.1f}%, secondary" in shares
    assert standing == f"{WORDS} Hours of today rest on one carrier."
