// Drawing on a field of cells, by mouse, pen, finger and keyboard.

import { cursor } from "./cursor.js";
import { way } from "./grid.js";

/** @import { Cells } from "./types.d.ts" */

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
  root.attr("class", "mlw-cells mlw-drawing").attr("aria-roledescription", "drawing field");
  root.attr("aria-label", `${label}, ${rows} by ${columns} cells: ${keysHelp}`);
  /** @type {number[]} */
  let cells = [];
  const here = cursor(field, (i) => (cells[i] ? "on" : "off"));
  /** @type {{ value: number, at: number } | null} */
  let stroke = null; // while the pen is down: the value it writes and the cell it is on

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

  root.on("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    node.focus({ preventScroll: true, focusVisible: false });
    node.setPointerCapture?.(event.pointerId);
    const i = here.under(event);
    stroke = { value: cells[i] ? 0 : 1, at: i };
    here.put(i, false);
    write([i], stroke.value);
  });
  root.on("pointermove", (event) => {
    if (!stroke) return;
    const i = here.under(event);
    if (i === stroke.at) return;
    const passed = way(stroke.at, i, columns);
    stroke.at = i;
    here.put(i, false);
    write(passed, stroke.value);
  });
  root.on("pointerup pointercancel lostpointercapture", () => {
    stroke = null;
  });
  here.keys(
    (to, { shiftKey, key }) => {
      if (shiftKey && key.startsWith("Arrow")) write([here.at, to], 1);
      here.put(to);
    },
    () => {
      write([here.at], cells[here.at] ? 0 : 1);
      here.put(here.at);
    },
  );

  return {
    load: send,
    show() {
      if (stroke) return; // what arrives late must not undo the stroke under the hand
      cells = [...get()];
      field.lit(cells);
    },
  };
}
