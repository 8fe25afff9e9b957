"""The files of the interface for programs, made of the record: the types of `api_types`, filled.

A decision or a source is named by its id; the object with that id is in `decisions` or `sources`,
with all the keys that the commands print of it and more. So nothing is repeated, and the status of
a date stays small. What comes from a table has that table's columns for keys; every other key means
what it means in the commands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import version
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from borders.export import api_types, json_answers
from borders.export.api_objects import Licence
from borders.export.serialise import Json, iso
from borders.local_time import When
from borders.model import Decision, Source
from borders.query.dataset import Dataset
from borders.query.slices import CrossingSlice, Slice
from borders.record.columns import DECISIONS, TABLES, Column
from borders.timeline.rules import held_until
from borders.views.about import confidence_counts
from borders.views.changes import joint_changes, service_rank
from borders.views.history import service_history

F = TypeVar("F", bound=msgspec.Struct)

_ATTRIBUTES = {  # of columns that are called otherwise in the record
    "source": "sources",
    "decided_at": "decided",
    "announced_at": "announced",
    "effective_from": "effective",
}


def index(dataset: Dataset, days: Sequence[date], states: Sequence[date]) -> api_types.Index:
    """The index of all files and their licences; `links` lead from the index's folder."""
    package, hours = dataset.package, dataset.package.hours_verified_through
    tables = ("schema", "crossings", "decisions", "sources", "claims", "events", "arrivals")
    return api_types.Index(
        title=package.title,
        description=package.description or None,
        frontier=package.frontier_title,
        timezone=package.zone.key,
        verified_through=package.verified_through.isoformat(),
        hours_verified_through=hours.isoformat() if hours else None,
        standing=package.standing,
        standing_reason=package.standing_reason or None,
        confidence=confidence_counts(dataset.record),
        licenses=[_licence(licence) for licence in dataset.descriptor.get("licenses", [])],
        attribution=package.attribution,
        version=version("borders"),
        links={
            **{name: f"{name}.json" for name in (*tables, "changes", "timelines")},
            "crossing": "crossings/{crossing}.json",
            "state": "states/{state}.json",
            "date": "../../dates/{date}/index.json",
        },
        crossings=list(dataset.record.crossings),
        states=[day.isoformat() for day in states],
        dates=[day.isoformat() for day in days],
    )


def _licence(descriptor: Json) -> Licence:
    """A licence of `datapackage.json`, without keys that the Data Package does not know."""
    keys = Licence.__struct_fields__
    return msgspec.convert({key: descriptor[key] for key in keys if key in descriptor}, Licence)


def crossings(dataset: Dataset, at: Slice) -> api_types.Crossings:
    """Every crossing point, as `borders crossings` has it, and the frontier."""
    return _file(api_types.Crossings, dataset, **json_answers.crossings(dataset, at))


def crossing(dataset: Dataset, entry: CrossingSlice) -> msgspec.Struct:
    """One crossing point, with the spans of its services, each as `borders history` has it."""
    zone = dataset.package.zone
    spans = [
        {"service": service, **json_answers.history_span(span, zone, "id")}
        for service in entry.crossing.services
        for span in service_history(dataset, entry.crossing, service).spans
    ]
    facts = json_answers.crossing(dataset, entry)
    return _file(api_types.CrossingFile, dataset, **facts, spans=spans)


def decisions(dataset: Dataset) -> msgspec.Struct:
    """Every decision, with its measures, what it changed and what became of it."""
    zone = dataset.package.zone
    caused: dict[str, list[Json]] = defaultdict(list)
    replaced_by: dict[str, list[str]] = defaultdict(list)
    for decision in dataset.record.decisions.values():
        for id_ in decision.replaces:
            replaced_by[id_].append(decision.id)
    for group in joint_changes(dataset.changes()):
        if group.decision:
            caused[group.decision.id].append(json_answers.change_in_brief(group, zone))
    entries = [
        {
            **_row(DECISIONS, decision, zone),
            "replaced_by": replaced_by[decision.id],
            "measures": _measures(dataset, decision),
            "changes": caused[decision.id],
        }
        for decision in dataset.record.decisions.values()
    ]
    return _file(api_types.Decisions, dataset, decisions=entries)


