"""The pages in Firefox: their facts, their map, their slider, without a complaint."""

import pytest

from helpers.firefox import PATH, firefox
from helpers.pages import DESKTOP, PHONE

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),  # where Firefox is driven
    pytest.mark.skipif(PATH is None, reason="Firefox is not installed"),
]

STILL = "document.querySelector('.still')"
DRAWN = "document.querySelectorAll('.map.whole .crossing-icon svg').length > 8"


@pytest.fixture(scope="module")
def window():
    with firefox() as window:
        yield window


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "All eight are closed"),
        ("dates/2023-12-14/index.html", "Vaalimaa and Niirala are open; six are closed."),
        ("ru/dates/2023-12-14/index.html", "Ваалимаа"),
        ("embed/index.html", "Niirala"),
        ("crossings/vaalimaa/index.html", "Closed since 15"),
        ("decisions/index.html", "Decision 4"),
        ("arrivals/index.html", "as it was published"),
    ],
)
def test_every_kind_of_page_shows_its_facts(window, december_site, path, expected, size):
    window.open((december_site / path).as_uri(), size)
    if window.value("document.querySelector('.folium-map') !== null"):
        window.until(f"{DRAWN} && getComputedStyle({STILL}).visibility === 'hidden'")
    words = window.value("document.body.innerText.replaceAll('\\u00a0', ' ')")
    assert expected in words
    assert window.value("document.documentElement.scrollWidth - innerWidth") <= 0
    assert window.complaints == []


def test_the_slider_and_the_address_lead_to_a_date(window, december_site):
    front = (december_site / "index.html").as_uri()
    window.open(f"{front}#2023-12-14", DESKTOP)
    headline = "document.getElementById('headline').textContent"
    window.until(f"{DRAWN} && {headline}.startsWith('Vaalimaa and Niirala are open')")
    window.value("document.getElementById('change-before').click()")
    window.until(f"{headline}.startsWith('All eight are closed')")
    assert window.value("location.hash").startswith("#2023-1")
    window.value("document.querySelector('.knowledge a[href$=then]').click()")
    window.until("document.querySelector('#then').checkVisibility()")
    assert window.complaints == []


def test_a_single_file_draws_its_map(window, single_map_of):
    window.open(single_map_of("2023-12-14").as_uri(), PHONE)
    window.until(DRAWN)
    assert window.complaints == []
