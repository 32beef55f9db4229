// What all views share: the chrome around a picture, the controls, axes, dragging, redrawing.
//
// A view is `export default { render({ model, el, signal }) }` and imports only this file:
//
//   import { frame, svg, axes, draggable, keys, onFrame, unpack, change, d3 } from "../kit.js";
//
//   function render({ model, el, signal }) {
//     const ui = frame({ model, el, signal });            // title, controls, summary, help, error
//     const stage = svg(ui.picture, { width: 640, height: 420, label: "What it shows" });
//     onFrame(model, ui.signal, () => {                    // after any change, gathered
//       const { weights } = unpack(model.get("outputs")); // {shape, values: Float32Array}
//       const x = d3.scaleLinear([-1, 1], [44, stage.width - 12]);
//       ...
//     });
//     return ui.cleanup;
//   }
//
// The model answers get, set, save_changes, on, off and send.  `set` fires "change:<name>" at
// once.  get("status") is snapshot | starting | ready | busy | error, get("error") the last line
// of what went wrong or "", and send({ command: "retry" }) asks again with the present inputs.

export { axes, draggable, keys, svg } from "./kit/draw.js";
export { frame } from "./kit/frame.js";
export { button, choices, icon, make } from "./kit/parts.js";
export { onFrame } from "./kit/redraw.js";
export { change, format, listen, unpack } from "./kit/values.js";
export { d3 } from "./vendor/d3.js";
