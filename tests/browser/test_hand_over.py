"""What a page hands over, in real Chromium: served it copies and draws, from disk it says so."""

import pytest
from playwright.sync_api import expect

DATE = "dates/2023-12-15/index.html"
SEEN = "[...document.querySelectorAll('.hand-over button')].filter((b) => b.checkVisibility())"


def offered(page):
    """The texts of the buttons that a reader sees, with everything unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    return page.evaluate(f"{SEEN}.map((button) => button.textContent)")


def test_a_page_that_is_served_copies_its_link_its_code_and_its_citation(
    browser, december_site, serve
):
    address = f"{serve(december_site)}/{DATE}"
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    expect(page.locator("[data-copy='']")).to_be_visible()
    assert offered(page) == [
        *("Copy link", "Picture (PNG)", "Print", "Copy the code", "Copy the citation")
    ]
    for name, expected in (
        ("Copy link", address),
        ("Copy the code", f'<iframe src="{serve(december_site)}/embed/index.html#2023-12-15" '),
        ("Copy the citation", "The borders repository. Crossing points"),
    ):
        button = page.get_by_role("button", name=name)
        button.click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(expected)
        expect(button).to_be_visible()
    assert copied.endswith(address.removesuffix("index.html"))
    context.close()


def test_the_picture_is_drawn_large_enough_to_print(browser, december_site, serve):
    page = browser.new_page()
    page.goto(f"{serve(december_site)}/{DATE}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (PNG)").click()
    assert download.value.suggested_filename.endswith("2023-12-15.png")
    content = download.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert [int.from_bytes(content[at : at + 4]) for at in (16, 20)] == [2700, 3870]
    page.close()


@pytest.mark.parametrize("script", [True, False])
def test_what_cannot_work_is_not_offered(visit, december_site, script):
    page = visit(december_site / DATE, java_script_enabled=script)
    shown = offered(page) if script else []
    assert shown == (["Copy link", "Print", "Copy the citation"] if script else [])
    if not script:
        assert page.locator(".hand-over button:visible").count() == 0
    page.locator(".embed-code summary").click()
    assert page.locator("#needs-address").count() == 1
    assert not page.locator("#snippet").is_visible()
