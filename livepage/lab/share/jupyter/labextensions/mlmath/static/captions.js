// A figure's number and caption, under the cell that draws it.

/**
 * @param {any} notebook
 * @param {Map<string, import("./numbers.js").Numbered>} numbers
 */
export function captions(notebook, numbers) {
  for (const cell of notebook.widgets) {
    const figure = cell.model.metadata.mystnb?.figure;
    if (!figure || cell.node.querySelector(":scope > .mlb-caption")) continue;
    const node = document.createElement("div");
    node.className = "mlb-caption jp-RenderedHTMLCommon";
    if (figure.name) node.dataset.jupyterId = figure.name; // as JupyterLab names what is linked
    cell.node.append(node);
    const name = numbers.get(figure.name)?.name;
    const data = { "text/markdown": `${name ? `**${name}** ` : ""}${figure.caption ?? ""}` };
    const text = notebook.rendermime.createRenderer("text/markdown");
    node.append(text.node);
    text.renderModel({ data, metadata: {}, trusted: false }).then(() => {
      notebook.rendermime.latexTypesetter?.typeset(text.node);
    });
  }
}
