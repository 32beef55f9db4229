// The bowl: lines of equal error over two weights with the paths on it, and the error against time.

import { key } from "../kit/key.js";
import { panels } from "../kit/panels.js";
import { box, curves, scales } from "../kit/plot.js";
import { axes, d3, format, frame, make, onFrame, svg, unpack } from "../kit.js";
import { ruler } from "./bowl/ruler.js";

/** @import { Floats, Render } from "../kit/types.d.ts" */

/**
 * What bowl.py computes.
 * @typedef {{ path: Floats, descent: Floats, seen: Floats, law: Floats, R: Floats, goal: Floats,
 *   bounds: Floats, least: number, steps: number }} Out
 */

const STYLE = `
.lb-level { fill: none; stroke: var(--q-e); stroke-width: 1; opacity: 0.55; }
.lb-lms { stroke-width: 1.5; }
.lb-descent { stroke-dasharray: 6 4; }
.lb-least { stroke-dasharray: 2 4; stroke-width: 1.5; }
.lb-law { stroke: var(--mlw-ink); stroke-dasharray: 6 4; stroke-width: 2; }
.lb-now { fill: var(--q-w); stroke: var(--mlw-paper); stroke-width: 1.5; }
.lb-goal { fill: none; stroke: var(--mlw-ink); stroke-width: 2; }
.lb-time { stroke: var(--mlw-soft); stroke-width: 1; }
`;
const HIGH = 1e4; // the largest error that is drawn
const LEVELS = [0.25, 1, 2.25, 4, 6.25, 9];

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const sides = panels(
    ui.picture,
    { bowl: "The bowl, seen from above", time: "The squared error against time" },
    { narrowest: "17rem" },
  );
  const bowl = fromAbove(sides.bowl);
  const time = againstTime(sides.time);
  key(sides.bowl, {
    "LMS, one run": sample("w", "lb-lms"),
    "steepest descent": sample("grad", "lb-descent"),
  });
  key(sides.time, {
    "mean of 200 runs": sample("e", "lb-lms"),
    "the law": sample("", "lb-law"),
    "the least": sample("e", "lb-least"),
  });
  const rule = ruler(ui.picture);
  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.path) return;
    const k = Math.min(model.get("step"), out.steps);
    bowl(out, k);
    time(out, k);
    rule(model.get("mu"), model.get("marked") ? Array.from(out.bounds.values) : []);
    const [a, b] = out.path.values.subarray(2 * k, 2 * k + 2);
    const shown = Math.max(Math.abs(a), Math.abs(b)) < 1000;
    ui.fact("weights w", shown ? `(${format(a, 0.01)}, ${format(b, 0.01)})` : "out of sight", {
      quantity: "w",
      widest: "(\u2212000.00, \u2212000.00)",
    });
  });
  return ui.cleanup;
}

/**
 * A piece of a curve, for the key.
 * @param {string} quantity
 * @param {string} style
 */
function sample(quantity, style) {
  const stroke = quantity ? ` style="stroke:var(--q-${quantity})"` : "";
  return `<path class="mlw-curve ${style}"${stroke} d="M0 8H24"/>`;
}

/**
 * Lines of equal error, the Wiener solution, and two paths.
 * @param {Element} parent
 */
