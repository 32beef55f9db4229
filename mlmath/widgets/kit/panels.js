// Several panels side by side, which stack where there is no room for them.

import { make } from "./parts.js";

/**
 * panels(parent, { drawing: "Your drawing", weights: "The weights" }, { narrowest: "15rem" }) adds a
 * row of figures with these captions; none is narrower than `narrowest`, unless it stands alone.
 * Returns { root, name: figure, ... }; a caption may be "".
 * @template {string} Name
 * @param {Element} parent
 * @param {Record<Name, string>} captions
 * @param {{ narrowest?: string }} [options]
 * @returns {Record<Name | "root", HTMLElement>}
 */
export function panels(parent, captions, { narrowest = "15rem" } = {}) {
  const root = make("div", { class: "mlw-panels", style: `--narrowest: ${narrowest}` });
  const figures = Object.entries(captions).map(([name, caption]) => {
    const figure = make("figure", { class: "mlw-panel", "data-panel": name });
    if (caption) figure.append(make("figcaption", {}, caption));
    root.append(figure);
    return [name, figure];
  });
  parent.append(root);
  return { root, ...Object.fromEntries(figures) };
}
