// The points of the playground, in every picture that shows them: their plane, and how they move.

import { markName } from "../../kit/marks.js";
import { format } from "../../kit.js";

/**
 * @import { ScaleLinear } from "d3-scale"
 * @import { Point, Stage } from "../../kit/types.d.ts"
 * @typedef {[x: number, y: number, label: number]} Labeled
 * @typedef {ScaleLinear<number, number>} Linear
 */

export const WIDE = 3; // the plane shows [-1.5, 1.5] x [-1, 1], as many pixels a unit both ways
export const HIGH = 2;

/**
 * Put the plane into a picture of this size; returns the pixels of a unit.
 * @param {Stage} stage
 * @param {Linear} x
 * @param {Linear} y
 */
export function fit({ width, height }, x, y) {
  const unit = Math.min(width / WIDE, height / HIGH);
  x.domain([-1.5, 1.5]).range([width / 2 - 1.5 * unit, width / 2 + 1.5 * unit]);
  y.domain([-1, 1]).range([height / 2 + unit, height / 2 - unit]);
  return unit;
}

/**
 * Half the size of a mark: no more than the room that the first points' line leaves, 0.024.
 * @param {number} unit
 */
export const markSize = (unit) => Math.min(6.5, Math.max(3.25, 0.024 * unit));

/**
 * How handles (kit/handles.js) move such points; get and put are for all of them.
 * @param {() => Labeled[]} get
 * @param {(list: Labeled[]) => void} put
 */
export function moving(get, put) {
  return {
    // At the very edge they would be cut in half.
    limits: { x: /** @type {Point} */ ([-1.45, 1.45]), y: /** @type {Point} */ ([-0.95, 0.95]) },
    step: 0.02, // an arrow key moves a point by this much
    at: (/** @type {number} */ i) => get()[i],
    move: (/** @type {number} */ i, /** @type {number} */ px, /** @type {number} */ py) =>
      put(get().map((p, j) => (j === i ? [px, py, p[2]] : p))),
    label(/** @type {number} */ i) {
      const [px, py, label] = get()[i];
      return `${markName(label)} at ${format(px, 0.01)}, ${format(py, 0.01)}`;
    },
  };
}
