"use strict";
// The facts of the front page for the day that is shown: the same lines that `_facts.html` writes.
borders.Facts = class {
  constructor(record) {
    this.record = record;
    this.then = false; // whether what was known on the day is shown, instead of what is known now
    this.onKnow = () => {};
    const knowledge = document.querySelector(".knowledge");
    if (!knowledge) return; // an embedded page
    knowledge.hidden = false;
    knowledge.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      this.know(link.hash === "#then");
      this.onKnow();
    });
  }

  know(then) {
    this.then = then;
    document.querySelector(".answer")?.classList.toggle("then", then);
  }

  show(day) {
    const {record} = this, {element} = borders;
    const [, headline, stretch] = borders.lastUpTo(record.headlines, day), verified = record.isVerified(day);
    const put = (id, text) => document.getElementById(id)?.replaceChildren(...borders.textNodes(text));
    const [, last] = borders.lastUpTo(record.turns, day) ?? [];
    put("when", record.dayInWords(day));
    put("headline", `${headline}.`);
    put("spoken", record.message("shown", {day: record.dayInWords(day), headline}));
    put("last-change", last ? record.message("last_change", {turn: last}) : "");
    put("stretch", stretch);
    put("source", this.source(day));
    put("others", borders.lastUpTo(record.others, day)?.[1] ?? "");
    put("verified", verified ? record.verified_words : this.age(day));
    document.getElementById("verified")?.classList.toggle("not", !verified);
    const next = record.turns.filter(([of]) => of > day).slice(0, record.most_ahead).map(([, text]) => text);
    const known = borders.lastUpTo(record.known_turns, day)?.[1] ?? [];
    document.getElementById("now")?.replaceChildren(...this.groups(day, true), ...this.ahead("ahead", next));
    document.getElementById("then")?.replaceChildren(
      element("p", record.message("as_of", {day: record.dayInWords(day)}), {class: "as-of"}),
      ...this.groups(day, false), ...this.ahead("announced", known));
    this.changes(record.changes[day] ?? []);
    return headline;
  }

  // Who made the decisions that govern on a day, and when.
  source(day) {
    const {record} = this, ids = record.crossings.filter((each) => each.principal).map((each) => record.fact(each.services[0], day).chain?.[0]);
    const governing = [...record.decisions].filter(([id]) => ids.includes(id)).map(([, {authority, decided}]) => `${authority}, ${decided}`);
    return governing.length ? record.message("source", {source: governing.join("; ")}) : "";
  }

  // How long before a day the record was checked.
  age(day) {
    const {age_words: words, verified_through: checked} = this.record;
    const days = (Date.parse(day) - Date.parse(checked)) / 864e5; // both are UTC by definition
    const category = new Intl.PluralRules(document.documentElement.lang).select(days);
    return words[category].replace("{count}", days);
  }

  // The principal points by the decision that governs them and its planned end.
  groups(day, outcomes) {
    const groups = new Map();
    for (const crossing of this.record.crossings) {
      if (!crossing.principal) continue;
      const fact = this.record.fact(crossing.services[0], day), key = `${fact.chain?.[0] ?? ""} ${fact.plan ?? ""}`;
      groups.set(key, [...groups.get(key) ?? [], {crossing, fact}]);
    }
    return [...groups.values()].map((points) => this.group(points, outcomes));
  }

  group(points, outcomes) {
    const {element} = borders, {record} = this, [{fact}] = points, id = fact.chain?.[0];
    const section = element("section", "", {class: "group"}), by = element("p", "", {class: "by"}), list = element("ul", "", {class: "points"});
    by.append(id ? element("a", fact.decision, {href: `decisions/index.html#${id}`}) : record.message("no_source"), fact.plan ? `, ${fact.plan}` : "");
    const confidence = this.mostCommon(points.map((point) => point.fact.confidence ?? ""));
    for (const point of points) {
      const {status, since, changed, spans} = point.fact, own = (point.fact.confidence ?? "").split(";")[0];
      const item = element("li", "", outcomes ? {id: `row-${point.crossing.id}`} : {}), words = element("span", since), name = element("b");
      name.append(element("a", point.crossing.name, {href: `crossings/${point.crossing.id}/index.html`}));
      if (own !== confidence.split(";")[0]) words.append(" ", element("span", `(${own})`, {class: "quiet"}));
      if (changed) words.append(" ", element("mark", spans.length > 1 ? spans.join(", ") : record.message("changed")));
      item.append(element("b", record.look(status).letter, {class: `badge ${status}`, "aria-hidden": "true"}), " ", name, " ", words);
      list.append(item);
    }
    section.append(by, list);
    if (outcomes) section.append(...this.outcomes(points));
    const documents = [...new Set(points.flatMap((point) => point.fact.sources ?? []))].map((place) => record.sources[place]);
    if (documents.length) section.append(this.documents(confidence, documents, id, points));
    return section;
  }

  mostCommon(texts) {
    const count = (text) => texts.filter((each) => each === text).length;
    return texts.reduce((best, text) => (count(text) > count(best) ? text : best));
  }

  outcomes(points) {
    const names = new Map();
    for (const {crossing, fact} of points) names.set(fact.outcome ?? "", [...names.get(fact.outcome ?? "") ?? [], crossing.name]);
    return [...names].filter(([outcome]) => outcome).map(([outcome, of]) => borders.element("p",
      names.size > 1 ? this.record.message("outcome", {names: of.join(", "), outcome}) : outcome, {class: "outcome"}));
  }

  documents(confidence, documents, id, points) {
    const {element} = borders, {record} = this, line = element("div", confidence && `${borders.capital(confidence)}: `, {class: "documents"});
    const cite = (into, few) => few.forEach(({short, url}, index) => into.append(index ? "; " : "", record.cited(short, url)));
    cite(line, documents.slice(0, 2));
    if (documents.length > 2) {
      const more = element("details");
      more.append(element("summary", record.message("documents", {count: documents.length})));
      cite(more, documents.slice(2));
      line.append(" ", more);
    }
    const here = new Set(points.map((point) => point.crossing.id));
    const claims = (record.decisions.get(id)?.claims ?? []).filter(([, of]) => !of.length || of.some((each) => here.has(each)));
    if (claims.length) {
      const contested = element("span", record.message("contested"), {class: "contested"});
      claims.forEach(([claim], index) => contested.append(index ? ", " : " ", element("a", String(index + 1), {href: `claims/index.html#${claim}`})));
      line.append(" ", contested);
    }
    return line;
  }

  ahead(title, turns) {
    const {element} = borders;
    if (!turns.length) return [];
    const box = element("div", "", {class: "ahead"}), list = element("ul");
    list.append(...turns.map((turn) => element("li", turn)));
    box.append(element("h2", this.record.message(title)), list);
    return [box];
  }

  changes(changes) {
    const section = document.getElementById("changes"), {element} = borders;
    if (!section) return;
    section.hidden = !changes.length;
    section.replaceChildren(...changes.length ? [element("h2", this.record.message("changes"))] : [], ...changes.flatMap((change) => {
      const list = element("ul");
      for (const line of change.lines) {
        const item = element("li");
        item.append(element("b", change.clock), ` ${line}`);
        list.append(item);
      }
      return [element("p", change.decision, {class: "quiet"}), list];
    }));
  }
};
