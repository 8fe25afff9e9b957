"""The templates of the HTML pages: text of the data is escaped, and its language is marked."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from borders import language
from borders.language import gettext, ngettext
from borders.model import Status
from borders.site.static_files import static_text
from borders.views import wording
from borders.views.style import LOOKS

T = TypeVar("T")


def render(template: str, **values: object) -> str:
    """The HTML that a template of this room makes of typed values.

    A name or a field that a template misspells is an error, not an empty text.
    """
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("borders.site"),
        autoescape=True,
        finalize=_marked,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "gettext": gettext,
        "ngettext": ngettext,
        "html": _html,
        "folium_map": static_text("folium.html"),
    }
    environment.filters |= {"initial": wording.capital, "stop": wording.stopped, "letter": _letter}
    environment.filters["linking"] = _linking
    return environment


def _marked(value: T) -> T | Markup:
    """A value as pages show it: parts of a text in another language are marked with it."""
    if not isinstance(value, language.Text):
        return value
    return Markup().join(
        Markup('<span lang="{}">{}</span>').format(code, text) if code else text
        for text, code in value.parts
    )


def _html(text: str, /, **values: object) -> Markup:
    """A message in the reader's language, its named places filled in with text or markup."""
    marked = {name: _marked(value) for name, value in values.items()}
    return Markup(gettext(text)).format(**marked)  # noqa: S704  # messages are ours


def _linking(text: str, claims: Collection[str], page: str) -> Markup:
    """A text in which the ids of `claims` are links to where these stand on a page."""

    def linked(word: re.Match[str]) -> str:
        return f'<a href="{page}#{word[0]}">{word[0]}</a>' if word[0] in claims else word[0]

    marked = re.sub(r"\w+(?:-\w+)+", linked, escape(_marked(text)))
    return Markup(marked)  # noqa: S704  # it was escaped before the links came in


def _letter(status: Status) -> str:
    """The letter on the symbol of a status, in the reader's language."""
    return LOOKS[status].letter
