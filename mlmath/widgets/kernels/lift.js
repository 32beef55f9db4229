// The lift: the points on the ground with the curve that falls back, and the raised points in space.

import { MARK_STYLE, marks } from "../kit/marks.js";
import { panels } from "../kit/panels.js";
import { space } from "../kit/space.js";
import { axes, d3, defaults, frame, make, onFrame, svg, unpack } from "../kit.js";
import { fit, PLANE_STYLE, sides } from "./shared/plane.js";

/** @import { Floats, Ints, Render, Scene, ThingLook } from "../kit/types.d.ts" */

/**
 * What lift.py computes.
 * @typedef {{ points: Floats, labels: Ints, heights: Floats, right: Ints, field: Floats,
 *   side: number, cut: Floats, sheet: Floats, low: number, high: number, plane: Floats,
 *   separable: boolean }} Out
 */

const REACH = 1.5;
const TALL = 1.15; // how far the sheet reaches up and down in the picture
const STYLE = `${MARK_STYLE}${PLANE_STYLE}
.kl-cross { fill: none; stroke: var(--q-e); stroke-width: 2; }
.kl-cross-edge { fill: none; stroke: var(--mlw-paper); stroke-width: 4; stroke-linecap: round; }
.mlw-space-edge.kl-sheet { stroke: var(--mlw-rule); stroke-width: 1.25; }
.mlw-space-edge.kl-plane { stroke: var(--q-w); stroke-width: 1.5; stroke-dasharray: 5 4; }
.mlw-space-edge.kl-cut { stroke: var(--q-w); stroke-width: 3; }
.mlw-space-edge.kl-rise { stroke: var(--mlw-soft); stroke-width: 1; stroke-dasharray: 2 3; }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const parts = panels(
    ui.picture,
    // The names of the axes stand here: in a small picture the points would cover them.
    {
      ground: "On the ground: x\u2081 across, x\u2082 up",
      space: "Raised by the third coordinate, and cut",
    },
    { narrowest: "8.5rem" }, // side by side on a phone too: the sliders move both
  );
  const ground = groundPicture(parts.ground);
  const stage = svg(parts.space, {
    width: 360,
    height: 360,
    minHeight: 140,
    label: "The raised points and the plane",
  });
  const view = space(stage, { label: "The raised points and the plane", reach: 2.3 });
  ui.button(ui.tools, { text: "Start over", icon: "restart" }, () => {
    view.home();
    ui.set(defaults(model.get("spec")));
  });

  onFrame(model, ui.signal, () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    if (!out.points) return;
    ground(out);
    view.draw(scene(out));
    for (const name of ["height", "tilt1", "tilt2"]) ui.offer(name, !model.get("widest"));
  });
  return ui.cleanup;
}

/** @param {Element} parent */
function groundPicture(parent) {
  const label = "The points in the plane, and the curve";
  const stage = svg(parent, { width: 360, height: 360, minHeight: 140, label });
  const [x, y] = [d3.scaleLinear(), d3.scaleLinear()];
  const plane = sides(stage);
  return (/** @type {Out} */ out) => {
    fit(stage, x, y, [REACH, REACH]);
    const small = stage.width < 200;
    const numbers = axes(stage, { x, y, xTicks: 4, yTicks: 4, inside: true });
    numbers.selectAll(".tick text").attr("display", small ? "none" : null);
    plane.draw({ field: out.field, border: out.cut }, x, y);
    const { values } = out.points;
    const list = Array.from({ length: out.labels.shape[0] }, (_, i) => i);
    const at = (/** @type {number} */ i) =>
      `translate(${x(values[2 * i])},${y(values[2 * i + 1])})`;
    const all = plane.above.selectAll("path.mlw-mark").data(list).join("path");
    marks(all, (i) => out.labels.values[i], small ? 4.5 : 6);
    all.attr("transform", at);
    const wrong = list.filter((i) => !out.right.values[i]);
    // A light edge below each cross, so that it is seen on a mark of any color.
    for (const name of ["kl-cross-edge", "kl-cross"]) {
      plane.above
        .selectAll(`path.${name}`)
        .data(wrong)
        .join("path")
        .attr("class", name)
        .attr("d", "M-5 -5 5 5M5 -5 -5 5")
        .attr("transform", at);
    }
  };
}

/**
 * The sheet, the plane, the raised points with the way that each has risen, and the cut.
 * @param {Out} out
 * @returns {Scene}
 */
function scene(out) {
  const middle = (out.low + out.high) / 2;
  const half = (out.high - out.low) / 2;
  const tall = (/** @type {number} */ z) => (TALL * (z - middle)) / half;
  /** @type {Scene} */
  const made = { points: [], edges: [] };
  // Of space the first axis points right, the second up, the third to the reader.
  const put = (
    /** @type {number} */ a,
    /** @type {number} */ b,
    /** @type {number} */ z,
    /** @type {ThingLook} */ look = { bare: true },
  ) => made.points.push([a, tall(z), -b, look]) - 1;
  const join = (/** @type {number} */ i, /** @type {number} */ j, /** @type {string} */ style) =>
    made.edges.push([i, j, { style }]);

  const n = out.sheet.shape[0];
  const place = (/** @type {number} */ k) => -REACH + (2 * REACH * k) / (n - 1);
  const first = made.points.length;
  out.sheet.values.forEach((z, k) => {
    put(place(k % n), place(Math.floor(k / n)), z);
  });
  for (let k = 0; k < n * n; k++) {
    if (k % n < n - 1) join(first + k, first + k + 1, "kl-sheet");
    if (k < n * (n - 1)) join(first + k, first + k + n, "kl-sheet");
  }
  const [h, s, t] = out.plane.values;
  const flat = (/** @type {number} */ a, /** @type {number} */ b) => put(a, b, h + s * a + t * b);
  for (const k of [-1, -0.5, 0, 0.5, 1]) {
    const at = k * REACH;
    join(flat(at, -REACH), flat(at, REACH), "kl-plane");
    join(flat(-REACH, at), flat(REACH, at), "kl-plane");
  }
  for (let k = 0; k < out.cut.shape[0]; k++) {
    const [a, b, c, d] = out.cut.values.subarray(4 * k, 4 * k + 4);
    join(flat(a, b), flat(c, d), "kl-cut");
  }
  put(0, -1.2 * REACH, out.low, { bare: true, name: "x\u2081" });
  put(1.2 * REACH, 0, out.low, { bare: true, name: "x\u2082" });
  out.heights.values.forEach((z, i) => {
    const [a, b] = out.points.values.subarray(2 * i, 2 * i + 2);
    const circle = out.labels.values[i] > 0;
    const look = { quantity: circle ? "positive" : "negative", square: !circle };
    join(put(a, b, out.low), put(a, b, z, look), "kl-rise");
  });
  return made;
}

export default { render };
