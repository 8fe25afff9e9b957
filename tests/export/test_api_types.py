"""The types of the files for programs: each allows its own keys and values, and no others."""

import msgspec
import pytest

from borders.export import api_views
from borders.export.api_objects import Counts, Crossing
from borders.export.api_types import FILES, CrossingFile
from borders.model import Status
from borders.record.columns import ARRIVALS, CLAIMS, DECISIONS, EVENTS, SOURCES


def keys(kind):
    """The keys of the rows of a kind of file."""
    (rows,) = (own for own in msgspec.structs.fields(FILES[kind]) if own.name == kind)
    (row,) = rows.type.__args__
    return [own.encode_name for own in msgspec.structs.fields(row)]


@pytest.mark.parametrize(
    ("kind", "columns"),
    [("sources", SOURCES), ("claims", CLAIMS), ("events", EVENTS), ("arrivals", ARRIVALS)],
)
def test_rows_have_the_columns_of_their_table_for_keys(kind, columns):
    assert keys(kind) == [column.name for column in columns]


def test_a_decision_has_its_columns_and_what_became_of_it():
    further = {"replaced_by", "measures", "changes"}
    assert [key for key in keys("decisions") if key not in further] == [
        column.name for column in DECISIONS
    ]
    assert further <= set(keys("decisions"))


def test_the_file_of_a_crossing_has_the_keys_of_its_entry():
    entry, file = (
        [own.encode_name for own in msgspec.structs.fields(of)] for of in (Crossing, CrossingFile)
    )
    assert file == ["verified_through", "standing", *entry, "spans"]
    assert "class" in file


@pytest.mark.parametrize("change", [{"note": 1}, {"surprise": None}, {"status": "shut"}])
def test_a_file_that_is_not_as_its_type_says_is_not_made(ds, change):
    view = msgspec.to_builtins(api_views.crossings(ds, ds.slice("2023-12-15")))
    assert msgspec.convert(view, FILES["crossings"])
    view["crossings"][0] |= change
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(view, FILES["crossings"])


def test_counts_are_described_as_a_number_for_each_status():
    described = msgspec.json.schema(Counts)
    assert described["required"] == described["propertyNames"]["enum"] == list(Status)
    assert described["additionalProperties"] == {"type": "integer"}
