// Drawing on a field of cells, by mouse, pen, finger and keyboard.

import { way } from "./grid.js";
import { make } from "./parts.js";

/** @import { Cells } from "./types.d.ts" */

/** @type {Record<string, [x: number, y: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Let the reader draw on a field (kit/grid.js): drawing(field, { label, get, set }).  get() returns
 * the cells, zeros and ones row by row; set(cells) takes what was drawn.  A stroke writes what the
 * first cell under the pen was not.  Returns { load(cells), show() }; call show() in every draw.
 * @param {Cells} field
 * @param {{ label: string, get: () => number[], set: (cells: number[]) => void }} options
 */
export function drawing(field, { label, get, set }) {
  const { node, root, rows, columns } = field;
  const keysHelp = "arrow keys move, space switches a cell, Shift and an arrow key draw along";
  root.attr("class", "mlw-cells mlw-drawing").attr("tabindex", 0).attr("role", "application");
  root.attr("aria-roledescription", "drawing field");
  root.attr("aria-label", `${label}, ${rows} by ${columns} cells: ${keysHelp}`);
  const cursor = root.append("rect").attr("class", "mlw-cells-cursor");
  cursor.attr("width", 1).attr("height", 1).attr("rx", 0.15);
  const voice = make("span", { class: "mlw-hidden", "aria-live": "polite" });
  node.after(voice);

  /** @type {number[]} */
  let cells = [];
  let here = columns * Math.floor((rows - 1) / 2) + Math.floor((columns - 1) / 2);
  /** @type {{ value: number, at: number } | null} */
  let stroke = null; // while the pen is down: the value it writes and the cell it is on
  const row = (/** @type {number} */ i) => Math.floor(i / columns);
  const column = (/** @type {number} */ i) => i % columns;

  const send = (/** @type {number[]} */ next) => {
    cells = next;
    field.lit(cells);
    set(cells);
  };
  const write = (/** @type {number[]} */ places, /** @type {number} */ value) => {
    const next = [...cells];
    for (const i of places) next[i] = value;
    send(next);
  };
  const move = (/** @type {number} */ to, speak = true) => {
    here = to;
    cursor.attr("x", column(here)).attr("y", row(here));
    if (!speak) return;
    const state = cells[here] ? "on" : "off";
    voice.textContent = `row ${row(here) + 1}, column ${column(here) + 1}, ${state}`;
  };
  /**
   * @param {number} place
   * @param {number} count
   */
  const within = (place, count) => Math.min(count - 1, Math.max(0, place));
  const under = (/** @type {PointerEvent} */ event) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const x = within(Math.floor(((event.clientX - left) / width) * columns), columns);
    return x + columns * within(Math.floor(((event.clientY - top) / height) * rows), rows);
  };

  root.on("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    node.focus({ preventScroll: true, focusVisible: false });
    node.setPointerCapture?.(event.pointerId);
    const i = under(event);
    stroke = { value: cells[i] ? 0 : 1, at: i };
    move(i, false);
    write([i], stroke.value);
  });
  root.on("pointermove", (event) => {
    if (!stroke) return;
    const i = under(event);
    if (i === stroke.at) return;
    const passed = way(stroke.at, i, columns);
    stroke.at = i;
    move(i, false);
    write(passed, stroke.value);
  });
  root.on("pointerup pointercancel lostpointercapture", () => {
    stroke = null;
  });
  root.on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const x = within(column(here) + arrow[0], columns);
      const to = x + columns * within(row(here) + arrow[1], rows);
      if (event.shiftKey) write([here, to], 1);
      move(to);
    } else if (event.key === " " || event.key === "Enter") {
      write([here], cells[here] ? 0 : 1);
      move(here);
    } else if (event.key === "Home" || event.key === "End") {
      move(here - column(here) + (event.key === "End" ? columns - 1 : 0));
    } else return;
    event.preventDefault();
    event.stopPropagation(); // Jupyter has meanings of its own for these keys
  });
  move(here, false);

  return {
    load: send,
    show() {
      if (stroke) return; // what arrives late must not undo the stroke under the hand
      cells = [...get()];
      field.lit(cells);
    },
  };
}
