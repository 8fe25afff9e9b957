"use strict";
// The map of a page: the crossings of the day that is shown, names, the enlarged part, the legend.
borders.createMap = () => {
  const map = borders.leaflet;
  if (!map) return null;
  const {record, mapTools} = borders, container = map.getContainer(), frame = container.closest(".map");
  const layer = new borders.FrontierLayer(record, borders.line), names = new borders.Names(map);
  names.add(borders.places());
  layer.avoided = borders.places("town", 1).map(({anchors}) => anchors[0]);
  let isSmall = false, isBegun = false, isDrawn = false, inset = null, wanted = null;

  const fitNames = () => {
    const {left, top} = container.getBoundingClientRect();
    const above = [...frame.querySelectorAll(".leaflet-control, .stage > .inset:not([hidden])")].map((element) => element.getBoundingClientRect())
      .map((box) => [box.left - left - 4, box.top - top - 4, box.right - left + 4, box.bottom - top + 4]);
    names.fit([...above, ...layer.boxes()]);
  };
  const fit = () => {
    if (Math.min(map.getSize().x, map.getSize().y) < 100) return; // on paper the picture stands for it
    if (container.classList.toggle("small-map", map.getSize().y < 450) !== isSmall) { // its names are measured anew
      isSmall = !isSmall;
      for (const named of [...layer.crossings.values(), ...names.entries]) named.size = null;
    }
    map.setMinZoom(0).setMaxBounds(null);
    layer.frame();
    const zoom = map.getZoom();
    map.setMinZoom(zoom - 0.5).setMaxBounds(map.getBounds().pad(0.2)); // the base map ends
    map.farthest = zoom + 3; // beyond it the base map says nothing
    mapTools.limitZoom(map);
    inset?.fit();
    fitNames();
  };
  // In tasks of their own, so that the page answers its reader in between.
  const begin = () => {
    if (isBegun || Math.min(map.getSize().x, map.getSize().y) < 100) return;
    isBegun = true;
    borders.inTurn([
      () => layer.addTo(map.setView(layer.bounds.getCenter(), 4)),
      fit,
      () => {
        isDrawn = true;
        frame.classList.add("drawn"); // only now the picture goes
        map.on("moveend", () => { // which follows a zoom as well
          inset?.toggle();
          fitNames();
        });
        layer.crossings.get(wanted)?.marker.openPopup();
      },
      () => mapTools.whenBase(() => borders.inTurn([
        () => new borders.BaseMap(borders.base).addTo(map),
        () => (inset = new borders.Inset(map, layer)).fit(),
        () => {
          fitNames();
          frame.classList.add("whole");
        },
      ])),
    ]);
  };
  map.attributionControl.remove();
  borders.nameButton(container, ".leaflet-control-zoom-in", record.message("zoom_in"));
  borders.nameButton(container, ".leaflet-control-zoom-out", record.message("zoom_out"));
  const marks = map.getPane("markerPane");
  for (const [name, value] of [["role", "toolbar"], ["aria-orientation", "vertical"], ["aria-label", record.message("crossings")]]) marks.setAttribute(name, value);
  borders.shareGestures(map);
  mapTools.drawLegend(map, names, fitNames); // before the map is framed: it takes its room
  new ResizeObserver(() => map.invalidateSize({pan: false})).observe(container);
  map.on("resize", () => (isDrawn ? fit() : begin()));
  map.on("popupclose", () => borders.chosen?.(null));
  layer.on("popupopen", ({propagatedFrom}) => borders.chosen?.(propagatedFrom.options.crossing.id));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
  return {
    show(day) {
      const changed = layer.show(day);
      inset?.show(day);
      begin();
      if (changed && isDrawn) fitNames(); // a label that grew may want a name's room
    },
    open(id) {
      wanted = id;
      const drawn = layer.crossings.get(id);
      if (drawn) drawn.marker.openPopup(); else map.closePopup(); // a marker that is not drawn yet does nothing
    },
  };
};

