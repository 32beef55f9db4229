// The engine against a worker that the test plays: what is sent, in which order, and who is told.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Engine } from "../../../livepage/page/engine.js";
import { FakeWorker } from "./fake_worker.mjs";

/** @import { Output } from "../../../livepage/worker/messages.d.ts" */

const START = { pyodide: "py/", wheel: "w", bridge: "b" };
const OUTPUTS = { summary: "Done." };

/** A widget: what it was told, and inputs that a test may change. */
function client(id = "one", inputs = { n: 1 }) {
  /** @type {unknown[]} */
  const told = [];
  return {
    id,
    widget: `page.${id}`,
    told,
    now: /** @type {Record<string, number>} */ (inputs),
    inputs() {
      return { ...this.now };
    },
    receive(/** @type {{ error?: string }} */ { error }, /** @type {boolean} */ settled) {
      told.push([error ?? "outputs", settled]);
    },
    slow: (/** @type {{ stoppable: boolean } | null} */ state) => void (state && told.push(state)),
  };
}

/** A cell: what it was told. */
function cell(id = "c") {
  /** @type {unknown[]} */
  const told = [];
  return {
    id,
    told,
    code: () => `code of ${id}`,
    started: () => void told.push("started"),
    output: (/** @type {Output} */ output) => void told.push(output.output_type),
    loading: (/** @type {string} */ what) => void told.push(`loading ${what}`),
    missing: (/** @type {{ name: string }[]} */ [{ name }]) => void told.push(`missing ${name}`),
    done: (/** @type {boolean} */ ok, /** @type {number} */ _seconds, /** @type {string} */ why) =>
      void told.push(["done", ok, why]),
    forgotten: () => void told.push("forgotten"),
  };
}

/** An engine whose changes of state are kept. */
function engine(limit = 30) {
  /** @type {string[]} */
  const states = [];
  const made = new Engine({
    worker: "worker.js",
    start: START,
    limit,
    watch: (s) => states.push(s),
  });
  return Object.assign(made, { states });
}

function ready() {
  const made = engine();
  made.wake();
  FakeWorker.last.say({ ready: true });
  return made;
}

const requests = () => FakeWorker.last.sent.slice(1); // after { start }

