// The money after each race, in doublings: yours, and that of one who bets the truth.

import { along, place } from "../../kit/labels.js";
import { box, curves, scales } from "../../kit/plot.js";
import { axes, svg } from "../../kit.js";

/** @import { Box, Curve, Floats } from "../../kit/types.d.ts" */

const LEAST = 4; // doublings, that the plot shows at least

export const MONEY_STYLE = `
.bm-knower { stroke-dasharray: 9 4; }
.bm-predicted { stroke-width: 1.5; stroke-dasharray: 2 4; }
.bm-zero { stroke: var(--mlw-soft); stroke-width: 1.5; }
.bm-lost { fill: none; stroke: var(--q-e); stroke-width: 3; }
.mlw-svg .bm-under { fill: var(--mlw-soft); text-anchor: end; }
`;

/**
 * money(parent) adds the plot; returns draw(out, shown).
 * @param {Element} parent
 */
export function money(parent) {
  const stage = svg(parent, {
    width: 340,
    height: 330,
    minHeight: 290,
    label: "The money after each race, in doublings",
  });
  const zero = stage.root.append("path").attr("class", "bm-zero");
  const lines = stage.root.append("g");
  const lost = stage.root.append("path").attr("class", "bm-lost");
  const names = stage.root.append("g");
  const under = stage.root.append("text").attr("class", "bm-under").text("races");

  /**
   * @param {{ yours: Floats, knower: Floats, best: number, gap: number, broke: number,
   *   made: number }} out
   * @param {number} shown
   * @param {boolean} learns
   */
  return (out, shown, learns) => {
    const [yours, knower] = [out.yours.values, out.knower.values];
    const all = [0, ...yours, ...knower];
    const bottom = Math.min(-LEAST / 2, ...all);
    const top = Math.max(LEAST, ...all);
    const room = 0.08 * (top - bottom);
    const s = scales(box(stage, { left: 46, right: 14, top: 12, bottom: 58 }), {
      x: [0, out.made],
      y: [bottom - room, top + 2.5 * room],
    });
    axes(stage, { x: s.x, y: s.y, xTicks: 4, yTicks: 5, yLabel: "doublings" });
    under.attr("x", s.right).attr("y", s.bottom + 36);
    zero.attr("d", `M${s.left} ${s.y(0)}H${s.right}`);
    const upTo = (/** @type {Float32Array} */ values) => values.subarray(0, shown + 1);
    const races = Array.from({ length: shown + 1 }, (_, i) => i);
    const straight = (/** @type {number} */ rate) => ({ xs: [0, shown], ys: [0, rate * shown] });
    /** @type {Curve[]} */
    const list = [
      { name: "best", ...straight(out.best), quantity: "wstar", style: "bm-predicted" },
      { name: "knower", xs: races, ys: upTo(knower), quantity: "wstar", style: "bm-knower" },
      {
        name: "yours",
        xs: races.slice(0, yours.length),
        ys: upTo(yours),
        quantity: "w",
      },
    ];
    if (out.gap >= 0 && !learns) {
      const rate = straight(out.best - out.gap);
      list.push({ name: "predicted", ...rate, quantity: "w", style: "bm-predicted" });
    }
    curves(lines, list, s);
    const broke = out.broke > 0 && shown >= out.broke;
    const end = broke ? out.broke : Math.min(shown, yours.length - 1);
    const last = yours[Math.min(end, yours.length - 1)];
    lost.attr(
      "d",
      broke
        ? `M${s.x(out.broke - 1)} ${s.y(last)}L${s.x(out.broke)} ${s.bottom}m-6 -12l12 12m0 -12l-12 12`
        : "",
    );
    const spots = (/** @type {number} */ px, /** @type {number} */ py) =>
      [-14, 24, -32, 42].map((dy) => ({ x: px, y: py + dy, anchor: /** @type {const} */ ("end") }));
    /** @type {Box[]} */
    const taken = [upTo(knower), upTo(yours)].flatMap((values) =>
      along(
        Array.from(values, (_, i) => s.x(i)),
        Array.from(values, (value) => s.y(value)),
        2,
      ),
    );
    const px = s.right - 4;
    const wanted = [
      { text: "bets the truth", quantity: "wstar", places: spots(px, s.y(knower[shown])) },
      {
        text: broke ? "you: all lost" : "you",
        quantity: "w",
        places: spots(px, broke ? s.bottom - 20 : s.y(last)),
      },
    ];
    const inside = /** @type {Box} */ ([s.left, s.top, s.right, s.bottom]);
    names
      .selectAll("text")
      .data(place(wanted, { taken, inside }))
      .join("text")
      .attr("class", "mlw-halo")
      .style("fill", ({ quantity }) => `var(--q-${quantity})`)
      .attr("text-anchor", "end")
      .attr("x", (label) => label.x)
      .attr("y", (label) => label.y)
      .text(({ text }) => text);
  };
}
