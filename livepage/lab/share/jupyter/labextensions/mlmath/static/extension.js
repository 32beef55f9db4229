// The book's MyST in JupyterLab: its own renderer of Markdown is handed what `markdown.js` makes of a
// cell, so that everything else about cells stays as JupyterLab has it.  Nothing is written to a
// notebook.

import { Chapter } from "./chapter.js";
import { Folding } from "./folding.js";
import { follow } from "./links.js";

const TYPE = "text/markdown";

/**
 * Return the plugin; `shared` gives modules of JupyterLab.
 * @param {(name: string) => Promise<any>} shared
 */
export async function plugin(shared) {
  const { IRenderMimeRegistry } = await shared("@jupyterlab/rendermime");
  return {
    id: "mlmath:chapters",
    description: "Shows the book's chapters as the book does.",
    autoStart: true,
    requires: [IRenderMimeRegistry],
    activate: (/** @type {any} */ app, /** @type {any} */ registry) => {
      const style = document.createElement("link");
      Object.assign(style, { rel: "stylesheet", href: new URL("style.css", import.meta.url).href });
      document.head.append(style);
      const stock = registry.getFactory(TYPE);
      /** @type {WeakMap<object, Chapter>} */
      const chapters = new WeakMap();
      const alone = new Chapter("", () => []);
      registry.addFactory(factory(stock, alone)); // Markdown files, say
      app.docRegistry.addWidgetExtension("Notebook", {
        createNew: (/** @type {any} */ panel, /** @type {any} */ context) => {
          const chapter = chapters.get(context) ?? opened(context, app.serviceManager.contents);
          chapters.set(context, chapter);
          const { rendermime } = panel.content;
          const folding = new Folding(panel.content);
          chapter.views.push({ notebook: panel.content, folding });
          panel.disposed.connect(() => {
            chapter.views = chapter.views.filter((view) => view.folding !== folding);
          });
          follow(panel.content, folding);
          rendermime.addFactory(factory(stock, chapter));
        },
      });
    },
  };
}

/**
 * Return the chapter that a notebook holds.
 * @param {any} context
 * @param {any} contents  JupyterLab's files.
 */
function opened({ path, model }, contents) {
  const chapter = new Chapter(path, () =>
    [...model.cells].map((cell) => ({
      type: cell.type,
      source: cell.sharedModel.getSource(),
      metadata: cell.metadata,
    })),
  );
  const options = { type: "file", format: "text", content: true };
  chapter.read = async (place) => String((await contents.get(place, options)).content);
  model.contentChanged.connect(() => chapter.changed());
  return chapter;
}

/**
 * Return a factory of renderers like those of `stock`, but for what they are given to render.
 * @param {any} stock
 * @param {Chapter} chapter
 */
function factory(stock, chapter) {
  return {
    safe: stock.safe,
    mimeTypes: [TYPE],
    defaultRank: stock.defaultRank,
    createRenderer: (/** @type {any} */ options) => {
      const renderer = stock.createRenderer(options);
      const render = renderer.render.bind(renderer);
      renderer.render = async (/** @type {any} */ model) => {
        const source = String(model.data[TYPE]);
        await chapter.prepared(source, options.latexTypesetter);
        const data = { ...model.data, [TYPE]: chapter.markdown(source) };
        await render({ data, metadata: model.metadata, trusted: model.trusted });
        chapter.rendered();
      };
      return renderer;
    },
  };
}
