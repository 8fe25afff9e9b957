"""Chromium, quiet and without a network, if need be on a machine with other fonts."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@contextmanager
def chromium(environment=None):
    """A browser; `environment` is added to the environment variables of the tests."""
    program = shutil.which("chromium")
    assert program, "chromium is needed: run ./scripts/test"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=QUIET, env=os.environ | (environment or {})
        )
        yield browser
        browser.close()
