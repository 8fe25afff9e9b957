"use strict";
// Draws the base map, the frontier and the crossings of the slice that the page holds as JSON.
// Words are not made here: a popup is a copy of the crossing's own article, and names enter as
// text, so that nothing of the data is parsed as markup.
const borders = {
  line: null, // set by frontier.js
  base: null, // set by basemap.js

  draw(map) {
    const slice = JSON.parse(document.getElementById("slice").textContent);
    map.attributionControl.remove();
    map.getContainer().closest(".map").classList.add("drawn");
    borders.drawBase(map);
    const bounds = borders.drawLine(map);
    const crossings = slice.crossings.map((crossing) => borders.drawCrossing(map, crossing));
    const names = borders.drawNames(map);
    const arrange = () => {
      borders.arrange(map, crossings);
      borders.fitNames(map, names);
    };
    const fit = () => map.fitBounds(bounds, {paddingTopLeft: [120, 26], paddingBottomRight: [64, 34], animate: false});
    fit();
    arrange();
    map.on("zoomend", arrange);
    map.on("resize", () => { fit(); arrange(); });
    borders.drawTicks(map);
    borders.offerTiles(map);
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
    const area = (rings, fill, weight) => L.polygon(rings.map(borders.decode), {
      ...common, weight, color: colour("coast"), fillColor: colour(fill), fillOpacity: 1,
    }).addTo(map);
    for (const rings of borders.base.land) area(rings, "land", 1);
    for (const rings of borders.base.lakes) area(rings, "lake", 0.6);
    for (const line of borders.base.neighbours) {
      L.polyline(borders.decode(line), {
        ...common, weight: 1.5, color: colour("neighbour"), dashArray: "7 4 1 4",
      }).addTo(map);
    }
  },

  drawLine(map) {
    map.createPane("frontier").style.zIndex = 410;
    const bounds = L.latLngBounds([]);
    const common = {pane: "frontier", interactive: false, smoothFactor: 0.6};
    const parts = Object.entries(borders.line.parts);
    for (const [, positions] of parts) {
      const casing = L.polyline(positions, {className: "frontier-casing", weight: 7, ...common});
      bounds.extend(casing.addTo(map).getBounds());
    }
    for (const [part, positions] of parts) {
      L.polyline(positions, {className: `frontier-line frontier-${part}`, weight: 2.6, ...common}).addTo(map);
    }
    return bounds;
  },

  drawCrossing(map, crossing) {
    const icon = L.divIcon({
      className: `crossing-icon ${crossing.way}${crossing.changed ? " changed" : ""}`,
      html: borders.symbol(crossing),
      iconSize: [36, 28],
      iconAnchor: [18, 14],
      popupAnchor: [0, -12],
      tooltipAnchor: [crossing.changed ? -32 : -16, 0],
    });
    const change = crossing.changed ? ` (${crossing.before} before ${crossing.clock})` : "";
    const title = `${crossing.name}, ${crossing.way}: ${crossing.label}${change}`;
    const position = L.latLng(crossing.lat, crossing.lon);
    const zIndexOffset = crossing.principal ? 1000 : 0;
    const marker = L.marker(position, {icon, title, alt: title, zIndexOffset, riseOnHover: true});
    marker.on("add", () => marker.getElement().setAttribute("aria-label", title));
    marker.bindPopup(() => borders.popup(crossing.id), {maxWidth: 340, minWidth: 230, autoPanPadding: [12, 12]});
    if (crossing.principal) {
      const label = document.createElement("span");
      label.textContent = crossing.name;
      if (crossing.clock) label.append(Object.assign(document.createElement("small"), {textContent: ` ${crossing.clock}`}));
      marker.bindTooltip(label, {permanent: true, direction: "left", className: "crossing-label"});
    }
    const leader = L.polyline([], {className: "leader", weight: 1, interactive: false}).addTo(map);
    marker.addTo(map);
    return {...crossing, position, marker, leader};
  },

  // Headline points stay on the line, the others stand to the right of it; both are moved apart as
  // far as needed to be seen and clicked at every zoom, on a leader from their true place.
  arrange(map, crossings) {
    for (const principal of [true, false]) {
      const group = crossings
        .filter((crossing) => crossing.principal === principal)
        .map((crossing) => ({crossing, at: map.latLngToLayerPoint(crossing.position)}))
        .sort((a, b) => a.at.y - b.at.y);
      for (const near of borders.neighbours(group)) {
        const heights = borders.spread(near.map(({at}) => at.y), principal ? 22 : 20);
        near.forEach(({crossing, at}, index) => {
          const shown = L.point(at.x + (principal ? 0 : 44), heights[index]);
          crossing.marker.setLatLng(map.layerPointToLatLng(shown));
          const moved = shown.distanceTo(at) > 3;
          crossing.leader.setLatLngs(moved ? [crossing.position, crossing.marker.getLatLng()] : []);
        });
      }
    }
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

  symbol(crossing) {
    const create = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const svg = create("svg", {viewBox: "-22 -17 44 34", "aria-hidden": "true"});
    const scale = crossing.principal ? 1 : 0.8;
    const group = create("g", {transform: `scale(${scale})`});
    group.append(create("use", {href: `#w-${crossing.way}`}));
    if (crossing.changed) {
      group.append(
        create("circle", {r: 14, class: "halo"}),
        create("use", {href: `#s-${crossing.before}`, transform: "translate(-21 0)scale(.72)"}),
        create("path", {d: "M-13-3L-10 0L-13 3", class: "turn"}),
      );
    }
    group.append(create("use", {href: `#s-${crossing.status}`, class: "status-symbol"}));
    svg.append(group);
    return svg;
  },

  // A copy of the crossing's article, and of the decisions behind its status.
  popup(id) {
    const article = document.getElementById(id);
    const copy = article.cloneNode(true);
    const chain = document.createElement("details");
    chain.append(Object.assign(document.createElement("summary"), {textContent: "The decisions behind it"}));
    const list = document.createElement("ul");
    list.className = "decisions";
    for (const decision of article.dataset.chain.split(" ").filter(Boolean)) {
      list.append(document.getElementById(decision).cloneNode(true));
    }
    chain.append(list);
    if (list.children.length) copy.append(chain);
    for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
    return copy;
  },

  // Towns and countries, by rank the closer one looks, and only where nothing is in their way.
  drawNames(map) {
    map.createPane("names").style.zIndex = 420;
    return borders.base.places.map(([text, kind, lat, lon, rank]) => {
      const span = document.createElement("span");
      span.textContent = text;
      const icon = L.divIcon({className: `name ${kind}`, html: span, iconSize: null});
      const marker = L.marker([lat, lon], {icon, pane: "names", interactive: false, keyboard: false});
      return {marker, kind, rank};
    });
  },

  fitNames(map, names) {
    const box = (element) => element.getBoundingClientRect();
    const selector = ".crossing-icon, .crossing-label, .legend";
    const taken = [...map.getContainer().closest(".map").querySelectorAll(selector)].map(box);
    const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    for (const {marker, kind, rank} of names) {
      marker.remove();
      if (map.getZoom() < (kind === "country" ? 0 : [0, 4.5, 5.75, 7][rank])) continue;
      if (kind === "country" && map.getZoom() > 7) continue;
      marker.addTo(map);
      const own = box(marker.getElement().firstChild);
      if (taken.some((other) => meets(own, other))) marker.remove();
      else taken.push(own);
    }
  },

  // Chainage each 100 km, on demand.
  drawTicks(map) {
    const layer = L.layerGroup(borders.line.ticks.map(([lat, lon, km]) => {
      const label = document.createElement("span");
      label.textContent = km ? `${km} km` : "0";
      const tick = L.circleMarker([lat, lon], {radius: 4, className: "tick", interactive: false});
      return tick.bindTooltip(label, {permanent: true, direction: "right", className: "tick-label"});
    }));
    borders.offer("chainage", (wanted) => (wanted ? layer.addTo(map) : layer.remove()));
  },

  // OpenStreetMap's tiles only at the reader's wish, and only where a page has an address to give:
  // their servers refuse pages opened from disk.
  offerTiles(map) {
    const choice = document.getElementById("tiles");
    if (!choice || !location.protocol.startsWith("http")) return;
    choice.closest("li").hidden = false;
    const credit = document.getElementById("tiles-credit");
    const layer = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {maxZoom: 19});
    borders.offer("tiles", (wanted) => {
      if (wanted) layer.addTo(map); else layer.remove();
      credit.hidden = !wanted;
      map.getPane("base").style.display = map.getPane("names").style.display = wanted ? "none" : "";
    });
  },

  offer(id, act) {
    const choice = document.getElementById(id);
    choice.addEventListener("change", () => act(choice.checked));
    act(choice.checked); // browsers restore a choice when a page is visited again
  },

  // The date field of a site's page leads to the page of another date.
  followDates() {
    const field = document.getElementById("date");
    if (!field) return;
    field.addEventListener("change", () => {
      if (field.value && field.checkValidity()) location.href = `${field.dataset.folder}${field.value}/index.html`;
    });
  },
};
document.addEventListener("DOMContentLoaded", borders.followDates);
