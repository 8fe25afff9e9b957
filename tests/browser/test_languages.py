"""The site's languages in real Chromium: the scale, the switch, and texts that grow."""

import gettext
import math
import re

import pytest

from borders import language
from borders.site.build import build
from helpers.sites import FIRST, LAST


def test_the_scale_of_the_map_is_in_the_language(december_site, browser, serve):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for tree, unit in {".": "km", "fi": "km", "ru": "км"}.items():
        page.goto(f"{serve(december_site)}/{tree}/index.html")
        scale = page.locator(".leaflet-control-scale-line")
        scale.wait_for()
        assert re.fullmatch(rf"[\d.]+ {unit}", scale.inner_text())
        page.evaluate("void borders.leaflet.setMinZoom(0).setMaxZoom(19).setZoom(14)")
        page.wait_for_function(
            "() => / (m|м)$/.test(document.querySelector('.leaflet-control-scale-line').innerText)"
        )
        assert scale.inner_text().endswith(f" {unit[1:]}")
    page.close()


def test_the_switch_keeps_the_day_and_the_crossing(december_site, browser, serve):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{serve(december_site)}/index.html#2023-12-14/vaalimaa")
    page.wait_for_selector("#when:text-is('14 December 2023')")
    page.click("nav.languages a[lang=ru]")
    page.wait_for_selector("#when:text('14 декабря')")
    assert page.url.endswith("/ru/index.html#2023-12-14/vaalimaa")
    assert page.evaluate("borders.day") == "2023-12-14"
    assert page.inner_text("#when") == "14 декабря 2023\u202fг."
    assert page.evaluate("borders.crossing") == "vaalimaa"
    page.close()


class LongerCatalogue(gettext.NullTranslations):
    """Every word by 40 % longer; what is filled in stays."""

    def gettext(self, message):
        return re.sub(
            r"\{\w+\}|\w+",
            lambda match: (
                match[0]
                if match[0].startswith("{")
                else match[0] + "ö" * math.ceil(0.4 * len(match[0]))
            ),
            message,
        )

    def ngettext(self, singular, plural, count):
        return self.gettext(singular if count == 1 else plural)

    def pgettext(self, context, message):
        return message if context == "letter" else self.gettext(message)


PAGES = [
    *("index.html", "embed/index.html", "dates/2023-12-15/index.html", "crossings/index.html"),
    *("crossings/vaalimaa/index.html", "crossings/raja-jooseppi/index.html"),
    *("decisions/index.html", "claims/index.html", "arrivals/index.html", "about/index.html"),
    *("downloads/index.html", "404.html"),
]


@pytest.fixture(scope="module")
def longer(ds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages") / "longer"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_catalogue", lambda _: LongerCatalogue())
        build(ds, folder, FIRST, LAST, every_day=True, languages=["en", "fi"])
    return folder


@pytest.mark.parametrize("path", PAGES)
def test_text_that_grows_by_two_fifths_fits_a_small_phone(longer, browser, serve, path):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{serve(longer)}/fi/{path}")
    page.wait_for_load_state("load")
    wide = page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= innerWidth) return [];
          return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
            .map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 60)}`);
        }"""
    )
    assert wide == []
    page.close()
