// A list of bars: a name, a number in words, and a bar as long as its share of the whole.

import { make } from "./parts.js";

/**
 * bars(parent) returns draw(list, whole): each entry is { name, text, value, quantity, hatched }.
 * `whole` is the value of a bar of full length, by default the largest; `quantity` colors a bar (a
 * key of palette.py), and `hatched` tells it from others without color.
 * @typedef {{ name: string, text: string, value: number, quantity?: string, hatched?: boolean }} Bar
 * @param {Element} parent
 */
export function bars(parent) {
  const root = make("dl", { class: "mlw-bars" });
  /** @type {Map<string, ReturnType<typeof row>>} */
  const rows = new Map();
  parent.append(root);
  return (/** @type {Bar[]} */ list, /** @type {number} */ whole) => {
    const full = whole || Math.max(0, ...list.map(({ value }) => value));
    const gone = new Set(rows.keys());
    for (const { name, text, value, quantity, hatched } of list) {
      gone.delete(name);
      let one = rows.get(name);
      if (!one) {
        one = row(root, name);
        rows.set(name, one);
      }
      const { words, bar } = one;
      words.textContent = text;
      bar.className = `mlw-bar${hatched ? " mlw-bar-hatched" : ""}`;
      bar.style.setProperty("--bar", quantity ? `var(--q-${quantity})` : "var(--mlw-ink)");
      bar.style.width = `${share(value, full)}%`;
    }
    for (const name of gone) {
      rows.get(name)?.node.remove();
      rows.delete(name);
    }
  };
}

/**
 * The length of a bar in hundredths of the whole, none for what is not positive.
 * @param {number} value
 * @param {number} whole
 */
export function share(value, whole) {
  return whole > 0 ? Math.min(100, Math.max(0, (100 * value) / whole)) : 0;
}

/**
 * @param {Element} root
 * @param {string} name
 */
function row(root, name) {
  const words = make("span", {});
  const bar = make("div", { class: "mlw-bar" });
  const node = make("div", {}, make("dt", {}, `${name}: `, words), make("dd", {}, bar));
  root.append(node);
  return { node, words, bar };
}
