from __future__ import annotations

from datetime import date

import pytest

from borders.site import build as site
from borders.site import pages
from helpers.map_page import CHANGED, LATER, SCREENS


@pytest.fixture(scope="session")
def map_folder(ds, tmp_path_factory):
    """Single pages of two days, and a small site."""
    folder = tmp_path_factory.mktemp("map")
    for day in (CHANGED, LATER):
        text = pages.single_page(ds, ds.slice(day))
        (folder / f"{day}.html").write_text(text, encoding="utf-8")
    site.build(ds, folder / "site", date(2023, 12, 14), date(2023, 12, 15), every_day=True)
    return folder


@pytest.fixture(scope="session")
def single(map_folder):
    """The address of the single page of a day."""
    return {day: (map_folder / f"{day}.html").as_uri() for day in (CHANGED, LATER)}


@pytest.fixture
def visit_map(browser):
    """Opens an address with a map; no page may complain."""
    contexts, complaints = [], []

    def open_page(address, screen="desktop", *, offline=True, **options):
        width, height = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=offline, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: _note(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        if address != "about:blank" and options.get("java_script_enabled", True):
            page.wait_for_selector(".drawn .crossing-icon svg", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note(message, complaints):
    """All but that the server of the tests has no icon to give."""
    if not message.location["url"].endswith("/favicon.ico"):
        complaints.append(message.text)
