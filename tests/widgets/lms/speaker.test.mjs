// The speaker: what it asks of the browser, on a context that only notes it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { speaker } from "../../../mlmath/widgets/lms/canceller/speaker.js";

/** A loudness that notes what it is told: [what, value, when]. */
function parameter() {
  /** @type {[string, number | null, number][]} */
  const told = [];
  return {
    value: 1,
    told,
    cancelScheduledValues: (/** @type {number} */ when) => told.push(["cancel", null, when]),
    /** @type {(value: number, when: number) => number} */
    setValueAtTime: (value, when) => told.push(["set", value, when]),
    /** @type {(value: number, when: number) => number} */
    linearRampToValueAtTime: (value, when) => told.push(["ramp", value, when]),
  };
}

function context() {
  const node = (/** @type {object} */ extra) => ({
    connect: (/** @type {any} */ to) => to,
    disconnect() {},
    ...extra,
  });
  /** @type {any} */
  const self = {
    currentTime: 0,
    state: "suspended",
    sources: [],
    gains: [],
    destination: {},
    async resume() {
      self.state = "running";
    },
    async suspend() {
      self.state = "suspended";
    },
    async close() {
      self.state = "closed";
    },
    createGain() {
      const gain = node({ gain: parameter() });
      self.gains.push(gain);
      return gain;
    },
    /** @type {(channels: number, length: number, sampleRate: number) => any} */
    createBuffer(channels, length, sampleRate) {
      const samples = new Float32Array(length);
      assert.equal(channels, 1);
      return { duration: length / sampleRate, getChannelData: () => samples };
    },
    createBufferSource() {
      /** @type {any} */
      const source = node({
        start: (/** @type {number} */ at, /** @type {number} */ from) =>
          Object.assign(source, { at, from }),
        stop: (/** @type {number} */ at) => Object.assign(source, { stopped: at }),
      });
      self.sources.push(source);
      return source;
    },
  };
  return self;
}

function made() {
  const one = context();
  let opened = 0;
  let ended = 0;
  const output = speaker(
    () => {
      opened++;
      return one;
    },
    () => ended++,
  );
  return { one, output, opened: () => opened, ended: () => ended };
}

const SOUND = Float32Array.of(0, 0.5, -0.25, 0);

test("nothing is opened before it is woken, and then once", () => {
  const { output, opened } = made();
  output.volume(0.3);
  output.stop();
  output.play(SOUND, 2, 0);
  assert.equal(opened(), 0);
  assert.ok(output.wake());
  assert.ok(output.wake());
  assert.equal(opened(), 1);
});

test("the volume set before is that of the first sound", () => {
  const { one, output } = made();
  output.volume(0.3);
  output.wake();
  assert.equal(one.gains[0].gain.value, 0.3);
  output.volume(0.6); // and a later one comes without a jump
  assert.deepEqual(one.gains[0].gain.told.at(-1), ["ramp", 0.6, 0.02]);
});

test("a sound is played as it is, from its start without a fade of its own", () => {
  const { one, output } = made();
  output.wake();
  output.play(SOUND, 2, 0);
  const [source] = one.sources;
  assert.deepEqual(source.buffer.getChannelData(0), SOUND);
  assert.deepEqual([source.at, source.from], [0, 0]);
  assert.deepEqual(one.gains[1].gain.told, []);
  one.currentTime = 0.75;
  assert.equal(output.position(), 0.75);
  one.currentTime = 5;
  assert.equal(output.position(), 2); // its length
});

test("from within, a sound rises from zero", () => {
  const { one, output } = made();
  output.wake();
  one.currentTime = 1;
  output.play(SOUND, 2, 0.5);
  const { told } = one.gains[1].gain;
  assert.deepEqual(told, [
    ["cancel", null, 1],
    ["set", 0, 1],
    ["ramp", 1, 1.02],
  ]);
  one.currentTime = 1.25;
  assert.equal(output.position(), 0.75);
});

test("stop falls to zero before the end, and then the context rests", () => {
  const { one, output, ended } = made();
  output.wake();
  output.play(SOUND, 2, 0);
  one.currentTime = 0.5;
  output.stop();
  const [source] = one.sources;
  assert.deepEqual(one.gains[1].gain.told.at(-1), ["ramp", 0, 0.52]);
  assert.equal(source.stopped, 0.52);
  assert.equal(output.position(), null);
  assert.equal(one.state, "running"); // until the fall is heard
  source.onended();
  assert.equal(one.state, "suspended");
  assert.equal(ended(), 0); // that is told of ends that nobody asked for
  output.stop(); // twice does nothing
});

test("a second sound ends the first, and the first's end does not end the second", () => {
  const { one, output, ended } = made();
  output.wake();
  output.play(SOUND, 2, 0);
  output.play(SOUND, 2, 0);
  const [first, second] = one.sources;
  assert.equal(first.stopped, 0.02);
  assert.equal(second.stopped, undefined);
  first.onended();
  assert.equal(one.state, "running");
  assert.equal(output.position(), 0);
  second.onended();
  assert.equal(ended(), 1);
  assert.equal(one.state, "suspended");
});

test("where nothing can be opened, it says no", () => {
  const output = speaker(
    () => {
      throw new TypeError("not a constructor");
    },
    () => {},
  );
  assert.equal(output.wake(), false);
  output.play(SOUND, 2, 0);
  assert.equal(output.position(), null);
  output.close();
});
