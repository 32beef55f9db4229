// The fold: the hidden units' lines on the left, and where they send the points on the right.

import { panels } from "../kit/panels.js";
import { defaults, frame, make, onFrame, unpack } from "../kit.js";
import { INPUTS_STYLE, inputs } from "./fold/inputs.js";
import { PLACES_STYLE, places } from "./fold/places.js";

/** @import { Floats, Ints, Render } from "../kit/types.d.ts" */

/**
 * What fold.py computes.
 * @typedef {{ task: string, points: Floats, labels: Ints, hidden: Floats, places: number, unit: Floats,
 *   section: Floats, separable: boolean }} Out
 */

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, INPUTS_STYLE + PLACES_STYLE));
  const parts = panels(
    ui.picture,
    { inputs: "The inputs, and the hidden units", places: "Where the units send them" },
    { narrowest: "14rem" },
  );
  const left = inputs(parts.inputs, { get: (name) => model.get(name), set: ui.set });
  const right = places(parts.places);
  ui.button(ui.tools, { text: "Start over", icon: "restart" }, () =>
    ui.set(defaults(model.get("spec"))),
  );

  function draw() {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    left.draw(out);
    right.draw(out);
    ui.fact("places", String(out.places), { widest: "18" });
    ui.fact("separated", out.separable ? "yes" : "no", { widest: "yes", quantity: "yhat" });
  }

  onFrame(model, ui.signal, draw);
  return ui.cleanup;
}

export default { render };
