// The bowl: a way downhill, the plane of steps and momenta, and the measured rate.

import { panels } from "../kit/panels.js";
import { format, frame, make, onFrame, unpack } from "../kit.js";
import { DISTANCE_STYLE, distances } from "./bowl/distances.js";
import { PLANE_STYLE, plane } from "./bowl/plane.js";
import { WAY_STYLE, way } from "./bowl/way.js";

/** @import { Floats, Ints, Render } from "../kit/types.d.ts" */

/**
 * What bowl.py computes.
 * @typedef {{ path: Floats, lengths: Floats, predicted: number, measured: number, mu: number,
 *   shades: Ints, plain: Floats, best: Floats, made: number }} Out
 */

const STYLE = `
.mlw-picture > .bw-turn { margin: 0; padding: 0.5rem 0.625rem; }
@container (max-width: 30rem) { .bw-turn .mlw-field { flex: 1 1 100%; } }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE + WAY_STYLE + PLANE_STYLE + DISTANCE_STYLE));
  const top = make("div", {});
  // The sliders stand under the way that they bend, not below all three pictures.
  ui.controls.classList.add("bw-turn");
  ui.picture.append(top, ui.controls);
  const bowl = way(top, {
    start: () => model.get("start"),
    move: (start) => ui.set({ start }),
  });
  const both = panels(ui.picture, { plane: "", plot: "" }, { narrowest: "16rem" });
  const tuned = plane(both.plane, {
    at: () => [model.get("step"), model.get("momentum")],
    move: ([step, momentum]) => ui.set({ step, momentum }),
  });
  const plot = distances(both.plot);
  /** @type {(name: "plain" | "best") => void} */
  const take = (name) => {
    const [step, momentum] = unpack(model.get("outputs"))[name].values;
    // The best hardly ever lies on the sliders' steps; the digits beyond five are float32's.
    const tidy = (/** @type {number} */ value) => Math.round(value * 1e5) / 1e5;
    ui.set({ step: tidy(step), momentum: tidy(momentum) });
  };
  ui.button(ui.tools, { text: "Best without momentum" }, () => take("plain"));
  ui.button(ui.tools, { text: "Best with momentum" }, () => take("best"));

  onFrame(model, ui.signal, () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    const shown = Math.min(model.get("steps"), out.made);
    bowl(out, shown);
    tuned(out);
    plot(out, shown);
    const widest = "\u00d7 0.000";
    ui.fact("predicted, a step", `\u00d7 ${format(out.predicted, 0.001)}`, {
      widest,
      quantity: "wstar",
    });
    ui.fact("measured", `\u00d7 ${format(out.measured, 0.001)}`, { widest, quantity: "w" });
    ui.fact("2/L", format(2 / 9, 0.001), { widest: "0.000" });
  });
  return ui.cleanup;
}

export default { render };
