"use strict";
// A frontier of thousands of crossings. Each is a small symbol on one canvas; where few enough are
// in view to be told apart they are drawn as on any other map. A brief record has their main status
// alone: the rest is on the page of each, to which its popup leads.
borders.PORTION = Infinity; // a symbol costs little
borders.watch = () => {};
borders.row = () => null; // the table tells what changed on the day of its page

// From one day to another only those are asked that changed on either or in between.
borders.inOrder = () => {
  const {crossings} = borders.record, from = borders.inOrder.day;
  borders.inOrder.day = borders.day;
  if (!borders.inOrder.turns) {
    const turns = borders.inOrder.turns = new Map(); // by day
    for (const crossing of crossings) {
      for (const [day] of crossing.services[0].entries.slice(1)) {
        if (turns.has(day)) turns.get(day).push(crossing); else turns.set(day, [crossing]);
      }
    }
  }
  if (!from) return [...crossings];
  const [first, last] = [from, borders.day].sort(), found = new Set();
  for (const [day, turned] of borders.inOrder.turns) {
    if (first <= day && day <= last) for (const crossing of turned) found.add(crossing);
  }
  return [...found];
};

// A record of one day may be whole all the same.
const whole = {fact: borders.fact, article: borders.article};

borders.fact = (service, day) => {
  if (!borders.record.brief) return whole.fact(service, day);
  const {facts} = borders.record, {entries} = service;
  const entry = borders.last(entries, day) ?? entries[0], fact = facts[entry[1]];
  const before = entry[0] === day && entries[entries.indexOf(entry) - 1];
  return before ? {...fact, changed: true, before: facts[before[1]].status} : {...fact, changed: false};
};

borders.article = (crossing, day) => {
  if (!borders.record.brief) return whole.article(crossing, day);
  const {status, label} = borders.fact(crossing.services[0], day);
  const article = borders.create("article", "", {class: status}), heading = borders.create("h2");
  const home = document.querySelector("nav.site a")?.getAttribute("href");
  const link = home && {href: home.replace("index.html", `crossings/${crossing.id}/index.html`)};
  heading.append(borders.badge(status), " ", borders.create(link ? "a" : "span", crossing.name, link));
  const place = [borders.capital(crossing.services[0].label), crossing.place].filter(Boolean).join(" · ");
  article.append(heading, borders.create("p", place, {class: "place"}), borders.create("p", label, {class: "sentence"}));
  return article;
};

borders.mapTools.crossings = function (map) {
  const FEW = 60, REACH = 12; // crossings in view, pixels
  const all = borders.record.crossings.filter(({lon}) => lon !== null).map((crossing) => (
    {crossing, at: map.project([crossing.lat, crossing.lon], 0), status: null, changed: false}
  ));
  const known = new Map(all.map((one) => [one.crossing.id, one])), drawn = new Map();
  const pane = map.createPane("dots");
  pane.style.zIndex = 430;
  const canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", pane);
  const sprites = this.sprites();

  // Where each is on the screen; those outside are left out.
  const inView = () => {
    const size = map.getSize(), {min} = map.getPixelBounds(), zoom = map.getZoomScale(map.getZoom(), 0);
    const found = [];
    for (const one of all) {
      const x = one.at.x * zoom - min.x, y = one.at.y * zoom - min.y;
      if (x > -9 && y > -9 && x < size.x + 9 && y < size.y + 9) found.push({one, x, y});
    }
    return found;
  };
  let small = []; // those in view that are drawn small
  const context = canvas.getContext("2d");
  const stretch = () => {
    const size = map.getSize(), ratio = devicePixelRatio || 1;
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    Object.assign(canvas.style, {width: `${size.x}px`, height: `${size.y}px`});
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    context.scale(ratio, ratio);
  };
  const draw = () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    const put = ({one, x, y}) => context.drawImage(sprites[one.changed][one.status], x - 9, y - 9, 18, 18);
    for (const {status} of [...borders.record.looks].reverse()) { // what is open above what is closed
      for (const dot of small) if (dot.one.status === status && !dot.one.changed) put(dot);
    }
    for (const dot of small) if (dot.one.changed) put(dot);
  };
  const drop = (id) => {
    const {marker, leader} = drawn.get(id);
    marker.remove();
    leader.remove();
    drawn.delete(id);
  };
  const add = (crossing) => {
    if (drawn.has(crossing.id)) return;
    drawn.set(crossing.id, this.drawCrossing(map, crossing));
    this.update(drawn.get(crossing.id), borders.day);
  };
  const arrange = () => this.arrange(map, [...drawn.values()]);
  const refresh = () => {
    if (borders.day === null || !map.getSize().y) return;
    const visible = inView(), few = new Set(visible.length <= FEW ? visible.map(({one}) => one.crossing.id) : []);
    for (const [id, {marker}] of [...drawn]) if (!few.has(id) && !marker.isPopupOpen()) drop(id);
    for (const {one} of visible) if (few.has(one.crossing.id)) add(one.crossing);
    arrange();
    small = visible.filter(({one}) => !drawn.has(one.crossing.id));
    stretch();
    draw();
  };
  this.wanted = (id) => {
    if (!known.has(id)) return;
    add(known.get(id).crossing);
    arrange();
  };
  map.on("moveend resize", refresh);
  map.on("click", ({containerPoint}) => {
    const near = inView()
      .map(({one, x, y}) => ({one, away: containerPoint.distanceTo([x, y])}))
      .filter(({away}) => away < REACH)
      .sort((a, b) => a.away - b.away);
    if (near.length) setTimeout(() => borders.map.open(near[0].one.crossing.id)); // once the click has closed another
  });
  let begun = false;
  this.updated = (portion, day) => {
    for (const {id, services} of portion) if (known.has(id)) Object.assign(known.get(id), borders.fact(services[0], day));
    if (!begun) refresh(); else if (portion.length) draw();
    begun = true;
  };
  return drawn;
};

// The symbol of each status as a small picture, and once more with the ring of a change.
borders.mapTools.sprites = () => {
  const sprites = {false: {}, true: {}}, ratio = devicePixelRatio || 1;
  for (const {status, shape, fill, stroke} of borders.record.looks) {
    for (const changed of [false, true]) {
      const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
      canvas.width = canvas.height = 18 * ratio;
      context.scale(ratio, ratio);
      context.translate(9, 9);
      if (changed) {
        context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--map-highlight").trim();
        context.beginPath();
        context.arc(0, 0, 9, 0, 7);
        context.fill();
      }
      context.scale(0.42, 0.42);
      context.lineWidth = 2.4;
      [context.fillStyle, context.strokeStyle] = [fill, stroke];
      context.fill(new Path2D(shape));
      context.stroke(new Path2D(shape));
      sprites[changed][status] = canvas;
    }
  }
  return sprites;
};
