"""Finding a crossing by its id, or by a name in any language and however it is typed."""

import sys
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import borders
from borders.errors import BordersError, CrossingError
from borders.model import Service
from borders.query.crossing_names import CrossingNames
from borders.query.name_spellings import normalized, transliterated

# A road and a rail point share these names; without a service the road point is meant.
SHARED = {("niirala-rail", "Ниирала"): "niirala", ("vartius-rail", "Вартиус"): "vartius"}
AMBIGUOUS = {("inari-lieksa", "Инари")}  # the municipality of Raja-Jooseppi, too


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
            if (crossing.id, name) not in AMBIGUOUS:
                yield crossing, name


@pytest.mark.parametrize(
    ("names", "typed"),
    [
        ({"name_pl": "Sławatycze", "opposite_be": "Дамачава"}, ("slawatycze", "Damachava")),
        ({"name_lt": "Šalčininkai", "name_nb": "Storskog"}, ("SALCININKAI", "storskog")),
        ({"name_lv": "Pāternieki", "opposite_be": "Грыгароўшчына"}, ("Hryharowshchyna",)),
        ({"name_et": "Koidula", "opposite_be": "Каменны Лог"}, ("koidula", "Kamenny Loh")),
        ({"name_be": "Беняконі"}, ("Беняконі", "Benyakoni", "Benjakoni")),
    ],
)
def test_a_name_is_found_in_the_languages_of_other_frontiers(data_folder, names, typed):
    data_folder.add_crossing(**names)
    ds = data_folder.load()
    assert {ds.crossing(name).id for name in (*names.values(), *typed)} == {"new-point"}


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
    "inari-lieksa": ["Inari (Lieksa)", "Enare (Lieksa)"],
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


# Each of a kind of its own: shared with a twin, a municipality, a spelling, a case, words around.
FOUND = {
    "vaalimaa": [
        *("Torfânovka", "Torfyanovka", "Torfjanovka", "Torfianovka", "Торфяновкa"),
        *("Vaalimaan", "Vaalimaalla", "Vaalimaalta", "Vaalimaalle", "Vaalimaahan"),
        *("Vaalimaan rajanylityspaikka", "vaalimaan rajanylityspaikalla", "Vaalimaan raja-asema"),
        *("Vaalimaa border crossing", "Vaalimaa border crossing point", "BCP Vaalimaa"),
        *("Vaalimaa gränsövergångsställe", "gränsstationen Vaalimaa"),
        *("МАПП Торфяновка", "пункт пропуска «Торфяновка»"),
    ],
    "nuijamaa": [
        *("Nuijamaalla", "Brusnichnoe", "Brusničnoe", "Brusnitshnoje"),
        "погранпереход Брусничное",
    ],
    "nuijamaa-port": ["Nuijamaan satamassa"],
    "imatra": ["Svetogorsk", "светогорск", "ENSO", "Enson", "Imatran", "Imatraan", "Imatralla"],
    "niirala": ["Värtsilä", "Värtsilässä", "Viartsilia", "Vjartsilja", "Vârtsilâ", "Niiralassa"],
    "niirala-rail": ["Niirala rail border crossing"],
    "vainikkala": ["Luzhaika", "Luzjajka", "Buslovskaia", "Vainikkalan rajavartioasema"],
    "vartius": ["Kuhmo", "Кухмо", "Ljuttja", "Lyuttya", "ДАПП Люття"],
    "karttimo": ["Suomussalmi", "Карттимо"],
    "kuusamo": ["Kuusamossa", "Suoperja", "Suoperia", "Suoperän"],
    "salla": ["Sallan", "Sallaan", "Sallasta", "Kelloselkja"],
    "raja-jooseppi": ["Raya-Yooseppi", "Raja-Jooseppiin"],
}


