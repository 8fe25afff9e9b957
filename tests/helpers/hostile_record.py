"""A record whose every text is an attack, as if no check had stood between it and the pages."""

from __future__ import annotations

import csv
import io

import borders
from borders.record.columns import TABLES
from borders.record.record import Record
from borders.timeline.closure_table import ClosureTable

RAN = "borders_was_here"
"""What the attacks would define, or would ask a host of that name for."""

ATTACKS = (
    f"<script>{RAN}=1</script>",
    f"</script></style></title></textarea></svg>--><script>{RAN}=2</script>",
    f"<img src=x onerror={RAN}=3>",
    f"<svg/onload={RAN}=4>",
    f"\" onmouseover='{RAN}=5' autofocus onfocus={RAN}=5 x=\"",
    f"' onfocus='{RAN}=6' autofocus tabindex=0 '",
    f"${{{RAN}=7}}`${{7*7}}`",
    f"{{{{7*7}}}}{{% raw %}}{{{{ {RAN} }}}}",
    f"<a href=javascript:{RAN}=8>javascript:{RAN}=8</a>",
    f"<iframe src='data:text/html,<script>{RAN}=9</script>'>",
    f"<link rel=stylesheet href=https://{RAN}.example/><base href=https://{RAN}.example/>",
    f"<meta http-equiv=refresh content='0;url=https://{RAN}.example/'>",
    f'*/}};{RAN}=10;/*\\";{RAN}=11;//',
    "\u2028\u2029\u202egnirts\u2066\u200b",
    "]]>&lt;&#60;&amp;<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;<![CDATA[",
    "=CMD()|'/C calc'!A0 +1 -1 @SUM(1)",
    "\r\nEND:VEVENT\r\nATTENDEE:mailto:x@example.org\n",
    "%s %n {0} {x} \\n \\",
    "../../../etc/passwd",
)
ATTACK = " ".join(ATTACKS)
ADDRESS = f"javascript:{RAN}=12//\"'><script>{RAN}=13</script>"

# What is no text but chooses, refers, or is read: checked before anything comes to a page.
_STRUCTURE = {
    *("id", "crossing", "hours", "published", "at", "until", "date", "projection"),
    *("crossings", "decisions", "replaces", "sides", "name"),
}


def hostile(value, *, key=""):
    """The value with every text in it an attack, and every address one too."""
    if key in _STRUCTURE and not isinstance(value, dict):
        return value
    if type(value) is str:  # an enum's member is none
        return (ADDRESS if key in ("url", "path") else ATTACK) if value else value
    if isinstance(value, dict):
        return {
            name: hostile(one, key=name if key != "names" else "") for name, one in value.items()
        }
    if hasattr(value, "_asdict"):
        found = value._asdict()
        return type(value)(**{name: hostile(one, key=name) for name, one in found.items()})
    if isinstance(value, tuple):
        return tuple(hostile(one, key=key) for one in value)
    return value


def hostile_record(record):
    """The record with every text an attack; ids, times and choices stay."""
    made = {
        name: {id_: hostile(one) for id_, one in value.items()}
        if isinstance(value, dict)
        else type(value)(map(hostile, value))
        if type(value) is tuple
        else hostile(value)
        for name, value in record._asdict().items()
        if name != "measures"
    }
    measures = map(hostile, record.measures)
    table = ClosureTable(measures, made["decisions"].values(), made["package"].sides)
    return Record(**made, measures=table)


def hostile_folder(copy):
    """The files of a copied data folder with an attack in every text; they are not read back."""
    for name, columns in TABLES.items():
        texts = {column.name for column in columns if column.kind in ("text", "url")} - {"hours"}
        rows = list(csv.DictReader(io.StringIO(copy.text(f"{name}.csv"))))
        changed = [
            {key: ATTACK if key in texts and cell else cell for key, cell in row.items()}
            for row in rows
        ]
        copy._save(f"{name}.csv", list(rows[0]), changed)
    points = copy.json("crossings.geojson")
    for feature in points["features"]:
        properties = feature["properties"]
        kept = {key: properties[key] for key in ("id", "services", "principal")}
        feature["properties"] = _everywhere(properties) | kept
    copy.save_json("crossings.geojson", points)
    package = copy.json("datapackage.json")
    kept = {key: package[key] for key in ("name", "borders")}
    resources = [
        _everywhere(resource) | {"name": resource["name"]} for resource in package["resources"]
    ]
    copy.save_json("datapackage.json", _everywhere(package) | kept | {"resources": resources})


def _everywhere(value):
    if isinstance(value, str):
        return ATTACK
    if isinstance(value, dict):
        return {key: _everywhere(one) for key, one in value.items()}
    return [_everywhere(one) for one in value] if isinstance(value, list) else value


class Unchecked(borders.Dataset):
    """A dataset that takes its files as they are."""

    def _require(self, content, _problems):
        return content


def hostile_dataset(copy):
    """The data folder that was copied, as an attack on everything that renders it."""
    record = borders.load(copy.path).record
    hostile_folder(copy)
    return Unchecked(hostile_record(record), (), copy.path)
