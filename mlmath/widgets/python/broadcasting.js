// Broadcasting: two shapes one below the other, and the entries that meet.

import { frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Ints, Layer, Render } from "../kit/types.d.ts" */

/**
 * What broadcasting.py computes.
 * @typedef {{ shapes: Ints, a: Ints, b: Ints, sum: Ints, own: Ints, fits: boolean, at: Ints,
 *   code: string, message: string }} Out
 */

/**
 * An array as it is drawn: its name, table, rows and columns of its own, and the entry to frame.
 * @typedef {{ name: string, table: Ints, own: [number, number], at: number[] }} Drawn
 */

const NAMES = ["a", "b", "a + b"];
const STYLE = `
.bc-cell { fill: var(--mlw-raised); stroke: var(--mlw-soft); }
.bc-copy { fill: none; stroke: var(--mlw-rule); stroke-dasharray: 4 3; }
.bc-sum .bc-cell { cursor: pointer; }
.bc-at { fill: none; stroke: var(--q-w); stroke-width: 3; }
.mlw-svg .bc-number, .mlw-svg .bc-name, .mlw-svg .bc-size, .mlw-svg .bc-mark { text-anchor: middle; }
.mlw-svg .bc-number { font-size: 12px; font-variant-numeric: tabular-nums; pointer-events: none; }
.mlw-svg .bc-copied, .mlw-svg .bc-missing { fill: var(--mlw-soft); }
.mlw-svg .bc-name { font-family: var(--mono, monospace); font-size: 14px; }
.mlw-svg .bc-size { font-size: 20px; font-variant-numeric: tabular-nums; }
.mlw-svg .bc-mark { font-size: 13px; fill: var(--mlw-soft); }
.mlw-svg .bc-clash { fill: var(--q-e); font-weight: 600; }
.mlw-svg .bc-message { font-family: var(--mono, monospace); font-size: 12px; text-anchor: middle;
  fill: var(--q-e); }
`;
const TOP = 148; // of the tables; the shapes stand above
const STEP = 76; // from one size to the next

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const stage = svg(ui.picture, {
    width: 640,
    height: 330,
    minHeight: 290,
    label: "The two shapes, and the entries that meet",
  });
  const shapes = stage.root.append("g");
  const tables = stage.root.append("g");

  function draw() {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    drawShapes(shapes, out, stage.width);
    drawTables(tables, out, stage, (row, column) => ui.set({ row, column }));
    ui.fact("the entry", out.fits ? out.code : "none", {
      widest: "a[3, 0] + b[0, 0] = 100 + 10 = 110",
    });
  }

  onFrame(model, ui.signal, draw);
  return ui.cleanup;
}

/**
 * What is said of two sizes that meet, 0 standing for none.
 * @param {number} m
 * @param {number} n
 */
function met(m, n) {
  if (m === n) return "equal";
  if (m < 2 || n < 2) return "used again";
  return "differ";
}

/**
 * The sizes of a, b and their sum, aligned from the right, and what is said of each pair.
 * @param {Layer} layer
 * @param {Out} out
 * @param {number} width
 */
function drawShapes(layer, { shapes, message }, width) {
  const [count, axes] = shapes.shape;
  const size = (/** @type {number} */ i, /** @type {number} */ j) => shapes.values[i * axes + j];
  const right = width / 2 + STEP;
  const x = (/** @type {number} */ j) => right - (axes - 1 - j) * STEP;
  const y = (/** @type {number} */ i) => [24, 54, 112][i];
  const rows = Array.from({ length: count }, (_, i) => i);
  layer
    .selectAll("text.bc-name")
    .data(rows)
    .join("text")
    .attr("class", "bc-name")
    .attr("x", right - 2 * STEP)
    .attr("y", y)
    .text((i) => NAMES[i]);
  layer
    .selectAll("text.bc-size")
    .data(rows.flatMap((i) => Array.from({ length: axes }, (_, j) => [i, j])))
    .join("text")
    .attr("class", ([i, j]) => (size(i, j) ? "bc-size" : "bc-size bc-missing"))
    .attr("x", ([, j]) => x(j))
    .attr("y", ([i]) => y(i))
    .text(([i, j]) => size(i, j) || "\u2013");
  const said = Array.from({ length: axes }, (_, j) => met(size(0, j), size(1, j)));
  layer
    .selectAll("text.bc-mark")
    .data(said)
    .join("text")
    .attr("class", (word) => (word === "differ" ? "bc-mark bc-clash" : "bc-mark"))
    .attr("x", (_, j) => x(j))
    .attr("y", 80)
    .text((word) => word);
  // What numpy says takes the place of the sum's shape, in two lines.
  layer
    .selectAll("text.bc-message")
    .data(message.split(/(?<=could not be) /).filter(Boolean))
    .join("text")
    .attr("class", "bc-message")
    .attr("x", width / 2)
    .attr("y", (_, i) => 103 + 17 * i)
    .text((line) => line);
}

