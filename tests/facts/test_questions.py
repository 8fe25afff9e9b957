"""What differs between two times, and which open crossing was nearest to a place."""

import pytest

from helpers.commands import answer, printed
from helpers.haversine import haversine_m


def test_between_the_last_open_day_and_christmas_all_eight_closed(ds):
    differences = answer("diff", "2023-11-17", "2023-12-20", "--service", "road")
    assert [(entry["crossing"], entry["from"], entry["to"]) for entry in differences] == [
        (crossing.id, "open", "closed")
        for crossing in ds.record.crossings.values()
        if crossing.principal
    ]
    by_id = {entry["crossing"]: entry for entry in differences}
    assert by_id["vaalimaa"]["since"] == "2023-12-15T20:00+02:00"
    assert by_id["vaalimaa"]["decision"]["id"] == "fi-5"
    assert by_id["salla"]["since"] == "2023-11-24T00:00+02:00"
    assert by_id["salla"]["sources"]


@pytest.mark.parametrize("pair", [("2023-11-17", "2023-12-20"), ("2023-12-14", "2023-12-15T19:59")])
def test_a_difference_is_what_two_slices_do_not_share(ds, pair):
    first, second = (
        {
            (entry.crossing.id, service.service): service.status
            for entry in ds.slice(when).crossings
            for service in entry.services
        }
        for when in pair
    )
    differences = {
        (p.after.crossing.id, p.after.service): (p.before.status, p.after.status)
        for p in ds.diff(*pair)
    }
    assert differences == {
        key: (first[key], second[key]) for key in first if first[key] != second[key]
    }


def test_nothing_differs_from_itself(ds):
    assert ds.diff("2023-12-15", "2023-12-15") == []
    assert printed("diff", "2025-01-01", "2025-02-01") == "Nothing differs.\n"


def test_backwards_it_is_the_other_way_round(ds):
    forth, back = ds.diff("2023-11-17", "2023-11-30"), ds.diff("2023-11-30", "2023-11-17")
    assert [(p.before.status, p.after.status) for p in forth] == [
        (p.after.status, p.before.status) for p in back
    ]


def test_after_the_first_decision_helsinki_was_nearest_to_vartius(ds):
    helsinki = (24.94, 60.17)
    nearest = ds.nearest(60.17, 24.94, at="2023-11-20", service="road")
    assert [near.status.crossing.id for near in nearest] == [
        "vartius",
        "kuusamo",
        "salla",
        "raja-jooseppi",
    ]
    for near in nearest:
        plain = haversine_m(helsinki, near.status.crossing.position)
        assert near.distance_m == pytest.approx(plain, rel=0.006)  # sphere and ellipsoid
    assert 20 < nearest[0].bearing_deg < 35  # north-north-east
    assert nearest[0].along_m == pytest.approx(ds.linear_positions["vartius"].chainage_m, rel=0.05)


def test_only_what_is_open_is_near(ds):
    assert ds.nearest(60.6, 27.87, at="2026-07-02") == []
    assert "No crossing is known to be open (road)." in printed(
        "nearest", "60.6", "27.87", "--at", "2026-07-02", "--data", "finland-russia"
    )


def test_where_one_stands_on_a_crossing_it_is_nearest_at_no_distance(ds):
    lon, lat = ds.record.crossings["vaalimaa"].position
    first = ds.nearest(lat, lon, at="2023-12-14T12:00", service="road")[0]
    assert (first.status.crossing.id, first.distance_m) == ("vaalimaa", 0)
    assert first.status.open_now is True
