"use strict";
// The map of a page: the crossings of the day that is shown, towns and countries, and the legend.
borders.createMap = () => {
  const map = borders.leaflet;
  if (!map) return null;
  const {record} = borders, {mapTools} = borders, container = map.getContainer();
  const layer = new borders.FrontierLayer(record, borders.line);
  map.attributionControl.remove();
  borders.nameButton(container, ".leaflet-control-zoom-in", record.message("zoom_in"));
  borders.nameButton(container, ".leaflet-control-zoom-out", record.message("zoom_out"));
  mapTools.drawLegend(map);

  let names = []; // of towns and countries, once the base map has come
  const fitNames = () => mapTools.fitNames(map, names);
  const fit = () => {
    if (!map.hasLayer(layer) || !map.getSize().y) return; // on paper the picture stands for it
    map.setMinZoom(0).setMaxBounds(null);
    layer.frame();
    map.setMinZoom(map.getZoom() - 1).setMaxBounds(map.getBounds().pad(0.3)); // the base map ends
    fitNames();
  };
  map.on("resize", fit);
  map.on("popupclose", () => borders.chosen?.(null));
  layer.on("popupopen", ({propagatedFrom}) => borders.chosen?.(propagatedFrom.options.crossing.id));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
  mapTools.whenBase(() => {
    new borders.BaseMap(borders.base).addTo(map);
    names = mapTools.names(map);
    if (map.hasLayer(layer)) fitNames();
  });
  return {
    show(day) {
      const changed = layer.show(day);
      if (map.hasLayer(layer)) {
        if (changed) fitNames(); // a label that grew may want a name's room
        return;
      }
      container.closest(".map").classList.add("drawn");
      map.setView(layer.lineBounds.getCenter(), 4);
      layer.addTo(map);
      fit();
      map.on("moveend", fitNames); // which follows a zoom as well
    },
    open(id) {
      const drawn = layer.crossings.get(id);
      if (drawn) drawn.marker.openPopup(); else map.closePopup();
    },
  };
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
    if (borders.base || !script) act();
    else script.addEventListener("load", act);
  },

  names(map) {
    borders.createPane(map, "borders-names", 420);
    return borders.base.places.map(([kind, lat, lon, rank], index) => {
      const html = borders.element("span", borders.record.places[index]);
      const icon = L.divIcon({className: `name ${kind}`, html, iconSize: null});
      const marker = L.marker([lat, lon], {icon, pane: "borders-names", interactive: false, keyboard: false});
      return {marker, kind, rank};
    });
  },

  // Shows towns and countries by rank the closer one looks, and only where nothing is in their way
  // and the edge does not cut them. Everything is written, then everything read, so that the page
  // is laid out once.
  fitNames(map, names) {
    const zoom = map.getZoom();
    const box = (element) => element.getBoundingClientRect();
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const wanted = names.filter(({marker, kind, rank}) => {
      const fits = kind === "country" ? zoom <= 7 : zoom >= [0, 4.5, 5.75, 7][rank];
      if (fits) marker.addTo(map); else marker.remove();
      return fits;
    });
    const frame = box(map.getContainer());
    const isCut = (name) => meet(name, frame)
      && (name.left < frame.left || name.top < frame.top || name.right > frame.right || name.bottom > frame.bottom);
    const taken = [...map.getContainer().closest(".map").querySelectorAll(".crossing-icon, .crossing-label, .legend, .leaflet-control")].map(box);
    const boxes = wanted.map(({marker}) => box(marker.getElement().firstChild));
    wanted.forEach(({marker}, index) => {
      if (isCut(boxes[index]) || taken.some((other) => meet(boxes[index], other))) marker.remove();
      else taken.push(boxes[index]);
    });
  },

  drawLegend(map) {
    const [statuses, ways] = borders.record.legend();
    document.getElementById("legend").replaceChildren(statuses, ways);
    this.addChoice(ways, "chainage", borders.record.message("kilometres"), this.ticks(map));
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

  // Chainage each 100 km, on demand.
  ticks(map) {
    const layer = L.layerGroup(borders.line.ticks.map(([lat, lon, km]) => {
      const label = borders.element("span", km ? borders.record.message("km", {km}) : "0");
      const tick = L.circleMarker([lat, lon], {radius: 4, className: "tick", interactive: false});
      return tick.bindTooltip(label, {permanent: true, direction: "right", className: "tick-label"});
    }));
    return (wanted) => (wanted ? layer.addTo(map) : layer.remove());
  },

  // OpenStreetMap's tiles, only at the reader's wish.
  tiles(map) {
    const {element} = borders, credit = element("span", "", {id: "tiles-credit", hidden: ""});
    const [before, after] = borders.record.message("tiles").split("{name}");
    credit.append(before, element("a", "OpenStreetMap", {href: "https://www.openstreetmap.org/copyright"}), `${after} `);
    document.querySelector(".credit").prepend(credit);
    const layer = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {maxZoom: 19});
    return (wanted) => {
      if (wanted) layer.addTo(map); else layer.remove();
      credit.hidden = !wanted;
      for (const pane of ["borders-base", "borders-names"]) map.getPane(pane).style.display = wanted ? "none" : "";
    };
  },
};
