// The model that views see, with an engine that only keeps what it was asked for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../../../livepage/page/model.js";

/** @import { Engine } from "../../../livepage/page/engine.js" */
/** @import { Snapshot } from "../../../livepage/page/types.d.ts" */

/** @type {Snapshot} */
const SNAPSHOT = {
  spec: {
    name: "page.one",
    title: "One",
    help: "",
    live: false,
    longest: "",
    fields: [
      { name: "n", kind: "number", label: "n", default: 1, low: 0, high: 9, step: 1, unit: "" },
      { name: "points", kind: "data", label: "points", default: [] },
    ],
  },
  inputs: { n: 1, points: [[0, 1]] },
  // 2.0 in float32 is 0x40000000, little-endian 00 00 00 40, in base64 "AAAAQA==".
  outputs: { summary: "One.", made: 3, a: { dtype: "float32", shape: [1], base64: "AAAAQA==" } },
};

/** A model, the element that it belongs to, and what it asked for. */
function made(id = "one") {
  /** @type {unknown[]} */
  const asked = [];
  const engine = {
    values: (/** @type {Model} */ model) => void asked.push({ ...model.inputs() }),
    command: (/** @type {Model} */ _model, /** @type {string} */ command) =>
      void asked.push(command),
  };
  const element = {
    id,
    dataset: /** @type {Record<string, string>} */ ({}),
    querySelector: () => null,
  };
  const model = new Model(
    /** @type {any} */ (element),
    structuredClone(SNAPSHOT),
    /** @type {Engine} */ (/** @type {any} */ (engine)),
  );
  return { model, asked, element };
}

/** Count how often something fires. */
function counted(/** @type {Model} */ model, /** @type {string} */ event) {
  const count = { fired: 0 };
  model.on(event, () => void count.fired++);
  return count;
}

test("it begins with the snapshot, whose arrays are bytes again", () => {
  const { model } = made();
  assert.equal(model.get("status"), "snapshot");
  assert.equal(model.get("n"), 1);
  const { a, summary } = model.get("outputs");
  assert.equal(summary, "One.");
  assert.equal(new DataView(a.data.buffer).getFloat32(0, true), 2);
  assert.deepEqual([a.dtype, a.shape], ["float32", [1]]);
});

test("set fires at once, and save_changes asks once for all that was set", () => {
  const { model, asked, element } = made();
  const count = counted(model, "change:n");
  model.set("n", 2);
  model.set("n", 2);
  model.set("points", []);
  assert.equal(count.fired, 1);
  model.save_changes();
  model.save_changes();
  assert.deepEqual(asked, [{ n: 2, points: [] }]);
  assert.equal(element.dataset.asked, "1");
});

test("what is no input asks for nothing", () => {
  const { model, asked } = made();
  model.set("hover", 3);
  model.save_changes();
  assert.deepEqual(asked, []);
  assert.deepEqual(model.inputs(), { n: 1, points: [[0, 1]] });
});

test("advance is a command; reset and retry begin again with the inputs", () => {
  const { model, asked } = made();
  for (const command of ["advance", "reset", "retry", "other"]) model.send({ command });
  const inputs = { n: 1, points: [[0, 1]] };
  assert.deepEqual(asked, ["advance", inputs, inputs]);
});

test("off forgets one callback, one event, or all", () => {
  const { model } = made();
  let fired = 0;
  const add = () => void fired++;
  const hundred = () => {
    fired += 100;
  };
  for (const event of ["change:n", "change:x", "change:y"]) model.on(event, add);
  model.on("change:n", hundred);
  model.off("change:n", hundred);
  model.set("n", 2);
  assert.equal(fired, 1);
  model.off("change:n");
  model.set("n", 3);
  assert.equal(fired, 1);
  model.off();
  model.set("x", 1);
  model.set("y", 1);
  assert.equal(fired, 1);
});

test("a fault in one listener is reported and leaves the others alive", (t) => {
  /** @type {unknown[]} */
  const reported = [];
  globalThis.reportError = (error) => void reported.push(error);
  t.after(() => Reflect.deleteProperty(globalThis, "reportError"));
  const { model } = made();
  const fault = new Error("a view's own");
  model.on("change:n", () => {
    throw fault;
  });
  const count = counted(model, "change:n");
  model.set("n", 2);
  assert.deepEqual(reported, [fault]);
  assert.equal(count.fired, 1);
});

test("links keep an input of two models equal, both ways, and come to rest", () => {
  const [one, two] = [made("one"), made("two")];
  two.model.set("n", 5);
  one.model.link("n", two.model); // the other's value holds now
  assert.equal(one.model.get("n"), 5);
  one.model.set("n", 6);
  one.model.save_changes();
  assert.equal(two.model.get("n"), 6);
  two.model.set("n", 7);
  two.model.save_changes();
  assert.equal(one.model.get("n"), 7);
  const n = (/** @type {any} */ asked) => asked.n;
  assert.deepEqual(one.asked.map(n), [5, 6, 7]);
  assert.deepEqual(two.asked.map(n), [6, 7]);
});

test("a link between equal values asks for nothing, and shares the value itself", () => {
  const [one, two] = [made("one"), made("two")];
  one.model.link("points", two.model);
  assert.equal(one.model.get("points"), two.model.get("points"));
  assert.deepEqual(one.asked, []);
});

test("the status follows Python, and an error stands above all", () => {
  const { model } = made();
  model.python("starting", "");
  assert.equal(model.get("status"), "starting");
  model.python("ready", "");
  assert.equal(model.get("status"), "ready");
  model.slow({ stoppable: false });
  assert.equal(model.get("status"), "busy");
  model.slow(null);
  model.receive({ error: "n must lie in [0, 9], got 10" }, true);
  assert.equal(model.get("status"), "error");
  assert.equal(model.get("error"), "n must lie in [0, 9], got 10");
  model.receive({ outputs: { summary: "Two." } }, true);
  assert.equal(model.get("status"), "ready");
  assert.equal(model.get("error"), "");
  assert.deepEqual(model.get("outputs"), { summary: "Two." });
});

test("a failed start is told, and forgotten when the next one begins", () => {
  const { model } = made();
  model.python("failed", "no network");
  assert.equal(model.get("error"), "Python did not start: no network");
  model.python("starting", "");
  assert.equal(model.get("error"), "");
  assert.equal(model.get("status"), "starting");
});

test("only the last answer makes answered equal to asked", () => {
  const { model, element } = made();
  for (const n of [2, 3]) {
    model.set("n", n);
    model.save_changes();
  }
  model.receive({ outputs: { summary: "Two." } }, false);
  assert.deepEqual([element.dataset.asked, element.dataset.answered], ["2", "0"]);
  model.receive({ outputs: { summary: "Three." } }, true);
  assert.equal(element.dataset.answered, "2");
});
