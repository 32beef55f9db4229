// The bits of a number, without a browser: which part a bit belongs to, and where keys lead.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lead, part } from "../../mlmath/widgets/numbers/bits/cells.js";

test("a bit belongs to the sign, the exponent or the fraction", () => {
  const parts = Array.from({ length: 16 }, (_, i) => part(i, 5)).join("");
  assert.equal(parts, "seeeeeffffffffff");
  assert.equal(Array.from({ length: 6 }, (_, i) => part(i, 3)).join(""), "seeeff");
});

test("arrow keys stay within the bits that there are", () => {
  assert.equal(lead(0, "ArrowLeft", 16), 0);
  assert.equal(lead(3, "ArrowRight", 16), 4);
  assert.equal(lead(5, "ArrowRight", 6), 5);
  assert.equal(lead(3, "End", 6), 5);
  assert.equal(lead(3, "Home", 16), 0);
  assert.equal(lead(3, "a", 16), 3);
});
