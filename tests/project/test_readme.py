"""What the documents show is what the commands do, and the paths that they name exist."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from helpers.editable_folder import EditableFolder
from helpers.paths import PACKAGE, ROOT

FOLDERS = ("borders", "geodata", "scripts", "tests")
DOCUMENTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in sorted(
        [ROOT / "README.md", *ROOT.glob("[!.]*/README.md"), *PACKAGE.glob("*/README.md")]
    )
    if path.parent.name != "start"  # which `borders init` copies into a folder of its own
}
ENVIRONMENT = os.environ | {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
}
PICTURE = ROOT / "tests" / "golden" / "map-2023-12-15.svg"


class Block(NamedTuple):
    """A fenced block of a document; `output` is that of a block of text right after it."""

    document: str
    language: str
    text: str
    output: str | None


FENCED = re.compile(r"^```(\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
BLOCKS = [
    Block(document, *match.groups())
    for document, text in DOCUMENTS.items()
    for match in FENCED.finditer(text)
]
COMMANDS = [
    (block.document, command, expected)
    for block in BLOCKS
    if block.language == "console"
    for command, expected in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE)
]
PYTHON = [block for block in BLOCKS if block.language == "python"]


def run(folder, *command):
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )


def paths():
    """Every file and folder of the project that a document may name, from the root."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    files += [ROOT / folder for folder in FOLDERS] + [p for p in ROOT.iterdir() if p.is_file()]
    for path in files:
        if "__pycache__" not in path.parts:
            yield f"/{path.relative_to(ROOT).as_posix()}{'/' if path.is_dir() else ''}"


def test_the_documents_have_examples_of_every_kind():
    assert {"README.md", "borders/README.md", "geodata/README.md", "scripts/README.md"} <= set(
        DOCUMENTS
    )
    assert {block.document for block in BLOCKS if block.language == "console"} >= {
        *("README.md", "geodata/README.md"),
        *(f"borders/{room}/README.md" for room in ("cli", "export", "site")),
    }
    assert {block.document for block in PYTHON} >= {"README.md", "borders/query/README.md"}
    assert {block.language for block in BLOCKS} <= {
        *("console", "python", "sh", "sql", "diff", "yaml", "text")
    }


def test_the_readme_is_short_and_begins_with_a_picture_and_two_commands():
    readme = DOCUMENTS["README.md"]
    assert len(readme.splitlines()) <= 130
    assert {"./scripts/site", "./scripts/test"} <= set(readme[:1500].split())
    assert f'src="{PICTURE.relative_to(ROOT).as_posix()}"' in readme[:1000]


@pytest.mark.parametrize(
    ("document", "command", "expected"), COMMANDS, ids=[f"{d}: {c}" for d, c, _ in COMMANDS]
)
def test_a_command_prints_what_the_document_shows(document, command, expected, tmp_path):
    if "before/" in command:
        folder_without_added_rows(DOCUMENTS[document], tmp_path).rename(tmp_path / "before")
    result = run(tmp_path, "bash", "-c", command)
    assert result.returncode == 0, result.stderr
    assert result.stdout == expected.rstrip("\n") + ("\n" if expected.strip() else "")


def folder_without_added_rows(text, parent):
    """The data folder as it was before the rows of the document's diff were added."""
    (added,) = re.findall(r"^```diff\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    folder = EditableFolder(parent)
    for row in added.splitlines():
        assert row[0] == "+"
        files = [
            file
            for file in ("decisions.csv", "closures.csv")
            if f"\n{row[1:]}\n" in folder.text(file)
        ]
        assert len(files) == 1, f"{row} is not in the data"
        folder.replace(files[0], f"\n{row[1:]}\n", "\n")
    return folder.path


@pytest.mark.parametrize("block", PYTHON, ids=[block.document for block in PYTHON])
def test_an_example_in_python_runs_and_prints_what_the_document_shows(block, tmp_path):
    result = run(tmp_path, sys.executable, "-W", "error", "-c", block.text)
    assert result.stderr == ""
    assert result.stdout == (block.output or "")
    for name in re.findall(r'\.save\("(.+)"\)', block.text):
        assert "Vaalimaa" in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("block", PYTHON, ids=[block.document for block in PYTHON])
def test_a_status_in_a_comment_of_an_example_is_its_value(block):
    for expression, name in re.findall(r"^(ds\..+?) +# Status\.(\w+)$", block.text, re.MULTILINE):
        names: dict[str, object] = {}
        exec("import borders\nds = borders.load()", names)
        assert eval(expression, names).name == name


def test_the_picture_of_the_readme_is_what_the_command_draws(tmp_path):
    name = "map.svg"
    command = ["map", "2023-12-15", "-o", name]
    assert f"$ borders {' '.join(command)}\n" in DOCUMENTS["README.md"]
    assert run(tmp_path, "borders", *command).returncode == 0
    drawn = (tmp_path / name).read_bytes()
    assert drawn == PICTURE.read_bytes(), f"look at it, then: borders map 2023-12-15 -o {PICTURE}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file_and_a_heading(document):
    for target in re.findall(r'\]\(([^)]+)\)|src="([^"]+)"', DOCUMENTS[document]):
        link, _, heading = "".join(target).partition("#")
        if "://" in link:
            continue
        path = (ROOT / Path(document).parent / link).resolve()
        assert path.is_file(), f"{document}: {link}"
        assert path.is_relative_to(ROOT)
        if heading:
            titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"\W+", "-", title.lower()) for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_of_the_project_that_is_named_exists(document):
    named = re.findall(
        rf"(?<![\w/.-])(?:\./)?((?:{'|'.join(FOLDERS)})/[\w./-]*\w/?)", DOCUMENTS[document]
    )
    existing = set(paths())
    for path in named:
        assert {f"/{path}", f"/{path}/"} & existing, f"{document} names {path}"


def test_every_file_that_the_tour_of_the_code_names_exists():
    tour = re.sub(r"\]\(.*?\)|`record.js`", "]", DOCUMENTS["borders/README.md"])  # made by a build
    suffixes = "py|md|csv|json|geojson|html|js|css|po|mo|txt|toml|yaml|svg"
    named = set(re.findall(rf"(?<![\w/.-])([\w./-]*\w\.(?:{suffixes})\b|[\w-]+/)", tour))
    assert len(named) > 50
    existing = list(paths())
    for path in named:
        assert any(known.endswith(f"/{path}") for known in existing), f"there is no {path}"


def test_the_tree_of_the_tour_is_the_tree_of_the_code():
    (tree,) = [block for block in BLOCKS if "start/" in block.text and block.language == "text"]
    named, room = set(), ""
    for line in tree.text.splitlines():
        if not line.startswith(" "):
            room = "".join(re.findall(r"^\w+/", line))
        named |= {room + module for module in re.findall(r"\S+\.py\b", line)}
    modules = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    assert named == {module for module in modules if not module.endswith("__init__.py")}


def test_every_script_is_described():
    described = DOCUMENTS["scripts/README.md"]
    for path in (ROOT / "scripts").iterdir():
        if path.is_file() and path.name != "README.md":
            assert f"`{path.name}`" in described, path.name


def test_every_file_of_the_data_is_described():
    described = DOCUMENTS["geodata/README.md"]
    for path in (ROOT / "geodata" / "finland-russia").iterdir():
        if path.name != "datapackage.json":
            assert f"`{path.name}`" in described
