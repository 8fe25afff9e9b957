"""Finding a crossing by a name that people use, in any language, on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from borders.errors import CrossingError
from borders.language import active, gettext
from borders.model import Crossing, Service
from borders.query.name_spellings import (
    finnish_stems,
    normalized,
    transliterated,
    without_words_around,
)

_Index = dict[str, list[Crossing]]

_COMPARED = range(1, 60)
"""How many letters names have that are compared for similarity, which is slow for long ones."""

_LIKELY = 50
"""How many names, those that share most pairs of letters, are compared for similarity."""


class CrossingNames:
    """The names of crossings, of one frontier or several, indexed as they are first asked for."""

    def __init__(self, crossings: Iterable[Crossing]) -> None:
        self._crossings = tuple(crossings)

    def knows(self, name: str) -> bool:
        """Whether any crossing is called so, whatever it offers."""
        return name in self._by_id or any(True for _ in self._matches(_keys(name)))

    def find(self, name: str, service: Service | None = None) -> Crossing:
        """The crossing with this id or name, in any case and with or without accents.

        The first of these that leads somewhere decides: names on this side, names on the opposite
        side, other transliterations of Russian names, Finnish cases, municipalities. A headline
        point wins over points that share a name with it, such as its rail twin. With a `service`,
        only points that offer it count. Raises `CrossingError` with the choices if several match,
        and with similar names if none does.
        """
        exact = [crossing for crossing in self._by_id.get(name, ()) if _offers(crossing, service)]
        if len(exact) == 1:
            return exact[0]
        keys = _keys(name)
        not_offering: list[Crossing] = []
        for found in self._matches(keys):
            matching = [crossing for crossing in found if _offers(crossing, service)]
            not_offering = not_offering or found
            if not matching:
                continue
            if not any(crossing.principal for crossing in matching):
                # Inari is a temporary point's name, and the municipality of a headline point.
                forms = [form for key in keys for form in (key, *finnish_stems(key))]
                located = (c for form in forms for c in self._municipalities.get(form, ()))
                matching += (c for c in located if c.principal and _offers(c, service))
            matching = _without_twins(matching)
            if len(matching) == 1:
                return matching[0]
            raise CrossingError(
                gettext(
                    "{name} fits several crossings: {choices}",
                    name=repr(name),
                    choices=_choices(matching),
                )
            )
        if not_offering:
            crossing = _without_twins(not_offering)[0]
            raise CrossingError(
                # Translators: {services} and {service} are as they are written, such as: road, boat
                gettext(
                    "{crossing} offers {services}, not {service}",
                    crossing=_own_name(crossing),
                    services=", ".join(crossing.services),
                    service=service,
                )
            )
        raise CrossingError(self._unknown(name, keys))

    def _matches(self, keys: Sequence[str]) -> Iterator[list[Crossing]]:
        """The crossings that each way of looking finds, where it finds any."""
        ways: list[Callable[[str], list[Crossing]]] = [
            lambda key: self._own.get(key, []),
            lambda key: self._opposite.get(key, []),
            lambda key: self._transliterated.get(key, []),
            lambda key: [c for stem in finnish_stems(key) for c in self._finnish.get(stem, [])],
            lambda key: self._municipalities.get(key, []),
        ]
        return (found for key in keys for way in ways if (found := way(key)))

    def _index(self, keys: Callable[[Crossing], Iterable[str]]) -> _Index:
        """The crossings by the `keys` of each; empty keys are left out."""
        index: _Index = {}
        for crossing in self._crossings:
            for key in dict.fromkeys(filter(None, keys(crossing))):
                index.setdefault(key, []).append(crossing)
        return index

    @cached_property
    def _by_id(self) -> _Index:
        return self._index(lambda crossing: [crossing.id])

    @cached_property
    def _own(self) -> _Index:
        return self._index(lambda crossing: map(normalized, own_names(crossing)))

    @cached_property
    def _opposite(self) -> _Index:
        return self._index(lambda crossing: map(normalized, opposite_names(crossing)))

    @cached_property
    def _transliterated(self) -> _Index:
        return self._index(
            lambda crossing: (key for name in _names(crossing) for key in transliterated(name))
        )

    @cached_property
    def _finnish(self) -> _Index:
        return self._index(
            lambda crossing: (
                normalized(name)
                for names in (crossing.names, crossing.opposite)
                for tag, name in names.items()
                if tag.partition("-")[0] == "fi"
            )
        )

    @cached_property
    def _municipalities(self) -> _Index:
        return self._index(lambda crossing: [normalized(crossing.municipality)])

    @cached_property
    def _proposals(self) -> dict[str, tuple[str, str]]:
        """Every name as it is written and the id that it leads to, by the normalized name."""
        by_rank = sorted(self._crossings, key=lambda c: c.principal)  # the last has a name
        municipalities = ((c.municipality, c.id) for c in by_rank)
        names = (
            (name, c.id)
            for c in by_rank
            for name in (*opposite_names(c), c.id, *c.also_known_as, *c.names.values())
        )
        proposals = {normalized(name): (name, id_) for name, id_ in (*municipalities, *names)}
        return {key: proposal for key, proposal in proposals.items() if len(key) in _COMPARED}

    @cached_property
    def _keys_by_pair(self) -> dict[str, list[str]]:
        """The keys of `_proposals` by the pairs of letters that they have."""
        index: dict[str, list[str]] = {}
        for key in self._proposals:
            for pair in _pairs(key):
                index.setdefault(pair, []).append(key)
        return index

    def _similar(self, key: str) -> list[str]:
        """Up to three similar names, the most similar first, each of another crossing."""
        from difflib import get_close_matches

        if len(key) not in _COMPARED:
            return []
        shared = Counter(k for pair in _pairs(key) for k in self._keys_by_pair.get(pair, ()))
        likely = [other for other, _ in shared.most_common(_LIKELY)]
        best: dict[str, str] = {}
        for match in get_close_matches(key, likely, 3):
            existing, id_ = self._proposals[match]
            best.setdefault(id_, f"{existing} ({id_})")
        return [*best.values()]

    def _unknown(self, name: str, keys: Sequence[str]) -> str:
        """The message for a name that no crossing has, with up to three similar names."""
        bare = normalized(without_words_around(name))
        for key in dict.fromkeys((bare, *keys)):
            if names := self._similar(key):
                # Translators: between names, and between planned ends
                choices = gettext(" or ").join(names)
                return gettext(
                    "no crossing is called {name}; did you mean {choices}?",
                    name=repr(name),
                    choices=choices,
                )
        return gettext(
            "no crossing is called {name}; `borders crossings` lists them", name=repr(name)
        )


def own_names(crossing: Crossing) -> Sequence[str]:
    """The id and the names of the point on this side of the frontier."""
    return (crossing.id, *crossing.names.values(), *crossing.also_known_as)


def opposite_names(crossing: Crossing) -> Sequence[str]:
    """The names of the point on the opposite side of the frontier."""
    return tuple(crossing.opposite.values())


def _names(crossing: Crossing) -> Sequence[str]:
    return (*own_names(crossing), *opposite_names(crossing))


def _offers(crossing: Crossing, service: Service | None) -> bool:
    return bool(crossing.answering(service))


def _keys(name: str) -> list[str]:
    """What to look for: the name as typed, without words around it, and in Latin letters."""
    bare = without_words_around(name)
    keys = dict.fromkeys((normalized(name), normalized(bare), *transliterated(bare)))
    return [key for key in keys if key]


def _without_twins(matching: Sequence[Crossing]) -> list[Crossing]:
    """The crossings, each once, but none that shares a name with a headline point among them."""
    crossings = {(crossing.frontier, crossing.id): crossing for crossing in matching}.values()
    taken = {key for crossing in crossings if crossing.principal for key in _keys_here(crossing)}
    return [c for c in crossings if c.principal or taken.isdisjoint(_keys_here(c))]


def _keys_here(crossing: Crossing) -> Iterator[tuple[str, str]]:
    """The names of a crossing, normalized; those of two frontiers are never the same."""
    return ((crossing.frontier, normalized(name)) for name in _names(crossing))


def _pairs(key: str) -> Iterable[str]:
    """The pairs of neighbouring letters of a key, each once, as are those with its ends."""
    return dict.fromkeys(map("".join, pairwise(f"^{key}$")))


def _choices(crossings: Collection[Crossing]) -> str:
    several = len({crossing.frontier for crossing in crossings}) > 1
    return ", ".join(
        f"{c.id} ({_own_name(c)}, {c.way}{'; ' + c.frontier if several else ''})" for c in crossings
    )


def _own_name(crossing: Crossing) -> str:
    """The name of a crossing in the reader's language, else its main name."""
    return crossing.names.get(active(), crossing.name)
