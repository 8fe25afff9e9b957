"""The JSON Schema (draft 2020-12) of every file of the interface for programs."""

from __future__ import annotations

import msgspec

from borders.export.api_types import FILES
from borders.export.serialise import Json


def schema() -> Json:
    """The schema of any file of the interface; that of one kind is `$defs/KIND`."""
    types, definitions = msgspec.json.schema_components(
        FILES.values(), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The files of the interface for programs, version 1",
        "description": "Instants are ISO 8601 with the offset of the frontier's time zone. Bounds "
        "are half-open: from is the first instant, until the first after; null is without bound. "
        "Decisions, sources and crossings are named by their ids. Keys are only ever added.",
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in FILES],
        "$defs": dict(zip(FILES, types, strict=True)) | definitions,
    }
