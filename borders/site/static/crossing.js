"use strict";
// What pages and notebooks share: a record in the reader's language, and the one drawing of a
// crossing: its symbol, its popup and the legend. Texts of the record enter the page as text
// nodes, so that nothing in them is parsed as markup. Days are ISO strings, which compare as they
// stand: no clock and no time zone is involved.
//
// All scripts of a page share one object, to which record.js, frontier.js and basemap.js add
// `record`, `line` and `base`. It is found by its name alone: archives wrap scripts in blocks.
const borders = globalThis.borders ??= {};
Object.assign(borders, {
  areLinksOutside: false, // whether links leave the frame that a page is embedded in

  element(name, text = "", attributes = {}) {
    const element = document.createElement(name);
    element.append(...borders.textNodes(text));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  },
  // A text is a string, or [[part, language], …] where parts are not in the reader's language.
  textNodes(text) {
    if (typeof text === "string") return text ? [text] : [];
    return text.map(([part, lang]) => (lang ? borders.element("span", part, {lang}) : part));
  },
  svg(name, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  },
  capital: (text) => (typeof text === "string" ? text.charAt(0).toUpperCase() + text.slice(1) : text),

  // The last of entries, sorted by their first member, whose first member is at or before the key.
  lastUpTo: (entries, key) => entries.findLast(([first]) => first <= key),
});

