"""A folder of frontiers: Finland–Russia, and two made-up ones in other time zones."""

import shutil

from borders.record.shipped_folders import DEFAULT, default_folder
from helpers.editable_folder import EditableFolder
from helpers.paths import START


def write_collection(parent):
    """Write `finland-russia`, `north` and `south` below a folder, which is returned.

    North of the Baltic lies Storskog, in the south Narva, each open since 1 January 2026; both have
    a point called Twin, which is closed.
    """
    shutil.copytree(default_folder(), parent / DEFAULT)
    for name, point, zone, east in (
        ("north", "Storskog", "Europe/Oslo", 30.0),
        ("south", "Narva", "Europe/Tallinn", 28.0),
    ):
        folder = EditableFolder(parent, START)
        folder.path = folder.path.rename(parent / name)
        for path in folder.path.iterdir():
            text = path.read_text(encoding="utf-8").replace("example-point", point.lower())
            folder.write(path.name, text.replace("Example point", point))
        folder.move_east(east)
        folder.set_package("timezone", zone)
        folder.set_package("frontier", f"{name.capitalize()} frontier")
        folder.add_crossing(id=f"twin-{name}", name_en="Twin", way="road")
        folder.append_row("closures.csv", **folder.rows("closures.csv")[0])
        folder.set_cells("closures.csv", {}, crossing=f"twin-{name}", status="closed")
    return parent
