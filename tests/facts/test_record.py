"""What the Finland–Russia record holds, against the notes it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from borders.cli import main

GOLDEN = Path(__file__).parents[1] / "golden" / "changes.txt"

PRINCIPAL = [
    "vaalimaa",
    "nuijamaa",
    "imatra",
    "niirala",
    "vartius",
    "kuusamo",
    "salla",
    "raja-jooseppi",
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


def test_points_without_an_established_place_are_off_the_map(ds):
    unplaced = {c.id for c in ds.record.crossings.values() if c.position is None}
    assert unplaced == {"santio", "haapovaara", "karttimo", "kurvinen"}
    for id_ in unplaced:
        assert ds.record.crossings[id_].position_confidence in ("unverified", "estimate")


def test_every_measure_has_a_decision_a_confidence_and_a_source(ds):
    assert ds.record.measures
    for measure in ds.record.measures:
        assert measure.decision.id in ds.record.decisions
        assert measure.confidence in ("primary", "secondary", "inferred")
        assert measure.sources


def test_copies_say_whose_text_they_are(ds):
    copies = [s for s in ds.record.sources.values() if s.form != "original"]
    assert len(copies) > 20
    assert all(source.original for source in copies)
    by_id = ds.record.sources
    assert by_id["aitos-2020-03"].form == "reprint"
    translated = [s for s in copies if s.publisher.startswith("pledgetimes")]
    assert translated
    assert {source.form for source in translated} == {"translation"}


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
    result = CliRunner().invoke(main, ["changes"])
    assert result.output == GOLDEN.read_text(encoding="utf-8")


def test_a_slice_is_a_geodataframe(ds):
    frame = ds.slice("2023-12-15").to_geodataframe()
    assert list(frame["crossing"]) == list(ds.record.crossings)
    by_id = frame.set_index("crossing")
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    assert by_id.loc["vaalimaa", "status"] == "closed"
    assert by_id.loc["vaalimaa", "since"].isoformat() == "2023-12-15T18:00:00+00:00"
    assert by_id.loc["vaalimaa", "geometry"].x == 27.873486
    assert by_id.loc["santio", "geometry"] is None
    assert str(frame["since"].dtype) == "datetime64[us, UTC]"


@pytest.mark.parametrize(
    ("name", "crossing"),
    [
        ("Aspö", "haapasaari"),  # the Ministry's Swedish name
        ("Аспё", "haapasaari"),
        ("Хаапасаари", "haapasaari"),
        ("Сантио", "santio"),
        ("порт Нуйямаа", "nuijamaa-port"),
        ("Louko", "vainikkala"),
        ("Buslovskaja", "vainikkala"),
        ("Райя-Йоосеппи", "raja-jooseppi"),
        ("Райя-Йосепи", "raja-jooseppi"),
        ("Райя-Йоссеппи", "raja-jooseppi"),
        ("Рая-Йоосепи", "raja-jooseppi"),
        ("Нуйамаа", "nuijamaa"),
        ("Torfianovka", "vaalimaa"),
        ("Viartsilia", "niirala"),
        ("Liuttia", "vartius"),
        ("Suoperia", "kuusamo"),
    ],
)
def test_a_name_that_an_authority_or_the_press_uses_is_found(ds, name, crossing):
    assert ds.status(name, at="2023-11-01").crossing.id == crossing
