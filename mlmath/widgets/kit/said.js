// What a widget says in words: the sentence and the facts, each in a place that keeps its size.

import { make } from "./parts.js";
import { longest } from "./values.js";

/**
 * The sentence that says what the picture shows, read aloud when it changes.  It keeps the room of
 * the longest one: the widget's own measure, and all that it has said so far.  Returns
 * { node, say(text), quiet(on) }.
 */
export function sentence(widest = "") {
  const said = make("span", {});
  const node = make("p", { class: "mlw-summary", role: "status", "aria-live": "polite" }, said);
  node.dataset.widest = widest;
  return {
    node,
    say(/** @type {string} */ text) {
      if (said.textContent === text) return;
      said.textContent = text;
      node.dataset.widest = longest([node.dataset.widest ?? "", text]);
    },
    // While something plays, the sentence changes too fast to be read aloud.
    quiet(/** @type {boolean} */ on) {
      node.setAttribute("aria-live", on ? "off" : "polite");
      if (on) return;
      const text = said.textContent;
      said.textContent = "";
      requestAnimationFrame(() => {
        said.textContent ||= text;
      });
    },
  };
}

/**
 * A row of numbers, each with its name.  fact(name, text, { quantity, widest }) sets one:
 * `quantity` colors it (a key of palette.py), and `widest` is the text that it keeps room for.
 */
export function facts() {
  const node = make("dl", { class: "mlw-facts", hidden: true });
  /** @type {Map<string, HTMLElement>} */
  const known = new Map();
  /**
   * @param {string} name
   * @param {string} text
   * @param {{ quantity?: string, widest?: string }} [look]
   */
  const fact = (name, text, { quantity, widest } = {}) => {
    let dd = known.get(name);
    if (!dd) {
      const color = quantity ? ` q-${quantity}` : "";
      dd = make("dd", { "data-fact": name, class: `mlw-steady${color}` });
      dd.dataset.widest = widest ?? text;
      known.set(name, dd);
      node.append(make("div", { class: "mlw-fact" }, make("dt", {}, name), dd));
      node.hidden = false;
    }
    if (dd.textContent !== text) dd.textContent = text;
  };
  return { node, fact };
}
