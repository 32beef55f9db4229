// How infinite is it?  The border by the features that are kept, and what is missing in the kernel.

import { key } from "../kit/key.js";
import { MARK_STYLE, marks } from "../kit/marks.js";
import { panels } from "../kit/panels.js";
import { box, curves, scales } from "../kit/plot.js";
import { power } from "../kit/powers.js";
import { axes, d3, frame, make, onFrame, svg, unpack } from "../kit.js";
import { fit, PLANE_STYLE, sides } from "./shared/plane.js";

/** @import { Floats, Ints, Layer, Render } from "../kit/types.d.ts" */

/**
 * What infinite.py computes.
 * @typedef {{ points: Floats, labels: Ints, field: Floats, border: Floats, exact: Floats,
 *   counts: Ints, waves: Ints, taylor: Floats, fourier: Floats, fourier_bound: Floats, kept: number, error: number, apart: number }} Out
 */

const LOWEST = 1e-6;
const STYLE = `${MARK_STYLE}${PLANE_STYLE}
.mlw-root:has(.ki-now) .mlw-field-select { flex-basis: 8.5rem; }
.ki-bound { stroke-dasharray: 3 5; stroke-width: 1.75; }
.ki-fourier { stroke-dasharray: 9 4; }
.ki-now { stroke: var(--mlw-ink); stroke-width: 1.5; }
.ki-here { fill: var(--mlw-paper); stroke: var(--mlw-ink); stroke-width: 2.5; }
`;
const KEY = {
  "border of the kept features": '<path class="kp-border" d="M1 8H23"/>',
  "border of the whole kernel": '<path class="kp-exact" d="M1 8H23"/>',
  "error of monomials": '<path class="mlw-curve" stroke="var(--q-x)" d="M1 8H23"/>',
  "error of waves": '<path class="mlw-curve ki-fourier" stroke="var(--q-e)" d="M1 8H23"/>',
  "bound for waves": '<path class="mlw-curve ki-bound" stroke="var(--q-e)" d="M1 8H23"/>',
};

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  // Above the pictures, so that a phone shows what the thumb moves.
  ui.tools.append(ui.control("degree"), ui.control("width"));
  const parts = panels(
    ui.picture,
    { plane: "The machine with these features", error: "Largest error of the kernel" },
    { narrowest: "15rem" },
  );
  const left = planePicture(parts.plane);
  const right = errorPicture(parts.error);
  key(ui.picture, KEY);

  onFrame(model, ui.signal, () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    if (!out.field) return;
    left(out);
    right(out);
  });
  return ui.cleanup;
}

/** @param {Element} parent */
function planePicture(parent) {
  const label = "The points, and the borders of both machines";
  const stage = svg(parent, { width: 400, height: 270, minHeight: 200, label });
  const [x, y] = [d3.scaleLinear(), d3.scaleLinear()];
  const plane = sides(stage);
  return (/** @type {Out} */ out) => {
    fit(stage, x, y, [1.5, 1]);
    const { field, border, exact } = out;
    plane.draw({ field, border, exact }, x, y);
    const { values } = out.points;
    const list = Array.from({ length: out.labels.shape[0] }, (_, i) => i);
    const all = plane.above.selectAll("path.mlw-mark").data(list).join("path");
    marks(all, (i) => out.labels.values[i], 4.5);
    all.attr("transform", (i) => `translate(${x(values[2 * i])},${y(values[2 * i + 1])})`);
  };
}

/** @param {Element} parent */
function errorPicture(parent) {
  const label = "The error of the kernel against the number of features";
  const stage = svg(parent, { width: 400, height: 270, minHeight: 220, label });
  const layer = /** @type {Layer} */ (stage.root.append("g").attr("aria-hidden", "true"));
  const now = stage.root.append("line").attr("class", "ki-now");
  const here = stage.root.append("circle").attr("class", "ki-here").attr("r", 5);
  return (/** @type {Out} */ out) => {
    const inside = box(stage, { left: 52, bottom: 40 });
    const scale = scales(inside, { x: [1, 496], y: [LOWEST, 4], logX: true, logY: true });
    const { x, y } = scale;
    axes(stage, {
      x,
      y,
      xTicks: 3,
      yTicks: 4,
      xFormat: (value) => (Number.isInteger(Math.log10(value)) ? String(value) : ""),
      yFormat: (value) =>
        Number.isInteger(Math.round(1e6 * Math.log10(value)) / 1e6) ? power(value) : "",
    });
    const [n, waves] = [Array.from(out.counts.values), Array.from(out.waves.values)];
    // What is below the picture is not drawn along its edge.
    const seen = (/** @type {Floats} */ { values }) =>
      Array.from(values, (one) => (one < LOWEST ? 0 : one));
    const list = [
      { name: "taylor", xs: n, ys: seen(out.taylor), quantity: "x" },
      { name: "fourier", xs: waves, ys: seen(out.fourier), quantity: "e", style: "ki-fourier" },
      {
        name: "bound",
        xs: waves,
        ys: out.fourier_bound.values,
        quantity: "e",
        style: "ki-bound",
      },
    ];
    curves(layer, list, { ...scale, logX: true, logY: true });
    now.attr("x1", x(out.kept)).attr("x2", x(out.kept));
    now.attr("y1", inside.top).attr("y2", inside.bottom);
    here.attr("cx", x(out.kept)).attr("cy", y(Math.max(LOWEST, out.error)));
    const last = n.length - 1;
    const low =
      Math.max(
        0,
        out.taylor.values.findIndex((one) => one < 0.01),
      ) || last;
    const names = [
      { text: "monomials", at: x(n[low]) - 8, up: y(Math.max(LOWEST, out.taylor.values[low])) },
      { text: "waves", at: x(n[last]), up: y(out.fourier.values[last]) + 20 },
      { text: "features", at: inside.right, up: inside.bottom + 34 }, // no curve comes there
    ];
    stage.root
      .selectAll("text.ki-name")
      .data(names)
      .join("text")
      .attr("class", "ki-name mlw-halo")
      .attr("x", (one) => one.at)
      .attr("y", (one) => one.up)
      .attr("text-anchor", "end")
      .text((one) => one.text);
  };
}

export default { render };
