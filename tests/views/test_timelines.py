"""The scales of timelines: all days, and the focus where enlarging it is worth it."""

from datetime import date

import pytest

from borders.views.timelines import timelines

RECORD, LAST = "2015-01-01", "2026-07-02"
FOCUSES = {
    "within the record": (["2023-11-01", "2024-05-01"], LAST, ("2023-11-01", "2024-05-01")),
    "from the record's first day": ([RECORD, "2016-01-01"], LAST, (RECORD, "2016-01-01")),
    "from before the record": (["2010-01-01", "2016-01-01"], LAST, (RECORD, "2016-01-01")),
    "of one day": (["2023-12-15", "2023-12-16"], LAST, ("2023-12-15", "2023-12-16")),
    "not over at the last day": (
        ["2023-11-01", "2024-05-01"],
        "2023-12-15",
        ("2023-11-01", "2023-12-16"),
    ),
    "after the last day": (["2023-11-01", "2024-05-01"], "2023-10-31", None),
    "before the record": (["2010-01-01", "2011-01-01"], LAST, None),
    "of nearly all days": ([RECORD, "2024-01-01"], LAST, None),
    "of a record of one day": ([RECORD, "2016-01-01"], RECORD, None),
    "none": (None, LAST, None),
}


@pytest.mark.parametrize("name", FOCUSES)
def test_the_days_of_the_focus_that_are_shown_are_enlarged(data_folder, name):
    focus, last, enlarged = FOCUSES[name]
    package = data_folder.json("datapackage.json")
    package["borders"]["focus"] = focus
    if focus is None:
        del package["borders"]["focus"]
    data_folder.write_json("datapackage.json", package)
    view = timelines(data_folder.load(), date.fromisoformat(last))
    assert view.whole.first.isoformat() == RECORD
    assert (view.whole.end - date.fromisoformat(last)).days == 1
    found = view.enlarged and tuple(day.isoformat() for day in view.enlarged[:2])
    assert found == enlarged


def test_captions_are_the_days_in_words(ds):
    view = timelines(ds, date(2026, 7, 2))
    assert [stretch.caption.replace("\N{NO-BREAK SPACE}", " ") for stretch in view.stretches] == [
        "1 January 2015 – 2 July 2026",
        "1 November 2023 – 30 April 2024, enlarged",
    ]
    assert timelines(ds, date(2015, 1, 1)).whole.caption == "1\xa0January\xa02015"


def test_a_day_before_the_record_has_an_axis(ds):
    view = timelines(ds, date(2014, 12, 15))
    assert (view.whole.first, view.enlarged) == (date(2014, 12, 15), None)
