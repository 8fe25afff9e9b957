"use strict";
// A slice as a layer for anyone's own map: one day of a record, and what it is credited to.
borders.sliceLayer = ({record, line, base, attribution, title, places}) => {
  const layer = new borders.FrontierLayer(new borders.Record(record), line);
  if (base) layer.addLayer(new borders.BaseMap(base));
  layer.show(record.last);
  layer.getAttribution = () => borders.element("span", attribution).innerHTML; // Leaflet parses it, so it is escaped
  borders.areLinksOutside = true; // in the frame of a notebook most pages refuse to be shown

  // The map is the layer's own: it says of when it is, has a legend and names of places, and is framed.
  layer.furnish = () => {
    const map = layer._map, {element} = borders, names = new borders.Names(map);
    const caption = L.control({position: "bottomright"}), container = map.getContainer();
    caption.onAdd = () => {
      const box = element("div", "", {class: "map-caption"}), [when, headline] = title;
      const words = element("p");
      words.append(element("b", when), ": ", element("span", headline));
      box.append(words, layer.record.legend()[0]);
      return box;
    };
    caption.addTo(map);
    map.attributionControl.setPrefix("Leaflet");
    names.add(borders.placeEntries(line, places));
    layer.avoided = borders.placeEntries(line, places).filter(({kind, rank}) => kind === "town" && rank === 1).map(({anchors}) => anchors[0]);
    map.on("moveend", () => {
      const {left, top} = container.getBoundingClientRect();
      const controls = [...container.querySelectorAll(".leaflet-control")].map((control) => control.getBoundingClientRect());
      names.fit([...controls.map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]), ...layer.boxes()]);
    });
    layer.frame();
  };
  return layer;
};
