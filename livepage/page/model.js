// The model that a view sees, as anywidget's front-end form has it: get, set, save_changes, on,
// off, send.  Its values: every input by name, and spec, outputs, status, error.
//
// status is snapshot (Python has not been asked for), starting, ready, busy (a request takes long)
// or error; error is the last line of what went wrong, or "".

/** @import { Sent, SentArray, ViewModel } from "../../mlmath/widgets/kit/types.d.ts" */
/** @import { Answer } from "../worker/messages.d.ts" */
/** @import { Engine } from "./engine.js" */
/** @import { Client, Snapshot, State } from "./types.d.ts" */

/**
 * Turn a snapshot's outputs into what Python would send: arrays as { dtype, shape, data }.
 * @param {Snapshot["outputs"]} outputs
 * @returns {Sent}
 */
function decode(outputs) {
  /** @type {(v: Snapshot["outputs"][string]) => Sent[string]} */
  const value = (v) => {
    if (v === null || typeof v !== "object") return v;
    const data = Uint8Array.from(atob(v.base64), (letter) => letter.charCodeAt(0));
    return { dtype: v.dtype, shape: v.shape, data };
  };
  return Object.fromEntries(Object.entries(outputs).map(([name, v]) => [name, value(v)]));
}

/** @implements {Client} @implements {ViewModel} */
export class Model {
  #element;
  #engine;
  /** @type {Record<string, any>} */
  #values;
  #names; // of the inputs
  /** @type {Set<string>} */
  #changed = new Set(); // inputs set since save_changes
  /** @type {Map<string, Set<() => void>>} */
  #listeners = new Map(); // event -> set of callbacks
  /** @type {{ field: string, other: Model }[]} */
  #links = []; // { field, other }
  /** @type {State} */
  #python = "idle";
  /** @type {{ stoppable: boolean } | null} */
  #slow = null; // once the present request takes long: { stoppable }

  /**
   * @param {HTMLElement} element
   * @param {Snapshot} snapshot
   * @param {Engine} engine
   */
  constructor(element, { spec, inputs, outputs }, engine) {
    this.#element = element;
    this.#engine = engine;
    this.#names = spec.fields.map((field) => field.name);
    this.#values = { ...inputs, spec, outputs: decode(outputs), status: "snapshot", error: "" };
    element.dataset.asked = element.dataset.answered = "0";
  }

  // ------------------------------------------------------------------ for the view

  /**
   * @param {string} name
   * @returns {any}
   */
  get(name) {
    return this.#values[name];
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  set(name, value) {
    if (Object.is(this.#values[name], value)) return;
    this.#values[name] = value;
    if (this.#names.includes(name)) this.#changed.add(name);
    this.#fire(`change:${name}`);
  }

  save_changes() {
    if (!this.#changed.size) return;
    const changed = [...this.#changed];
    this.#changed.clear();
    this.#ask(() => this.#engine.values(this));
    for (const { field, other } of this.#links) {
      if (changed.includes(field) && other.get(field) !== this.get(field)) {
        other.set(field, this.get(field)); // the other's own link finds both equal and ends here
        other.save_changes();
      }
    }
  }

  /**
   * Commands: advance (live widgets), reset and retry (both begin again with these inputs),
   * restart (the same in a new Python).
   * @param {{ command: string }} message
   */
  send({ command }) {
    if (command === "advance") this.#ask(() => this.#engine.command(this, command));
    else if (command === "restart") {
      this.#engine.restart();
      this.#ask(() => this.#engine.values(this));
    } else if (command === "reset" || command === "retry") {
      this.#ask(() => this.#engine.values(this));
    }
  }

  /**
   * @param {string} event
   * @param {() => void} callback
   */
  on(event, callback) {
    this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(callback));
  }

  /**
   * @param {string} [event]
   * @param {() => void} [callback]
   */
  off(event, callback) {
    if (event && callback) this.#listeners.get(event)?.delete(callback);
    else if (event) this.#listeners.delete(event);
    else this.#listeners.clear();
  }

  // ------------------------------------------------------------------ for the host

  /**
   * Keep an input equal to another model's, both ways; the other's value holds now.
   * @param {string} field
   * @param {Model} other
   */
  link(field, other) {
    this.#links.push({ field, other });
    other.#links.push({ field, other: this });
    if (JSON.stringify(this.get(field)) === JSON.stringify(other.get(field))) {
      this.#values[field] = other.get(field);
    } else {
      this.set(field, other.get(field));
      this.save_changes();
    }
  }

  /**
   * What the engine says of Python: idle, starting, ready or failed, and why.
   * @param {State} state
   * @param {string} why
   */
  python(state, why) {
    if (state === "failed") this.#store("error", `Python did not start: ${why}`);
    else if (this.#python === "failed") this.#store("error", "");
    this.#python = state;
    this.#tell();
  }

  // ---------------------------------------------------------------- for the engine

  get id() {
    return this.#element.id;
  }

  get widget() {
    return this.#values.spec.name;
  }

  inputs() {
    return Object.fromEntries(this.#names.map((name) => [name, this.#values[name]]));
  }

  /**
   * @param {Answer} answer
   * @param {boolean} settled
   */
  receive({ outputs, error = "" }, settled) {
    this.#store("error", error);
    if (outputs) this.#store("outputs", outputs);
    this.#tell();
    if (settled) this.#element.dataset.answered = this.#element.dataset.asked;
  }

  /** @param {{ stoppable: boolean } | null} state */
  slow(state) {
    this.#slow = state;
    this.#tell();
    this.#offerStop(state?.stoppable);
  }

  // ------------------------------------------------------------------------ inside

  /** @param {() => void} request */
  #ask(request) {
    this.#element.dataset.asked = `${Number(this.#element.dataset.asked) + 1}`;
    request();
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  #store(name, value) {
    if (this.#values[name] === value) return;
    this.#values[name] = value;
    this.#fire(`change:${name}`);
  }

  #tell() {
    const { error } = this.#values;
    /** @type {Record<string, string>} */
    const running = { idle: "snapshot", ready: this.#slow ? "busy" : "ready" };
    this.#store("status", error ? "error" : (running[this.#python] ?? this.#python));
  }

  /** @param {string} event */
  #fire(event) {
    for (const callback of [...(this.#listeners.get(event) ?? [])]) {
      try {
        callback();
      } catch (error) {
        reportError(error); // a fault in one view leaves the others alive
      }
    }
  }

  /**
   * A computation that never ends can only be ended with its worker.
   * @param {boolean} [offered]
   */
  #offerStop(offered) {
    const old = this.#element.querySelector(":scope > .livepage-slow");
    if (!offered) old?.remove();
    if (!offered || old) return;
    const bar = document.createElement("div");
    const text = document.createElement("span");
    const stop = document.createElement("button");
    bar.className = "livepage-slow";
    bar.setAttribute("role", "status");
    text.textContent = "Still computing\u2026";
    stop.type = "button";
    stop.textContent = "Stop";
    stop.addEventListener("click", () => this.#engine.stop("Stopped"));
    bar.append(text, stop);
    this.#element.append(bar);
  }
}
