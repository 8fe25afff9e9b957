"""Charts in real Chromium: no text covers another."""

import pytest

from helpers.commands import printed

OVERLAPS = """
() => {
  const boxes = [...document.querySelectorAll("svg text")].map(
    (one) => [one.textContent, one.getBoundingClientRect()]);
  const edge = document.querySelector("svg").getBoundingClientRect();
  const found = boxes.filter(([, a]) => a.left < edge.left || a.right > edge.right)
    .map(([text]) => text);
  boxes.forEach(([text, a], index) => boxes.slice(index + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && tall > 5) found.push(`${text} / ${other}`);
  }));
  return found;
}
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("arrivals",),
        ("stats",),
        ("stats", "--by", "year"),
        ("stats", "vaalimaa", "--from", "2023-11-01", "--to", "2023-12-31"),
        ("stats", "--from", "2023-11-10", "--to", "2023-12-20", "--service", "rail-freight"),
    ],
)
def test_no_words_stand_on_others(browser, tmp_path, arguments):
    target = tmp_path / "chart.svg"
    printed(*arguments, "-o", target)
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.set_content(f'<body style="margin:20px">{target.read_text(encoding="utf-8")}')
    overlaps = page.evaluate(OVERLAPS)
    page.close()
    assert overlaps == []