borders.Record = class {
  constructor(data) {
    Object.assign(this, data);
    for (const name of ["ways", "way_words", "decisions"]) this[name] = new Map(data[name]); // a key may be "constructor"
  }

  // A message with its {named} places filled in.
  message(name, values = {}) {
    return this.words[name].replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
  }

  dayInWords(day) {
    const [year, month, date] = day.split("-").map(Number);
    return this.message("day", {day: date, month: this.months[month - 1], year});
  }

  isVerified(day) {
    return day <= this.verified_through;
  }

  // The entry of a service that covers a day: [first day, place of its facts, facts of the first day].
  entry({entries}, day) {
    return borders.lastUpTo(entries, day) ?? entries[0];
  }

  // What is known of a service on a day; `changed` where its status is not that of the day before.
  fact(service, day) {
    const [, place, ofTheDay] = this.entry(service, day);
    return {...this.facts[place], ...ofTheDay, changed: Boolean(ofTheDay)};
  }

  look(status) {
    return this.looks.find((look) => look.status === status);
  }

  // The shape, colour and letter of a status, on a square from -10 to 10.
  face(status) {
    const {svg} = borders, {shape, fill, stroke, ink, letter} = this.look(status);
    return svg("g", {},
      svg("path", {d: shape, class: "ground"}), // the face of an unverified day is translucent
      svg("path", {d: shape, fill, stroke, "stroke-width": 1.6, class: "face"}),
      svg("text", {y: 4.2, "text-anchor": "middle", "font-size": 12, "font-weight": 700, fill: ink}, letter));
  }

  // The way (a road, a track, …) with the status upon it; on the day of a change, the status before to its left.
  symbol(crossing, fact) {
    const {svg} = borders, way = this.ways.get(crossing.way) ?? this.ways.get("road");
    const group = svg("g", {transform: `scale(${crossing.principal ? 1 : 0.8})`},
      svg("path", {d: way, class: "way-casing"}), svg("path", {d: way, class: `way way-${crossing.way}`}));
    if (fact.changed) {
      group.append(
        svg("circle", {r: 14, class: "halo"}),
        svg("g", {transform: "translate(-21 0)scale(.72)"}, this.face(fact.before)),
        svg("path", {d: "M-13-3L-10 0L-13 3", class: "turn"}),
      );
    }
    group.append(svg("g", {class: "status-symbol", "data-status": fact.status}, this.face(fact.status)));
    return svg("svg", {viewBox: "-22 -14.67 44 29.34", "aria-hidden": "true"}, group);
  }

  // A status as it stands in a line of text.
  sample(status) {
    return borders.svg("svg", {viewBox: "-12 -12 24 24", class: "look-sample", "aria-hidden": "true"}, this.face(status));
  }

  // The symbol in words, e.g. "Vaalimaa, road: Closed (open before 20:00)".
  title({name, way}, {changed, before, clock, label}) {
    const values = {crossing: name, way: this.way_words.get(way) ?? way, status: label};
    return changed && clock
      ? this.message("turned", {...values, before: this.look(before).label.toLowerCase(), clock})
      : this.message("crossing", values);
  }

  // The two lists of a legend: how a status looks, and how a way does.
  legend() {
    const {element, svg, capital} = borders, statuses = element("ul"), ways = element("ul");
    const add = (list, sample, text) => {
      const item = element("li");
      item.append(sample, ` ${text}`);
      list.append(item);
    };
    for (const {status, label} of this.looks) add(statuses, this.sample(status), label);
    for (const [way, path] of this.ways) {
      add(ways, svg("svg", {viewBox: "-20 -12 40 24", class: "way-sample", "aria-hidden": "true"},
        svg("path", {d: path, class: `way way-${way}`})), capital(this.way_words.get(way)));
    }
    return [statuses, ways];
  }

  // All that is known of a crossing on a day; its main service is open to view, the others unfold.
  popup(crossing, day) {
    const {element, capital} = borders, [main, ...others] = crossing.services;
    const article = element("article"), heading = element("h2"), fact = this.fact(main, day);
    heading.append(this.sample(fact.status), ` ${crossing.name}`);
    if (crossing.opposite) heading.append(element("span", ` – ${crossing.opposite}`, {class: "quiet"}));
    article.append(heading, element("p", `${capital(main.label)} · ${crossing.place}`, {class: "place"}), ...this.paragraphs(fact));
    for (const service of others) {
      const other = this.fact(service, day), details = element("details"), summary = element("summary");
      summary.append(this.sample(other.status), ` ${capital(service.label)}: ${other.label.toLowerCase()}`);
      details.append(summary, ...this.paragraphs(other));
      article.append(details);
    }
    if (crossing.note) article.append(element("p", crossing.note, {class: "quiet"}));
    return article;
  }

  paragraphs(fact) {
    const {element, capital} = borders, parts = [element("p", `${fact.since}.`, {class: "sentence"})];
    const add = (text, kind = "quiet") => { if (text) parts.push(element("p", text, {class: kind})); };
    if (fact.spans?.length) add(this.message("spans", {spans: fact.spans.join(", ")}), "spans");
    add(fact.plan && capital(`${fact.plan}.`));
    add(fact.outcome);
    add(fact.hours && this.message("hours", {hours: fact.hours}));
    add(fact.note);
    if (fact.chain) parts.push(this.decisionChain(fact));
    if (fact.sources) parts.push(this.sourceLine(fact));
    return parts;
  }

  // The decision that governs, and folded below it those that it rests on.
  decisionChain(fact) {
    const {element} = borders, details = element("details"), list = element("ul", "", {class: "decisions"});
    details.append(element("summary", fact.decision), list);
    for (const id of fact.chain) {
      const decision = this.decisions.get(id), item = element("li");
      item.append(element("b", decision.title), " ", ...borders.textNodes(decision.authority), `, ${decision.decided}`);
      if (decision.text) item.append(`; ${decision.text}`);
      // An abbreviation at the end has brought a full stop.
      if (!item.textContent.endsWith(".")) item.append(".");
      list.append(item);
    }
    return details;
  }

  // A document by publisher and date; the title says more.
  cited(short, url, title = "") {
    return url
      ? borders.element("a", short, {href: url, title, rel: "noopener noreferrer", ...(borders.areLinksOutside && {target: "_blank"})})
      : borders.element("span", short, {title});
  }

  sourceLine(fact) {
    const {element} = borders, line = element("p", borders.capital(fact.confidence), {class: "sources"});
    fact.sources.forEach((place, index) => {
      const {short, text, url} = this.sources[place];
      line.append(index ? "; " : ": ", this.cited(short, url, text));
    });
    return line;
  }
};
