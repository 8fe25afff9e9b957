"""XML documents as text, and text that every format of a feed can hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

# Characters that neither XML nor iCalendar can hold, besides the white space that becomes a space.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


def document(top: ET.Element) -> str:
    """An XML document, indented, from its outermost element."""
    ET.indent(top, " ")
    text = ET.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def element(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    """Add an element with one line of text to its parent."""
    ET.SubElement(parent, name, attributes).text = one_line(text) or None


def one_line(text: str) -> str:
    """The text with its white space as single spaces, and U+FFFD for forbidden characters."""
    return _FORBIDDEN.sub("\ufffd", " ".join(text.split()))
