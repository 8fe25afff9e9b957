// A slice as a layer of any Leaflet map, whatever the page around it is. Text enters the page as
// text, so that nothing is parsed as markup; looks are set on the elements, so that no style is needed.
(map, {looks, ways, paper, base, line, crossings, attribution, paper: {ink, quiet, casing}}) => {
  const layer = L.layerGroup();
  // A text of the record is [[part, language], …] where parts are not in the reader's language.
  const parts = (text) => (typeof text === "string" ? [text] : text.map(([part, lang]) => (lang
    ? Object.assign(document.createElement("span"), {textContent: part, lang}) : part)));
  const create = (name, text, style = {}, ...children) => {
    const element = document.createElement(name);
    Object.assign(element.style, style);
    element.append(...parts(text), ...children);
    return element;
  };
  const svg = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const pane = (name, level) => {
    (map.getPane(name) ?? map.createPane(name)).style.zIndex = level;
    return name;
  };
  layer.getAttribution = () => create("span", attribution).innerHTML; // as Leaflet wants it: escaped

  if (base) {
    map.getContainer().style.background = paper.sea;
    const still = {pane: pane("borders-base", 300), interactive: false};
    const area = (rings, fill, weight) =>
      L.polygon(rings, {...still, weight, color: paper.coast, fillColor: fill, fillOpacity: 1}).addTo(layer);
    for (const rings of base.land) area(rings, paper.land, 1);
    for (const rings of base.lakes) area(rings, paper.lake, 0.6);
    for (const part of base.neighbours) {
      L.polyline(part, {...still, color: paper.neighbour, weight: 1.5, dashArray: "7 4 1 4"}).addTo(layer);
    }
  }
  const drawn = {pane: pane("borders-line", 410), interactive: false, opacity: 1};
  for (const part of Object.values(line)) L.polyline(part, {...drawn, color: casing, weight: 6}).addTo(layer);
  for (const [name, part] of Object.entries(line)) {
    const dashArray = name === "sea" ? "6 6" : null;
    L.polyline(part, {...drawn, color: paper.frontier, weight: 2.6, dashArray}).addTo(layer);
  }

  const symbol = ({status, way, verified}) => {
    const {shape, fill, stroke, ink: letters, letter} = looks.find((look) => look.status === status);
    const dashes = verified ? {} : {"fill-opacity": 0.7, "stroke-dasharray": "2.5 2"};
    const road = {d: ways[way] ?? ways.road, fill: "none", "stroke-linecap": "round"};
    const text = {y: 4.2, "text-anchor": "middle", "font-size": 12, "font-weight": 700, fill: letters};
    return svg("svg", {viewBox: "-22 -14 44 28", width: "100%", height: "100%", "aria-hidden": "true"},
      svg("path", {...road, stroke: casing, "stroke-width": 6}),
      svg("path", {...road, stroke: ink, "stroke-width": way === "road" ? 3 : 1.6}),
      svg("path", {d: shape, fill: casing}),
      svg("path", {d: shape, fill, stroke, "stroke-width": 1.6, ...dashes}),
      svg("text", text, letter));
  };
  const label = {
    position: "absolute", right: "calc(50% + 18px)", top: "50%", transform: "translateY(-50%)", color: ink,
    whiteSpace: "nowrap", textShadow: `0 0 2px ${casing}, 0 0 3px ${casing}, 0 0 4px ${casing}`,
  };
  const small = {margin: "2px 0", color: quiet};
  const fact = (service) => {
    const box = create("section", "", {margin: "6px 0"},
      create("div", service.head, {fontWeight: 600}));
    for (const text of service.lines) box.append(create("div", text, small));
    const sources = create("div", "", small);
    for (const {short, text, url} of service.sources) {
      const cited = create(url ? "a" : "span", short);
      cited.title = text;
      if (url) Object.assign(cited, {href: url, target: "_blank", rel: "noopener noreferrer"});
      sources.append(sources.firstChild ? "; " : "", cited);
    }
    box.append(sources);
    return box;
  };
  for (const crossing of crossings) {
    const {name, principal, lat, lon, title} = crossing;
    const face = create("div", "", {height: "100%"}, symbol(crossing));
    if (principal) face.append(create("b", name, label));
    const icon = L.divIcon({className: "borders-crossing", html: face, iconSize: principal ? [36, 23] : [25, 16]});
    const marker = L.marker([lat, lon], {icon, title, alt: title, zIndexOffset: principal ? 1000 : 0, riseOnHover: true});
    marker.bindPopup(() => create("article", "", {maxHeight: "20rem", overflow: "auto"},
      create("h3", name, {margin: 0}), create("div", crossing.place, small), ...crossing.services.map(fact)), {maxWidth: 340});
    marker.addTo(layer);
  }
  return layer;
}
