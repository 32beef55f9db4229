// Labels in a picture: each at the first of its places that is free.

/** @import { Box, Label, Spot } from "./types.d.ts" */

/**
 * The box [left, top, right, bottom] of a text at (x, y), by its anchor; `size` is the font's.
 * @param {Spot & { text: string, size?: number }} label
 * @returns {Box}
 */
export function textBox({ text, x, y, anchor = "start", size = 14 }) {
  const wide = 0.6 * size * [...text].length; // letters of a book face are about that wide
  const left = { start: x, middle: x - wide / 2, end: x - wide }[anchor];
  return [left, y - 0.8 * size, left + wide, y + 0.25 * size];
}

/**
 * @param {Box} a
 * @param {Box} b
 */
const overlap = (a, b) =>
  Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) *
  Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

/**
 * How much of a box is covered by others or lies outside `inside`, as an area.
 * @param {Box} one
 * @param {Box[]} taken
 * @param {Box} inside
 */
export function covered(one, taken, inside) {
  const area = (one[2] - one[0]) * (one[3] - one[1]);
  return taken.reduce((sum, other) => sum + overlap(one, other), area - overlap(one, inside));
}

/**
 * Choose a place for each label, in their order: place(labels, { taken, inside }).  A label is
 * { text, size, places: [{ x, y, anchor }, ...] }, the best place first; `taken` are boxes that are
 * not free, and `inside` is the box that all must lie in.  Where no place is free, it is the one
 * that is covered least.  Returns the labels with x, y and anchor.
 * @param {Label[]} labels
 * @param {{ taken?: Box[], inside: Box }} room
 */
export function place(labels, { taken = [], inside }) {
  const full = [...taken];
  return labels.map((label) => {
    let best = { spot: label.places[0], own: inside, cost: Infinity };
    for (const spot of label.places) {
      const own = textBox({ ...label, ...spot });
      const cost = covered(own, full, inside);
      if (cost < best.cost - 1e-9) best = { spot, own, cost };
      if (cost < 1e-9) break;
    }
    full.push(best.own);
    return { ...label, ...best.spot };
  });
}

/**
 * Small boxes along a curve, so that no label lies on it: xs and ys in pixels.
 * @param {ArrayLike<number>} xs
 * @param {ArrayLike<number>} ys
 * @param {number} [reach]
 * @returns {Box[]}
 */
export function along(xs, ys, reach = 4) {
  return Array.from(xs, (x, i) => [x - reach, ys[i] - reach, x + reach, ys[i] + reach]);
}
