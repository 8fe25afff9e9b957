"""Finding a crossing by what people call it, on either side and in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from borders.errors import CrossingError
from borders.language import active, gettext
from borders.model import Crossing, Service

# Letters of the Sámi and of neighbours that Unicode does not take apart.
_STROKES = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "ae", "ǥ": "g", "ʒ": "z"})


def find(wanted: str, crossings: Iterable[Crossing], service: Service | None = None) -> Crossing:
    """The crossing with this id or name, whatever the case and the accents.

    Its own names come before those of the other side, and a `service` leaves out the points that
    do not offer it. Raises `CrossingError` with near misses, or with the choices.
    """
    everywhere = tuple(crossings)
    key = folded(wanted)
    offering = [c for c in everywhere if service is None or service in c.services]
    for crossing in offering:
        if crossing.id == wanted:
            return crossing
    for names in (own_names, other_names):
        found = [c for c in offering if key in map(folded, names(c))]
        # A road and a rail point may share their name: the headline point is the one meant.
        principal = [c for c in found if c.principal] if names is own_names else []
        if len(found) == 1 or len(principal) == 1:
            return (principal or found)[0]
        if found:
            raise CrossingError(
                gettext(
                    "{name} fits several crossings: {choices}",
                    name=repr(wanted),
                    choices=_choices(found),
                )
            )
    for crossing in everywhere:
        called = (*own_names(crossing), *other_names(crossing))
        if crossing not in offering and key in map(folded, called):
            offers = ", ".join(crossing.services)
            raise CrossingError(
                # Translators: {services} and {service} are as they are written, such as: road, boat
                gettext(
                    "{crossing} offers {services}, not {service}",
                    crossing=_called(crossing),
                    services=offers,
                    service=service,
                )
            )
    raise CrossingError(_unknown(wanted, key, everywhere))


def own_names(crossing: Crossing) -> Sequence[str]:
    """What the point on this side is called, its id included."""
    return (crossing.id, *crossing.names.values(), *crossing.also_known_as)


def other_names(crossing: Crossing) -> Sequence[str]:
    """What the point on the other side is called."""
    return tuple(crossing.opposite.values())


def folded(text: str) -> str:
    """Letters and digits only, without case and accents, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKES)
    # a modifier, such as the prime of Skolt Sámi, is as easily left out as an accent
    return "".join(c for c in decomposed if c.isalnum() and unicodedata.category(c) != "Lm")


def _choices(crossings: Iterable[Crossing]) -> str:
    return ", ".join(f"{c.id} ({_called(c)}, {c.way})" for c in crossings)


def _called(crossing: Crossing) -> str:
    return crossing.names.get(active(), crossing.name)


def _unknown(wanted: str, key: str, crossings: Sequence[Crossing]) -> str:
    from difflib import get_close_matches

    spelled = {
        folded(name): (name, c.id)
        for c in sorted(crossings, key=lambda c: c.principal)  # a shared name means the road point
        for name in (*other_names(c), *own_names(c))
    }
    near = get_close_matches(key, spelled, 3, 0.6)
    if near:
        names = [f"{name} ({id_})" for name, id_ in (spelled[match] for match in near)]
        # Translators: between names, and between planned ends
        choices = gettext(" or ").join(names)
        return gettext(
            "no crossing is called {name}; did you mean {choices}?",
            name=repr(wanted),
            choices=choices,
        )
    return gettext(
        "no crossing is called {name}; `borders crossings` lists them", name=repr(wanted)
    )
