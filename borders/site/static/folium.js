const map_frontier = L.map("map_frontier", {
crs: L.CRS.EPSG3857, ...{
"zoom": 1,
"zoomControl": true,
"preferCanvas": false,
"zoomSnap": 0.1,
}
});
L.control.scale({imperial: false, position: "bottomright"}).addTo(map_frontier);
borders.leaflet = map_frontier;
