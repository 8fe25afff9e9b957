"""The record as a program reads it: the views of the commands, with references by id.

Every view is an object with lists of entries. A decision or a source is named by its id, and the
object that stands for is in `decisions` or `sources`, with all the keys that the commands print of
it and more. So nothing is said twice, and the status of a date stays small. What comes from a
table has that table's columns for keys; every other key means what it means in the commands.
`borders.shapes` describes each view.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from importlib.metadata import version
from itertools import compress
from operator import not_
from typing import Any

from borders import local_time as moments
from borders.local_time import When
from borders.model import Crossing, Decision, Service, Source
from borders.query.dataset import Dataset
from borders.query.slices import ServiceStatus, Slice
from borders.timeline.rules import held_until
from borders.views import answers as views
from borders.views.answers import View
from borders.views.page_days import Days


def index(dataset: Dataset, days: Sequence[date], states: Sequence[date]) -> View:
    """What there is and where, under which licence; `links` lead from the index's folder."""
    package = dataset.package
    return {
        "title": package.title,
        "description": dataset.descriptor.get("description"),
        "frontier": package.frontier_title,
        "timezone": package.zone.key,
        "verified_through": package.verified_through.isoformat(),
        "licenses": dataset.descriptor.get("licenses", []),
        "attribution": package.attribution,
        "version": version("borders"),
        "links": {
            **{name: f"{name}.json" for name in ("schema", "crossings", "decisions", "sources")},
            **{name: f"{name}.json" for name in ("claims", "events", "arrivals")},
            **{name: f"{name}.json" for name in ("changes", "timelines")},
            "crossing": "crossings/{crossing}.json",
            "state": "states/{state}.json",
            "date": "../../dates/{date}/index.json",
        },
        "crossings": list(dataset.record.crossings),
        "states": [day.isoformat() for day in states],
        "dates": [day.isoformat() for day in days],
    }


def crossings(dataset: Dataset, at: Slice) -> View:
    """Every crossing point, as `borders crossings` has it, and the frontier."""
    return _whole(
        dataset,
        frontier=views.frontier(dataset),
        crossings=views.crossings(dataset, at),
        known_from=views.iso(dataset, dataset.begins),
    )


def crossing(dataset: Dataset, facts: View) -> View:
    """One of `crossings`, with the `spans` of its services, each as `borders history` has it."""
    found = dataset.record.crossings[facts["crossing"]]
    spans = [span for service in found.services for span in _history(dataset, found, service)]
    return _whole(dataset, **facts, spans=spans)


def decisions(dataset: Dataset) -> View:
    """Every decision, with its measures, what it changed and what became of it."""
    caused: dict[str | None, list[View]] = defaultdict(list)
    replaced_by: dict[str, list[str]] = defaultdict(list)
    for decision in dataset.record.decisions.values():
        for id_ in decision.replaces:
            replaced_by[id_].append(decision.id)
    for change in changes(dataset)["changes"]:
        keys = ("at", "service", "from", "to", "crossings")
        caused[change["decision"]].append({key: change[key] for key in keys})
    found = [
        {
            **_decision(dataset, decision, replaced_by[decision.id]),
            "measures": _measures(dataset, decision),
            "changes": caused[decision.id],
        }
        for decision in dataset.record.decisions.values()
    ]
    return _whole(dataset, decisions=found)


def sources(dataset: Dataset) -> View:
    """Every document."""
    return _whole(dataset, sources=[_source(source) for source in dataset.record.sources.values()])


def claims(dataset: Dataset) -> View:
    """What sources state and the record rejects or qualifies, and why."""
    return _whole(
        dataset,
        claims=[
            {
                "id": claim.id,
                "source": _ids(claim.sources),
                "claim": claim.claim,
                "verdict": str(claim.verdict),
                "record": claim.record,
                "reason": claim.reason,
                "crossings": list(claim.crossings),
                "decisions": list(claim.decisions),
                "evidence": _ids(claim.evidence),
            }
            for claim in dataset.record.claims
        ],
    )


def events(dataset: Dataset) -> View:
    """Dated context that changes nothing in what a crossing point accepts."""
    return _whole(
        dataset,
        events=[
            {
                "id": event.id,
                "at": event.at,
                "until": event.until or None,
                "crossings": list(event.crossings),
                "title": event.title,
                "confidence": str(event.confidence),
                "sources": _ids(event.sources),
                "note": event.note or None,
            }
            for event in dataset.record.events
        ],
    )


def arrivals(dataset: Dataset) -> View:
    """The numbers of arrivals that were published, each as it was: nothing added up or split."""
    return _whole(
        dataset,
        arrivals=[
            {
                "id": found.id,
                "date": found.date,
                "until": found.until or None,
                "crossing": found.crossing or None,
                "scope": found.scope or None,
                "count": found.count,
                "qualifier": str(found.qualifier),
                "counted": found.counted,
                "cutoff": found.cutoff or None,
                "confidence": str(found.confidence),
                "sources": _ids(found.sources),
                "note": found.note or None,
            }
            for found in dataset.record.arrivals
        ],
    )


