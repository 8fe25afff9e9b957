from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import borders
from borders.errors import BordersError, CrossingError

# A road and a rail point share these names; without a service the road point is meant.
SHARED = {("niirala-rail", "Ниирала"): "niirala", ("vartius-rail", "Вартиус"): "vartius"}


def without_accents(text):
    marks = unicodedata.normalize("NFD", text)
    return "".join(mark for mark in marks if unicodedata.category(mark) != "Mn")


def variants(name):
    yield from (name, name.upper(), name.lower(), name.swapcase(), name.casefold(), name.title())
    yield from (unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD"))
    yield from (without_accents(name), without_accents(name).upper())
    yield from (f"  {name}\t", name.replace("-", " "), name.replace("-", ""))


def own_names(ds):
    for crossing in ds.record.crossings.values():
        for name in (*crossing.names.values(), *crossing.also_known_as):
            yield crossing, name


def test_every_crossing_is_found_by_its_id(ds):
    ids = list(ds.record.crossings)
    assert len(ids) >= 21
    assert [ds.crossing(id_).id for id_ in ids] == ids


def test_every_crossing_is_found_by_its_id_in_another_case(ds):
    ids = list(ds.record.crossings)
    assert [ds.crossing(id_.upper()).id for id_ in ids] == ids


def test_every_crossing_is_found_by_each_of_its_own_names_however_they_are_typed(ds):
    asked = [(c.id, name, typed) for c, name in own_names(ds) for typed in variants(name)]
    assert len(asked) > 500
    wrong = [
        (typed, found)
        for id_, name, typed in asked
        if (found := ds.crossing(typed).id) != SHARED.get((id_, name), id_)
    ]
    assert wrong == []


def test_every_shared_name_is_still_shared(ds):
    assert SHARED.keys() <= {(crossing.id, name) for crossing, name in own_names(ds)}


def test_every_crossing_is_found_by_its_own_names_where_its_service_is_asked(ds):
    wrong = [
        (name, crossing.id)
        for crossing, name in own_names(ds)
        if ds.crossing(name, crossing.main_service).id != crossing.id
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "crossing"),
    [
        ("Torfyanovka", "vaalimaa"),
        ("Торфяновка", "vaalimaa"),
        ("торфяновка", "vaalimaa"),
        ("ТОРФЯНОВКА", "vaalimaa"),
        ("Ylä-Urpala", "vaalimaa"),
        ("yla urpala", "vaalimaa"),
        ("Ваалимаа", "vaalimaa"),
        ("Брусничное", "nuijamaa"),
        ("Suoperä", "kuusamo"),
        ("suopera", "kuusamo"),
        ("SUOPERÄ", "kuusamo"),
        ("Lotta", "raja-jooseppi"),
        ("Лотта", "raja-jooseppi"),
        ("raja jooseppi", "raja-jooseppi"),
        ("рая йоосеппи", "raja-jooseppi"),
        ("Lyttä", "vartius"),
        ("Kivijarvi", "vartius-rail"),
        ("Luzhayka", "vainikkala"),
        ("Kelloselkä", "salla"),
        ("Pelkola", "imatra"),
        ("Ниирала", "niirala"),
        ("Inari", "inari-lieksa"),
        ("Vaalimaa\u00ad", "vaalimaa"),  # a soft hyphen, as copied from a page
        ("Ｖａａｌｉｍａａ", "vaalimaa"),
    ],
)
def test_a_name_of_either_side_is_found(ds, name, crossing):
    assert ds.crossing(name).id == crossing


@pytest.mark.parametrize(
    ("name", "service", "crossing"),
    [
        ("Svetogorsk", "rail-freight", "imatra-rail"),
        ("Svetogorsk", "road", "imatra"),
        ("Светогорск", "asylum", "imatra"),
        ("Ниирала", "rail-freight", "niirala-rail"),
        ("Ниирала", "road", "niirala"),
        ("Vyartsilya", "bicycle", "niirala"),
    ],
)
def test_a_service_decides_between_a_road_and_a_rail_point(ds, name, service, crossing):
    assert ds.crossing(name, service).id == crossing


