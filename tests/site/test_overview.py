"""The site of all frontiers: each at its place, one page of all, one manifest."""

import json
from datetime import date

import pytest

import borders
from borders.site.build import build
from borders.site.pages.overview import single_overview
from helpers.html import Page

DAY = date(2025, 9, 20)
NAMES = ("finland-russia", "norway-russia", "poland-kaliningrad")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of one day of three frontiers, in two languages."""
    folder = tmp_path_factory.mktemp("all") / "site"
    atlas = borders.load_all()
    root, *others = (atlas[name] for name in NAMES)
    made = build(root, folder, DAY, DAY, every_day=True, languages=("en", "fi"), others=others)
    assert made == 3
    return folder


def links_of(path):
    return set(Page(path.read_text(encoding="utf-8")).values_of("href"))


@pytest.mark.parametrize("tree", ["", "fi/"])
def test_the_page_of_all_leads_to_each_and_back(site, tree):
    page = site / tree / "frontiers/index.html"
    up = "../" * (1 + tree.count("/"))
    own = {f"{up}frontiers/{name}/{tree}index.html" for name in NAMES[1:]}
    assert {"../index.html", *own} <= links_of(page)
    for link in own:
        other = (page.parent / link).resolve()
        back = next(each for each in links_of(other) if each.endswith("frontiers/index.html"))
        assert (other.parent / back).resolve() == page.resolve()
    assert "frontiers/index.html" in links_of(site / tree / "index.html")


def test_one_manifest_has_all_files_and_each_site_its_own(site):
    def paths(folder):
        return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}

    entries = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert entries.keys() == paths(site) - {"manifest.json", ".borders-site"}
    nested = site / "frontiers/norway-russia"
    own = json.loads((nested / "manifest.json").read_text(encoding="utf-8"))
    assert own.keys() == paths(nested) - {"manifest.json"}


def test_a_site_of_one_frontier_does_not_speak_of_others(december_site):
    assert not (december_site / "frontiers").exists()
    assert not any("frontiers/" in link for link in links_of(december_site / "index.html"))


def test_facts_need_no_script(site):
    text = (site / "frontiers/index.html").read_text(encoding="utf-8")
    words = " ".join(" ".join(Page(text).words).split()).replace("\N{NO-BREAK SPACE}", " ")
    for fact in ("all 8 closed", "Storskog open", "Bezledy and Grzechotki restricted, of 4"):
        assert fact in words


def test_frontiers_of_ones_own_are_not_those_of_europes_east(data_folder):
    ours = data_folder.load()
    page = single_overview({ours.name: ours}, DAY)
    assert "Europe’s east" not in page
    assert "All frontiers" in page
