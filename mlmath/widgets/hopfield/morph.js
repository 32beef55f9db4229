// The morph: the energy of every state as a field of shades, its valleys, and the way down.

import { bars } from "../kit/bars.js";
import { cursor } from "../kit/cursor.js";
import { field, litPath } from "../kit/grid.js";
import { panels } from "../kit/panels.js";
import { change, format, frame, make, onFrame, unpack } from "../kit.js";

/** @import { Floats, Ints, Render } from "../kit/types.d.ts" */

/**
 * What morph.py computes.
 * @typedef {{ shades: Ints, valleys: Ints, memories: Ints, kept: Ints, mirrors: Ints, path: Ints,
 *   energies: Floats, weights: Floats, landed: number }} Out
 */

const SIDE = 32;
const SHADES = 8;
const MOST = 12; // memories, whose bars keep their room
const STYLE = `
.mor-cells .mlw-cells-cursor { visibility: visible; stroke: var(--mlw-ink); }
.mor-shade { fill: var(--q-w); }
.mor-kept { fill: var(--mlw-paper); stroke: var(--q-x); stroke-width: 0.4; }
.mor-mirror { fill: var(--mlw-paper); stroke: var(--q-negative); stroke-width: 0.35; }
.mor-gone { fill: none; stroke: var(--q-e); stroke-width: 0.45; }
.mor-other { fill: var(--mlw-paper); stroke: var(--q-negative); stroke-width: 0.35; }
.mor-way { fill: none; stroke: var(--mlw-ink); stroke-width: 0.3; stroke-dasharray: 0.7 0.4; }
.mor-weights .mlw-bars { gap: 0.1rem 0.5rem; }
`;

const spot = (/** @type {number} */ i) => [(i % SIDE) + 0.5, Math.floor(i / SIDE) + 0.5];
const disc = (/** @type {number} */ i) => {
  const [x, y] = spot(i);
  return `M${x - 0.75} ${y}a0.75 0.75 0 1 0 1.5 0a0.75 0.75 0 1 0 -1.5 0z`;
};
const cross = (/** @type {number} */ i) => {
  const [x, y] = spot(i);
  return `M${x - 0.7} ${y - 0.7}l1.4 1.4m0 -1.4l-1.4 1.4`;
};
const mirror = (/** @type {number} */ i) => {
  const [x, y] = spot(i);
  return `${disc(i)}M${x - 0.4} ${y}h0.8`;
};
const square = (/** @type {number} */ i) => {
  const [x, y] = spot(i);
  return `M${x - 0.6} ${y - 0.6}h1.2v1.2h-1.2z`;
};

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal }, { local: [] });
  ui.picture.append(make("style", {}, STYLE));
  const sides = panels(
    ui.picture,
    {
      plane: "Every state: the stronger the color, the lower its energy",
      weights: "What each memory weighs",
    },
    { narrowest: "15rem" },
  );
  const cells = field(sides.plane, { rows: SIDE, columns: SIDE, lines: false });
  const { root } = cells;
  root.attr("class", "mlw-cells mlw-drawing mor-cells").attr("aria-roledescription", "landscape");
  const path = (/** @type {string} */ name) => root.append("path").attr("class", name);
  const shades = Array.from({ length: SHADES - 1 }, (_, i) =>
    path("mor-shade").attr("fill-opacity", (0.8 * (SHADES - 1 - i)) / (SHADES - 1)),
  );
  const [way, other, mirrored, gone, kept] = ["way", "other", "mirror", "gone", "kept"].map((one) =>
    path(`mor-${one}`),
  );
  const here = cursor(cells, () => "state to fall from");
  const go = (/** @type {number} */ i, /** @type {boolean} */ speak) => {
    here.put(i, speak);
    if (i !== model.get("place")) change(model, { place: i });
  };
  let down = false;
  root.on("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    cells.node.focus({ preventScroll: true });
    cells.node.setPointerCapture?.(event.pointerId);
    down = true;
    go(here.under(event), false);
  });
  root.on("pointermove", (event) => down && go(here.under(event), false));
  root.on("pointerup pointercancel lostpointercapture", () => {
    down = false;
  });
  here.keys((i) => go(i, true));
  sides.weights.classList.add("mor-weights");
  const list = bars(sides.weights);

  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.shades) return;
    shades.forEach((one, shade) => {
      const lit = Array.from(out.shades.values, (value) => Number(value === shade));
      one.attr("d", litPath(lit, SIDE));
    });
    const memories = Array.from(out.memories.values);
    const isKept = (/** @type {number} */ k) => out.kept.values[k] > 0;
    const draw = (/** @type {number[]} */ places, /** @type {(i: number) => string} */ shape) =>
      places.map(shape).join("");
    kept.attr(
      "d",
      draw(
        memories.filter((_, k) => isKept(k)),
        disc,
      ),
    );
    gone.attr(
      "d",
      draw(
        memories.filter((_, k) => !isKept(k)),
        cross,
      ),
    );
    const mirrors = Array.from(out.mirrors.values);
    mirrored.attr("d", draw(mirrors, mirror));
    const named = [...memories, ...mirrors];
    other.attr(
      "d",
      draw(
        Array.from(out.valleys.values).filter((i) => !named.includes(i)),
        square,
      ),
    );
    way.attr("d", `M${Array.from(out.path.values, (i) => spot(i).join(" ")).join("L")}`);
    if (model.get("place") === out.path.values[0]) here.put(out.path.values[0], false);
    root.attr("aria-label", "The energy of 1,024 states: arrow keys choose one to fall from");
    const whole = Math.max(1, ...Array.from(out.weights.values, Math.abs));
    list(
      Array.from({ length: MOST }, (_, k) => out.weights.values[k] ?? 0).map((value, k) => ({
        name: `${k + 1}`,
        text: format(value, 0.01),
        value: Math.abs(value),
        quantity: value > 0 ? "positive" : "negative",
        hatched: value < 0,
      })),
      whole,
    );
    for (const [k, one] of [...sides.weights.querySelectorAll(".mlw-bars > div")].entries()) {
      /** @type {HTMLElement} */ (one).style.visibility = k < memories.length ? "" : "hidden";
    }
    ui.fact("lowest reached", format(out.energies.values[out.energies.values.length - 1], 0.01), {
      quantity: "w",
      widest: "\u2212000.00",
    });
  });
  return ui.cleanup;
}

export default { render };
