"""Where the files of the project are."""

from pathlib import Path

import borders

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
README = ROOT / "README.md"
FRONTIERS = sorted(path.parent for path in ROOT.glob("geodata/*/datapackage.json"))
"""The data folders of all frontiers that come along."""
SMALL_FOLDER = ROOT / "tests" / "corpus" / "base"
"""A sound data folder with two crossings, which is fast to build a site from."""
PACKAGE = Path(borders.__file__).parent
START = PACKAGE / "start"
"""The folder that `borders init` copies."""
