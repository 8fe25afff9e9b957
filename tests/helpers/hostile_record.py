"""A record whose every text is an attack, as if no check had stood between it and the pages."""

import unicodedata

import borders
from borders.record.columns import TABLES
from borders.record.record import Record
from borders.timeline.closure_table import ClosureTable

MARK = "borders_was_here"
"""The variable that the attacks would define, and the host that they would ask."""

ATTACKS = (
    f"<script>{MARK}=1</script>",
    f"</script></style></title></textarea></svg>--><script>{MARK}=2</script>",
    f"<img src=x onerror={MARK}=3>",
    f"<svg/onload={MARK}=4>",
    f"\" onmouseover='{MARK}=5' autofocus onfocus={MARK}=5 x=\"",
    f"' onfocus='{MARK}=6' autofocus tabindex=0 '",
    f"${{{MARK}=7}}`${{7*7}}`",
    f"{{{{7*7}}}}{{% raw %}}{{{{ {MARK} }}}}",
    f"<a href=javascript:{MARK}=8>javascript:{MARK}=8</a>",
    f"<iframe src='data:text/html,<script>{MARK}=9</script>'>",
    f"<link rel=stylesheet href=https://{MARK}.example/><base href=https://{MARK}.example/>",
    f"<meta http-equiv=refresh content='0;url=https://{MARK}.example/'>",
    f'*/}};{MARK}=10;/*\\";{MARK}=11;//',
    "\u2028\u2029\u202egnirts\u2066\u200b",
    "]]>&lt;&#60;&amp;<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;<![CDATA[",
    "=CMD()|'/C calc'!A0 +1 -1 @SUM(1)",
    "\r\nEND:VEVENT\r\nATTENDEE:mailto:x@example.org\n",
    "%s %n {0} {x} \\n \\",
    "../../../etc/passwd",
)
ATTACK = " ".join(ATTACKS)
ADDRESS = f"javascript:{MARK}=12//\"'><script>{MARK}=13</script>"

TIMES_SHOWN = {
    "index.html": 20,
    "embed/index.html": 5,
    "dates/2023-12-15/index.html": 20,
    "crossings/index.html": 20,
    "crossings/vaalimaa/index.html": 50,
    "decisions/index.html": 50,
    "claims/index.html": 50,
    "about/index.html": 1,
    "downloads/index.html": 1,
    "404.html": 1,
    "single.html": 20,
}
"""How often at least each kind of page shows the attack."""

# No texts, but choices, references and what is parsed: checked before anything comes to a page.
_STRUCTURE = {
    *("id", "crossing", "hours", "published", "at", "until", "date", "projection"),
    *("crossings", "decisions", "replaces", "sides", "name"),
}


def squeezed(text):
    """The words without white space and what cannot be seen, as a page may break its lines."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


SHOWN = squeezed(ATTACKS[0])
"""The beginning of the attack, squeezed."""


def _hostile(value, *, key=""):
    """The value with an attack for every text and for every address in it."""
    if key in _STRUCTURE and not isinstance(value, dict):
        return value
    if type(value) is str:  # a member of an enum is of another type
        return (ADDRESS if key in ("url", "path") else ATTACK) if value else value
    if isinstance(value, dict):
        return {
            name: _hostile(inner, key=name if key != "names" else "")
            for name, inner in value.items()
        }
    if hasattr(value, "_asdict"):
        fields = value._asdict()
        return type(value)(**{name: _hostile(inner, key=name) for name, inner in fields.items()})
    if isinstance(value, tuple):
        return tuple(_hostile(inner, key=key) for inner in value)
    return value


def hostile_record(record):
    """The record with every text an attack; ids, times and choices stay."""
    fields = {
        name: {id_: _hostile(entry) for id_, entry in value.items()}
        if isinstance(value, dict)
        else type(value)(map(_hostile, value))
        if type(value) is tuple
        else _hostile(value)
        for name, value in record._asdict().items()
        if name != "measures"
    }
    measures = map(_hostile, record.measures)
    table = ClosureTable(measures, fields["decisions"].values(), fields["package"].sides)
    return Record(**fields, measures=table)


def _make_hostile(folder):
    """Put an attack into every text of the files of a data folder; no reader would take them."""
    for name, columns in TABLES.items():
        texts = {column.name for column in columns if column.kind in ("text", "url")} - {"hours"}
        rows = folder.rows(f"{name}.csv")
        changed = [
            {key: ATTACK if key in texts and cell else cell for key, cell in row.items()}
            for row in rows
        ]
        folder.write_rows(f"{name}.csv", list(rows[0]), changed)
    points = folder.json("crossings.geojson")
    for feature in points["features"]:
        properties = feature["properties"]
        kept = {key: properties[key] for key in ("id", "services", "principal")}
        feature["properties"] = _everywhere(properties) | kept
    folder.write_json("crossings.geojson", points)
    package = folder.json("datapackage.json")
    kept = {key: package[key] for key in ("name", "borders")}
    resources = [
        _everywhere(resource) | {"name": resource["name"]} for resource in package["resources"]
    ]
    folder.write_json("datapackage.json", _everywhere(package) | kept | {"resources": resources})


def _everywhere(value):
    """JSON with an attack for every text."""
    if isinstance(value, str):
        return ATTACK
    if isinstance(value, dict):
        return {key: _everywhere(inner) for key, inner in value.items()}
    return [_everywhere(inner) for inner in value] if isinstance(value, list) else value


class Unchecked(borders.Dataset):
    """A dataset that takes its files as they are."""

    def _require(self, content, _problems):
        return content


def hostile_dataset(folder):
    """The data of an `EditableFolder`, as an attack on everything that renders it."""
    record = folder.load().record
    _make_hostile(folder)
    return Unchecked(hostile_record(record), (), folder.path)
