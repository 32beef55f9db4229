// Names of arrows: by hand, and inside the frame whatever the arrow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { named } from "../../../mlmath/widgets/linear_algebra/shared/named.js";

/** @import { Point } from "../../../mlmath/widgets/kit/types.d.ts" */

test("a name stands beyond the tip", () => {
  const { x, y } = named("b", [100, 120], [0.6, -0.8], 20, [250, 250]);
  assert.deepEqual([x, y], [112, 104]);
});

test("where it would cross the frame, it comes nearer", () => {
  // Five letters of 17 pixels are 0.6 · 17 · 5 = 51 wide: the center stays 25.5 + 3 from the edge.
  const { x, y } = named("worst", [185, 60], [1, 0], 44, [250, 250]);
  assert.deepEqual([x, y], [221.5, 60]);
});

test("near the edge it stands beside the tip, towards the middle", () => {
  // 1.05 · 17 = 17.85 high: 8.925 and 8 pixels more.
  assert.equal(named("worst", [240, 60], [1, 0], 44, [250, 250]).y, 60 + 16.925);
  assert.equal(named("worst", [240, 200], [1, 0], 44, [250, 250]).y, 200 - 16.925);
});

test("no name crosses the frame, over a sweep of columns", () => {
  // The longer half axis of two columns of at most 2 units each way is at most √8 times √2 = 4 long,
  // and 2.5 units show: in a frame of 250 pixels a unit is 50, of 350 pixels 70.
  for (const size of [250, 350]) {
    const unit = size / 5;
    for (let long = 0; long <= 4; long += 0.1) {
      for (let degrees = 0; degrees < 360; degrees += 3) {
        const turn = (degrees * Math.PI) / 180;
        /** @type {Point} */
        const direction = [Math.cos(turn), -Math.sin(turn)];
        /** @type {Point} */
        const tip = [size / 2 + unit * long * direction[0], size / 2 + unit * long * direction[1]];
        for (const [name, away] of /** @type {[string, number][]} */ ([
          ["worst b", 44],
          ["\u03c3\u2082u\u2082", 30],
          ["a\u2081", 20],
        ])) {
          const [left, top, right, bottom] = named(name, tip, direction, away, [size, size]).box;
          assert.ok(left >= 0 && top >= 0 && right <= size && bottom <= size, `${tip}`);
        }
      }
    }
  }
});
