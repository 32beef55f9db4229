// Rotations of space as matrices of nine numbers, row by row.  The screen has x to the right, y up
// and z toward the reader.

/** @import { Rotation } from "./types.d.ts" */

export const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/**
 * The product a b: first b, then a.
 * @param {Rotation} a
 * @param {Rotation} b
 */
export function times(a, b) {
  return Array.from({ length: 9 }, (_, n) => {
    const [i, j] = [3 * Math.floor(n / 3), n % 3];
    return a[i] * b[j] + a[i + 1] * b[j + 3] + a[i + 2] * b[j + 6];
  });
}

/**
 * Turn what is seen: by `right` radians so that its front moves to the right, and by `up` so that
 * its front moves up.  Rounding is mended each time, so that any number of turns stays a rotation.
 * @param {Rotation} matrix
 * @param {number} right
 * @param {number} up
 */
export function turned(matrix, right, up) {
  const [c, s] = [Math.cos(right), Math.sin(right)];
  const [d, t] = [Math.cos(up), Math.sin(up)];
  const aboutY = [c, 0, s, 0, 1, 0, -s, 0, c];
  const aboutX = [1, 0, 0, 0, d, t, 0, -t, d];
  return orthonormal(times(aboutX, times(aboutY, matrix)));
}

/**
 * The rotation next to a matrix that is nearly one (Gram and Schmidt, and the cross product).
 * @param {Rotation} matrix
 */
export function orthonormal([a, b, c, d, e, f]) {
  const one = Math.hypot(a, b, c);
  const [x, y, z] = [a / one, b / one, c / one];
  const dot = x * d + y * e + z * f;
  const [u, v, w] = [d - dot * x, e - dot * y, f - dot * z];
  const two = Math.hypot(u, v, w);
  const [p, q, r] = [u / two, v / two, w / two];
  return [x, y, z, p, q, r, y * r - z * q, z * p - x * r, x * q - y * p];
}

/**
 * Where a point [x, y, z] of space is seen: to the right, up, and toward the reader.
 * @param {Rotation} m
 * @param {readonly [x: number, y: number, z: number, ...unknown[]]} point
 */
export function seen(m, [x, y, z]) {
  return [0, 3, 6].map((i) => m[i] * x + m[i + 1] * y + m[i + 2] * z);
}
