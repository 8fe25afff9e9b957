"use strict";
// A slice as a layer for anyone's own map: one day of a record, and what it is credited to.
borders.sliceLayer = ({record, line, base, attribution}) => {
  const layer = new borders.FrontierLayer(new borders.Record(record), line);
  if (base) layer.addLayer(new borders.BaseMap(base));
  layer.show(record.last);
  layer.getAttribution = () => borders.element("span", attribution).innerHTML; // Leaflet parses it, so it is escaped
  borders.areLinksOutside = true; // in the frame of a notebook most pages refuse to be shown
  return layer;
};
