// The tape's steps and its short numbers, by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { agreed } from "../../../mlmath/widgets/backprop/tape/columns.js";
import { brief, progress } from "../../../mlmath/widgets/backprop/tape/progress.js";

// Parts 0 and 1 are given; operations 2 and 3.
const at = (/** @type {number} */ step) => progress([2, 3], 4, step);

test("values come forward, then blame backward", () => {
  assert.deepEqual(at(0), { valued: [true, true, false, false], back: 0, now: -1, whole: false });
  assert.deepEqual(at(1), { valued: [true, true, true, false], back: 0, now: 2, whole: false });
  assert.deepEqual(at(2), { valued: [true, true, true, true], back: 0, now: 3, whole: true });
  assert.deepEqual([at(3).back, at(3).now], [1, 3]);
  assert.deepEqual([at(4).back, at(4).now], [2, 2]);
});

test("numbers are short, and a minus is a minus", () => {
  assert.deepEqual([0, 1, -0.5, 1234.5, 0.00012, -123456].map(brief), [
    "0",
    "1",
    "\u22120.5",
    "1230",
    "1.2e\u22124",
    "\u22121.2e5",
  ]);
});

test("digits that agree are counted from the first that is not 0", () => {
  assert.equal(agreed("2.462377902433", 11), 12);
  assert.equal(agreed("0.007065082484", 9), 13);
  assert.equal(agreed("\u22121.5", 15), 4);
});
