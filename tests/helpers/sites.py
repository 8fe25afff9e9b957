"""Days and address of the site that most tests read; `conftest.py` builds it once."""

from datetime import date

FIRST, LAST = date(2023, 12, 12), date(2023, 12, 17)
BASE_URL = "https://example.org/borders/"


def date_page(site, day):
    """The HTML of the page of a date."""
    return (site / "dates" / str(day) / "index.html").read_text(encoding="utf-8")
