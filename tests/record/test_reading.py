"""JSON as it comes: strange values are problems of their file, and no crash."""

import pytest

from borders.record.problems import DataError


def test_a_feature_that_is_not_an_object_is_not_passed_over(data_folder):
    collection = data_folder.json("crossings.geojson")
    collection["features"].append(None)
    data_folder.write_json("crossings.geojson", collection)
    problems = data_folder.problems()
    assert [problem.file for problem in problems] == ["crossings.geojson"]
    assert "feature 22" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "9" * 5_000,  # more digits than Python turns into a number
        '{"type": "FeatureCollection", "features": [{"properties": {"id": NaN}}]}',
        "\ufeff{}",
        "",
        '{"type": "FeatureCollection", "features": [{"properties": '
        + '{"a":' * 900
        + "1"
        + "}" * 902,
    ],
    ids=["deep", "long number", "NaN", "byte order mark", "empty", "deep texts"],
)
def test_strange_json_is_a_problem_of_its_file_and_no_crash(data_folder, text):
    data_folder.write("frontier.geojson", text)
    assert {problem.file for problem in data_folder.problems()} == {"frontier.geojson"}


def test_half_a_surrogate_pair_is_not_text(data_folder):
    # JSON can write it, but no file and no terminal can be given it.
    data_folder.replace("crossings.geojson", '"Vaderma"', r'"Vad\ud800rma"')
    assert [problem.file for problem in data_folder.problems()] == ["crossings.geojson"]
    data_folder.replace("datapackage.json", '"title": "Crossing', r'"title": "\ud800')
    assert "datapackage.json" in {problem.file for problem in data_folder.problems()}


def test_description_and_licences_may_be_left_out(data_folder):
    data_folder.remove("translations.csv")  # of texts that are changed here
    data_folder.set_package("description", None)
    data_folder.set_package("licenses", None)
    assert data_folder.problems() == []


@pytest.mark.parametrize("key", ["resources", "licenses"])
@pytest.mark.parametrize("value", [{"name": "closures"}, ["closures"], 5])
def test_a_folder_whose_package_cannot_be_passed_on_is_reported(data_folder, key, value):
    data_folder.write_json("datapackage.json", data_folder.json("datapackage.json") | {key: value})
    assert [(p.code, p.column) for p in data_folder.problems()] == [("package", key)]


IDS = [
    *("../x", "..", ".", "/etc/x", "a/b", "a\\b", "a.b"),
    *("", "A", "a b", "a%2e", "x\n", "é", "a--b"),
]


@pytest.mark.parametrize("id_", IDS)
def test_no_id_of_a_folder_can_be_a_path(data_folder, id_):
    data_folder.add_crossing(id=id_)
    with pytest.raises(DataError, match=r"crossings\.geojson: crossing: .* is not an id"):
        data_folder.load()
