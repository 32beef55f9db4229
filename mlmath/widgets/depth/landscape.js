// The landscape: the loss over a plane of weights, four ways down it, and the loss along them.

import { handles } from "../kit/handles.js";
import { panels } from "../kit/panels.js";
import { box, curves, scales } from "../kit/plot.js";
import { axes, d3, frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Floats, Layer, Render } from "../kit/types.d.ts" */

/**
 * What landscape.py computes.
 * @typedef {{ field: Floats, paths: Floats, losses: Floats, reach: number, marks: Floats,
 *   made: number }} Out
 */

const LEVELS = [0.003, 0.01, 0.03, 0.1, 0.2, 0.4, 0.8, 1.6];
const WALKERS = [
  { name: "SGD", quantity: "x", mark: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z" },
  { name: "momentum", quantity: "w", mark: "M-5-5h10v10h-10z" },
  { name: "RMSprop", quantity: "e", mark: "M0-6 6 5H-6z" },
  { name: "Adam", quantity: "yhat", mark: "M0-7 6 0 0 7-6 0z" },
];
// Starts that the text speaks of, each in its slice.
const STARTS = [
  { text: "On the plateau", slice: "incoming", start: [0.9, -0.9] },
  { text: "Beside the hill", slice: "between", start: [0.04, 0] },
];
const STYLE = `
.dl-ground { fill: var(--mlw-paper); }
.dl-level { fill: var(--mlw-soft); fill-opacity: 0.09; stroke: var(--mlw-soft); stroke-opacity: 0.55; stroke-width: 0.8; vector-effect: non-scaling-stroke; }
.dl-way { stroke-width: 2.25; }
.dl-momentum { stroke-dasharray: 7 3; }
.dl-RMSprop { stroke-dasharray: 2 3; }
.dl-Adam { stroke-dasharray: 9 3 2 3; }
.dl-mark { stroke: var(--mlw-paper); stroke-width: 1; }
.dl-outside { stroke: var(--mlw-ink); fill-opacity: 0.35; }
.dl-zero { stroke: var(--mlw-ink); stroke-width: 2; fill: none; }
.dl-start { fill: var(--mlw-paper); stroke: var(--mlw-ink); stroke-width: 2.5; }
.dl-key { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; font-size: 0.875rem; }
.dl-key svg { width: 2.6rem; height: 0.8rem; margin-right: 0.3rem; }
.dl-now { stroke: var(--mlw-soft); stroke-width: 1; }
`;
const NAMES = {
  incoming: ["w\u2081", "w\u2082"],
  between: ["from one net to the other", "a random direction"],
  random: ["a random direction", "another"],
};

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  for (const { text, slice, start } of STARTS) {
    ui.button(ui.tools, { text }, () => ui.set({ slice, start }));
  }
  const sides = panels(
    ui.picture,
    { above: "The loss, seen from above", time: "The loss along each way" },
    { narrowest: "17rem" },
  );
  const above = fromAbove(sides.above, {
    start: () => model.get("start"),
    move: (start) => ui.set({ start }),
  });
  key(ui.picture);
  const time = alongTheWay(sides.time);
  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.field) return;
    const k = Math.min(model.get("steps"), out.made);
    /** @type {keyof typeof NAMES} */
    const slice = model.get("slice");
    above(out, k, NAMES[slice]);
    time(out, k);
    ui.offer("draw", slice !== "incoming");
  });
  return ui.cleanup;
}

/**
 * What the lines and marks mean.
 * @param {Element} parent
 */
function key(parent) {
  const rows = make("ul", { class: "dl-key" });
  for (const { name, quantity, mark } of WALKERS) {
    const row = make("li", {});
    const picture = d3.select(row).append("svg").attr("viewBox", "0 0 44 14");
    picture.attr("aria-hidden", "true");
    const line = picture.append("path").attr("d", "M0 7H30");
    line.attr("class", `mlw-curve dl-way dl-${name}`).style("stroke", `var(--q-${quantity})`);
    const end = picture.append("path").attr("d", mark).attr("transform", "translate(35,7)");
    end.style("fill", `var(--q-${quantity})`);
    row.append(name);
    rows.append(row);
  }
  parent.append(rows);
}

/**
 * @param {Element} parent
 * @param {{ start: () => number[], move: (start: [number, number]) => void }} hand
 */