// The entries of places for `Names`: all, or of a kind and up to a rank.
borders.places = (wanted, most) => borders.placeEntries(borders.line, borders.record.places)
  .filter(({kind, rank}) => !wanted || (kind === wanted && rank <= most));

// Does one thing after another, each in its own task; where one fails the others are left undone.
borders.inTurn = ([act, ...others]) => setTimeout(() => {
  act();
  if (others.length) borders.inTurn(others);
});

// Where headline points crowd on the map, they stand apart on a small one, over its free part or,
// if there is none, below it.
borders.Inset = class {
  constructor(map, layer) {
    this.map = map;
    this.layer = layer;
    this.element = borders.element("div", "", {class: "inset", "aria-hidden": "true"}); // the map has all that it has
  }

  // The largest group of headline points that would touch one another.
  crowd() {
    const points = this.layer.marks(this.map.getZoom()).filter(({drawn}) => drawn.label);
    const groups = points.map((point) => {
      const group = [point];
      for (const {at} of group) group.push(...points.filter((other) => !group.includes(other) && other.at.distanceTo(at) < 36));
      return group;
    });
    return groups.sort((a, b) => b.length - a.length)[0] ?? [];
  }

  fit() {
    const {map, element} = this, {x, y} = map.getSize(), crowd = this.crowd();
    this.remove();
    if (crowd.length < 2) return;
    const bounds = L.latLngBounds(crowd.map(({drawn}) => drawn.marker.getLatLng()));
    const [width, height] = [Math.max(190, Math.min(270, 0.36 * x)), Math.max(150, Math.min(240, 0.36 * y))];
    const corner = this.freeCorner(width, height), stage = map.getContainer().parentElement;
    if (corner) {
      stage.append(element);
      element.style.cssText = `left: ${corner[0]}px; top: ${corner[1]}px; width: ${width}px; height: ${height}px`;
      if (this.draw(bounds)) return;
      this.remove();
    }
    stage.after(element);
    if (!this.draw(bounds)) this.remove();
  }
  remove() {
    this.inner?.remove();
    this.area?.remove();
    this.inner = this.area = null;
    this.element.remove();
    this.element.style.cssText = "";
  }

  // Draws the bounds in the element; whether they are larger enough there.
  draw(bounds) {
    const {map, layer, element} = this;
    element.hidden = false;
    const inner = this.inner = L.map(element, {
      zoomControl: false, attributionControl: false, dragging: false, keyboard: false, scrollWheelZoom: false, doubleClickZoom: false,
      boxZoom: false, touchZoom: false, trackResize: false, zoomSnap: 0.1, zoomAnimation: false, fadeAnimation: false,
    });
    const shown = [...layer.crossings.values()].filter(({marker}) => bounds.pad(0.2).contains(marker.getLatLng()));
    const enlarged = this.enlarged = new borders.FrontierLayer(borders.record, borders.line, shown.map(({crossing}) => crossing), {popups: false});
    enlarged.on("click", ({propagatedFrom}) => layer.crossings.get(propagatedFrom.options.crossing.id).marker.openPopup());
    enlarged.show(layer.day);
    enlarged.addTo(inner.setView(bounds.getCenter(), 6));
    const [view] = [1, -1].map((sides) => ({...enlarged.closest(bounds, 10, sides), sides})).sort((a, b) => b.zoom - a.zoom);
    if (view.zoom < map.getZoom() + 0.9) return false;
    enlarged.sides = view.sides;
    inner.setView(view.centre, view.zoom);
    inner.framed = map.framed;
    enlarged.arrange();
    new borders.BaseMap(borders.base).addTo(inner);
    const names = new borders.Names(inner);
    names.add(borders.places("town", 2));
    names.fit(enlarged.boxes());
    this.area = L.rectangle(inner.getBounds(), {className: "inset-area", weight: 1, fill: false, interactive: false}).addTo(map);
    this.toggle();
    return true;
  }

  // Where the inset hides neither the line nor a mark, nor a name of one, nor a town on every map.
  freeCorner(width, height) {
    const {map, layer} = this, {x, y} = map.getSize(), gap = 8;
    const towns = borders.places("town", 1).map(({anchors}) => borders.boxAround(map.latLngToContainerPoint(anchors[0]), 12));
    const taken = [...layer.boxes(), ...towns, [0, 0, 60, 110], [x - 120, y - 36, x, y]]; // and Leaflet's controls
    const rows = Array.from({length: 12}, (_, row) => (y - gap - height) * (1 - row / 11) + gap * row / 11);
    const places = [x - gap - width, gap].flatMap((left) => rows.map((top) => [left, top]));
    return places.find(([left, top]) => !taken.some((box) => borders.meet(box, [left, top, left + width, top + height])));
  }

  // On a map that is as close there is nothing to enlarge.
  toggle() {
    if (this.inner) this.element.hidden = this.map.getZoom() > this.inner.getZoom() - 0.75 && this.element.parentElement.matches(".stage");
  }

  show(day) {
    this.enlarged?.show(day);
  }
};

