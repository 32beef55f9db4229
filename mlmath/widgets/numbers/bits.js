// The bits of a number: cells to flip, what they make, and where it lies on two rulers.

import { frame, make, onFrame, svg, unpack } from "../kit.js";
import { CELLS_STYLE, cells } from "./bits/cells.js";
import { RULERS_STYLE, rulers } from "./bits/rulers.js";

/** @import { Floats, Ints, Render } from "../kit/types.d.ts" */

/**
 * What bits.py computes.
 * @typedef {{ width: number, exponent_bits: number, worths: string, formula: string, value: string,
 *   kind: string, gap: string, where: number, normal: number, ticks: Floats, tick_names: string,
 *   near: Floats, ends: string, up: Ints, down: Ints, samples: Ints }} Out
 */

const CELLS = 16;
const SAMPLES = ["1", "0.1", "Largest", "Smallest above 0"];
const STYLE = `${CELLS_STYLE}${RULERS_STYLE}
.mlw-bits { padding: 0.75rem 0.75rem 0; }
.mlw-root .mlw-bits-formula { margin: 0.5rem 0 0; font-size: 1.0625rem; min-height: 1.6em;
  text-align: center; font-variant-numeric: tabular-nums; }
.mlw-bits-formula b { white-space: nowrap; }
@container (max-width: 38rem) {
  .mlw-root .mlw-bits-formula { min-height: 3.2em; }
  .mlw-bits-formula b { display: block; }
}
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  /** @type {() => Out} */
  const outputs = () => unpack(model.get("outputs"));
  const board = make("div", { class: "mlw-bits" });
  ui.picture.append(board);
  const row = cells(board, (i) => {
    const bits = [...model.get("bits")];
    bits[i] = 1 - bits[i];
    ui.set({ bits });
  });
  const formula = make("p", { class: "mlw-bits-formula" }, make("span"), make("b"));
  board.append(formula);
  const draw = rulers(
    svg(ui.picture, { width: 640, height: 208, minHeight: 208, label: "Rulers" }),
  );

  const go = (/** @type {ArrayLike<number>} */ bits) => ui.set({ bits: Array.from(bits) });
  ui.button(ui.tools, { text: "Next smaller" }, () => go(outputs().down.values));
  ui.button(ui.tools, { text: "Next larger" }, () => go(outputs().up.values));
  SAMPLES.forEach((text, i) => {
    ui.button(ui.tools, { text }, () =>
      go(outputs().samples.values.subarray(i * CELLS, (i + 1) * CELLS)),
    );
  });

  onFrame(model, ui.signal, () => {
    const out = outputs();
    row.draw(model.get("bits"), out);
    const [made, value] = formula.childNodes;
    made.textContent = `${out.formula} `;
    value.textContent = out.value.startsWith("\u2248") ? out.value : `= ${out.value}`;
    draw(out);
    ui.fact("number", out.value, { widest: "\u2248 \u22120.00000 \u00b7 10\u207b\u2070\u2070" });
    ui.fact("gap to the next larger", out.gap, {
      widest: "\u2248 0.00000 \u00b7 10\u207b\u2070\u2070",
    });
  });
  return ui.cleanup;
}

export default { render };
