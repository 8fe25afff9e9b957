"use strict";
// The frontier with its crossings as a layer of any Leaflet map, and the base map under it.

// Positions [lat, lon] of an encoded polyline of four decimals.
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
    positions.push([lat / 1e4, lon / 1e4]);
  }
  return positions;
};

// Places as near to their sorted targets as the gap between neighbours allows.
borders.spread = (targets, gap) => {
  const blocks = [];
  for (const target of targets) {
    let block = {start: target, targets: [target]};
    // One that reaches into this block is joined to it, and they stand at the mean of their targets.
    while (blocks.length && blocks.at(-1).start + gap * blocks.at(-1).targets.length > block.start) {
      const joined = [...blocks.pop().targets, ...block.targets];
      block = {targets: joined, start: joined.reduce((sum, wish, rank) => sum + wish - gap * rank, 0) / joined.length};
    }
    blocks.push(block);
  }
  return blocks.flatMap(({start, targets: {length}}) => Array.from({length}, (_, rank) => start + gap * rank));
};

borders.createPane = (map, name, level) => {
  (map.getPane(name) ?? map.createPane(name)).style.zIndex = level;
};

// Land, lakes and the frontiers nearby, in the colours of the style sheet.
borders.BaseMap = L.LayerGroup.extend({
  initialize(base) {
    L.LayerGroup.prototype.initialize.call(this);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--map-${name}`).trim();
    const common = {renderer: L.canvas({pane: "borders-base", padding: 0.5}), interactive: false, smoothFactor: 0.7};
    const addAreas = (areas, fill, weight) => {
      for (const rings of areas) {
        this.addLayer(L.polygon(rings.map(borders.decodePolyline), {
          ...common, weight, color: colour("coast"), fillColor: colour(fill), fillOpacity: 1,
        }));
      }
    };
    addAreas(base.land, "land", 1);
    addAreas(base.lakes, "lake", 0.6);
    for (const line of base.neighbours) {
      this.addLayer(L.polyline(borders.decodePolyline(line), {
        ...common, weight: 1.5, color: colour("neighbour"), dashArray: "7 4 1 4",
      }));
    }
  },
  onAdd(map) {
    borders.createPane(map, "borders-base", 300);
    map.getContainer().style.background = "var(--map-sea)";
    L.LayerGroup.prototype.onAdd.call(this, map);
  },
});

// A layer that fires the events of its markers, whose option `crossing` says which they are.
borders.FrontierLayer = L.FeatureGroup.extend({
  initialize(record, line) {
    L.FeatureGroup.prototype.initialize.call(this);
    this.record = record;
    this.lineBounds = L.latLngBounds([]);
    this.drawLine(line);
    const placed = record.crossings.filter(({lon}) => lon !== null);
    this.crossings = new Map(placed.map((crossing) => [crossing.id, this.addCrossing(crossing)]));
  },
  onAdd(map) {
    borders.createPane(map, "borders-frontier", 410);
    L.FeatureGroup.prototype.onAdd.call(this, map);
    map.on("zoomend", this.arrange, this);
    this.arrange();
  },
  onRemove(map) {
    map.off("zoomend", this.arrange, this);
    L.FeatureGroup.prototype.onRemove.call(this, map);
  },

  drawLine({parts}) {
    const common = {pane: "borders-frontier", interactive: false, smoothFactor: 0.6};
    const lines = parts.map(([part, line]) => [part, borders.decodePolyline(line)]);
    for (const [, positions] of lines) {
      this.lineBounds.extend(positions);
      this.addLayer(L.polyline(positions, {className: "frontier-casing", weight: 7, ...common}));
    }
    for (const [part, positions] of lines) {
      this.addLayer(L.polyline(positions, {className: `frontier-line frontier-${part}`, weight: 2.6, ...common}));
    }
  },

  addCrossing(crossing) {
    const position = L.latLng(crossing.lat, crossing.lon);
    const icon = L.divIcon({className: "crossing-icon", html: "", iconSize: [36, 24], popupAnchor: [0, -12]});
    const marker = L.marker(position, {crossing, icon, zIndexOffset: crossing.principal ? 1000 : 0, riseOnHover: true});
    const leader = L.polyline([], {className: "leader", weight: 1, interactive: false});
    const drawn = {crossing, position, marker, leader, shown: []};
    marker.bindPopup(() => this.record.popup(crossing, this.day), {className: "crossing-popup", maxWidth: 340, minWidth: 230, autoPanPadding: [12, 12]});
    marker.on("add", () => this.drawMarker(drawn)); // Leaflet makes its element anew
    marker.on("popupopen", ({popup}) => borders.nameButton(popup.getElement(), ".leaflet-popup-close-button", this.record.message("close")));
    this.addLayer(leader).addLayer(marker);
    return drawn;
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
      drawn.marker.getPopup().update(); // if it is open
    }
    return changed.length > 0;
  },

  // The label stands in the marker, so that nothing need be measured to place it.
  drawMarker({crossing, marker}) {
    const element = marker.getElement();
    if (!element) return;
    const fact = this.record.fact(crossing.services[0], this.day), title = this.record.title(crossing, fact);
    element.replaceChildren(this.record.symbol(crossing, fact));
    element.classList.toggle("changed", fact.changed);
    element.classList.toggle("unverified", !this.record.isVerified(this.day));
    for (const name of ["title", "aria-label"]) element.setAttribute(name, title);
    if (crossing.principal) {
      const label = borders.element("span", crossing.name, {class: "crossing-label"});
      if (fact.clock) label.append(borders.element("small", ` ${fact.clock}`));
      element.append(label);
    }
  },

  // Fits the map to the line. Crossings are moved apart only then, and their names are as wide as the
  // font makes them: what reaches over an edge gets that much more room, and the line is fitted again.
  frame() {
    let room = [146, 26, 64, 16]; // left, top, right, bottom, in pixels
    const {x, y} = this._map.getSize();
    for (let attempt = 0; attempt < 4; attempt++) {
      // However small the map is, a fifth of it is left to the line.
      const across = Math.min(1, 0.8 * x / (room[0] + room[2])), down = Math.min(1, 0.8 * y / (room[1] + room[3]));
      const [left, top, right, bottom] = room.map((pixels, edge) => pixels * (edge % 2 ? down : across));
      this._map.fitBounds(this.lineBounds, {paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], animate: false});
      this.arrange();
      const over = this.overflow();
      if (!over.some(Boolean)) return;
      room = room.map((pixels, edge) => pixels + over[edge]);
    }
  },

  // How many pixels crossings and their names reach over the left, top, right and bottom edge, or
  // under Leaflet's attribution.
  overflow() {
    const container = this._map.getContainer(), frame = container.getBoundingClientRect();
    const floor = container.querySelector(".leaflet-control-attribution")?.getBoundingClientRect().top ?? frame.bottom;
    const boxes = [...container.querySelectorAll(".crossing-icon, .crossing-label")].map((element) => element.getBoundingClientRect());
    const most = (distance) => Math.ceil(Math.max(0, ...boxes.map(distance)));
    return [
      most(({left}) => frame.left - left), most(({top}) => frame.top - top),
      most(({right}) => right - frame.right), most(({bottom}) => bottom - floor),
    ];
  },

  // Headline points stay on the line, the others stand to the right of it; both are moved apart as
  // far as needed to be seen and clicked at every zoom, on a leader from their true place.
  arrange() {
    const map = this._map, headline = []; // where the headline points are shown
    for (const principal of [true, false]) {
      const group = [...this.crossings.values()]
        .filter(({crossing}) => crossing.principal === principal)
        .map((drawn) => ({drawn, at: map.latLngToLayerPoint(drawn.position)}))
        .sort((a, b) => a.at.y - b.at.y);
      for (const run of this.runsThatTouch(group)) {
        const heights = borders.spread(run.map(({at}) => at.y), 25); // targets of 24 px, and rounding
        run.forEach(({drawn, at}, index) => {
          const shown = L.point(at.x, heights[index]);
          if (principal) headline.push(shown);
          else shown.x = this.secondColumn(shown, headline);
          drawn.marker.setLatLng(map.layerPointToLatLng(shown));
          const moved = shown.distanceTo(at) > 3;
          drawn.leader.setLatLngs(moved ? [drawn.position, drawn.marker.getLatLng()] : []);
        });
      }
    }
  },

  // How far to the right a point of the second column is free of the headline points near it.
  secondColumn(point, headline) {
    const near = headline.filter(({x, y}) => Math.abs(y - point.y) < 24 && Math.abs(x - point.x) < 80);
    return Math.max(point.x, ...near.map(({x}) => x)) + 44;
  },

  // Runs of points, sorted by height, that are close enough across to touch one another.
  runsThatTouch(group) {
    const runs = [];
    for (const item of group) {
      const last = runs.at(-1)?.at(-1);
      if (last && Math.abs(item.at.x - last.at.x) < 150) runs.at(-1).push(item);
      else runs.push([item]);
    }
    return runs;
  },
});

// Gives a button of Leaflet's its name in the reader's language.
borders.nameButton = (place, selector, name) => {
  const button = place.querySelector(selector);
  for (const attribute of ["title", "aria-label"]) {
    if (button?.hasAttribute(attribute)) button.setAttribute(attribute, name);
  }
};
