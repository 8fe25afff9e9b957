"""Addresses of a site: which are taken, and that a slash at the end makes no difference."""

import pytest

from borders.errors import AddressError
from borders.export import feeds
from borders.site import metadata, sitemap
from borders.views.day import day_view
from helpers.sites import BASE_URL


def files_of(dataset, base):
    """The feeds and what search engines read, for a site at an address."""
    return dict([*feeds.files(dataset, base, []), *sitemap.files(dataset, base, [], ["en"])])


@pytest.mark.parametrize("base", ["https://example.org/borders", "https://example.org/borders///"])
def test_a_slash_at_the_end_of_the_address_makes_no_difference(ds, base):
    assert files_of(ds, base) == files_of(ds, BASE_URL)
    assert metadata.dataset_json_ld(ds, base, []) == metadata.dataset_json_ld(ds, BASE_URL, [])


@pytest.mark.parametrize(
    "base",
    [
        *("", "/", "example.org", "//example.org", "https://", "https:///path", "https://-/"),
        *("javascript:alert(1)", "file:///site", "ftp://example.org", "data:text/html,x"),
        *("https://example.org/?q", "https://example.org/#a", "https://example.org/%zz"),
        *("https://user@example.org/", "https://example.org:port/", "https://example.org/a b"),
        *("https://example.org/\n", "https://example.org/\r\nURL:x", ' https://example.org/"'),
        *("https://example.org/<script>", "https://exämple.org/", "https://example.org/٣"),
        *("https://example.org:99999/", "https://example.org/a/../b", "https://example.org/./a"),
        *("https://example.org/a/..", "https://example.org/%00", "https://example.org/%0a"),
        "https://" + "a" * 100_000 + "!",
    ],
)
def test_what_is_no_address_of_a_site_is_refused_in_one_line(ds, base):
    view = day_view(ds, ds.slice("2023-12-15"))
    for use in (
        lambda: files_of(ds, base),
        lambda: metadata.dataset_json_ld(ds, base, []),
        lambda: metadata.open_graph(view, "dates/2023-12-15/index.html", base, None),
    ):
        with pytest.raises(AddressError) as error:
            use()
        assert len(str(error.value).splitlines()) == 1
        assert len(str(error.value)) < 200
        assert error.value.exit_code == 2
        assert isinstance(error.value, ValueError)


@pytest.mark.parametrize(
    "base", ["http://localhost:8000", "https://xn--exmple-cua.org", "https://a.github.io/x%20y/~z"]
)
def test_addresses_of_many_kinds_are_taken(ds, base):
    assert f"<loc>{base}/index.html</loc>" in files_of(ds, base)["sitemap.xml"]
