// Hands on what stands in space: a drag turns it, the arrow keys too, and Home puts it back.

import { draggable, keys } from "./move.js";

/** @import { Stage } from "./types.d.ts" */

const KEY = Math.PI / 36; // an arrow key turns by five degrees

/**
 * Let a reader turn what a stage shows: `turn(right, up)` gets radians, with Shift five times as many.
 * @param {Stage} stage
 * @param {{ turn: (right: number, up: number) => void, home: () => void, still?: () => boolean }} hands
 *   `still` says that there is nothing to turn now, and Home is left to the page
 */
export function turnable(stage, { turn, home, still = () => false }) {
  draggable(stage.node, {
    move(_x, _y, _datum, event) {
      const half = Math.min(stage.width, stage.height) / 2;
      turn(event.dx / half, -event.dy / half);
    },
  });
  stage.root.style("touch-action", "pan-y"); // a finger that goes up or down scrolls the page
  keys(stage.node, { arrow: (dx, dy) => turn(KEY * dx, KEY * dy) });
  stage.root.on("keydown.home", (event) => {
    if (event.key !== "Home" || still()) return;
    event.preventDefault();
    home();
  });
}
