// The bowl from above: its level lines, the way down, and its start to drag.

import { handles } from "../../kit/handles.js";
import { axes, d3, format, svg, unique } from "../../kit.js";

/** @import { Floats, Point } from "../../kit/types.d.ts" */

const WIDE = 12; // bowl.py's REACH
const HIGH = 6;
const LEVELS = [2, 10, 30, 70, 140, 250];

export const WAY_STYLE = `
.bw-level { fill: none; stroke: var(--mlw-rule); stroke-width: 1.5; }
.bw-way { fill: none; stroke: var(--q-w); stroke-width: 1.8; stroke-linejoin: round; }
.bw-dots { stroke: var(--q-w); stroke-width: 6; stroke-linecap: round; }
.bw-knob { fill: var(--mlw-paper); stroke: var(--q-w); stroke-width: 3; }
.bw-bottom { stroke: var(--q-wstar); stroke-width: 2; }
`;

/**
 * way(parent, { start, move }) adds the picture; start() is where the way begins, move(start) takes
 * it from the hand.  Returns draw(out, shown).
 * @param {Element} parent
 * @param {{ start: () => Point, move: (start: Point) => void }} options
 */
export function way(parent, { start, move }) {
  const stage = svg(parent, {
    width: 680,
    height: 340,
    minHeight: 200,
    label: "The bowl from above, and the way down",
  });
  const x = d3.scaleLinear();
  const y = d3.scaleLinear();
  const levels = stage.root.append("g");
  const bottom = stage.root.append("path").attr("class", "bw-bottom");
  const id = unique("bw-clip");
  const hole = stage.root.append("clipPath").attr("id", id).append("rect");
  const inside = stage.root.append("g").attr("clip-path", `url(#${id})`);
  const line = inside.append("path").attr("class", "bw-way");
  const dots = inside.append("path").attr("class", "bw-dots");
  const hands = handles(stage.root.append("g"), {
    x,
    y,
    limits: { x: [-WIDE, WIDE], y: [-HIGH, HIGH] },
    step: 0.1,
    at: start,
    move: (_i, px, py) => move([px, py]),
    label: () => `start of the way at ${format(start()[0], 0.1)}, ${format(start()[1], 0.1)}`,
    shape(g) {
      g.append("circle").attr("class", "bw-knob").attr("r", 8);
    },
  });

  /**
   * @param {{ path: Floats, mu: number }} out
   * @param {number} shown
   */
  return (out, shown) => {
    const unit = Math.min(stage.width / 2 / WIDE, stage.height / 2 / HIGH);
    const [cx, cy] = [stage.width / 2, stage.height / 2];
    x.domain([-WIDE, WIDE]).range([cx - WIDE * unit, cx + WIDE * unit]);
    y.domain([-HIGH, HIGH]).range([cy + HIGH * unit, cy - HIGH * unit]);
    hole
      .attr("x", cx - WIDE * unit)
      .attr("y", cy - HIGH * unit)
      .attr("width", 2 * WIDE * unit)
      .attr("height", 2 * HIGH * unit);
    axes(stage, {
      x,
      y,
      grid: false,
      inside: true,
      xLabel: "x",
      yLabel: "y",
      xTicks: 6,
      yTicks: 4,
    });
    // Numbers inside: none at the corners, where names and other numbers stand; on a phone only two.
    const kept = stage.height < 260 ? [-4, 0] : [-4, -2, 0, 2, 4];
    stage.root
      .selectAll(".mlw-y .tick")
      .filter((v) => !kept.includes(Number(v)))
      .remove();
    levels
      .attr("clip-path", `url(#${id})`)
      .selectAll("ellipse")
      .data(LEVELS)
      .join("ellipse")
      .attr("class", "bw-level")
      .attr("cx", cx)
      .attr("cy", cy)
      .attr("rx", (level) => unit * Math.sqrt((2 * level) / out.mu))
      .attr("ry", (level) => unit * Math.sqrt((2 * level) / 9));
    bottom.attr("d", `M${cx - 6} ${cy}h12M${cx} ${cy - 6}v12`);
    const { values } = out.path;
    // What has left the picture far behind is drawn at its edge, so that no number is too large.
    const edge = (/** @type {number} */ value) => Math.max(-1e4, Math.min(1e4, value));
    const places = Array.from({ length: shown + 1 }, (_, i) => [
      x(edge(values[2 * i])).toFixed(1),
      y(edge(values[2 * i + 1])).toFixed(1),
    ]);
    line.attr("d", `M${places.map((place) => place.join(" ")).join("L")}`);
    dots.attr("d", places.map(([px, py]) => `M${px} ${py}h0`).join(""));
    hands.draw(1);
  };
}
