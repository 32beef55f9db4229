// The matrix: the circle and a letter on the left, what A makes of them on the right.

import { handles } from "../kit/handles.js";
import { panels } from "../kit/panels.js";
import { format, frame, make, onFrame, unpack } from "../kit.js";
import { PLANE_STYLE, plane } from "./shared/plane.js";

/** @import { Floats, Point, Render } from "../kit/types.d.ts" */

/**
 * What matrix.py computes.
 * @typedef {{ circle: Floats, ellipse: Floats, letter: Floats, image: Floats, axes: Floats,
 *   sources: Floats, x: Floats, b: Floats, ball: Floats, cloud: Floats, values: Floats,
 *   kappa: number, worst: number, found: number }} Out
 */

const REACH = 2;
const SHOWN = 2.5;
const ROOM = 0.3; // between two tips that both bear their names

const STYLE = `${PLANE_STYLE}
.mlw-svg .mx-empty { fill: none; stroke-width: 2; }
.mx-round { fill: none; stroke: var(--mlw-ink); stroke-width: 2; }
.mx-letter { fill: var(--mlw-soft); opacity: 0.28; }
.mx-error { fill: var(--q-e); fill-opacity: 0.3; stroke: var(--q-e); stroke-width: 1.5; }
`;

/** @type {(floats: Floats, i?: number) => Point} */
const pair = ({ values }, i = 0) => [values[2 * i], values[2 * i + 1]];

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const parts = panels(ui.picture, { before: "x, what is put in", after: "A x, what comes out" });
  const size = { reach: SHOWN, width: 350, height: 350, minHeight: 250 };
  const label = "The unit circle with x, and around x the error of the solution";
  const left = plane(parts.before, { ...size, label });
  const right = plane(parts.after, {
    ...size,
    label: "The ellipse that A makes of the circle, the columns of A, and b with its error",
  });
  const draws = [left, right].map((view) => {
    const back = view.root.append("g").attr("class", "mlw-behind");
    return {
      view,
      letter: back.append("path").attr("class", "mx-letter"),
      round: back.append("path").attr("class", "mx-round"),
      error: back.append("path").attr("class", "mx-error"),
      arrows: back.append("g"),
      hands: view.root.append("g"),
    };
  });
  const [before, after] = draws;

  const turning = handles(before.hands, {
    x: left.x,
    y: left.y,
    limits: { x: [-SHOWN, SHOWN], y: [-SHOWN, SHOWN] },
    step: 0.01,
    at: () => pair(unpack(model.get("outputs")).x),
    move(_i, px, py) {
      const degrees = Math.round((Math.atan2(py, px) * 180) / Math.PI);
      ui.set({ angle: (degrees + 360) % 360 });
    },
    label: () => `tip of x, at ${model.get("angle")} degrees`,
    // Smaller and empty, for the error around x is seen through it.
    shape: (g) => g.append("circle").attr("class", "la-knob la-x mx-empty").attr("r", 5),
  });
  const columns = () => /** @type {[Point, Point]} */ (model.get("columns"));
  const moving = handles(after.hands, {
    x: right.x,
    y: right.y,
    limits: { x: [-REACH, REACH], y: [-REACH, REACH] },
    step: 0.1,
    at: (i) => columns()[i],
    move: (i, px, py) => ui.set({ columns: columns().map((one, j) => (j === i ? [px, py] : one)) }),
    label: (i) =>
      `column ${i + 1} at ${columns()
        [i].map((v) => format(v, 0.1))
        .join(", ")}`,
    shape: (g) => g.append("circle").attr("class", "la-knob la-w").attr("r", 7),
  });

  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    for (const [one, letter, round, error] of /** @type {const} */ ([
      [before, out.letter, out.circle, out.cloud],
      [after, out.image, out.ellipse, out.ball],
    ])) {
      one.view.fit();
      one.letter.attr("d", one.view.path(letter.values));
      one.round.attr("d", one.view.path(round.values));
      one.error.attr("d", one.view.path(error.values));
    }
    const [x, b] = [pair(out.x), pair(out.b)];
    // Where x or b lies on an axis, the name of the axis makes room for its own.
    const clear = (
      /** @type {Point} */ axis,
      /** @type {Point} */ tip,
      /** @type {string} */ name,
    ) => (Math.hypot(axis[0] - tip[0], axis[1] - tip[1]) > ROOM ? name : "");
    const [v1, v2] = [pair(out.sources, 0), pair(out.sources, 1)];
    left.arrows(before.arrows, [
      { to: v1, style: "la-thin la-axis", name: clear(v1, x, "v\u2081") },
      { to: v2, style: "la-thin la-second la-axis", name: clear(v2, x, "v\u2082") },
      { to: x, style: "la-x", name: "x" },
    ]);
    const [first, second] = columns();
    const [u1, u2] = [pair(out.axes, 0), pair(out.axes, 1)];
    const short = clear(u2, b, "\u03c3\u2082u\u2082");
    right.arrows(after.arrows, [
      { to: u1, style: "la-thin la-axis", name: clear(u1, b, "\u03c3\u2081u\u2081"), away: 44 },
      { to: u2, style: "la-thin la-second la-axis", name: short, away: 30 },
      { to: first, style: "la-w", name: "a\u2081" },
      { to: second, style: "la-w", name: "a\u2082" },
      // The worst b bears its name once it is found.
      { to: b, style: "la-y", name: out.found ? "worst b" : "b", away: out.found ? 44 : 20 },
    ]);
    turning.draw(1);
    moving.draw(2);

    const number = (/** @type {number} */ value) => format(value, 0.01);
    const bounded = (/** @type {number} */ value, /** @type {string} */ unit) =>
      value < 0 ? "\u221e" : format(value, 0.1, unit);
    ui.fact("σ₁, σ₂", [...out.values.values].map(number).join(", "), { widest: "0.00, 0.00" });
    ui.fact("κ", bounded(out.kappa, ""), { widest: "0000.0" });
    ui.fact("error of b", "10\u00a0%", { quantity: "e", widest: "10\u00a0%" });
    ui.fact("of x, at most", bounded(out.worst, "%"), {
      quantity: "e",
      widest: "0000.0\u00a0%",
    });
  });
  return ui.cleanup;
}

export default { render };
