// The step size: a slider by powers of ten, with the bounds marked under it.

import { slider } from "../../kit/controls.js";
import { change, listen, make, unique } from "../../kit.js";

/** @import { NumberField, ViewModel } from "../../kit/types.d.ts" */
/** @import { Out } from "../canceller.js" */

const EACH = 20; // places of the slider for a factor of ten
const BOUNDS = ["mean square", "mean"];

export const STEP_STYLE = `
.mlw-root .mlw-can-step { flex: 1 1 100%; }
.mlw-can-marks { position: relative; height: 1.125rem; margin-top: -0.25rem; font-size: 0.75rem; }
.mlw-can-marks b { position: absolute; left: calc(11px + var(--at) * (100% - 22px)); translate: -50%;
  line-height: 1; padding-top: 0.375rem; }
.mlw-can-marks b::before { content: ""; position: absolute; left: 50%; top: -0.375rem; height: 0.625rem;
  border-left: 2px solid var(--q-e); }
.mlw-root .mlw-can-legend { display: flex; flex-wrap: wrap; gap: 0 1rem; color: var(--mlw-soft);
  font-size: 0.8125rem; }
`;

/**
 * The step size at a place of the slider, of three digits, or of more.
 * @param {number} place
 * @param {number} low
 * @param {number} [digits]
 */
export const sizeAt = (place, low, digits = 3) =>
  Number((low * 10 ** (place / EACH)).toPrecision(digits));

/**
 * The place of a step size, not rounded.
 * @param {number} size
 * @param {number} low
 */
export const placeOf = (size, low) => EACH * Math.log10(size / low);

const short = (/** @type {number} */ size) => String(Number(size.toPrecision(2)));

/**
 * Add it to a row of controls; the function returned draws the marks.
 * @param {ViewModel} model
 * @param {AbortSignal} signal
 * @param {Element} parent
 */
export function step(model, signal, parent) {
  const field = /** @type {NumberField} */ (
    model.get("spec").fields.find(({ name }) => name === "mu")
  );
  const { low, high } = field;
  const most = Math.round(placeOf(high, low));
  const control = slider(
    { label: field.label, low: 0, high: most, step: 1, unit: "" },
    unique("mlw-mu"),
    (place) => change(model, { mu: Math.min(high, sizeAt(place, low)) }),
    // A step size that was set from elsewhere lies between two places, and is said as it is.
    { text: (place) => short(sizeAt(place, low, 12)), widest: "0.00000" },
  );
  const ticks = BOUNDS.map((_, i) => make("b", {}, String(i + 1)));
  const marks = make("div", { class: "mlw-can-marks", "aria-hidden": "true" }, ...ticks);
  const texts = BOUNDS.map(() => make("span", { class: "mlw-steady" }));
  control.node.append(marks, make("div", { class: "mlw-can-legend" }, ...texts));
  control.node.classList.add("mlw-can-step");
  control.node.dataset.field = "mu";
  parent.prepend(control.node);

  const show = () => control.show(placeOf(model.get("mu"), low));
  listen(model, "change:mu", signal, show);
  show();

  return (/** @type {Out} */ { bounds: { values } }) => {
    values.forEach((bound, i) => {
      ticks[i].style.setProperty("--at", String(placeOf(bound, low) / most));
      texts[i].textContent = `${i + 1}: bound of the ${BOUNDS[i]}, ${short(bound)}`;
      texts[i].dataset.widest = `${i + 1}: bound of the ${BOUNDS[i]}, 0.00`;
    });
  };
}