@pytest.mark.parametrize(
    ("name", "crossing"), [(name, id_) for id_, names in FOUND.items() for name in names]
)
def test_a_name_is_found_in_other_spellings_and_cases_and_with_words_around(ds, name, crossing):
    assert ds.crossing(name).id == crossing


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("Inari", "inari-lieksa (Inari (Lieksa), road), raja-jooseppi (Raja-Jooseppi, road)"),
        ("Инари", "inari-lieksa (Inari (Lieksa), road), raja-jooseppi (Raja-Jooseppi, road)"),
        ("Inarissa", "inari-lieksa (Inari (Lieksa), road), raja-jooseppi (Raja-Jooseppi, road)"),
        ("Virolahti", "santio (Santio, boat), vaalimaa (Vaalimaa, road)"),
        ("Ilomantsi", "haapovaara (Haapovaara, road), leminaho (Leminaho, road)"),
    ],
)
def test_an_ambiguous_name_is_answered_with_the_choices(ds, name, choices):
    with pytest.raises(CrossingError) as caught:
        ds.crossing(name)
    assert str(caught.value) == f"{name!r} fits several crossings: {choices}"


def test_no_two_headline_points_have_a_spelling_in_common(ds):
    spellings = Counter(
        spelling
        for crossing in ds.record.crossings.values()
        if crossing.principal
        for spelling in {
            key
            for names in (crossing.names, crossing.opposite)
            for name in (crossing.id, *names.values(), *crossing.also_known_as)
            for key in (normalized(name), *transliterated(name))
        }
    )
    assert len(spellings) > 60
    assert set(spellings.values()) == {1}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("valimaa", "Vaalimaa (vaalimaa)"),
        ("Raja Josep", "(raja-jooseppi)"),
        ("Raja-Joosepin rajanylityspaikka", "Raja-Jooseppi (raja-jooseppi)"),
        ("Vartiuksen", "Vartius (vartius)"),
        ("Imatras gränsstation", "Imatra (imatra)"),
        ("в Торфяновке", "Торфяновка (vaalimaa)"),
        ("Kuhmon", "Kuhmo (vartius)"),
        ("Imatra station", "Imatra (imatra)"),
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
    [
        "zzz",
        "rajanylityspaikka",
        "",
        "   ",
        "%s",
        "{}",
        "\0",
        "-",
        "💥",
        "\ud800",
        "; DROP TABLE",
        "<b>",
        "x" * 10_000,
    ],
)
def test_nonsense_is_answered_with_where_the_names_are(ds, name):
    with pytest.raises(CrossingError, match="`borders crossings` lists them") as caught:
        ds.crossing(name)
    assert len(str(caught.value).splitlines()) == 1


def steps(look_up):
    """The calls that it takes to refuse a name."""
    calls = Counter()
    sys.setprofile(lambda _frame, event, _argument: calls.update([event]))
    try:
        with pytest.raises(CrossingError):
            look_up()
    finally:
        sys.setprofile(None)
    return calls.total()


@pytest.mark.parametrize("letter", ["a", "vaalimaa", "Ä̈", "\u0308", "ﷺ"])
def test_a_very_long_name_takes_as_many_steps_as_it_has_letters(ds, letter):
    def refused(length):
        return steps(lambda: ds.crossing((letter * length)[:length]))

    assert refused(20_000) < 2.2 * refused(10_000)


def test_proposing_names_takes_as_many_steps_as_there_are_crossings(ds):
    vaalimaa = ds.record.crossings["vaalimaa"]

    def refused(count):
        names = CrossingNames(vaalimaa._replace(id=f"vaalimo-{n}") for n in range(count))
        return steps(lambda: names.find("valima")), steps(lambda: names.find("vallimo"))

    (first, later), (first_of_twice, later_of_twice) = refused(500), refused(1000)
    assert first_of_twice < 2.2 * first
    assert later_of_twice < 2.2 * later < first  # the index is made once


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
    assert ", ".join(Service) in str(caught.value)


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
