// The step size: a slider by powers of ten, with the bounds marked under it.

import { fill } from "../../kit/controls.js";
import { change, listen, make, unique } from "../../kit.js";

/** @import { NumberField, ViewModel } from "../../kit/types.d.ts" */
/** @import { Out } from "../canceller.js" */

const EACH = 20; // places of the slider for a factor of ten
const BOUNDS = ["mean square", "mean"];

export const STEP_STYLE = `
.mlw-can-step { flex: 1 1 100%; }
.mlw-can-marks { position: relative; height: 1.125rem; margin-top: -0.25rem; font-size: 0.75rem; }
.mlw-can-marks b { position: absolute; left: calc(11px + var(--at) * (100% - 22px)); translate: -50%;
  line-height: 1; padding-top: 0.375rem; }
.mlw-can-marks b::before { content: ""; position: absolute; left: 50%; top: -0.375rem; height: 0.625rem;
  border-left: 2px solid var(--q-e); }
.mlw-root .mlw-can-legend { display: flex; flex-wrap: wrap; gap: 0 1rem; color: var(--mlw-soft);
  font-size: 0.8125rem; }
`;

/**
 * The step size at a place of the slider, of three digits.
 * @param {number} place
 * @param {number} low
 */
export const sizeAt = (place, low) => Number((low * 10 ** (place / EACH)).toPrecision(3));

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
  const id = unique("mlw-mu");
  const most = Math.round(placeOf(high, low));
  const input = make("input", {
    type: "range",
    id,
    class: "mlw-range",
    min: 0,
    max: most,
    step: 1,
  });
  const value = make("output", { class: "mlw-value mlw-steady", for: id });
  value.dataset.widest = "0.00000";
  const label = make("label", { for: id, class: "mlw-label" }, field.label);
  const head = make("span", { class: "mlw-field-head" }, label, value);
  const ticks = BOUNDS.map((_, i) => make("b", {}, String(i + 1)));
  const marks = make("div", { class: "mlw-can-marks", "aria-hidden": "true" }, ...ticks);
  const texts = BOUNDS.map(() => make("span", { class: "mlw-steady" }));
  const legend = make("div", { class: "mlw-can-legend" }, ...texts);
  const node = make("div", { class: "mlw-field mlw-can-step" }, head, input, marks, legend);
  node.dataset.field = "mu";
  parent.prepend(node);

  const show = () => {
    const size = model.get("mu");
    input.valueAsNumber = Math.round(placeOf(size, low));
    value.textContent = short(size);
    input.setAttribute("aria-valuetext", short(size));
    fill(input);
  };
  input.addEventListener("input", () =>
    change(model, { mu: Math.min(high, sizeAt(input.valueAsNumber, low)) }),
  );
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
