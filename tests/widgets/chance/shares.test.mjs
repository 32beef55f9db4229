// Shares and their places in the triangle, by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CORNERS, HIGH, place, shares } from "../../../mlmath/widgets/chance/bets/shares.js";

test("a corner is all on one horse, and the middle an equal split", () => {
  for (const [i, [x, y]] of CORNERS.entries()) {
    const all = [0, 0, 0];
    all[i] = 1;
    assert.deepEqual(shares(x, y), all);
    assert.deepEqual(place(all), [x, y]);
  }
  const [x, y] = place([1 / 3, 1 / 3, 1 / 3]);
  assert.ok(Math.abs(x - 0.5) < 1e-12 && Math.abs(y - HIGH / 3) < 1e-12);
});

test("there and back", () => {
  for (const split of [
    [0.5, 0.25, 0.25],
    [0.7, 0.2, 0.1],
    [0, 0.37, 0.63],
  ]) {
    assert.deepEqual(shares(...place(split)), split);
  }
});

test("hundredths add up to one, wherever the hand is", () => {
  for (let i = 0; i < 200; i++) {
    const split = shares(-0.3 + 0.008 * i, -0.2 + 0.0061 * i);
    assert.equal(Math.round(100 * (split[0] + split[1] + split[2])), 100);
    assert.ok(
      split.every((share) => share >= 0 && Number.isInteger(Math.round(1e9 * share) / 1e7)),
    );
  }
  assert.deepEqual(shares(2, -1), [0, 1, 0]);
});
