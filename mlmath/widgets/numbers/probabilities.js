// A softmax, step by step: a line for each score, with its probability as a bar.

import { frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Floats, Render } from "../kit/types.d.ts" */

/**
 * What probabilities.py computes.
 * @typedef {{ table: string, total: string, computed: Floats, exact: Floats, off: string }} Out
 */

const NAMES = ["z\u2081", "z\u2082", "z\u2083"];
const STYLE = `
.mlw-sm { padding: 0.75rem; }
.mlw-root .mlw-sm table { display: table; width: 100%; margin: 0; border: 0; border-collapse: collapse;
  table-layout: fixed; font-size: 0.9375rem; font-variant-numeric: tabular-nums; }
.mlw-root .mlw-sm :is(th, td) { height: 3.25rem; padding: 0.25rem; border: 0; background: none;
  border-top: 1px solid var(--mlw-rule); text-align: end; font-weight: 400; line-height: 1.25; }
.mlw-root .mlw-sm thead :is(th, td) { height: 2.5rem; border: 0; color: var(--mlw-soft);
  font-size: 0.8125rem; vertical-align: bottom; }
.mlw-root .mlw-sm tbody th { font-weight: 600; }
.mlw-root .mlw-sm tr > :first-child { width: 2rem; text-align: start; }
.mlw-root .mlw-sm thead th:is(:nth-child(2), :nth-child(3)) { width: 17%; }
.mlw-sm td { white-space: nowrap; }
.mlw-sm td small { display: block; color: var(--mlw-soft); font-size: 0.8125rem; }
.mlw-root .mlw-sm .bad { color: var(--q-e); font-weight: 700; }
.mlw-sm-bar { fill: var(--q-w); }
.mlw-sm-edge { fill: none; stroke: var(--mlw-ink); stroke-width: 2; }
@container (max-width: 33rem) {
  .mlw-root .mlw-controls .mlw-field { flex: 1 1 100%; }
  .mlw-sm { padding: 0.5rem; }
  .mlw-root .mlw-sm table { font-size: 0.8125rem; }
  .mlw-root .mlw-sm :is(th, td) { padding: 0.25rem 0.125rem; }
  .mlw-root .mlw-sm :is(thead th, td small) { font-size: 0.75rem; }
  .mlw-root .mlw-sm tr > :first-child { width: 1.25rem; }
}
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const whole = make("div", { class: "mlw-sm" });
  const left = make("th", { scope: "col" });
  const [score, ...others] = ["score", "exponential", "probability (exact)"].map((text) =>
    make("th", { scope: "col" }, text),
  );
  const lines = NAMES.map((name) => {
    const cells = Array.from({ length: 3 }, () => make("td"));
    const [computed, exact] = [make("b"), make("small")];
    cells.push(make("td", {}, computed, exact));
    const row = make("tr", {}, make("th", { scope: "row" }, name), ...cells);
    return { row, texts: [...cells.slice(0, 3), computed, exact] };
  });
  whole.append(
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, make("td"), score, left, ...others)),
      make("tbody", {}, ...lines.map(({ row }) => row)),
    ),
  );
  ui.picture.append(whole);
  const stage = svg(whole, { width: 640, height: 108, minHeight: 108, role: "img", label: "Bars" });
  const bars = NAMES.map(() => [
    stage.root.append("rect").attr("class", "mlw-sm-bar"),
    stage.root.append("rect").attr("class", "mlw-sm-edge"),
  ]);

  onFrame(model, ui.signal, () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    left.textContent = model.get("shift") ? "less largest" : "less 0";
    out.table.split("\n").forEach((line, i) => {
      const words = line.split("\t");
      words[4] = `(${words[4]})`;
      words.forEach((text, k) => {
        lines[i].texts[k].textContent = text;
        lines[i].texts[k].classList.toggle("bad", text === "NaN" || text === "\u221e");
      });
      [out.computed.values[i], out.exact.values[i]].forEach((share, k) => {
        bars[i][k]
          .attr("x", 1)
          .attr("y", 14 + 32 * i)
          .attr("height", 24)
          .attr("width", Math.max(0, share) * (stage.width - 2));
      });
    });
    const said = Array.from(out.computed.values, (p) =>
      p < 0 ? "not a number" : p.toPrecision(3),
    );
    stage.node.setAttribute("aria-label", `Probabilities as computed: ${said.join(", ")}`);
    ui.fact("sum of exponentials", out.total, {
      quantity: "w",
      widest: "0.0000\u00b710\u00b2\u2070",
    });
    ui.fact("largest error, in u", out.off, { quantity: "e", widest: "2,000.00" });
  });
  return ui.cleanup;
}

export default { render };
