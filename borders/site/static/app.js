"use strict";
// A page shows one day of the record: its still picture, its map, and the front page its facts.
Object.assign(borders, {
  day: null, // shown now
  crossing: null, // whose popup is open
  map: null,
  controls: null, // of the index: see slider.js
  facts: null, // of the index: see facts.js

  // Shows a day, or the nearest that the record has.
  show(wanted) {
    const {record} = borders;
    const day = borders.day = wanted < record.first ? record.first : wanted > record.last ? record.last : wanted;
    borders.showStill(day);
    borders.map?.show(day);
    if (!borders.controls) return; // the page has the facts of its day
    const headline = borders.facts.show(day);
    borders.controls.show(day, headline);
    document.title = record.message("title", {day: record.dayInWords(day), headline});
    const heading = document.getElementById("title"); // of a page that is embedded
    if (heading) heading.textContent = document.title;
  },

  showStill(day) {
    const still = document.querySelector(".still");
    const name = borders.record.stills && borders.lastUpTo(borders.record.stills, day)?.[1];
    if (!name || !still?.dataset.folder) return;
    const address = `${still.dataset.folder}${name}`;
    if (still.getAttribute("src") !== address) still.src = address; // else it is loaded once more
  },

  // Where a script did not arrive or fails, the page keeps what it has without it.
  start() {
    if (!borders.record) return;
    borders.record = new borders.Record(borders.record);
    const tryTo = (act) => {
      try {
        return act();
      } catch (error) {
        console.error(error);
        return null;
      }
    };
    borders.map = tryTo(() => borders.createMap?.() ?? null);
    if (document.getElementById("slider") && borders.createControls) {
      tryTo(() => {
        borders.facts = new borders.Facts(borders.record);
        borders.controls = borders.createControls();
      });
    }
    if (!borders.controls) borders.show(document.documentElement.dataset.day);
  },

  // A page that was saved with what scripts had made of it is as it was without them.
  clear() {
    for (const made of document.querySelectorAll(".folium-map > *, .inset, #tiles-credit")) made.remove();
    for (const map of document.querySelectorAll(".map")) map.classList.remove("drawn", "whole");
    for (const map of document.querySelectorAll(".folium-map")) map.className = "folium-map";
  },

  // In a page that is embedded links lead out of the frame, but for those to the same map.
  leaveFrame() {
    borders.areLinksOutside = document.body.classList.contains("embed");
    if (!borders.areLinksOutside) return;
    const inside = ".languages a, a[href^='#']";
    const lead = (link) => { if (link && !link.matches(inside)) Object.assign(link, {target: "_blank", rel: "noopener"}); };
    for (const link of document.links) lead(link);
    document.addEventListener("click", ({target}) => lead(target.closest("a")), true); // one that a script made
  },

  // A link to the page in another language keeps the day and the crossing.
  keepDay() {
    for (const link of document.querySelectorAll(".languages a")) {
      link.addEventListener("click", () => { link.hash = location.hash; });
    }
  },

  // The page around a frame may listen for the height that the embedded page needs.
  tellHeight() {
    if (parent === window || !document.body.classList.contains("embed")) return;
    const tell = () => parent.postMessage({"borders-height": document.documentElement.scrollHeight}, "*");
    new ResizeObserver(tell).observe(document.body);
  },

  // The code to embed needs a whole address, which a page that is served knows.
  completeSnippet() {
    const code = document.querySelector("#snippet[data-embed]");
    if (!code || !location.protocol.startsWith("http")) return;
    const {embed} = code.dataset;
    code.textContent = code.textContent.replace(`"${embed}`, `"${new URL(embed, location.href).href}`);
    code.parentNode.hidden = false;
    document.getElementById("needs-address").hidden = true;
  },

  // The date field of a date's page leads to the page of another date.
  followDate() {
    const field = document.querySelector("input[data-folder]");
    field?.addEventListener("change", () => {
      if (field.value && field.checkValidity()) location.href = `${field.dataset.folder}${field.value}/index.html`;
    });
  },
});
// The picture and the facts are painted before the map takes the picture's place.
borders.clear();
document.addEventListener("DOMContentLoaded", () => {
  borders.leaveFrame();
  borders.followDate();
  borders.keepDay();
  borders.completeSnippet();
  borders.tellHeight();
  requestAnimationFrame(() => setTimeout(borders.start));
});
