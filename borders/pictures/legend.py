"""The legends of charts, maps and timelines: their colours, letters and signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from borders.language import gettext
from borders.model import Status
from borders.pictures.svg import LEFT, LETTER, SMALL, element, label, rect, text
from borders.views import wording
from borders.views.style import LOOKS, PAPER

_MAP_TEXT = 14  # pixels, the font size of a map's legend
_ROW = 25  # pixels from row to row of it


def letters_words(statuses: Iterable[Status] = LOOKS) -> str:
    """The letters of these statuses with their names, e.g. "O open, C closed"."""
    looks = [LOOKS[status] for status in statuses]
    return ", ".join(f"{look.letter} {look.label.lower()}" for look in looks)


def timelines_legend() -> str:
    """The legend of the picture of timelines: its letters and its lines."""
    # Translators: {letters} are such as: O open, R restricted
    return gettext(
        "{letters}; a dashed line that ends in a cross is a planned end that never came.",
        letters=letters_words(),
    )


def chart_legend(statuses: Iterable[Status], y: float) -> Iterator[str]:
    """A row of coloured squares with their letters and labels; `y` is the baseline."""
    x = float(LEFT)
    for status in statuses:
        look = LOOKS[status]
        edge = look.ink if status is Status.UNKNOWN else look.fill
        yield rect(x, y - 13, 16, 16, fill=look.fill, stroke=edge)
        yield label(x + 8, y - 0.5, look.letter, 13, weight=700, colour=look.ink, anchor="middle")
        yield label(x + 22, y, look.label, SMALL)
        x += 40 + LETTER * SMALL * len(look.label)


def map_legend(x: float, y: float, ways: Sequence[str]) -> str:
    """A map's legend in two columns: statuses, then these ways and the mark of a change.

    Places symbols with `use`, which the picture defines: `s-open`, `w-road` and so on.
    """
    second, _ = _columns(ways)
    parts = []
    for row, (status, look) in enumerate(LOOKS.items()):
        parts.append(element("use", href=f"#s-{status}", y=row * _ROW))
        parts.append(text(20, row * _ROW + 5, look.label))
    for row, way in enumerate(ways):
        parts.append(element("use", href=f"#w-{way}", x=second, y=row * _ROW))
        parts.append(text(second + 26, row * _ROW + 5, wording.capital(wording.way(way))))
    mark, y_mark = element("circle", r=10, fill=PAPER["highlight"]), len(ways) * _ROW
    parts.append(element("g", mark, transform=f"translate({second} {y_mark})"))
    parts.append(text(second + 26, y_mark + 5, gettext("Changed that day")))
    return element("g", "".join(parts), transform=f"translate({x} {y})", font_size=_MAP_TEXT)


def map_legend_width(ways: Sequence[str]) -> float:
    """How many pixels wide a map's legend is in the reader's language."""
    return _columns(ways)[1]


def _columns(ways: Sequence[str]) -> tuple[int, float]:
    """Where in a map's legend the second column begins, and how wide the legend is, in pixels."""
    first = max(len(look.label) for look in LOOKS.values())
    last = max(map(len, (*map(wording.way, ways), gettext("Changed that day"))))
    second = max(140, round(44 + LETTER * _MAP_TEXT * first))
    return second, max(310.0, round(second + 44 + LETTER * _MAP_TEXT * last))
