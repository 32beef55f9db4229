// The memories to begin with: each as it looks, and how much the state agrees with it.

import { litPath } from "../../kit/grid.js";
import { roving } from "../../kit/roving.js";
import { format, make } from "../../kit.js";

/** @import { Out } from "../recall.js" */

const MOST = 9;
const SIDE = 10;

export const CARDS_STYLE = `
.mlw-hop-cards { display: grid; grid-template-columns: repeat(9, minmax(0, 1fr)); gap: 0.25rem; }
.mlw-root .mlw-hop-card { display: grid; justify-items: center; gap: 0.2rem; min-width: 0;
  padding: 0.25rem 0; font-size: 0.75rem; font-variant-numeric: tabular-nums; line-height: 1.2; }
.mlw-root .mlw-hop-card[aria-checked="true"] { border-color: var(--mlw-ink);
  background: var(--mlw-raised); color: var(--mlw-ink); box-shadow: inset 0 0 0 1.5px var(--mlw-ink); }
.mlw-hop-card svg { width: 1.75rem; height: 1.75rem; border: 1px solid var(--mlw-soft);
  background: var(--mlw-paper); }
.mlw-hop-card path { fill: var(--q-x); }
.mlw-hop-meter { width: 80%; height: 6px; border: 1px solid var(--mlw-soft); border-radius: 3px; }
.mlw-hop-meter div { height: 100%; background: var(--q-w); }
@container (max-width: 26rem) {
  .mlw-hop-cards { grid-template-columns: repeat(5, minmax(0, 1fr)); /* wide enough to tap */
    grid-auto-rows: 1fr; /* an empty row is as high as a full one */ }
}
`;

/**
 * Returns a function that draws them for the outputs at a step, and marks the one begun with.
 * @param {Element} parent
 * @param {(i: number) => void} choose
 */
export function cards(parent, choose) {
  const root = make("div", {
    class: "mlw-hop-cards",
    role: "radiogroup",
    "aria-label": "Memories to begin with",
  });
  parent.append(root);
  const all = Array.from({ length: MOST }, (_, i) => {
    const node = make("button", {
      class: "mlw-button mlw-hop-card",
      type: "button",
      role: "radio",
    });
    node.innerHTML =
      `<svg viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true"><path/></svg>` +
      `<div class="mlw-hop-meter"><div></div></div><span></span>`;
    node.addEventListener("click", () => choose(i));
    root.append(node);
    const [path, bar, says] = ["path", ".mlw-hop-meter div", "span"].map(
      (one) => /** @type {HTMLElement} */ (node.querySelector(one)),
    );
    return { node, path, bar, says };
  });

  let count = MOST;
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
  const nodes = all.map(({ node }) => node);
  roving(root, nodes, { lead: (at, key) => (at + (steps[key] ?? 0) + count) % count, choose });

  return (/** @type {Out} */ out, /** @type {number} */ k, /** @type {number} */ begun) => {
    const names = out.names.split(" ");
    count = names.length;
    all.forEach(({ node, path, bar, says }, i) => {
      node.style.visibility = i < count ? "" : "hidden";
      if (i >= count) return;
      const m = out.overlaps.values[k * count + i];
      const cells = out.patterns.values.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
      path.setAttribute("d", litPath(cells, SIDE));
      bar.style.width = `${100 * Math.max(0, m)}%`;
      says.textContent = format(m, 0.01);
      node.setAttribute("aria-checked", String(i === begun));
      node.tabIndex = i === Math.max(0, begun) ? 0 : -1;
      node.setAttribute("aria-label", `Memory ${names[i]}: overlap ${format(m, 0.01)}`);
    });
  };
}
