// Shares of three horses, as places in a triangle with sides of length 1.

/** @import { Point } from "../../kit/types.d.ts" */

export const HIGH = Math.sqrt(3) / 2;
/** The corners: all on A, all on B, all on C. @type {Point[]} */
export const CORNERS = [
  [0, 0],
  [1, 0],
  [0.5, HIGH],
];

/**
 * Where shares stand in the triangle.
 * @param {number[]} shares
 * @returns {Point}
 */
export function place(shares) {
  return [shares[1] + shares[2] / 2, shares[2] * HIGH];
}

/**
 * The shares of a place, in whole hundredths that add up to 1; outside the triangle, those of a
 * place at its edge.
 * @param {number} x
 * @param {number} y
 */
export function shares(x, y) {
  const c = y / HIGH;
  const b = x - c / 2;
  const raw = [1 - b - c, b, c].map((share) => Math.max(0, share));
  const sum = raw[0] + raw[1] + raw[2];
  const whole = raw.map((share) => Math.round((100 * share) / sum));
  // What rounding has left over goes to the largest, which it changes least.
  whole[whole.indexOf(Math.max(...whole))] += 100 - whole[0] - whole[1] - whole[2];
  return whole.map((share) => share / 100);
}
