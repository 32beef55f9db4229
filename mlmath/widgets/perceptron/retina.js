// The retina: a field to draw on, the weights as an image, and how the machine reads the drawing.

import { drawing } from "../kit/drawing.js";
import { field } from "../kit/grid.js";
import { panels } from "../kit/panels.js";
import { button, change, frame, make, onFrame, unpack } from "../kit.js";
import { lastShown, updatesSoFar } from "./retina/past.js";
import { scores, verdict } from "./retina/scores.js";
import { WEIGHTS_STYLE, weightsImage } from "./retina/weights.js";

/** @import { Floats, Frame, Ints, Render } from "../kit/types.d.ts" */

/**
 * What retina.py computes.
 * @typedef {{ first: string, second: string, patterns: Ints, samples: Ints, weights: Ints,
 *   bias: number, seen: Ints, seen_letter: string, seen_wrong: boolean, updates: Ints, last: number,
 *   test_scores: Ints, test_labels: Ints, tests: number, correct: number, score: number,
 *   reading: string }} Out
 */

const SHAPE = { rows: 20, columns: 20 };
const CELLS = SHAPE.rows * SHAPE.columns;
const STYLE = `${WEIGHTS_STYLE}
.mlw-retina { padding: 0.75rem; }
.mlw-retina .mlw-panels { grid-template: "draw weights says" auto "draw weights past" 1fr
  "load load past" auto "scores scores scores" auto / minmax(0, 15rem) minmax(0, 15rem) minmax(7rem, 1fr); }
.mlw-retina .mlw-panel { grid-area: var(--area); }
.mlw-root .mlw-retina-row { display: grid; gap: 0.375rem;
  grid-template-columns: minmax(0, 2fr) minmax(0, 2fr) minmax(0, 4fr) minmax(0, 4fr) minmax(0, 3fr); }
.mlw-root .mlw-retina-row .mlw-button { min-width: 0; padding: 0 0.25rem; white-space: nowrap; }
.mlw-root .mlw-retina-says { align-self: center; line-height: 1.35; }
.mlw-retina-reading { display: block; font-size: 1.25em; }
.mlw-retina-seen { display: flex; gap: 0.5rem; align-items: start; }
.mlw-retina-seen .mlw-cells { flex: 0 0 64px; }
.mlw-retina-seen.wrong .mlw-cells { outline: 2.5px solid var(--q-e); }
.mlw-retina-said { font-size: 0.8125rem; line-height: 1.35; }
.mlw-retina-said b { display: block; font-weight: 600; }
.mlw-retina-seen.wrong b { color: var(--q-e); }
.mlw-retina-curve { margin-top: 0.75rem; }
.mlw-retina-test { fill-opacity: 0.75; }
.mlw-retina-plus, .mlw-retina-plus-wrong { fill: var(--q-positive); }
.mlw-retina-minus, .mlw-retina-minus-wrong { fill: var(--q-negative); }
.mlw-retina-plus-wrong, .mlw-retina-minus-wrong { fill-opacity: 0; stroke: var(--q-e); stroke-width: 2; }
.mlw-svg .mlw-retina-text { font-size: 13px; fill: var(--mlw-ink); }
.mlw-svg .mlw-retina-soft { font-size: 12px; fill: var(--mlw-soft); }
@container (max-width: 38rem) {
  .mlw-retina { padding: 0.5rem; }
  .mlw-retina .mlw-panels { gap: 0.5rem 0.625rem; grid-template: "draw weights" auto "says says" auto
    "load load" auto "scores scores" auto "past past" auto / minmax(0, 4fr) minmax(0, 3fr); }
  .mlw-root .mlw-retina .mlw-panel figcaption { margin: 0 0 0.2rem; white-space: nowrap; }
  .mlw-root .mlw-retina-says { white-space: nowrap; }
  .mlw-retina-reading { display: inline; margin-inline-start: 0.5em; }
  .mlw-retina-past { display: flex; gap: 0.5rem; align-items: center; }
  .mlw-retina-said { width: 5.6rem; }
  .mlw-retina-curve { flex: 1; min-width: 0; margin: 0; }
}
`;

/**
 * Buttons that put a letter, a noisy copy of it, or nothing, on the field.
 * @param {Frame} ui
 * @param {Element} parent
 * @param {ReturnType<typeof drawing>} drawn
 */
function buttons(ui, parent, drawn) {
  const line = make("div", { class: "mlw-retina-row" });
  parent.append(line);
  const turn = [0, 0]; // which of the noisy copies comes next
  /** @type {() => Out} */
  const outputs = () => unpack(ui.model.get("outputs"));
  const part = (/** @type {Ints} */ array, /** @type {number} */ at) =>
    Array.from(array.values.slice(at, at + CELLS));
  const clean = [0, 1].map((which) =>
    button(line, { text: "?" }, () => drawn.load(part(outputs().patterns, which * CELLS))),
  );
  const noisy = [0, 1].map((which) =>
    button(line, { text: "?" }, () => {
      const { samples } = outputs();
      const copies = samples.shape[1];
      drawn.load(part(samples, (which * copies + (turn[which]++ % copies)) * CELLS));
    }),
  );
  button(line, { text: "Clear" }, () => drawn.load(new Array(CELLS).fill(0)));
  /**
   * @param {HTMLElement} node
   * @param {string} text
   * @param {string} label
   */
  const write = (node, text, label) => {
    if (node.textContent === text) return;
    node.children[0].textContent = text;
    node.setAttribute("aria-label", label);
  };
  return (/** @type {Out} */ { first, second }) => {
    [first, second].forEach((name, which) => {
      write(clean[which], name, `${name}: load this letter`);
      write(noisy[which], `Noisy ${name}`, `Noisy ${name}: load a noisy copy`);
    });
  };
}

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const whole = make("div", { class: "mlw-retina" });
  ui.picture.append(whole);
  const symbol = (/** @type {string} */ name, text = name) =>
    make("b", { class: `q-${name}` }, text);

  // What must wait for Python; the drawing does not.
  const row = panels(whole, { draw: "", weights: "", load: "", says: "", scores: "", past: "" });
  for (const [name, panel] of Object.entries(row)) {
    if (name === "root") continue;
    panel.style.setProperty("--area", name);
    if (!["draw", "load"].includes(name)) panel.classList.add("mlw-behind");
  }
  row.draw.append(make("figcaption", {}, "Your drawing ", symbol("x")));
  const drawn = drawing(field(row.draw, SHAPE), {
    label: "Your drawing",
    get: () => model.get("drawing"),
    set: (cells) => change(model, { drawing: cells }),
  });
  const says = make("p", { class: "mlw-retina-says" });
  const seen = make("div", { class: "mlw-retina-seen" });
  const curve = make("div", { class: "mlw-retina-curve" });
  const past = make("div", { class: "mlw-retina-past" });
  row.says.append(says);
  past.append(seen, curve);
  row.past.append(past);
  const parts = [
    buttons(ui, row.load, drawn),
    weightsImage(row.weights),
    verdict(says, ["score ", symbol("w"), "\u00b7", symbol("x"), " + b"]),
    scores(row.scores),
    lastShown(seen, SHAPE),
    updatesSoFar(curve),
  ];

  onFrame(model, ui.signal, () => {
    drawn.show();
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (out.weights) for (const draw of parts) draw(out);
  });
  return ui.cleanup;
}

export default { render };
