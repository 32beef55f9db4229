// The cube of three bits in space: its corners, its edges, and the polygon in which a plane cuts it.

/** @import { Floats, Scene } from "../../kit/types.d.ts" */

/**
 * Where a point of the cube [0, 1]³ stands: the first coordinate leads to the right, the second
 * away, the third up.
 * @param {ArrayLike<number>} point
 * @returns {[x: number, y: number, z: number]}
 */
export const at = ({ 0: a, 1: b, 2: c }) => [a - 0.5, c - 0.5, 0.5 - b];

/** The bits of a corner, the first one highest. */
export const bits = (/** @type {number} */ i) => [i >> 2, (i >> 1) & 1, i & 1];

/**
 * The corners and edges as a scene of kit/space.js; `look` says how each corner is marked.
 * @param {(i: number) => Scene["points"][number][3]} look
 * @returns {Scene}
 */
export function cube(look) {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7];
  return {
    points: corners.map((i) => [...at(bits(i)), look(i)]),
    edges: corners.flatMap((i) =>
      [1, 2, 4].filter((step) => !(i & step)).map((step) => /** @type {const} */ ([i, i | step])),
    ),
  };
}

/**
 * Add to a scene the polygon whose corners are given in turn, each a point of the cube.
 * @param {Scene} scene
 * @param {Floats} section
 * @param {string} quantity
 */
export function cut({ points, edges }, { shape: [corners], values }, quantity) {
  const first = points.length;
  for (let k = 0; k < corners; k++) {
    points.push([...at(values.subarray(3 * k, 3 * k + 3)), { bare: true }]);
    edges.push([first + k, first + ((k + 1) % corners), { quantity }]);
  }
}
