// What the reader typed is kept in this browser, and is forgotten when they say so.

import { button, KEY } from "./cells.js";

/** @import { Page } from "../types.d.ts" */
/** @import { Cell } from "./cells.js" */

export class Keeper {
  #page;
  #foot = document.createElement("p");
  #words = document.createElement("span");
  #forget = button("", () => this.#toggle());
  /** @type {[Cell, string][] | null} */
  #undo = null; // [cell, code] of all that was forgotten

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    this.#foot.className = "cell-forget";
    this.#foot.append(this.#words, this.#forget);
    (document.querySelector(".text") ?? document.body).append(this.#foot);
  }

  /** @param {Cell} cell */
  keep(cell) {
    /** @type {Record<string, string>} */
    let kept = {};
    try {
      kept = Object(JSON.parse(localStorage.getItem(KEY) ?? "{}")); // another tab may have written
    } catch {}
    if (cell.edited) kept[cell.id] = cell.text;
    else delete kept[cell.id];
    try {
      if (Object.keys(kept).length) localStorage.setItem(KEY, JSON.stringify(kept));
      else localStorage.removeItem(KEY);
    } catch {} // storage is full or forbidden; the page works all the same
    this.#show();
  }

  #show() {
    const n = this.#page.cells.filter(({ edited }) => edited).length;
    if (n) this.#undo = null;
    this.#words.textContent = n
      ? `You changed the code of ${n === 1 ? "one cell" : `${n} cells`}, and this browser keeps it. `
      : "All code on this page is the book\u2019s again. ";
    this.#forget.textContent = n ? "Forget all my edits on this page" : "Undo";
    this.#foot.hidden = !n && !this.#undo;
  }

  #toggle() {
    const before = this.#undo;
    /** @type {[Cell, string][]} */
    const edited = this.#page.cells.filter((cell) => cell.edited).map((cell) => [cell, cell.text]);
    if (before) for (const [cell, code] of before) cell.set(code);
    else for (const [cell] of edited) cell.set(cell.original);
    this.#undo = before ? null : edited;
    this.#page.say(before ? "Your edits are back" : "Your edits are forgotten");
  }
}
