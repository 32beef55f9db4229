// The book's MyST in VS Code: its own renderer of Markdown is handed what the book makes of a cell.
// What it shares with JupyterLab's extension, `make vscode` lays beside this file, under `book`.

import { Chapter } from "../lab/share/jupyter/labextensions/mlmath/static/chapter.js";
import { parsed } from "../lab/share/jupyter/labextensions/mlmath/static/sources.js";

const STYLE = new URL("./book/style.css", import.meta.url).href;

const PATIENCE = 3000; // ms; without an answer, references and sources are spelled by their keys

/** @param {any} context  VS Code's, for a renderer */
export async function activate(context) {
  const stock = await context.getRenderer("vscode.markdown-it-renderer");
  const style = document.createElement("template");
  style.classList.add("markdown-style"); // VS Code puts it with each cell
  style.innerHTML = `<link rel="stylesheet" href="${STYLE}">`;
  document.head.append(style);

  const { path, cells, bibliography } = await told(context);
  const chapter = new Chapter(path, () => cells);
  chapter.entries = parsed(bibliography);
  stock.extendMarkdownIt((/** @type {any} */ parser) => {
    parser.core.ruler.before("normalize", "mlmath", (/** @type {any} */ state) => {
      state.src = chapter.markdown(state.src);
    });
  });
}

/**
 * What the notebook holds, as `main.js` says it.
 * @param {any} context
 * @returns {Promise<{ path: string, cells: any[], bibliography: string }>}
 */
function told(context) {
  return new Promise((resolve) => {
    const nothing = { path: "", cells: [], bibliography: "" };
    if (!context.postMessage) return resolve(nothing);
    context.onDidReceiveMessage(resolve);
    context.postMessage("What is in the notebook?");
    setTimeout(() => resolve(nothing), PATIENCE);
  });
}
