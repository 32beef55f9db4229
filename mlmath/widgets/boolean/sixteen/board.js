// The board of all functions: a tile for each, lit where a unit computes it.

import { make } from "../../kit.js";

/** @import { Ints } from "../../kit/types.d.ts" */

export const BOARD_STYLE = `
.sx-board { display: grid; gap: var(--gap); align-content: start; max-width: 19rem; margin: 0 auto;
  aspect-ratio: 1; }
.sx-board { grid-area: 1 / 1; width: 100%; }
.sx-away { visibility: hidden; }
.mlw-root .sx-tile { display: grid; place-content: center; justify-items: center; gap: 0.125rem;
  min-width: 0; min-height: 0; margin: 0; padding: 0; border: 1px solid var(--mlw-rule);
  border-radius: 4px; background: var(--mlw-raised); color: var(--mlw-soft); font: inherit;
  font-size: 0.75rem; line-height: 1.1; cursor: pointer; touch-action: manipulation; }
.mlw-root .sx-tile[data-lit] { background: color-mix(in srgb, var(--q-w) 16%, var(--mlw-paper));
  color: var(--mlw-ink); border-color: var(--q-w); }
.sx-many .sx-tile { border-radius: 1px; border-width: 0; background: var(--mlw-rule); }
.mlw-root .sx-many .sx-tile[data-lit] { background: var(--q-w); }
.mlw-root .sx-tile[aria-checked="true"] { outline: 3px solid var(--mlw-ink); outline-offset: -1px;
  position: relative; z-index: 1; }
.mlw-root .sx-tile:focus-visible { outline: 3px solid var(--mlw-focus); outline-offset: 1px;
  position: relative; z-index: 1; }
.sx-tile svg { width: 36px; height: 36px; }
.sx-one { fill: var(--q-positive); }
.sx-zero { fill: none; stroke: var(--q-negative); stroke-width: 1.6; }
.sx-tile:not([data-lit]) svg { opacity: 0.7; }
`;

/**
 * board(parent, { n, label, choose }) adds the board of all functions of n inputs; choose(number)
 * is called when the reader takes one.  Returns { show(on), draw(lit, names, chosen) }.
 * @param {Element} parent
 * @param {{ n: number, label: string, choose: (number: number) => void }} options
 */
export function board(parent, { n, label, choose }) {
  const count = 2 ** (2 ** n);
  const wide = Math.sqrt(count);
  const node = make("div", {
    class: n > 2 ? "sx-board sx-many" : "sx-board",
    role: "radiogroup",
    "aria-label": label,
    style: `grid-template-columns: repeat(${wide}, 1fr); grid-template-rows: repeat(${wide}, 1fr); --gap: ${n > 2 ? "1px" : "4px"}`,
  });
  const tiles = Array.from({ length: count }, (_, number) => {
    const tile = make("button", { type: "button", class: "sx-tile", role: "radio" });
    if (n === 2) tile.insertAdjacentHTML("afterbegin", pattern(number));
    tile.addEventListener("click", () => choose(number));
    node.append(tile);
    return tile;
  });
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -wide, ArrowDown: wide };
  node.addEventListener("keydown", (event) => {
    const at = tiles.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const to = at + (steps[event.key] ?? 0);
    if (at < 0 || to === at || to < 0 || to >= count) return;
    event.preventDefault();
    event.stopPropagation(); // Jupyter has meanings of its own for these keys
    choose(to);
    tiles[to].focus();
  });
  parent.append(node);
  return {
    /** @param {boolean} on */
    show: (on) => node.classList.toggle("sx-away", !on), // it keeps its place

    /**
     * @param {Ints} lit
     * @param {string[]} names
     * @param {number} chosen
     */
    draw(lit, names, chosen) {
      for (const [number, tile] of tiles.entries()) {
        const on = Boolean(lit.values[number]);
        tile.toggleAttribute("data-lit", on);
        tile.setAttribute("aria-checked", String(number === chosen));
        tile.tabIndex = number === chosen ? 0 : -1;
        tile.setAttribute("aria-label", `${names[number]}${on ? "" : ", no unit"}`);
        tile.title = names[number];
        const formula = names[number].split(", ")[1];
        if (formula && !tile.querySelector("span")) tile.append(make("span", {}, formula));
      }
    },
  };
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
