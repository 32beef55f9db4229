// Running cells: one after another, with what Python tells of it.

import { button } from "./cells.js";
import { Outputs } from "./outputs.js";

/** @import { Missing, Output } from "../../worker/messages.d.ts" */
/** @import { CellClient, Page, PythonEvent } from "../types.d.ts" */
/** @import { Cell } from "./cells.js" */

/**
 * Cells that were asked for at once: which have been tried, whether one is to run with what it turns
 * out to need, and whether once more with what has run.
 * @typedef {{ tried: Set<Cell>, gathers: (cell: Cell) => boolean,
 *   afresh: (cell: Cell) => boolean }} Batch
 */

const ENDED =
  "this cell was ended, and Python began afresh. Names that other cells defined are gone.";

/**
 * What the engine sees of a cell.
 * @implements {CellClient}
 */
class Client {
  /** @type {Batch | undefined} */
  batch;
  /** @type {Cell[]} */
  needs = []; // cells that have to run before this one
  afresh = false; // also those that have run
  #page;
  #outputs;
  #note = document.createElement("div");
  /** @type {((state: string) => void) | null} */
  #end = null; // of the present run: resolves with its state
  #state = "";
  #fault = "";

  /**
   * @param {Cell} cell
   * @param {Page} page
   */
  constructor(cell, page) {
    this.cell = cell;
    this.id = cell.id;
    this.#page = page;
    const { element } = cell;
    this.#outputs = new Outputs(element, cell.number, page);
    this.#note.className = "cell-note";
    this.#note.hidden = true;
    const input = element.querySelector(".cell_input");
    const closed = input?.closest("details"); // round the code alone, or a fold round many cells
    (closed && element.contains(closed) ? closed : input)?.after(this.#note);
  }

  get running() {
    return Boolean(this.#end);
  }

  /**
   * Run the code; resolves to the state in which that ends.
   * @returns {Promise<string>}
   */
  execute() {
    this.#tell();
    this.#state = this.#fault = "";
    this.needs = [];
    this.#outputs.begin();
    this.python({ state: this.#page.engine.state });
    return new Promise((resolve) => {
      this.#end = resolve;
      this.#page.engine.run(this);
    });
  }

  /** Show again what the book has. */
  restore() {
    this.#outputs.restore();
    this.#tell();
    this.cell.clear();
  }

  /**
   * What is said of Python while this cell waits for it.
   * @param {PythonEvent} event
   */
  python({ state, progress = 0 }) {
    const words = `Starting Python, ${Math.round(100 * progress)} %`;
    if (state === "starting") this.cell.show(words, progress);
    else this.cell.show("Waiting");
  }

  // --------------------------------------------------------------------- for the engine

  code() {
    return this.cell.text;
  }

  started() {
    this.cell.state("running", "Running");
  }

  /** @param {Output} output */
  output(output) {
    if (output.output_type === "error") {
      this.#fault ||= output.evalue ? `${output.ename}: ${output.evalue}` : output.ename;
    }
    this.#outputs.add(output);
  }

  /** @param {string} text */
  loading(text, progress = 0) {
    this.cell.show(text ? `Loading ${text}` : "Running", text ? progress : 0);
  }

  /** @param {Missing[]} list */
  missing(list) {
    this.#state = "missing";
    /** @type {Map<Cell, string[]>} */
    const names = new Map(); // cell -> what it defines
    for (const { name, cell } of list) {
      const other = this.#page.cells.find(({ id }) => id === cell);
      if (other) names.set(other, [...(names.get(other) ?? []), name]);
    }
    this.needs = [...names.keys()].sort((a, b) => a.number - b.number);
    if (this.batch?.gathers(this.cell)) return; // they run without more words
    const parts = this.needs.flatMap((cell, index) => {
      const link = document.createElement("a");
      link.href = `#${cell.element.id}`;
      link.append(`cell ${cell.number}`);
      link.title = cell.text.split("\n").find((line) => line.trim()) ?? "";
      const list = names.get(cell)?.flatMap((name, i) => {
        const code = document.createElement("code");
        code.append(name);
        return [i ? ", " : "", code];
      });
      return [index ? "; " : "", ...(list ?? []), " from ", link];
    });
    const these = this.needs.length === 1 ? "it" : "them";
    const again = () => this.#page.run([...this.needs, this.cell], true);
    this.#tell(
      "This needs ",
      ...parts,
      ", not run yet. ",
      button(`Run ${these} and this one`, again),
    );
  }

  /**
   * @param {boolean} ok
   * @param {number} seconds
   * @param {string} why
   */
  done(ok, seconds, why) {
    const { cell } = this;
    const { dataset } = cell.element;
    const state = ok ? "ok" : this.#state || (why === "stopped" ? why : "error");
    this.#outputs.end(state);
    if (state === "ok" || state === "error") dataset.ran = `${Number(dataset.ran) + 1}`;
    const times = dataset.ran === "1" ? "Ran once" : `Ran ${dataset.ran} times`;
    const time = seconds >= 0.1 ? `, ${seconds.toPrecision(2)} s` : "";
    /** @type {Record<string, string>} */
    const words = { ok: times + time, error: "Error", missing: "Not run", stopped: "Stopped" };
    /** @type {Record<string, string>} */
    const told = { ok: "done", error: this.#fault || "error", missing: "needs other cells first" };
    cell.state(state, words[state]);
    this.#page.say(`Cell ${cell.number}: ${told[state] ?? "stopped"}`);
    const end = this.#end;
    this.#end = null;
    const detail = { cell: cell.id, ok, element: cell.element };
    document.dispatchEvent(new CustomEvent("livepage:ran", { detail }));
    end?.(state);
  }

  /** A new Python knows nothing of what this cell has defined. */
  forgotten() {
    if (/ok|error/.test(`${this.cell.element.dataset.run}`) && !this.#fault) {
      this.cell.state("", "Forgotten, since Python began afresh");
    }
  }

  /** @param {(Node | string)[]} nodes */
  #tell(...nodes) {
    if (this.#note.contains(document.activeElement)) this.cell.focus();
    this.#note.replaceChildren(...nodes);
    this.#note.hidden = !nodes.length;
  }
}

export class Runner {
  #page;
  /** @type {Map<Cell, Client>} */
  #clients = new Map(); // cell -> client
  /** @type {{ cell: Cell, batch: Batch }[]} */
  #line = []; // { cell, batch } that wait for their turn
  /** @type {Client | null} */
  #current = null; // the client that runs

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    document.addEventListener("livepage:python", ({ detail }) => {
      if (detail.state === "starting") this.#current?.python(detail);
    });
  }

  /**
   * @param {Cell[]} list
   * @param {boolean} gather
   * @param {boolean} afresh
   */
  run(list, gather, afresh) {
    /** @type {Set<Cell>} */
    const tried = new Set(); // a cell that still lacks something after that says so
    const gathers = (/** @type {Cell} */ cell) => gather && !tried.has(cell);
    /** @type {Batch} */
    const batch = {
      tried,
      gathers,
      afresh: (cell) => afresh && gathers(cell) && list.includes(cell),
    };
    const waits = (/** @type {Cell} */ cell) =>
      cell === this.#current?.cell || this.#line.some((e) => e.cell === cell);
    this.#line.push(
      ...this.#queued(
        list.filter((cell) => !waits(cell)),
        batch,
      ),
    );
    this.#pump();
  }

  /** @param {Cell} cell */
  stop(cell) {
    const { batch } = this.#line.find((entry) => entry.cell === cell) ?? {};
    if (batch) this.#leave(batch);
    // One that waits its turn leaves the line alone; one that runs can only end with its worker.
    if (!batch || this.#current?.batch === batch) this.#halt();
  }

  /** @param {Cell} cell */
  restore(cell) {
    this.#clients.get(cell)?.restore();
    if (!this.#clients.has(cell)) cell.clear();
  }

  #halt() {
    const client = this.#current;
    if (!client) return;
    this.#page.engine.cancel(client);
    if (client.cell.element.dataset.run === "running") this.#page.engine.stop(ENDED);
    if (client.running) client.done(false, 0, "stopped"); // it had not begun
  }

  /**
   * @param {Cell[]} list
   * @param {Batch} batch
   */
  #queued(list, batch) {
    for (const cell of list) cell.state("queued", "Waiting");
    return list.map((cell) => ({ cell, batch }));
  }

  /** @param {Batch} batch */
  #leave(batch) {
    for (const entry of this.#line.filter((one) => one.batch === batch)) entry.cell.state("");
    this.#line = this.#line.filter((entry) => entry.batch !== batch);
  }

  async #pump() {
    if (this.#current) return;
    for (let next = this.#line.shift(); next; next = this.#line.shift()) {
      const { cell, batch } = next;
      const client = this.#clients.get(cell) ?? new Client(cell, this.#page);
      this.#clients.set(cell, client);
      this.#current = client;
      client.batch = batch;
      client.afresh = batch.afresh(cell);
      const state = await client.execute();
      this.#current = null;
      if (state === "missing" && batch.gathers(cell)) {
        batch.tried.add(cell);
        this.#line.unshift(...this.#queued([...client.needs, cell], batch));
      } else if (state !== "ok") this.#leave(batch);
    }
  }
}
