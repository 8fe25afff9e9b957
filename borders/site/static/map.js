"use strict";
// The map: the base map, the frontier and the crossings of the day that is shown.
borders.createMap = () => {
  const map = borders.leaflet;
  if (!map) return null;
  const tools = borders.mapTools;
  map.attributionControl.remove();
  map.getContainer().closest(".map").classList.add("drawn");
  tools.name(map.getContainer(), ".leaflet-control-zoom-in", "zoom_in");
  tools.name(map.getContainer(), ".leaflet-control-zoom-out", "zoom_out");
  const bounds = tools.drawLine(map);
  const drawn = tools.crossings(map);
  const names = [];
  const arrange = () => {
    tools.arrange(map, [...drawn.values()]);
    tools.fitNames(map, names);
  };
  let grown = false;
  const credit = document.querySelector(".credit");
  map.setView(bounds.getCenter(), 4);
  const fit = () => {
    if (!map.getSize().y) return; // on paper the picture stands for it
    map.setMinZoom(0).setMaxBounds(null);
    map.fitBounds(bounds, {
      paddingTopLeft: [146, 26], paddingBottomRight: [64, Math.max(34, credit.offsetHeight + 16)], animate: false,
    });
    map.setMinZoom(map.getZoom() - 1).setMaxBounds(map.getBounds().pad(0.3)); // the base map ends
  };
  fit();
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
  map.on("zoomend", arrange);
  map.on("resize", () => { fit(); arrange(); });
  tools.drawLegend(map);
  arrange();
  tools.whenBase(() => {
    tools.drawBase(map);
    names.push(...tools.drawNames(map));
    arrange();
  });
  map.on("popupclose", () => { if (!tools.reopening) borders.chosen?.(null); });
  return {
    update(portion, day) {
      const changed = portion.filter(({id}) => drawn.has(id) && tools.update(drawn.get(id), day));
      grown ||= changed.length > 0;
      tools.updated?.(portion, day);
      if (!grown || borders.due.length) return;
      grown = false;
      tools.fitNames(map, names); // a label that grew may want a name's room
    },
    element: (id) => drawn.get(id)?.marker.getElement(),
    open(id) {
      tools.wanted?.(id);
      const crossing = drawn.get(id);
      if (crossing) crossing.marker.openPopup(); else map.closePopup();
    },
  };
};

// Leaflet's scale, in the reader's language.
const {_updateScale: scale} = L.Control.Scale.prototype;
L.Control.Scale.include({
  _updateScale(element, text, ratio) {
    const [length, unit] = text.split(" ");
    scale.call(this, element, borders.say(unit, {[unit]: length}), ratio);
  },
});

