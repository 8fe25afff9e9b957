"""Changes and planned ends as they are announced in feeds and on pages."""

import json

from borders import language
from borders.views import announcements
from helpers.edits import plans_a_closure


def test_one_decision_on_several_services_at_one_instant_is_one_entry(ds):
    entries = announcements.feed(ds).changes
    keys = [(entry.at, entry.decided) for entry in entries]
    assert len(set(keys)) == len({entry.id for entry in entries}) == len(keys)


def test_no_planned_end_is_to_come_in_a_record_without_one(ds):
    assert announcements.announce_planned_ends(ds) == []


def test_a_planned_end_that_was_verified_to_come_is_no_longer_planned(data_folder):
    plans_a_closure(data_folder)
    data_folder.set_package("verified_through", "2027-01-15")
    assert announcements.announce_planned_ends(data_folder.load()) == []


def test_entries_are_the_same_whatever_the_language_and_feeds_are_not(ds):
    feeds = []
    for code in language.LANGUAGES:
        with language.use(code):
            feeds.append(announcements.feed(ds))
    assert len({json.dumps([entry.id for entry in feed.changes]) for feed in feeds}) == 1
    assert len({feed.id for feed in feeds}) == len(feeds)
