// What the model holds, as a view wants it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { defaults, format, longest, signed, unpack } from "../../../mlmath/widgets/kit/values.js";

test("a number has the decimals of its step, a real minus sign, and no minus zero", () => {
  assert.equal(format(1.25, 0.1), "1.3");
  assert.equal(format(-2, 1), "\u22122");
  assert.equal(format(-0.001, 0.01), "0.00");
  assert.equal(format(3, 0.5, "s"), "3.0\u00a0s");
});

test("a number above zero has a plus where one asks for its sign, and zero has none", () => {
  assert.equal(signed(3), "+3");
  assert.equal(signed(-3), "\u22123");
  assert.equal(signed(0), "0");
  assert.equal(signed(0.004, 0.01), "0.00");
  assert.equal(signed(-0.004, 0.01), "0.00");
  assert.equal(signed(0.006, 0.01), "+0.01");
});

test("what a widget begins with is what its fields say", () => {
  const spec = /** @type {any} */ ({
    fields: [
      { name: "a", default: 1 },
      { name: "b", default: [2] },
    ],
  });
  assert.deepEqual(defaults(spec), { a: 1, b: [2] });
});

test("the longest text is the first of several", () => {
  assert.equal(longest(["a", "bcd", "efg"]), "bcd");
  assert.equal(longest([]), "");
});

test("arrays are typed, wherever their bytes begin, and made once", () => {
  // Little-endian: 1.5 in float32 is 0x3fc00000; -2 in int32 is 0xfffffffe.
  const bytes = Uint8Array.of(9, 0x00, 0x00, 0xc0, 0x3f, 0xfe, 0xff, 0xff, 0xff, 7);
  const outputs = {
    f: { dtype: "float32", shape: [1], data: bytes.subarray(1, 5) },
    i: { dtype: "int32", shape: [1, 1], data: bytes.slice(5, 9).buffer },
    summary: "Done.",
    made: 3,
  };
  const { f, i, summary, made } = unpack(outputs);
  assert.deepEqual(f, { shape: [1], values: Float32Array.of(1.5) });
  assert.deepEqual(i, { shape: [1, 1], values: Int32Array.of(-2) });
  assert.deepEqual([summary, made], ["Done.", 3]);
  assert.equal(unpack(outputs), unpack(outputs));
  assert.deepEqual(unpack(undefined), {});
});
