// The playground: points to drag, the machine's line, margin band, weight arrow and corrections.

import {
  axes,
  choices,
  d3,
  draggable,
  format,
  frame,
  keys,
  make,
  onFrame,
  svg,
  unpack,
} from "../kit.js";

const WIDE = 3; // the picture shows [-1.5, 1.5] x [-1, 1], as many pixels a unit both ways
const HIGH = 2;
const EDGE = { x: 1.45, y: 0.95 }; // where points may go: at the very edge they would be cut in half
const NUDGE = 0.02; // an arrow key moves a point by this much
const MOST = 80;
const FAR = 4000; // longer than any picture, in pixels

const clamp = (value, bound) => Math.min(bound, Math.max(-bound, value));
const tidy = (value) => Math.round(value * 100) / 100 + 0; // + 0 turns -0 into 0
const inside = (px, py) => [tidy(clamp(px, EDGE.x)), tidy(clamp(py, EDGE.y))];
const CLASS = { 1: "circle", "-1": "square" };

const STYLE = `
.pg-half-positive { fill: var(--q-positive); opacity: 0.09; }
.pg-half-negative { fill: var(--q-negative); opacity: 0.09; }
.pg-ground { fill: transparent; cursor: crosshair; }
.pg-removing .pg-ground { cursor: default; }
.pg-over { pointer-events: none; }
.pg-before line { stroke: var(--q-w); stroke-width: 1.5; stroke-dasharray: 2 6;
  stroke-linecap: round; opacity: 0.75; }
.pg-border { stroke: var(--q-w); stroke-width: 2.5; }
.pg-band { fill: var(--q-gamma); opacity: 0.2; }
.pg-shaft { stroke: var(--q-w); stroke-width: 3; }
.pg-head { fill: var(--q-w); }
.mlw-svg .pg-name { fill: var(--q-w); font-size: 17px; font-weight: 700; text-anchor: middle;
  paint-order: stroke; stroke: var(--paper, #fdfbf7); stroke-width: 4px; stroke-linejoin: round; }
.pg-line.pg-stepping { transition: transform 0.18s ease-out; }
.pg-point { cursor: grab; outline: none; }
.pg-point.mlw-dragging { cursor: grabbing; }
.pg-removing .pg-point { cursor: pointer; }
.pg-reach { fill: transparent; stroke: none; }
.pg-shape { fill: var(--q-negative); stroke: var(--paper, #fdfbf7); stroke-width: 1.5; }
.pg-positive .pg-shape { fill: var(--q-positive); }
.pg-point:hover .pg-reach { fill: var(--ink, #1f1d1a); fill-opacity: 0.08; }
.mlw-root .pg-point:focus-visible { outline: none; }
.pg-point:focus-visible .pg-reach { stroke: var(--focus, #0b62e0); stroke-width: 3; }
.pg-cross { display: none; fill: none; stroke: var(--paper, #fdfbf7); stroke-width: 2;
  stroke-linecap: round; }
.pg-wrong .pg-shape { stroke: var(--q-e); stroke-width: 2.5; }
.pg-wrong .pg-cross { display: inline; }
.pg-key-cross { fill: none; stroke: var(--q-e); stroke-width: 2.5; stroke-linecap: round; }
.pg-key-band { opacity: 0.45; }
.pg-ring { fill: none; stroke: var(--q-e); stroke-width: 2.5; pointer-events: none; }
`;

