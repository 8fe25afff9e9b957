"""The frontiers that come along: which they are, and how one is named."""

import pytest

import borders
from borders.record.shipped_folders import DEFAULT, data_folders, shipped_folders
from helpers.commands import printed, refused
from helpers.editable_folder import EditableFolder
from helpers.paths import ROOT, START


def test_every_data_folder_comes_along_the_default_first_then_by_name():
    first, *others = shipped_folders()
    assert (first, others) == (DEFAULT, sorted(others))
    packages = (ROOT / "geodata").glob("*/datapackage.json")
    assert {first, *others} == {path.parent.name for path in packages}


def test_only_folders_with_a_package_are_data_folders(tmp_path):
    for name in ("zeta", DEFAULT, "alpha"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "datapackage.json").touch()
    (tmp_path / "drafts").mkdir()
    (tmp_path / "README.md").touch()
    assert list(data_folders(tmp_path)) == [DEFAULT, "alpha", "zeta"]


@pytest.mark.parametrize("name", shipped_folders())
def test_a_frontier_is_named_instead_of_its_folder(name):
    assert {c.frontier for c in borders.load(name).record.crossings.values()} == {name}
    assert printed("check", name) == printed("check", shipped_folders()[name])


def test_a_folder_wins_over_a_frontier_of_its_name(tmp_path, monkeypatch):
    EditableFolder(tmp_path, START).path.rename(tmp_path / DEFAULT)
    monkeypatch.chdir(tmp_path)
    assert "finland" not in printed("changes", "--data", DEFAULT).lower()


def test_a_misspelt_frontier_is_answered_with_the_similar_one():
    for command in (("check", "finland-rusia"), ("status", "--data", "finland-rusia")):
        assert "did you mean finland-russia?" in refused(*command, exit_code=1)
