// The outputs of a cell, in the markup that the book's own outputs have.

/** @import { DataOutput, ErrorOutput, Output, StreamOutput } from "../../worker/messages.d.ts" */
/** @import { Page } from "../types.d.ts" */

const FORMS = ["text/html", "text/latex", "image/svg+xml", "image/png", "text/plain"];
const FORBIDDEN = "script:not(.mlw-snapshot), iframe, object, embed, base, meta, link";
const LONGEST = 200_000; // characters that one stream shows
const FORMULA = /\$\$([\s\S]+?)\$\$|\\\[([\s\S]+?)\\\]|\$([^$]+?)\$|\\\(([\s\S]+?)\\\)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colors begin with one
const ESCAPES = /\x1b\[[\d;]*[A-Za-z]/g;

/**
 * @param {string} name
 * @param {string} className
 * @param {(Node | string)[]} children
 */
function make(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

const block = (/** @type {string} */ kind, /** @type {Element} */ pre) =>
  make("div", `output ${kind} highlight-myst-ansi notranslate`, make("div", "highlight", pre));

const plain = (/** @type {string} */ text) => make("pre", "", text.replace(ESCAPES, ""));

/**
 * Parse HTML or SVG without anything that would run or embed a page.
 * @param {string} text
 */
function harmless(text) {
  const template = document.createElement("template");
  template.innerHTML = text.replace(/^\s*<\?xml[^>]*>\s*(<!DOCTYPE[^>]*>)?/, "");
  for (const node of template.content.querySelectorAll(FORBIDDEN)) node.remove();
  for (const node of template.content.querySelectorAll("*")) {
    for (const { name, value } of [...node.attributes]) {
      if (/^on/i.test(name) || /^\s*javascript:/i.test(value)) node.removeAttribute(name);
    }
  }
  return template.content;
}

/**
 * Draw a PNG, given in base64: a host may forbid pictures that have no address on it.
 * @param {string} base64
 */
function drawn(base64, label = "Figure of this cell") {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  const draw = async () => {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, "")), (sign) => sign.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
  };
  draw().catch(() => canvas.replaceWith(plain(label))); // it is no PNG
  return canvas;
}

/**
 * What a stream shows and whether what comes next begins its line anew.
 * @typedef {{ name: string, pre: HTMLElement, length: number, returned: boolean }} Stream
 */

/**
 * The text of a stream with more of it, each line as it is after its last return to its start.
 * @param {Stream} stream
 * @param {string} text
 */
function returned(stream, text) {
  const before = `${stream.pre.textContent}${stream.returned ? "\r" : ""}`;
  stream.returned = text.endsWith("\r");
  const body = stream.returned ? text.replace(/\r+$/, "") : text;
  return (before + body).replace(/[^\n]*\r(?!\n)|\r/g, "");
}

// What scrolls can be reached by keyboard.
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) reach(/** @type {HTMLElement} */ (target));
});
/** @param {HTMLElement} box */
function reach(box) {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = box;
  const scrolls = scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
  if (scrolls) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}

export class Outputs {
  #label;
  #page;
  #book; // the nodes of the book's own outputs
  #box; // .cell_output
  #fresh = false; // a run has begun and nothing has come of it
  /** @type {Stream | null} */
  #stream = null; // the last output, where it is a stream

