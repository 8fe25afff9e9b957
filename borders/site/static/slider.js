"use strict";
// The controls of the index: a slider along the timeline, steps, a date field, play, and the
// address, which follows the day and the chosen crossing: #DAY/CROSSING. With a range before them,
// #FIRST..LAST/DAY/CROSSING, only the days of that range are offered.
borders.createControls = () => {
  const {record} = borders;
  const byId = (id) => document.getElementById(id);
  const slider = byId("slider"), field = byId("date"), mark = byId("mark"), play = byId("play");
  const rows = byId("rows"), [left, right] = record.track;
  const changes = Object.keys(record.changes).sort();
  const whole = [record.first, record.last];
  let range = ""; // as the address has it

  // Days as numbers and back: both are UTC by definition, so that no time zone is involved.
  const numberOf = (day) => Date.parse(day) / 864e5;
  const dayOf = (number) => new Date(number * 864e5).toISOString().slice(0, 10);
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(numberOf(text)) && dayOf(numberOf(text)) === text;

  // The scale of the track, linear between stops: from one column of [number of day, share of the track] to the other.
  const stops = record.axis.map(([day, share]) => [numberOf(day), share]);
  const convert = (value, from, to) => {
    const next = stops.findIndex((stop) => value <= stop[from]);
    const index = next < 0 ? stops.length - 1 : Math.max(next, 1);
    const [start, end] = stops.slice(index - 1, index + 1);
    return start[to] + (end[to] - start[to]) * Math.min(1, (value - start[from]) / (end[from] - start[from]));
  };
  const shareOf = (day) => convert(numberOf(day), 0, 1);
  const dayAt = (share) => dayOf(Math.round(convert(share, 1, 0)));

  const step = (days) => dayOf(numberOf(borders.day) + days);
  const change = (direction) => direction < 0
    ? changes.filter((day) => day < borders.day).at(-1) ?? record.first
    : changes.find((day) => day > borders.day) ?? record.last;

  // The days from which one chooses; the track shows these alone.
  const limit = (first, last) => {
    range = first === whole[0] && last === whole[1] ? "" : `${first}..${last}/`;
    [record.first, record.last] = [field.min, field.max] = [first, last];
    [slider.min, slider.max] = [shareOf(first), shareOf(last)];
    const part = shareOf(last) - shareOf(first), {height} = rows.viewBox.baseVal;
    rows.setAttribute("viewBox", `${left + shareOf(first) * (right - left)} 0 ${part * (right - left)} ${height}`);
    for (const text of rows.querySelectorAll("text")) {
      const x = text.getAttribute("x");
      text.setAttribute("transform", `translate(${x}) scale(${part} 1) translate(${-x})`);
    }
  };

  const writeAddress = (push) => {
    const hash = `#${range}${borders.day}${borders.crossing ? `/${borders.crossing}` : ""}`;
    if (hash === location.hash) return;
    if (push) history.pushState(null, "", hash); else history.replaceState(null, "", hash);
  };
  const go = (day, push = true) => {
    borders.show(day);
    writeAddress(push);
  };

  slider.addEventListener("input", () => go(dayAt(Number(slider.value)), false));
  slider.addEventListener("change", () => history.pushState(null, "", location.hash));
  slider.addEventListener("keydown", (event) => {
    const target = {
      ArrowLeft: () => step(-1), ArrowDown: () => step(-1), ArrowRight: () => step(1), ArrowUp: () => step(1),
      PageDown: () => change(-1), PageUp: () => change(1), Home: () => record.first, End: () => record.last,
    }[event.key];
    if (!target) return;
    event.preventDefault();
    go(target());
  });
  field.addEventListener("change", () => { if (field.value && field.checkValidity()) go(field.value); });
  for (const [id, target] of [
    ["change-before", () => change(-1)], ["day-before", () => step(-1)],
    ["day-after", () => step(1)], ["change-after", () => change(1)],
  ]) byId(id).addEventListener("click", () => go(target()));

  let timer = null;
  const pause = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = record.message("play");
    play.setAttribute("aria-pressed", "false");
  };
  const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const offerPlay = () => { play.hidden = lessMotion.matches; if (lessMotion.matches) pause(); };
  lessMotion.addEventListener("change", offerPlay);
  offerPlay();
  play.addEventListener("click", () => {
    if (timer) return pause();
    play.textContent = record.message("pause");
    play.setAttribute("aria-pressed", "true");
    if (borders.day >= record.last) go(record.focus < record.last ? record.focus : record.first);
    timer = setInterval(() => {
      go(change(1), false);
      if (borders.day >= record.last) pause();
    }, 1100);
  });

  const within = (day) => day < whole[0] ? whole[0] : day > whole[1] ? whole[1] : day;
  const readAddress = () => {
    const parts = location.hash.slice(1).split("/"), ends = parts[0].split("..");
    const [first, last] = ends.map(within);
    const ranged = ends.length === 2 && ends.every(isDay) && first < last;
    if (ranged) parts.shift();
    limit(...(ranged ? [first, last] : whole));
    const [day, crossing] = parts;
    borders.show(isDay(day) ? day : record.last);
    borders.choose(record.crossings.some(({id}) => id === crossing) ? crossing : null);
  };
  addEventListener("popstate", readAddress);
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
      slider.value = String(shareOf(day));
      slider.setAttribute("aria-valuetext", record.message("shown", {day: record.dayInWords(day), headline}));
      field.value = day;
      const place = (shareOf(day) - shareOf(record.first)) / (shareOf(record.last) - shareOf(record.first));
      mark.setAttribute("transform", `translate(${left + place * (right - left)} 0)`);
      for (const id of ["change-before", "day-before"]) byId(id).disabled = day <= record.first;
      for (const id of ["change-after", "day-after"]) byId(id).disabled = day >= record.last;
      const snippet = byId("snippet");
      if (snippet) snippet.textContent = snippet.textContent.replace(/#[^"]*/, `#${range}${day}`);
      const own = byId("own-page");
      if (own) {
        own.hidden = day < record.pages[0] || day > record.pages[1];
        own.href = `dates/${day}/index.html`;
      }
    },
  };
};
