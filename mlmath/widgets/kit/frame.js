// The frame around a picture: title, status, controls, sentence, help, and errors.

import { seed, select, slider, toggle } from "./controls.js";
import { button, make, unique } from "./parts.js";
import { livePlayer, player } from "./player.js";
import { belongs } from "./redraw.js";
import { facts, sentence } from "./said.js";
import { change, defaults, listen, unpack } from "./values.js";

/** @import { Control, Field, Frame, Render, Spec, ViewModel } from "./types.d.ts" */

const STATUS = {
  snapshot: "",
  starting: "Starting Python\u2026",
  ready: "",
  busy: "Computing\u2026",
  error: "Something went wrong",
};

/**
 * Build everything around the picture.  `local` names the fields that the view follows by itself,
 * without new outputs: they never make the picture old.  Returns
 *   root      the element made, with data-drawn, data-status and data-stale
 *   picture   where the view draws
 *   tools     an empty row above the picture for the view's own buttons (hidden while empty)
 *   controls  the row of controls built from the spec; control(name) is one field's element, and
 *             offer(name, on) shows it or not, in its place
 *   fact(name, text, { quantity, widest })  a number with its name, under the picture
 *   say(text) sets the sentence, else it shows outputs.summary; quiet(on) while something plays
 *   set(values), button(parent, {...}, onClick), signal, cleanup
 * Nothing in it moves when values change: whatever varies keeps the room of its widest text.
 * @param {Render} render
 * @param {{ local?: string[] }} [options]
 * @returns {Frame}
 */
export function frame({ model, el, signal: outer }, { local = [] } = {}) {
  const ending = new AbortController();
  const signal = ending.signal;
  const spec = model.get("spec");
  const uid = unique("mlw");
  const root = make("div", {
    class: "mlw-root",
    role: "group",
    "aria-labelledby": `${uid}-title`,
    "data-drawn": "0",
    "data-widget": spec.name,
  });
  belongs(signal, root);
  if (outer) belongs(outer, root);

  const status = make("span", { class: "mlw-status", role: "status", "aria-live": "off" });
  const title = make("p", { class: "mlw-title", id: `${uid}-title` }, spec.title);
  const tools = make("div", { class: "mlw-tools" });
  const picture = make("div", { class: "mlw-picture" });
  const play = make("div", { class: "mlw-controls" });
  const controls = make("div", { class: "mlw-controls" });
  const summary = sentence(spec.longest);
  const row = facts();
  const help = make(
    "details",
    { class: "mlw-help" },
    make("summary", {}, "How to use it"),
    make("p", {}, spec.help),
  );

  let spoken = false;
  /** @type {Frame} */
  const ui = {
    model,
    root,
    picture,
    tools,
    controls,
    signal,
    button,
    fact: row.fact,
    quiet: summary.quiet,
    set: (values) => change(model, values),
    say(text) {
      spoken = true;
      summary.say(text);
    },
    control: (name) => /** @type {HTMLElement} */ (root.querySelector(`[data-field="${name}"]`)),
    // A control that has no use just now is not seen, and keeps its place.
    offer(name, on) {
      ui.control(name).style.visibility = on ? "" : "hidden";
    },
    cleanup() {
      ending.abort();
      root.remove();
    },
  };

  if (spec.live) play.append(livePlayer(ui));
  for (const field of spec.fields) {
    const parent = field.kind === "player" ? play : controls;
    addControl(ui, parent, field, `${uid}-${field.name}`);
  }
  const error = errors(model, spec, signal);

  const tell = () => {
    const now = model.get("status") ?? "ready";
    const message = model.get("error") || "";
    if (message) root.removeAttribute("data-stale"); // there is an answer, if not the wished one
    const stale = root.hasAttribute("data-stale");
    root.dataset.status = now;
    const text =
      now === "starting" && stale ? "Starting Python\u2026 the picture will follow" : STATUS[now];
    // Read aloud only to a reader who is waiting for it.
    status.setAttribute("aria-live", stale ? "polite" : "off");
    if (status.textContent !== text) status.textContent = text;
    error.hidden = !message;
    error.children[0].textContent = message;
  };

  // Inputs newer than the picture: until Python has answered, the page says so.
  const followed = (/** @type {Field} */ field) =>
    field.kind === "player" || local.includes(field.name);
  for (const field of spec.fields.filter((f) => !followed(f))) {
    listen(model, `change:${field.name}`, signal, () => {
      root.setAttribute("data-stale", "");
      tell();
    });
  }
  const fresh = () => {
    root.removeAttribute("data-stale");
    const text = unpack(model.get("outputs")).summary;
    if (!spoken && text) summary.say(text);
    tell();
  };
  listen(model, "change:outputs", signal, fresh);
  listen(model, "change:status", signal, tell);
  listen(model, "change:error", signal, tell);
  outer?.addEventListener("abort", ui.cleanup, { once: true });

  picture.append(status); // over a corner of it, so that nothing moves when it comes
  root.append(title, tools, picture, play, summary.node, row.node, controls, error, help);
  el.append(root);
  fresh();
  return ui;
}

/**
 * What shows when Python could not answer, with ways back.
 * @param {ViewModel} model
 * @param {Spec} spec
 * @param {AbortSignal} signal
 */
function errors(model, spec, signal) {
  const error = make("div", { class: "mlw-error", role: "alert", hidden: true });
  const ways = make("div", { class: "mlw-buttons" });
  button(ways, { text: "Try again", icon: "restart" }, () => model.send({ command: "retry" }));
  button(ways, { text: "Start over" }, () => {
    change(model, defaults(spec));
    model.send({ command: "retry" });
  });
  // Where cells have changed what all Python on a page shares, the message says this word.
  const restart = button(ways, { text: "Restart Python" }, () =>
    model.send({ command: "restart" }),
  );
  const tell = () => {
    restart.hidden = !`${model.get("error")}`.includes("Restart Python");
  };
  listen(model, "change:error", signal, tell);
  tell();
  error.append(make("p", { class: "mlw-error-text" }), ways);
  return error;
}

/**
 * @param {Frame} ui
 * @param {Element} parent
 * @param {Field} field
 * @param {string} id
 */
function addControl(ui, parent, field, id) {
  const { model, signal } = ui;
  const set = (/** @type {any} */ value) => change(model, { [field.name]: value });
  /** @type {Record<string, (field: any, id: string, set: (value: any) => void) => Control>} */
  const makers = { number: slider, seed, choice: select, toggle };
  const kind = field.look ?? field.kind;
  // Data are made in the picture, and a view may make any control itself.
  if (kind === "data" || field.control === false) return;
  const control = field.kind === "player" ? player(field, id, ui) : makers[kind](field, id, set);
  let held = false;
  const show = () => {
    if (!held) control.show(model.get(field.name));
  };
  // The hand on the thumb: pointer down on it, until the pointer is up anywhere.
  control.input.addEventListener("pointerdown", () => {
    held = kind === "number";
  });
  for (const event of ["pointerup", "pointercancel"]) {
    addEventListener(
      event,
      () => {
        held = false;
      },
      { signal },
    );
  }
  control.node.dataset.field = field.name;
  parent.append(control.node);
  listen(model, `change:${field.name}`, signal, show);
  show();
}
