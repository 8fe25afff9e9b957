"""Faults of `datapackage.json`."""

from helpers.data_faults.fault import file_fault


def _fault(key, value, message):
    return file_fault(
        f"{key} {value!r}",
        "package",
        "datapackage.json",
        lambda folder: folder.set_package(key, value),
        message,
        key,
    )


FAULTS = [
    file_fault(
        "no borders object",
        "package",
        "datapackage.json",
        lambda folder: folder.set_package("borders", None),
        "`borders`",
    ),
    _fault("name", None, "a short name"),
    _fault("title", "", "a title"),
    _fault("description", 5, "text"),
    _fault("licenses", "CC-BY-4.0", "a list of licences"),
    _fault("licenses", ["CC-BY-4.0"], "a list of licences"),
    _fault("licenses", [{"title": ""}], "or a path"),
    _fault("contributors", "me", "a list of contributors"),
    _fault("contributors", ["me"], "a list of contributors"),
    _fault("contributors", [{"path": "https://example.org/"}], "each with a title"),
    _fault("frontier", 5, "a short name, of at most 300"),
    _fault("timezone", "Europe/Helsingfors", "Europe/Helsinki"),
    _fault("timezone", "../../etc/passwd", "Europe/Helsinki"),
    _fault("timezone", None, "Europe/Helsinki"),
    _fault("timezone", "Europe", "Europe/Helsinki"),  # a folder of the zone database
    _fault("timezone", "localtime", "Europe/Helsinki"),  # whatever the machine has
    _fault("sides", {}, "side codes"),
    _fault("sides", ["fi", "ru"], "side codes"),
    _fault("sides", {"fi": 5}, "side codes"),
    *(
        _fault("country", code, "ISO 3166-1, such as FI")
        for code in ("fi", "FIN", "UK", "", ["FI"])
    ),
    _fault("countries", ["RU"], "side codes and country codes"),
    _fault("countries", {"se": "SE"}, "side codes and country codes"),
    _fault("countries", {"ru": "Russia"}, "side codes and country codes"),
    _fault("timezones", {"ru": "Moscow time"}, "time zones such as Europe/Helsinki"),
    _fault("timezones", {"se": "Europe/Stockholm"}, "side codes and time zones"),
    _fault("timezones", "Europe/Moscow", "side codes and time zones"),
    _fault("verified_through", "2026-02-30", "YYYY-MM-DD"),
    _fault("verified_through", "20260702", "YYYY-MM-DD"),
    _fault("site_from", "2023-W44-3", "YYYY-MM-DD"),
    _fault("site_from", 20231101, "YYYY-MM-DD"),
    _fault("standing", "good", "reviewed or provisional"),
    _fault("standing", ["reviewed"], "reviewed or provisional"),
    _fault("standing_reason", "", "a sentence of at most 300"),
    file_fault(
        "provisional without a reason",
        "package",
        "datapackage.json",
        lambda folder: folder.set_package("standing", "provisional"),
        "a sentence of at most 300",
        "standing_reason",
    ),
    _fault("hours_verified_through", "soon", "YYYY-MM-DD"),
    _fault("attribution", None, "name on the map"),
]
