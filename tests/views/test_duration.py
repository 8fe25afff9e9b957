"""Plan and hindsight apart: no text joins an end to a decision that did not say it."""

import csv
import io
from collections import defaultdict
from datetime import date, timedelta

import pytest

from borders import language
from borders.cli import status_text
from borders.cli.lookups_text import differences
from borders.model import Status
from borders.site.map_script import record_data
from borders.views import wording
from borders.views.announcements import feed
from borders.views.crossing_status import service_view
from borders.views.duration import planned_words, span_sentence, status_sentence

FIRST, LAST = date(2023, 11, 16), date(2025, 4, 17)


@pytest.mark.parametrize(
    ("crossing", "at", "sentence", "outcome"),
    [
        (  # where the review of the pages found an end that the decision did not have
            "nuijamaa",
            "2023-11-27",
            (
                "Closed since 18 November 2023, continued by the decision of 22 November 2023, "
                "meant to last until the end of 23 December 2023."
            ),
            "It lasted until further notice, by later decisions.",
        ),
        (
            "vaalimaa",
            "2023-11-20",
            (
                "Closed since 18 November 2023 by the decision of 16 November 2023, "
                "meant to last until the end of 18 February 2024."
            ),
            "It lasted until the end of 13 December 2023: a later decision ended it.",
        ),
        (  # the plan came true
            "vaalimaa",
            "2023-12-10",
            (
                "Closed since 18 November 2023, continued by the decision of 28 November 2023, "
                "until the end of 13 December 2023."
            ),
            "",
        ),
        (
            "vaalimaa",
            "2025-05-01",
            (
                "Closed since 15 December 2023, 20:00, continued by the decision of 16 April 2025, "
                "until further notice."
            ),
            "",
        ),
        (  # an older decision holds again: it did not open the point on that day
            "salla",
            "2022-08-01",
            "Open since 15 July 2022 under the decision of 29 June 2022.",
            "It lasted until the end of 23 November 2023: a later decision ended it.",
        ),
        (  # nobody found until when it was planned
            "vaalimaa",
            "2020-07-20",
            (
                "Restricted since 19 March 2020, continued by the decision of 10 July 2020, "
                "meant to last until a date that is not known."
            ),
            "It lasted until the end of 14 July 2022.",
        ),
        (  # what governed last was decided earlier: Russia's order of March 2020
            "vaalimaa",
            "2022-06-20",
            (
                "Restricted since 19 March 2020, continued by the decision of 5 June 2022, "
                "meant to last until the end of 30 June 2022."
            ),
            "It lasted until the end of 14 July 2022, by other decisions.",
        ),
        ("niirala-rail", "2024-01-01", "Unknown since 24 November 2023.", ""),
        ("vaalimaa", "2014-12-31", "Unknown: no source says anything.", ""),
    ],
)
def test_a_status_in_words(ds, crossing, at, sentence, outcome):
    answer = ds.status(crossing, at=at)
    view = service_view(ds, answer)
    assert (status_sentence(answer), view.outcome) == (sentence, outcome)


def test_what_was_to_come_then_is_not_told_as_hindsight(ds):
    answer = ds.status("raja-jooseppi", at="2023-12-01", as_of="2023-11-23")
    view = service_view(ds, answer)
    assert status_sentence(answer).endswith("meant to last until the end of 23 December 2023.")
    assert view.outcome == "By all that was decided then, it was to last until further notice."


@pytest.fixture(scope="module")
def planned(ds):
    """The planned ends of each decision at a crossing for a service, as closures.csv has them."""
    ends = defaultdict(set)
    for row in csv.DictReader(io.StringIO(ds.text("closures.csv"))):
        ends[row["decision"], row["crossing"], row["service"]].add(row["valid_until"])
    return ends


class Ends:
    """The ways in which an end can be put into words in the reader's language."""

    def __init__(self, ds, planned):
        self.zone = ds.package.zone
        self.when = ds.when
        instants = {text for texts in planned.values() for text in texts} - {"", "unknown"}
        self.all = {self.words(text) for text in instants} | {wording.until(None, self.zone)}
        for crossing, service in ds.services():
            for span in ds.timeline(crossing.id, service).spans:
                self.all.add(wording.until(span.end, self.zone))

    def words(self, text):
        return wording.until(self.when(text).end if text else None, self.zone)

    def named(self, text):
        return {words for words in self.all if words.lower() in text.lower()}

    def allowed(self, texts):
        return {self.words(text) for text in texts if text != "unknown"}


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_no_text_puts_an_end_beside_a_decision_that_did_not_say_it(ds, planned, code):
    """Every day, crossing point and service: the row, the popup and the command's answer."""
    seen, days = set(), [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    with language.use(code):
        ends = Ends(ds, planned)
        for day in days:
            for answer in (each for entry in ds.slice(day).crossings for each in entry.services):
                key = answer.crossing.id, answer.service, answer.run
                if answer.measure is None or key in seen:
                    continue
                seen.add(key)
                own = planned[answer.measure.decision.id, answer.crossing.id, str(answer.service)]
                view = service_view(ds, answer)
                for text in (status_sentence(answer), view.plan):
                    assert ends.named(text) <= ends.allowed(own), text
                assert not ends.named(view.since)
                title = ds.translated(answer.measure.decision.title)  # which may say its end
                for line in status_text.status(ds, answer).split("\n"):
                    if view.outcome not in line or not view.outcome:
                        assert ends.named(line.replace(title, "")) <= ends.allowed(own), line
                hindsight = {wording.until(answer.until, ends.zone)}
                assert ends.named(view.outcome) <= hindsight, view.outcome
                # who reads the plan alone is not left to think that it came true
                came_true = ends.allowed(own) == hindsight
                assert came_true or view.outcome or answer.status is Status.UNKNOWN
    assert len(seen) > 150


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_feeds_differences_and_the_map_say_names_no_other_end(ds, planned, code):
    with language.use(code):
        ends = Ends(ds, planned)
        for change in feed(ds).changes:
            assert not ends.named(" ".join([change.title, *change.lines]))
        pairs = ds.diff("2023-11-17", "2023-12-14")
        for pair in pairs:
            text, _, _ = differences(ds, [pair]).partition("\n\n")
            measure = pair.after.measure
            own = planned[measure.decision.id, pair.after.crossing.id, str(pair.after.service)]
            assert ends.named(text) <= ends.allowed(own), text
        facts = [fact for fact in record_data(ds, LAST)["facts"] if "chain" in fact]
        assert len(facts) > 100
        for fact in facts:
            every = set().union(
                *(texts for (id_, *_), texts in planned.items() if id_ == fact["chain"][0])
            )
            assert ends.named(fact.get("plan", "")) <= ends.allowed(every), fact
            assert not ends.named(fact["since"])


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_history_tells_the_planned_end_of_each_span_from_its_true_one(ds, planned, code):
    with language.use(code):
        ends = Ends(ds, planned)
        for crossing, service in ds.services():
            for span in ds.timeline(crossing.id, service).spans:
                if span.measure is None:
                    continue
                own = planned[span.measure.decision.id, crossing.id, str(service)]
                words = planned_words(span.measure, ends.zone)
                assert ends.named(words) <= ends.allowed(own), words
                governed = wording.until(span.end, ends.zone)
                sentence = span_sentence(span, ends.zone)
                assert ends.named(sentence) <= ends.named(words) | {governed}, sentence
