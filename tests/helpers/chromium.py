"""Chromium, quiet and without a network."""

import os
import shutil
from contextlib import contextmanager

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@contextmanager
def chromium(playwright, environment=None):
    """A browser; `environment` is added to the variables that it sees."""
    program = shutil.which("chromium")
    assert program, "chromium is needed: run ./scripts/test"
    variables = os.environ | (environment or {})
    browser = playwright.chromium.launch(executable_path=program, args=QUIET, env=variables)
    yield browser
    browser.close()
