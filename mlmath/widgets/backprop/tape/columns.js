// The four columns of derivatives, a row for each way, so that they fit a phone.

import { make } from "../../kit.js";

/** @import { Out } from "../tape.js" */

const WAYS = ["the tape", "forward mode", "complex step", "central difference"];

/** @param {Element} parent */
export function columns(parent) {
  const table = make("table", { class: "tp-columns" });
  parent.append(table);
  /**
   * @param {Out} out
   * @param {number} step
   */
  return (out, step) => {
    const rows = out.table ? out.table.split("\n").map((line) => line.split("\t")) : [];
    const known = out.steps === step;
    const head = make("tr", {}, make("th", { scope: "col" }, "the slope by"));
    for (const [name] of rows) head.append(make("th", { scope: "col" }, name));
    const body = WAYS.map((way, k) => {
      const row = make("tr", {}, make("th", { scope: "row" }, way));
      rows.forEach((cells, v) => {
        row.append(
          cell(cells[k + 1], k && out.digits.values[3 * v + k - 1], {
            notices: k > 0 && out.notices.values[3 * v + k - 1] === 1,
            shown: k > 0 || known,
            first: k === 0,
          }),
        );
      });
      return row;
    });
    table.replaceChildren(make("thead", {}, head), make("tbody", {}, ...body));
  };
}

/**
 * A number whose digits past those of the tape are marked.
 * @param {string} text
 * @param {number} digits
 * @param {{ notices: boolean, shown: boolean, first: boolean }} how
 */
function cell(text, digits, { notices, shown, first }) {
  if (!shown) return make("td", {}, "\u2026");
  if (first) return make("td", {}, text);
  if (notices) {
    return make("td", {}, make("span", { class: "tp-notices" }, `\u2260 ${text}`));
  }
  const cut = agreed(text, digits);
  const rest = text.slice(cut);
  const tail = rest ? [make("span", { class: "tp-other" }, rest)] : [];
  return make("td", {}, text.slice(0, cut), ...tail);
}

/**
 * How many characters of a number hold its first digits that count, so many of them.
 * @param {string} text
 * @param {number} digits
 */
export function agreed(text, digits) {
  let left = digits;
  let begun = false;
  for (let i = 0; i < text.length; i++) {
    if (!/\d/.test(text[i])) continue;
    begun ||= text[i] !== "0";
    if (begun && left-- === 0) return i;
  }
  return text.length;
}
