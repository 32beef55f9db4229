// The triangle of all splits: the truth and the split to drag, and how far each split falls behind.

import { handles } from "../../kit/handles.js";
import { place as labeled } from "../../kit/labels.js";
import { d3, format, svg } from "../../kit.js";
import { CORNERS, HIGH, place, shares } from "./shares.js";

/** @import { Box, Chosen, Floats, Point } from "../../kit/types.d.ts" */

const NAMES = ["A", "B", "C"];
const LEVELS = ["1/16", "1/2", "1 bit"]; // bets.py's
const AROUND = [0, 6, 12, 18, 24, 30, 66]; // corners of a ring where its level may stand
const BOOKMAKER = place([0.25, 0.25, 0.5]);

export const TRIANGLE_STYLE = `
.bt-edge { fill: none; stroke: var(--mlw-soft); stroke-width: 1.5; }
.bt-ring { fill: none; stroke: var(--mlw-soft); stroke-width: 1; stroke-opacity: 0.7; }
.bt-even { fill: var(--q-wstar); fill-opacity: 0.13; stroke: var(--mlw-ink); stroke-width: 2; stroke-dasharray: 6 4; }
.bt-way { fill: none; stroke: var(--q-w); stroke-width: 1.5; stroke-opacity: 0.7; }
.bt-house { fill: var(--mlw-paper); stroke: var(--mlw-ink); stroke-width: 2.5; }
.bt-seen { fill: none; stroke: var(--mlw-ink); stroke-width: 2; pointer-events: none; }
.bt-truth { fill: var(--q-wstar); stroke: var(--mlw-paper); stroke-width: 2; }
.bt-yours { fill: var(--q-w); stroke: var(--mlw-paper); stroke-width: 2; }
.mlw-svg .bt-level { fill: var(--mlw-soft); font-size: 12px; text-anchor: middle; }
.mlw-svg .bt-corner { font-weight: 650; text-anchor: middle; font-size: 15px; }
`;

/**
 * What a mark takes up of the picture.
 * @type {(x: number, y: number, reach: number) => Box}
 */
const box = (x, y, reach) => [x - reach, y - reach, x + reach, y + reach];

/**
 * triangle(parent, { truth, split, move }) adds the picture; truth() and split() are shares, and
 * move(name, shares) takes one of them from the hand.  Returns draw(out, shown, learns).
 * @param {Element} parent
 * @param {{ truth: () => number[], split: () => Point,
 *   move: (name: "truth" | "belief", shares: number[]) => void }} options
 */
export function triangle(parent, { truth, split, move }) {
  const stage = svg(parent, {
    width: 340,
    height: 330,
    minHeight: 290,
    label: "The triangle of all splits",
  });
  const x = d3.scaleLinear([0, 1], [0, 1]);
  const y = d3.scaleLinear([0, HIGH], [1, 0]);
  const even = stage.root.append("path").attr("class", "bt-even");
  const rings = stage.root.append("path").attr("class", "bt-ring");
  const edge = stage.root.append("path").attr("class", "bt-edge");
  const levels = stage.root.append("g");
  const corners = stage.root.append("g");
  const way = stage.root.append("path").attr("class", "bt-way");
  const house = stage.root.append("circle").attr("class", "bt-house").attr("r", 6);
  /** @type {(i: number) => Point} */
  const at = (i) => (i === 0 ? place(truth()) : split());
  const percents = (/** @type {number[]} */ list) =>
    list.map((share, i) => `${NAMES[i]} ${format(100 * share, 1)}\u00a0%`).join(", ");
  const hands = handles(stage.root.append("g"), {
    x,
    y,
    limits: { x: [0, 1], y: [0, HIGH] },
    step: 0.02,
    at,
    move: (i, px, py) => move(i === 0 ? "truth" : "belief", shares(px, py)),
    label: (i) => `${i === 0 ? "the truth" : "your split"}: ${percents(shares(...at(i)))}`,
    shape(/** @type {Chosen} */ g) {
      g.append("path")
        .attr("class", (/** @type {number} */ i) => (i === 0 ? "bt-truth" : "bt-yours"))
        .attr("d", (/** @type {number} */ i) =>
          i === 0 ? "M-8 -8h16v16h-16z" : "M9 0a9 9 0 1 1 0 -.01z",
        );
    },
  });

  const seen = stage.root.append("path").attr("class", "bt-seen");

  /**
   * @param {{ rings: Floats, seen: Floats, beliefs: Floats }} out
   * @param {number} shown
   * @param {boolean} learns
   */
  return (out, shown, learns) => {
    const side = Math.min(stage.width - 44, (stage.height - 52) / HIGH);
    const left = (stage.width - side) / 2;
    const low = (stage.height + side * HIGH) / 2;
    x.range([left, left + side]);
    y.range([low, low - side * HIGH]);
    const spot = (/** @type {Point} */ [px, py]) => `${x(px).toFixed(1)} ${y(py).toFixed(1)}`;
    /** @type {(array: Floats, i: number) => Point} */
    const row = ({ values }, i) => [values[2 * i], values[2 * i + 1]];
    edge.attr("d", `M${CORNERS.map(spot).join("L")}z`);
    corners
      .selectAll("text")
      .data(NAMES)
      .join("text")
      .attr("class", "bt-corner")
      .attr("x", (_d, i) => x(CORNERS[i][0]) + [-12, 12, 0][i])
      .attr("y", (_d, i) => y(CORNERS[i][1]) + [12, 12, -8][i])
      .text((name) => name);
    const each = out.rings.shape[1];
    const ring = (/** @type {number} */ k) =>
      `M${Array.from({ length: each }, (_, i) => spot(row(out.rings, k * each + i))).join("L")}z`;
    even.attr("d", ring(0));
    rings.attr("d", [1, 2, 3].map(ring).join(""));
    const dots = [at(0), at(1), BOOKMAKER].map(([px, py]) => box(x(px), y(py), 12));
    const wanted = LEVELS.map((text, k) => ({
      text,
      size: 12,
      places: AROUND.map((i) => {
        const [px, py] = row(out.rings, (k + 1) * each + i);
        return { x: x(px), y: y(py) + 4, anchor: /** @type {const} */ ("middle") };
      }),
    }));
    levels
      .selectAll("text")
      .data(labeled(wanted, { taken: dots, inside: [0, 0, stage.width, stage.height] }))
      .join("text")
      .attr("class", "bt-level mlw-halo")
      .attr("x", (label) => label.x)
      .attr("y", (label) => label.y)
      .text(({ text }) => text);
    house.attr("cx", x(BOOKMAKER[0])).attr("cy", y(BOOKMAKER[1]));
    const [sx, sy] = row(out.seen, shown);
    seen.attr("d", `M${x(sx) - 8} ${y(sy) - 8}l16 16m0 -16l-16 16`);
    const steps = learns ? shown + 1 : 0;
    way.attr(
      "d",
      steps > 1
        ? `M${Array.from({ length: steps }, (_, i) => spot(row(out.beliefs, i))).join("L")}`
        : "",
    );
    hands.draw(2);
  };
}
