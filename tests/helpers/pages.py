"""Pages that are open in Chromium."""

DESKTOP, PHONE, SMALL_PHONE = (1280, 900), (390, 844), (320, 640)


def until(page, condition):
    """Wait at most half a minute for a condition in JavaScript.

    Playwright's own wait evaluates text in the page, which the page's policy forbids.
    """
    for _ in range(600):
        if page.evaluate(f"() => {condition}"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)
