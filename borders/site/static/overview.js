"use strict";
// All frontiers on a day: the lines and the points of the map, a line of text for each frontier, and
// where one could cross. Days are numbers, from 1 January 1970 on.
document.addEventListener("DOMContentLoaded", () => {
  const {first, last, frontiers, points, places, lines, looks, texts, months, centre, metres} = borders.frontiers;
  const byId = (id) => document.getElementById(id), map = byId("overview");
  const [slider, field, service, place] = ["slider", "date", "service", "place"].map(byId);
  const numberOf = (text) => Date.parse(text) / 86400000, textOf = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const statuses = {o: "open", r: "restricted", c: "closed", u: "unknown"};
  const turns = [...new Set(frontiers.flatMap(({states}) => states.map(([day]) => day)))].sort((a, b) => a - b);
  let day = last, here = null;

  const upTo = (runs, wanted) => runs.findLast(([from]) => from <= wanted);
  const inWords = (wanted) => {
    const [year, month, date] = textOf(wanted).split("-").map(Number);
    return fill(texts.day, {day: date, month: months[month - 1], year});
  };
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const badge = (status) => element("b", looks[status].letter, {class: `badge ${status}`, title: looks[status].label});

  // The map is an equal-area projection of the sphere: a point of it as a unit vector, the centre up.
  const RADIUS = 6371007;
  const onSphere = ([x, y]) => {
    const [east, north] = [(x - centre[0]) * metres / RADIUS, (centre[1] - y) * metres / RADIUS];
    const square = east * east + north * north, stretch = Math.sqrt(1 - square / 4);
    return [east * stretch, north * stretch, 1 - square / 2];
  };
  const kilometres = (from, to) => {
    const [a, b] = [onSphere(from), onSphere(to)];
    return RADIUS / 1000 * Math.acos(Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
  };

  const showFrontiers = () => {
    let open = 0, total = 0, some = 0;
    for (const {name, ids, states, address} of frontiers) {
      const [, key, words, seen, codes] = upTo(states, day), row = byId(`frontier-${name}`);
      const [status, stroke, dashes] = lines[key], line = map.querySelector(`[data-frontier="${CSS.escape(name)}"]`);
      line.setAttribute("stroke", stroke);
      line.setAttribute("stroke-dasharray", dashes);
      const opened = [...codes].filter((code) => code === "o").length;
      [open, total, some] = [open + opened, total + codes.length, some + (opened > 0)];
      ids.forEach((id, index) => map.querySelector(`[data-point="${CSS.escape(`${name}/${id}`)}"]`)
        ?.setAttribute("href", `#s-${statuses[codes[index]]}`));
      row.querySelector(".badge").replaceWith(badge(status));
      row.querySelector(".words").textContent = words;
      row.querySelector(".seen").textContent = seen;
      if (address) row.querySelector("a").href = `${address}index.html#${textOf(day)}`;
    }
    return fill(texts.headline, {open, total, some, all: frontiers.length});
  };

  const showCrossings = () => {
    const near = here ?? places[place.value]?.slice(1);
    const found = points.flatMap(([name, frontier, id, at, runs]) => {
      const status = runs[service.value] && statuses[upTo(runs[service.value], day)?.[1]];
      if (status !== "open" && status !== "restricted") return [];
      return [{...frontiers[frontier], name, id, status, km: near && at ? kilometres(near, at) : null}];
    });
    if (near) found.sort((a, b) => (a.km ?? Infinity) - (b.km ?? Infinity));
    byId("found").replaceChildren(...found.slice(0, near ? 10 : 40).map(({name, id, status, title, address, km}) => {
      const row = element("li", ""), rounded = km !== null && (km < 50 ? Math.round(km) : Math.round(km / 10) * 10);
      row.append(badge(status), " ", address ? element("a", name, {href: `${address}crossings/${id}/index.html`}) : name,
        ` (${title})${km === null ? "" : `, ${fill(texts.km, {km: rounded})}`}`);
      return row;
    }));
    byId("none").hidden = found.length > 0;
    const mark = map.querySelector(".here");
    mark.toggleAttribute("hidden", !near);
    if (near) mark.setAttribute("transform", `translate(${near})`);
  };

  const show = (wanted, {keep = true} = {}) => {
    day = Math.max(first, Math.min(last, wanted));
    [slider.value, field.value] = [day, textOf(day)];
    const when = inWords(day), headline = showFrontiers();
    slider.setAttribute("aria-valuetext", `${when}: ${headline}`);
    [byId("when").textContent, byId("headline").textContent] = [when, `${headline}.`];
    showCrossings();
    byId("change-before").disabled = byId("day-before").disabled = day === first;
    byId("change-after").disabled = byId("day-after").disabled = day === last;
    if (keep) history.replaceState(null, "", `#${textOf(day)}`);
  };
  const ofAddress = () => {
    const wanted = numberOf(location.hash.slice(1));
    show(Number.isFinite(wanted) ? wanted : last, {keep: false});
  };

  slider.addEventListener("input", () => show(Math.round(slider.value)));
  field.addEventListener("change", () => field.value && show(numberOf(field.value)));
  byId("day-before").addEventListener("click", () => show(day - 1));
  byId("day-after").addEventListener("click", () => show(day + 1));
  byId("change-before").addEventListener("click", () => show(turns.findLast((turn) => turn < day) ?? first));
  byId("change-after").addEventListener("click", () => show(turns.find((turn) => turn > day) ?? last));
  service.addEventListener("change", showCrossings);
  place.addEventListener("change", () => {
    here = null;
    showCrossings();
  });
  map.addEventListener("click", (event) => {
    const {x, y} = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    here = [x, y];
    place.value = "";
    showCrossings();
  });
  addEventListener("hashchange", ofAddress);
  for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
  ofAddress();
});
