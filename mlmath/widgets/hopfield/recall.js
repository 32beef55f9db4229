// Recall: memories to begin with, a field to draw on, and the energy on the way down.

import { drawing } from "../kit/drawing.js";
import { field } from "../kit/grid.js";
import { panels } from "../kit/panels.js";
import { format, frame, listen, make, onFrame, unpack } from "../kit.js";
import { CARDS_STYLE, cards } from "./recall/cards.js";
import { energies } from "./recall/energies.js";

/** @import { Floats, Ints, Render } from "../kit/types.d.ts" */

/**
 * What recall.py computes.
 * @typedef {{ names: string, patterns: Ints, start: Ints, flips: Ints, ends: Ints,
 *   energies: Floats, overlaps: Floats, last: number, sentences: string }} Out
 */

const SIDE = 10;

const STYLE = `${CARDS_STYLE}
.mlw-hop { padding: 0.75rem; }
.mlw-hop .mlw-panels { margin-top: 0.75rem; align-items: start;
  grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); }
.mlw-hop-line { fill: none; stroke: var(--q-w); stroke-width: 2.5; }
.mlw-hop-later { opacity: 0.3; }
.mlw-hop-now { fill: var(--q-w); stroke: var(--mlw-paper); stroke-width: 1.5; }
@container (max-width: 38rem) {
  .mlw-hop { padding: 0.5rem; }
  .mlw-hop .mlw-panels { grid-template-columns: minmax(0, 1fr); }
}
@container (max-width: 26rem) { /* so that the grid and its energy stand on one screen */
  .mlw-hop [data-panel="state"] { width: 15rem; max-width: 100%; margin-inline: auto; }
  .mlw-root:has(.mlw-hop) .mlw-field-select { flex-basis: 100%; }
}
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const whole = make("div", { class: "mlw-hop" });
  ui.picture.append(whole);
  /** @type {() => Out} */
  const outputs = () => unpack(model.get("outputs"));
  const reached = () => Math.min(model.get("step"), outputs().last);

  /** The state that is shown: the start, with what each step up to now has changed. */
  const state = () => {
    const { start, flips, ends } = outputs();
    const cells = Array.from(start.values);
    for (const i of flips.values.subarray(0, ends.values[reached()])) cells[i] = 1 - cells[i];
    return cells;
  };
  const begin = (/** @type {Record<string, any>} */ values) => ui.set({ step: 0, ...values });
  // Where the noise or the seed changes, the fall begins again with the letter.
  for (const name of ["noise", "draw"])
    listen(model, `change:${name}`, ui.signal, () => begin({ start: [] }));

  const choose = cards(whole, (i) => begin({ shown: i, start: [] }));
  const row = panels(whole, { state: "The state (lit: +1): draw on it", energy: "Its energy" });
  const drawn = drawing(field(row.state, { rows: SIDE, columns: SIDE }), {
    label: "The state",
    get: state,
    set: (cells) => begin({ start: cells }),
  });
  const fall = energies(row.energy);
  row.energy.classList.add("mlw-behind");
  ui.button(ui.tools, { text: "Store this" }, () => begin({ own: state(), start: state() }));
  const forget = ui.button(ui.tools, { text: "Forget it" }, () => begin({ own: [], shown: 0 }));

  onFrame(model, ui.signal, () => {
    const out = outputs();
    if (!out.start) return;
    const k = reached();
    drawn.show();
    forget.toggleAttribute("disabled", !model.get("own").length);
    const n = out.patterns.shape[0];
    choose(out, k, model.get("start").length ? -1 : Math.min(model.get("shown"), n - 1));
    fall(out, k);
    ui.say(out.sentences.split("\n")[k]);
    ui.fact("energy E", format(out.energies.values[k], 0.1), {
      quantity: "w",
      widest: "\u2212000.0",
    });
  });
  return ui.cleanup;
}

export default { render };
