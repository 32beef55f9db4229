// The player: Reset, Back, Play, Step, End, and a range to go anywhere.

import { fill } from "./controls.js";
import { button, icon, make } from "./parts.js";
import { change, listen, unpack } from "./values.js";

/** @import { Control, Frame, PlayerField } from "./types.d.ts" */

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Call beat() every `period()` milliseconds, on animation frames, until stop().
 * @param {() => number} period
 * @param {() => void} beat
 */
function metronome(period, beat) {
  let asked = 0;
  let last = 0;
  const tick = (/** @type {number} */ now) => {
    asked = requestAnimationFrame(tick);
    if (now - last < period()) return;
    last = now;
    beat();
  };
  return {
    get running() {
      return asked !== 0;
    },
    start() {
      last = 0;
      asked ||= requestAnimationFrame(tick);
    },
    stop() {
      cancelAnimationFrame(asked);
      asked = 0;
    },
  };
}

/**
 * @param {Element} row
 * @param {ReturnType<typeof metronome>} clock
 * @param {(on: boolean) => void} quiet
 */
function playButton(row, clock, quiet) {
  const node = button(row, { text: "Play", icon: "play", kind: "play" }, () => {
    if (clock.running) stop();
    else start();
  });
  const face = (/** @type {string} */ name, /** @type {string} */ text) =>
    node.replaceChildren(icon(name), make("span", {}, text));
  const start = () => {
    quiet(true);
    clock.start();
    face("pause", "Pause");
  };
  const stop = () => {
    if (!clock.running) return;
    clock.stop();
    face("play", "Play");
    quiet(false);
  };
  return stop;
}

/**
 * The buttons, and a range from 0 to outputs[field.limit].  At the right end the
 * value is field.high, "as far as it goes", so the picture stays at the end when the data change.
 * @param {PlayerField} field
 * @param {string} id
 * @param {Frame} ui
 * @returns {Control}
 */
export function player(field, id, ui) {
  const { model, signal } = ui;
  const limit = () => Math.max(0, Math.round(unpack(model.get("outputs"))[field.limit] ?? 0));
  const at = () => Math.min(model.get(field.name), limit());
  const go = (/** @type {number} */ step) => {
    const value = step >= limit() ? field.high : Math.max(0, step);
    if (value !== model.get(field.name)) change(model, { [field.name]: value });
    else show();
  };
  const range = make("input", { type: "range", id, class: "mlw-range", min: 0, step: 1 });
  const label = make("label", { for: id, class: "mlw-label" }, field.label);
  const value = make("output", { class: "mlw-value mlw-steady", for: id });
  value.dataset.widest = `${field.high} of ${field.high}`;
  const show = () => {
    range.max = `${Math.max(1, limit())}`;
    range.valueAsNumber = at();
    value.textContent = `${at()} of ${limit()}`;
    range.setAttribute("aria-valuetext", `${at()} of ${limit()}`);
    fill(range);
  };
  // About six seconds from end to end, each beat long enough to see.
  const period = () => (calm() ? 1000 : Math.min(600, Math.max(40, 6000 / Math.max(1, limit()))));
  const clock = metronome(period, () => {
    go(at() + (calm() ? 1 : Math.ceil(limit() / 150)));
    if (at() >= limit()) stop();
  });
  const row = make("div", { class: "mlw-buttons" });
  const manual = (/** @type {() => number} */ step) => () => {
    stop();
    go(step());
  };
  button(
    row,
    { text: "Reset", icon: "reset" },
    manual(() => 0),
  );
  button(
    row,
    { text: "Back", icon: "back" },
    manual(() => at() - 1),
  );
  const stop = playButton(row, clock, ui.quiet);
  row.lastChild?.addEventListener("click", () => {
    if (clock.running && at() >= limit()) go(0); // play from the end starts over
  });
  button(
    row,
    { text: "Step", icon: "step" },
    manual(() => at() + 1),
  );
  button(
    row,
    { text: "End", icon: "end" },
    manual(() => limit()),
  );
  range.addEventListener(
    "input",
    manual(() => range.valueAsNumber),
  );
  listen(model, "change:outputs", signal, show);
  signal.addEventListener("abort", () => clock.stop(), { once: true });
  const head = make("span", { class: "mlw-field-head" }, label, value);
  const scrub = make("div", { class: "mlw-field mlw-field-range" }, head, range);
  return { node: make("div", { class: "mlw-player" }, row, scrub), show, input: range };
}

/**
 * For widgets with start and advance: each beat sends one command and waits for its outputs.
 * @param {Frame} ui
 */
export function livePlayer(ui) {
  const { model, signal } = ui;
  let waiting = false;
  const advance = () => {
    if (waiting) return;
    waiting = true;
    model.send({ command: "advance" });
  };
  const clock = metronome(() => (calm() ? 1000 : 0), advance);
  const row = make("div", { class: "mlw-buttons" });
  button(row, { text: "Reset", icon: "reset" }, () => {
    stop();
    waiting = false;
    model.send({ command: "reset" });
  });
  const stop = playButton(row, clock, ui.quiet);
  button(row, { text: "Step", icon: "step" }, () => {
    stop();
    advance();
  });
  listen(model, "change:outputs", signal, () => {
    waiting = false;
    if (unpack(model.get("outputs")).done) stop();
  });
  listen(model, "change:error", signal, () => {
    waiting = false;
    stop();
  });
  signal.addEventListener("abort", () => clock.stop(), { once: true });
  return make("div", { class: "mlw-player" }, row);
}
