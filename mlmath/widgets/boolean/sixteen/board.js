// The boards of all functions: a tile for each of two inputs, a cell for each of three.  Once they
// are lit, they show which ones a unit computes.

import { cursor } from "../../kit/cursor.js";
import { field } from "../../kit/grid.js";
import { roving } from "../../kit/roving.js";
import { make } from "../../kit.js";

/** @import { Ints } from "../../kit/types.d.ts" */

const WIDE = { tiles: 4, cells: 16 }; // in a row

export const BOARD_STYLE = `
.sx-board { grid-area: 1 / 1; width: 100%; max-width: 19rem; margin: 0 auto; align-self: start;
  aspect-ratio: 1; }
.sx-tiles { display: grid; gap: 4px; grid: repeat(${WIDE.tiles}, 1fr) / repeat(${WIDE.tiles}, 1fr); }
.sx-away { visibility: hidden; }
.mlw-root .sx-tile { display: grid; place-content: center; justify-items: center; gap: 0.125rem;
  min-width: 0; min-height: 0; margin: 0; padding: 0; border: 1px solid var(--mlw-rule);
  border-radius: 4px; background: var(--mlw-raised); color: var(--mlw-soft); font: inherit;
  font-size: 0.75rem; line-height: 1.1; cursor: pointer; touch-action: manipulation; }
.mlw-root .sx-tile[data-lit] { background: color-mix(in srgb, var(--q-w) 16%, var(--mlw-paper));
  color: var(--mlw-ink); border-color: var(--q-w); }
.mlw-root .sx-tile[aria-checked="true"] { outline: 3px solid var(--mlw-ink); outline-offset: -1px;
  position: relative; z-index: 1; }
.mlw-root .sx-tile:focus-visible { outline: 3px solid var(--mlw-focus); outline-offset: 1px;
  position: relative; z-index: 1; }
.sx-tile svg { width: 36px; height: 36px; }
.sx-one { fill: var(--q-positive); }
.sx-zero { fill: none; stroke: var(--q-negative); stroke-width: 1.6; }
.sx-tile[data-out] svg { opacity: 0.7; }
.sx-cells { cursor: pointer; }
.sx-cells .mlw-cells-lit { fill: var(--q-w); }
.sx-cells:not(.sx-away) .mlw-cells-cursor { visibility: visible; stroke: var(--mlw-ink); }
.mlw-root .sx-cells:focus-visible .mlw-cells-cursor { stroke: var(--mlw-focus); }
`;

/**
 * @typedef {(lit: Ints, names: string[], chosen: number) => void} Draw: `lit` is empty while dark
 * @typedef {{ label: string, choose: (number: number) => void }} Options
 */

/**
 * What a function is called, and whether no unit computes it, where that is to be seen.
 * @param {string} name
 * @param {Ints | undefined} lit
 * @param {number} number
 */
const said = (name, lit, number) => (lit?.values[number] === 0 ? `${name}, no unit` : name);

/** @param {Element} node */
const shower = (node) => (/** @type {boolean} */ on) => node.classList.toggle("sx-away", !on);

/**
 * tiles(parent, { label, choose }) adds the board of the functions of two inputs; choose(number) is
 * called when the reader takes one.  Returns { show(on), draw(lit, names, chosen) }; a board that is
 * not shown keeps its place.
 * @param {Element} parent
 * @param {Options} options
 */
export function tiles(parent, { label, choose }) {
  const node = make("div", {
    class: "sx-board sx-tiles",
    role: "radiogroup",
    "aria-label": label,
  });
  const all = Array.from({ length: WIDE.tiles ** 2 }, (_, number) => {
    const tile = make("button", { type: "button", class: "sx-tile", role: "radio" });
    tile.insertAdjacentHTML("afterbegin", pattern(number));
    tile.addEventListener("click", () => choose(number));
    node.append(tile);
    return tile;
  });
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WIDE.tiles, ArrowDown: WIDE.tiles };
  roving(node, all, { lead: (at, key) => at + (steps[key] ?? 0), choose });
  parent.append(node);
  /** @type {Draw} */
  const draw = (lit, names, chosen) => {
    for (const [number, tile] of all.entries()) {
      tile.toggleAttribute("data-lit", Boolean(lit.values[number]));
      tile.toggleAttribute("data-out", lit.values[number] === 0);
      tile.setAttribute("aria-checked", String(number === chosen));
      tile.tabIndex = number === chosen ? 0 : -1;
      tile.setAttribute("aria-label", said(names[number], lit, number));
      tile.title = names[number];
      const when = names[number].split(", ")[1];
      if (when && !tile.querySelector("span")) tile.append(make("span", {}, when));
    }
  };
  return { show: shower(node), draw };
}

/**
 * The board of the functions of three inputs, as `tiles` is that of two.
 * @param {Element} parent
 * @param {Options} options
 */
export function cells(parent, { label, choose }) {
  const board = field(parent, { rows: WIDE.cells, columns: WIDE.cells });
  const { root, node } = board;
  root.attr("class", "mlw-cells sx-board sx-cells").attr("aria-roledescription", "board");
  root.attr("aria-label", `${label}: arrow keys go from one to the next`);
  /** @type {{ lit?: Ints, names: string[] }} */
  let known = { names: [] };
  const here = cursor(board, (i) => said(known.names[i], known.lit, i));
  const take = (/** @type {number} */ i, speak = true) => {
    here.put(i, speak);
    choose(i);
  };
  root.on("pointerdown", (event) => {
    if (event.button === 0) take(here.under(event), false);
  });
  here.keys((to) => take(to));
  /** @type {Draw} */
  const draw = (lit, names, chosen) => {
    known = { lit, names };
    board.lit(lit.values);
    here.put(chosen, false);
  };
  return { show: shower(node), draw };
}

/**
 * The outputs of a function of two inputs where the picture has its corners: a disc for 1, a
 * square for 0.
 * @param {number} number
 */
function pattern(number) {
  const places = [
    [0, 1],
    [0, 0],
    [1, 1],
    [1, 0],
  ]; // of the inputs 00, 01, 10, 11: column, and row from above
  const marks = places.map(([column, row], i) =>
    (number >> (3 - i)) & 1
      ? `<circle class="sx-one" cx="${7 + 12 * column}" cy="${7 + 12 * row}" r="4"/>`
      : `<rect class="sx-zero" x="${4 + 12 * column}" y="${4 + 12 * row}" width="6" height="6"/>`,
  );
  return `<svg viewBox="0 0 26 26" aria-hidden="true">${marks.join("")}</svg>`;
}