/**
 * The tables beside each other, as far as there is one of the sum.
 * @param {Layer} layer
 * @param {Out} out
 * @param {{ width: number, height: number }} stage
 * @param {(row: number, column: number) => void} choose
 */
function drawTables(layer, out, { width, height }, choose) {
  const all = out.fits ? [out.a, out.b, out.sum] : [out.a, out.b];
  const [row, column] = out.at.values;
  /** @type {Drawn[]} */
  const drawn = all.map((table, k) => {
    const [rows, columns] = table.shape;
    const own = /** @type {[number, number]} */ (
      k < 2 ? [...out.own.values.slice(2 * k, 2 * k + 2)] : [rows, columns]
    );
    return { name: NAMES[k], table, own, at: out.fits ? [row, column] : [] };
  });
  const columns = drawn.reduce((sum, { table }) => sum + table.shape[1], 0);
  const gap = 22;
  const side = Math.min(
    46,
    (width - (drawn.length - 1) * gap - 8) / columns,
    (height - TOP - 26) / 4,
  );
  let left = (width - columns * side - (drawn.length - 1) * gap) / 2;
  const lefts = drawn.map(({ table }) => {
    const here = left;
    left += table.shape[1] * side + gap;
    return here;
  });
  const groups = layer
    .selectAll("g.bc-table")
    .data(drawn)
    .join("g")
    .attr("class", (_, k) => (k === 2 ? "bc-table bc-sum" : "bc-table"))
    .attr("transform", (_, k) => `translate(${lefts[k]},${TOP})`);
  groups
    .selectAll("text.bc-name")
    .data((one) => [one])
    .join("text")
    .attr("class", "bc-name")
    .attr("x", ({ table }) => (table.shape[1] * side) / 2)
    .attr("y", -8)
    .text(({ name }) => name);
  const cells = (/** @type {Drawn} */ one) =>
    Array.from(one.table.values, (value, i) => {
      const [r, c] = [Math.floor(i / one.table.shape[1]), i % one.table.shape[1]];
      return { value, r, c, copy: r >= one.own[0] || c >= one.own[1] };
    });
  groups
    .selectAll("rect.bc-box")
    .data(cells)
    .join("rect")
    .attr("class", ({ copy }) => (copy ? "bc-box bc-copy" : "bc-box bc-cell"))
    .attr("x", ({ c }) => c * side + 1)
    .attr("y", ({ r }) => r * side + 1)
    .attr("width", side - 2)
    .attr("height", side - 2);
  groups
    .filter((_, k) => k === 2)
    .selectAll("rect.bc-box")
    .on("click", (_, cell) => {
      const { r, c } = /** @type {{ r: number, c: number }} */ (cell);
      choose(r, c);
    });
  groups
    .selectAll("text.bc-number")
    .data(cells)
    .join("text")
    .attr("class", ({ copy }) => (copy ? "bc-number bc-copied" : "bc-number"))
    .attr("x", ({ c }) => (c + 0.5) * side)
    .attr("y", ({ r }) => (r + 0.5) * side + 4)
    .text(({ value }) => value);
  groups
    .selectAll("rect.bc-at")
    .data(({ at }) => (at.length ? [at] : []))
    .join("rect")
    .attr("class", "bc-at")
    .attr("x", ([, c]) => c * side)
    .attr("y", ([r]) => r * side)
    .attr("width", side)
    .attr("height", side);
}

export default { render };
