// Fields of cells and things that a hand moves: paths and places by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { litPath, signedPaths, way } from "../../../mlmath/widgets/kit/grid.js";
import { rest } from "../../../mlmath/widgets/kit/handles.js";

test("lit cells are unit squares, row by row", () => {
  assert.equal(litPath([1, 0, 0, 1], 2), "M0 0h1v1h-1zM1 1h1v1h-1z");
  assert.equal(litPath([0, 0], 2), "");
});

test("the area of a mark is in proportion to its number", () => {
  const side = (/** @type {number} */ value) =>
    Number(/h([\d.]+)v/.exec(signedPaths([-value], 1, 4).minus)?.[1]);
  assert.equal(side(4), 0.94); // the largest fills its cell nearly
  assert.equal(side(1), 0.47); // a quarter of the area is half the side
  assert.equal(side(16), 0.94); // and no mark leaves its cell
});

test("positive numbers are circles, negative ones squares, and zero is nothing", () => {
  const { plus, minus } = signedPaths([1, -1, 0], 3, 1);
  assert.match(plus, /^M0\.03 0\.5a0\.47 0\.47 /);
  assert.equal(minus, "M1.03 0.03h0.94v0.94h-0.94z");
  assert.deepEqual(signedPaths([1], 1, 0), { plus: "", minus: "" });
});

test("a stroke has no gaps, and leaves out where it began", () => {
  const columns = 10;
  assert.deepEqual(way(0, 3, columns), [1, 2, 3]);
  assert.deepEqual(way(22, 0, columns), [11, 0]);
  assert.deepEqual(way(5, 5, columns), []);
  // From (0, 0) to (9, 4), each step goes to a neighbor.
  let [x, y] = [0, 0];
  for (const cell of way(0, 49, columns)) {
    const [nx, ny] = [cell % columns, Math.floor(cell / columns)];
    assert.ok(Math.max(Math.abs(nx - x), Math.abs(ny - y)) === 1);
    [x, y] = [nx, ny];
  }
  assert.deepEqual([x, y], [9, 4]);
});

test("a thing rests within its limits, on the digits of its step", () => {
  /** @type {Parameters<typeof rest>[1]} */
  const options = { limits: { x: [-1, 1], y: [0, 2] }, step: 0.02 };
  assert.deepEqual(rest([0.123, 1.987], options), [0.12, 1.99]);
  assert.deepEqual(rest([5, -5], options), [1, 0]);
  assert.ok(Object.is(rest([-0.001, 1], options)[0], 0)); // never -0
  assert.deepEqual(rest([0.4, 1.6], { ...options, step: 1 }), [0, 2]);
});
