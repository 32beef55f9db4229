// Fit and overfit: points, the curve behind them, the net's answer, and both errors as it learns.

import { panels } from "../kit/panels.js";
import { box, curves, scales } from "../kit/plot.js";
import { axes, d3, frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Floats, Render } from "../kit/types.d.ts" */

/**
 * What fit.py computes.
 * @typedef {{ points: Floats, x: Floats, truth: Floats, now: Floats, best: Floats, train: Floats,
 *   held: Floats, stop: number, step: number, floor: number }} Out
 */

const STYLE = `
.df-point { fill: var(--q-y); stroke: var(--mlw-paper); stroke-width: 1; }
.df-truth { stroke: var(--mlw-soft); stroke-width: 2; stroke-dasharray: 2 4; }
.df-now { stroke-width: 2.5; }
.df-best { stroke: var(--mlw-ink); stroke-width: 1.75; stroke-dasharray: 7 4; }
.df-train { stroke-width: 2.5; }
.df-held { stroke-width: 2.5; stroke-dasharray: 7 4; }
.df-floor { stroke: var(--mlw-soft); stroke-dasharray: 2 4; stroke-width: 1.5; }
.df-stop { stroke: var(--mlw-ink); stroke-width: 1.25; }
.df-key { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; font-size: 0.875rem; }
.df-key svg { width: 2rem; height: 0.7rem; margin-right: 0.3rem; }
`;
const UPDATES = 10; // between two errors

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const sides = panels(
    ui.picture,
    { fit: "The points and the net", errors: "The errors while it learns" },
    { narrowest: "17rem" },
  );
  const fit = fitted(sides.fit);
  key(sides.fit, [
    ["the curve behind the points", "", "df-truth"],
    ["the net now", "yhat", "df-now"],
    ["the net where it was best", "", "df-best"],
  ]);
  const errors = learning(sides.errors);
  key(sides.errors, [
    ["points learned", "w", "df-train"],
    ["points held out", "e", "df-held"],
    ["the noise", "", "df-floor"],
  ]);
  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.points) return;
    fit(out);
    errors(out);
  });
  return ui.cleanup;
}

/**
 * What the lines mean.
 * @param {Element} parent
 * @param {[text: string, quantity: string, style: string][]} list
 */
function key(parent, list) {
  const rows = make("ul", { class: "df-key" });
  for (const [text, quantity, style] of list) {
    const row = make("li", {});
    d3.select(row)
      .append("svg")
      .attr("viewBox", "0 0 32 10")
      .attr("aria-hidden", "true")
      .append("path")
      .attr("class", `mlw-curve ${style}`)
      .style("stroke", quantity ? `var(--q-${quantity})` : "")
      .attr("d", "M0 5H32");
    row.append(text);
    rows.append(row);
  }
  parent.append(rows);
}

/** @param {Element} parent */
function fitted(parent) {
  const label = "The points, the curve behind them, and the net's answer";
  const stage = svg(parent, { width: 360, height: 280, minHeight: 230, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const points = stage.root.append("g").attr("aria-hidden", "true");
  /** @param {Out} out */
  return (out) => {
    const inside = box(stage, { left: 38, right: 18, top: 12, bottom: 26 });
    const s = scales(inside, { x: [-1, 1], y: [-2, 2] });
    axes(stage, { x: s.x, y: s.y, xLabel: "x", yLabel: "y", xTicks: 5, yTicks: 5, grid: false });
    const edge = (/** @type {Floats} */ values) =>
      values.values.map((value) => Math.max(-2, Math.min(2, value)));
    const xs = out.x.values;
    curves(
      layer,
      [
        { name: "truth", style: "df-truth", xs, ys: out.truth.values },
        { name: "best", style: "df-best", xs, ys: edge(out.best) },
        { name: "now", quantity: "yhat", style: "df-now", xs, ys: edge(out.now) },
      ],
      s,
    );
    points
      .selectAll("circle")
      .data(Array.from({ length: out.points.shape[0] }, (_, i) => i))
      .join("circle")
      .attr("class", "df-point")
      .attr("r", 4.5)
      .attr("cx", (i) => s.x(out.points.values[2 * i]))
      .attr("cy", (i) => s.y(Math.max(-2, Math.min(2, out.points.values[2 * i + 1]))));
  };
}

/** @param {Element} parent */
function learning(parent) {
  const label = "Error on the points learned and on those held out, against updates";
  const stage = svg(parent, { width: 360, height: 280, minHeight: 230, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const stop = stage.root.append("line").attr("class", "df-stop").attr("aria-hidden", "true");
  /** @param {Out} out */
  return (out) => {
    const last = Math.max(200, out.step);
    const inside = box(stage, { left: 52, right: 24, top: 12, bottom: 26 });
    const s = { ...scales(inside, { x: [0, last], y: [0.003, 3], logY: true }), logY: true };
    axes(stage, {
      x: s.x,
      y: s.y,
      xLabel: "updates",
      yLabel: "error",
      xTicks: 4,
      yTicks: 4,
      yFormat: "~g",
      grid: false,
    });
    const at = Array.from(out.train.values, (_, i) => UPDATES * i);
    curves(
      layer,
      [
        { name: "floor", style: "df-floor", xs: [0, last], ys: [out.floor, out.floor] },
        { name: "train", quantity: "w", style: "df-train", xs: at, ys: out.train.values },
        { name: "held", quantity: "e", style: "df-held", xs: at, ys: out.held.values },
      ],
      s,
    );
    const best = s.x(UPDATES * out.stop);
    stop.attr("x1", best).attr("x2", best).attr("y1", s.top).attr("y2", s.bottom);
  };
}

export default { render };
