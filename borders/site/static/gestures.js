"use strict";
// The page has one scroller, its own: the map moves by two fingers or a mouse's drag, and is zoomed
// by two fingers, its buttons, or the wheel with Ctrl or ⌘. Whoever tries otherwise is told so.
borders.shareGestures = (map) => {
  const container = map.getContainer(), {record} = borders;
  const hint = borders.element("p", "", {class: "gesture-hint", "aria-hidden": "true"});
  container.append(hint);
  const tell = (words) => {
    hint.textContent = words;
    hint.classList.add("shown");
    clearTimeout(tell.hiding);
    tell.hiding = setTimeout(() => hint.classList.remove("shown"), 1200);
  };
  const key = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
  const isInPopup = ({target}) => target.closest(".leaflet-popup");
  // Before Leaflet hears of it.
  container.addEventListener("pointerdown", ({pointerType}) => map.dragging[pointerType === "touch" ? "disable" : "enable"](), true);
  container.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1 && !isInPopup(event)) tell(record.message("two_fingers"));
  }, {capture: true, passive: true});
  container.addEventListener("wheel", (event) => {
    const isMeant = event.ctrlKey || event.metaKey;
    map.scrollWheelZoom[isMeant ? "enable" : "disable"]();
    if (isMeant) event.preventDefault(); // else the browser zooms the page as well
    else if (!isInPopup(event)) tell(record.message("wheel", {key}));
  }, {capture: true, passive: false});
};
