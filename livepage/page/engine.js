// One Python for all widgets of a page, in one worker, with one request under way at a time.
//
// A client (a widget's model) has: id, widget (its name), inputs() and
//   receive({ outputs | error }, settled)   what came of a request, and whether it was the last
//   slow({ stoppable } | null)     its request takes long; null: it is over
// A cell's client has: id, code() and
//   started()               its turn has come; before that it waits
//   afresh                  whether all that it needs is to run again
//   output(o), loading(package, progress), missing(names)    as worker.js describes them
//   done(ok, seconds, why)  why is "", or what kept it from its end: stopped, died, failed
//   forgotten()             the worker is gone, and with it all names that cells had defined
// The engine calls watch(state, detail) on every change of state: idle, starting, ready, failed.
// cells() returns the page's code, id -> text, in order; update(id, inputs) tells that Python code
// has set inputs of a widget.
//
// What a reader does faster than Python computes is merged: of pending values only the newest are
// sent.  Commands ("advance") are never merged and keep their place among the values.

/** @import { Answer, ErrorOutput, Message, Start, WidgetRequest } from "../worker/messages.d.ts" */
/** @import { CellClient, Client, Detail, Flight, Job, State } from "./types.d.ts" */

const BUSY = 0.25; // seconds after which a client is told that its request is slow
const PATIENCE = 3; // seconds after which it is told again, and may offer the reader to stop
const LIMIT = 30; // seconds after which a request is given up

export class Engine {
  /** @type {State} */
  state = "idle";
  #address;
  #start;
  #watch;
  #limit;
  /** @type {Worker | null} */
  #worker = null;
  #epoch = 0; // counts workers: a reply of an earlier one is dropped
  #seq = 0; // counts requests
  /** @type {Map<Client, Job[]>} */
  #lines = new Map(); // client -> its pending jobs, in order
  /** @type {Set<Client>} */
  #begun = new Set(); // clients whose inputs this worker has seen
  /** @type {Flight | null} */
  #flight = null; // { client, job, seq, timers }, or { cell, seq, began }
  /** @type {CellClient[]} */
  #queue = []; // cells that wait for their turn
  /** @type {Set<CellClient>} */
  #ran = new Set(); // clients of cells that this or an earlier worker has run
  #yielding = false; // a cell had the last turn: widgets have the next
  #cells;
  #update;

  /**
   * @param {{ worker: string, start: Start, watch: (state: State, detail: Detail) => void,
   *   limit?: number, cells?: () => Record<string, string>,
   *   update?: (id: string, inputs?: Record<string, any>) => void }} options
   */
  constructor({ worker, start, watch, limit = LIMIT, cells = () => ({}), update }) {
    this.#cells = cells;
    this.#update = update;
    this.#address = worker;
    this.#start = start;
    this.#watch = watch;
    this.#limit = limit;
  }

  /** Start Python unless it has started or is starting. */
  wake() {
    if (this.#worker) return;
    const epoch = ++this.#epoch;
    this.#begun.clear();
    this.#say("starting", { progress: 0 });
    this.#worker = new Worker(this.#address, { type: "module" });
    this.#worker.onmessage = ({ data }) => epoch === this.#epoch && this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      if (epoch === this.#epoch) this.#died(event.message || "its worker did not load");
    };
    this.#worker.postMessage({ start: this.#start });
  }

  /**
   * Ask for the outputs of a client's present inputs.
   * @param {Client} client
   */
  values(client) {
    const jobs = this.#line(client);
    const last = jobs.at(-1);
    if (last && !last.command) last.inputs = client.inputs();
    else jobs.push({ inputs: client.inputs() });
    this.#next();
  }

  /**
   * Ask for a command, after all that the client asked for before.
   * @param {Client} client
   * @param {string} command
   */
  command(client, command) {
    this.#line(client).push({ command });
    this.#next();
  }

  /**
   * Forget a client that has left the page.
   * @param {Client} client
   */
  forget(client) {
    this.#lines.delete(client);
    this.#begun.delete(client);
    this.#worker?.postMessage({ forget: client.id });
  }

  /**
   * Run a cell after all that were asked for before.
   * @param {CellClient} cell
   */
  run(cell) {
    if (this.#flight?.cell === cell || this.#queue.includes(cell)) return;
    this.#queue.push(cell);
    this.wake();
    this.#next();
  }

  /**
   * Take a cell that has not begun out of the queue.
   * @param {CellClient} cell
   */
  cancel(cell) {
    this.#queue = this.#queue.filter((waiting) => waiting !== cell);
  }

  /** End the request under way, which only the end of the worker can; start another worker. */
  stop(why = "Stopped: it took too long") {
    const flight = this.#flight;
    this.#end();
    this.wake();
    if (flight?.client) this.#give(flight.client, { error: why });
    this.#gone(flight, "stopped", { ename: "Stopped", evalue: why });
  }

  /** End this Python and start another; what runs or waits in a cell is ended with it. */
  restart() {
    const flight = this.#end();
    // A widget's request was not at fault: the next Python answers it.
    if (flight?.client) this.#lines.get(flight.client)?.unshift(flight.job);
    this.wake();
    this.#gone(flight, "stopped", { ename: "Stopped", evalue: "Python was restarted" });
  }

  /**
   * @param {State} state
   * @param {Detail} [detail]
   */
  #say(state, detail = {}) {
    this.state = state;
    this.#watch(state, detail);
  }

