"""How answers show themselves in a notebook: a picture and tables."""

import re
from base64 import b64decode
from xml.etree import ElementTree as ET

import borders
from helpers.edits import makes_names_hostile


def test_hostile_text_stays_text_in_the_picture(data_folder):
    hostile = makes_names_hostile(data_folder)
    text = hostile.slice("2023-12-16")._repr_html_()
    picture = ET.fromstring(b64decode(re.search(r"base64,([^\"]+)", text)[1]))
    assert {element.tag.rpartition("}")[2] for element in picture.iter()} <= {
        *("svg", "defs", "g", "path", "text", "tspan", "use", "clipPath", "rect", "circle")
    }


def test_a_notebook_shows_a_picture_and_a_table_of_a_slice(ds):
    text = ds.slice("2023-12-15")._repr_html_()
    assert "15 December 2023: All eight are closed" in text
    picture = ET.fromstring(b64decode(re.search(r"base64,([^\"]+)", text)[1]))
    assert "Vaalimaa" in "".join(picture.itertext())
    row = re.search(r"<td>Vaalimaa</td>(.*?)</tr>", text, re.DOTALL)[1]
    assert re.findall(r"<td>(.*?)</td>", row) == [
        *("road", "closed", "yes", "2023-12-15T20:00+02:00", "", "fi-5")
    ]
    assert text.count("<tr>") == 1 + len(ds.record.crossings)
    assert "<script" not in text
    assert "Record verified through" in text


def test_a_slice_equals_another_of_the_same_time(ds):
    assert ds.slice("2023-12-15") == borders.load().slice("2023-12-15")
    assert "Dataset" not in repr(ds.slice("2023-12-15"))