function fromAbove(parent, { start, move }) {
  const stage = svg(parent, { width: 360, height: 360, minHeight: 280, label: "The loss" });
  const clip = stage.root.append("svg"); // cuts off what is outside
  const ground = clip.append("g").attr("aria-hidden", "true");
  const layer = clip.append("g").attr("aria-hidden", "true");
  const ends = clip.append("g").attr("aria-hidden", "true");
  const handle = clip.append("g");
  const unit = { x: d3.scaleLinear([-1, 1], [0, 1]), y: d3.scaleLinear([-1, 1], [1, 0]) };
  const hands = handles(handle, {
    ...unit,
    limits: { x: [-1, 1], y: [-1, 1] },
    step: 0.02,
    at: () => start(),
    move: (_i, x, y) => move([x, y]),
    label: () => `start at ${start().join(", ")} of the picture's half width`,
    shape: (g) => g.append("circle").attr("class", "dl-start").attr("r", 7),
  });
  /** @type {Floats | undefined} */
  let seen; // the field whose levels are drawn: they cost more than all else
  /**
   * @param {Out} out
   * @param {number} k
   * @param {string[]} names
   */
  return (out, k, [across, up]) => {
    const side = Math.min(stage.width - 40, stage.height - 28);
    const left = 34 + (stage.width - 40 - side) / 2;
    clip.attr("x", left).attr("y", 4).attr("width", side).attr("height", side);
    clip.attr("viewBox", `0 0 ${side} ${side}`);
    const domain = [-out.reach, out.reach];
    axes(stage, {
      x: d3.scaleLinear(domain, [left, left + side]),
      y: d3.scaleLinear(domain, [4 + side, 4]),
      xLabel: across,
      yLabel: up,
      xTicks: 5,
      yTicks: 5,
      grid: false,
    });
    stage.node.append(/** @type {Node} */ (stage.root.select("g.mlw-axes").node()));
    if (seen !== out.field) levels(ground, out.field);
    seen = out.field;
    ground.attr("transform", `scale(${side / out.field.shape[1]})`);
    unit.x.range([0, side]);
    unit.y.range([side, 0]);
    const x = d3.scaleLinear(domain, [0, side]);
    const y = d3.scaleLinear(domain, [side, 0]);
    const n = out.made + 1;
    const way = (/** @type {number} */ i, /** @type {number} */ axis) =>
      Float32Array.from({ length: k + 1 }, (_, j) => out.paths.values[2 * (i * n + j) + axis]);
    const list = WALKERS.map(({ name, quantity }, i) => ({
      name,
      quantity,
      style: `dl-way dl-${name}`,
      xs: way(i, 0),
      ys: way(i, 1),
    }));
    curves(layer, list, { x, y, left: 0, right: side, top: 0, bottom: side });
    const place = (/** @type {number} */ px, /** @type {number} */ py) =>
      `translate(${x(px).toFixed(1)},${y(py).toFixed(1)})`;
    // A way that has left the picture keeps its mark, pale, on the edge where it is nearest.
    const edge = (/** @type {number} */ at) => Math.max(-out.reach, Math.min(out.reach, at));
    const nearest = (/** @type {number} */ i) => [edge(list[i].xs[k]), edge(list[i].ys[k])];
    const gone = (/** @type {number} */ i) =>
      nearest(i)[0] !== list[i].xs[k] || nearest(i)[1] !== list[i].ys[k];
    ends
      .selectAll("path.dl-mark")
      .data(WALKERS)
      .join("path")
      .attr("class", (_, i) => (gone(i) ? "dl-mark dl-outside" : "dl-mark"))
      .attr("d", ({ mark }) => mark)
      .style("fill", ({ quantity }) => `var(--q-${quantity})`)
      .attr("transform", (_, i) => place(nearest(i)[0], nearest(i)[1]));
    ends
      .selectAll("path.dl-zero")
      .data(Array.from({ length: out.marks.shape[0] }, (_, i) => i))
      .join("path")
      .attr("class", "dl-zero")
      .attr("d", "M-5-5 5 5M5-5-5 5")
      .attr("transform", (i) => place(out.marks.values[2 * i], out.marks.values[2 * i + 1]));
    hands.draw(1);
  };
}

/**
 * One area for each level: where the loss is higher than it.
 * @param {Layer} layer
 * @param {Floats} field
 */
function levels(layer, field) {
  const [rows, columns] = field.shape;
  const line = (/** @type {number[][]} */ ring) =>
    `M${ring.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}z`;
  const shapes = d3.contours().size([columns, rows]).thresholds(LEVELS)(Array.from(field.values));
  layer
    .selectAll("path")
    .data(shapes)
    .join("path")
    .attr("class", "dl-level")
    .attr("d", ({ coordinates }) => coordinates.map((rings) => rings.map(line).join("")).join(""));
}

/**
 * The loss against the steps.
 * @param {Element} parent
 */
function alongTheWay(parent) {
  const stage = svg(parent, { width: 360, height: 360, minHeight: 230, label: "Loss by step" });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const now = stage.root.append("line").attr("class", "dl-now").attr("aria-hidden", "true");
  /**
   * @param {Out} out
   * @param {number} k
   */
  return (out, k) => {
    const n = out.made + 1;
    const inside = box(stage, { left: 56, right: 18, top: 12, bottom: 26 });
    const s = { ...scales(inside, { x: [0, out.made], y: [1e-4, 10], logY: true }), logY: true };
    axes(stage, {
      x: s.x,
      y: s.y,
      xLabel: "step",
      yLabel: "loss",
      xTicks: 4,
      yTicks: 6,
      yFormat: "~g",
      grid: false,
    });
    const at = Array.from({ length: n }, (_, i) => i);
    const list = WALKERS.map(({ name, quantity }, i) => ({
      name,
      quantity,
      style: `dl-way dl-${name}`,
      xs: at,
      ys: out.losses.values.subarray(i * n, (i + 1) * n),
    }));
    curves(layer, list, s);
    now.attr("x1", s.x(k)).attr("x2", s.x(k)).attr("y1", s.top).attr("y2", s.bottom);
  };
}

export default { render };
