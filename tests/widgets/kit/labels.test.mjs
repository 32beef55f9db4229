// Places of labels, by hand: boxes on a grid of whole numbers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { along, covered, place, textBox } from "../../../mlmath/widgets/kit/labels.js";

/** @import { Box, Label } from "../../../mlmath/widgets/kit/types.d.ts" */

/** @type {Box} */
const INSIDE = [0, 0, 100, 100];

test("the box of a text lies by its anchor", () => {
  // Five letters of size 10 are 0.6 · 10 · 5 = 30 wide, from 8 above the line to 2.5 below it.
  const text = { text: "abcde", size: 10, x: 50, y: 50 };
  assert.deepEqual(textBox(text), [50, 42, 80, 52.5]);
  assert.deepEqual(textBox({ ...text, anchor: "middle" }), [35, 42, 65, 52.5]);
  assert.deepEqual(textBox({ ...text, anchor: "end" }), [20, 42, 50, 52.5]);
  // A sign of two code units is one letter.
  assert.deepEqual(textBox({ ...text, text: "\u{1d465}" }), [50, 42, 56, 52.5]);
});

test("what is covered is an area: of each box taken, and of what lies outside", () => {
  assert.equal(covered([0, 0, 10, 10], [], INSIDE), 0);
  assert.equal(covered([0, 0, 10, 10], [[5, 5, 20, 20]], INSIDE), 25);
  assert.equal(covered([-5, 0, 5, 10], [], INSIDE), 50);
  assert.equal(
    covered(
      [0, 0, 10, 10],
      [
        [5, 0, 9, 9],
        [20, 20, 30, 30],
      ],
      INSIDE,
    ),
    36,
  );
});

test("a label takes the first of its places that is free", () => {
  const label = {
    text: "abcde",
    size: 10,
    places: [
      { x: 5, y: 20 },
      { x: 60, y: 20 },
      { x: 60, y: 80 },
    ],
  };
  const [free] = place([label], { inside: INSIDE });
  assert.deepEqual([free.x, free.y], [5, 20]);
  const [moved] = place([label], { taken: [[0, 0, 40, 40]], inside: INSIDE });
  assert.deepEqual([moved.x, moved.y], [60, 20]);
});

test("labels keep clear of those before them", () => {
  const places = [
    { x: 5, y: 20 },
    { x: 5, y: 80 },
  ];
  /** @type {Label[]} */
  const both = ["one", "two"].map((text) => ({ text, size: 10, places }));
  const [one, two] = place(both, { inside: INSIDE });
  assert.deepEqual([one.y, two.y], [20, 80]);
});

test("where no place is free, it is the one that is covered least", () => {
  // The second is covered by 30 · 5.5, all others whole, or outside.
  const label = {
    text: "abcde",
    size: 10,
    places: [
      { x: 5, y: 20 },
      { x: 5, y: 45 },
      { x: 200, y: 20 },
    ],
  };
  const [chosen] = place([label], { taken: [[0, 0, 100, 42.5]], inside: INSIDE });
  assert.equal(chosen.y, 45);
});

test("a curve is lined with small boxes", () => {
  assert.deepEqual(along([10, 20], [1, 2], 3), [
    [7, -2, 13, 4],
    [17, -1, 23, 5],
  ]);
});
