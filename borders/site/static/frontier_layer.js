"use strict";
// The frontier with its crossings as a layer of any Leaflet map, and the base map under it.

// Positions [lat, lon] of an encoded polyline of five decimals.
// Source: Google's "Encoded Polyline Algorithm Format".
borders.decodePolyline = (text) => {
  const positions = [];
  let index = 0;
  const nextNumber = () => {
    let bits = 0, shift = 0, byte;
    do {
      byte = text.charCodeAt(index++) - 63;
      bits |= (byte & 31) << shift;
      shift += 5;
    } while (byte >= 32);
    return bits & 1 ? ~(bits >> 1) : bits >> 1;
  };
  for (let lat = 0, lon = 0; index < text.length;) {
    lat += nextNumber();
    lon += nextNumber();
    positions.push([lat / 1e5, lon / 1e5]);
  }
  return positions;
};

borders.createPane = (map, name, level) => {
  (map.getPane(name) ?? map.createPane(name)).style.zIndex = level;
};

// Boxes are [left, top, right, bottom] in pixels.
borders.meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
borders.boxAround = ({x, y}, half) => [x - half, y - half, x + half, y + half];

// Land, lakes and the frontiers nearby: a drawing in the map's own projection, which the browser
// scales, in the colours of the style sheet.
borders.BaseMap = L.SVGOverlay.extend({
  initialize({bounds, size, ...paths}) {
    const {svg} = borders;
    const areas = ["land", "lakes", "neighbours"].map((name) => svg("path", {d: paths[name], class: `base-${name}`}));
    const drawing = svg("svg", {viewBox: `0 0 ${size.join(" ")}`, preserveAspectRatio: "none", "aria-hidden": "true"}, ...areas);
    L.SVGOverlay.prototype.initialize.call(this, drawing, bounds, {pane: "borders-base"});
  },
  onAdd(map) {
    borders.createPane(map, "borders-base", 300);
    map.getContainer().style.background = "var(--map-sea)";
    L.SVGOverlay.prototype.onAdd.call(this, map);
  },
});

