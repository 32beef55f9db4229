// A list of bars: a name, a number in words, and a bar as long as its share of the whole.

import { make } from "./parts.js";

/**
 * bars(parent) returns draw(list, whole): each entry is { name, text, value, quantity, hatched }.
 * `whole` is the value of a bar of full length, by default the largest; `quantity` colors a bar (a
 * key of palette.py), and `hatched` tells it from others without color.
 */
export function bars(parent) {
  const root = make("dl", { class: "mlw-bars" });
  const rows = new Map();
  parent.append(root);
  return (list, whole) => {
    const full = whole || Math.max(0, ...list.map(({ value }) => value));
    const gone = new Set(rows.keys());
    for (const { name, text, value, quantity, hatched } of list) {
      gone.delete(name);
      if (!rows.has(name)) rows.set(name, row(root, name));
      const { words, bar } = rows.get(name);
      words.textContent = text;
      bar.className = `mlw-bar${hatched ? " mlw-bar-hatched" : ""}`;
      bar.style.setProperty("--bar", quantity ? `var(--q-${quantity})` : "var(--mlw-ink)");
      bar.style.width = `${share(value, full)}%`;
    }
    for (const name of gone) {
      rows.get(name).node.remove();
      rows.delete(name);
    }
  };
}

/** The length of a bar in hundredths of the whole, none for what is not positive. */
export function share(value, whole) {
  return whole > 0 ? Math.min(100, Math.max(0, (100 * value) / whole)) : 0;
}

function row(root, name) {
  const words = make("span", {});
  const bar = make("div", { class: "mlw-bar" });
  const node = make("div", {}, make("dt", {}, `${name}: `, words), make("dd", {}, bar));
  root.append(node);
  return { node, words, bar };
}
