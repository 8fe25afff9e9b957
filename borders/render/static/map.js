"use strict";
// Draws the frontier and the crossings of the slice that the page holds as JSON. Words are not
// made here: a popup is a copy of the crossing's own article, so that no text is parsed as markup.
const borders = {
  line: null,

  draw(map) {
    const slice = JSON.parse(document.getElementById("slice").textContent);
    map.attributionControl.setPrefix(false);
    const bounds = borders.drawLine(map);
    for (const crossing of slice.crossings) borders.drawCrossing(map, crossing);
    const fit = () => map.fitBounds(bounds, {padding: [24, 24], animate: false});
    fit();
    map.once("resize", fit);
  },

  drawLine(map) {
    map.createPane("frontier").style.zIndex = 410;
    const bounds = L.latLngBounds([]);
    for (const [part, positions] of Object.entries(borders.line)) {
      const common = {pane: "frontier", interactive: false};
      const casing = {className: "frontier-casing", weight: 7, ...common};
      const line = {className: `frontier-line frontier-${part}`, weight: 2.5, ...common};
      bounds.extend(L.polyline(positions, casing).addTo(map).getBounds());
      L.polyline(positions, line).addTo(map);
    }
    return bounds;
  },

  drawCrossing(map, crossing) {
    const size = crossing.principal ? 26 : 20;
    // Road and rail points nearly coincide: the rail point stands beside its place.
    const shift = crossing.way === "rail" ? -size : 0;
    const icon = L.divIcon({
      className: `crossing-icon ${crossing.way}${crossing.changed ? " changed" : ""}`,
      html: borders.symbol(crossing.status),
      iconSize: [size, size],
      iconAnchor: [size / 2 + shift, size / 2],
      popupAnchor: [-shift, -size / 2],
      tooltipAnchor: [-size / 2, 0],
    });
    const title = `${crossing.name}, ${crossing.way}: ${crossing.label}`;
    const position = [crossing.lat, crossing.lon];
    const marker = L.marker(position, {icon, alt: title, title, riseOnHover: true});
    marker.on("add", () => marker.getElement().setAttribute("aria-label", title));
    marker.bindPopup(() => borders.popup(crossing.id), {maxWidth: 340, minWidth: 220});
    if (crossing.principal) {
      const label = document.createElement("span");
      label.textContent = crossing.name;
      marker.bindTooltip(label, {permanent: true, direction: "left", className: "crossing-label"});
    }
    marker.addTo(map);
  },

  symbol(status) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#symbol-${status}`);
    svg.append(use);
    return svg;
  },

  popup(id) {
    const copy = document.getElementById(id).cloneNode(true);
    copy.removeAttribute("id");
    return copy;
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
