// The sheet: errors against the dimension of the space, the best shadow, and the variances.

import { key } from "../kit/key.js";
import { panels } from "../kit/panels.js";
import { box, curves, scales } from "../kit/plot.js";
import { axes, d3, frame, make, onFrame, svg, unpack } from "../kit.js";
import { choose } from "./shared/choose.js";

/** @import { Floats, Ints, Layer, Render } from "../kit/types.d.ts" */

/**
 * What sheet.py computes.
 * @typedef {{ dims: Ints, errors: Floats, variances: Floats, kept: number, shadow: Floats,
 *   labels: Ints, estimate: number }} Out
 */

const STYLE = `
.ds-circle { fill: none; stroke: var(--q-positive); stroke-width: 1.75; }
.ds-square { fill: var(--q-negative); fill-opacity: 0.7; }
.ds-near { stroke: var(--q-e); stroke-width: 2; }
.ds-near-mark { fill: none; stroke: var(--q-e); stroke-width: 2; }
.ds-shadow { stroke: var(--q-w); stroke-width: 2; stroke-dasharray: 6 4; }
.ds-shadow-mark { fill: var(--q-w); }
.ds-chance { stroke: var(--mlw-soft); stroke-width: 1.5; stroke-dasharray: 2 4; }
.mlw-svg .ds-names text { fill: var(--mlw-soft); font-size: 12px; text-anchor: middle; }
.ds-kept { fill: var(--q-w); }
.ds-left { fill: none; stroke: var(--mlw-soft); stroke-width: 1.5; }
@container (max-width: 26rem) { /* a slider has the whole way, and the errors stand above it */
  [data-widget="dimension.sheet"] .mlw-field-range { flex-basis: 100%; }
  [data-widget="dimension.sheet"] [data-panel="errors"] { order: 1; }
}
`;
const SQUARE = "M-4-4h8v8h-8z";

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  choose(ui, "dial");
  const sides = panels(
    ui.picture,
    {
      errors: "Errors of the nearest neighbor, by d",
      shadow: "The shadow on two directions",
      spectrum: "The largest variances",
    },
    { narrowest: "13rem" },
  );
  const errors = againstDimension(sides.errors);
  const shadow = fromAbove(sides.shadow);
  const spectrum = variances(sides.spectrum);
  key(sides.errors, {
    "in the space":
      '<path class="ds-near" d="M0 8H24"/><circle class="ds-near-mark" cx="12" cy="8" r="5"/>',
    "after PCA":
      '<path class="ds-shadow" d="M0 8H24"/><path class="ds-shadow-mark" d="M9 5h6v6h-6z"/>',
    "by a coin": '<path class="ds-chance" d="M0 8H24"/>',
  });
  key(sides.spectrum, {
    kept: '<path class="ds-kept" d="M8 0h8v16h-8z"/>',
    "not kept": '<path class="ds-left" d="M8 1h8v14h-8z"/>',
  });
  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.errors) return;
    errors(out);
    shadow(out);
    spectrum(out);
  });
  return ui.cleanup;
}

/** @param {Element} parent */
function againstDimension(parent) {
  const label = "The errors against the dimensions of the space";
  const stage = svg(parent, { width: 300, height: 260, minHeight: 230, label });
  const lines = stage.root.append("g").attr("aria-hidden", "true");
  const marks = stage.root.append("g").attr("aria-hidden", "true");
  const names = stage.root.append("g").attr("class", "ds-names").attr("aria-hidden", "true");
  /** @param {Out} out */
  return (out) => {
    const inside = box(stage, { left: 48, right: 18, top: 10, bottom: 30 });
    const dims = Array.from(out.dims.values);
    const last = dims.length - 1;
    const s = scales(inside, { x: [-0.4, last + 0.4], y: [0, 0.62] });
    axes(stage, { x: s.x, y: s.y, xTicks: 0, yTicks: 4, yFormat: ".0%" });
    names
      .selectAll("text")
      .data(dims)
      .join("text")
      .attr("x", (_, i) => s.x(i))
      .attr("y", s.bottom + 18)
      .text(String);
    const n = out.errors.shape[0];
    const column = (/** @type {number} */ c) =>
      Array.from({ length: n }, (_, i) => out.errors.values[2 * i + c]);
    const [near, shadow] = [column(0), column(1)];
    curves(
      /** @type {Layer} */ (lines),
      [
        { name: "chance", style: "ds-chance", xs: [-0.4, last + 0.4], ys: [0.5, 0.5] },
        { name: "near", style: "ds-near", xs: near.map((_, i) => i), ys: near },
        { name: "shadow", style: "ds-shadow", xs: shadow.map((_, i) => i), ys: shadow },
      ],
      s,
    );
    marks
      .selectAll("circle")
      .data(near)
      .join("circle")
      .attr("class", "ds-near-mark")
      .attr("r", 6.5)
      .attr("cx", (_, i) => s.x(i))
      .attr("cy", s.y);
    marks
      .selectAll("path")
      .data(shadow)
      .join("path")
      .attr("class", "ds-shadow-mark")
      .attr("d", "M-3-3h6v6h-6z")
      .attr("transform", (error, i) => `translate(${s.x(i)},${s.y(error)})`);
  };
}

/** @param {Element} parent */
function fromAbove(parent) {
  const label = "The known points on PCA's first two directions";
  const stage = svg(parent, { width: 300, height: 260, minHeight: 230, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  /** @param {Out} out */
  return (out) => {
    const { values } = out.shadow;
    const reach = 1.1 * values.reduce((most, v) => Math.max(most, Math.abs(v)), 0.1);
    const half = Math.min(stage.width, stage.height) / 2 - 8;
    const unit = half / reach;
    const place = (/** @type {number} */ i) =>
      `translate(${stage.width / 2 + unit * values[2 * i]},${stage.height / 2 - unit * values[2 * i + 1]})`;
    const labels = Array.from(out.labels.values);
    layer
      .selectAll("path")
      .data(labels)
      .join("path")
      .attr("class", (on) => (on ? "ds-circle" : "ds-square"))
      .attr("d", (on) => (on ? "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0" : SQUARE))
      .attr("transform", (_, i) => place(i));
  };
}

/** @param {Element} parent */
function variances(parent) {
  const label = "The variances along PCA's directions, the largest first";
  const stage = svg(parent, { width: 300, height: 260, minHeight: 230, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  /** @param {Out} out */
  return (out) => {
    const list = Array.from(out.variances.values);
    const inside = box(stage, { left: 44, right: 10, top: 10, bottom: 30 });
    const x = d3.scaleLinear([0.4, list.length + 0.6], [inside.left, inside.right]);
    const y = d3.scaleLinear([0, 1.1 * Math.max(...list, 0.01)], [inside.bottom, inside.top]);
    axes(stage, { x, y, xTicks: 5, yTicks: 4, yFormat: "~g", grid: false });
    const wide = 0.7 * (x(2) - x(1));
    layer
      .selectAll("rect")
      .data(list)
      .join("rect")
      .attr("class", (_, i) => (i < out.kept ? "ds-kept" : "ds-left"))
      .attr("x", (_, i) => x(i + 1) - wide / 2)
      .attr("width", wide)
      .attr("y", y)
      .attr("height", (v) => y(0) - y(v));
  };
}

export default { render };
