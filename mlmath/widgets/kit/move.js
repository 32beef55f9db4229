// Dragging, and keys that do the same.

import { d3 } from "../vendor/d3.js";

/** @import { DragBehavior } from "d3-drag" */
/** @import { Chosen } from "./types.d.ts" */

/**
 * Let mouse, pen and finger drag the elements of a d3 selection (or one element).
 * Handlers get (x, y, datum, event) in the units of the SVG; x and y start at `from(datum)`
 * when given, so that the thing does not jump under the hand.
 * @typedef {(x: number, y: number, datum: any, event: any) => void} Handler
 * @param {Chosen | Element} target
 * @param {{ from?: (datum: any) => { x: number, y: number }, start?: Handler, move?: Handler,
 *   end?: Handler }} handlers
 */
export function draggable(target, { from, start, move, end }) {
  /** @type {Chosen} */
  const selection = target instanceof Element ? d3.select(target) : target;
  const call =
    (/** @type {Handler | undefined} */ handler) =>
    (/** @type {any} */ event, /** @type {any} */ datum) =>
      handler?.(event.x, event.y, datum, event);
  /** @type {DragBehavior<SVGElement, any, any>} */
  const behavior = d3.drag();
  behavior
    .container(function () {
      return /** @type {SVGSVGElement} */ (this.ownerSVGElement ?? this.parentNode);
    })
    .on("start", function (event, datum) {
      this.classList.add("mlw-dragging");
      this.focus?.({ preventScroll: true, focusVisible: false });
      call(start)(event, datum);
    })
    .on("drag", call(move))
    .on("end", function (event, datum) {
      this.classList.remove("mlw-dragging");
      call(end)(event, datum);
    });
  if (from) behavior.subject((_event, datum) => from(datum));
  selection.style("touch-action", "none").call(behavior);
  return selection;
}

/**
 * Keys on the elements of a selection (which need tabindex="0"): arrows call
 * arrow(dx, dy, datum) with steps of 1, or 5 with Shift, up being +1; Delete and Backspace call
 * remove(datum); Enter and Space call press(datum).
 * @param {Chosen | Element} target
 * @param {{ arrow?: (dx: number, dy: number, datum: any) => void, remove?: (datum: any) => void,
 *   press?: (datum: any) => void }} handlers
 */
export function keys(target, { arrow, remove, press }) {
  /** @type {Chosen} */
  const selection = target instanceof Element ? d3.select(target) : target;
  /** @type {Record<string, [x: number, y: number]>} */
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  selection.on("keydown.mlw", (event, datum) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? 5 : 1;
    const step = STEPS[event.key];
    const act = step
      ? arrow && (() => arrow(step[0] * by, step[1] * by, datum))
      : ["Delete", "Backspace"].includes(event.key)
        ? remove && (() => remove(datum))
        : ["Enter", " "].includes(event.key) && press && (() => press(datum));
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Jupyter has meanings of its own for these keys
    act();
  });
  return selection;
}
