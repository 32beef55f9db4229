// Shades of a field, by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SHADES, shades } from "../../../mlmath/widgets/backprop/net/shades.js";

test("cells of one shade in a row are one piece", () => {
  const paths = shades([0, 0, 1, 0.5, 0.5, 0.5], 3, 0, 1);
  assert.equal(paths.length, SHADES);
  assert.equal(paths[0], "M0 0h2v1h-2z");
  assert.equal(paths[SHADES - 1], "M2 0h1v1h-1z");
  assert.equal(paths[4], "M0 1h3v1h-3z");
});

test("what lies outside has the shade of the edge", () => {
  const paths = shades([-7, 7], 2, -1, 1);
  assert.equal(paths[0], "M0 0h1v1h-1z");
  assert.equal(paths[SHADES - 1], "M1 0h1v1h-1z");
});

test("shades count from the lowest value, in ninths of the range", () => {
  const paths = shades([-0.5, 0.5], 2, -1, 1);
  assert.equal(paths[2], "M0 0h1v1h-1z"); // 2.25 ninths
  assert.equal(paths[6], "M1 0h1v1h-1z"); // 6.75
});

test("a piece ends with its row", () => {
  const paths = shades([0, 1, 1, 0], 2, 0, 1);
  assert.equal(paths[SHADES - 1], "M1 0h1v1h-1zM0 1h1v1h-1z");
});
