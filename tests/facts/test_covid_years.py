"""What the record says of the restrictions of COVID-19, from March 2020 to June 2022."""

import pytest

# COVID-19, 2020 to 2022: each decision by the text that gives its day and its end.
CHAIN = [
    # decision, asked at, as known, planned end as its text has it (None: not seen)
    ("covid-2020", "2020-03-25", "2020-03-25", "2020-04-13"),
    ("covid-2020-04", "2020-04-20", "2020-04-20", "2020-05-13"),
    ("covid-2020-05", "2020-06-01", "2020-06-01", "2020-06-14"),
    ("covid-2020-06", "2020-07-01", "2020-07-01", "2020-07-14"),
    ("covid-2020-07-10", "2020-07-20", "2020-07-20", None),
    ("covid-2020-07-23", "2020-08-01", "2020-08-01", "2020-08-25"),
    ("covid-2020-08", "2020-09-15", "2020-09-15", None),
    ("covid-2020-11-05", "2020-11-10", "2020-11-10", "2020-11-22"),
    ("covid-2020-11-19", "2020-12-01", "2020-12-01", "2020-12-13"),
    ("covid-2020-12", "2020-12-24", "2020-12-24", "2021-01-12"),
    ("covid-2021-01-07", "2021-01-20", "2021-01-20", "2021-02-09"),
    ("imatra-2021", "2021-02-01", "2021-02-01", "2021-02-25"),
    ("nights-2021-02", "2021-03-01", "2021-03-01", "2021-03-18"),
    ("covid-2021-03-11", "2021-03-25", "2021-03-25", "2021-04-17"),
    ("covid-2021-03-31", "2021-04-10", "2021-04-10", "2021-04-30"),
    ("covid-2021-04", "2021-05-10", "2021-05-10", "2021-05-25"),
    ("covid-2021-05", "2021-06-01", "2021-06-01", "2021-06-15"),
    ("nights-2021", "2021-06-20", "2021-06-20", "2021-06-27"),
    ("covid-2021-07", "2021-07-14", "2021-07-14", "2021-07-25"),
    ("covid-2021-07-15", "2021-08-01", "2021-08-01", "2021-08-22"),
    ("covid-2021-08", "2021-09-01", "2021-09-01", "2021-09-19"),
    ("covid-2021-09", "2021-10-01", "2021-10-01", "2021-10-10"),
    ("covid-2021-10", "2021-10-15", "2021-10-15", "2021-10-24"),
    ("rail-2021", "2021-11-01", "2021-11-01", "2021-11-07"),
    ("covid-2021-11-04", "2021-11-10", "2021-11-10", "2021-11-28"),
    ("covid-2021-11-25", "2021-12-12", "2021-12-12", "2021-12-19"),
    ("covid-2021-12-16", "2021-12-24", "2021-12-24", "2022-01-16"),
    ("covid-2021-12-28", "2022-01-10", "2022-01-10", "2022-01-16"),
    ("covid-2022-01", "2022-01-20", "2022-01-20", "2022-01-31"),
    ("covid-2022-02", "2022-02-10", "2022-02-10", "2022-02-14"),
    ("covid-2022-03", "2022-03-15", "2022-03-15", None),
    ("covid-2022-04", "2022-05-01", "2022-05-01", "2022-05-08"),
    ("covid-2022-05", "2022-06-01", "2022-06-01", "2022-06-05"),
    ("covid-2022-06", "2022-06-20", "2022-06-20", "2022-06-30"),
]


@pytest.mark.parametrize(("decision", "at", "as_of", "end"), CHAIN)
@pytest.mark.parametrize("crossing", ["Vaalimaa", "Salla"])
def test_a_covid_decision_and_the_end_that_it_gave(ds, crossing, decision, at, as_of, end):
    answer = ds.status(crossing, at=at, as_of=as_of)
    assert answer.status == "restricted"
    assert answer.measure.decision.id == decision
    assert answer.measure.end == (end and ds.when(end).end)


def test_imatra_was_shut_to_passengers_from_31_january_2021(ds):
    before, after = (ds.status("Imatra", at=day).measure for day in ("2021-01-30", "2021-01-31"))
    assert before.note.startswith("Return and essential passenger traffic only")
    assert after.note == "Closed to passengers, open to freight."
    assert ds.status("Imatra", at="2022-06-30").measure.note == after.note


