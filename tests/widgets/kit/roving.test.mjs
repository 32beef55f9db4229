// Arrow keys of a group, by the keys that a reader presses; Alt and an arrow is the browser's Back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { roving } from "../../../mlmath/widgets/kit/roving.js";

const STEPS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: 3,
});

/** Four buttons in a row, of which the one at place 1 has the focus; what a key does to them. */
function press(/** @type {string} */ key, modifiers = {}, on = 1) {
  const done = /** @type {string[]} */ ([]);
  const all = [0, 1, 2, 3].map((i) => ({ focus: () => done.push(`focus ${i}`) }));
  let listener = (/** @type {any} */ _event) => {};
  const group = {
    addEventListener: (/** @type {string} */ type, /** @type {any} */ f) => {
      if (type === "keydown") listener = f;
    },
  };
  roving(/** @type {any} */ (group), /** @type {any} */ (all), {
    lead: (at, pressed) => at + (STEPS[pressed] ?? 0),
    choose: (to) => done.push(`choose ${to}`),
  });
  listener({
    key,
    target: all[on],
    preventDefault: () => done.push("prevent"),
    stopPropagation: () => done.push("stop"),
    ...modifiers,
  });
  return done;
}

test("an arrow key chooses, moves the focus, and is used up", () => {
  assert.deepEqual(press("ArrowRight"), ["prevent", "stop", "choose 2", "focus 2"]);
  assert.deepEqual(press("ArrowLeft"), ["prevent", "stop", "choose 0", "focus 0"]);
});

test("what leads nowhere, and what comes from elsewhere, goes on", () => {
  assert.deepEqual(press("a"), []);
  assert.deepEqual(press("ArrowDown"), []); // there is no place 4
  assert.deepEqual(press("ArrowLeft", {}, 0), []);
  assert.deepEqual(press("ArrowRight", {}, 9), []); // no button of the group
});

test("a key with Ctrl, Alt or the command key belongs to the browser", () => {
  for (const modifier of ["ctrlKey", "altKey", "metaKey"]) {
    assert.deepEqual(press("ArrowLeft", { [modifier]: true }), []);
  }
  assert.notDeepEqual(press("ArrowLeft", { shiftKey: true }), []);
});
