// What each hidden unit says of the plane: small fields, a row for each layer.

import { d3, make } from "../../kit.js";
import { shades } from "./shades.js";

/** @import { Out } from "../net.js" */

/** @param {Element} parent */
export function units(parent) {
  const root = make("div", { class: "nt-units", role: "img" });
  parent.append(root);
  /**
   * @param {Out} out
   * @param {number} width units of a layer
   */
  return (out, width) => {
    const [n, rows, columns] = out.units.shape;
    root.setAttribute("aria-label", `${n} hidden units, ${width} in each layer`);
    root.style.gridTemplateColumns = `repeat(${Math.max(4, width)}, minmax(0, 1fr))`;
    const cells = rows * columns;
    d3.select(root)
      .selectAll("svg")
      .data(Array.from({ length: n }, (_, k) => k))
      .join("svg")
      .attr("viewBox", `0 0 ${columns} ${rows}`)
      // A layer begins a row of its own.
      .style("grid-column-start", (k) => String((k % width) + 1))
      .selectAll("path")
      .data((k) => {
        const own = out.units.values.subarray(k * cells, (k + 1) * cells);
        // A unit without an upper bound is shown up to its own largest output.
        return shades(own, columns, out.low, Math.max(1, ...own));
      })
      .join("path")
      .attr("class", (_path, shade) => `nt-shade-${shade}`)
      .attr("d", (path) => path);
  };
}
