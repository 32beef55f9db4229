// The live cells of a page: every code cell can be run and edited where it stands.
//
// For tests and for what else is on the page: <html data-cells> is "ready" once they are; on each
// div.cell, data-run is "" | queued | running | ok | error | missing | stopped, data-ran counts its
// runs, and data-edited is there while its code is not the book's.  After each run the document
// gets "livepage:ran" with { cell, ok, element }.
//
// This is what every page loads; what runs, shows outputs, edits and keeps comes when first needed.

/** @import { Host, Page } from "../types.d.ts" */

export const KEY = `mlm:cells:${location.pathname}`; // in local storage: { cell: its code }

/**
 * Return a button that does something.
 * @param {string} text
 * @param {(event: MouseEvent) => void} act
 * @param {string} [label]
 */
export function button(text, act, label = text) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (label !== text) made.ariaLabel = label;
  made.addEventListener("click", act);
  return made;
}

export class Cell {
  edited = false;
  words = "";
  done = 0; // how much of a wait is over

  #page;
  #pre;
  #html; // the book's code, highlighted
  /** @type {{ focus(): void, set(text: string): void } | null} */
  #editor = null; // once it is open
  #buttons;
  #words = document.createElement("span");
  #bar = document.createElement("div");

  /**
   * @param {HTMLElement} element
   * @param {number} number
   * @param {Page} page
   */
  constructor(element, number, page) {
    this.element = element;
    this.number = number;
    this.id = `${element.dataset.cell}`;
    this.#page = page;
    this.#pre = /** @type {HTMLElement} */ (element.querySelector(".cell_input pre"));
    this.#html = this.#pre.innerHTML;
    this.original = this.text = this.#pre.textContent.replace(/\n$/, "");
    element.id ||= `cell-${this.id}`;
    const of = (/** @type {string} */ text, /** @type {() => void} */ act) =>
      button(text, act, `${text} cell ${number}`);
    this.#buttons = {
      run: of("Run", () => this.run()),
      stop: of("Stop", () => page.stop(this)),
      all: of("Run with all it needs", () => page.run([this], true, true)),
      restart: button("Restart Python", () => page.restart(this)),
      reset: button(
        "Reset",
        () => page.reset(this),
        `Reset cell ${number} to the book\u2019s version`,
      ),
    };
    for (const [name, one] of Object.entries(this.#buttons)) one.className = `cell-${name}`;
    const { run, stop, all, restart, reset } = this.#buttons;
    run.title = "Shift+Enter";
    all.disabled = number === 1;
    this.#words.className = "cell-words";
    this.#bar.className = "cell-bar";
    this.#bar.role = "toolbar";
    this.#bar.ariaLabel = `Cell ${number}`;
    this.#bar.append(run, stop, all, this.#words, restart, reset);
    this.#bar.addEventListener("keydown", (event) => this.#move(event));
    element.querySelector(".cell_input")?.append(this.#bar);
    this.#listen();
    this.clear();
  }

  // ------------------------------------------------------------------------ its code

  #listen() {
    const pre = this.#pre;
    pre.tabIndex = 0;
    pre.dataset.editable = ""; // book.js leaves it a stop for the Tab key
    pre.role = "group";
    pre.ariaLabel = `Code of cell ${this.number}; Enter edits it`;
    pre.addEventListener("pointerdown", () => this.#page.load("editor").catch(() => {}), {
      once: true,
    });
    pre.addEventListener("click", (event) => {
      if (getSelection()?.isCollapsed) this.edit(event); // else the reader has marked some of it
    });
    pre.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (event.shiftKey || event.ctrlKey || event.metaKey) this.run();
      else this.edit();
    });
  }

  /**
   * Put the editor in the place of the code, with the cursor where the reader pointed.
   * @param {MouseEvent} [event]
   */
  async edit(event) {
    const editor = await this.#page.come(this, this.#page.load("editor"));
    if (!editor) return;
    const { openEditor, offset } = editor;
    this.#editor ??= openEditor(this.#pre, {
      text: this.text,
      at: event ? offset(this.#pre, event) : 0,
      label: `Code of cell ${this.number}`,
      change: (/** @type {string} */ text) => this.#take(text),
      run: () => this.run(),
    });
    this.#editor?.focus();
  }

  /**
   * Make this the cell's code, as if the reader had typed it.
   * @param {string} text
   */
  set(text) {
    if (this.#editor) this.#editor.set(text);
    else this.#take(text);
  }

  /** @param {string} text */
  #take(text) {
    this.text = text;
    this.edited = text !== this.original;
    // The button beside the code copies this, also when the editor hides it.
    if (this.edited) this.#pre.textContent = text;
    else this.#pre.innerHTML = this.#html;
    this.element.toggleAttribute("data-edited", this.edited);
    this.show(this.words, this.done);
    this.#page.edited(this);
  }

  // ------------------------------------------------------------------------ its state

  run() {
    this.#page.run([this]);
  }

  focus() {
    this.#buttons.run.focus();
  }

  /** As the book has it: not run. */
  clear() {
    this.element.dataset.ran = "0";
    this.state("");
  }

  /** @param {string} state */
  state(state, words = "") {
    this.element.dataset.run = state;
    this.show(words);
  }

  /**
   * Say in words how it stands; `done` is how much of a wait is over.
   * @param {string} words
   */
  show(words, done = 0) {
    Object.assign(this, { words, done });
    const { run, stop, reset, restart } = this.#buttons;
    const active = /** @type {HTMLElement} */ (document.activeElement);
    const busy = /queued|running/.test(`${this.element.dataset.run}`);
    stop.hidden = !busy;
    restart.hidden = busy || this.element.dataset.ran === "0";
    reset.hidden = busy || (!this.edited && this.element.dataset.ran === "0");
    run.ariaDisabled = `${busy}`;
    if (active?.hidden && this.#bar.contains(active)) this.focus();
    this.#words.textContent = [words, this.edited ? "Edited" : ""].filter(Boolean).join(". ");
    this.#bar.style.setProperty("--done", `${done}`);
    this.#rove(this.#shown().find((one) => one === document.activeElement) ?? run);
  }

  // One stop for the Tab key; arrow keys go on from there.
  #shown() {
    return Object.values(this.#buttons).filter((one) => !one.hidden && !one.disabled);
  }

  /** @param {HTMLElement} stop */
  #rove(stop) {
    for (const one of Object.values(this.#buttons)) one.tabIndex = one === stop ? 0 : -1;
    return stop;
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const shown = this.#shown();
    const at = shown.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    /** @type {Record<string, number>} */
    const keys = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const to = keys[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#rove(shown[(to + shown.length) % shown.length]).focus();
  }
}

/**
 * Mount all cells; `load(name)` imports what comes later, again where that has failed.
 * @param {Host} host
 */
export function mountCells({ engine, mountAll, unmountAll, load }) {
  /** @type {<Part, Made>(name: string, make: (part: Part) => Made) => () => Promise<Made>} */
  const once = (name, make) => {
    /** @type {Promise<any> | undefined} */
    let made;
    return () => {
      made ??= load(name)
        .then(make)
        .catch((error) => {
          made = undefined;
          throw error;
        });
      return made;
    };
  };
  const runner = once(
    "run",
    (/** @type {typeof import("./run.js")} */ { Runner }) => new Runner(page),
  );
  const keeper = once(
    "keep",
    (/** @type {typeof import("./keep.js")} */ { Keeper }) => new Keeper(page),
  );
  const voice = document.createElement("div");
  voice.className = "cell-voice";
  voice.role = "status";
  /** @type {Page} */
  const page = {
    engine,
    mountAll,
    unmountAll,
    load,
    cells: [],
    async run(list, gather = false, afresh = false) {
      engine.wake();
      (await page.come(list[0], runner()))?.run(list, gather, afresh);
    },
    stop: async (cell) => (await page.come(cell, runner()))?.stop(cell),
    async reset(cell) {
      cell.set(cell.original);
      const came = await page.come(cell, runner());
      if (!came) return;
      came.restore(cell);
      page.say(`Cell ${cell.number} is the book\u2019s again`);
    },
    edited: async (cell) => (await page.come(cell, keeper()))?.keep(cell),
    restart(cell) {
      engine.restart();
      cell.show("Python restarted");
      page.say("Python restarted. Run the cells again that you need; your edits and progress stay");
    },
    async come(cell, part) {
      try {
        return await part;
      } catch {
        cell.show("Did not load: try again");
        page.say(`Cell ${cell.number}: what this needs did not load. Try again`);
      }
    },
    say(text) {
      voice.textContent = text;
    },
  };
  /** @type {NodeListOf<HTMLElement>} */
  const inputs = document.querySelectorAll("div.cell[data-cell]:has(.cell_input pre)");
  page.cells = Array.from(inputs, (element, index) => new Cell(element, index + 1, page));
  document.body.append(voice);
  /** @type {Record<string, string>} */
  let kept = {};
  try {
    kept = Object(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {} // storage is forbidden, or holds nonsense
  for (const cell of page.cells) if (Object.hasOwn(kept, cell.id)) cell.set(kept[cell.id]);
  // What a run needs is there before it is asked for.
  document.addEventListener("livepage:python", ({ detail }) => {
    if (detail.state === "ready" && !navigator.connection?.saveData) runner().catch(() => {});
  });
  document.documentElement.dataset.cells = "ready";
  return page;
}
