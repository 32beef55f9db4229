// The walk of Both ways: by hand for three layers of edges.

import assert from "node:assert/strict";
import { test } from "node:test";
import { reached } from "../../../mlmath/widgets/backprop/both_ways/walk.js";

const units = (/** @type {ReturnType<typeof reached>} */ walk) => [0, 1, 2, 3].filter(walk.unit);
const edges = (/** @type {ReturnType<typeof reached>} */ walk) => [0, 1, 2].filter(walk.edge);

test("backward it begins at the end", () => {
  assert.deepEqual(units(reached("backward", 0, 3)), [3]);
  assert.deepEqual(edges(reached("backward", 0, 3)), []);
  assert.deepEqual(units(reached("backward", 2, 3)), [1, 2, 3]);
  assert.deepEqual(edges(reached("backward", 2, 3)), [1, 2]);
  assert.equal(reached("backward", 2, 3).done(0), false);
  assert.equal(reached("backward", 3, 3).done(4), true);
});

test("forward it begins anew for each input", () => {
  assert.deepEqual(units(reached("forward", 0, 3)), [0]);
  assert.deepEqual(units(reached("forward", 3, 3)), [0, 1, 2, 3]);
  assert.equal(reached("forward", 3, 3).start, 0);
  const next = reached("forward", 4, 3);
  assert.deepEqual([next.start, units(next), edges(next)], [1, [0, 1], [0]]);
  assert.deepEqual([0, 1].map(next.done), [true, false]);
});
