// Folds that go over several cells: closed until their summary is pressed, or until one of their
// cells becomes the active one, so that none is out of reach.

import { folds } from "./markdown.js";

export class Folding {
  /** @param {any} notebook */
  constructor(notebook) {
    this.notebook = notebook;
    /** The ids of the cells in which open folds begin. @type {Set<string>} */
    this.open = new Set();
    notebook.activeCellChanged.connect(() => this.reveal());
    notebook.node.addEventListener(
      "toggle",
      (/** @type {Event} */ event) =>
        this.toggled(/** @type {HTMLDetailsElement} */ (event.target)),
      true, // it does not bubble
    );
  }

  /**
   * The folds over cells: where they begin and, after that, end.
   * @returns {[number, number][]}
   */
  ranges() {
    /** @type {[number, number][]} */
    const found = [];
    let start = -1;
    for (const [index, cell] of this.notebook.widgets.entries()) {
      if (cell.model.type !== "markdown") continue;
      const { begins, ends } = folds(cell.model.sharedModel.getSource().split("\n"));
      if (start >= 0 && ends >= 0 && (begins < 0 || ends < begins)) {
        found.push([start, index]);
        start = -1;
      }
      if (begins >= 0) start = begins > ends ? index : -1;
    }
    return found;
  }

  /** Show the cells of open folds, and only those. */
  apply() {
    const cells = this.notebook.widgets;
    for (const cell of cells) cell.node.classList.remove("mlb-closed", "mlb-start", "mlb-end");
    for (const [first, last] of this.ranges()) {
      const closed = !this.open.has(cells[first].model.id);
      const summary = cells[first].node.querySelector("details.mlb-over");
      if (summary) summary.open = !closed;
      if (!closed) continue;
      for (const cell of cells.slice(first + 1, last)) cell.node.classList.add("mlb-closed");
      cells[first].node.classList.add("mlb-start");
      cells[last].node.classList.add("mlb-end");
    }
  }

  /** @param {HTMLDetailsElement} details */
  toggled(details) {
    if (!details.matches(".mlb-over")) return;
    const cell = this.notebook.widgets.find((/** @type {any} */ one) => one.node.contains(details));
    if (!cell || details.open === this.open.has(cell.model.id)) return;
    if (details.open) this.open.add(cell.model.id);
    else this.open.delete(cell.model.id);
    this.apply();
  }

  /** Open the fold in which the active cell lies. */
  reveal() {
    const at = this.notebook.activeCellIndex;
    this.#opened(([first, last]) => first < at && at < last);
  }

  /**
   * Open all folds in which an element lies.
   * @param {Element} target
   */
  show(target) {
    const at = this.notebook.widgets.findIndex((/** @type {any} */ one) =>
      one.node.contains(target),
    );
    const part = target.closest(".mlb-folded");
    this.#opened(
      ([first, last]) => (first < at && at < last) || (part && [first, last].includes(at)),
    );
    for (
      let box = target.closest("details");
      box;
      box = box.parentElement?.closest("details") ?? null
    )
      box.open = true;
  }

  /** @param {(range: [number, number]) => unknown} wanted */
  #opened(wanted) {
    const { widgets } = this.notebook;
    const ids = this.ranges()
      .filter(wanted)
      .map(([first]) => widgets[first].model.id);
    if (ids.every((id) => this.open.has(id))) return;
    for (const id of ids) this.open.add(id);
    this.apply();
  }
}
