"""The languages of translations, and English that was left in one."""

import re

from borders import language

OTHERS = [code for code in language.LANGUAGES if code != language.SOURCE]

_ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Error|Try|for help|No such (?:option|command)|Missing|Invalid|"
    r"Did you mean|Got|Show|"
    r"requires|does not|is not|default|required|Aborted)\b"
)


def english_words(text):
    """The words of click and of our own errors that stand in a text in English."""
    return _ENGLISH.findall(text)
