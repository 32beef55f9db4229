// What views share: the chrome around a picture, the controls, axes, dragging, redrawing.
//
// A view is `export default { render({ model, el, signal }) }` and imports from this file:
//
//   import { frame, svg, axes, onFrame, unpack, change, d3 } from "../kit.js";
//
//   function render({ model, el, signal }) {
//     const ui = frame({ model, el, signal });            // title, controls, sentence, help, error
//     const stage = svg(ui.picture, { width: 640, height: 420, label: "What it shows" });
//     onFrame(model, ui.signal, () => {                    // after any change, gathered
//       const { weights } = unpack(model.get("outputs")); // {shape, values: Float32Array}
//       const x = d3.scaleLinear([-1, 1], [44, stage.width - 12]);
//       ...
//     });
//     return ui.cleanup;
//   }
//
// What only some pictures need, a view imports by itself, so that no page loads the others':
//
//   kit/handles.js   points and lines to drag, with the keys that do the same
//   kit/plot.js      the box, the scales (linear, logarithmic) and the curves of a plot
//   kit/powers.js    numbers with a power of ten, for logarithmic axes
//   kit/labels.js    labels that keep clear of curves and of each other
//   kit/key.js       what the marks of a picture mean
//   kit/marks.js     circles and squares for labeled points
//   kit/panels.js    panels side by side, which stack on a phone
//   kit/grid.js      a field of cells; kit/drawing.js lets the reader draw on it
//   kit/bars.js      a list of bars
//   kit/roving.js    the arrow keys of a group of radio buttons
//   kit/space.js     points and edges in space, turned by hand
//   kit/turnable.js  the hand that turns: drag, arrow keys, Home
//
// The build draws each view once without a browser, for the still picture that stands there before
// it (livepage/build/stills/): what render() does at once is drawing, and it measures nothing but
// clientWidth and the length of a text.
//
// The model answers get, set, save_changes, on, off and send.  `set` fires "change:<name>" at
// once.  get("status") is snapshot | starting | ready | busy | error, get("error") the last line
// of what went wrong or "", and send({ command: "retry" }) asks again with the present inputs.

export { axes } from "./kit/axes.js";
export { frame } from "./kit/frame.js";
export { draggable, keys } from "./kit/move.js";
export { button, choices, icon, make, unique } from "./kit/parts.js";
export { onFrame } from "./kit/redraw.js";
export { svg } from "./kit/svg.js";
export { change, counted, defaults, format, listen, signed, unpack } from "./kit/values.js";
export { d3 } from "./vendor/d3.js";
