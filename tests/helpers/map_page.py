"""What Chromium shows of the map of a page, and what on it hides something else."""

from itertools import combinations, product

from helpers.pages import DESKTOP, PHONE, SMALL_PHONE

SCREENS = {
    "wide": (1920, 1080),
    "desktop": DESKTOP,
    "tablet": (768, 1024),
    "small-tablet": (640, 900),
    "phone": PHONE,
    "small-phone": SMALL_PHONE,
}
CHANGED, LATER = "2023-12-15", "2026-11-22"
"""A day on which crossings closed at 20:00, and a day without a change."""
NAMES = {
    *("Vaalimaa", "Nuijamaa", "Imatra", "Niirala"),
    *("Vartius", "Kuusamo", "Salla", "Raja-Jooseppi"),
}

ALWAYS = ("finland", "russia", "helsinki", "oulu", "rovaniemi", "murmansk", "petrozavodsk")
ALWAYS += ("saint-petersburg",)
CITIES = ("Helsinki", "Oulu", "Rovaniemi", "Murmansk", "Petrozavodsk", "Saint Petersburg")
"""The towns that are on every map of the frontier, at first."""

# Of every marker: the middle of its symbol, and its true place; whether a click on its name, or
# else its symbol, meets it, and what it meets instead; whether another mark lies upon it. And the
# boxes of the frame, of symbols and names, and of what stands above the map.
_CONTENT = """() => {
  const box = (element) => {
    const {left, top, right, bottom} = element.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const map = document.querySelector(".folium-map"), frame = box(map);
  const places = new Map();
  map_frontier.eachLayer((layer) => {
    if (!layer.options.crossing) return;
    const {x, y} = map_frontier.latLngToContainerPoint(layer.getLatLng());
    places.set(layer.getElement(), [frame[0] + x, frame[1] + y]);
  });
  const texts = (selector, root = map) => [...root.querySelectorAll(selector)].map((element) => (
    {text: element.textContent, box: box(element)}));
  const middle = ([left, top, right, bottom]) => [(left + right) / 2, (top + bottom) / 2];
  const icons = [...map.querySelectorAll(".crossing-icon")];
  const symbols = icons.map((icon) => box(icon.querySelector(".status-symbol")));
  return {
    frame,
    above: [...texts(".leaflet-control"), ...texts(".stage > .inset:not([hidden])", document)],
    markers: icons.map((icon, index) => {
      const [x, y] = middle(symbols[index]), label = icon.querySelector(".crossing-label");
      const top = document.elementFromPoint(...(label ? middle(box(label)) : [x, y]));
      return {
        text: icon.title, x, y, box: symbols[index],
        isHit: icon.contains(top), at: places.get(icon),
        isCrowded: !label && symbols.some((other, index_) => index_ !== index
          && Math.abs(middle(other)[0] - x) < 20 && Math.abs(middle(other)[1] - y) < 20),
        top: top?.closest("[title]")?.getAttribute("title") ?? top?.className,
      };
    }),
    labels: texts(".crossing-label"),
    names: texts(".name span"),
    zoom: map_frontier.getZoom(),
  };
}"""


def map_content(page):
    """The map, scrolled into view: its zoom, and where everything on it stands.

    The names of the inset and of marks there are not among it.
    """
    page.evaluate("document.querySelector('.folium-map').scrollIntoView({block: 'center'})")
    return page.evaluate(_CONTENT)


def holds(box, x, y):
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def faults(content, *, at_opening):
    """What hides something else, or is cut by the edge of the map, in words.

    Where a reader moved the map, its controls may hide a crossing and its edge cut one.
    """
    frame = content["frame"]
    labels, names = (_in_view(content[key], frame) for key in ("labels", "names"))
    markers = [mark for mark in content["markers"] if holds(frame, mark["x"], mark["y"])]
    pairs = [*combinations(labels, 2), *combinations(names, 2), *product(names, content["above"])]
    pairs += [*product(names, labels), *product(names, markers)]
    if at_opening:
        pairs += [*product(labels, content["above"]), *product(markers, content["above"])]
    pairs += [pair for pair in product(labels, markers) if not _are_of_one_crossing(*pair)]
    texts = [f"{a['text']} and {b['text']} overlap" for a, b in pairs if _meet(a["box"], b["box"])]
    whole = [*names, *labels, *markers] if at_opening else names
    texts += [f"{item['text']} is cut" for item in whole if not _inside(item["box"], frame)]
    for mark in markers:
        point = [mark["x"] - 1, mark["y"] - 1, mark["x"] + 1, mark["y"] + 1]
        behind = mark["top"] is None or any(_meet(item["box"], point) for item in content["above"])
        if not mark["isHit"] and not mark["isCrowded"] and (at_opening or not behind):
            texts.append(f"{mark['text']} is under {mark['top']}")
    return texts


def _in_view(items, frame):
    return [item for item in items if _meet(item["box"], frame)]


def _meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(box, frame):
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _are_of_one_crossing(label, marker):
    return label["text"].partition(" ")[0] == marker["text"].partition(",")[0]
