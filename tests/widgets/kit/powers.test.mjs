// How a logarithmic axis names its places.

import assert from "node:assert/strict";
import { test } from "node:test";
import { power } from "../../../mlmath/widgets/kit/powers.js";

test("numbers of everyday size are written out", () => {
  assert.deepEqual([0.01, 0.03, 0.7, 1, 100, 2000].map(power), [
    "0.01",
    "0.03",
    "0.7",
    "1",
    "100",
    "2000",
  ]);
});

test("smaller and larger ones by their power of ten, with a real minus sign", () => {
  assert.equal(power(1e-5), "10\u207b\u2075");
  assert.equal(power(1e-10), "10\u207b\u00b9\u2070");
  assert.equal(power(2.1e-7), "2 \u00b7 10\u207b\u2077");
  assert.equal(power(1e6), "10\u2076");
});

test("a number that rounds up to the next power is that power", () => {
  assert.equal(power(9.7e-6), "10\u207b\u2075");
  assert.equal(power(0.0097), "0.01");
});
