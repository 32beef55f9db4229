// Dragging, and keys that do the same.

import { d3 } from "../vendor/d3.js";

/**
 * Let mouse, pen and finger drag the elements of a d3 selection (or one element).
 * Handlers get (x, y, datum, event) in the units of the SVG; x and y start at `from(datum)`
 * when given, so that the thing does not jump under the hand.
 */
export function draggable(target, { from, start, move, end }) {
  const selection = target instanceof Element ? d3.select(target) : target;
  const call = (handler) => (event, datum) => handler?.(event.x, event.y, datum, event);
  const behavior = d3
    .drag()
    .container(function () {
      return this.ownerSVGElement ?? this.parentNode;
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
 */
export function keys(target, { arrow, remove, press }) {
  const selection = target instanceof Element ? d3.select(target) : target;
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
