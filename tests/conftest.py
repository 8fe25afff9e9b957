from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest

import borders
from helpers.chromium import chromium

os.environ["LC_ALL"] = "C.UTF-8"  # what is tested is in English, whatever the machine speaks


@pytest.fixture(scope="session")
def ds() -> borders.Dataset:
    return borders.load()


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def serve():
    """Puts a folder on this machine's http: its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(_served(folder))


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
