// One Python for all widgets of a page, in one worker, with one request under way at a time.
//
// A client (a widget's model) has: id, widget (its name), inputs() and
//   receive({ outputs | error }, settled)   what came of a request, and whether it was the last
//   slow({ stoppable } | null)     its request takes long; null: it is over
// The engine calls watch(state, detail) on every change of state: idle, starting, ready, failed.
//
// What a reader does faster than Python computes is merged: of pending values only the newest are
// sent.  Commands ("advance") are never merged and keep their place among the values.

const BUSY = 0.25; // seconds after which a client is told that its request is slow
const PATIENCE = 3; // seconds after which it is told again, and may offer the reader to stop
const LIMIT = 30; // seconds after which a request is given up

export class Engine {
  state = "idle";
  #address;
  #start;
  #watch;
  #limit;
  #worker = null;
  #epoch = 0; // counts workers: a reply of an earlier one is dropped
  #seq = 0; // counts requests
  #lines = new Map(); // client -> its pending jobs, in order
  #begun = new Set(); // clients whose inputs this worker has seen
  #flight = null; // { client, job, seq, timers }

  constructor({ worker, start, watch, limit = LIMIT }) {
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

  /** Ask for the outputs of a client's present inputs. */
  values(client) {
    const jobs = this.#line(client);
    const last = jobs.at(-1);
    if (last && !last.command) last.inputs = client.inputs();
    else jobs.push({ inputs: client.inputs() });
    this.#next();
  }

  /** Ask for a command, after all that the client asked for before. */
  command(client, command) {
    this.#line(client).push({ command });
    this.#next();
  }

  /** End the request under way, which only the end of the worker can; start another worker. */
  stop(why = "Stopped: it took too long") {
    const flight = this.#flight;
    this.#end();
    this.wake();
    if (flight) this.#give(flight.client, { error: why });
  }

  #say(state, detail = {}) {
    this.state = state;
    this.#watch(state, detail);
  }

  #line(client) {
    if (!this.#lines.has(client)) this.#lines.set(client, []);
    this.wake();
    return this.#lines.get(client);
  }

  #next() {
    if (this.#flight || this.state !== "ready") return;
    const waiting = [...this.#lines].find(([, jobs]) => jobs.length);
    if (!waiting) return;
    const [client, jobs] = waiting;
    const job = jobs.shift();
    this.#lines.delete(client); // to the end, so that widgets take turns
    this.#lines.set(client, jobs);
    const request = { id: client.id, widget: client.widget, epoch: this.#epoch, seq: ++this.#seq };
    // A new worker knows nothing of what an earlier one had begun.
    const inputs = job.inputs ?? (this.#begun.has(client) ? undefined : client.inputs());
    if (inputs) request.inputs = inputs;
    if (job.command) request.command = job.command;
    this.#begun.add(client);
    const after = (seconds, act) => setTimeout(act, 1000 * seconds);
    const timers = [
      after(BUSY, () => client.slow({ stoppable: false })),
      after(PATIENCE, () => client.slow({ stoppable: true })),
      after(this.#limit, () => this.stop(`Stopped: no answer after ${this.#limit} seconds`)),
    ];
    this.#flight = { client, job, seq: request.seq, timers };
    this.#worker.postMessage(request);
  }

  #land() {
    const flight = this.#flight;
    this.#flight = null;
    flight?.timers.forEach(clearTimeout);
    flight?.client.slow(null);
    return flight;
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
    return this.#land();
  }

  #give(client, reply) {
    const settled = !this.#lines.get(client).length;
    // An error of inputs that the reader has since changed is no longer of interest.
    if (reply.outputs || settled) client.receive(reply, settled);
  }

  #hear(data) {
    if (data.progress) this.#say("starting", data);
    else if (data.ready) {
      this.#say("ready");
      this.#next();
    } else if (data.failed || data.fatal) this.#died(data.failed ?? data.fatal);
    else if (data.epoch === this.#epoch && data.seq === this.#flight?.seq) {
      this.#give(this.#land().client, data);
      this.#next();
    }
  }

  // The worker is gone.  A request may have killed it: it gets one more try in a new one.
  #died(why) {
    const starting = this.state !== "ready";
    const flight = this.#end();
    if (starting) {
      this.#say("failed", { why });
      return;
    }
    if (flight?.job.again) this.#give(flight.client, { error: `Python stopped: ${why}` });
    else if (flight) this.#lines.get(flight.client).unshift({ ...flight.job, again: true });
    this.wake();
  }
}
