// One cell of a field (kit/grid.js): the one under the hand, or the one that the keys lead to.

import { make } from "./parts.js";

/** @import { Cells } from "./types.d.ts" */

/** @type {Record<string, [x: number, y: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * cursor(field, told) puts a frame around a cell and lets Tab reach the field; told(i) says what the
 * cell holds.  Returns { at, put(i, speak), under(event), keys(lead, press) }: put moves it there and
 * says so, under is the cell below a pointer; with keys, lead(i, event) is called where an arrow key,
 * Home or End leads to cell i, and press() at Space and Enter.
 * @param {Cells} field
 * @param {(i: number) => string} told
 */
export function cursor({ node, root, rows, columns }, told) {
  root.attr("tabindex", 0).attr("role", "application");
  const mark = root.append("rect").attr("class", "mlw-cells-cursor");
  mark.attr("width", 1).attr("height", 1).attr("rx", 0.15);
  const voice = make("span", { class: "mlw-hidden", "aria-live": "polite" });
  node.after(voice);
  /**
   * @param {number} x
   * @param {number} y
   */
  const cell = (x, y) =>
    Math.min(columns - 1, Math.max(0, x)) + columns * Math.min(rows - 1, Math.max(0, y));
  const row = (/** @type {number} */ i) => Math.floor(i / columns);
  const led = (/** @type {string} */ key) => {
    const [x, y] = [self.at % columns, row(self.at)];
    if (key === "Home") return cell(0, y);
    if (key === "End") return cell(columns - 1, y);
    return ARROWS[key] && cell(x + ARROWS[key][0], y + ARROWS[key][1]);
  };
  const self = {
    at: cell(Math.floor((columns - 1) / 2), Math.floor((rows - 1) / 2)),
    put(/** @type {number} */ i, speak = true) {
      self.at = i;
      mark.attr("x", i % columns).attr("y", row(i));
      if (speak) voice.textContent = `row ${row(i) + 1}, column ${(i % columns) + 1}, ${told(i)}`;
    },
    under(/** @type {PointerEvent} */ { clientX, clientY }) {
      const { left, top, width, height } = node.getBoundingClientRect();
      const along = (/** @type {number} */ share, /** @type {number} */ n) => Math.floor(share * n);
      return cell(along((clientX - left) / width, columns), along((clientY - top) / height, rows));
    },
    /**
     * @param {(i: number, event: KeyboardEvent) => void} lead
     * @param {() => void} [press]
     */
    keys(lead, press) {
      root.on("keydown", (/** @type {KeyboardEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const to = led(event.key);
        if (to !== undefined) lead(to, event);
        else if (press && (event.key === " " || event.key === "Enter")) press();
        else return;
        event.preventDefault();
        event.stopPropagation(); // Jupyter has meanings of its own for these keys
      });
    },
  };
  self.put(self.at, false);
  return self;
}
