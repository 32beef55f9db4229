// A notebook, and what each of its cells has to know of the others.

import { captions } from "./captions.js";
import { markdown } from "./markdown.js";
import { numbered, spelled } from "./numbers.js";
import { cited, list, parsed } from "./sources.js";

const SOURCES = "references.bib";

export class Chapter {
  /**
   * @param {string} path  of the notebook.
   * @param {() => import("./numbers.js").Cell[]} cells  as they are now.
   */
  constructor(path, cells) {
    this.path = path;
    this.cells = cells;
    /** Reads a file. @type {(path: string) => Promise<string>} */
    this.read = async () => "";
    /** Where it is shown. @type {{ notebook: any, folding: import("./folding.js").Folding }[]} */
    this.views = [];
    /** The macros that are known to be set. */
    this.macros = "";
    /** @type {Promise<void> | null} */
    this.reading = null;
    /** @type {Map<string, import("./sources.js").Entry>} */
    this.entries = new Map();
    /** @type {Map<string, import("./numbers.js").Numbered> | null} */
    this.numbers = null;
  }

  /** What its text says now. */
  text() {
    const found = this.cells().filter(({ type }) => type === "markdown");
    return found.map(({ source }) => source).join("\n");
  }

  /** The text is another: its things are to be counted again. */
  changed() {
    this.numbers = null;
  }

  /**
   * Wait until all is there that a cell refers to, whichever cell is shown first.
   * @param {string} source
   * @param {any} typesetter
   */
  async prepared(source, typesetter) {
    if (/\{(cite|bibliography)/.test(source)) {
      this.reading ??= this.#sources();
      await this.reading;
    }
    const macros = this.cells().find(({ source }) => source.startsWith("$$\n\\def"))?.source ?? "";
    if (!typesetter || macros === this.macros) return;
    this.macros = macros;
    const node = document.createElement("div");
    node.textContent = macros;
    await typesetter.typeset(node);
  }

  /** Read the list of sources, which lies beside the folder of chapters. */
  async #sources() {
    const folder = this.path.split("/").slice(0, -2);
    try {
      this.entries = parsed(await this.read([...folder, SOURCES].join("/")));
    } catch {
      // A notebook by itself: the keys of the sources say who wrote them, and when.
    }
  }

  /**
   * Return a cell's text as plain Markdown.
   * @param {string} source
   */
  markdown(source) {
    if (source === this.macros) return ""; // they are set, and show nothing
    const numbers = this.counted();
    return markdown(source, {
      number: (_kind, label) => numbers.get(label)?.number ?? "",
      reference: (label) => numbers.get(label) ?? { name: spelled(label), title: "" },
      cite: (keys, bracketed) => cited(keys, bracketed, this.entries),
      sources: () => list(this.text(), this.entries),
    });
  }

  counted() {
    this.numbers ??= numbered(this.cells(), this.path);
    return this.numbers;
  }

  /** A cell has been shown. */
  rendered() {
    for (const { notebook, folding } of this.views) {
      captions(notebook, this.counted());
      folding.apply();
    }
  }
}
