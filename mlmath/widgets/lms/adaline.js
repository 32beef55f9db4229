// The machine with knobs: patterns to choose, switches, knobs, a meter, and the errors so far.

import { drawing } from "../kit/drawing.js";
import { field } from "../kit/grid.js";
import { panels } from "../kit/panels.js";
import { format, frame, listen, make, onFrame, signed, unpack } from "../kit.js";
import { CARDS_STYLE, cards } from "./adaline/cards.js";
import { ERRORS_STYLE, errors } from "./adaline/errors.js";
import { KNOBS_STYLE, knobs } from "./adaline/knobs.js";
import { METER_STYLE, meter } from "./adaline/meter.js";
import { reading } from "./adaline/reading.js";

/**
 * @import { Floats, Ints, PlayerField, Render } from "../kit/types.d.ts"
 */

/**
 * What adaline.py computes.
 * @typedef {{ knobs: Floats, switches: Ints, shown: number, sum: number, wanted: number,
 *   error: number, errors: Floats, turned: number, names: string, patterns: Ints, targets: Floats,
 *   answers: Floats, right: Ints, last: number }} Out
 */

const SIDE = 4;
const SWITCHES = SIDE * SIDE;
const KNOBS = SWITCHES + 1;

const STYLE = `${CARDS_STYLE}${KNOBS_STYLE}${METER_STYLE}${ERRORS_STYLE}
.mlw-ada { padding: 0.75rem; }
.mlw-ada .mlw-panels { margin-top: 0.75rem; align-items: start; grid-template:
  "switches knobs meter" auto "errors errors errors" auto
  / minmax(0, 9fr) minmax(0, 13fr) minmax(0, 15fr); }
.mlw-ada .mlw-panel { grid-area: var(--area); }
@container (max-width: 38rem) {
  .mlw-ada { padding: 0.5rem; }
  .mlw-ada .mlw-panels { gap: 0.5rem 0.75rem; grid-template: "meter meter" auto
    "switches knobs" auto "errors errors" auto / minmax(0, 2fr) minmax(0, 3fr); }
}
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const whole = make("div", { class: "mlw-ada" });
  ui.picture.append(whole);
  /** @type {() => Out} */
  const outputs = () => unpack(model.get("outputs"));
  const byHand = () => model.get("step") === 0;

  // ------------------------------------------------- what the machine is set to just now

  /** The knobs: the hand's own until the rule turns them. */
  const turned = () =>
    /** @type {number[]} */ (byHand() ? model.get("knobs") : Array.from(outputs().knobs.values));
  const patternOf = (/** @type {number} */ i) => {
    const { values, shape } = outputs().patterns;
    const at = (i % shape[0]) * SWITCHES;
    return Array.from(values.slice(at, at + SWITCHES));
  };
  const switches = () => {
    if (!byHand()) return Array.from(outputs().switches.values);
    const set = /** @type {number[]} */ (model.get("switches"));
    return set.length ? set : patternOf(model.get("shown"));
  };
  /** All that the hand would find: from there on the rule has not yet done anything. */
  const asItStands = () => {
    const shown = byHand() ? model.get("shown") : outputs().shown;
    return { step: 0, knobs: turned(), shown, switches: flipped(switches(), shown) };
  };
  /** What the hand made of a pattern, or nothing where it left it as it was. */
  const flipped = (/** @type {number[]} */ cells, /** @type {number} */ shown) => {
    const own = patternOf(shown);
    return cells.some((cell, i) => cell !== own[i]) ? cells : [];
  };
  listen(model, "change:task", ui.signal, () =>
    ui.set({ ...asItStands(), shown: 0, switches: [] }),
  );

  // ------------------------------------------------------------------------------ parts

  const choose = cards(whole, (i) => ui.set({ ...asItStands(), shown: i, switches: [] }));
  const row = panels(whole, {
    switches: "Switches (lit: +1)",
    knobs: "Knobs",
    meter: "Meter",
    errors: "Error when a pattern was put on, before the rule turned a knob",
  });
  for (const [name, panel] of Object.entries(row)) panel.style.setProperty("--area", name);
  const flips = drawing(field(row.switches, { rows: SIDE, columns: SIDE }), {
    label: "Switches",
    get: switches,
    set: (cells) => {
      const now = asItStands();
      ui.set({ ...now, switches: flipped(cells, now.shown) });
    },
  });
  const dials = knobs(row.knobs, { n: KNOBS, columns: SIDE }, (i, value) => {
    const next = [...turned()];
    next[i] = value;
    ui.set({ ...asItStands(), knobs: next });
  });
  const parts = [meter(row.meter), errors(row.errors)];
  for (const panel of [row.meter, row.errors]) panel.classList.add("mlw-behind");

  // ----------------------------------------------------- larger steps than one knob, and none

  const player = /** @type {PlayerField} */ (
    model.get("spec").fields.find((one) => one.name === "step")
  );
  const line = make("div", { class: "mlw-tools mlw-ada-steps" });
  ui.control("step").before(line);
  const go = (/** @type {number} */ patterns) => {
    const { last } = outputs();
    const whole = Math.floor(Math.min(model.get("step"), last) / KNOBS);
    const to = (whole + patterns) * KNOBS;
    ui.set({ step: to >= last ? player.high : to });
  };
  ui.button(line, { text: "All knobs" }, () => go(1));
  ui.button(line, { text: "Every pattern" }, () => go(outputs().targets.values.length));
  ui.button(line, { text: "Zero knobs" }, () =>
    ui.set({ ...asItStands(), knobs: new Array(KNOBS).fill(0) }),
  );

  onFrame(model, ui.signal, () => {
    const out = outputs();
    flips.show();
    dials.draw(turned(), byHand() ? -1 : out.turned);
    choose(out, byHand() ? model.get("shown") % out.targets.values.length : out.shown);
    for (const draw of parts) draw(out);
    const right = out.right.values.reduce((a, b) => a + b, 0);
    ui.fact("meter s", reading(out.sum), { quantity: "yhat", widest: "\u22120000.0" });
    ui.fact("wanted d", signed(out.wanted), { quantity: "y", widest: "\u221260" });
    ui.fact("error e", reading(out.error), { quantity: "e", widest: "\u22120000.0" });
    ui.fact("read right", `${format(right)} of ${out.right.values.length}`, { widest: "8 of 8" });
  });
  return ui.cleanup;
}

export default { render };
