"""Accessibility by axe-core."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def violations(page):
    """Each rule that an element of an open page breaks, with the element and what to do."""
    # Style sheets are not preloaded: the page's policy would stop axe from reading them.
    options = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
    options["rules"] = {
        "label-content-name-mismatch": {"enabled": True}
    }  # axe calls it experimental
    response = Axe().run(page, options=options).response
    assert response["passes"]
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in response["violations"]
        for node in rule["nodes"]
    ]
