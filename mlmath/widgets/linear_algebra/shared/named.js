// Where the name of an arrow stands: beyond its tip, and inside the frame.

import { textBox } from "../../kit/labels.js";

/** @import { Box, Point } from "../../kit/types.d.ts" */

export const SIZE = 17; // pixels, of the letters
const EDGE = 3; // pixels that stay free between a name and the frame
const CLEAR = 8; // and between a name and a tip that it has to pass

/**
 * The center of a name and its box, in pixels: so far beyond the tip; where that would cross the
 * frame, as far as the frame allows, and then above or below the tip rather than on it.
 * @param {string} name
 * @param {Point} tip
 * @param {Point} direction of length 1, or zero
 * @param {number} away
 * @param {Point} frame width and height
 * @returns {{ x: number, y: number, box: Box }}
 */
export function named(name, [tx, ty], [dx, dy], away, [width, height]) {
  const [left, top, right, bottom] = textBox({ text: name, size: SIZE, x: 0, y: 0 });
  const [wide, high] = [(right - left) / 2, (bottom - top) / 2];
  const across = (/** @type {number} */ at) =>
    Math.max(wide + EDGE, Math.min(width - wide - EDGE, at));
  const down = (/** @type {number} */ at) =>
    Math.max(high + EDGE, Math.min(height - high - EDGE, at));
  const [x, wished] = [across(tx + away * dx), ty + away * dy];
  let y = down(wished);
  const moved = x !== tx + away * dx || y !== wished;
  if (moved && Math.abs(x - tx) < wide + CLEAR && Math.abs(y - ty) < high + CLEAR) {
    y = down(ty + (ty > height / 2 ? -1 : 1) * (high + CLEAR));
  }
  return { x, y, box: [x - wide, y - high, x + wide, y + high] };
}
