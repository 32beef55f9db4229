// Numbers of the machine with knobs and of the canceller, and where keys and sliders lead.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keyed } from "../../../mlmath/widgets/lms/adaline/knobs.js";
import { reading } from "../../../mlmath/widgets/lms/adaline/reading.js";
import { outline } from "../../../mlmath/widgets/lms/canceller/picture.js";
import { placeOf, sizeAt } from "../../../mlmath/widgets/lms/canceller/step.js";

test("readings are whole divisions, or tenths, or short", () => {
  /** @type {[number, string][]} */
  const cases = [
    [0, "0"],
    [-0.04, "0"],
    [12, "+12"],
    [-12.34, "\u221212.3"],
    [0.25, "+0.3"],
    [-0.25, "\u22120.2"],
    [3.96, "+4"],
    [999.94, "+999.9"],
    [999.96, "+1e3"],
    [-1234.5, "\u22121e3"],
    [-57626, "\u22125e4"],
    [987654, "+9e5"],
  ];
  for (const [value, text] of cases) assert.equal(reading(value), text);
});

test("keys turn a knob by whole divisions, and no further than a hand can", () => {
  /** @type {[{ key: string, shiftKey?: boolean }, number, number | undefined][]} */
  const cases = [
    [{ key: "ArrowUp" }, 0, 1],
    [{ key: "ArrowLeft" }, 0, -1],
    [{ key: "ArrowDown", shiftKey: true }, 3, -2],
    [{ key: "ArrowRight", shiftKey: true }, 28, 30],
    [{ key: "ArrowRight" }, 3.4, 4],
    [{ key: "ArrowLeft" }, 100, 30],
    [{ key: "Home" }, 7, -30],
    [{ key: "End" }, 7, 30],
    [{ key: "Delete" }, 7, 0],
    [{ key: "a" }, 7, undefined],
  ];
  for (const [event, value, to] of cases) assert.equal(keyed(event, value), to);
});

test("twenty places of the slider are a factor of ten", () => {
  assert.equal(sizeAt(0, 0.0001), 0.0001);
  assert.equal(sizeAt(10, 0.0001), 0.000316); // 10 ** -3.5
  assert.equal(sizeAt(60, 0.0001), 0.1);
  assert.equal(sizeAt(90, 0.0001), 3.16);
  for (let place = 0; place <= 90; place++)
    assert.equal(Math.round(placeOf(sizeAt(place, 0.0001), 0.0001)), place);
});

test("an outline goes along the highest values and back along the lowest", () => {
  const d = outline(
    [2, -1, 3, -2],
    (i) => 10 * i,
    (value) => 5 - value,
  );
  assert.equal(d, "M0.0 3.0L10.0 2.0L10.0 7.0L0.0 6.0z");
});
