"""The cases of the design that the record must answer, for the road service."""

from datetime import timedelta

import pytest

from borders import local_time

TODAY = "2026-11-22"


@pytest.mark.parametrize(
    ("crossing", "at", "status"),
    [
        ("Vaalimaa", "2023-11-17T23:59", "open"),
        ("Vaalimaa", "2023-11-18T00:00", "closed"),
        ("Salla", "2023-11-23", "open"),
        ("Salla", "2023-11-24", "closed"),
        ("Raja-Jooseppi", "2023-11-29T15:00", "open"),
        ("Vaalimaa", "2023-12-14", "open"),
        ("Niirala", "2023-12-14T07:00", "open"),
        ("Vaalimaa", "2023-12-15T19:59", "open"),
        ("Vaalimaa", "2023-12-15T20:00", "closed"),
        ("Vaalimaa", "2023-12-15", "closed"),
        ("Vaalimaa", TODAY, "closed"),
    ],
)
def test_status_as_known_now(ds, crossing, at, status):
    answer = ds.status(crossing, at=at, service="road")
    assert answer.status == status
    assert answer.verified is (at != TODAY)


@pytest.mark.parametrize(
    ("crossing", "at", "open_now"),
    [
        ("Raja-Jooseppi", "2023-11-29T13:59", True),
        ("Raja-Jooseppi", "2023-11-29T14:00", False),
        ("Raja-Jooseppi", "2023-11-29T15:00", False),
        ("Niirala", "2023-12-14T07:00", False),
        ("Niirala", "2023-12-14T08:00", True),
        ("Niirala", "2023-12-14T20:00", False),
        ("Niirala", "2023-07-01T20:30", True),  # 09–21 in summer
        ("Niirala", "2023-11-17T19:59", True),
        ("Niirala", "2023-11-17T20:00", False),
        ("Vaalimaa", "2023-12-14T03:00", True),
        ("Vaalimaa", "2023-12-15T20:00", False),  # closed
        ("Kuusamo", "2023-11-01T12:00", None),  # hours not found
        ("Salla", "2016-05-15T20:59", True),  # 07–21, May 2016
        ("Salla", "2016-05-15T21:00", False),
        ("Salla", "2016-08-15T12:00", None),
        ("Raja-Jooseppi", "2018-01-02T06:59", False),  # 07–21, 08–22 in Moscow
        ("Raja-Jooseppi", "2018-01-02T07:00", True),
        ("Raja-Jooseppi", "2018-02-02T12:00", None),
        ("Salla", "2022-07-10T12:00", None),  # restricted by Russia, whose hours are not known
        ("Salla", "2022-08-01T18:00", False),  # Monday 08–18
        ("Salla", "2022-08-06T08:30", False),  # Saturday 09–17
        ("Salla", "2022-08-06T09:00", True),
        ("Salla", "2022-10-03T12:00", None),
        ("Salla", "2023-11-20T13:59", True),  # 10–14
        ("Salla", "2023-11-20T14:00", False),
        ("Raja-Jooseppi", "2023-11-26T09:59", False),
        ("Imatra", "2016-11-01T03:00", True),  # closing by night dropped
        ("Niirala", "2016-11-01T03:00", True),
        ("Imatra", "2017-11-01T03:00", None),
        ("Nuijamaa", "2022-07-20T03:00", True),
        ("Nuijamaa", "2022-08-20T03:00", None),
        ("Leminaho", "2023-11-01T12:00", None),  # nothing known
    ],
)
def test_hours_at_an_instant(ds, crossing, at, open_now):
    assert ds.status(crossing, at=at).open_now is open_now


def test_a_date_has_no_open_now(ds):
    assert ds.status("Vaalimaa", at="2023-12-14").open_now is None


def test_the_day_of_reopening_is_open_and_changed_at_midnight(ds):
    answer = ds.status("Vaalimaa", at="2023-12-14")
    assert answer.changed
    assert answer.since == ds.when("2023-12-14").start
    assert [span.status for span in answer.spans] == ["open"]


