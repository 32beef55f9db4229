// Controls: one for each kind of field but the player.

import { button, make } from "./parts.js";
import { format, longest } from "./values.js";

/** @import { ChoiceField, NumberField, ToggleField } from "./types.d.ts" */

// Each control returns { node, show(value) }.  show() is never called while the reader's hand is
// on that control, so nothing that arrives late can move it.

/**
 * What it says of a number, `text`, is by default the number itself; `widest` is as long as any.
 * @param {Pick<NumberField, "label" | "low" | "high" | "step" | "unit">} field
 * @param {string} id
 * @param {(value: number) => void} set
 * @param {{ text?: (value: number) => string, widest?: string }} [said]
 */
export function slider(
  field,
  id,
  set,
  {
    text = (number) => format(number, field.step, field.unit),
    widest = longest([text(field.low), text(field.high)]),
  } = {},
) {
  const input = make("input", {
    type: "range",
    id,
    class: "mlw-range",
    min: field.low,
    max: field.high,
    step: field.step,
  });
  const value = make("output", { class: "mlw-value mlw-steady", for: id });
  value.dataset.widest = widest;
  const show = (/** @type {number} */ number) => {
    input.valueAsNumber = number;
    value.textContent = text(number);
    input.setAttribute("aria-valuetext", value.textContent);
    fill(input);
  };
  input.addEventListener("input", () => {
    show(input.valueAsNumber);
    set(input.valueAsNumber);
  });
  const label = make("label", { for: id, class: "mlw-label" }, field.label);
  const head = make("span", { class: "mlw-field-head" }, label, value);
  return { node: make("div", { class: "mlw-field mlw-field-range" }, head, input), show, input };
}

/**
 * The part of the track left of the thumb, which CSS draws as a gradient.
 * @param {HTMLInputElement} input
 */
export function fill(input) {
  const [low, high] = [Number(input.min), Number(input.max)];
  const share = high > low ? (input.valueAsNumber - low) / (high - low) : 0;
  input.style.setProperty("--mlw-fill", String(share));
}

/**
 * A seed: the number of the draw that is shown, which may be typed over, and a button for the next.
 * @param {NumberField} field
 * @param {string} id
 * @param {(value: number) => void} set
 */
export function seed(field, id, set) {
  const { input, show, next } = seedNumber(field, id, set);
  const label = make("label", { for: id, class: "mlw-label" }, field.label);
  const row = make("div", { class: "mlw-seed" }, input);
  const node = make("div", { class: "mlw-field mlw-field-seed" }, label, row);
  const fresh = button(row, { text: "New" }, () => set(next()));
  fresh.append(make("span", { class: "mlw-wide" }, "draw"));
  return { node, show, input };
}

/**
 * The number of a seed alone; next() is the seed after it, the first after the last.
 * @param {NumberField} field
 * @param {string} id
 * @param {(value: number) => void} set
 */
export function seedNumber(field, id, set) {
  const input = make("input", {
    type: "number",
    id,
    class: "mlw-number",
    min: field.low,
    max: field.high,
    step: 1,
    inputmode: "numeric",
  });
  let now = field.default;
  input.addEventListener("change", () => {
    if (input.checkValidity() && input.value) set(input.valueAsNumber);
    else input.valueAsNumber = now;
  });
  const show = (/** @type {number} */ number) => {
    now = number;
    if (document.activeElement !== input) input.valueAsNumber = number; // not under the reader's hand
  };
  const next = () => (now >= field.high ? field.low : now + 1);
  return { input, show, next };
}

/**
 * @param {ChoiceField} field
 * @param {string} id
 * @param {(value: string) => void} set
 */
export function select(field, id, set) {
  const input = make("select", { id, class: "mlw-select" });
  for (const [value, text] of Object.entries(field.options)) {
    input.append(make("option", { value }, text));
  }
  input.addEventListener("change", () => set(input.value));
  const show = (/** @type {string} */ value) => {
    input.value = value;
  };
  const label = make("label", { for: id, class: "mlw-label" }, field.label);
  return { node: make("div", { class: "mlw-field mlw-field-select" }, label, input), show, input };
}

/**
 * @param {ToggleField} field
 * @param {string} id
 * @param {(value: boolean) => void} set
 */
export function toggle(field, id, set) {
  const input = make("input", { type: "checkbox", role: "switch", id, class: "mlw-switch" });
  input.addEventListener("change", () => set(input.checked));
  const show = (/** @type {boolean} */ value) => {
    input.checked = value;
  };
  const label = make("label", { for: id, class: "mlw-label" }, field.label);
  return { node: make("div", { class: "mlw-field mlw-field-switch" }, input, label), show, input };
}
