"""Finding a crossing by its id, or by a name in any language and however it is typed."""

import sys
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
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
    spellings = [(c.id, name, typed) for c, name in own_names(ds) for typed in variants(name)]
    assert len(spellings) > 500
    wrong = [
        (id_, typed)
        for id_, name, typed in spellings
        if ds.crossing(typed).id != SHARED.get((id_, name), id_)
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


NAMES = {
    "vaalimaa": [
        *("Torfyanovka", "Торфяновка", "торфяновка", "ТОРФЯНОВКА", "Ваалимаа"),
        *("Ylä-Urpala", "yla urpala", "yla-urpala", "Ｖａａｌｉｍａａ"),
        "Vaalimaa\u00ad",  # a soft hyphen, as copied from a page
    ],
    "nuijamaa": ["Брусничное", "БРУСНИЧНОЁ", "brusnitsnoje", "Brusnitjnoje"],
    "imatra": ["Pelkola"],
    "parikkala": ["Syvaoro"],
    "niirala": ["Ниирала"],
    "vainikkala": ["Luzhayka"],
    "inari-lieksa": ["Inari"],
    "vartius": ["Lyttä"],
    "vartius-rail": ["Kivijarvi"],
    "kuusamo": ["Suoperä", "suopera", "SUOPERÄ", "Suopera"],
    "salla": ["Kelloselkä", "Kelloselka"],
    "raja-jooseppi": [
        *("Lotta", "Лотта", "raja jooseppi", "рая йоосеппи", "Рая-Иоосеппи"),
        *("Radje-Jovsset", "RÁDJE-JOVSSET", "raji joovsep", "Raajj-Joo'sep", "Raajj-Joosep"),
    ],
}


@pytest.mark.parametrize(
    ("name", "crossing"), [(name, id_) for id_, names in NAMES.items() for name in names]
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
    message = str(caught.value)
    assert repr(name) in message
    assert "imatra-rail (Imatra (rail), rail), imatra (Imatra, road)" in message


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


def id_or_message(ds, name):
    try:
        return ds.crossing(name).id
    except CrossingError as error:
        return str(error)


def test_what_a_near_miss_proposes_is_what_the_proposal_finds(ds):
    messages = [
        id_or_message(ds, f"{name}qz")
        for crossing in ds.record.crossings.values()
        for name in (*crossing.names.values(), *crossing.opposite.values())
    ]
    proposed = {
        tuple(proposal.removesuffix(")").rsplit(" (", 1))
        for message in messages
        for proposal in message.partition("did you mean ")[2].removesuffix("?").split(" or ")
    }
    assert len(proposed) > 50
    # An ambiguous name is proposed too: its own answer then lists the choices.
    wrong = [
        (name, id_) for name, id_ in proposed if f"{id_} (" not in id_or_message(ds, name) + " ("
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


@pytest.mark.parametrize("letter", ["a", "vaalimaa", "Ä̈", "\u0308", "ﷺ"])
def test_a_very_long_name_takes_as_many_steps_as_it_has_letters(ds, letter):
    def steps(length):
        """The calls that it takes to refuse a name of so many letters."""
        calls = Counter()
        sys.setprofile(lambda _frame, event, _argument: calls.update([event]))
        try:
            with pytest.raises(CrossingError):
                ds.crossing((letter * length)[:length])
        finally:
            sys.setprofile(None)
        return calls.total()

    assert steps(20_000) < 2.2 * steps(10_000)


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


@pytest.mark.parametrize("method", ["crossing", "timeline"])
@pytest.mark.parametrize("service", ["ferry", "Road", "road "])
def test_a_service_that_there_is_not_is_answered_with_those_there_are(ds, method, service):
    with pytest.raises(CrossingError) as caught:
        getattr(ds, method)("vaalimaa", service=service)
    assert "road, bicycle, rail-passenger, rail-freight, boat, asylum" in str(caught.value)


def test_a_wrong_name_is_a_look_up_that_failed_and_wrong_usage(ds):
    with pytest.raises(CrossingError) as caught:
        ds.status("valimaa", "2023-12-15")
    assert isinstance(caught.value, BordersError)
    assert isinstance(caught.value, LookupError)
    assert caught.value.exit_code == 2


@given(
    st.text()
    | st.text(alphabet="aäåoviljmrstepknNIАВРЯйосепиларт -'")
    | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.sampled_from([None, *borders.Service]),
)
def test_any_text_finds_a_crossing_or_is_refused_in_one_line(ds, name, service):
    try:
        crossing = ds.crossing(name, service)
    except CrossingError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017  # either answer is right
    else:
        assert crossing in ds.record.crossings.values()
        assert service is None or service in crossing.services
