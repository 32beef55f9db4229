// Controls: one for each kind of field but the player.

import { make } from "./parts.js";
import { format } from "./values.js";

// Each control returns { node, show(value) }.  show() is never called while the reader's hand is
// on that control, so nothing that arrives late can move it.

export function slider(field, id, set) {
  const input = make("input", {
    type: "range",
    id,
    class: "mlw-range",
    min: field.low,
    max: field.high,
    step: field.step,
  });
  const value = make("output", { class: "mlw-value", for: id });
  const show = (number) => {
    input.value = number;
    value.textContent = format(number, field.step, field.unit);
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

// The part of the track left of the thumb, which CSS draws as a gradient.
export function fill(input) {
  const [low, high] = [Number(input.min), Number(input.max)];
  const share = high > low ? (input.valueAsNumber - low) / (high - low) : 0;
  input.style.setProperty("--mlw-fill", String(share));
}

export function select(field, id, set) {
  const input = make("select", { id, class: "mlw-select" });
  for (const [value, text] of Object.entries(field.options)) {
    input.append(make("option", { value }, text));
  }
  input.addEventListener("change", () => set(input.value));
  const show = (value) => {
    input.value = value;
  };
  const label = make("label", { for: id, class: "mlw-label" }, field.label);
  return { node: make("div", { class: "mlw-field" }, label, input), show, input };
}

export function toggle(field, id, set) {
  const input = make("input", { type: "checkbox", role: "switch", id, class: "mlw-switch" });
  input.addEventListener("change", () => set(input.checked));
  const show = (value) => {
    input.checked = value;
  };
  const label = make("label", { for: id, class: "mlw-label" }, field.label);
  return { node: make("div", { class: "mlw-field mlw-field-switch" }, input, label), show, input };
}