borders.mapTools = {
  reopening: false,
  // Leaflet's own buttons, in the reader's language.
  name(place, selector, message) {
    const button = place.querySelector(selector), text = borders.say(message);
    for (const attribute of ["title", "aria-label"]) {
      if (button?.hasAttribute(attribute)) button.setAttribute(attribute, text);
    }
  },
  // Positions as Google's encoded polylines, four decimals.
  decode(text) {
    const positions = [];
    let index = 0;
    const next = () => {
      let result = 0, shift = 0, byte;
      do {
        byte = text.charCodeAt(index++) - 63;
        result |= (byte & 31) << shift;
        shift += 5;
      } while (byte >= 32);
      return result & 1 ? ~(result >> 1) : result >> 1;
    };
    for (let lat = 0, lon = 0; index < text.length;) {
      lat += next();
      lon += next();
      positions.push([lat / 1e4, lon / 1e4]);
    }
    return positions;
  },

  drawBase(map) {
    const pane = map.createPane("base");
    pane.style.zIndex = 300;
    const renderer = L.canvas({pane: "base", padding: 0.5});
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--map-${name}`).trim();
    const common = {renderer, interactive: false, smoothFactor: 0.7};
    const area = (rings, fill, weight) => L.polygon(rings.map(this.decode), {
      ...common, weight, color: colour("coast"), fillColor: colour(fill), fillOpacity: 1,
    }).addTo(map);
    for (const rings of borders.base.land) area(rings, "land", 1);
    for (const rings of borders.base.lakes) area(rings, "lake", 0.6);
    for (const line of borders.base.neighbours) {
      L.polyline(this.decode(line), {
        ...common, weight: 1.5, color: colour("neighbour"), dashArray: "7 4 1 4",
      }).addTo(map);
    }
  },

  drawLine(map) {
    map.createPane("frontier").style.zIndex = 410;
    const bounds = L.latLngBounds([]);
    const common = {pane: "frontier", interactive: false, smoothFactor: 0.6};
    const parts = Object.entries(borders.line.parts).map(([part, line]) => [part, this.decode(line)]);
    for (const [, positions] of parts) {
      const casing = L.polyline(positions, {className: "frontier-casing", weight: 7, ...common});
      bounds.extend(casing.addTo(map).getBounds());
    }
    for (const [part, positions] of parts) {
      L.polyline(positions, {className: `frontier-line frontier-${part}`, weight: 2.6, ...common}).addTo(map);
    }
    return bounds;
  },

  // Every crossing that is drawn, by its id.
  crossings(map) {
    const placed = borders.record.crossings.filter(({lon}) => lon !== null);
    return new Map(placed.map((crossing) => [crossing.id, this.drawCrossing(map, crossing)]));
  },

  drawCrossing(map, crossing) {
    const position = L.latLng(crossing.lat, crossing.lon);
    const icon = L.divIcon({className: `crossing-icon ${crossing.way}`, html: "", iconSize: [36, 24], popupAnchor: [0, -12]});
    const marker = L.marker(position, {icon, zIndexOffset: crossing.principal ? 1000 : 0, riseOnHover: true});
    const leader = L.polyline([], {className: "leader", weight: 1, interactive: false}).addTo(map);
    const drawn = {crossing, principal: crossing.principal, position, marker, leader, key: null};
    marker.bindPopup(() => borders.article(crossing, borders.day), {maxWidth: 340, minWidth: 230, autoPanPadding: [12, 12]});
    marker.on("popupopen", ({popup}) => {
      this.name(popup.getElement(), ".leaflet-popup-close-button", "close");
      borders.chosen?.(crossing.id);
    });
    marker.addTo(map);
    return drawn;
  },

  // A crossing as the day has it, and whether that is another look; nothing is touched where
  // nothing changed. The label stands in the marker, so that nothing need be measured to place it.
  update(drawn, day) {
    const {crossing, marker} = drawn;
    const fact = borders.fact(crossing.services[0], day);
    const key = `${fact.status} ${fact.before ?? ""} ${fact.clock ?? ""} ${fact.sentence}`;
    if (drawn.key === key) return false;
    drawn.key = key;
    const element = marker.getElement();
    element.replaceChildren(this.symbol(crossing, fact));
    element.classList.toggle("changed", fact.changed);
    const {record} = borders, told = {crossing: crossing.name, way: record.way_words[crossing.way] ?? crossing.way, status: fact.label};
    const before = fact.changed && record.looks.find((look) => look.status === fact.before).label.toLowerCase();
    const title = before && fact.clock ? borders.say("turned", {...told, before, clock: fact.clock}) : borders.say("crossing", told);
    for (const name of ["title", "aria-label"]) element.setAttribute(name, title);
    if (crossing.principal) {
      const label = borders.create("span", crossing.name, {class: "crossing-label"});
      if (fact.clock) label.append(borders.create("small", ` ${fact.clock}`));
      element.append(label);
    }
    if (marker.isPopupOpen()) {
      this.reopening = true;
      marker.getPopup().update();
      this.reopening = false;
    }
    return true;
  },

  // Headline points stay on the line, the others stand to the right of it; both are moved apart as
  // far as needed to be seen and clicked at every zoom, on a leader from their true place.
  arrange(map, crossings) {
    const placed = []; // the headline points
    for (const principal of [true, false]) {
      const group = crossings
        .filter((crossing) => crossing.principal === principal)
        .map((crossing) => ({crossing, at: map.latLngToLayerPoint(crossing.position)}))
        .sort((a, b) => a.at.y - b.at.y);
      for (const near of this.neighbours(group)) {
        const heights = this.spread(near.map(({at}) => at.y), 25); // targets of 24 px, and rounding
        near.forEach(({crossing, at}, index) => {
          const shown = L.point(at.x, heights[index]);
          if (principal) placed.push(shown);
          else shown.x = this.beside(shown, placed);
          crossing.marker.setLatLng(map.layerPointToLatLng(shown));
          const moved = shown.distanceTo(at) > 3;
          crossing.leader.setLatLngs(moved ? [crossing.position, crossing.marker.getLatLng()] : []);
        });
      }
    }
  },

  // Where to the right a point of the second column stands free of the first.
  beside(point, placed) {
    const near = placed.filter(({x, y}) => Math.abs(y - point.y) < 24 && Math.abs(x - point.x) < 80);
    return Math.max(point.x, ...near.map(({x}) => x)) + 44;
  },

  // Runs of points, sorted by height, that are close enough across to touch one another.
  neighbours(group) {
    const runs = [];
    for (const item of group) {
      const last = runs.at(-1)?.at(-1);
      if (last && Math.abs(item.at.x - last.at.x) < 150) runs.at(-1).push(item);
      else runs.push([item]);
    }
    return runs;
  },

  // Places as near to their sorted targets as the gap between neighbours allows.
  spread(targets, gap) {
    const blocks = [];
    for (const target of targets) {
      blocks.push({start: target, wanted: [target]});
      for (let last; (last = blocks.at(-1), blocks.length > 1) && blocks.at(-2).start + gap * blocks.at(-2).wanted.length > last.start;) {
        blocks.pop();
        const joined = blocks.at(-1);
        joined.wanted.push(...last.wanted);
        joined.start = joined.wanted.reduce((sum, want, rank) => sum + want - gap * rank, 0) / joined.wanted.length;
      }
    }
    return blocks.flatMap(({start, wanted}) => wanted.map((_, rank) => start + gap * rank));
  },

  look(status) {
    const {svg, record} = borders;
    const {shape, fill, stroke, ink, letter} = record.looks.find((one) => one.status === status);
    const text = svg("text", {y: 4.2, "text-anchor": "middle", "font-size": 12, "font-weight": 700, fill: ink}, letter);
    const ground = svg("path", {d: shape, class: "ground"}); // where the colour is paled, nothing shows through
    return svg("g", {}, ground, svg("path", {d: shape, fill, stroke, "stroke-width": 1.6, class: "face"}), text);
  },

  // Many markers look alike, so each look is drawn once and copied.
  symbols: {},
  symbol(crossing, fact) {
    const look = [crossing.way, crossing.principal, fact.status, fact.before];
    return (this.symbols[look] ??= this.drawSymbol(crossing, fact)).cloneNode(true);
  },

  // The way behind, the status in front; where it changed, the status before beside it.
  drawSymbol(crossing, fact) {
    const {svg, record} = borders;
    const way = record.ways[crossing.way] ?? record.ways.road;
    const group = svg("g", {transform: `scale(${crossing.principal ? 1 : 0.8})`},
      svg("path", {d: way, class: "way-casing"}), svg("path", {d: way, class: `way way-${crossing.way}`}));
    if (fact.changed) {
      group.append(
        svg("circle", {r: 14, class: "halo"}),
        svg("g", {transform: "translate(-21 0)scale(.72)"}, this.look(fact.before)),
        svg("path", {d: "M-13-3L-10 0L-13 3", class: "turn"}),
      );
    }
    group.append(svg("g", {class: "status-symbol", "data-status": fact.status}, this.look(fact.status)));
    return svg("svg", {viewBox: "-22 -14.67 44 29.34", "aria-hidden": "true"}, group);
  },

  // Towns and countries, by rank the closer one looks, and only where nothing is in their way.
  drawNames(map) {
    map.createPane("names").style.zIndex = 420;
    return borders.base.places.map(([kind, lat, lon, rank], index) => {
      const text = borders.record.places[index];
      const span = document.createElement("span");
      span.textContent = text;
      const icon = L.divIcon({className: `name ${kind}`, html: span, iconSize: null});
      const marker = L.marker([lat, lon], {icon, pane: "names", interactive: false, keyboard: false});
      return {marker, kind, rank};
    });
  },

  // Everything is written, then everything read, so that the page is laid out once.
  fitNames(map, names) {
    const zoom = map.getZoom();
    const box = (element) => element.getBoundingClientRect();
    const selector = ".crossing-icon, .crossing-label, .legend, .credit";
    const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const wanted = names.filter(({marker, kind, rank}) => {
      const fits = kind === "country" ? zoom <= 7 : zoom >= [0, 4.5, 5.75, 7][rank];
      if (fits) marker.addTo(map); else marker.remove();
      return fits;
    });
    const taken = [...map.getContainer().closest(".map").querySelectorAll(selector)].map(box);
    const boxes = wanted.map(({marker}) => box(marker.getElement().firstChild));
    wanted.forEach(({marker}, index) => {
      if (taken.some((other) => meets(boxes[index], other))) marker.remove();
      else taken.push(boxes[index]);
    });
  },

  // The base map is large and comes after the first view.
  whenBase(act) {
    const script = document.querySelector("script[data-base]");
    if (borders.base || !script) act();
    else script.addEventListener("load", act);
  },

  drawLegend(map) {
    const {create, record} = borders;
    const legend = document.getElementById("legend");
    const statuses = create("ul"), ways = create("ul");
    for (const look of record.looks) {
      const item = create("li");
      item.append(borders.svg("svg", {viewBox: "-12 -12 24 24", class: "look-sample", "aria-hidden": "true"},
        this.look(look.status)), ` ${look.label}`);
      statuses.append(item);
    }
    for (const [way, path] of Object.entries(record.ways)) {
      const item = create("li");
      item.append(borders.svg("svg", {viewBox: "-20 -12 40 24", class: "way-sample", "aria-hidden": "true"},
        borders.svg("path", {d: path, class: `way way-${way}`})), ` ${borders.capital(record.way_words[way])}`);
      ways.append(item);
    }
    legend.replaceChildren(statuses, ways);
    this.offer(ways, "chainage", borders.say("kilometres"), this.ticks(map));
    // Their servers refuse pages opened from disk, which have no address to give.
    if (location.protocol.startsWith("http")) this.offer(ways, "tiles", "OpenStreetMap", this.tiles(map));
  },

  offer(list, id, text, act) {
    const item = borders.create("li"), label = borders.create("label");
    const choice = borders.create("input", "", {type: "checkbox", id});
    label.append(choice, ` ${text}`);
    item.append(label);
    list.append(item);
    choice.addEventListener("change", () => act(choice.checked));
  },

  // Chainage each 100 km, on demand.
  ticks(map) {
    const layer = L.layerGroup(borders.line.ticks.map(([lat, lon, km]) => {
      const label = borders.create("span", km ? borders.say("km", {km}) : "0");
      const tick = L.circleMarker([lat, lon], {radius: 4, className: "tick", interactive: false});
      return tick.bindTooltip(label, {permanent: true, direction: "right", className: "tick-label"});
    }));
    return (wanted) => (wanted ? layer.addTo(map) : layer.remove());
  },

  // OpenStreetMap's tiles, only at the reader's wish.
  tiles(map) {
    const credit = borders.create("span", "", {id: "tiles-credit", hidden: ""});
    const [before, after] = borders.say("tiles").split("{name}");
    credit.append(before, borders.create("a", "OpenStreetMap", {href: "https://www.openstreetmap.org/copyright"}), `${after} `);
    document.querySelector(".credit").prepend(credit);
    const layer = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {maxZoom: 19});
    return (wanted) => {
      if (wanted) layer.addTo(map); else layer.remove();
      credit.hidden = !wanted;
      for (const pane of ["base", "names"]) map.getPane(pane).style.display = wanted ? "none" : "";
    };
  },
};
