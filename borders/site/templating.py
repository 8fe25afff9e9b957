"""The templates of the HTML pages: text of the data is escaped, and says its language."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from borders import language
from borders.language import gettext, ngettext
from borders.views import wording as words


def render(template: str, values: dict[str, Any]) -> str:
    """A template of the folder beside this module, filled in."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("borders.site"),
        autoescape=True,
        finalize=_said,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"gettext": gettext, "ngettext": ngettext, "html": _html}
    environment.filters |= {"initial": words.capital, "stop": words.stopped}
    return environment


def _said(value: Any) -> Any:
    """A value as pages show it: each part in another language says in which."""
    if not isinstance(value, language.Text):
        return value
    return Markup().join(
        Markup('<span lang="{}">{}</span>').format(code, text) if code else text
        for text, code in value.parts
    )


def _html(text: str, /, **values: object) -> Markup:
    """A message in the reader's language, its named places filled in with text or markup."""
    said = {name: _said(value) for name, value in values.items()}
    return Markup(gettext(text)).format(**said)  # noqa: S704  # messages are ours