def changes(dataset: Dataset) -> View:
    """Everything that changed, as `borders changes` has it."""
    found = views.changes(dataset, dataset.changes())
    return _whole(dataset, changes=[_by_id(change) for change in found])


def timelines(dataset: Dataset) -> View:
    """The spans of every service of every crossing: status and governing decision, no more."""
    return _whole(
        dataset,
        spans=[
            {
                "crossing": crossing.id,
                **{key: span[key] for key in ("service", "status", "from", "until", "decision")},
            }
            for crossing in dataset.record.crossings.values()
            for service in crossing.services
            for span in _history(dataset, crossing, service)
        ],
    )


def day(days: Days, shown: date, state: str) -> View:
    """The status of every service on a date, and where to read more: the path of its `state`."""
    at = days.slice(shown)
    return {
        "date": shown.isoformat(),
        **_summary(days.dataset, at),
        "status": {
            entry.crossing.id: {
                str(answer.service): str(answer.status) for answer in entry.services
            }
            for entry in at.crossings
        },
        "state": state,
    }


def state(dataset: Dataset, at: Slice, through: date | None) -> View:
    """What holds from a date `through` another: main services in full, the others in brief.

    Entries of `crossings` have the keys of `borders status --format json`, each with the value it
    has on the first of these days, but that decision and sources are ids. Those of `services`
    have only what differs from state to state; the rest is in `crossing`, and would double the
    size. `None` is until the record says otherwise.
    """
    answers = [answer for entry in at.crossings for answer in entry.services]
    return {
        "from": at.at.iso(dataset.package.zone),
        "through": through and through.isoformat(),
        **_summary(dataset, at),
        **_answers(dataset, answers),
    }


def _answers(dataset: Dataset, answers: Sequence[ServiceStatus]) -> View:
    main = [answer.service is answer.crossing.main_service for answer in answers]
    return {
        "crossings": [_by_id(views.status(dataset, answer)) for answer in compress(answers, main)],
        "services": [_brief(dataset, answer) for answer in compress(answers, map(not_, main))],
    }


def _summary(dataset: Dataset, at: Slice) -> View:
    return {
        "counts": {str(status): count for status, count in at.counts.items()},
        "verified": at.verified,
        "verified_through": dataset.package.verified_through.isoformat(),
    }


def _whole(dataset: Dataset, **entries: Any) -> View:
    return {"verified_through": dataset.package.verified_through.isoformat(), **entries}


def _by_id(view: View) -> View:
    """A view with its decisions and sources named by their ids."""
    found = dict(view)
    for key in ("decision", "replaced_by"):
        if found.get(key):
            found[key] = found[key]["id"]
    found["sources"] = [source["id"] for source in view["sources"]]
    return found


def _history(dataset: Dataset, crossing: Crossing, service: Service) -> list[View]:
    found = views.history(dataset, crossing, service)
    return [{"service": found["service"], **_by_id(span)} for span in found["spans"]]


def _brief(dataset: Dataset, answer: ServiceStatus) -> View:
    return {
        "crossing": answer.crossing.id,
        "service": str(answer.service),
        "status": str(answer.status),
        "changed": answer.changed,
        "since": _iso(dataset, answer.since),
    }


def _decision(dataset: Dataset, decision: Decision, replaced_by: list[str]) -> View:
    zone = dataset.package.zone

    def written(moment: When | None) -> str | None:
        return moment.iso(zone) if moment else None

    return {
        "id": decision.id,
        "title": decision.title,
        "authority": decision.authority,
        "sides": list(decision.sides),
        "decided_at": written(decision.decided),
        "announced_at": written(decision.announced),
        "effective_from": _iso(dataset, decision.effective),
        "replaces": list(decision.replaces),
        "replaced_by": replaced_by,
        "legal_basis": decision.legal_basis or None,
        "sources": _ids(decision.sources),
        "note": decision.note or None,
    }


def _measures(dataset: Dataset, decision: Decision) -> list[View]:
    """What a decision laid down, how long that was meant to hold and how long it did."""
    ends, alike = dataset.replacements(), dict[tuple[str | None, ...], View]()
    own = dataset.record.measures.of_decision(decision)
    for measure in sorted(own, key=lambda one: (views.rank(one.service), one.start)):
        facts = {
            "service": str(measure.service),
            "status": str(measure.status),
            "from": _iso(dataset, measure.start),
            "announced_until": _iso(dataset, measure.end),
            "held_until": _iso(dataset, held_until(measure, ends)),
        }
        view = alike.setdefault(tuple(facts.values()), {**facts, "crossings": []})
        view["crossings"].append(measure.crossing)
    return list(alike.values())


def _source(source: Source) -> View:
    return {key: value or None for key, value in source._asdict().items()}


def _ids(found: Sequence[Source]) -> list[str]:
    return [source.id for source in found]


def _iso(dataset: Dataset, instant: datetime | None) -> str | None:
    return None if instant is None else moments.iso(instant, dataset.package.zone)
