"""Finding a crossing by a name that people use, in any language, on either side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from borders.errors import CrossingError
from borders.language import active, gettext
from borders.model import Crossing, Service

# Letters of Sámi and of its neighbours that Unicode does not decompose.
_PLAIN_LETTERS = str.maketrans(
    {"đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "ae", "ǥ": "g", "ʒ": "z"}
)


def find_crossing(
    name: str, crossings: Iterable[Crossing], service: Service | None = None
) -> Crossing:
    """The crossing with this id or name, in any case and with or without accents.

    Names on this side are tried before those on the opposite side. With a `service`, only points
    that offer it count. Raises `CrossingError` with the choices if several match, and with similar
    names if none does.
    """
    all_crossings = tuple(crossings)
    key = normalized(name)
    offering = [c for c in all_crossings if service is None or service in c.services]
    for crossing in offering:
        if crossing.id == name:
            return crossing
    for names in (own_names, opposite_names):
        matching = [c for c in offering if key in map(normalized, names(c))]
        # A road and a rail point may share their name: then the principal point is meant.
        principal = [c for c in matching if c.principal] if names is own_names else []
        if len(matching) == 1 or len(principal) == 1:
            return (principal or matching)[0]
        if matching:
            raise CrossingError(
                gettext(
                    "{name} fits several crossings: {choices}",
                    name=repr(name),
                    choices=_choices(matching),
                )
            )
    for crossing in all_crossings:
        both_sides = (*own_names(crossing), *opposite_names(crossing))
        if crossing not in offering and key in map(normalized, both_sides):
            offers = ", ".join(crossing.services)
            raise CrossingError(
                # Translators: {services} and {service} are as they are written, such as: road, boat
                gettext(
                    "{crossing} offers {services}, not {service}",
                    crossing=_own_name(crossing),
                    services=offers,
                    service=service,
                )
            )
    raise CrossingError(_unknown(name, key, all_crossings))


def own_names(crossing: Crossing) -> Sequence[str]:
    """The id and the names of the point on this side of the frontier."""
    return (crossing.id, *crossing.names.values(), *crossing.also_known_as)


def opposite_names(crossing: Crossing) -> Sequence[str]:
    """The names of the point on the opposite side of the frontier."""
    return tuple(crossing.opposite.values())


def normalized(name: str) -> str:
    """A name for comparison: letters and digits only, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN_LETTERS)
    # modifier letters (Lm), e.g. the prime of Skolt Sámi, are left out as easily as accents
    return "".join(c for c in decomposed if c.isalnum() and unicodedata.category(c) != "Lm")


def _choices(crossings: Iterable[Crossing]) -> str:
    return ", ".join(f"{c.id} ({_own_name(c)}, {c.way})" for c in crossings)


def _own_name(crossing: Crossing) -> str:
    """The name of a crossing in the reader's language, else its main name."""
    return crossing.names.get(active(), crossing.name)


def _unknown(name: str, key: str, crossings: Sequence[Crossing]) -> str:
    """The message for a name that no crossing has, with up to three similar names."""
    from difflib import get_close_matches

    names_and_ids = {
        normalized(existing): (existing, c.id)
        for c in sorted(crossings, key=lambda c: c.principal)  # last, so that it has a shared name
        for existing in (*opposite_names(c), *own_names(c))
    }
    similar = get_close_matches(key, names_and_ids, 3, 0.6)
    if similar:
        names = [
            f"{existing} ({id_})" for existing, id_ in (names_and_ids[match] for match in similar)
        ]
        # Translators: between names, and between planned ends
        choices = gettext(" or ").join(names)
        return gettext(
            "no crossing is called {name}; did you mean {choices}?",
            name=repr(name),
            choices=choices,
        )
    return gettext("no crossing is called {name}; `borders crossings` lists them", name=repr(name))
