// The canceller: sounds to listen to, a picture that shows the same, and the step size.

import { frame, make, onFrame, unpack } from "../kit.js";
import { BUTTONS_STYLE, buttons } from "./canceller/buttons.js";
import { PICTURE_STYLE, picture } from "./canceller/picture.js";
import { STEP_STYLE, step } from "./canceller/step.js";

/** @import { Floats, Render } from "../kit/types.d.ts" */

/**
 * What canceller.py computes.
 * @typedef {{ shapes: Floats, left: Floats, floor: number, settles: boolean, weights: Floats,
 *   path: Floats, bounds: Floats, fuse: number, sounding: string, sound: Floats, rate: number,
 *   seconds: number, cut: number }} Out
 */

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, BUTTONS_STYLE + PICTURE_STYLE + STEP_STYLE));
  const sounds = picture(ui.picture);
  const marks = step(model, ui.signal, ui.controls);
  let asked = 0;
  const follow = () => {
    cancelAnimationFrame(asked);
    const at = heard.position();
    sounds.head(at);
    asked = at === null ? 0 : requestAnimationFrame(follow);
  };
  const heard = buttons(ui, () => follow());
  ui.signal.addEventListener("abort", () => cancelAnimationFrame(asked), { once: true });
  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    sounds.draw(out);
    marks(out);
  });
  return ui.cleanup;
}

export default { render };
