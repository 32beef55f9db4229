// What JupyterLab loads first of an extension: a container of modules, as bundlers write one.  This
// extension needs no bundler: its modules are loaded as they stand here, and what it shares with
// JupyterLab comes from the scope that JupyterLab hands to `init`.

(() => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Record<string, Record<string, { get: () => any }>>} */
  let scope = {};

  /** @param {string} name */
  async function shared(name) {
    const [newest] = Object.keys(scope[name]).sort().reverse();
    return (await scope[name][newest].get())();
  }

  const container = {
    init: (/** @type {typeof scope} */ given) => {
      scope = given;
    },
    get: async () => {
      const { plugin } = await import(new URL("extension.js", here).href);
      const made = { default: await plugin(shared), __esModule: true };
      return () => made;
    },
  };
  const page = /** @type {any} */ (window);
  page._JUPYTERLAB = { ...page._JUPYTERLAB, mlmath: container };
})();