beforeEach(() => {
  FakeWorker.all = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("it starts once, and says how that goes on", () => {
  const made = engine();
  made.wake();
  made.wake();
  assert.equal(FakeWorker.all.length, 1);
  assert.deepEqual(FakeWorker.last.sent, [{ start: START }]);
  FakeWorker.last.say({ progress: 0.5 });
  FakeWorker.last.say({ ready: true });
  assert.deepEqual(made.states, ["starting", "starting", "ready"]);
});

test("what is asked before Python is ready waits for it", () => {
  const made = engine();
  made.values(client());
  assert.deepEqual(requests(), []);
  FakeWorker.last.say({ ready: true });
  assert.equal(requests().length, 1);
});

test("one request is under way at a time, and widgets take turns", () => {
  const made = ready();
  const [one, two] = [client("one"), client("two")];
  made.values(one);
  made.values(two);
  one.now = { n: 2 };
  made.values(one);
  assert.deepEqual(
    requests().map(({ id }) => id),
    ["one"],
  );
  FakeWorker.last.answer({ outputs: OUTPUTS });
  FakeWorker.last.answer({ outputs: OUTPUTS });
  assert.deepEqual(
    requests().map(({ id }) => id),
    ["one", "two", "one"],
  );
});

test("of pending values only the newest are sent, and only the last answer settles", () => {
  const made = ready();
  const one = client();
  for (const n of [1, 2, 3, 4]) {
    one.now = { n };
    made.values(one);
  }
  FakeWorker.last.answer({ outputs: OUTPUTS });
  FakeWorker.last.answer({ outputs: OUTPUTS });
  assert.deepEqual(
    requests().map(({ inputs }) => inputs),
    [{ n: 1 }, { n: 4 }],
  );
  assert.deepEqual(one.told, [
    ["outputs", false],
    ["outputs", true],
  ]);
});

test("commands are never merged, and keep their place among the values", () => {
  const made = ready();
  const one = client();
  made.values(one);
  made.command(one, "advance");
  made.command(one, "advance");
  one.now = { n: 2 };
  made.values(one);
  made.command(one, "advance");
  for (let i = 0; i < 5; i++) FakeWorker.last.answer({ outputs: OUTPUTS });
  const order = requests().map(({ command, inputs }) => command ?? inputs.n);
  assert.deepEqual(order, [1, "advance", "advance", 2, "advance"]);
});

test("a late answer, of another request or another worker, is dropped", () => {
  const made = ready();
  const one = client();
  made.values(one);
  const { epoch, seq } = FakeWorker.last.request;
  FakeWorker.last.say({ epoch, seq: seq - 1, outputs: OUTPUTS });
  FakeWorker.last.say({ epoch: epoch - 1, seq, outputs: OUTPUTS });
  assert.deepEqual(one.told, []);
  const [old] = FakeWorker.all;
  made.stop("Enough");
  old.say({ epoch, seq, outputs: OUTPUTS });
  assert.deepEqual(one.told, [["Enough", true]]);
});

test("an error of inputs that have since changed is of no interest", () => {
  const made = ready();
  const one = client();
  made.values(one);
  one.now = { n: 2 };
  made.values(one);
  FakeWorker.last.answer({ error: "n must be 2" });
  FakeWorker.last.answer({ error: "n must be 3" });
  assert.deepEqual(one.told, [["n must be 3", true]]);
});

test("a new worker is told the inputs again, also before a command", () => {
  const made = ready();
  const one = client();
  made.values(one);
  FakeWorker.last.answer({ outputs: OUTPUTS });
  made.command(one, "advance");
  assert.equal(FakeWorker.last.request.inputs, undefined); // this worker knows them
  made.command(one, "advance");
  made.stop("Enough");
  const [old, fresh] = FakeWorker.all;
  assert.ok(old.ended);
  fresh.say({ ready: true });
  const { command, inputs, epoch } = fresh.request;
  assert.deepEqual({ command, inputs, epoch }, { command: "advance", inputs: { n: 1 }, epoch: 2 });
});

test("a request that ended its worker is tried once more, then it is given up", () => {
  const made = ready();
  const one = client();
  made.values(one);
  FakeWorker.last.say({ fatal: "out of memory" });
  FakeWorker.last.say({ ready: true });
  assert.deepEqual(FakeWorker.last.request.inputs, { n: 1 });
  assert.deepEqual(one.told, []);
  FakeWorker.last.say({ fatal: "out of memory" });
  assert.deepEqual(one.told, [["Python stopped: out of memory", true]]);
  FakeWorker.last.say({ ready: true });
  assert.deepEqual(requests(), []);
  assert.equal(made.state, "ready");
});

test("a worker that does not load has failed, and so have the cells that waited", () => {
  const made = engine();
  const one = cell();
  made.run(one);
  FakeWorker.last.onerror({ message: "no such file", preventDefault() {} });
  assert.deepEqual(made.states, ["starting", "failed"]);
  assert.deepEqual(one.told, [["done", false, "failed"]]);
  made.wake();
  assert.equal(FakeWorker.all.length, 2); // the next wish tries again
});

test("what takes long is said, may then be stopped, and is given up at the limit", () => {
  const made = ready();
  const one = client();
  made.values(one);
  mock.timers.tick(249);
  assert.deepEqual(one.told, []);
  mock.timers.tick(1);
  mock.timers.tick(2750);
  assert.deepEqual(one.told, [{ stoppable: false }, { stoppable: true }]);
  mock.timers.tick(27000);
  assert.deepEqual(one.told.at(-1), ["Stopped: no answer after 30 seconds", true]);
  assert.ok(FakeWorker.all[0].ended);
});

test("an answer in time leaves no timer behind", () => {
  const made = ready();
  const one = client();
  made.values(one);
  FakeWorker.last.answer({ outputs: OUTPUTS });
  mock.timers.tick(60_000);
  assert.deepEqual(one.told, [["outputs", true]]);
  assert.equal(FakeWorker.all.length, 1);
});

test("a widget that has left the page is told nothing more", () => {
  const made = ready();
  const one = client();
  made.values(one);
  made.forget(one);
  assert.deepEqual(FakeWorker.last.request, { forget: "one" });
  const { epoch, seq } = FakeWorker.last.sent[1];
  FakeWorker.last.say({ epoch, seq, outputs: OUTPUTS });
  assert.deepEqual(one.told, []);
});

test("cells run in order, once each, and take turns with the widgets", () => {
  const made = ready();
  const [one, two, widget] = [cell("1"), cell("2"), client("w")];
  made.run(one);
  made.run(one); // it runs already
  made.run(two);
  made.values(widget);
  FakeWorker.last.answer({ done: true, ok: true, seconds: 0.1 });
  FakeWorker.last.answer({ outputs: OUTPUTS });
  FakeWorker.last.answer({ done: true, ok: false, seconds: 0.1 });
  assert.deepEqual(
    requests().map((request) => request.cell ?? request.id),
    ["1", "w", "2"],
  );
  assert.equal(requests()[2].code, "code of 2");
  assert.deepEqual(one.told, ["started", ["done", true, ""]]);
  assert.deepEqual(two.told, ["started", ["done", false, ""]]);
});

test("a cell hears what comes of it, until it is done", () => {
  const made = ready();
  const one = cell();
  made.run(one);
  FakeWorker.last.answer({ cell: "c", loading: "sympy", progress: 0.5 });
  FakeWorker.last.answer({ cell: "c", missing: [{ name: "X", cell: "a" }] });
  const output = { output_type: /** @type {const} */ ("stream"), name: "stdout", text: "hello" };
  FakeWorker.last.answer({ cell: "c", output });
  FakeWorker.last.answer({ cell: "c", done: true, ok: true, seconds: 1 });
  assert.deepEqual(one.told, [
    "started",
    "loading sympy",
    "missing X",
    "stream",
    ["done", true, ""],
  ]);
});

test("a cell that has not begun can be taken out of the line", () => {
  const made = ready();
  const [one, two] = [cell("1"), cell("2")];
  made.run(one);
  made.run(two);
  made.cancel(two);
  FakeWorker.last.answer({ done: true, ok: true, seconds: 0 });
  assert.equal(requests().length, 1);
  assert.deepEqual(two.told, []);
});

test("a stop ends the cells that run and wait, and all names are forgotten", () => {
  const made = ready();
  const [one, two] = [cell("1"), cell("2")];
  made.run(one);
  made.run(two);
  made.stop("Enough");
  assert.deepEqual(one.told, ["started", "error", ["done", false, "stopped"], "forgotten"]);
  assert.deepEqual(two.told, [["done", false, "stopped"]]);
});

test("a cell that ended Python is not run again", () => {
  const made = ready();
  const one = cell();
  made.run(one);
  FakeWorker.last.say({ fatal: "too deep" });
  FakeWorker.last.say({ ready: true });
  assert.deepEqual(requests(), []);
  assert.deepEqual(one.told, ["started", "error", ["done", false, "died"], "forgotten"]);
});

test("inputs that Python code has set are passed on", () => {
  /** @type {unknown[]} */
  const updates = [];
  const update = (/** @type {string} */ id, /** @type {unknown} */ inputs) =>
    void updates.push([id, inputs]);
  new Engine({ worker: "", start: START, watch() {}, update }).wake();
  FakeWorker.last.say({ update: "one", inputs: { n: 7 } });
  assert.deepEqual(updates, [["one", { n: 7 }]]);
});

test("a restart ends the worker, forgets the cells, and asks again for a widget", () => {
  const made = ready();
  const [one, c] = [client(), cell()];
  made.run(c);
  FakeWorker.last.answer({ cell: "c", done: true, ok: true });
  made.values(one);
  const before = FakeWorker.last;
  made.restart();
  assert.ok(before.ended);
  assert.equal(c.told.at(-1), "forgotten");
  FakeWorker.last.say({ ready: true });
  assert.deepEqual(FakeWorker.last.request.inputs, { n: 1 });
  FakeWorker.last.answer({ outputs: OUTPUTS });
  assert.deepEqual(one.told, [["outputs", true]]);
});
