// The numbers of a page's equations, figures, theorems and exercises, as the book gives them:
// each kind is counted by itself, after the number of the chapter.

import { markdown } from "./markdown.js";

/**
 * @typedef {{ type: string, source: string, metadata: Record<string, any> }} Cell
 * @typedef {{ name: string, number: string, title: string }} Numbered
 */

/**
 * Return {label: its name, such as "Theorem 1.2", its number, its title}.
 * @param {Cell[]} cells
 * @param {string} path  of the notebook: "chapters/01_perceptron.ipynb" is chapter 1.
 */
export function numbered(cells, path) {
  const chapter = Number(/(?:^|\/)(\d+)_[^/]*$/.exec(path)?.[1] ?? 0);
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {Map<string, Numbered>} */
  const found = new Map();

  /** @param {string} kind @param {string} label @param {string} title */
  const number = (kind, label, title) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const own = chapter ? `${chapter}.${count}` : `${count}`;
    if (label) found.set(label, { name: named(kind, own), number: own, title });
    return own;
  };
  const counting = {
    number,
    reference: () => ({ name: "", title: "" }),
    cite: () => "",
    sources: () => [],
  };
  for (const { type, source, metadata } of cells) {
    const figure = metadata.mystnb?.figure;
    if (type === "markdown") markdown(source, counting);
    else if (figure) number("Fig.", figure.name ?? "", figure.caption ?? "");
  }
  return found;
}

/**
 * @param {string} kind
 * @param {string} number
 */
const named = (kind, number) => (kind === "Equation" ? `(${number})` : `${kind} ${number}`);

/**
 * Return what a label says of itself, where nobody knows its number: "fig-two-cards" is
 * "Figure two cards".
 * @param {string} label
 */
export function spelled(label) {
  const kinds = { fig: "Figure", eq: "Equation", thm: "Theorem", ex: "Exercise" };
  const [first, ...rest] = label.split("-");
  const kind = /** @type {Record<string, string>} */ (kinds)[first];
  return kind ? `${kind} “${rest.join(" ")}”` : label.replace(/-/g, " ");
}
