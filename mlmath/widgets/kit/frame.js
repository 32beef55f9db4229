// The frame around a picture: title, status, controls, summary, help, and errors.

import { select, slider, toggle } from "./controls.js";
import { button, make, unique } from "./parts.js";
import { livePlayer, player } from "./player.js";
import { belongs } from "./redraw.js";
import { change, listen, unpack } from "./values.js";

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
 *   controls  the row of controls built from the spec; control(name) is one field's element
 *   fact(name, text, quantity)  a number with its name under the picture
 *   summary   the sentence; say(text) sets it, else it shows outputs.summary
 *   set(values), button(parent, {...}, onClick), quiet(on), signal, cleanup
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
  const facts = make("dl", { class: "mlw-facts", hidden: true });
  const controls = make("div", { class: "mlw-controls" });
  const summary = make("p", { class: "mlw-summary", role: "status", "aria-live": "polite" });
  const help = make(
    "details",
    { class: "mlw-help" },
    make("summary", {}, "How to use it"),
    make("p", {}, spec.help),
  );
  const error = make("div", { class: "mlw-error", role: "alert", hidden: true });

  let spoken = false;
  const ui = {
    model,
    root,
    picture,
    tools,
    controls,
    summary,
    status,
    signal,
    set: (values) => change(model, values),
    say(text) {
      spoken = true;
      if (summary.textContent !== text) summary.textContent = text;
    },
    // While something plays, the sentence changes too fast to be read aloud.
    quiet(on) {
      summary.setAttribute("aria-live", on ? "off" : "polite");
      if (!on) {
        const text = summary.textContent;
        summary.textContent = "";
        requestAnimationFrame(() => {
          summary.textContent ||= text;
        });
      }
    },
    // One number under the picture with its name; `quantity` colors it (a key of palette.py).
    fact(name, text, quantity) {
      let dd = facts.querySelector(`[data-fact="${name}"]`);
      if (!dd) {
        dd = make("dd", { "data-fact": name, class: quantity ? `q-${quantity}` : undefined });
        facts.append(make("div", { class: "mlw-fact" }, make("dt", {}, name), dd));
        facts.hidden = false;
      }
      if (dd.textContent !== text) dd.textContent = text;
    },
    button,
    control: (name) => controls.querySelector(`[data-field="${name}"]`),
    cleanup() {
      ending.abort();
      root.remove();
    },
  };

  if (spec.live) controls.append(livePlayer(ui));
  for (const field of spec.fields) addControl(ui, field, `${uid}-${field.name}`);

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
    error.firstChild.textContent = message;
  };
  error.append(make("p", { class: "mlw-error-text" }));
  const ways = make("div", { class: "mlw-buttons" });
  button(ways, { text: "Try again", icon: "restart" }, () => model.send({ command: "retry" }));
  button(ways, { text: "Start over" }, () => {
    change(model, Object.fromEntries(spec.fields.map((f) => [f.name, f.default])));
    model.send({ command: "retry" });
  });
  error.append(ways);

  // Inputs newer than the picture: until Python has answered, the page says so.
  const followed = (field) => field.kind === "player" || local.includes(field.name);
  for (const field of spec.fields.filter((f) => !followed(f))) {
    listen(model, `change:${field.name}`, signal, () => {
      root.setAttribute("data-stale", "");
      tell();
    });
  }
  const fresh = () => {
    root.removeAttribute("data-stale");
    const text = unpack(model.get("outputs")).summary;
    if (!spoken && text && summary.textContent !== text) summary.textContent = text;
    tell();
  };
  listen(model, "change:outputs", signal, fresh);
  listen(model, "change:status", signal, tell);
  listen(model, "change:error", signal, tell);
  outer?.addEventListener("abort", ui.cleanup, { once: true });

  picture.append(status); // over a corner of it, so that nothing moves when it comes
  root.append(title, tools, picture, summary, facts, controls, error, help);
  el.append(root);
  fresh();
  return ui;
}

function addControl(ui, field, id) {
  const { model, signal } = ui;
  const set = (value) => change(model, { [field.name]: value });
  const makers = { number: slider, choice: select, toggle, player };
  // Data are made in the picture, and a view may make any control itself.
  if (!makers[field.kind] || field.control === false) return;
  const control =
    field.kind === "player" ? player(field, id, ui) : makers[field.kind](field, id, set);
  let held = false;
  const show = () => {
    if (!held) control.show(model.get(field.name));
  };
  // The hand on the thumb: pointer down on it, until the pointer is up anywhere.
  control.input.addEventListener("pointerdown", () => {
    held = field.kind === "number";
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
  ui.controls.append(control.node);
  listen(model, `change:${field.name}`, signal, show);
  show();
}
