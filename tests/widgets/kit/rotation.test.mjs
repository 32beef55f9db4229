// Rotations of space, against the geometry that they stand for.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  IDENTITY,
  orthonormal,
  seen,
  times,
  turned,
} from "../../../mlmath/widgets/kit/rotation.js";

const QUARTER = Math.PI / 2;

/** @type {(actual: readonly number[], expected: readonly number[], within?: number) => void} */
function close(actual, expected, within = 1e-12) {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of actual.entries()) {
    assert.ok(Math.abs(value - expected[i]) <= within, `${actual} is not ${expected}`);
  }
}

test("a product, by hand", () => {
  // Row by column: (1 2 3)·(1 4 7) = 30, (1 2 3)·(2 5 8) = 36, ...
  const a = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  assert.deepEqual(times(a, a), [30, 36, 42, 66, 81, 96, 102, 126, 150]);
  assert.deepEqual(times(IDENTITY, a), a);
  assert.deepEqual(times(a, IDENTITY), a);
});

test("a quarter turn to the right brings the front to the right, one up brings it up", () => {
  const front = /** @type {const} */ ([0, 0, 1]);
  close(seen(turned(IDENTITY, QUARTER, 0), front), [1, 0, 0]);
  close(seen(turned(IDENTITY, 0, QUARTER), front), [0, 1, 0]);
  // What lies on the axis of a turn stays.
  close(seen(turned(IDENTITY, 0.7, 0), [0, 1, 0]), [0, 1, 0]);
  close(seen(turned(IDENTITY, 0, 0.7), [1, 0, 0]), [1, 0, 0]);
});

test("turning on is turning by the sum, and turning back undoes it", () => {
  close(turned(turned(IDENTITY, 0.3, 0), 0.4, 0), turned(IDENTITY, 0.7, 0));
  close(turned(turned(IDENTITY, 0, 0.5), 0, -0.5), IDENTITY);
});

test("ten thousand turns stay a rotation: M Mᵀ = 1, det M = 1", () => {
  let m = [...IDENTITY];
  for (let i = 0; i < 10_000; i++) m = turned(m, 0.1, 0.037);
  const transposed = [0, 3, 6, 1, 4, 7, 2, 5, 8].map((i) => m[i]);
  close(times(m, transposed), IDENTITY);
  const [a, b, c, d, e, f, g, h, i] = m;
  close([a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)], [1]);
});

test("the rotation next to a stretched one is the one without the stretch", () => {
  const m = turned(IDENTITY, 0.4, 0.2);
  close(orthonormal(m.map((x) => 1.01 * x)), m);
});
