// Level lines and regions of the chapter Kernels, by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chains, linePath, regionPath } from "../../../mlmath/widgets/kernels/shared/plane.js";
import { d3 } from "../../../mlmath/widgets/vendor/d3.js";

/** @type {(shape: number[], ...values: number[]) => import("../../../mlmath/widgets/kit/types.d.ts").Floats} */
const floats = (shape, ...values) => ({ shape, values: new Float32Array(values) });

test("pieces are put together end to end, whichever way they point", () => {
  const pieces = floats([3, 2, 2], 1, 0, 2, 0, 1, 0, 0, 0, 3, 0, 2, 0);
  const [chain, ...others] = chains(pieces);
  assert.equal(others.length, 0);
  const along = chain.map(([a]) => a);
  assert.deepEqual(along[0] < along[3] ? along : along.toReversed(), [0, 1, 2, 3]);
});

test("a closed line is one chain, and two lines are two", () => {
  const square = [0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0];
  const all = chains(floats([5, 2, 2], ...square, 5, 5, 6, 6));
  assert.deepEqual(
    all.map((chain) => chain.length),
    [5, 2],
  );
});

test("a line's path is in pixels", () => {
  const x = d3.scaleLinear([0, 1], [0, 100]);
  const y = d3.scaleLinear([0, 1], [100, 0]);
  assert.equal(linePath(floats([1, 2, 2], 0, 0, 0.5, 1), x, y), "M0.0 100.0L50.0 0.0");
  assert.equal(linePath(floats([0, 2, 2]), x, y), "");
});

test("the region of a field is where it is above zero, its first row below", () => {
  const x = d3.scaleLinear([0, 2], [0, 200]);
  const y = d3.scaleLinear([0, 2], [200, 0]);
  // Above zero only in the first row, which lies at the bottom of the picture.
  const path = regionPath(floats([3, 3], 1, 1, 1, -1, -1, -1, -1, -1, -1), x, y);
  const heights = [...path.matchAll(/ (-?[\d.]+)/g)].map(([, one]) => Number(one));
  assert.ok(Math.min(...heights) >= 149, "it ends halfway between the first two rows");
});
