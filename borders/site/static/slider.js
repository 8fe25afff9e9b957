"use strict";
// The controls of the index: sliders along the timelines, steps, a date field, play, and the
// address, which follows the day and the chosen crossing: #DAY/CROSSING, or #DAY,then/CROSSING where
// what was known on the day is shown. With a range before them, #FIRST..LAST/DAY/CROSSING, only the
// days of that range are offered.
borders.createControls = () => {
  const {record} = borders;
  const byId = (id) => document.getElementById(id);
  const field = byId("date"), play = byId("play"), guides = document.querySelector(".guides");
  const changes = Object.keys(record.changes).sort();
  const whole = [record.first, record.last];
  let range = ""; // as the address has it

  // Days as numbers and back: both are UTC by definition, so that no time zone is involved.
  const numberOf = (day) => Date.parse(day) / 864e5;
  const dayOf = (number) => new Date(number * 864e5).toISOString().slice(0, 10);
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(numberOf(text)) && dayOf(numberOf(text)) === text;

  // All days, and those enlarged: both are linear, and a place on either is a number of days.
  const strips = [...document.querySelectorAll(".track")].map((track) => {
    const input = track.querySelector("input"), caption = track.previousElementSibling;
    return {track, input, caption, days: caption.textContent, from: Number(input.min), to: Number(input.max), rows: track.querySelector(".rows")};
  });

  const step = (days) => dayOf(numberOf(borders.day) + days);
  const change = (direction) => direction < 0
    ? changes.filter((day) => day < borders.day).at(-1) ?? record.first
    : changes.find((day) => day > borders.day) ?? record.last;

  // The days from which one chooses; the track shows these alone.
  const limit = (first, last) => {
    range = first === whole[0] && last === whole[1] ? "" : `${first}..${last}/`;
    [record.first, record.last] = [field.min, field.max] = [first, last];
    const start = numberOf(first), end = numberOf(last) + 1;
    const only = range && strips.findLast(({from, to}) => from <= start && end <= to);
    for (const {track, input, caption, days, from, to, rows} of strips) {
      const zoomed = input === only?.input;
      track.hidden = caption.hidden = range && !zoomed;
      caption.textContent = zoomed ? `${record.dayInWords(first)} – ${record.dayInWords(last)}` : days;
      [input.min, input.max] = zoomed ? [start, end] : [from, to];
      if (!rows) continue;
      const share = 100 / (input.max - input.min), left = (from - input.min) * share, width = (to - from) * share;
      rows.setAttribute("x", `${left}%`);
      rows.setAttribute("width", `${width}%`);
      rows.classList.toggle("zoomed", width > 300); // then a phone has room for more words
      for (const text of rows.querySelectorAll("text")) {
        const x = left + width * parseFloat(text.getAttribute("x")) / 100;
        text.toggleAttribute("hidden", zoomed && (x < 0 || x > 80)); // it would be cut
      }
    }
    guides?.toggleAttribute("hidden", Boolean(range));
  };

  // Writes the address, as a new one or instead of the last; tells whether it is another.
  const writeAddress = (push) => {
    const known = borders.facts.then ? ",then" : "";
    const hash = `#${range}${borders.day}${known}${borders.crossing ? `/${borders.crossing}` : ""}`;
    if (hash === location.hash) return false;
    if (push) history.pushState(null, "", hash); else history.replaceState(null, "", hash);
    return true;
  };
  const go = (day, push = true) => {
    borders.show(day);
    return writeAddress(push);
  };

  for (const {input} of strips) {
    // The day at a place, which the last day's end belongs to. A drag is one step back.
    const first = () => dayOf(Number(input.min)), last = () => dayOf(input.max - 1);
    let dragged = false;
    input.addEventListener("input", () => {
      const day = dayOf(Math.min(Math.floor(input.value), input.max - 1));
      dragged = go(day, !dragged) || dragged;
    });
    input.addEventListener("change", () => { dragged = false; });
    input.addEventListener("keydown", (event) => {
      const target = {
        ArrowLeft: () => step(-1), ArrowDown: () => step(-1), ArrowRight: () => step(1), ArrowUp: () => step(1),
        PageDown: () => change(-1), PageUp: () => change(1), Home: first, End: last,
      }[event.key];
      if (!target) return;
      event.preventDefault();
      go(target());
    });
  }
  field.addEventListener("change", () => { if (field.value && field.checkValidity()) go(field.value); });
  for (const [id, target] of [
    ["change-before", () => change(-1)], ["day-before", () => step(-1)],
    ["day-after", () => step(1)], ["change-after", () => change(1)],
  ]) byId(id).addEventListener("click", () => go(target()));

  // Goes round the changes that the rows and the map show, and the last day.
  const isSeen = (day) => record.crossings.some(({services: [main]}) => record.fact(main, day).changed);
  const stops = changes.filter(isSeen);
  const next = () => {
    if (borders.day < record.last) return stops.find((day) => day > borders.day && day < record.last) ?? record.last;
    return stops.find((day) => day >= record.first) ?? record.first;
  };
  let timer = null;
  const pause = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = record.message("play");
    play.setAttribute("aria-pressed", "false");
  };
  play.addEventListener("click", () => {
    if (timer) return pause();
    play.textContent = record.message("pause");
    play.setAttribute("aria-pressed", "true");
    go(next());
    timer = setInterval(() => go(next(), false), 1100);
  });

  const within = (day) => day < whole[0] ? whole[0] : day > whole[1] ? whole[1] : day;
  const readAddress = () => {
    const parts = location.hash.slice(1).split("/"), ends = parts[0].split("..");
    const [first, last] = ends.map(within);
    const ranged = ends.length === 2 && ends.every(isDay) && first < last;
    if (ranged) parts.shift();
    document.body.classList.toggle("with-controls", ranged || /[?&]controls\b/.test(location.search));
    limit(...(ranged ? [first, last] : whole));
    const [when = "", crossing] = parts, [day, known] = when.split(",");
    borders.facts.know(known === "then");
    borders.show(isDay(day) ? day : record.last);
    borders.choose(record.crossings.some(({id}) => id === crossing) ? crossing : null);
  };
  addEventListener("popstate", readAddress);
  borders.facts.onKnow = () => writeAddress(true);
  for (const control of document.querySelectorAll(":is(.controls, .track) :disabled")) control.disabled = false;
  setTimeout(readAddress); // once `borders.controls` is set

  // The address names a crossing whose popup is to open; a popup that a reader opened enters the address.
  borders.choose = (id) => {
    if (id !== borders.crossing) borders.map?.open(id);
    borders.crossing = id;
  };
  borders.chosen = (id) => {
    borders.crossing = id;
    writeAddress(true);
  };
  return {
    show(day, headline) {
      const noon = numberOf(day) + 0.5;
      for (const {input} of strips) {
        input.value = noon;
        input.classList.toggle("elsewhere", noon < input.min || noon > input.max);
        input.setAttribute("aria-valuetext", record.message("shown", {day: record.dayInWords(day), headline}));
      }
      field.value = day;
      for (const id of ["change-before", "day-before"]) byId(id).disabled = day <= record.first;
      for (const id of ["change-after", "day-after"]) byId(id).disabled = day >= record.last;
      const snippet = byId("snippet");
      if (snippet) snippet.textContent = snippet.textContent.replace(/#[^"]*/, `#${range}${day}`);
      const own = byId("own-page");
      if (own) {
        const root = own.dataset.root ?? "", hasPage = record.pages[0] <= day && day <= record.pages[1];
        own.hidden = !hasPage && !root;
        own.href = root + (hasPage ? `dates/${day}/index.html` : `index.html#${day}`);
      }
    },
  };
};