def test_the_day_of_the_evening_closure_shows_both_states(ds):
    answer = ds.status("Vaalimaa", at="2023-12-15")
    evening = ds.when("2023-12-15T20:00").start
    day = ds.when("2023-12-15")
    assert answer.changed
    assert [(span.status, span.start, span.end) for span in answer.spans] == [
        ("open", day.start, evening),
        ("closed", evening, day.end),
    ]


@pytest.mark.parametrize(
    ("as_of", "status", "until", "decision", "announced"),
    [
        ("2023-11-17T12:00", "closed", "2024-02-19T00:00", "fi-1", "2024-02-19T00:00"),
        ("2023-11-23T12:00", "open", None, "covid-end-2022", None),
        ("2023-12-13T12:00", "open", None, "covid-end-2022", None),
        ("2023-12-14", "open", None, "covid-end-2022", None),
        ("2024-01-11", "closed", "2024-02-12T00:00", "fi-6", "2024-02-12T00:00"),
    ],
)
def test_20_january_2024_as_it_was_known(ds, as_of, status, until, decision, announced):
    answer = ds.status("Vaalimaa", at="2024-01-20", as_of=as_of)
    assert answer.status == status
    assert answer.until == (until and ds.when(until).start)
    assert answer.measure.decision.id == decision
    assert answer.measure.end == (announced and ds.when(announced).start)


def test_decision_2_ended_on_23_december_as_known_a_day_later(ds):
    as_of = "2023-11-23T12:00"
    assert ds.status("Vaalimaa", at="2023-12-23", as_of=as_of).status == "closed"
    assert ds.status("Vaalimaa", at="2023-12-24", as_of=as_of).status == "open"


def test_as_of_a_date_is_through_its_end(ds):
    before = ds.status("Salla", at="2023-11-24", as_of="2023-11-21")
    through = ds.status("Salla", at="2023-11-24", as_of="2023-11-22")
    assert (before.status, through.status) == ("open", "closed")


def test_a_decision_known_by_its_day_counts_from_the_start_of_that_day(ds):
    """Only the day of decision 4 is known, 12 December 2023; it kept Salla closed."""
    at_midnight = ds.status("Salla", at="2023-12-14", as_of="2023-12-12T00:00")
    just_before = ds.status("Salla", at="2023-12-14", as_of="2023-12-11T23:59")
    assert (at_midnight.status, just_before.status) == ("closed", "open")


@pytest.mark.parametrize(
    ("crossing", "at", "hour", "decision"),
    [
        ("Vaalimaa", "2023-11-20", "2023-11-16T13:00", "fi-1"),  # plenary session
        ("Salla", "2023-11-24", "2023-11-22T19:10", "fi-2"),  # the release, at the latest
        ("Raja-Jooseppi", "2023-12-01", "2023-11-28T15:30", "fi-3"),  # session of SM/2023/15
        ("Vaalimaa", "2023-12-16", "2023-12-14T18:15", "fi-5"),  # press conference
        ("Vaalimaa", "2024-02-01", "2024-01-11T14:10", "fi-6"),  # the release
        ("Vaalimaa", "2024-03-01", "2024-02-08T13:45", "fi-7"),  # the minister to the press
    ],
)
def test_nobody_knew_of_a_decision_before_its_hour(ds, crossing, at, hour, decision):
    when = ds.when(hour).start
    before = ds.status(crossing, at=at, as_of=(when - timedelta(minutes=1)).isoformat())
    after = ds.status(crossing, at=at, as_of=when.isoformat())
    assert before.measure.decision.id != decision
    assert (before.status, after.status) == ("open", "closed")
    assert after.measure.decision.id == decision


def test_at_noon_on_14_december_2023_nobody_knew_of_the_evening_s_closure(ds):
    answer = ds.status("Vaalimaa", at="2023-12-16", as_of="2023-12-14T12:00")
    assert answer.status == "open"
    assert answer.measure.decision.id == "fi-4"
    assert answer.measure.end == ds.when("2024-01-14").end


