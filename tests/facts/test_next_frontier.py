"""The tour "How to add the next frontier" leads from a draft to a site."""

import os
import re
import subprocess
import sys
from pathlib import Path

from helpers.paths import ROOT


def test_the_tour_leads_from_a_draft_to_a_site(tmp_path):
    tour = (ROOT / "geodata" / "README.md").read_text(encoding="utf-8")
    section = tour.partition("\n## How to add the next frontier\n")[2].partition("\n## ")[0]
    commands = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    for name in ("scripts", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.run(
        ["bash", "-ec", "".join(commands)],
        cwd=tmp_path,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert ": no problems in 7 crossing points" in process.stdout
    assert "Pāternieki, road, 16 March 2025, 15:00: CLOSED" in process.stdout
    page = tmp_path / "next-site" / "dates" / "2025-03-16" / "index.html"
    assert "Latvia–Belarus frontier" in page.read_text(encoding="utf-8")
