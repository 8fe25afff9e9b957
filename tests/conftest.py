"""Fixtures that the tests of all rooms share."""

import os
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

import borders
from borders import atomic_files
from borders.site.build import build
from borders.site.pages.single_file import single_page
from helpers.collection import write_collection
from helpers.editable_folder import EditableFolder
from helpers.hostile_record import hostile_dataset
from helpers.paths import FRONTIERS
from helpers.sites import BASE_URL, FIRST, LAST

os.environ["LC_ALL"] = "C.UTF-8"  # what is tested is in English, whatever the machine speaks
os.environ["BORDERS_DEBUG"] = "1"  # an error that nobody foresaw fails a test

# A test fails for what the code does, not because the machine is busy.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.fixture(scope="session")
def ds() -> borders.Dataset:
    """The Finland–Russia record, called as in the README."""
    return borders.load()


@pytest.fixture(scope="session", params=FRONTIERS, ids=lambda path: path.name)
def each_record(request) -> borders.Dataset:
    """The record of each frontier that comes along."""
    return borders.load(request.param)


@pytest.fixture
def data_folder(tmp_path):
    """A copy of the Finland–Russia data folder that the test may edit."""
    return EditableFolder(tmp_path)


@pytest.fixture(scope="session")
def collection(tmp_path_factory):
    """A folder with the Finland–Russia frontier and two made-up ones; to be read only."""
    return write_collection(tmp_path_factory.mktemp("collection"))


@pytest.fixture(params=["in one step", "by two renames"])
def exchange(request, monkeypatch):
    """Both ways by which a folder takes the place of another."""
    if request.param == "by two renames":
        monkeypatch.setattr(atomic_files, "_exchange", lambda *_: False)


@pytest.fixture(scope="session")
def site_of(ds, tmp_path_factory):
    """The folder of the record's site of some days, built once for its arguments; to be read only.

    Called as `site_of(first, last, every_day=False)`, with the options of `borders.site.build`.
    """

    @cache
    def folder(first, last, **options):
        site = tmp_path_factory.mktemp("sites") / "site"
        build(ds, site, first, last, **{"every_day": True, **options})
        return site

    return folder


@pytest.fixture(scope="session")
def december_site(site_of):
    """The site of 12 to 17 December 2023, in four languages, without an address."""
    return site_of(FIRST, LAST)


@pytest.fixture(scope="session")
def published_site(site_of):
    """The site of 12 to 17 December 2023, in four languages, for the address `BASE_URL`."""
    return site_of(FIRST, LAST, base_url=BASE_URL)


@pytest.fixture(scope="session")
def single_map_of(ds, tmp_path_factory):
    """The single file with the map of a day, made once for each day."""

    @cache
    def file(day):
        path = tmp_path_factory.mktemp("maps") / f"{day}.html"
        path.write_text(single_page(ds, ds.slice(day)), encoding="utf-8")
        return path

    return file


@pytest.fixture(scope="session")
def hostile_data(tmp_path_factory):
    """A dataset whose every text is an attack."""
    return hostile_dataset(EditableFolder(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="session")
def hostile_site(hostile_data, tmp_path_factory):
    """A site, and a map of one day as `single.html`, whose every text is an attack."""
    site = tmp_path_factory.mktemp("hostile") / "site"
    first, last = date(2023, 12, 14), date(2023, 12, 15)
    build(hostile_data, site, first, last, every_day=True, base_url=BASE_URL)
    text = single_page(hostile_data, hostile_data.slice("2023-12-15", as_of="2024-01-01"))
    (site / "single.html").write_text(text, encoding="utf-8")
    return site
