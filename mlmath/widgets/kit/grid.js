// A field of cells, rows by columns: lit and dark ones, or signed numbers as marks.  One path for
// all cells of a kind, so that a redraw never costs a frame.

import { d3 } from "../vendor/d3.js";

/** @import { Cells } from "./types.d.ts" */

/**
 * The path of all cells that are not zero, as unit squares.
 * @param {ArrayLike<number>} cells
 * @param {number} columns
 */
export function litPath(cells, columns) {
  let d = "";
  for (let i = 0; i < cells.length; i++) {
    if (cells[i]) d += `M${i % columns} ${Math.floor(i / columns)}h1v1h-1z`;
  }
  return d;
}

/**
 * Numbers as marks whose area is in proportion to their size, `most` filling a cell nearly: a circle
 * for each positive one, a square for each negative one.  Returns the paths { plus, minus }.
 * @param {ArrayLike<number>} values
 * @param {number} columns
 * @param {number} most
 */
export function signedPaths(values, columns, most) {
  const paths = { plus: "", minus: "" };
  if (!(most > 0)) return paths;
  const short = (/** @type {number} */ number) => Number(number.toFixed(3));
  for (let i = 0; i < values.length; i++) {
    if (!values[i]) continue;
    const side = short(0.94 * Math.sqrt(Math.min(1, Math.abs(values[i]) / most)));
    const left = short((i % columns) + 0.5 - side / 2);
    const top = Math.floor(i / columns) + 0.5;
    if (values[i] > 0) {
      const r = short(side / 2);
      paths.plus += `M${left} ${top}a${r} ${r} 0 1 0 ${side} 0a${r} ${r} 0 1 0 ${-side} 0z`;
    } else paths.minus += `M${left} ${short(top - side / 2)}h${side}v${side}h${-side}z`;
  }
  return paths;
}

/**
 * The cells on the straight way from one to another, without the first: a stroke has no gaps.
 * @param {number} from
 * @param {number} to
 * @param {number} columns
 */
export function way(from, to, columns) {
  const [x, y] = [from % columns, Math.floor(from / columns)];
  const [dx, dy] = [(to % columns) - x, Math.floor(to / columns) - y];
  const steps = Math.max(Math.abs(dx), Math.abs(dy));
  return Array.from({ length: steps }, (_, i) => {
    const share = (i + 1) / steps;
    return x + Math.round(dx * share) + columns * (y + Math.round(dy * share));
  });
}

/**
 * field(parent, { rows, columns, lines, ...attributes of the <svg> }) adds a field; `lines` (true by
 * default) rules it.  Returns { node, root (d3 selection), rows, columns, lit(cells),
 * signed(values, most) }.
 * @param {Element} parent
 * @param {{ rows: number, columns: number, lines?: boolean, [attribute: string]: any }} options
 * @returns {Cells}
 */
export function field(parent, { rows, columns, lines = true, ...attributes }) {
  const root = d3.select(parent).append("svg").attr("viewBox", `0 0 ${columns} ${rows}`);
  root.attr("class", "mlw-cells").style("aspect-ratio", `${columns} / ${rows}`);
  for (const [name, value] of Object.entries(attributes)) root.attr(name, value);
  const path = (/** @type {string} */ kind) =>
    root.append("path").attr("class", `mlw-cells-${kind}`);
  const [lit, plus, minus] = ["lit", "plus", "minus"].map(path);
  if (lines) {
    const across = Array.from({ length: rows - 1 }, (_, i) => `M0 ${i + 1}H${columns}`);
    const down = Array.from({ length: columns - 1 }, (_, i) => `M${i + 1} 0V${rows}`);
    path("lines").attr("d", [...across, ...down].join(""));
  }
  return {
    node: /** @type {SVGSVGElement} */ (root.node()),
    root,
    rows,
    columns,
    lit: (cells) => lit.attr("d", litPath(cells, columns)),
    signed(values, most) {
      const paths = signedPaths(values, columns, most);
      plus.attr("d", paths.plus);
      minus.attr("d", paths.minus);
    },
  };
}
