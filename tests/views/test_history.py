"""Histories and groups of changes: what each span's measure came to, what changed together."""

from datetime import datetime
from itertools import pairwise

from borders.model import Service, Status
from borders.timeline.rules import held_until
from borders.views.changes import joint_changes, service_rank
from borders.views.history import service_history


def helsinki(text):
    return datetime.fromisoformat(f"{text}+02:00")


def test_a_history_is_the_timeline_with_the_fate_of_each_measure(ds):
    crossing = ds.record.crossings["vaalimaa"]
    answer = service_history(ds, crossing, Service.ROAD)
    assert tuple(entry.span for entry in answer.spans) == ds.timeline("vaalimaa", "road").spans
    governed = [entry for entry in answer.spans if entry.span.measure]
    assert len(governed) > 5
    for entry in governed:
        measure = entry.span.measure
        assert entry.held_until == held_until(measure, ds.replacements())
        # a decision cut it short, or it held until its planned end
        assert (entry.replaced_by is None) == (entry.held_until == measure.end)
        assert entry.replaced_by is None or measure.decision.id in entry.replaced_by.replaces
    by_decision = {entry.span.measure.decision.id: entry for entry in governed}
    assert by_decision["fi-1"].replaced_by.id == "fi-2"
    assert by_decision["fi-1"].held_until == helsinki("2023-11-24T00:00")
    assert by_decision["fi-3"].replaced_by is None


def test_where_nothing_governs_a_history_has_no_end_and_no_successor(ds):
    first = service_history(ds, ds.record.crossings["vaalimaa"], Service.ROAD).spans[0]
    assert first.span.status is Status.UNKNOWN
    assert (first.span.measure, first.held_until, first.replaced_by) == (None, None, None)


def test_a_history_as_of_a_day_knows_no_later_decision(ds):
    known = ds.when("2023-11-17")
    answer = service_history(ds, ds.record.crossings["vaalimaa"], Service.ROAD, known)
    assert answer.as_of == known
    decisions = [e.span.measure.decision for e in answer.spans if e.span.measure]
    decisions += [entry.replaced_by for entry in answer.spans if entry.replaced_by]
    assert max(decision.decided.start for decision in decisions) < known.end


def test_a_group_has_every_crossing_of_its_change_once(ds):
    changes = ds.changes()
    groups = joint_changes(changes)
    assert 1 < len(groups) < len(changes)
    pairs = [(group, crossing.id) for group in groups for crossing in group.crossings]
    assert len(pairs) == len(changes)
    for group, id_ in pairs:
        assert any(
            (c.at, c.service, c.crossing.id) == (group.at, group.service, id_)
            and (c.before.status, c.after.status) == (group.before, group.after)
            and (c.after.measure and c.after.measure.decision) == group.decision
            for c in changes
        )
    for before, after in pairwise(groups):
        assert (before.at, service_rank(before.service)) <= (after.at, service_rank(after.service))


def test_a_group_names_the_documents_of_all_its_crossings(ds):
    evening = ds.changes("2023-12-15", "2023-12-15")
    (group,) = joint_changes(change for change in evening if change.service == "road")
    assert [crossing.id for crossing in group.crossings] == ["vaalimaa", "niirala"]
    assert (group.at, group.decision.id) == (helsinki("2023-12-15T20:00"), "fi-5")
    cited = {s.id for change in evening for s in change.after.measure.documents}
    assert {source.id for source in group.sources} <= cited
    assert len({source.id for source in group.sources}) == len(group.sources) > 0


def test_no_changes_are_no_groups():
    assert joint_changes([]) == []


def test_road_comes_first():
    assert min(Service, key=service_rank) is Service.ROAD
