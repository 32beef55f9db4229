// What the marks of a picture mean.

import { make } from "./parts.js";

/**
 * Words under a picture, each beside a sample of its mark: key(parent, { text: sample }), where a
 * sample is what stands in an SVG of 24 x 16.
 * @param {Element} parent
 * @param {Record<string, string>} samples
 */
export function key(parent, samples) {
  const entries = Object.entries(samples).map(([text, sample]) => {
    const entry = make("span", {}, text);
    const picture = `<svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">${sample}</svg>`;
    entry.insertAdjacentHTML("afterbegin", picture);
    return entry;
  });
  parent.append(make("div", { class: "mlw-key" }, ...entries));
}
