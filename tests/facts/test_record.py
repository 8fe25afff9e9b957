"""What the Finland–Russia record holds, against the notes it was made from, and what all hold."""

from datetime import date

import pytest

from borders import language
from borders.views.crossing import crossing_details
from helpers.commands import printed
from helpers.paths import ROOT

GOLDEN = ROOT / "tests" / "golden" / "changes.txt"

PRINCIPAL = [
    *("vaalimaa", "nuijamaa", "imatra", "niirala"),
    *("vartius", "kuusamo", "salla", "raja-jooseppi"),
]


def test_the_eight_are_the_principal_points(ds):
    assert [c.id for c in ds.record.crossings.values() if c.principal] == PRINCIPAL


def test_every_principal_point_is_named_on_both_sides_in_four_languages(ds):
    for id_ in PRINCIPAL:
        crossing = ds.record.crossings[id_]
        assert {"fi", "sv", "en", "ru"} <= set(crossing.names)
        assert {"en", "ru"} <= set(crossing.opposite)
        assert crossing.municipality
        assert crossing.road


def test_raja_jooseppi_has_its_sami_names(ds):
    crossing = ds.record.crossings["raja-jooseppi"]
    assert crossing.names["se"] == "Rádje-Jovsset"
    assert crossing.names["smn"] == "Räji-Joovsep"
    assert crossing.names["sms"] == "Raajj-Jooʹsep"
    facts = dict(crossing_details(ds, crossing, date(2024, 1, 1)).facts)
    assert "Raajj-Jooʹsep (Skolt Sámi)" in facts["Names"]
    assert ("Raajj-Jooʹsep", "sms") in language.parts(facts["Names"])


def test_points_without_an_established_place_are_off_the_map(ds):
    unplaced = {c.id for c in ds.record.crossings.values() if c.position is None}
    assert unplaced == {"santio", "haapovaara", "karttimo", "kurvinen"}


def test_a_place_is_established_or_said_not_to_be(each_record):
    for crossing in each_record.record.crossings.values():
        assert crossing.position_confidence, crossing.id
        if crossing.position is None:
            assert crossing.position_confidence in ("unverified", "estimate"), crossing.id
            assert crossing.position_note, crossing.id


def test_every_decision_is_behind_a_measure_and_every_measure_has_a_source(each_record):
    measures = each_record.record.measures
    assert {measure.decision.id for measure in measures} == set(each_record.record.decisions)
    assert all(measure.sources for measure in measures)


def test_copies_say_whose_text_they_are(each_record):
    copies = [s for s in each_record.record.sources.values() if s.form != "original"]
    assert copies
    assert [source.id for source in copies if not source.original] == []


def test_a_reprint_and_a_translation_are_told_apart(ds):
    sources = ds.record.sources.values()
    assert ds.record.sources["aitos-2020-03"].form == "reprint"
    forms = {source.form for source in sources if source.publisher.startswith("pledgetimes")}
    assert forms == {"translation"}


def test_the_russian_order_stands_on_its_own_side(ds):
    order = ds.record.decisions["ru-rail-2026"]
    assert order.sides == ("ru",)
    assert order.decided.day.isoformat() == "2026-06-30"
    # Finland's own exemption is still in force: without the order the point would be open
    assert ds.status("vainikkala", at="2026-07-02", as_of="2026-06-29").status == "open"
    assert ds.status("vainikkala", at="2026-07-02").status == "unknown"


def test_the_do_not_trust_list_is_in_the_ledger(ds):
    text = " ".join(f"{c.id} {c.claim} {c.record}".casefold() for c in ds.record.claims)
    publishers = {s.publisher.casefold() for c in ds.record.claims for s in c.sources}
    known = " ".join(publishers) + text
    for who in (
        *("visahq", "fakti", "24-verkkolehti", "thegaze", "socialbites", "kainuun sanomat"),
        *("mtv", "jurist", "worldreportnow", "steningsimpson", "menafn", "tass", "5news"),
        *("consulate", "newsweek", "afp"),
    ):
        assert who in known, who


def test_nothing_reopens_on_the_word_of_a_rejected_claim(ds):
    after = ds.when("2023-12-15T20:00").start
    for id_ in PRINCIPAL:
        assert ds.timeline(id_, "road").run(after).end is None


@pytest.mark.parametrize("service", ["road", "boat", "rail-freight"])
def test_there_is_no_gap_between_known_spans(ds, service):
    for crossing, offered in ds.services():
        if offered != service:
            continue
        gaps = [s for s in ds.timeline(crossing.id, service).spans[1:] if s.measure is None]
        assert gaps == [], crossing.id


def test_every_change_is_the_one_that_was_reviewed():
    """A change of facts shows as a change of tests/golden/changes.txt.

    Rewrite it with: borders changes > tests/golden/changes.txt
    """
    assert printed("changes") == GOLDEN.read_text(encoding="utf-8")