function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const stage = svg(ui.picture, {
    width: 720,
    height: 480,
    minHeight: 190,
    label: "The plane with the points, the line and the weight vector",
  });
  key(ui.picture);
  const x = d3.scaleLinear();
  const y = d3.scaleLinear();
  const layers = build(stage);
  let chosen = 1; // what a click on empty ground adds: 1, -1, or 0 to remove
  let active = 0; // the point that Tab reaches
  let pressed = null; // the point that the first click of a double click met
  let shown = { step: -1, angle: 0 };

  // ------------------------------------------------------------------ changing the points

  const points = () => model.get("points");
  const put = (list) => ui.set({ points: list });
  const move = (i, px, py) =>
    put(points().map((p, j) => (j === i ? [...inside(px, py), p[2]] : p)));
  const add = (px, py, label) => {
    if (points().length >= MOST) {
      ui.say(`There are ${MOST} points already: remove one to make room.`);
      return;
    }
    active = points().length;
    put([...points(), [...inside(px, py), label]]);
    draw();
    focus();
  };
  const remove = (i) => {
    put(points().filter((_, j) => j !== i));
    active = Math.max(0, Math.min(i, points().length - 1));
    draw();
    focus();
  };
  const focus = () => {
    const node = layers.points.selectAll(".pg-point").nodes()[active];
    const other = addButton.disabled ? ui.tools.querySelector("input:checked") : addButton;
    (node ?? other).focus({ preventScroll: true });
  };

  choices(
    ui.tools,
    {
      legend: "What a click on the picture does",
      value: "1",
      options: [
        { value: "1", text: "Circle", icon: "circle" },
        { value: "-1", text: "Square", icon: "square" },
        { value: "0", text: "Remove", icon: "remove" },
      ],
    },
    (value) => {
      chosen = Number(value);
      stage.node.classList.toggle("pg-removing", chosen === 0);
      addButton.querySelector("span").textContent = chosen < 0 ? "Add square" : "Add circle";
      addButton.disabled = chosen === 0;
    },
  );
  const addButton = ui.button(ui.tools, { text: "Add circle", icon: "add" }, () =>
    add(...clearing(points()), chosen),
  );
  ui.button(ui.tools, { text: "Start over", icon: "restart" }, () => {
    active = 0;
    ui.set(Object.fromEntries(model.get("spec").fields.map((f) => [f.name, f.default])));
  });

  layers.ground.on("click", (event) => {
    pressed = null;
    if (!chosen) return;
    const [px, py] = d3.pointer(event, stage.node);
    add(x.invert(px), y.invert(py), chosen);
  });

  const turn = (i, by) => {
    active = (i + by + points().length) % points().length;
    draw();
    focus();
  };
  const wire = (entered) => {
    draggable(entered, {
      from: (i) => ({ x: x(points()[i][0]), y: y(points()[i][1]) }),
      start: (_px, _py, i) => {
        active = i;
      },
      move: (px, py, i) => move(i, x.invert(px), y.invert(py)),
    });
    entered.on("click", (event, i) => {
      if (event.detail === 1) pressed = i;
      if (!chosen) remove(i);
    });
    entered.on("dblclick", (_event, i) => {
      if (pressed === i) remove(i); // else the first of the two clicks has just made it
    });
    entered.on("focus", (_event, i) => {
      active = i;
    });
    keys(entered, {
      arrow: (dx, dy, i) => move(i, points()[i][0] + dx * NUDGE, points()[i][1] + dy * NUDGE),
      remove,
    });
    entered.on("keydown.turn", (event, i) => {
      const by = { PageUp: -1, PageDown: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      turn(i, by);
    });
  };

  // --------------------------------------------------------------------------- drawing

  function draw() {
    const out = unpack(model.get("outputs"));
    const k = Math.min(model.get("step"), out.n_updates);
    const list = points();
    const { width, height } = stage;
    const unit = Math.min(width / WIDE, height / HIGH);
    x.domain([-1.5, 1.5]).range([width / 2 - 1.5 * unit, width / 2 + 1.5 * unit]);
    y.domain([-1, 1]).range([height / 2 + unit, height / 2 - unit]);
    layers.clip
      .attr("x", x(-1.5))
      .attr("y", y(1))
      .attr("width", WIDE * unit)
      .attr("height", HIGH * unit);
    layers.ground
      .attr("x", x(-1.5))
      .attr("y", y(1))
      .attr("width", WIDE * unit)
      .attr("height", HIGH * unit);
    axes(stage, { x, y, xTicks: 6, yTicks: 4, xLabel: "x\u2081", yLabel: "x\u2082", inside: true });
    // Numbers on the frame itself would be cut in half.
    stage.root
      .selectAll(".mlw-x .tick text")
      .attr("display", (d) => (Math.abs(d) > 1.4 ? "none" : null));
    stage.root
      .selectAll(".mlw-y .tick text")
      .attr("display", (d) => (Math.abs(d) > 0.9 ? "none" : null));

    drawLine(out, k, unit);
    // While Python has not answered, the picture may know fewer points than there are.
    const known = out.wrong.shape[1] === list.length;
    drawPoints(
      list,
      known ? out.wrong.values.subarray(k * list.length, (k + 1) * list.length) : null,
    );
    drawCorrection(k > 0 && known ? list[out.corrected.values[k - 1]] : null);
    tell(out, k, known);
    ui.control("seed").hidden = model.get("order") !== "random";
  }

  // The line is drawn in a frame of its own: origin at the line's point nearest the center of
  // the picture, first axis along the line, second along the weights.
  function place(group, w1, w2, b, step) {
    const length = Math.hypot(w1, w2);
    group.attr("display", length > 0 ? null : "none");
    if (!length) return;
    const away = clamp(-b / length, 20); // beyond 20 it is far outside the picture
    // Pixels go down where y goes up; keep turning the same way rather than jump by a full turn.
    let angle = Math.atan2(w1, w2);
    if (group === layers.line) {
      angle += 2 * Math.PI * Math.round((shown.angle - angle) / (2 * Math.PI));
      group.classed("pg-stepping", shown.step >= 0 && Math.abs(step - shown.step) === 1);
      shown = { step, angle };
    }
    const px = x((away * w1) / length);
    const py = y((away * w2) / length);
    group.style("transform", `translate(${px}px, ${py}px) rotate(${angle}rad)`);
  }

  function drawLine(out, k, unit) {
    const { values } = out.weights;
    const [w1, w2, b] = values.subarray(3 * k, 3 * k + 3);
    place(layers.line, w1, w2, b, k);
    const before = k > 0 ? values.subarray(3 * k - 3, 3 * k) : [0, 0, 0];
    place(layers.before, ...before, k);
    layers.band
      .attr("y", -out.margin.values[k] * unit)
      .attr("height", 2 * out.margin.values[k] * unit);
    // The arrow has the length of w on a scale that lets the longest one of the run fit.
    let longest = 1;
    for (let j = 0; j <= out.n_updates; j++) {
      longest = Math.max(longest, Math.hypot(values[3 * j], values[3 * j + 1]));
    }
    const tip = (-0.62 * unit * Math.hypot(w1, w2)) / longest;
    layers.shaft.attr("y2", Math.min(0, tip + 8));
    layers.head.attr("transform", `translate(0,${tip})`);
    layers.name.attr(
      "transform",
      `translate(0,${tip - 13}) rotate(${(-shown.angle * 180) / Math.PI})`,
    );
  }

  function drawPoints(list, wrong) {
    active = Math.max(0, Math.min(active, list.length - 1));
    const all = layers.points
      .selectAll(".pg-point")
      .data(list.map((_, i) => i))
      .join((enter) => {
        const g = enter.append("g").attr("class", "pg-point").attr("role", "button");
        g.append("circle").attr("class", "pg-reach").attr("r", 16);
        g.append("path").attr("class", "pg-shape");
        g.append("path").attr("class", "pg-cross").attr("d", "M-3 -3 3 3M3 -3-3 3");
        wire(g);
        return g;
      })
      .attr("tabindex", (i) => (i === active ? 0 : -1))
      .attr("transform", (i) => `translate(${x(list[i][0])},${y(list[i][1])})`)
      .classed("pg-positive", (i) => list[i][2] > 0)
      .classed("pg-wrong", (i) => Boolean(wrong?.[i]))
      .attr("aria-label", (i) => {
        const [px, py, label] = list[i];
        const where = `${format(px, 0.01)}, ${format(py, 0.01)}`;
        return `${CLASS[label]} at ${where}${wrong?.[i] ? ", on the wrong side" : ""}`;
      });
    all
      .select(".pg-shape")
      .attr("d", (i) =>
        list[i][2] > 0 ? "M0 -7.5a7.5 7.5 0 1 0 .01 0z" : "M-6.5 -6.5h13v13h-13z",
      );
  }

  function drawCorrection(point) {
    layers.ring.attr("display", point ? null : "none");
    if (point) layers.ring.attr("transform", `translate(${x(point[0])},${y(point[1])})`);
  }

  function tell(out, k, known) {
    const [w1, w2, b] = out.weights.values.subarray(3 * k, 3 * k + 3);
    const number = (value) => format(value, 0.01);
    ui.fact("updates", String(k));
    ui.fact("still wrong", known ? String(out.left.values[k]) : "\u2026", "e");
    ui.fact("weights w", `(${number(w1)}, ${number(w2)})`, "w");
    ui.fact("intercept b", number(b), "w");
    const margin = out.margin.values[k];
    ui.fact("margin", margin > 0 ? format(margin, 0.001) : "\u2013", "gamma");
    ui.say(out.sentences.split("\n")[k]);
  }

  onFrame(model, ui.signal, draw);
  return ui.cleanup;
}

