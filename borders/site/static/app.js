"use strict";
// One day of the record at a time: what is shown, the controls that choose it, and its address.
// Words come from the record and enter the page as text, so that nothing is parsed as markup.
// Days are ISO strings from end to end: they compare as they stand, and no clock is asked.
const borders = {
  record: null, // set by record.js, as are line and base by theirs
  line: null,
  base: null,
  day: null,
  crossing: null,

  // The last entry whose first member is at or before the key; entries are sorted by it.
  last(entries, key) {
    let low = 0, high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle][0] <= key) low = middle + 1; else high = middle;
    }
    return entries[low - 1];
  },

  // The day number of an ISO day and back (days from civil, Howard Hinnant).
  number(day) {
    let [year, month, date] = day.split("-").map(Number);
    if (month <= 2) year -= 1;
    const era = Math.floor(year / 400), yoe = year - era * 400;
    const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
    return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  },
  dayOf(number) {
    const era = Math.floor(number / 146097), doe = number - era * 146097;
    const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
    const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
    const mp = Math.floor((5 * doy + 2) / 153), month = mp + (mp < 10 ? 3 : -9);
    const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
    const two = (value) => String(value).padStart(2, "0");
    return `${String(year).padStart(4, "0")}-${two(month)}-${two(doy - Math.floor((153 * mp + 2) / 5) + 1)}`;
  },
  // A message of the record in the reader's language, its named places filled in.
  say(message, values = {}) {
    return borders.record.words[message].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  },
  words(day) {
    const [year, month, date] = day.split("-").map(Number);
    return borders.say("day", {day: date, month: borders.record.months[month - 1], year});
  },

  // What a service says on a day: its lasting facts, and what belongs to that day alone.
  fact(service, day) {
    const [, place, own] = borders.last(service.entries, day) ?? service.entries[0];
    return {...borders.record.facts[place], ...own, changed: Boolean(own)};
  },

  create(name, text = "", attributes = {}) {
    const element = document.createElement(name);
    if (text.length) element.append(...borders.parts(text));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  },
  // A text of the record is [[part, language], …] where parts are not in the reader's language.
  parts(text) {
    if (typeof text === "string") return [text];
    return text.map(([part, lang]) => (lang ? borders.create("span", part, {lang}) : part));
  },
  svg(name, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  },
  capital: (text) => typeof text === "string" ? text.charAt(0).toUpperCase() + text.slice(1) : text,

  badge(status) {
    const look = borders.record.looks.find((one) => one.status === status);
    return borders.create("b", look.letter, {class: `badge ${status}`, "aria-hidden": "true"});
  },

  // A crossing's facts in full, as a popup and the list beside the map show them.
  article(crossing, day) {
    const main = borders.fact(crossing.services[0], day);
    const article = borders.create("article", "", {class: main.status});
    const heading = borders.create("h2");
    heading.append(borders.badge(main.status), ` ${crossing.name}`);
    if (crossing.opposite) heading.append(borders.create("span", ` – ${crossing.opposite}`, {class: "quiet"}));
    const place = `${borders.capital(crossing.services[0].label)} · ${crossing.place}`;
    article.append(heading, borders.create("p", place, {class: "place"}), ...borders.facts(main));
    for (const service of crossing.services.slice(1)) {
      const fact = borders.fact(service, day);
      const details = borders.create("details"), summary = borders.create("summary");
      summary.append(borders.badge(fact.status), ` ${borders.capital(service.label)}: ${fact.label.toLowerCase()}`);
      details.append(summary, ...borders.facts(fact));
      article.append(details);
    }
    if (crossing.note) article.append(borders.create("p", crossing.note, {class: "quiet"}));
    return article;
  },

  facts(fact) {
    const parts = [borders.create("p", fact.sentence, {class: "sentence"})];
    const add = (text, kind = "quiet") => { if (text) parts.push(borders.create("p", text, {class: kind})); };
    if (fact.spans?.length) add(borders.say("spans", {spans: fact.spans.join(", ")}), "term");
    add(fact.planned && borders.capital(fact.planned));
    add(fact.hours && borders.say("hours", {hours: fact.hours}));
    add(fact.note);
    if (fact.chain) parts.push(borders.chain(fact));
    if (fact.sources) {
      const line = borders.create("p", borders.capital(fact.confidence), {class: "sources"});
      line.append(": ");
      fact.sources.forEach((place, index) => {
        const source = borders.record.sources[place];
        if (index) line.append("; ");
        line.append(source.url
          ? borders.create("a", source.short, {href: source.url, title: source.text, rel: "noopener noreferrer"})
          : borders.create("span", source.short, {title: source.text}));
      });
      parts.push(line);
    }
    return parts;
  },

  chain(fact) {
    const details = borders.create("details"), list = borders.create("ul", "", {class: "decisions"});
    details.append(borders.create("summary", fact.decision), list);
    for (const id of fact.chain) {
      const decision = borders.record.decisions[id], item = borders.create("li");
      item.append(borders.create("b", decision.title), " ", ...borders.parts(decision.authority), `, ${decision.decided}`);
      if (decision.text) item.append(`; ${decision.text}`);
      // An abbreviation at the end has brought a full stop.
      if (!item.textContent.endsWith(".")) item.append(".");
      list.append(item);
    }
    return details;
  },

  // Everything on the page that depends on the day.
  show(day) {
    const {record} = borders;
    borders.day = day = day < record.first ? record.first : day > record.last ? record.last : day;
    const [, headline, stretch] = borders.last(record.headlines, day);
    const verified = day <= record.verified_through;
    const put = (id, text) => { const element = document.getElementById(id); if (element) element.textContent = text; };
    put("when", borders.words(day));
    put("headline", headline);
    put("stretch", stretch);
    put("verified", record.verified_words[Number(verified)]);
    document.getElementById("verified")?.classList.toggle("not", !verified);
    document.body.classList.toggle("unverified", !verified);
    if (borders.controls) document.title = borders.say("title", {day: borders.words(day), headline});
    borders.fillChanges(record.changes[day] ?? []);
    borders.showStill(day);
    borders.controls?.show(day, headline);
    borders.due = borders.inOrder();
    borders.catchUp();
  },

  // The crossings that the day finds otherwise than they are shown, those in view first. A frontier
  // of eight is shown at once, one of thousands in portions, so that no frame is late; what is in
  // view is never behind.
  PORTION: 60,
  seen: new Set(),
  due: [],
  inOrder() {
    const other = borders.record.crossings.filter((crossing) => {
      const entry = borders.last(crossing.services[0].entries, borders.day);
      return crossing.shown !== entry || entry === undefined;
    });
    return [...other.filter(({id}) => borders.seen.has(id)), ...other.filter(({id}) => !borders.seen.has(id))];
  },
  catchUp() {
    cancelAnimationFrame(borders.frame);
    const portion = borders.due.splice(0, Math.max(borders.PORTION, borders.seen.size));
    for (const crossing of portion) {
      const row = borders.row(crossing.id);
      if (row) borders.fillRow(row, borders.fact(crossing.services[0], borders.day));
      crossing.shown = borders.last(crossing.services[0].entries, borders.day);
    }
    borders.map?.update(portion, borders.day);
    if (borders.due.length) borders.frame = requestAnimationFrame(borders.catchUp);
  },
  row: (id) => document.getElementById(`row-${id}`),

  // Keeps in mind which crossings have their row or their marker in view.
  watch() {
    const shown = new Map(); // by element
    const watcher = new IntersectionObserver((entries) => {
      for (const {target, isIntersecting} of entries) {
        if (isIntersecting) shown.set(target, target.dataset.crossing); else shown.delete(target);
      }
      borders.seen = new Set(shown.values());
    });
    for (const {id} of borders.record.crossings) {
      for (const element of [borders.row(id), borders.map?.element(id)]) {
        if (!element) continue;
        element.dataset.crossing = id;
        watcher.observe(element);
      }
    }
  },

  fillRow(row, fact) {
    const key = fact.sentence + fact.changed;
    if (row.dataset.key === key) return;
    row.dataset.key = key;
    row.cells[1].replaceChildren(borders.badge(fact.status), ` ${fact.sentence}`);
    if (fact.changed) row.cells[1].append(" ", borders.create("mark", fact.spans.join(", ")));
  },

  fillChanges(changes) {
    const section = document.getElementById("changes");
    if (!section) return;
    section.hidden = !changes.length;
    section.replaceChildren(borders.create("h2", borders.say("changes")), ...changes.flatMap((change) => {
      const list = borders.create("ul");
      for (const line of change.lines) {
        const item = borders.create("li");
        item.append(borders.create("b", change.clock), ` ${line}`);
        list.append(item);
      }
      return [borders.create("p", change.decision ?? "", {class: "quiet"}), list];
    }));
  },

  showStill(day) {
    const still = document.querySelector(".still");
    const name = borders.record.stills && borders.last(borders.record.stills, day)?.[1];
    if (!name || !still?.dataset.folder) return;
    const address = `${still.dataset.folder}${name}`;
    if (still.getAttribute("src") !== address) still.src = address; // else it is loaded once more
  },

  start() {
    const page = document.documentElement.dataset;
    borders.map = borders.createMap?.() ?? null;
    if (document.getElementById("slider")) borders.controls = borders.createControls();
    else borders.show(page.day);
    borders.watch();
  },

  // A page in another language shows the same day and crossing.
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
};
// The picture and the facts are painted before the map takes the picture's place.
document.addEventListener("DOMContentLoaded", () => {
  borders.followDate();
  borders.keepDay();
  requestAnimationFrame(() => setTimeout(borders.start));
});
