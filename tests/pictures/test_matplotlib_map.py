"""The map of a slice that matplotlib draws: what is on it, and that no name covers another."""

import itertools
import sys

import pytest


@pytest.fixture
def plt():
    matplotlib = pytest.importorskip("matplotlib", reason="the extra `plot`")
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    yield plt
    plt.close("all")


def written(axes):
    """The texts on the axes, each with its box in pixels."""
    axes.figure.canvas.draw()
    return {text.get_text(): text.get_window_extent() for text in axes.texts}


@pytest.mark.parametrize("size", [None, (4, 3), (12, 12)])
def test_a_plot_has_every_name_and_none_covers_another(ds, plt, size):
    axes = plt.figure(figsize=size).subplots() if size else None
    drawn = ds.slice("2023-12-15").plot(axes)
    assert axes in (None, drawn)
    boxes = written(drawn)
    assert {"Vaalimaa 20:00", "Niirala 20:00", "Imatra", "Nuijamaa", "FINLAND"} <= boxes.keys()
    assert [
        (a, b) for a, b in itertools.combinations(boxes, 2) if boxes[a].overlaps(boxes[b])
    ] == []
    title = drawn.get_title(loc="left")
    assert title == (
        "Finland–Russia frontier, 15 December 2023\n"
        "All eight are closed, the last since 15 December 2023, 20:00"
    )
    assert "OpenStreetMap contributors" in drawn.get_xlabel()


def test_each_status_has_its_mark_and_each_point_is_at_its_place(ds, plt):
    axes = ds.slice("2023-12-14").plot()
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend == ["Open", "Restricted", "Closed", "Unknown"]
    frame = ds.slice("2023-12-14").to_geodataframe().to_crs(ds.package.projection)
    marks = {each.get_label(): each for each in axes.collections}
    assert len({marks[label].get_paths()[0].to_polygons()[0].shape for label in legend}) >= 3
    for status in ("open", "closed"):
        places = marks[status.title()].get_offsets()
        road = frame[(frame.status == status) & (frame.way == "road")]
        principal = road[[ds.crossing(id_).principal for id_ in road.crossing]]
        for point in principal.geometry:
            assert abs(places - [point.x, point.y]).sum(axis=1).min() < 1


def test_a_frame_is_plotted_by_its_status(ds, plt):
    frame = ds.slice("2023-11-20").to_geodataframe()  # on this day four are unknown, three unplaced
    assert frame.plot(column="status", legend=True).get_legend() is not None
    assert frame.to_crs(3067).plot(column="status") is not None


def test_without_matplotlib_one_line_says_what_to_install(ds, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(
        ImportError, match=r"^a plot needs matplotlib: pip install 'borders\[plot\]'$"
    ):
        ds.slice("2023-12-15").plot()
