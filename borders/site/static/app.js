"use strict";
// A page shows one day of the record: its words, its rows, its still picture and its map.
Object.assign(borders, {
  day: null, // shown now
  crossing: null, // whose popup is open
  map: null,
  controls: null, // of the index: see slider.js

  // Shows a day, or the nearest that the record has.
  show(wanted) {
    const {record} = borders;
    const day = borders.day = wanted < record.first ? record.first : wanted > record.last ? record.last : wanted;
    const [, headline, stretch] = borders.lastUpTo(record.headlines, day);
    const verified = record.isVerified(day);
    const put = (id, text) => { const element = document.getElementById(id); if (element) element.textContent = text; };
    put("when", record.dayInWords(day));
    put("headline", headline);
    put("stretch", stretch);
    put("verified", record.verified_words[Number(verified)]);
    document.getElementById("verified")?.classList.toggle("not", !verified);
    borders.showRows(day);
    borders.showChanges(record.changes[day] ?? []);
    borders.showStill(day);
    borders.map?.show(day);
    borders.controls?.show(day, headline);
    if (borders.controls) document.title = record.message("title", {day: record.dayInWords(day), headline});
  },

  showRows(day) {
    for (const crossing of borders.record.crossings) {
      const row = document.getElementById(`row-${crossing.id}`);
      if (!row) continue;
      const {status, sentence, outcome, changed, spans} = borders.record.fact(crossing.services[0], day);
      const badge = borders.element("b", borders.record.look(status).letter, {class: `badge ${status}`, "aria-hidden": "true"});
      row.cells[1].replaceChildren(badge, ["", sentence, outcome].join(" "));
      if (changed) row.cells[1].append(" ", borders.element("mark", spans.join(", ")));
    }
  },

  showChanges(changes) {
    const section = document.getElementById("changes"), {element} = borders;
    if (!section) return;
    section.hidden = !changes.length;
    section.replaceChildren(element("h2", borders.record.message("changes")), ...changes.flatMap((change) => {
      const list = element("ul");
      for (const line of change.lines) {
        const item = element("li");
        item.append(element("b", change.clock), ` ${line}`);
        list.append(item);
      }
      return [element("p", change.decision ?? "", {class: "quiet"}), list];
    }));
  },

  showStill(day) {
    const still = document.querySelector(".still");
    const name = borders.record.stills && borders.lastUpTo(borders.record.stills, day)?.[1];
    if (!name || !still?.dataset.folder) return;
    const address = `${still.dataset.folder}${name}`;
    if (still.getAttribute("src") !== address) still.src = address; // else it is loaded once more
  },

  start() {
    borders.record = new borders.Record(borders.record);
    borders.map = borders.createMap?.() ?? null;
    if (document.getElementById("slider")) borders.controls = borders.createControls();
    else borders.show(document.documentElement.dataset.day);
  },

  // A link to the page in another language keeps the day and the crossing.
  keepDay() {
    for (const link of document.querySelectorAll(".languages a")) {
      link.addEventListener("click", () => { link.hash = location.hash; });
    }
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
document.addEventListener("DOMContentLoaded", () => {
  borders.followDate();
  borders.keepDay();
  requestAnimationFrame(() => setTimeout(borders.start));
});
