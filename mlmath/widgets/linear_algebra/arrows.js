// Two arrows: their tips to drag, and the shadow of v on the line of u.

import { handles } from "../kit/handles.js";
import { format, frame, make, onFrame, unpack } from "../kit.js";
import { PLANE_STYLE, plane } from "./shared/plane.js";

/** @import { Floats, Point, Render } from "../kit/types.d.ts" */

/**
 * What arrows.py computes.
 * @typedef {{ dot: number, lengths: Floats, foot: Floats, shadow: number, angle: number,
 *   sum: string }} Out
 */

const REACH = 4;
const SQUARE = 12; // pixels, of the mark of a right angle

const STYLE = `${PLANE_STYLE}
.aw-line { stroke: var(--mlw-soft); stroke-dasharray: 2 5; }
.aw-light { stroke: var(--mlw-soft); stroke-width: 1.5; stroke-dasharray: 6 4; }
.aw-shadow { stroke: var(--q-gamma); stroke-width: 8; stroke-linecap: round; opacity: 0.75; }
.aw-right { fill: none; stroke: var(--mlw-ink); stroke-width: 1.5; }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const view = plane(ui.picture, {
    reach: REACH + 0.6,
    label: "The plane with the arrows u and v, and the shadow of v",
    width: 720,
    height: 420,
    minHeight: 300,
  });
  const line = view.root.append("line").attr("class", "aw-line");
  const light = view.root.append("line").attr("class", "aw-light");
  const shadow = view.root.append("line").attr("class", "aw-shadow");
  const right = view.root.append("path").attr("class", "aw-right");
  const layer = view.root.append("g").attr("class", "mlw-behind");
  const tips = () => /** @type {[Point, Point]} */ (model.get("tips"));
  const hands = handles(view.root.append("g"), {
    x: view.x,
    y: view.y,
    limits: { x: [-REACH, REACH], y: [-REACH, REACH] },
    step: 0.5,
    at: (i) => tips()[i],
    move(i, px, py) {
      const half = (/** @type {number} */ value) => Math.round(2 * value) / 2 + 0;
      const to = [half(px), half(py)];
      ui.set({ tips: tips().map((tip, j) => (j === i ? to : tip)) });
    },
    label: (i) =>
      `tip of ${"uv"[i]} at ${tips()
        [i].map((value) => format(value, 0.1))
        .join(", ")}`,
    shape: (g) => g.append("circle").attr("r", 7),
  });

  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    const [u, v] = tips();
    view.fit();
    const { x, y } = view;
    const far = 3 * REACH;
    const long = Math.hypot(...u) || 1;
    const along = [u[0] / long, u[1] / long];
    line
      .attr("x1", x(-far * along[0]))
      .attr("y1", y(-far * along[1]))
      .attr("x2", x(far * along[0]))
      .attr("y2", y(far * along[1]))
      .attr("display", out.lengths.values[0] ? null : "none");
    const [fx, fy] = out.foot.values;
    light.attr("x1", x(v[0])).attr("y1", y(v[1])).attr("x2", x(fx)).attr("y2", y(fy));
    shadow.attr("x1", x(0)).attr("y1", y(0)).attr("x2", x(fx)).attr("y2", y(fy));
    shadow.attr("display", out.dot ? null : "none");
    // At a right angle: the small square that school draws there.
    const square = out.dot === 0 && out.angle > 0;
    const short = Math.hypot(...v) || 1;
    const [px, py] = [SQUARE * along[0], -SQUARE * along[1]];
    const [qx, qy] = [(SQUARE * v[0]) / short, (-SQUARE * v[1]) / short];
    right.attr("display", square ? null : "none");
    right.attr("d", `M${x(0) + px} ${y(0) + py}l${qx} ${qy}L${x(0) + qx} ${y(0) + qy}`);
    view.arrows(layer, [
      { to: u, style: "la-x", name: "u" },
      { to: v, style: "la-w", name: "v" },
    ]);
    hands
      .draw(2)
      .select("circle:not(.mlw-reach)")
      .attr("class", (i) => `la-knob ${i ? "la-w" : "la-x"}`);

    const number = (/** @type {number} */ value) => format(value, 0.01);
    ui.fact("u · v", out.sum, { widest: "(−3.5)·(−3.5) + (−3.5)·(−3.5) = −12.25" });
    ui.fact("shadow", number(out.shadow), { quantity: "gamma", widest: "−0.00" });
    ui.fact("‖u‖", number(out.lengths.values[0]), { quantity: "x", widest: "0.00" });
    ui.fact("‖v‖", number(out.lengths.values[1]), { quantity: "w", widest: "0.00" });
  });
  return ui.cleanup;
}

export default { render };
