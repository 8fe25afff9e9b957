"""What the record is exported as, made once."""

import json
import re

import pytest

from borders.export import data_package
from borders.site.build import contents
from helpers.downloads import DOWNLOAD_DAYS
from helpers.json_schemas import API_DAYS


@pytest.fixture(scope="session")
def api_texts(ds):
    """The text of every file for programs, by its path in the site."""
    changed = [day for day in ds.change_days() if API_DAYS[0] <= day <= API_DAYS[-1]]
    files = contents(ds, API_DAYS, changed, None)
    return {path: text for path, text in files if re.fullmatch(r"(api|dates)/.*\.json", path)}


@pytest.fixture(scope="session")
def api(api_texts):
    """The JSON of every file for programs, by its path from `api/v1`, or from the site."""
    return {path.removeprefix("api/v1/"): json.loads(text) for path, text in api_texts.items()}


@pytest.fixture(scope="session")
def downloads(ds):
    """The content of every download, by its path from their folder."""
    files = data_package.files(ds, DOWNLOAD_DAYS)
    return {path.removeprefix("downloads/"): content for path, content in files}


@pytest.fixture(scope="session")
def downloads_folder(downloads, tmp_path_factory):
    """The downloads on the disk, as if `borders export -o build/export` had been run."""
    folder = tmp_path_factory.mktemp("downloads") / "build" / "export"
    for name, content in downloads.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