@pytest.mark.parametrize("crossing", ["Vaalimaa", "Nuijamaa", "Niirala"])
def test_the_closing_by_night_began_on_19_february_2021(ds, crossing):
    before, after = (ds.status(crossing, at=day).measure for day in ("2021-02-18", "2021-02-19"))
    assert "by night" not in before.note
    assert after.note.startswith("Closed to ordinary passengers by night, 21:30–07:00")
    assert after.decision.id == "nights-2021-02"


@pytest.mark.parametrize(
    ("at", "as_of", "status", "decision"),
    [
        ("2022-06-30", None, "restricted", "covid-2022-06"),
        ("2022-07-01", None, "restricted", "ru-covid-2020"),
        ("2022-07-14T23:59", None, "restricted", "ru-covid-2020"),
        ("2022-07-15", None, "open", "covid-end-2022"),
        ("2022-07-20", "2022-07-03", "restricted", "ru-covid-2020"),
        ("2022-07-20", "2022-07-04", "open", "covid-end-2022"),
        # Finland's decision of 7 April ended on 13 May; Russia's order had no end
        ("2020-05-20", "2020-05-07T12:59", "restricted", "ru-covid-2020"),
        ("2020-05-20", "2020-05-07T13:00", "restricted", "covid-2020-05"),
        ("2020-05-20", "2020-03-26", "open", "decree-723-2012"),
        ("2019-12-31", None, "open", "decree-723-2012"),
        ("2023-11-17", None, "open", "covid-end-2022"),
    ],
)
def test_both_sides_count_in_the_years_of_covid(ds, at, as_of, status, decision):
    for crossing in ("Vaalimaa", "Kuusamo", "Raja-Jooseppi"):
        answer = ds.status(crossing, at=at, service="road", as_of=as_of)
        assert (answer.status, answer.measure.decision.id) == (status, decision)


@pytest.mark.parametrize(
    ("crossing", "service", "at", "status"),
    [
        ("nuijamaa-port", "boat", "2019-07-01", "open"),
        ("nuijamaa-port", "boat", "2020-07-01", "closed"),  # no leisure boats on the canal
        ("nuijamaa-port", "boat", "2021-07-01", "unknown"),  # day of reopening not found
        ("nuijamaa-port", "boat", "2022-07-01", "open"),
        ("haapasaari", "boat", "2020-07-01", "unknown"),
        ("santio", "boat", "2021-07-01", "unknown"),
        ("haapasaari", "boat", "2022-07-01", "open"),
        ("vainikkala", "rail-passenger", "2021-10-17", "closed"),
        ("vainikkala", "rail-passenger", "2021-10-18", "restricted"),
        ("vainikkala", "rail-passenger", "2022-03-27", "restricted"),
        ("vainikkala", "rail-passenger", "2022-03-28", "closed"),
        ("vainikkala", "rail-freight", "2020-04-01", "open"),
        ("parikkala", "road", "2019-12-31", "unknown"),
        ("parikkala", "road", "2021-01-15", "restricted"),
        ("inari-lieksa", "road", "2021-01-15", "unknown"),
    ],
)
def test_the_other_services_in_the_years_of_covid(ds, crossing, service, at, status):
    assert ds.status(crossing, at=at, service=service).status == status


@pytest.mark.parametrize(
    ("crossing", "at", "open_now"),
    [
        ("Vartius", "2020-06-01T07:29", False),  # 07:30–21:30
        ("Vartius", "2020-06-01T07:30", True),
        ("Vartius", "2020-10-26T12:00", None),
        ("Vartius", "2021-03-15T19:30", False),  # passengers 08–19
        ("Vartius", "2022-03-15T18:59", True),
        ("Vartius", "2022-05-15T12:00", None),
        ("Kuusamo", "2022-04-09T12:00", False),  # Saturday
        ("Kuusamo", "2022-04-13T12:00", True),
        ("Kuusamo", "2022-05-30T16:00", False),
        ("Kuusamo", "2022-06-01T12:00", None),
    ],
)
def test_hours_in_the_years_of_covid(ds, crossing, at, open_now):
    assert ds.status(crossing, at=at).open_now is open_now
