"""Templates name only fields that their values have, also where no page of a test goes through."""

from __future__ import annotations

import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from jinja2 import nodes

from borders.site import templating
from borders.site.pages.crossing import CrossingPage
from borders.site.pages.day_page import DayPage
from borders.site.pages.downloads import Download
from borders.site.pages.frame import Frame
from borders.site.pages.front import Track
from borders.site.pages.hand_over import HandOver
from borders.site.pages.overview import Row
from borders.site.pages.record import Chart
from borders.views.about import AboutView
from borders.views.arrivals import PublishedNumber
from borders.views.claims import ClaimView
from borders.views.context import EventView
from borders.views.crossing import CrossingDetails, CrossingRow
from borders.views.decisions import DecisionEntry

FOLDER = Path(templating.__file__).parent / "templates"
VALUES = {
    "front.html": {"page": DayPage, "track": Track},
    "embed.html": {"page": DayPage, "track": Track},
    "date.html": {
        "page": DayPage,
        "events": Sequence[EventView],
        "hand_over": HandOver,
        "arrivals": Sequence[PublishedNumber],
    },
    "single.html": {"page": DayPage},
    "crossings.html": {"rows": Sequence[CrossingRow], "when": str},
    "crossing.html": {"crossing": CrossingDetails, "page": CrossingPage, "hand_over": HandOver},
    "decisions.html": {"decisions": Sequence[DecisionEntry]},
    "claims.html": {"claims": Sequence[ClaimView]},
    "arrivals.html": {"chart": Chart, "numbers": Sequence[PublishedNumber]},
    "about.html": {"about": AboutView},
    "downloads.html": {"downloads": Sequence[Download]},
    "follow.html": {},
    "missing.html": {},
    "overview.html": {"frontiers": Sequence[Row]},
}


def parsed(name):
    environment = templating._environment()
    return environment.parse((FOLDER / name).read_text(encoding="utf-8"))


def field(kind, name):
    """The type of a field; `Any` of what has no fields to check."""
    if kind is Any or kind.__module__ == "builtins":
        return Any
    declared = getattr(kind, name, None)
    if isinstance(declared, property):
        return without_none(get_type_hints(declared.fget)["return"])
    hints = get_type_hints(kind)
    assert name in hints, f"{kind.__name__} has no {name}"
    return without_none(hints[name])


def without_none(kind):
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = [option for option in get_args(kind) if option is not type(None)]
    return kind


def entry(kind):
    """The type of what a sequence holds."""
    arguments = get_args(kind)
    return arguments[0] if arguments and get_origin(kind) is not dict else Any


class Checker:
    """Goes through a template with the types of the names in it."""

    def __init__(self):
        self.checked = []

    def type_of(self, node, names):
        if isinstance(node, nodes.Name):
            return names.get(node.name, Any)
        if isinstance(node, nodes.Getattr):
            kind = self.type_of(node.node, names)
            if kind is not Any:
                self.checked.append(f"{kind}.{node.attr}")
            return field(kind, node.attr)
        return Any

    def visit(self, node, names):
        if isinstance(node, nodes.Extends | nodes.Include):
            self.visit(parsed(node.template.value), names)
        elif isinstance(node, nodes.Assign):
            names[node.target.name] = self.type_of(node.node, names)
        elif isinstance(node, nodes.For):
            self.visit(node.iter, names)
            held, targets = entry(self.type_of(node.iter, names)), {}
            if isinstance(node.target, nodes.Name):
                targets = {node.target.name: held}
            elif hasattr(held, "_fields"):
                kinds = (field(held, name) for name in held._fields)
                targets = {
                    item.name: kind for item, kind in zip(node.target.items, kinds, strict=True)
                }
            for child in [node.test, *node.body] if node.test else node.body:
                self.visit(child, names | targets)
        elif isinstance(node, nodes.Macro):
            self.visit_all(node, {**names, **{arg.name: Any for arg in node.args}})
        elif isinstance(node, nodes.Getattr):
            self.type_of(node, names)
        else:
            self.visit_all(node, names)

    def visit_all(self, node, names):
        for child in node.iter_child_nodes():
            self.visit(child, names)


@pytest.mark.parametrize("name", VALUES)
def test_a_template_names_fields_that_there_are(name):
    checker = Checker()
    checker.visit(parsed(name), {"frame": Frame, **VALUES[name]})
    assert len(checker.checked) > 15


def test_a_misspelt_field_would_be_noticed():
    tree = templating._environment().parse("{{ page.view.headlines }}")
    with pytest.raises(AssertionError, match="DayView has no headlines"):
        Checker().visit(tree, {"page": DayPage})


def test_every_template_is_checked():
    whole = {path.name for path in FOLDER.iterdir() if not path.name.startswith("_")}
    assert whole == {*VALUES, "base.html", "document.html"}
