"use strict";
// The places of a line, which have these names, as entries of `Names`.
borders.placeEntries = ({places}, names) => places.map(([kind, rank, anchors], index) => (
  {text: names[index], kind, rank, anchors: borders.decodePolyline(anchors)}));

// Names on the map where there is room for them: countries, towns and kilometres, the most wanted
// first. An entry has a `text`, a `kind`, a `rank` and the `anchors` at which it may stand.
borders.Names = class {
  constructor(map) {
    this.map = map;
    this.entries = [];
    borders.createPane(map, "borders-names", 420);
  }

  // Adds entries before those that there are, or after them.
  add(entries, {first = false} = {}) {
    const made = entries.map(({text, kind, rank, anchors}) => {
      const icon = L.divIcon({className: `name ${kind}`, html: borders.element("span", text), iconSize: [0, 0]});
      const marker = L.marker(anchors[0], {icon, pane: "borders-names", interactive: false, keyboard: false});
      return {marker, kind, rank, anchors};
    });
    this.entries = first ? [...made, ...this.entries] : [...this.entries, ...made];
    return made;
  }
  remove(entries) {
    this.entries = this.entries.filter((entry) => !entries.includes(entry));
    for (const {marker} of entries) marker.remove();
  }

  // Boxes around an anchor, the best first.
  static options({kind, size: [width, height]}, {x, y}, [edge, , farEdge]) {
    const box = (left, middle) => [left, middle - height / 2, left + width, middle + height / 2];
    const centre = x - width / 2, beside = [x + 7, x - 7 - width];
    if (kind === "country") return [box(centre, y)];
    const over = Math.max(edge, Math.min(farEdge - width, centre)); // also where the edge is near
    if (kind === "town") return [box(over, y - 10), ...beside.map((left) => box(left, y)), box(over, y + 11), ...beside.flatMap((left) => [box(left, y + 8), box(left, y - 8)])];
    return [0, 14, -14, 28, -28].flatMap((up) => [12, 34, 56, -12 - width, -34 - width].map((right) => box(x + right, y + up)));
  }

  // Shows names by rank the closer one looks, whole, and clear of what is taken. Everything is
  // written, then everything read, so that the page is laid out once.
  fit(taken) {
    const {map} = this, {x: width, y: height} = map.getSize(), all = [...taken];
    const closer = map.getZoom() - (map.framed ?? map.getZoom()); // than the view of the whole frontier
    const wanted = this.entries.filter(({kind, rank, marker}) => {
      const fits = kind === "country" ? closer <= 2 : closer >= [-9, -9, 0.75, 2][rank];
      if (!fits) marker.remove();
      return fits;
    });
    const unknown = wanted.filter(({size}) => !size);
    for (const {marker} of unknown) marker.addTo(map);
    for (const entry of unknown) {
      const span = entry.marker.getElement().firstChild;
      entry.size = [span.offsetWidth + 2, span.offsetHeight + 2];
    }
    for (const entry of wanted) {
      const found = this.find(entry, all, [4, 4, width - 4, height - 4]);
      if (!found) {
        entry.marker.remove();
        continue;
      }
      const {anchor, at, box} = found;
      all.push(box);
      entry.marker.setLatLng(anchor).addTo(map);
      entry.marker.getElement().firstChild.style.translate = `${box[0] - at.x}px ${box[1] - at.y}px`;
    }
  }

  find(entry, taken, frame) {
    for (const anchor of entry.anchors) {
      const at = this.map.latLngToContainerPoint(anchor);
      if (!borders.meet(borders.boxAround(at, 0.5), frame)) continue;
      for (const box of borders.Names.options(entry, at, frame)) {
        const whole = box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
        if (whole && !taken.some((other) => borders.meet(box, other))) return {anchor, at, box};
      }
    }
    return null;
  }
};
