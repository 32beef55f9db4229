// The plugin with a JupyterLab that only keeps what it was told: which views of a notebook it walks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { plugin } from "../../../livepage/lab/share/jupyter/labextensions/mlmath/static/extension.js";

/** A signal: what is connected to it, and a way to send it. */
function signal() {
  /** @type {(() => void)[]} */
  const slots = [];
  return {
    connect: (/** @type {() => void} */ slot) => void slots.push(slot),
    emit: () => {
      for (const slot of slots) slot();
    },
  };
}

/** A view of a notebook, which counts how often its cells are walked; it can `show` a cell. */
function view() {
  /** @type {any} */
  const made = {
    walked: 0,
    disposed: signal(),
    content: {
      get widgets() {
        made.walked += 1;
        return [];
      },
      activeCellChanged: signal(),
      node: { addEventListener: () => {} },
      rendermime: {
        addFactory: (/** @type {any} */ { createRenderer }) => {
          made.show = () => createRenderer({}).render({ data: { "text/markdown": "Text." } });
        },
      },
    },
  };
  return made;
}

/** Activate the plugin; return how JupyterLab opens a notebook in a view. */
async function activated() {
  const page = { createElement: () => ({}), head: { append: () => {} } };
  Object.assign(globalThis, { document: page });
  const { activate } = await plugin(async () => ({}));
  const stock = { createRenderer: () => ({ render: async () => {} }) };
  /** @type {any} */
  let extension;
  const docRegistry = {
    addWidgetExtension: (/** @type {string} */ _kind, /** @type {any} */ given) => {
      extension = given;
    },
  };
  activate(
    { docRegistry, serviceManager: { contents: {} } },
    { getFactory: () => stock, addFactory: () => {} },
  );
  return extension.createNew;
}

test("a cell that is shown walks all open views of its notebook, and no closed one", async () => {
  const open = await activated();
  const context = { path: "a.ipynb", model: { cells: [], contentChanged: signal() } };
  const [first, second] = [view(), view()];
  open(first, context);
  open(second, context);
  await first.show();
  assert.ok(first.walked > 0 && second.walked > 0);

  second.disposed.emit();
  const before = [first.walked, second.walked];
  await first.show();
  assert.ok(first.walked > before[0]);
  assert.equal(second.walked, before[1]);
});
