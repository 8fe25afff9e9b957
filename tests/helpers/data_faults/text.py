"""Faults of texts: characters that do harm, markup, and addresses that are programs."""

from helpers.data_faults.fault import (
    ARRIVALS,
    CLAIM,
    CLOSURE,
    EVENT,
    LAST_DECISION,
    SOURCE,
    TOWN,
    file_fault,
)

TEXTS = (
    ("a\x00b", "control", "U+0000"),
    ("a\x1b[31m", "control", "U+001B"),
    ("a\x85b", "control", "U+0085"),
    ("a\u202eb", "direction", "U+202E"),
    ("a\u2066b", "direction", "U+2066"),
    ("<b>a</b>", "markup", "'<b>'"),
    ("a<img src=x onerror=alert(1)>", "markup", "without markup"),
    ("</script", "markup", "without markup"),
    ("<!-- a", "markup", "without markup"),
)


def _in_a_crossing(text, code, message):
    """The text as the note of a crossing."""
    return file_fault(
        f"{text!r} in crossings.geojson",
        code,
        "crossings.geojson",
        lambda folder: folder.add_crossing(note=text),
        message,
        "features[21].properties.note",
    )


def _in_the_package(key, value, code, column, message=""):
    return file_fault(
        f"{key} {value}",
        code,
        "datapackage.json",
        lambda folder: folder.set_package(key, value),
        message,
        column,
    )


FAULTS = [
    *(f for text, *expected in TEXTS for f in CLOSURE.faults("note", *expected, text)),
    *(_in_a_crossing(*text) for text in TEXTS),
    *SOURCE.faults("title", "markup", "<i>", "<i>"),
    *LAST_DECISION.faults("legal_basis", "markup", "<i>", "<i>"),
    *CLAIM.faults("reason", "markup", "<i>", "<i>"),
    *EVENT.faults("title", "markup", "<i>", "<i>"),
    *ARRIVALS.faults("counted", "markup", "<i>", "<i>"),
    *TOWN.faults("name_fi", "markup", "<i>", "<i>"),
    _in_the_package("title", "<i>", "markup", "title"),
    _in_the_package("attribution", "<i>", "markup", "borders.attribution"),
    _in_the_package(
        "licenses",
        [{"name": "x", "path": "javascript:alert(1)"}],
        "url",
        "licenses",
        "http or https",
    ),
    _in_the_package(
        "contributors",
        [{"title": "x", "path": "javascript:alert(1)"}],
        "url",
        "contributors",
        "http or https",
    ),
    file_fault(
        "markup in the frontier's part",
        "markup",
        "frontier.geojson",
        lambda f: f.replace("frontier.geojson", '"part": "land"', '"part": "<b>land"'),
        column="features[1].properties.part",
    ),
]
