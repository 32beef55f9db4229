// The patterns to choose from: each as it looks, what is wanted for it and what the meter reads.

import { litPath } from "../../kit/grid.js";
import { roving } from "../../kit/roving.js";
import { make, signed } from "../../kit.js";
import { reading } from "./reading.js";

/** @import { Out } from "../adaline.js" */

const MOST = 8;
const SIDE = 4;

export const CARDS_STYLE = `
.mlw-ada-cards { display: grid; grid-template-columns: repeat(8, minmax(0, 1fr)); gap: 0.375rem; }
.mlw-root .mlw-ada-card { display: grid; grid-template: "picture name" auto "says says" auto
  / 1.625rem minmax(0, 1fr); gap: 0.25rem; min-width: 0; padding: 0.375rem; text-align: start;
  font-size: 0.8125rem; font-variant-numeric: tabular-nums; line-height: 1.2; white-space: nowrap; }
.mlw-root .mlw-ada-card[aria-checked="true"] { border-color: var(--mlw-ink);
  background: var(--mlw-raised); color: var(--mlw-ink); box-shadow: inset 0 0 0 1.5px var(--mlw-ink); }
.mlw-ada-card svg { grid-area: picture; width: 1.625rem; height: 1.625rem; border: 1px solid
  var(--mlw-soft); background: var(--mlw-paper); }
.mlw-ada-card path { fill: var(--q-x); }
.mlw-ada-name { grid-area: name; overflow: hidden; }
.mlw-ada-name b { display: block; font-weight: 600; }
.mlw-ada-says { grid-area: says; display: flex; justify-content: space-between; }
.mlw-ada-says.wrong b { color: var(--q-e); }
@container (max-width: 38rem) {
  .mlw-ada-cards { grid-template-columns: repeat(4, minmax(0, 1fr)); }
}
`;

/**
 * Returns a function that draws them for the outputs, and marks the one that is shown.
 * @param {Element} parent
 * @param {(i: number) => void} choose
 */
export function cards(parent, choose) {
  const root = make("div", {
    class: "mlw-ada-cards",
    role: "radiogroup",
    "aria-label": "Patterns",
  });
  parent.append(root);
  // As many as any task has: nothing moves when another has fewer.
  const all = Array.from({ length: MOST }, (_, i) => {
    const node = make("button", {
      type: "button",
      class: "mlw-button mlw-ada-card",
      role: "radio",
    });
    node.innerHTML =
      `<svg viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true"><path></path></svg>` +
      `<span class="mlw-ada-name"><b></b><span></span></span>` +
      `<span class="mlw-ada-says"><span></span><b></b></span>`;
    node.addEventListener("click", () => choose(i));
    root.append(node);
    const [path, name, wanted, says, mark] = [
      "path",
      ".mlw-ada-name b",
      ".mlw-ada-name span",
      ".mlw-ada-says span",
      ".mlw-ada-says b",
    ].map((one) => /** @type {Element} */ (node.querySelector(one)));
    return { node, path, name, wanted, says, mark };
  });

  let count = MOST;
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
  const nodes = all.map(({ node }) => node);
  roving(root, nodes, { lead: (at, key) => (at + (steps[key] ?? 0) + count) % count, choose });

  return (/** @type {Out} */ out, /** @type {number} */ shown) => {
    const names = out.names.split(" ");
    count = names.length;
    all.forEach(({ node, path, name, wanted, says, mark }, i) => {
      const there = i < names.length;
      node.style.visibility = there ? "" : "hidden";
      if (!there) return;
      const right = Boolean(out.right.values[i]);
      const [target, answer] = [signed(out.targets.values[i]), reading(out.answers.values[i])];
      const cells = out.patterns.values.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
      path.setAttribute("d", litPath(cells, SIDE));
      name.textContent = names[i];
      wanted.textContent = target;
      says.textContent = answer;
      mark.textContent = right ? "\u2713" : "\u2717";
      mark.parentElement?.classList.toggle("wrong", !right);
      node.setAttribute("aria-checked", String(i === shown));
      node.tabIndex = i === shown ? 0 : -1;
      node.setAttribute(
        "aria-label",
        `Pattern ${i + 1}, ${names[i]}: wanted ${target}, reads ${answer}, ${right ? "right" : "not right"}`,
      );
    });
  };
}
