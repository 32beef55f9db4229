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
