// The bits as cells: press one to flip it; arrow keys lead from one to the next.

import { roving } from "../../kit/roving.js";
import { make } from "../../kit.js";

/** @import { Out } from "../bits.js" */

const MOST = 16;
const PARTS = { s: "sign", e: "exponent", f: "fraction" };

export const CELLS_STYLE = `
.mlw-bits-cells { display: grid; grid-template-columns: repeat(16, minmax(0, 1fr)); gap: 0.1875rem; }
.mlw-root .mlw-bits-cell { display: grid; gap: 0.1875rem; justify-items: center; align-content: center;
  min-width: 0; min-height: 4.25rem; padding: 0.25rem 0; font-variant-numeric: tabular-nums;
  line-height: 1.1; font-size: 0.75rem; border-radius: 4px; }
.mlw-bits-cell b { font-size: 1.25rem; font-weight: 600; }
.mlw-bits-cell span { color: var(--mlw-soft); }
.mlw-root .mlw-bits-cell[data-part="s"] { border-style: dashed; border-color: var(--mlw-ink); }
.mlw-root .mlw-bits-cell[data-part="e"] { border-bottom: 4px double var(--mlw-ink); }
.mlw-root .mlw-bits-cell[aria-pressed="true"] span { color: inherit; }
@container (max-width: 38rem) {
  .mlw-bits-cells { grid-template-columns: repeat(8, minmax(0, 1fr)); }
}
`;

/**
 * Which part of a number a bit belongs to: s, e or f.
 * @param {number} i
 * @param {number} exponentBits
 */
export function part(i, exponentBits) {
  if (i === 0) return "s";
  return i <= exponentBits ? "e" : "f";
}

/**
 * Where a key leads from a bit, of so many that there are.
 * @param {number} at
 * @param {string} key
 * @param {number} width
 */
export function lead(at, key, width) {
  if (key === "Home") return 0;
  if (key === "End") return width - 1;
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  return Math.max(0, Math.min(width - 1, at + by));
}

/**
 * Returns { draw(bits, outputs) }; flip(i) is called for a bit that the reader presses.
 * @param {Element} parent
 * @param {(i: number) => void} flip
 */
export function cells(parent, flip) {
  const root = make("div", { class: "mlw-bits-cells", role: "group", "aria-label": "Bits" });
  parent.append(root);
  let width = MOST;
  let stop = 0; // the one that Tab reaches
  const all = Array.from({ length: MOST }, (_, i) => {
    const [letter, digit, worth] = [make("span"), make("b"), make("span")];
    const node = make(
      "button",
      { type: "button", class: "mlw-button mlw-bits-cell", tabindex: i ? "-1" : "0" },
      letter,
      digit,
      worth,
    );
    node.addEventListener("click", () => {
      reach(i);
      flip(i);
    });
    root.append(node);
    return { node, letter, digit, worth };
  });
  const nodes = all.map(({ node }) => node);
  const reach = (/** @type {number} */ i) => {
    stop = i;
    nodes.forEach((node, k) => {
      node.tabIndex = k === stop ? 0 : -1;
    });
  };
  roving(root, nodes, { lead: (at, key) => lead(at, key, width), choose: reach });

  return {
    draw(/** @type {number[]} */ bits, /** @type {Out} */ out) {
      width = out.width;
      if (stop >= width) reach(0);
      const worths = out.worths.split("\n");
      all.forEach(({ node, letter, digit, worth }, i) => {
        const there = i < width;
        node.style.visibility = there ? "" : "hidden";
        if (!there) return;
        const name = part(i, out.exponent_bits);
        node.dataset.part = name;
        node.setAttribute("aria-pressed", String(bits[i] === 1));
        node.setAttribute("aria-label", `${PARTS[name]} bit, worth ${worths[i]}: ${bits[i]}`);
        letter.textContent = name === "s" ? "s" : name.toUpperCase();
        digit.textContent = String(bits[i]);
        worth.textContent = worths[i];
      });
    },
  };
}
