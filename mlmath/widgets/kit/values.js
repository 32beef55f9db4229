// Values: what the model holds, as a view wants it.

/** @import { Outputs, Sent, Spec, ViewModel } from "./types.d.ts" */

/** @type {WeakMap<object, Outputs>} */
const unpacked = new WeakMap();

/**
 * Outputs as numbers, strings and {shape, values: typed array}; cached for each outputs object.
 * @param {Sent | undefined} outputs
 * @returns {any} the outputs of this widget, which its view describes
 */
export function unpack(outputs) {
  if (!outputs) return {};
  if (!unpacked.has(outputs)) {
    const entries = Object.entries(outputs).map(([name, value]) => [name, typed(value)]);
    unpacked.set(outputs, Object.fromEntries(entries));
  }
  return unpacked.get(outputs);
}

/** @param {Sent[string]} value */
function typed(value) {
  if (value === null || typeof value !== "object" || !value.dtype) return value;
  const Type = value.dtype === "int32" ? Int32Array : Float32Array;
  const {
    buffer,
    byteOffset = 0,
    byteLength,
  } = ArrayBuffer.isView(value.data)
    ? value.data
    : { buffer: value.data, byteLength: value.data.byteLength };
  // A view into a larger message may start at any byte; typed arrays start at multiples of four.
  const values =
    byteOffset % 4 === 0
      ? new Type(buffer, byteOffset, byteLength / 4)
      : new Type(buffer.slice(byteOffset, byteOffset + byteLength));
  return { shape: value.shape, values };
}

/**
 * Set inputs and send them at once: change(model, { step: 3 }).
 * @param {ViewModel} model
 * @param {Record<string, any>} values
 */
export function change(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

/**
 * model.on that ends with the signal. One event name a call, as hosts differ on lists.
 * @param {ViewModel} model
 * @param {string} event
 * @param {AbortSignal} signal
 * @param {() => void} callback
 */
export function listen(model, event, signal, callback) {
  model.on(event, callback);
  signal.addEventListener("abort", () => model.off(event, callback), { once: true });
}

const decimals = (/** @type {number} */ step) => (String(step).split(".")[1] ?? "").length;

/**
 * A number as the reader sees it: as many decimals as the step has, a real minus sign, a unit.
 * @param {number} value
 * @param {number} [step]
 * @param {string} [unit]
 */
export function format(value, step = 1, unit = "") {
  const text = Number(value).toFixed(decimals(step));
  const signed = /[1-9]/.test(text) ? text.replace("-", "\u2212") : text.replace("-", ""); // no -0
  return unit ? `${signed}\u00a0${unit}` : signed;
}

/**
 * "1 update", "2 updates", "1,234 updates": a whole number, and the noun to it.
 * @param {number} n
 * @param {string} noun
 */
export function counted(n, noun) {
  return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}

/**
 * A number as `format` has it, with a plus where it is above zero.
 * @param {number} value
 * @param {number} [step]
 */
export function signed(value, step = 1) {
  const text = format(value, step);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * What every input of a widget begins with.
 * @param {Spec} spec
 */
export const defaults = ({ fields }) =>
  Object.fromEntries(fields.map((field) => [field.name, field.default]));

/**
 * The longest of some texts, the first of several.
 * @param {string[]} texts
 */
export function longest(texts) {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), "");
}
