"use strict";
// The controls of the index: a slider along the timeline, steps, a date field, play, and the
// address, which follows the day and the chosen crossing: #DAY/CROSSING. With a range before them,
// #FIRST..LAST/DAY/CROSSING, only the days of that range are offered.
borders.createControls = () => {
  const {record} = borders;
  const find = (id) => document.getElementById(id);
  const slider = find("slider"), field = find("date"), mark = find("mark"), play = find("play");
  const stops = record.axis; // [[day, share of the track], …]: the scale changes at each
  const changes = Object.keys(record.changes).sort();
  const {number, dayOf} = borders;
  const rows = find("rows"), [left, right] = record.track;
  const whole = [record.first, record.last];
  let range = ""; // as the address has it

  const share = (day) => {
    const at = number(day);
    for (let index = 1; index < stops.length; index++) {
      const [first, start] = stops[index - 1], [last, end] = stops[index];
      if (at <= number(last) || index === stops.length - 1) {
        return start + (end - start) * Math.min(1, (at - number(first)) / (number(last) - number(first)));
      }
    }
    return 0;
  };
  const dayAt = (value) => {
    for (let index = 1; index < stops.length; index++) {
      const [first, start] = stops[index - 1], [last, end] = stops[index];
      if (value <= end || index === stops.length - 1) {
        return dayOf(Math.round(number(first) + (number(last) - number(first)) * (value - start) / (end - start)));
      }
    }
    return record.last;
  };
  const step = (days) => dayOf(number(borders.day) + days);
  const change = (direction) => direction < 0
    ? changes.filter((day) => day < borders.day).at(-1) ?? record.first
    : changes.find((day) => day > borders.day) ?? record.last;

  // The days from which one chooses; the track shows these alone.
  const limit = (first, last) => {
    range = first === whole[0] && last === whole[1] ? "" : `${first}..${last}/`;
    [record.first, record.last] = [field.min, field.max] = [first, last];
    [slider.min, slider.max] = [share(first), share(last)];
    const part = share(last) - share(first), {height} = rows.viewBox.baseVal;
    rows.setAttribute("viewBox", `${left + share(first) * (right - left)} 0 ${part * (right - left)} ${height}`);
    for (const text of rows.querySelectorAll("text")) {
      const x = text.getAttribute("x");
      text.setAttribute("transform", `translate(${x}) scale(${part} 1) translate(${-x})`);
    }
  };

  const address = (push) => {
    const hash = `#${range}${borders.day}${borders.crossing ? `/${borders.crossing}` : ""}`;
    if (hash === location.hash) return;
    if (push) history.pushState(null, "", hash); else history.replaceState(null, "", hash);
  };
  const go = (day, push = true) => {
    borders.show(day);
    address(push);
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
  ]) find(id).addEventListener("click", () => go(target()));

  let timer = null;
  const pause = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = borders.say("play");
    play.setAttribute("aria-pressed", "false");
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const allow = () => { play.hidden = still.matches; if (still.matches) pause(); };
  still.addEventListener("change", allow);
  allow();
  play.addEventListener("click", () => {
    if (timer) return pause();
    play.textContent = borders.say("pause");
    play.setAttribute("aria-pressed", "true");
    if (borders.day >= record.last) go(record.focus < record.last ? record.focus : record.first);
    timer = setInterval(() => {
      go(change(1), false);
      if (borders.day >= record.last) pause();
    }, 1100);
  });

  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(number(text)) === text;
  const within = (day) => day < whole[0] ? whole[0] : day > whole[1] ? whole[1] : day;
  const read = () => {
    const parts = location.hash.slice(1).split("/"), ends = parts[0].split("..");
    const [first, last] = ends.map(within);
    const ranged = ends.length === 2 && ends.every(isDay) && first < last;
    if (ranged) parts.shift();
    limit(...(ranged ? [first, last] : whole));
    const [day, crossing] = parts;
    borders.show(isDay(day) ? day : record.last);
    borders.choose(record.crossings.some(({id}) => id === crossing) ? crossing : null);
  };
  addEventListener("popstate", read);

  borders.choose = (id) => {
    if (id !== borders.crossing) borders.map?.open(id);
    borders.crossing = id;
  };
  borders.chosen = (id) => {
    borders.crossing = id;
    address(true);
  };
  setTimeout(read); // once the controls stand
  return {
    show(day, headline) {
      slider.value = String(share(day));
      slider.setAttribute("aria-valuetext", borders.say("shown", {day: borders.words(day), headline}));
      field.value = day;
      const place = (share(day) - share(record.first)) / (share(record.last) - share(record.first));
      mark.setAttribute("transform", `translate(${left + place * (right - left)} 0)`);
      find("change-before").disabled = day <= record.first;
      find("day-before").disabled = day <= record.first;
      find("change-after").disabled = day >= record.last;
      find("day-after").disabled = day >= record.last;
      const snippet = find("snippet");
      if (snippet) snippet.textContent = snippet.textContent.replace(/#[^"]*/, `#${range}${day}`);
      const own = find("own-page");
      if (own) {
        own.hidden = day < record.pages[0] || day > record.pages[1];
        own.href = `dates/${day}/index.html`;
      }
    },
  };
};
