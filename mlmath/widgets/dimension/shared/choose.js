// A slider over a list of numbers of dimensions, which the view makes itself.

import { slider } from "../../kit/controls.js";
import { listen, unique, unpack } from "../../kit.js";

/** @import { Frame, NumberField } from "../../kit/types.d.ts" */

/**
 * Put the slider of a field first among the controls; its value is a place in outputs.dims.
 * @param {Frame} ui
 * @param {string} name
 */
export function choose(ui, name) {
  const { model, signal } = ui;
  const field = /** @type {NumberField} */ (
    model.get("spec").fields.find((one) => one.name === name)
  );
  const dims = /** @type {Int32Array} */ (unpack(model.get("outputs")).dims.values);
  const text = (/** @type {number} */ place) => dims[place].toLocaleString("en-US");
  const control = slider(field, unique("dm-dims"), (value) => ui.set({ [name]: value }), {
    text,
    widest: text(dims.length - 1),
  });
  control.node.dataset.field = name;
  ui.controls.prepend(control.node);
  const show = () => control.show(model.get(name));
  listen(model, `change:${name}`, signal, show);
  show();
}