@pytest.mark.parametrize("name", ["Svetogorsk", "светогорск", "ENSO"])
def test_an_ambiguous_name_is_answered_with_the_choices(ds, name):
    with pytest.raises(CrossingError) as caught:
        ds.crossing(name)
    said = str(caught.value)
    assert repr(name) in said
    assert "imatra-rail (Imatra (rail), rail), imatra (Imatra, road)" in said


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("valimaa", "Vaalimaa (vaalimaa)"),
        ("Raja Josepi", "(raja-jooseppi)"),
        ("Торфяновкa", "Торфяновка (vaalimaa)"),  # the last letter is a Latin a
        ("Torfjanowka", "Torfjanovka (vaalimaa)"),
        ("Kuusano", "Kuusamo (kuusamo)"),
        ("Svetogors", "Svetogorsk (imatra"),
        ("Нирала", "Ниирала (niirala)"),
        ("Вартиу", "Вартиус (vartius)"),
    ],
)
def test_a_near_miss_is_answered_with_what_was_meant(ds, name, near):
    with pytest.raises(CrossingError) as caught:
        ds.crossing(name)
    assert near in str(caught.value).partition("did you mean ")[2]


def found_or_refused(ds, name):
    try:
        return ds.crossing(name).id
    except CrossingError as error:
        return str(error)


def test_what_a_near_miss_proposes_is_what_the_proposal_finds(ds):
    missed = [
        found_or_refused(ds, f"{name}qz")
        for crossing in ds.record.crossings.values()
        for name in (*crossing.names.values(), *crossing.opposite.values())
    ]
    proposed = {
        tuple(proposal.removesuffix(")").rsplit(" (", 1))
        for said in missed
        for proposal in said.partition("did you mean ")[2].removesuffix("?").split(" or ")
    }
    assert len(proposed) > 50
    # An ambiguous name is proposed too: its own answer then lists the choices.
    wrong = [
        (name, id_) for name, id_ in proposed if f"{id_} (" not in found_or_refused(ds, name) + " ("
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "name",
    ["zzz", "", "   ", "%s", "{}", "\0", "-", "💥", "\ud800", "; DROP TABLE", "<b>", "x" * 10_000],
)
def test_nonsense_is_answered_with_where_the_names_are(ds, name):
    with pytest.raises(CrossingError, match="`borders crossings` lists them") as caught:
        ds.crossing(name)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "name", ["a" * 10_000, "vaalimaa" * 1_250, "Ä̈" * 5_000, "\u0308" * 10_000, "ﷺ" * 10_000]
)
def test_a_very_long_name_is_answered_at_once(ds, name):
    start = time.perf_counter()
    with pytest.raises(CrossingError):
        ds.crossing(name)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("vaalimaa", "boat"),
        ("Ваалимаа", "boat"),
        ("Vaderma", "rail-freight"),
        ("Torfyanovka", "boat"),
        ("Торфяновка", "rail-passenger"),
    ],
)
def test_a_service_that_a_point_does_not_offer_is_answered_with_what_it_offers(ds, name, service):
    with pytest.raises(CrossingError) as caught:
        ds.crossing(name, service)
    assert f"Vaalimaa offers road, bicycle, asylum, not {service}" in str(caught.value)


@pytest.mark.parametrize("ask", ["crossing", "timeline"])
@pytest.mark.parametrize("service", ["ferry", "Road", "road "])
def test_a_service_that_there_is_not_is_answered_with_those_there_are(ds, ask, service):
    with pytest.raises(CrossingError) as caught:
        getattr(ds, ask)("vaalimaa", service=service)
    assert "road, bicycle, rail-passenger, rail-freight, boat, asylum" in str(caught.value)


def test_a_wrong_name_is_a_look_up_that_failed_and_wrong_usage(ds):
    with pytest.raises(CrossingError) as caught:
        ds.status("valimaa", "2023-12-15")
    assert isinstance(caught.value, BordersError)
    assert isinstance(caught.value, LookupError)
    assert caught.value.exit_code == 2


@settings(deadline=None)
@given(
    st.text()
    | st.text(alphabet="aäåoviljmrstepknNIАВРЯйосепиларт -'")
    | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.sampled_from([None, *borders.Service]),
)
def test_any_text_finds_a_crossing_or_is_refused_in_one_line(ds, name, service):
    try:
        found = ds.crossing(name, service)
    except CrossingError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017  # either answer is right
    else:
        assert found in ds.record.crossings.values()
        assert service is None or service in found.services