  /** @param {Client} client */
  #line(client) {
    const jobs = this.#lines.get(client) ?? [];
    if (!jobs.length) this.#lines.delete(client); // it waits behind those that wait already
    this.#lines.set(client, jobs);
    this.wake();
    return jobs;
  }

  #next() {
    if (this.#flight || this.state !== "ready") return;
    const [client, jobs] = [...this.#lines].find((line) => line[1].length) ?? [];
    const job = jobs?.[0];
    const cell = this.#yielding && job ? undefined : this.#queue.shift();
    this.#yielding = Boolean(cell);
    if (cell) this.#send(cell);
    if (cell || !client || !job) return;
    jobs.shift();
    this.#lines.delete(client); // to the end, so that widgets take turns
    this.#lines.set(client, jobs);
    /** @type {WidgetRequest} */
    const request = { id: client.id, widget: client.widget, epoch: this.#epoch, seq: ++this.#seq };
    // A new worker knows nothing of what an earlier one had begun.
    const inputs = job.inputs ?? (this.#begun.has(client) ? undefined : client.inputs());
    if (inputs) request.inputs = inputs;
    if (job.command) request.command = job.command;
    this.#begun.add(client);
    const after = (/** @type {number} */ seconds, /** @type {() => void} */ act) =>
      setTimeout(act, 1000 * seconds);
    const timers = [
      after(BUSY, () => client.slow({ stoppable: false })),
      after(PATIENCE, () => client.slow({ stoppable: true })),
      after(this.#limit, () => this.stop(`Stopped: no answer after ${this.#limit} seconds`)),
    ];
    this.#flight = { client, job, seq: request.seq, timers };
    this.#worker?.postMessage(request);
  }

  /**
   * A cell may take as long as it likes: the reader has a button to stop it.
   * @param {CellClient} cell
   */
  #send(cell) {
    const request = { epoch: this.#epoch, seq: ++this.#seq };
    this.#flight = { cell, seq: request.seq, began: performance.now() };
    this.#ran.add(cell);
    const { id, afresh } = cell;
    const run = { ...request, cell: id, code: cell.code(), page: this.#cells(), afresh };
    this.#worker?.postMessage(run);
    cell.started?.();
  }

  #land() {
    const flight = this.#flight;
    this.#flight = null;
    flight?.timers?.forEach(clearTimeout);
    flight?.client?.slow(null);
    return flight;
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
    return this.#land();
  }

  /**
   * @param {Client} client
   * @param {Answer} reply
   */
  #give(client, reply) {
    const jobs = this.#lines.get(client);
    if (!jobs) return; // it has left the page
    const settled = !jobs.length;
    // An error of inputs that the reader has since changed is no longer of interest.
    if (reply.outputs || settled) client.receive(reply, settled);
  }

  /** @param {Message} data */
  #hear(data) {
    const flight = this.#flight;
    if (data.progress && !data.cell) this.#say("starting", data);
    else if (data.ready) {
      this.#say("ready");
      this.#next();
    } else if (data.failed || data.fatal) this.#died(`${data.failed ?? data.fatal}`);
    else if (flight && data.epoch === this.#epoch && data.seq === flight.seq) {
      if (flight.client) {
        this.#land();
        this.#give(flight.client, data);
      } else if (!this.#hearCell(flight.cell, data)) return; // and more will come
      this.#next();
    } else if (data.update) this.#update?.(data.update, data.inputs);
  }

  /**
   * Pass on what came of a cell; tell whether it is over.
   * @param {CellClient} cell
   * @param {Message} data
   */
  #hearCell(cell, data) {
    if (data.output) cell.output(data.output);
    else if (data.missing) cell.missing(data.missing);
    else if (data.loading !== undefined) cell.loading(data.loading, data.progress);
    else {
      this.#land();
      cell.done(Boolean(data.ok), data.seconds ?? 0, "");
      return true;
    }
    return false;
  }

  /**
   * The worker has ended: so have the cells that ran or waited, and all names are forgotten.
   * @param {Flight | null} flight
   * @param {string} why
   * @param {Omit<ErrorOutput, "output_type" | "traceback">} error
   */
  #gone(flight, why, error) {
    const queue = this.#queue;
    this.#queue = [];
    if (flight?.cell) {
      const seconds = (performance.now() - flight.began) / 1000;
      flight.cell.output({ output_type: "error", ...error, traceback: [error.evalue] });
      flight.cell.done(false, seconds, why);
    }
    for (const cell of queue) cell.done(false, 0, why);
    for (const cell of this.#ran) cell.forgotten();
  }

  /**
   * The worker is gone.  A request may have killed it: it gets one more try in a new one.  A cell
   * does not: what it did before would be done twice.
   * @param {string} why
   */
  #died(why) {
    const starting = this.state !== "ready";
    const flight = this.#end();
    if (starting) {
      this.#say("failed", { why });
      this.#gone(flight, "failed", { ename: "PythonDied", evalue: `Python did not start: ${why}` });
      return;
    }
    const evalue = `This cell ended Python itself (${why}). It has been started afresh: run the cells above again.`;
    if (flight?.client) {
      if (flight.job.again) this.#give(flight.client, { error: `Python stopped: ${why}` });
      else this.#lines.get(flight.client)?.unshift({ ...flight.job, again: true });
    }
    this.wake();
    this.#gone(flight, "died", { ename: "PythonDied", evalue });
  }
}
