"""A decision as an editor in a hurry adds it: it replaces the last, and names two points only."""

from __future__ import annotations

from helpers.editable_folder import EditableFolder


def hasty_folder(parent):
    """A copy of the record with the decision `fi-10`, which reopens two points."""
    copy = EditableFolder(parent)
    copy.append_row(
        "decisions.csv",
        id="fi-10",
        title="Two points reopen",
        authority="Government of Finland",
        sides="fi",
        decided_at="2026-11-20",
        effective_from="2026-12-01",
        replaces="fi-9",
        sources="mfa-2016-04-08",
        note="Made up.",
    )
    for crossing in ("vaalimaa", "nuijamaa"):
        copy.append_row(
            "closures.csv",
            crossing=crossing,
            service="road",
            status="open",
            valid_from="2026-12-01",
            decision="fi-10",
            confidence="primary",
            sources="mfa-2016-04-08",
        )
    return copy
