// Scales, curves and bars: closed forms.

import assert from "node:assert/strict";
import { test } from "node:test";
import { share } from "../../../mlmath/widgets/kit/bars.js";
import { box, drawn, scales } from "../../../mlmath/widgets/kit/plot.js";

/** @import { Stage } from "../../../mlmath/widgets/kit/types.d.ts" */

const INSIDE = { left: 40, right: 240, top: 10, bottom: 110 };

/** @type {(actual: number, expected: number) => void} */
const close = (actual, expected) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test("the box leaves the margins of the stage", () => {
  const stage = /** @type {Stage} */ ({ width: 300, height: 200 });
  const margins = { left: 40, right: 10, top: 5, bottom: 30 };
  assert.deepEqual(box(stage, margins), { left: 40, right: 290, top: 5, bottom: 170 });
});

test("a linear scale goes from side to side, and up", () => {
  const { x, y } = scales(INSIDE, { x: [0, 10], y: [-1, 1] });
  assert.deepEqual([x(0), x(5), x(10)], [40, 140, 240]);
  assert.deepEqual([y(-1), y(0), y(1)], [110, 60, 10]);
});

test("on a logarithmic scale equal ratios are equal lengths", () => {
  const { x, y } = scales(INSIDE, { x: [1, 100], y: [0.01, 100], logX: true, logY: true });
  close(x(10), 140); // the middle of two decades
  close(x(100 ** 0.25), 90);
  close(y(1), 60);
  close(x.invert(140), 10);
});

test("what a logarithmic scale cannot show lies at its edge", () => {
  const { x } = scales(INSIDE, { x: [1, 100], y: [0, 1], logX: true });
  assert.deepEqual([x(0.001), x(1e9)], [40, 240]);
});

test("a curve is drawn where both numbers are finite, and positive on a logarithmic axis", () => {
  const curve = { xs: [0, 1, 2, 3, 4], ys: [1, Number.NaN, -2, Number.POSITIVE_INFINITY, 5] };
  assert.deepEqual(drawn(curve), [0, 2, 4]);
  assert.deepEqual(drawn(curve, { logY: true }), [0, 4]);
  assert.deepEqual(drawn(curve, { logX: true, logY: true }), [4]);
});

test("a bar is its share of the whole, between none and all", () => {
  assert.equal(share(1, 4), 25);
  assert.equal(share(9, 4), 100);
  assert.equal(share(-1, 4), 0);
  assert.equal(share(1, 0), 0);
});
