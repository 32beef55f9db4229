// The four ways to each derivative: a row for a way and a column for a variable; on a phone, where
// three such columns are too wide, one variable under the other.

import { make } from "../../kit.js";

/** @import { Out } from "../tape.js" */

const NARROW = 440; // pixels, for three columns
const WAYS = ["the tape", "forward mode", "complex step", "central difference"];

/** @param {Element} parent */
export function columns(parent) {
  const table = make("table", { class: "tp-columns" });
  parent.append(table);
  /**
   * @param {Out} out
   * @param {number} step
   * @param {number} width of the picture
   */
  return (out, step, width) => {
    const rows = out.table ? out.table.split("\n").map((line) => line.split("\t")) : [];
    const known = out.steps === step;
    const named = (/** @type {number[]} */ which) => {
      const head = make("tr", {}, make("th", { scope: "col" }, "the slope by"));
      for (const v of which) head.append(make("th", { scope: "col" }, rows[v][0]));
      const body = WAYS.map((way, k) => {
        const row = make("tr", {}, make("th", { scope: "row" }, way));
        for (const v of which) {
          row.append(
            cell(rows[v][k + 1], k && out.digits.values[3 * v + k - 1], {
              notices: k > 0 && out.notices.values[3 * v + k - 1] === 1,
              shown: k > 0 || known,
              first: k === 0,
            }),
          );
        }
        return row;
      });
      return [head, ...body];
    };
    const all = rows.map((_, v) => v);
    const under = rows.length > 2 && width < NARROW;
    table.replaceChildren(
      ...(under ? all.map((v) => [v]) : [all]).map((which) => make("tbody", {}, ...named(which))),
    );
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