// A layer that fires the events of its markers, whose option `crossing` says which they are. Every
// mark stands at its place; names stand aside where marks are crowded.
borders.FrontierLayer = L.FeatureGroup.extend({
  options: {popups: true},
  initialize(record, line, crossings = record.crossings, options = {}) {
    L.FeatureGroup.prototype.initialize.call(this, [], options);
    this.record = record;
    this.bounds = L.latLngBounds([]);
    this.drawLine(line);
    this.middle = this.bounds.getCenter().lng;
    const placed = crossings.filter(({lon}) => lon !== null);
    this.crossings = new Map(placed.map((crossing) => [crossing.id, this.addCrossing(crossing)]));
    this.avoided = []; // positions that names leave free, unless they are close to a mark
    this.sides = -1;
    this.labels = []; // where names stand: {drawn, box}, in pixels of the map's zoom
  },
  onAdd(map) {
    borders.createPane(map, "borders-frontier", 410);
    L.FeatureGroup.prototype.onAdd.call(this, map);
    map.on("zoomend", this.arrange, this);
    if (map._loaded) this.arrange();
  },
  onRemove(map) {
    map.off("zoomend", this.arrange, this);
    L.FeatureGroup.prototype.onRemove.call(this, map);
  },

  drawLine({parts}) {
    const common = {pane: "borders-frontier", interactive: false, smoothFactor: 0.6};
    const lines = parts.map(([part, line]) => [part, borders.decodePolyline(line)]);
    for (const [, positions] of lines) {
      this.bounds.extend(positions);
      this.addLayer(L.polyline(positions, {className: "frontier-casing", weight: 7, ...common}));
    }
    for (const [part, positions] of lines) {
      this.addLayer(L.polyline(positions, {className: `frontier-line frontier-${part}`, weight: 2.6, ...common}));
    }
    this.line = lines.flatMap(([, positions]) => positions);
  },

  addCrossing(crossing) {
    const lon = crossing.lon + 360 * Math.round((this.middle - crossing.lon) / 360); // on this side of 180°
    const icon = L.divIcon({className: "crossing-icon", html: "", iconSize: [24, 24], popupAnchor: [0, -10]});
    const marker = L.marker([crossing.lat, lon], {crossing, icon, keyboard: false, zIndexOffset: crossing.principal ? 1000 : 0});
    const drawn = {crossing, marker, shown: []};
    if (this.options.popups) this.bindFacts(drawn);
    marker.on("add", () => this.drawMarker(drawn)); // Leaflet makes its element anew
    marker.on("mouseover", () => this.fan(drawn)).on("mouseout", () => this.foldSoon());
    this.bounds.extend(marker.getLatLng());
    this.addLayer(marker);
    return drawn;
  },

  // The popup of a crossing is a dialog: who opens it from the keyboard is in it, and back at the
  // mark when it closes.
  bindFacts(drawn) {
    const {crossing, marker} = drawn;
    marker.bindPopup(() => this.record.popup(crossing, this.day), {className: "crossing-popup", maxWidth: 340, minWidth: 230, autoPanPadding: [12, 12]});
    marker.on("popupopen", ({popup}) => {
      const element = popup.getElement();
      for (const [name, value] of [["role", "dialog"], ["aria-label", crossing.name], ["tabindex", -1]]) element.setAttribute(name, value);
      borders.nameButton(element, ".leaflet-popup-close-button", this.record.message("close"));
      if (marker.getElement().contains(document.activeElement)) element.focus({preventScroll: true});
    });
    marker.on("popupclose", ({popup}) => {
      if (popup.getElement().contains(document.activeElement)) drawn.button.focus({preventScroll: true});
    });
  },

  // Shows a day; whether a crossing looks different. One of which nothing changed is left alone, so
  // that what a reader has unfolded in its popup stays so.
  show(day) {
    this.day = day;
    const changed = [...this.crossings.values()].filter((drawn) => {
      const entries = drawn.crossing.services.map((service) => this.record.entry(service, day));
      const before = drawn.shown;
      drawn.shown = [this.record.isVerified(day), ...entries];
      return drawn.shown.some((part, index) => part !== before[index]);
    });
    for (const drawn of changed) {
      this.drawMarker(drawn);
      drawn.marker.getPopup()?.update(); // if it is open
    }
    if (changed.length && this._map?._loaded) this.arrange(); // a name with the hour of a change is longer
    return changed.length > 0;
  },

  // A button of the crossing's name over its symbol. Only one of all is a stop of the Tab key; the
  // arrow keys lead from one to the next.
  drawMarker(drawn) {
    const {crossing, marker} = drawn, {element, svg} = borders, icon = marker.getElement();
    if (!icon) return;
    const fact = this.record.fact(crossing.services[0], this.day), title = this.record.title(crossing, fact);
    const isFocused = icon.contains(document.activeElement);
    const button = drawn.button = element(this.options.popups ? "button" : "span", "", {class: "crossing-button"});
    if (this.options.popups) {
      const clock = crossing.principal && fact.clock ? ` ${fact.clock}` : ""; // the visible words come first
      for (const [name, value] of [["type", "button"], ["aria-haspopup", "dialog"]]) button.setAttribute(name, value);
      button.setAttribute("aria-label", title.replace(crossing.name, () => crossing.name + clock));
      button.tabIndex = drawn === (this.stop ??= drawn) ? 0 : -1;
      button.addEventListener("focus", () => this.reach(drawn));
      button.addEventListener("blur", () => this.foldSoon());
      button.addEventListener("keydown", (event) => this.step(event, drawn));
      button.addEventListener("keypress", (event) => event.stopPropagation()); // else Leaflet opens what the click then closes
    }
    icon.title = title;
    drawn.leader = svg("svg", {class: "leader", "aria-hidden": "true"}, svg("path", {}), svg("circle", {r: 2}));
    drawn.symbol = element("span", "", {class: "crossing-symbol"});
    drawn.symbol.append(this.record.symbol(crossing, fact));
    icon.replaceChildren(drawn.leader, drawn.symbol, button);
    icon.classList.toggle("changed", fact.changed);
    icon.classList.toggle("unverified", !this.record.isVerified(this.day));
    drawn.label = null;
    if (crossing.principal) {
      drawn.label = element("span", crossing.name, {class: "crossing-label"});
      if (fact.clock) drawn.label.append(" ", element("small", fact.clock));
      button.append(drawn.label);
      drawn.size = null; // to be measured
      drawn.toLeft = fact.changed ? 31 : 17; // of its symbol to the left
    }
    if (isFocused) button.focus({preventScroll: true});
  },

  step(event, drawn) {
    const all = [...this.crossings.values()], index = all.indexOf(drawn); // from south to north
    const target = {
      ArrowUp: index + 1, ArrowRight: index + 1, ArrowDown: index - 1, ArrowLeft: index - 1, Home: 0, End: all.length - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all[target]?.button.focus();
  },
  reach(drawn) {
    this.stop.button.tabIndex = -1;
    this.stop = drawn;
    drawn.button.tabIndex = 0;
    this._map.panInside(drawn.marker.getLatLng(), {padding: [40, 40]});
    this.fan(drawn);
  },

  // Where marks stand at a zoom, in pixels.
  marks(zoom) {
    return [...this.crossings.values()].map((drawn) => ({drawn, at: this._map.project(drawn.marker.getLatLng(), zoom)}));
  },

  // Names of headline points at a zoom: to the left of them (-1) or the right (1), if there is room.
  place(zoom, sides = this.sides) {
    const marks = this.marks(zoom), headline = marks.filter(({drawn}) => drawn.label).sort((a, b) => b.at.y - a.at.y);
    const unknown = headline.filter(({drawn}) => !drawn.size);
    for (const {drawn} of unknown) drawn.size = [drawn.label.offsetWidth + 1, drawn.label.offsetHeight + 1]; // Leaflet rounds a marker's place
    const taken = marks.map(({drawn, at}) => borders.boxAround(at, drawn.label ? 8 : 6));
    for (const position of this.avoided) {
      const at = this._map.project(position, zoom);
      if (!marks.some((mark) => mark.at.distanceTo(at) < 22)) taken.push(borders.boxAround(at, 4));
    }
    const steps = Array.from({length: 17}, (_, step) => -step / 4); // the lower stay, the upper make room
    const lines = [...steps, ...steps.slice(1, 13).map((line) => -line)];
    return headline.map(({drawn, at: {x, y}}) => {
      const [width, height] = drawn.size;
      const box = (left, middle) => [left, middle - height / 2, left + width, middle + height / 2];
      const options = [
        ...[sides, -sides].flatMap((side) => lines.map((line) => {
          const gap = line ? 7 : 0;
          return box(side < 0 ? x - drawn.toLeft - gap - width : x + 17 + gap, y + line * height);
        })),
        box(x - width / 2, y - 12 - height / 2), box(x - width / 2, y + 12 + height / 2),
      ];
      const found = options.find((option) => !taken.some((other) => borders.meet(option, other))) ?? options[0];
      taken.push(found);
      return {drawn, at: {x, y}, box: found};
    });
  },

  arrange() {
    this.fold();
    this.labels = this.place(this._map.getZoom());
    for (const {drawn, at, box: [left, top, right, bottom]} of this.labels) {
      const [dx, dy] = [left - at.x, (top + bottom) / 2 - at.y];
      drawn.label.style.translate = `${dx}px calc(${dy}px - 50%)`;
      this.lead(drawn, Math.abs(dy) < 2 || Math.abs(dx + (right - left) / 2) < 1 ? null : [dx < 0 ? right - at.x + 2 : dx - 2, dy]);
    }
  },

  // A line from a mark's place, where there is a dot, to what of it stands aside.
  lead({leader}, aside) {
    leader.classList.toggle("led", Boolean(aside));
    if (aside) leader.firstChild.setAttribute("d", `M0 0L${aside.join(" ")}`);
  },

  // What marks, names and the line cover, in pixels of the map's container.
  boxes() {
    const map = this._map, {x, y} = map.getPixelBounds().min, line = [];
    for (const position of this.line) {
      const at = map.latLngToContainerPoint(position), last = line.at(-1);
      if (!last || at.distanceTo(last) > 6) line.push(at);
    }
    const marks = this.marks(map.getZoom()).map(({drawn, at}) => (
      drawn.label ? [at.x - drawn.toLeft, at.y - 11, at.x + 17, at.y + 11] : [at.x - 13, at.y - 8, at.x + 13, at.y + 8]));
    const boxes = [...marks, ...this.labels.map(({box}) => box)].map(([left, top, right, bottom]) => [left - x, top - y, right - x, bottom - y]);
    return [...boxes, ...line.map((at) => borders.boxAround(at, 5))];
  },

  // Fits the map to the frontier, as close as leaves every name whole.
  frame() {
    const map = this._map;
    if (!map._loaded) map.setView(this.bounds.getCenter(), 4); // a view in which names can be measured
    const {centre, zoom} = this.closest(this.bounds, 14), before = map.getZoom();
    map.framed = zoom;
    map.setView(centre, zoom, {animate: false});
    if (zoom === before) this.arrange(); // else the map says that it was zoomed
  },

  // The closest view of bounds that leaves every name whole; their middle is its own, if it can be.
  closest(bounds, margin, sides) {
    const map = this._map, size = map.getSize(), {min, max} = Math, container = map.getContainer();
    const foot = max(0, ...[...container.querySelectorAll(".leaflet-bottom")].map((controls) => controls.offsetHeight));
    const {offsetWidth: aside = 0, offsetHeight: below = 0} = container.querySelector(".leaflet-top.leaflet-left") ?? {};
    const room = [size.x - 2 * margin, size.y - 2 * margin - foot];
    for (let zoom = map.getBoundsZoom(bounds, false, [2 * margin, 2 * margin + foot]); ; zoom -= map.options.zoomSnap || 0.25) {
      const corners = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.project(corner, zoom));
      const line = [corners[0].x, corners[0].y, corners[1].x, corners[1].y];
      const boxes = [line, ...this.place(zoom, sides).map(({box}) => box), ...this.marks(zoom).map(({at}) => borders.boxAround(at, 12))];
      const within = (wanted, most, least) => max(least, min(most, wanted));
      const top = min(...boxes.map((box) => box[1])), bottom = max(...boxes.map((box) => box[3]));
      const y = within((line[1] + line[3]) / 2, top + room[1] / 2, bottom - room[1] / 2);
      // What is as high as the buttons in the corner stays to their right.
      const left = min(...boxes.map((box) => box[0] - (box[1] < y - room[1] / 2 - margin + below ? aside : 0)));
      const right = max(...boxes.map((box) => box[2]));
      const x = within((line[0] + line[2]) / 2, left + room[0] / 2, right - room[0] / 2);
      if ((right - left > room[0] || bottom - top > room[1]) && zoom > 0) continue;
      return {centre: map.unproject([x, y + foot / 2], zoom), zoom};
    }
  },

  // Points that lie upon one another are spread while one of them is pointed at or focused: the
  // headline point stays, the others stand in a column beside it, each led back to its place.
  fan(drawn) {
    clearTimeout(this.folding);
    const marks = this.marks(this._map.getZoom()), group = marks.filter((mark) => mark.drawn === drawn);
    for (const {at} of group) { // which grows
      group.push(...marks.filter((mark) => !group.includes(mark) && Math.abs(mark.at.x - at.x) < 20 && Math.abs(mark.at.y - at.y) < 20));
    }
    const others = group.filter((mark) => !mark.drawn.label).sort((a, b) => a.at.y - b.at.y);
    if (group.length < 2 || others.some((mark) => this.fanned?.includes(mark.drawn))) return;
    this.fold();
    const xs = group.map(({at}) => at.x), right = Math.max(...xs), edge = this._map.getPixelBounds().max.x;
    const x = right + 60 < edge ? right + 38 : Math.min(...xs) - 38;
    const middle = others.reduce((sum, {at}) => sum + at.y, 0) / others.length;
    others.forEach(({drawn: other, at}, index) => {
      const [dx, dy] = [x - at.x, middle + (index - (others.length - 1) / 2) * 26 - at.y];
      other.symbol.style.translate = other.button.style.translate = `${dx}px ${dy}px`;
      other.marker.getElement().classList.add("fanned");
      other.marker.setZIndexOffset(2000);
      this.lead(other, [dx, dy]);
    });
    this.fanned = others.map((other) => other.drawn);
  },
  foldSoon() {
    clearTimeout(this.folding);
    this.folding = setTimeout(() => this.fold(), 600); // time to reach them
  },
  fold() {
    clearTimeout(this.folding);
    for (const drawn of this.fanned ?? []) {
      drawn.symbol.style.translate = drawn.button.style.translate = "";
      drawn.marker.getElement()?.classList.remove("fanned");
      drawn.marker.setZIndexOffset(0);
      this.lead(drawn, null);
    }
    this.fanned = null;
  },
});

// Gives a button of Leaflet's its name in the reader's language.
borders.nameButton = (place, selector, name) => {
  const button = place.querySelector(selector);
  for (const attribute of ["title", "aria-label"]) {
    if (button?.hasAttribute(attribute)) button.setAttribute(attribute, name);
  }
};
