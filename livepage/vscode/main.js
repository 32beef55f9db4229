// What runs beside VS Code's editor: it tells the page that shows a notebook what stands in it, and
// what the list of sources says.

// @ts-expect-error VS Code brings it.
const vscode = require("vscode");

const RENDERER = "mlmath-markdown";

/**
 * The list of sources, which lies beside the folder of chapters; "" where there is none.
 * @param {any} uri  of the notebook
 */
async function sources(uri) {
  try {
    const place = vscode.Uri.joinPath(uri, "..", "..", "references.bib");
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(place));
  } catch {
    return "";
  }
}

exports.activate = () => {
  const channel = vscode.notebooks.createRendererMessaging(RENDERER);
  channel.onDidReceiveMessage(async (/** @type {any} */ { editor }) => {
    const { notebook } = editor;
    const cells = notebook.getCells().map((/** @type {any} */ cell) => ({
      type: cell.kind === vscode.NotebookCellKind.Markup ? "markdown" : "code",
      source: cell.document.getText().replaceAll("\r\n", "\n"),
      metadata: cell.metadata?.metadata ?? cell.metadata ?? {},
    }));
    const bibliography = await sources(notebook.uri);
    channel.postMessage({ path: notebook.uri.path, cells, bibliography }, editor);
  });
};
