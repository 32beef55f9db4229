// A worker that a test plays by hand: it keeps what it is sent, and says what the test has it say.

/** @import { Message } from "../../../livepage/worker/messages.d.ts" */

export class FakeWorker {
  /** @type {FakeWorker[]} */
  static all = [];
  /** @type {any[]} */
  sent = [];
  ended = false;
  onmessage = (/** @type {{ data: Message }} */ _event) => {};
  onerror = (/** @type {{ message: string, preventDefault(): void }} */ _event) => {};

  constructor() {
    FakeWorker.all.push(this);
  }

  static get last() {
    return FakeWorker.all[FakeWorker.all.length - 1];
  }

  /** The request under way, or the last that was. */
  get request() {
    return this.sent[this.sent.length - 1];
  }

  postMessage(/** @type {unknown} */ message) {
    this.sent.push(structuredClone(message));
  }

  terminate() {
    this.ended = true;
  }

  say(/** @type {Message} */ data) {
    this.onmessage({ data });
  }

  /** Answer the last request. */
  answer(/** @type {Message} */ data) {
    const { epoch, seq } = this.request;
    this.say({ epoch, seq, ...data });
  }
}

globalThis.Worker = /** @type {any} */ (FakeWorker);
