"""Faults of the folder and of whole files: missing, unreadable, too large, no JSON."""

from helpers.data_faults.fault import FILES, Fault, file_fault, replaced


def _directory_for_a_file(folder):
    folder.remove("closures.csv")
    (folder.path / "closures.csv").mkdir()


def _latin_1(folder):
    line = folder.replace("claims.csv", "Closed until further notice", "Vaalimaa stängd §")
    path = folder.path / "claims.csv"
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xe4", 1))
    return line


def _utf_16(folder):
    (folder.path / "claims.csv").write_bytes(folder.text("claims.csv").encode("utf-16"))


def _byte_order_mark(folder, file):
    folder.write(file, "\ufeff" + folder.text(file))


def _windows_line_ends(folder, file):
    path = folder.path / file
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def _200_mb(folder, file):
    """A file of 200 MB that takes no room on the disk."""
    with (folder.path / file).open("ab") as stream:
        stream.truncate(200_000_000)


def _link_to_outside(folder, file):
    (folder.path / file).rename(folder.path.with_name("elsewhere"))
    (folder.path / file).symlink_to("../elsewhere")


def _for_files(name, code, edit, message="", files=FILES, make=file_fault):
    """A fault for each of some files; `edit` takes the folder and the file."""
    for file in files:
        fault = make(f"{name}: {file}", code, file, lambda folder, x=file: edit(folder, x))
        fault.message = message
        yield fault


def _package_key(name, key, message):
    """A fault of another key in the place of the package's first."""
    return file_fault(
        name,
        "json",
        "datapackage.json",
        lambda folder: folder.replace("datapackage.json", '"$schema":', key),
        message,
    )


def _text(name, code, file, text, message=""):
    return file_fault(name, code, file, lambda folder: folder.write(file, text), message)


FAULTS = [
    file_fault(
        "no folder",
        "no-folder",
        "{folder}",
        lambda folder: folder.path.rename(folder.path.with_name("elsewhere")),
    ),
    file_fault("a folder for a file", "unreadable", "closures.csv", _directory_for_a_file),
    Fault("Latin 1", "encoding", "claims.csv", _latin_1, None, "UTF-8"),
    file_fault("UTF-16", "format", "claims.csv", _utf_16, "UTF-16"),
    *_for_files("a byte order mark", "format", _byte_order_mark, "a byte order mark"),
    *_for_files("Windows line ends", "format", _windows_line_ends, "carriage returns"),
    *_for_files("200 MB", "too-large", _200_mb, "MB"),
    *_for_files("nothing in it", "empty", lambda folder, file: folder.write(file, "")),
    *_for_files(
        "missing",
        "no-file",
        lambda folder, file: folder.remove(file),
        files=("datapackage.json", "closures.csv", "events.csv", "frontier.geojson"),
    ),
    *_for_files(
        "a link to outside",
        "outside",
        _link_to_outside,
        files=("closures.csv", "datapackage.json", "frontier.geojson", "places.csv"),
    ),
    _text("blank lines alone", "empty", "events.csv", "\n"),
    # JSON
    *(
        _package_key(f"{value} for a number", f'"x": {value}, "y":', "number")
        for value in ("NaN", "-Infinity", "1e999")
    ),
    _package_key("a key twice", '"title": "x", "x":', "'title' is there twice"),
    replaced("datapackage.json", '"title": "Crossing', '"title" "Crossing', "json"),
    _text("a list", "json", "datapackage.json", "[]"),
    _text("text for GeoJSON", "json", "frontier.geojson", '""'),
    _text(
        *("a geometry for a collection", "geojson", "frontier.geojson"),
        '{"type": "Point", "coordinates": [0, 0]}',
        "FeatureCollection",
    ),
    _text(
        "no features",
        "geojson",
        "frontier.geojson",
        '{"type": "FeatureCollection"}',
        "FeatureCollection",
    ),
]
