"""The last look at a built site: files that are missing or altered, links that lead nowhere."""

import json
import shutil
from hashlib import sha256

import pytest

from borders.errors import BuildError
from borders.own_files import marker
from borders.site.build import MANIFEST
from borders.site.verify import require_whole
from helpers.errors import one_line
from helpers.sites import FIRST


@pytest.fixture
def site(site_of, tmp_path):
    """A whole site that the test may break."""
    folder = tmp_path / "site"
    shutil.copytree(site_of(FIRST, FIRST, languages=("en",)), folder)
    (folder / marker("site")).unlink()
    require_whole(folder, MANIFEST, None)
    return folder


def rewrite(folder, path, content):
    """Write a file and put it into the manifest."""
    (folder / path).write_bytes(content)
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest[path] = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    (folder / MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (lambda f: (f / "assets" / "borders.js").unlink(), "assets/borders.js is missing"),
        (lambda f: (f / "more.txt").touch(), "more.txt is not in the manifest"),
        (lambda f: (f / "404.html").write_text(""), "404.html is not what the manifest says"),
        (lambda f: rewrite(f, "api/v1/index.json", b"{"), "api/v1/index.json cannot be read"),
        (lambda f: rewrite(f, "feeds/changes.atom", b"<a>"), "feeds/changes.atom cannot be read"),
        (lambda f: rewrite(f, "404.html", b'<img src="x.png">'), "404.html leads to x.png"),
        (lambda f: rewrite(f, "404.html", b'<a href="../">'), r"404.html leads to \.\./"),
        (lambda f: rewrite(f, "404.html", b'<a href="dates">'), "404.html leads to dates,"),
        (lambda f: rewrite(f, "404.html", b'<a href="/index.html">'), "404.html leads to /index"),
    ],
)
def test_what_is_not_whole_is_named_in_one_line(site, fault, message):
    fault(site)
    with pytest.raises(BuildError, match=message) as caught:
        require_whole(site, MANIFEST, None)
    one_line(caught.value)


@pytest.mark.parametrize(
    "target", ["crossings/", "./", "", "index.html#x", "dates/%32%3023-12-12/"]
)
def test_addresses_of_folders_and_parts_lead_somewhere(site, target):
    rewrite(site, "404.html", f'<a href="{target}"><a href="https://a.example/">'.encode())
    require_whole(site, MANIFEST, None)


def test_addresses_below_that_of_the_site_are_looked_up_too(site):
    rewrite(site, "404.html", b'<a href="https://example.org/b/nowhere.html">')
    require_whole(site, MANIFEST, None)
    with pytest.raises(BuildError, match="where there is no file"):
        require_whole(site, MANIFEST, "https://example.org/b/")
