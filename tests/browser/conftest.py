"""Chromium, a local server, and pages that must complain of nothing."""

import re
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from helpers.chromium import chromium
from helpers.pages import DESKTOP, until


def pytest_collection_modifyitems(items):
    """Mark the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    with chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def serve():
    """Serves a folder over http from this machine; returns its address."""
    with ExitStack() as stack:
        yield cache(lambda folder: stack.enter_context(_served(folder)))


@contextmanager
def _served(folder):
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            port = re.search(r"port (\d+)", process.stdout.readline())[1]
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture
def visit(browser):
    """Opens a file or an address in a new window, and waits until its map is drawn.

    Fails at the end if a page complained, or if one that is offline requested more than files.
    `options` are those of Playwright's `new_context`.
    """
    contexts, complaints = [], []

    def open_page(address, size=DESKTOP, *, offline=True, **options):
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=offline, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if offline:
            page.on("request", lambda request: complaints.extend(_asked_elsewhere(request)))
            page.on("requestfailed", lambda request: note_failure(request, complaints))
        page.goto(address if isinstance(address, str) else address.as_uri())
        if options.get("java_script_enabled", True) and page.locator(".folium-map").count():
            page.wait_for_selector(".map.whole .crossing-icon svg", state="attached")
            until(page, "borders.day !== null")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _complaint(message):
    """A message of the console; none if it is that the local server has no icon."""
    return [] if message.location["url"].endswith("/favicon.ico") else [message.text]


def _asked_elsewhere(request):
    return [] if request.url.startswith(("file:", "data:")) else [f"asked for {request.url}"]


def note_failure(request, complaints):
    """Note a request that failed; one that the page itself gave up, for another day, did not."""
    if "ERR_ABORTED" not in (request.failure or ""):
        complaints.append(f"failed: {request.url}")
