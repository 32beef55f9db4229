// The weights as an image: circles speak for the first letter, squares for the second.

import { cursor } from "../../kit/cursor.js";
import { field } from "../../kit/grid.js";
import { make, signed } from "../../kit.js";

/** @import { Out } from "../retina.js" */

export const WEIGHTS_STYLE = `
.mlw-retina-pointed .mlw-cells-cursor { visibility: visible; }
.mlw-root .mlw-retina-key { display: flex; flex-wrap: wrap; gap: 0 0.9rem; margin: 0.3rem 0 0; padding: 0;
  list-style: none; font-size: 0.8125rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
.mlw-root .mlw-retina-key li { margin: 0; padding: 0; }
.mlw-retina-mark { display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.35em;
  vertical-align: -0.06em; }
.mlw-retina-mark.plus { background: var(--q-positive); border-radius: 50%; }
.mlw-retina-mark.minus { background: var(--q-negative); }
`;

/**
 * Fill a figure, whose caption says which weight the reader points at.
 * @param {HTMLElement} figure
 */
export function weightsImage(figure) {
  const caption = make("figcaption");
  figure.append(caption);
  const cells = field(figure, { rows: 20, columns: 20 });
  cells.root.attr("class", "mlw-cells mlw-retina-weights").attr("aria-roledescription", "image");
  /** @type {ArrayLike<number>} */
  let weights = [];
  const value = (/** @type {number} */ i) => `weight ${signed(weights[i] ?? 0)}`;
  const here = cursor(cells, value);
  let pointed = false;
  const say = () => {
    const symbol = make("b", { class: "q-w" }, pointed ? value(here.at) : "w");
    caption.replaceChildren(pointed ? "" : "Its weights ", symbol);
    figure.classList.toggle("mlw-retina-pointed", pointed);
  };
  const point = (/** @type {number} */ i, speak = false) => {
    pointed = true;
    here.put(i, speak);
    say();
  };
  const leave = () => {
    pointed = false;
    say();
  };
  cells.root
    .on("pointermove pointerdown", (event) => point(here.under(event)))
    .on("pointerleave", (event) => event.pointerType === "mouse" && leave())
    .on("focus", () => cells.node.matches(":focus-visible") && point(here.at, true))
    .on("blur", leave);
  here.keys((to) => point(to, true));
  const entry = (/** @type {string} */ kind) => {
    const text = make("span");
    const mark = kind ? [make("span", { class: `mlw-retina-mark ${kind}` })] : [];
    return { node: make("li", {}, ...mark, text), text };
  };
  const [plus, minus, b] = [entry("plus"), entry("minus"), entry("")];
  figure.append(make("ul", { class: "mlw-retina-key" }, plus.node, minus.node, b.node));

  return (/** @type {Out} */ { weights: { values }, bias, first, second }) => {
    weights = values;
    const most = values.reduce((a, w) => Math.max(a, Math.abs(w)), 0);
    cells.signed(values, most);
    say();
    plus.text.textContent = `for ${first}`;
    minus.text.textContent = `for ${second}`;
    b.text.textContent = `bias b = ${signed(bias)}`;
    const image = most
      ? `The weights as an image, from ${signed(-most)} to ${signed(most)}: cells that only ` +
        `${first} lights are positive, cells that only ${second} lights negative`
      : "The weights: all zero";
    cells.root.attr("aria-label", `${image}; arrow keys read them`);
  };
}
