"""The message catalogues are those of the code: `scripts/build_language.py`."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from borders import language
from helpers.commands import python
from helpers.languages import OTHERS
from helpers.paths import PACKAGE, SCRIPTS
from helpers.source_code import syntax_trees

MARKING = {"gettext", "ngettext", "pgettext", "message", "pmessage"}


def catalogue(code):
    with (Path(language.FOLDER, code, "LC_MESSAGES") / "borders.po").open("rb") as file:
        return [message for message in read_po(file, locale=code) if message.id]


def strings(message):
    texts = message.string if message.pluralizable else (message.string,)
    return [text or "" for text in texts]


def test_the_catalogues_are_those_of_the_code():
    python(SCRIPTS / "build_language.py", "--check")


def test_a_message_of_the_code_that_no_catalogue_has_is_found(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    import build_language

    (tmp_path / "borders").mkdir()
    (tmp_path / "borders" / "new.py").write_text('gettext("Never said {day}.", day=1)\n')
    monkeypatch.setattr(build_language, "ROOT", tmp_path)
    template = build_language.template()
    assert "Never said {day}." in template
    (id_,) = {m.id for m in build_language.translated("fi", template) if m.id}
    assert id_ == "Never said {day}."  # and what is said no longer goes


def test_remarks_to_translators_are_in_the_catalogues():
    comments = " ".join(" ".join(message.auto_comments) for message in catalogue("fi"))
    remarks = [
        (path.name, remark)
        for path in PACKAGE.rglob("*.py")
        for remark in re.findall(r"# Translators: (.*)", path.read_text(encoding="utf-8"))
    ]
    assert len(remarks) > 40
    assert [remark for remark in remarks if remark[1] not in comments] == []


def test_every_message_is_written_where_it_can_be_collected():
    """Every message is a literal, or was marked where its literal stands."""
    known = {
        (message.context, message.id[0] if message.pluralizable else message.id)
        for message in catalogue("fi")
    }
    count, missing = 0, []
    for path, tree in syntax_trees():
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            if call.func.id not in MARKING or not call.args:
                continue
            texts = [a.value for a in call.args if isinstance(a, ast.Constant)]
            if not texts:
                continue  # a name of what was marked elsewhere
            count += 1
            contextual = call.func.id.startswith("p")
            wanted = (texts[0], texts[1]) if contextual else (None, texts[0])
            if wanted not in known:
                missing.append((path.name, call.lineno, wanted))
    assert missing == []  # such as one within an f-string, where the collector does not look
    assert count > 250


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_fills_the_same_places(code):
    for message in catalogue(code):
        ids = message.id if message.pluralizable else (message.id,)
        wanted = [set(re.findall(r"\{\w*(?:!r)?\}", text)) for text in ids]
        for text in filter(None, strings(message)):
            assert set(re.findall(r"\{\w*(?:!r)?\}", text)) in wanted, (message.id, text)
            assert text[0].isspace() == ids[0][0].isspace(), text
            assert text[-1].isspace() == ids[0][-1].isspace(), text
            assert not message.fuzzy


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_missing(code):
    assert [m.id for m in catalogue(code) if not all(strings(m))] == []
