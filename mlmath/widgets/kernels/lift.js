// One number for many: each number on a line of its own, as far from the guess as it is.

import { axes, d3, frame, onFrame, svg, unpack } from "../kit.js";

/** @import { Render } from "../kit/types.d.ts" */

const LABEL = "Numbers, each joined to the guess";

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  const stage = svg(ui.picture, { width: 640, height: 300, minHeight: 240, label: LABEL });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const lines = layer.append("g").style("stroke", "var(--q-e)").style("stroke-width", 2);
  const discs = layer.append("g").style("fill", "var(--q-x)");
  const mean = layer.append("line").style("stroke", "var(--mlw-soft)").attr("stroke-dasharray", 5);
  onFrame(model, ui.signal, () => {
    const outputs = unpack(model.get("outputs"));
    if (!outputs.x) return;
    /** @type {number[]} */
    const numbers = [...outputs.x.values];
    const x = d3.scaleLinear([-3, 3], [16, stage.width - 16]);
    const y = d3.scaleLinear([-1, numbers.length], [stage.height - 30, 8]);
    axes(stage, { x, y, xFormat: "~g", yTicks: 0, grid: false });
    const guess = x(model.get("guess"));
    lines
      .selectAll("line")
      .data(numbers)
      .join("line")
      .attr("x1", guess)
      .attr("x2", x)
      .attr("y1", (_, i) => y(i))
      .attr("y2", (_, i) => y(i));
    discs
      .selectAll("circle")
      .data(numbers)
      .join("circle")
      .attr("r", 5)
      .attr("cx", x)
      .attr("cy", (_, i) => y(i));
    mean.attr("x1", x(outputs.mean)).attr("x2", x(outputs.mean));
    mean.attr("y1", y(-1)).attr("y2", y(numbers.length));
  });
  return ui.cleanup;
}

export default { render };
