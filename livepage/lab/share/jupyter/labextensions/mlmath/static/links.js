// Links within a notebook lead where they say, also into what is folded.  JupyterLab scrolls once, but
// knows the height only of cells that were seen; so the place is off until those above it are drawn.

const STILL = 3; // frames without a move
const MOST = 60; // frames

/**
 * @param {any} notebook
 * @param {import("./folding.js").Folding} folding
 */
export function follow(notebook, folding) {
  notebook.node.addEventListener(
    "click",
    (/** @type {MouseEvent} */ event) => {
      const link = /** @type {Element} */ (event.target).closest?.("a[href^='#']");
      const name = decodeURIComponent(link?.getAttribute("href")?.slice(1) ?? "");
      const target = name && notebook.node.querySelector(`[data-jupyter-id="${CSS.escape(name)}"]`);
      if (!target) return;
      event.preventDefault();
      event.stopPropagation();
      folding.show(target);
      reach(target);
    },
    true,
  );
}

/** @param {Element} target */
function reach(target) {
  let [still, frames, before] = [0, 0, Number.NaN];
  const step = () => {
    target.scrollIntoView();
    const { top } = target.getBoundingClientRect();
    still = top === before ? still + 1 : 0;
    before = top;
    frames += 1;
    if (still < STILL && frames < MOST) requestAnimationFrame(step);
  };
  step();
}