def table(dataset: Dataset, name: str) -> msgspec.Struct:
    """The rows of one of the tables `sources`, `claims`, `events` and `arrivals`, as published."""
    entries, zone = getattr(dataset.record, name), dataset.package.zone
    listed = entries.values() if isinstance(entries, Mapping) else entries
    rows = [_row(TABLES[name], entry, zone) for entry in listed]
    return _file(api_types.FILES[name], dataset, **{name: rows})


def changes(dataset: Dataset) -> api_types.Changes:
    """Everything that changed, as `borders changes` has it."""
    zone, groups = dataset.package.zone, joint_changes(dataset.changes())
    entries = [json_answers.change(group, zone, "id") for group in groups]
    return _file(api_types.Changes, dataset, changes=entries)


def timelines(dataset: Dataset) -> api_types.Timelines:
    """The spans of every service of every crossing: status and governing decision, no more."""
    zone = dataset.package.zone
    spans = [
        {"crossing": crossing.id, "service": service, **json_answers.span(span, zone)}
        for crossing in dataset.record.crossings.values()
        for service in crossing.services
        for span in dataset.timeline(crossing.id, service).spans
    ]
    return _file(api_types.Timelines, dataset, spans=spans)


def day(dataset: Dataset, at: Slice, written: str, state: str) -> api_types.Date:
    """The status of every service on a day, `written` so, and the path of its `state`."""
    return api_types.Date(
        date=written,
        counts=at.counts,
        verified=at.verified,
        verified_through=dataset.package.verified_through.isoformat(),
        standing=dataset.package.standing,
        status={
            entry.crossing.id: {answer.service: answer.status for answer in entry.services}
            for entry in at.crossings
        },
        state=state,
    )


def state(dataset: Dataset, at: Slice, through: date | None) -> api_types.State:
    """The status from one day `through` another: main services in full, the others in brief.

    Entries of `crossings` have the keys of `borders status --format json`, each with the value it
    has on the first of these days, but that decision and sources are ids. Those of `services`
    have only what differs from state to state; the rest is in `crossing`, and would double the
    size. `None` is until the record says otherwise.
    """
    main, others = [], []
    for entry in at.crossings:
        for answer in entry.services:
            if answer.service is entry.crossing.main_service:
                main.append(json_answers.status(dataset, answer, "id"))
            else:
                others.append(json_answers.status_in_brief(answer, dataset.package.zone))
    return _file(
        api_types.State,
        dataset,
        **{"from": at.at.iso(dataset.package.zone), "through": through and through.isoformat()},
        counts=at.counts,
        verified=at.verified,
        crossings=main,
        services=others,
    )


def _file(type_: type[F], dataset: Dataset, **entries: object) -> F:
    """A file of a type. Raises `msgspec.ValidationError` for what the type does not allow."""
    through = dataset.package.verified_through.isoformat()
    standing = json_answers.standing(dataset.package)
    return msgspec.convert({"verified_through": through, **standing, **entries}, type_)


def _row(columns: Sequence[Column], entry: object, zone: ZoneInfo) -> Json:
    """An entry of a table, its columns as keys."""
    cells = ((column.name, _ATTRIBUTES.get(column.name, column.name)) for column in columns)
    return {name: _cell(getattr(entry, attribute), zone) for name, attribute in cells}


def _cell(value: Any, zone: ZoneInfo) -> object:
    """The value of a cell: sources by their ids, times as ISO 8601, null where it is empty."""
    if isinstance(value, When):
        return value.iso(zone)
    if isinstance(value, datetime):
        return iso(value, zone)
    if isinstance(value, tuple):
        return [item.id if isinstance(item, Source) else item for item in value]
    return None if value == "" else value


def _measures(dataset: Dataset, decision: Decision) -> list[Json]:
    """The measures of a decision, how long each was meant to hold and how long it did.

    Crossings for which all of that is equal share an entry.
    """
    zone, replacements = dataset.package.zone, dataset.replacements()
    crossings: dict[tuple[tuple[str, object], ...], list[str]] = defaultdict(list)
    measures = dataset.record.measures.of_decision(decision)
    for measure in sorted(measures, key=lambda own: (service_rank(own.service), own.start)):
        facts = {
            "service": measure.service,
            "status": measure.status,
            "from": iso(measure.start, zone),
            "announced_until": iso(measure.end, zone),
            "announced_until_known": measure.end_known,
            "held_until": iso(held_until(measure, replacements), zone),
        }
        crossings[tuple(facts.items())].append(measure.crossing)
    return [{**dict(facts), "crossings": ids} for facts, ids in crossings.items()]