/** A place near the middle where no point stands yet. */
function clearing(points) {
  const free = (px, py) => points.every((p) => Math.hypot(p[0] - px, p[1] - py) > 0.11);
  for (let ring = 0; ring < 12; ring++) {
    for (let turn = 0; turn < 8; turn++) {
      const angle = (turn * Math.PI) / 4;
      const at = [0.12 * ring * Math.cos(angle), 0.12 * ring * Math.sin(angle)];
      if (free(...at) && Math.abs(at[1]) <= EDGE.y) return at;
    }
  }
  return [0, 0];
}

function build(stage) {
  const { root } = stage;
  const id = `pg-clip-${Math.random().toString(36).slice(2)}`;
  const clip = root.append("clipPath").attr("id", id).append("rect").attr("rx", 6);
  const plane = root.insert("g", ":first-child").attr("clip-path", `url(#${id})`);
  const line = plane.append("g").attr("class", "pg-line mlw-behind");
  const half = (name, at) =>
    line
      .append("rect")
      .attr("class", name)
      .attr("x", -FAR)
      .attr("width", 2 * FAR)
      .attr("y", at)
      .attr("height", FAR);
  half("pg-half-positive", -FAR);
  half("pg-half-negative", 0);
  const ground = root.append("rect").attr("class", "pg-ground");
  const over = root.append("g").attr("clip-path", `url(#${id})`).attr("class", "pg-over");
  const before = over.append("g").attr("class", "pg-before mlw-behind");
  before.append("line").attr("x1", -FAR).attr("x2", FAR);
  const top = over.append("g").attr("class", "pg-line mlw-behind");
  const band = top
    .append("rect")
    .attr("class", "pg-band")
    .attr("x", -FAR)
    .attr("width", 2 * FAR);
  top.append("line").attr("class", "pg-border").attr("x1", -FAR).attr("x2", FAR);
  const points = root.append("g").attr("class", "pg-points");
  const ring = root.append("circle").attr("class", "pg-ring").attr("r", 13);
  const above = root.append("g").attr("clip-path", `url(#${id})`).attr("class", "pg-over");
  const arrow = above.append("g").attr("class", "pg-line mlw-behind");
  const shaft = arrow.append("line").attr("class", "pg-shaft");
  const head = arrow.append("path").attr("class", "pg-head").attr("d", "M0 0 5.5 11 0 8.5-5.5 11z");
  const name = arrow.append("text").attr("class", "pg-name").attr("dy", "0.32em").text("w");
  // Half planes under, line over the ground that takes the clicks, arrow over the points: as one.
  const both = root.selectAll(".pg-line");
  return { clip, ground, line: both, before, band, shaft, head, name, points, ring };
}

// What the marks mean, in words beside a sample of each.
function key(parent) {
  const samples = {
    "corrected just now": '<circle class="pg-ring" cx="12" cy="8" r="6.5"/>',
    "on the wrong side": '<path class="pg-key-cross" d="M8 4l8 8M16 4l-8 8"/>',
    "the line before": '<g class="pg-before"><line x1="1" x2="24" y1="8" y2="8"/></g>',
    "no point this near the line":
      '<rect class="pg-band pg-key-band" y="2" width="24" height="12"/>',
  };
  const entries = Object.entries(samples).map(([text, sample]) => {
    const entry = make("span", {}, text);
    const picture = `<svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">${sample}</svg>`;
    entry.insertAdjacentHTML("afterbegin", picture);
    return entry;
  });
  parent.append(make("div", { class: "mlw-key" }, ...entries));
}

export default { render };