function fromAbove(parent) {
  const label = "Lines of equal error over the two weights, with the paths";
  const stage = svg(parent, { width: 360, height: 340, minHeight: 260, label });
  const clip = stage.root.append("svg").attr("aria-hidden", "true"); // cuts off what is outside
  const levels = clip.append("g");
  const layer = clip.append("g");
  const goal = clip.append("path").attr("class", "lb-goal").attr("d", "M-6-6 6 6M6-6-6 6");
  const name = clip.append("text").text("w\u00b0");
  const now = clip.append("circle").attr("class", "lb-now").attr("r", 6);
  /**
   * @param {Out} out
   * @param {number} k
   */
  return (out, k) => {
    const inside = box(stage, { left: 30, right: 8, top: 8, bottom: 26 });
    const unit = Math.min(inside.right - inside.left, inside.bottom - inside.top) / 5;
    const [middle, level] = [(inside.left + inside.right) / 2, (inside.top + inside.bottom) / 2];
    const x = d3.scaleLinear([-2.5, 2.5], [middle - 2.5 * unit, middle + 2.5 * unit]);
    const y = d3.scaleLinear([-2.5, 2.5], [level + 2.5 * unit, level - 2.5 * unit]);
    clip
      .attr("x", x(-2.5))
      .attr("y", y(2.5))
      .attr("width", 5 * unit)
      .attr("height", 5 * unit)
      .attr("viewBox", `${x(-2.5)} ${y(2.5)} ${5 * unit} ${5 * unit}`);
    axes(stage, { x, y, xLabel: "w\u2081", yLabel: "w\u2082", xTicks: 5, yTicks: 5, grid: false });
    const edge = (/** @type {number} */ value) => Math.max(-99, Math.min(99, value));
    const place = (/** @type {ArrayLike<number>} */ at) => [x(edge(at[0])), y(edge(at[1]))];
    const line = (/** @type {number[][]} */ list) => `M${list.map((at) => at.join(" ")).join("L")}`;
    levels
      .selectAll("path")
      .data(LEVELS)
      .join("path")
      .attr("class", "lb-level")
      .attr("d", (height) => line(ellipse(out, height).map(place)));
    const walk = (/** @type {Floats} */ path) =>
      Array.from({ length: k + 1 }, (_, i) => path.values.subarray(2 * i, 2 * i + 2));
    const s = { ...inside, x, y };
    const curve = (/** @type {Floats} */ path) => ({
      xs: walk(path).map((at) => edge(at[0])),
      ys: walk(path).map((at) => edge(at[1])),
    });
    curves(
      layer,
      [
        { name: "descent", quantity: "grad", style: "lb-descent", ...curve(out.descent) },
        { name: "lms", quantity: "w", style: "lb-lms", ...curve(out.path) },
      ],
      s,
    );
    const [gx, gy] = place(out.goal.values);
    goal.attr("transform", `translate(${gx},${gy})`);
    name.attr("x", gx + 9).attr("y", gy - 8);
    const [nx, ny] = place(out.path.values.subarray(2 * k, 2 * k + 2));
    now.attr("cx", nx).attr("cy", ny);
  };
}

/**
 * The weights at which the error lies `height` above the least, by the eigenvectors of R.
 * @param {Out} out
 * @param {number} height
 */
function ellipse(out, height) {
  const [a, b] = out.R.values; // both inputs have one variance: the axes lie along the diagonals
  const half = [Math.sqrt(height / (a + b) / 2), Math.sqrt(height / (a - b) / 2)];
  return Array.from({ length: 61 }, (_, i) => {
    const [s, t] = [half[0] * Math.cos((i * Math.PI) / 30), half[1] * Math.sin((i * Math.PI) / 30)];
    return [out.goal.values[0] + s + t, out.goal.values[1] + s - t];
  });
}

/**
 * The errors of many runs, over those that the law predicts.
 * @param {Element} parent
 */
function againstTime(parent) {
  const label = "The squared error at each step: simulated, predicted, and the least";
  const stage = svg(parent, { width: 360, height: 340, minHeight: 240, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const now = stage.root.append("line").attr("class", "lb-time").attr("aria-hidden", "true");
  /**
   * @param {Out} out
   * @param {number} k
   */
  return (out, k) => {
    const most = Math.max(...out.seen.values, ...out.law.values);
    const top = Math.min(HIGH, 10 ** Math.ceil(Math.log10(Math.max(10, most))));
    const inside = box(stage, { left: 60, right: 14, top: 8, bottom: 26 });
    const s = { ...scales(inside, { x: [0, out.steps], y: [0.1, top], logY: true }), logY: true };
    axes(stage, {
      x: s.x,
      y: s.y,
      xLabel: "step",
      xTicks: 4,
      yTicks: 4,
      yFormat: ",~g",
      grid: false,
    });
    const at = Array.from({ length: out.steps }, (_, i) => i);
    const flat = { xs: [0, out.steps], ys: [out.least, out.least] };
    curves(
      layer,
      [
        { name: "least", quantity: "e", style: "lb-least", ...flat },
        { name: "seen", quantity: "e", style: "lb-lms", xs: at, ys: out.seen.values },
        { name: "law", style: "lb-law", xs: at, ys: out.law.values },
      ],
      s,
    );
    now.attr("x1", s.x(k)).attr("x2", s.x(k)).attr("y1", s.top).attr("y2", s.bottom);
  };
}

export default { render };
