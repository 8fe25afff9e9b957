"""A narrower service asked, a broader one told, and the other way round, in every question."""

import pandas as pd
import pytest

from borders.views.announcements import Scope
from helpers.commands import answer, printed
from helpers.editable_folder import EditableFolder
from helpers.edits import tells_vehicles_apart

DAY = "2025-06-01"  # Vaalimaa is closed to cars and buses and restricted to trucks


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = EditableFolder(tmp_path_factory.mktemp("vehicles"))
    tells_vehicles_apart(folder)
    return folder


@pytest.mark.parametrize(
    ("crossing", "asked", "service", "status"),
    [
        ("vaalimaa", None, "car", "closed"),
        ("vaalimaa", "road", "car", "closed"),
        ("vaalimaa", "truck", "truck", "restricted"),
        ("vaalimaa", "asylum", "asylum", "closed"),
        ("salla", "car", "road", "closed"),
        ("salla", "road", "road", "closed"),
    ],
)
def test_every_question_is_answered_by_the_same_service(folder, crossing, asked, service, status):
    ds = folder.load()
    found = ds.status(crossing, DAY, asked)
    assert (found.service, found.status) == (service, status)
    assert ds.timeline(crossing, asked) == ds.timeline(crossing, service)
    frame = ds.join(pd.DataFrame({"crossing": [crossing], "at": [DAY]}), service=asked)
    assert [*frame["service"]] == [service]
    options = ("--data", folder.path, *(("--service", asked) if asked else ()))
    assert answer("history", crossing, *options)["service"] == service
    assert answer("stats", crossing, *options)["crossings"][0]["service"] == service


def test_who_asks_for_the_road_is_answered_by_every_vehicle(folder):
    asked = ("--service", "road", "--data", folder.path)
    found = answer("status", "vaalimaa", "--at", DAY, *asked)
    assert found["service"] == "car"
    assert [(o["service"], o["status"]) for o in found["others"]] == [
        ("truck", "restricted"),
        ("bus", "closed"),
    ]
    text = printed("status", "vaalimaa", "--at", DAY, *asked)
    assert text.startswith("Vaalimaa, cars, 1 June 2025: CLOSED")
    assert "trucks restricted, buses closed" in text
    tallies = answer("stats", "vaalimaa", *asked)["crossings"]
    assert [tally["service"] for tally in tallies] == ["car", "truck", "bus"]
    for command in (
        ("changes", "--from", "2023-11-18", "--to", "2023-11-18"),
        ("diff", "2023-11-17", "2023-11-18"),
    ):
        told = answer(*command, *asked)
        assert {entry["service"] for entry in told} == {"road", "car", "truck", "bus"}


def test_the_nearest_point_by_road_or_for_a_car_is_found_however_it_is_told(folder):
    ds, here = folder.load(), (60.6, 27.9)
    for asked, service in (("road", "car"), ("car", "car"), ("bus", "bus")):
        nearest, second, *_ = ds.nearest(*here, "2023-11-01", asked)
        assert (nearest.status.crossing.id, nearest.status.service) == ("vaalimaa", service)
        assert second.status.service == "road"


def test_a_feed_of_a_service_has_what_answers_for_it(folder):
    vaalimaa, salla = (folder.load().crossing(name) for name in ("vaalimaa", "salla"))
    cars = Scope(service="car")
    assert cars.covers(vaalimaa, "car")
    assert cars.covers(salla, "road")
    assert not cars.covers(vaalimaa, "bus")


@pytest.mark.parametrize(
    ("services", "main", "message"),
    [
        (["road", "car"], None, "offers road, or car, bus and truck, not both"),
        (["car", "bus"], "truck", "main_service must be one of its services"),
        (["car"], {}, "main_service must be one of its services"),
    ],
)
def test_a_point_with_services_that_contradict_is_refused(tmp_path, services, main, message):
    folder = EditableFolder(tmp_path)
    folder.add_crossing(services=services, **({"main_service": main} if main is not None else {}))
    assert [message in p.message for p in folder.problems() if p.code == "crossing"] == [True]
