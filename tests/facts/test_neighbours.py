"""What the records of the neighbouring frontiers must answer.

The questions of `questions/FRONTIER.tsv` were written with the research, not from the program: the
arguments of `borders status`, and keys of its answer with their values as JSON.
"""

import json
import re
import shlex
from functools import cache

import pytest

import borders
from borders.export import json_answers
from helpers.paths import ROOT

CASES = [
    (path.stem, *line.split("\t"))
    for path in sorted((ROOT / "tests" / "facts" / "questions").glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()[1:]
]


@cache
def record_of(frontier):
    return borders.load(ROOT / "geodata" / frontier)


@pytest.mark.parametrize(("frontier", "question", "expected"), CASES)
def test_the_record_answers(frontier, question, expected):
    crossing, *options = shlex.split(question)
    named = zip(options[::2], options[1::2], strict=True)
    arguments = {name.removeprefix("--").replace("-", "_"): value for name, value in named}
    dataset = record_of(frontier)
    answer = json_answers.status(dataset, dataset.status(crossing, **arguments))
    minutes = re.sub(r"(T\d\d:\d\d):00", r"\1", expected)  # the answer has no seconds that are 0
    pairs = [pair.split("=", 1) for pair in minutes.split()]
    assert {key: answer[key] for key, _ in pairs} == {key: json.loads(v) for key, v in pairs}
