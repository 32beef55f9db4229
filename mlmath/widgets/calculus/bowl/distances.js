// The distance from the bottom after each step, against what was predicted.

import { box, curves, scales } from "../../kit/plot.js";
import { power } from "../../kit/powers.js";
import { axes, svg } from "../../kit.js";

/** @import { Floats } from "../../kit/types.d.ts" */

const SPAN = /** @type {[number, number]} */ ([1e-8, 1e3]);

export const DISTANCE_STYLE = `
.bd-predicted { stroke-width: 2.5; stroke-dasharray: 7 5; }
.bd-dots { stroke: var(--q-w); stroke-width: 5; stroke-linecap: round; }
.mlw-svg .bd-name { fill: var(--mlw-soft); }
`;

/**
 * distances(parent) adds the plot; returns draw(out, shown).
 * @param {Element} parent
 */
export function distances(parent) {
  const stage = svg(parent, {
    width: 330,
    height: 340,
    minHeight: 300,
    label: "Distance from the bottom after each step, measured and predicted",
  });
  const dots = stage.root.append("path").attr("class", "bd-dots");
  const lines = stage.root.append("g"); // over the dots, which it is to go through
  const under = stage.root.append("text").attr("class", "bd-name").attr("text-anchor", "end");

  /**
   * @param {{ lengths: Floats, predicted: number }} out
   * @param {number} shown
   */
  return (out, shown) => {
    const s = scales(box(stage, { left: 52, right: 12, top: 12, bottom: 74 }), {
      x: [0, 120],
      y: SPAN,
      logY: true,
    });
    axes(stage, {
      x: s.x,
      y: s.y,
      xTicks: 4,
      yTicks: 5,
      yFormat: power,
      yLabel: "distance left",
    });
    under
      .attr("x", s.right)
      .attr("y", s.bottom + 36)
      .text("steps");
    // The prediction, up to where it leaves the plot.
    const rate = Math.log(Math.max(out.predicted, 1e-9));
    const edge = rate < 0 ? Math.log(SPAN[0]) / rate : rate > 0 ? Math.log(SPAN[1]) / rate : 120;
    const end = Math.min(120, edge);
    curves(
      lines,
      [
        {
          name: "predicted",
          xs: [0, end],
          ys: [1, Math.exp(rate * end)],
          quantity: "wstar",
          style: "bd-predicted",
        },
      ],
      { ...s, logY: true },
    );
    const { values } = out.lengths;
    let d = "";
    for (let k = 0; k <= shown; k++) {
      if (values[k] >= SPAN[0] && values[k] <= SPAN[1])
        d += `M${s.x(k).toFixed(1)} ${s.y(values[k]).toFixed(1)}h0`;
    }
    dots.attr("d", d);
  };
}