// Leaflet's scale, in the reader's language.
const {_updateScale: updateScale} = L.Control.Scale.prototype;
L.Control.Scale.include({
  _updateScale(element, text, ratio) {
    const [length, unit] = text.split(" ");
    updateScale.call(this, element, borders.record.message(unit, {[unit]: length}), ratio);
  },
});

borders.mapTools = {
  // The base map is large and comes after the first view.
  whenBase(act) {
    const script = document.querySelector("script[data-base]");
    if (borders.base) act();
    else script?.addEventListener("load", act);
  },

  limitZoom(map) {
    map.setMaxZoom(document.getElementById("tiles")?.checked ? 19 : map.farthest);
  },

  drawLegend(map, names, fitNames) {
    const [statuses, ways] = borders.record.legend();
    document.getElementById("legend").replaceChildren(statuses, ways);
    this.addChoice(ways, "chainage", borders.record.message("kilometres"), this.ticks(names, fitNames));
    // OpenStreetMap's servers refuse pages opened from disk, which have no address to give.
    if (location.protocol.startsWith("http")) this.addChoice(ways, "tiles", "OpenStreetMap", this.tiles(map));
  },

  addChoice(list, id, text, act) {
    const {element} = borders, item = element("li"), label = element("label");
    const choice = element("input", "", {type: "checkbox", id});
    label.append(choice, ` ${text}`);
    item.append(label);
    list.append(item);
    choice.addEventListener("change", () => act(choice.checked));
  },

  // Chainage at round lengths, on demand.
  ticks(names, fitNames) {
    const entries = borders.line.ticks.map(([lat, lon, km]) => (
      {text: km ? borders.record.message(...(km < 1 ? ["m", {m: Math.round(1000 * km)}] : ["km", {km}])) : "0", kind: "tick", rank: 0, anchors: [[lat, lon]]}));
    let made = [];
    return (wanted) => {
      if (wanted) made = names.add(entries, {first: true}); else names.remove(made);
      fitNames();
    };
  },

  // OpenStreetMap's tiles, only at the reader's wish.
  tiles(map) {
    const {element} = borders, credit = element("span", "", {id: "tiles-credit", hidden: ""});
    const [before, after] = borders.record.message("tiles").split("{name}");
    credit.append(before, element("a", "OpenStreetMap", {href: "https://www.openstreetmap.org/copyright", ...(borders.areLinksOutside && {target: "_blank", rel: "noopener"})}), `${after} `);
    document.querySelector(".credit").prepend(credit);
    const layer = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {maxZoom: 19});
    return (wanted) => {
      if (wanted) layer.addTo(map); else layer.remove();
      credit.hidden = !wanted;
      map.getContainer().classList.toggle("tiled", wanted); // without our own base and names
      this.limitZoom(map);
    };
  },
};
