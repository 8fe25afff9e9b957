"""A page's metadata for machines: schema.org's Dataset, and Open Graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from borders import language
from borders.export import site_paths
from borders.export.serialise import script_json
from borders.language import gettext
from borders.model import Licence
from borders.pictures.map_frames import CARD
from borders.query.dataset import Dataset
from borders.record.record import Record
from borders.views import about, wording
from borders.views.day import DayView, title

_LOCALES = {"en": "en_GB", "fi": "fi_FI", "sv": "sv_FI", "ru": "ru_RU"}
_LONGEST = 5000  # characters of a description that search engines accept

# Python's own table depends on the machine.
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
}


def dataset_json_ld(
    dataset: Dataset, base_url: str | None, downloads: Sequence[str], *, root: str = ""
) -> str:
    """The record as a schema.org Dataset, in JSON that can stand in a script element.

    `downloads` are paths from the site's root. Without `base_url` they stay relative, to the page
    from which `root` leads to the site's root. The version is the day to which the record was
    verified: nothing else in it is dated. Raises `AddressError`.
    """
    base = "" if base_url is None else site_paths.base(base_url)
    package, record = dataset.package, dataset.record
    west, south, east, north = dataset.frontier.bbox
    verified = package.verified_through.isoformat()
    own = {"@id": base, "url": base + site_paths.HOME} if base else {}
    return script_json(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            **own,
            "name": dataset.translated(package.title),
            "identifier": package.name,
            "description": _description(dataset),
            "version": verified,
            "dateModified": verified,
            "temporalCoverage": f"{dataset.first_day}/{verified}",
            "spatialCoverage": {
                "@type": "Place",
                "name": dataset.translated(package.frontier_title),
                "geo": {
                    "@type": "GeoShape",
                    "box": f"{south:.4f} {west:.4f} {north:.4f} {east:.4f}",
                },
            },
            "creator": {"@type": "Organization", "name": dataset.translated(package.title)},
            "license": [_licence(dataset, licence) for licence in package.licences],
            "isAccessibleForFree": True,
            "isBasedOn": _basis(record),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": PurePosixPath(path).name,
                    "encodingFormat": _media_type(path),
                    "contentUrl": (base or root) + quote(path),
                }
                for path in downloads
            ],
        }
    )


def open_graph(
    view: DayView, page: str, base_url: str | None, image: str | None
) -> list[tuple[str, str]]:
    """The (key, content) pairs of a page that shows a slice; the page must escape them.

    Keys that begin with `twitter:` are the `name` of a meta element, all others its `property`.
    `page` is the path of the date's page, which stays when the front page moves on, and `image`
    that of a card, both from the site's root. Open Graph knows absolute addresses only, so without
    `base_url` neither is named. Raises `AddressError`.
    """
    pairs = [
        ("og:type", "website"),
        ("og:locale", _LOCALES[language.active()]),
        ("og:title", title(view)),
        ("og:description", " ".join(filter(None, (view.last_change, view.verified_words)))),
    ]
    if base_url is None:
        return pairs
    base = site_paths.base(base_url)
    pairs.append(("og:url", base + page))
    if image is not None:
        pairs += [
            ("og:image", base + quote(image)),
            ("og:image:width", str(CARD.width)),
            ("og:image:height", str(CARD.height)),
            ("og:image:alt", gettext("Map: {headline}", headline=view.headline)),
            ("twitter:card", "summary_large_image"),
        ]
    return pairs


def _description(dataset: Dataset) -> str:
    """The package's description, with counts: search engines ask for 50 characters at least."""
    package = dataset.package
    figures = gettext(
        "{counts}; verified through {day}.",
        counts=", ".join(about.counts_in_short(dataset.record)),
        day=wording.day(package.verified_through),
    )
    room = _LONGEST - len(figures) - 1
    own = dataset.translated(package.description)
    own = own if len(own) <= room else f"{own[: room - 1]}…"
    return f"{own} {figures}".strip()


def _basis(record: Record) -> list[str]:
    """The addresses of the documents that measures and decisions rest on."""
    citing = (*record.decisions.values(), *record.measures)
    urls = (source.url for entry in citing for source in entry.sources)
    return list(dict.fromkeys(filter(None, urls)))


def _licence(dataset: Dataset, licence: Licence) -> dict[str, str]:
    url = {"url": licence.path} if licence.path.startswith(("https://", "http://")) else {}
    return {"@type": "CreativeWork", "name": dataset.translated(licence.title), **url}


def _media_type(path: str) -> str:
    return _MEDIA_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