  /**
   * @param {Element} cell
   * @param {number} number
   * @param {Page} page
   */
  constructor(cell, number, page) {
    this.#label = `Output of cell ${number}`;
    this.#page = page;
    /** @type {HTMLElement | null} */
    const box = cell.querySelector(".cell_output");
    this.#box = box ?? make("div", "cell_output docutils container");
    if (!box) cell.append(this.#box);
    this.#book = [...this.#box.childNodes];
  }

  /** A run begins: what comes first replaces what is there. */
  begin() {
    this.#fresh = true;
    this.#stream = null;
  }

  /**
   * It has ended: a run that finished without output leaves none.
   * @param {string} state
   */
  end(state) {
    if (this.#fresh && (state === "ok" || state === "error")) this.#clear();
    this.#fresh = false;
    this.#box.style.minHeight = "";
    for (const box of this.#box.querySelectorAll(".live")) reach(/** @type {HTMLElement} */ (box));
  }

  /** Show the book's own outputs again. */
  restore() {
    this.#clear();
    this.#box.append(...this.#book);
    this.#box.style.minHeight = "";
    this.#page.mountAll(this.#box);
  }

  /** @param {Output} output */
  add(output) {
    if (this.#fresh) this.#clear();
    if (output.output_type === "stream") this.#write(output);
    else if (output.output_type === "error") this.#put(this.#error(output));
    else this.#display(output.data);
  }

  // The box keeps its height until the run is over, so that the text below does not hop.
  #clear() {
    this.#fresh = false;
    this.#stream = null;
    this.#box.style.minHeight = `${this.#box.offsetHeight}px`;
    this.#page.unmountAll(this.#box);
    this.#box.replaceChildren();
  }

  /** @param {HTMLElement} node */
  #put(node) {
    this.#stream = null;
    this.#box.append(this.#framed(node));
    for (const box of node.matches("pre") ? [node] : node.querySelectorAll("pre"))
      this.#follow(box);
    return node;
  }

  /**
   * A picture stands where the book's figure stood, over its number and caption.
   * @param {HTMLElement} node
   */
  #framed(node) {
    const nodes = /** @type {Element[]} */ (this.#book); // a text node matches nothing
    const figure = nodes.find((one) => one.matches?.("figure:has(> figcaption)"));
    const picture = node.matches(".output:has(> :is(svg, canvas))");
    if (!figure || !picture || this.#box.querySelector(":scope > figure")) return node;
    const frame = /** @type {Element} */ (figure.cloneNode(false));
    frame.append(node);
    for (const words of figure.querySelectorAll(":scope > figcaption"))
      frame.append(words.cloneNode(true));
    return frame;
  }

  /** @param {Element} box */
  #follow(box) {
    box.classList.add("live");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", this.#label);
    watcher.observe(box);
  }

  /** @param {StreamOutput} output */
  #write({ name, text }) {
    let stream = this.#stream;
    if (stream?.name !== name) {
      const pre = plain("");
      this.#put(block(name === "stderr" ? "stderr" : "stream", pre));
      stream = this.#stream = { name, pre, length: 0, returned: false };
    }
    const room = LONGEST - stream.length;
    if (room <= 0) return;
    const fresh = text.slice(0, room).replace(ESCAPES, "").replace(/\r+\n/g, "\n");
    if (!stream.returned && !fresh.includes("\r")) stream.pre.append(fresh);
    else stream.pre.textContent = returned(stream, fresh);
    stream.length += text.length;
    if (stream.length > LONGEST) stream.pre.append("\n\u2026 the rest is not shown");
  }

  /** @param {ErrorOutput} output */
  #error({ ename, evalue, traceback, hint }) {
    const last = evalue ? `${ename}: ${evalue}` : ename;
    const lines = traceback.join("\n").replace(ESCAPES, "").trimEnd();
    const own = lines === evalue ? "" : lines; // an error that is not Python's has no traceback
    const before = own.endsWith(last) ? own.slice(0, -last.length).trimEnd() : own;
    const node = make("div", "output cell-error");
    if (before) node.append(make("div", "highlight", plain(before)));
    const [name, ...rest] = [make("strong", "", ename), evalue ? `: ${evalue}` : ""];
    node.append(make("p", "cell-error-last", name, ...rest));
    if (hint) node.append(make("p", "cell-error-hint", hint));
    return node;
  }

  /** @param {DataOutput["data"]} data */
  #display(data) {
    const form = FORMS.find((one) => data[one] !== undefined) ?? "";
    const value = data[form];
    if (form === "text/html") {
      const content = harmless(value);
      const node = make("div", "output text_html");
      // Its own styles are for itself; those of a figure of the book say so already.
      const styled = content.querySelector("style") && !content.querySelector("svg.mlf");
      (styled ? node.attachShadow({ mode: "open" }) : node).append(content);
      if (styled) node.style.contain = "content"; // what is fixed stays inside
      this.#put(node);
      this.#follow(node);
      this.#page.mountAll(node);
    } else if (form === "text/latex") this.#formulas(value, data["text/plain"]);
    else if (form === "image/svg+xml") {
      const node = this.#put(make("div", "output image_svg", harmless(value)));
      const picture = node.querySelector("svg");
      picture?.setAttribute("role", "img");
      if (picture && !picture.ariaLabel) picture.setAttribute("aria-label", "Figure of this cell");
    } else if (form === "image/png") {
      this.#put(make("div", "output image_png", drawn(value, data["text/plain"])));
    } else if (form) this.#put(block("text_plain", plain(value)));
  }

  /**
   * Its place is taken at once, so that outputs keep their order while KaTeX is on its way.
   * @param {string} source
   * @param {string} [text]
   */
  async #formulas(source, text = source) {
    const node = this.#put(make("div", "output text_latex"));
    node.append(plain(text));
    try {
      const { default: katex, macros } = await this.#page.load("katex");
      const typeset = (/** @type {string} */ tex, /** @type {boolean} */ displayMode) =>
        katex.renderToString(tex, {
          displayMode,
          macros: { ...macros },
          strict: "ignore",
          trust: (/** @type {{ command: string }} */ { command }) => command === "\\htmlClass",
        });
      const made = document.createElement("template");
      let at = 0;
      const say = (/** @type {string} */ words) =>
        words.trim() && made.content.append(make("span", "", words));
      const formula = (/** @type {string} */ tex, /** @type {boolean} */ display) => {
        const box = make("span", display ? "katex-display-box" : "");
        box.innerHTML = typeset(tex, display);
        made.content.append(box);
      };
      for (const match of source.matchAll(FORMULA)) {
        say(source.slice(at, match.index));
        const display = match[1] ?? match[2];
        formula(display ?? match[3] ?? match[4], display !== undefined);
        at = match.index + match[0].length;
      }
      if (at === 0)
        formula(source, true); // no delimiters: an environment, or bare
      else say(source.slice(at));
      node.replaceChildren(made.content);
      this.#follow(node);
    } catch {} // what KaTeX does not know stays as text
  }
}