def test_what_decision_9_replaces_does_not_come_back(ds):
    """Asylum applications at the three boat points: unknown since, not what lay beneath."""
    for crossing in ("haapasaari", "santio", "nuijamaa-port"):
        answer = ds.status(crossing, at="2025-05-01", service="asylum")
        assert (answer.status, answer.measure.decision.id) == ("unknown", "fi-9")


def test_today_is_closed_since_the_evening_of_15_december_2023(ds):
    answer = ds.status("Vaalimaa", at=TODAY)
    assert answer.since == ds.when("2023-12-15T20:00").start
    assert answer.until is None
    assert answer.measure.decision.id == "fi-9"
    assert not answer.verified


def test_the_planned_end_that_never_came_stays_visible(ds):
    answer = ds.status("Vaalimaa", at="2023-11-20")
    assert answer.until == ds.when("2023-12-14T00:00").start
    assert answer.measure.end == ds.when("2024-02-18").end


def test_the_night_of_the_clock_change_is_25_hours_and_unbroken(ds):
    answer = ds.status("Vaalimaa", at="2023-10-29")
    assert [span.status for span in answer.spans] == ["open"]
    (span,) = answer.spans
    assert (span.end - span.start).total_seconds() == 25 * 3600
    for moment in ("2023-10-29T03:30+03:00", "2023-10-29T03:30+02:00"):
        assert ds.status("Vaalimaa", at=moment).open_now is True
    zone = ds.package.zone
    assert local_time.iso(ds.when("2023-10-29").start, zone) == "2023-10-29T00:00+03:00"
    assert local_time.iso(ds.when("2023-10-29").end, zone) == "2023-10-30T00:00+02:00"


def test_verified_through_is_the_last_verified_day(ds):
    assert ds.package.verified_through.isoformat() == "2026-07-02"
    assert ds.status("Salla", at="2026-07-02").verified
    assert ds.status("Salla", at="2026-07-02T23:59").verified
    assert not ds.status("Salla", at="2026-07-03T00:00").verified
    assert not ds.slice("2026-07-03").verified


@pytest.mark.parametrize(
    ("crossing", "at", "status"),
    [
        ("salla", "2015-11-20", "unknown"),
        ("salla", "2015-12-25", "open"),
        ("salla", "2015-12-26", "closed"),
        ("raja-jooseppi", "2016-10-06", "closed"),
        ("raja-jooseppi", "2016-10-07", "unknown"),  # the end of the ban was not found
        ("imatra", "2019-08-01", "open"),
        ("imatra", "2020-08-01", "restricted"),
        ("imatra", "2021-08-01", "closed"),  # with all passengers
        ("imatra", "2022-08-01", "unknown"),
        ("imatra", "2022-09-15", "open"),
        ("imatra", "2023-11-09", "closed"),
        ("vaalimaa", "2023-11-08", "unknown"),
    ],
)
def test_bicycles_before_november_2023(ds, crossing, at, status):
    assert ds.status(crossing, at=at, service="bicycle").status == status


def test_in_january_2016_nobody_knew_an_end_of_the_bicycle_ban(ds):
    answer = ds.status("Salla", at="2017-01-01", service="bicycle", as_of="2016-01-01")
    assert (answer.status, answer.measure.end) == ("closed", None)
    assert ds.status("Salla", at="2017-01-01", service="bicycle").status == "unknown"


@pytest.mark.parametrize(
    ("at", "status", "decision"),
    [
        ("2023-11-17", "open", "niirala-hours-2023"),
        ("2023-11-18", "closed", "fi-1"),
        ("2023-11-24", "unknown", "fi-2"),
        ("2023-12-15T20:00", "unknown", "fi-5"),
        ("2024-06-01", "unknown", "fi-8"),
        ("2026-07-01", "closed", "ru-rail-2026"),
    ],
)
def test_rail_freight_at_niirala_is_not_said_to_be_closed_where_customs_had_work(
    ds, at, status, decision
):
    answer = ds.status("niirala-rail", at=at, service="rail-freight")
    assert (answer.status, answer.measure.decision.id) == (status, decision)
