// The plane of points with a machine's scores: the two sides, the border, further level lines.

import { d3 } from "../../vendor/d3.js";

/** @import { Floats, Layer, Point, Scale, Stage } from "../../kit/types.d.ts" */

export const PLANE_STYLE = `
.kp-positive { fill: var(--q-positive); opacity: 0.1; }
.kp-negative { fill: var(--q-negative); opacity: 0.1; }
.kp-border { fill: none; stroke: var(--q-w); stroke-width: 2.5; stroke-linecap: round; }
.kp-edges { fill: none; stroke: var(--q-gamma); stroke-width: 1.75; stroke-dasharray: 3 5; }
.kp-exact { fill: none; stroke: var(--q-wstar); stroke-width: 2; stroke-dasharray: 7 5; }
`;

/**
 * Put a plane that reaches `wide` and `high` from its middle into a stage, one unit both ways.
 * Returns the pixels of a unit.
 * @param {Stage} stage
 * @param {Scale} x
 * @param {Scale} y
 * @param {Point} reach
 */
export function fit({ width, height }, x, y, [wide, high]) {
  const unit = Math.min(width / (2 * wide), height / (2 * high));
  x.domain([-wide, wide]).range([width / 2 - wide * unit, width / 2 + wide * unit]);
  y.domain([-high, high]).range([height / 2 + high * unit, height / 2 - high * unit]);
  return unit;
}

/**
 * The pieces of a level line put together, end to end, so that dashes run along it: lists of places.
 * @param {Floats} pieces
 * @returns {Point[][]}
 */
export function chains({ shape, values }) {
  const name = (/** @type {Point} */ [a, b]) => `${a.toFixed(4)} ${b.toFixed(4)}`;
  /** @type {Map<string, { ends: [Point, Point], done: boolean }[]>} */
  const at = new Map();
  const all = Array.from({ length: shape[0] }, (_, i) => {
    const [a, b, c, d] = values.subarray(4 * i, 4 * i + 4);
    /** @type {{ ends: [Point, Point], done: boolean }} */
    const piece = {
      ends: [
        [a, b],
        [c, d],
      ],
      done: false,
    };
    for (const end of piece.ends) at.set(name(end), [...(at.get(name(end)) ?? []), piece]);
    return piece;
  });
  const from = (/** @type {Point} */ start) => {
    const places = [start];
    for (;;) {
      const end = places[places.length - 1];
      const next = at.get(name(end))?.find((one) => !one.done);
      if (!next) return places;
      next.done = true;
      places.push(name(next.ends[0]) === name(end) ? next.ends[1] : next.ends[0]);
    }
  };
  return all.flatMap((piece) => {
    if (piece.done) return [];
    piece.done = true;
    return [[...from(piece.ends[0]).reverse(), ...from(piece.ends[1])]];
  });
}

/**
 * A level line as one path.
 * @param {Floats} pieces
 * @param {Scale} x
 * @param {Scale} y
 */
export function linePath(pieces, x, y) {
  const put = (/** @type {Point} */ [a, b]) => `${x(a).toFixed(1)} ${y(b).toFixed(1)}`;
  return chains(pieces)
    .map((places) => `M${places.map(put).join("L")}`)
    .join("");
}

/**
 * Where a field is above zero, as one path; its first row is at the low end of y.
 * @param {Floats} field
 * @param {Scale} x
 * @param {Scale} y
 */
export function regionPath({ shape: [rows, columns], values }, x, y) {
  const [left, right] = x.domain();
  const [low, high] = y.domain();
  const across = (/** @type {number} */ at) =>
    x(left + ((at - 0.5) / (columns - 1)) * (right - left));
  const up = (/** @type {number} */ at) => y(low + ((at - 0.5) / (rows - 1)) * (high - low));
  const [region] = d3.contours().size([columns, rows]).thresholds([0])(Array.from(values));
  const ring = (/** @type {number[][]} */ places) =>
    `M${places.map(([a, b]) => `${across(a).toFixed(1)} ${up(b).toFixed(1)}`).join("L")}z`;
  return region.coordinates.flatMap((polygon) => polygon.map(ring)).join("");
}

/**
 * sides(stage) builds the layers.  Returns { ground, above, draw(parts, x, y) }: `ground` takes the
 * clicks, `above` is the layer for points, and draw shows { field, border, edges, exact } of these
 * that are there.
 * @param {Stage} stage
 */
export function sides(stage) {
  const { root } = stage;
  const id = `kp-clip-${Math.random().toString(36).slice(2)}`;
  const clip = root.append("clipPath").attr("id", id).append("rect").attr("rx", 6);
  const under = root.insert("g", ":first-child").attr("clip-path", `url(#${id})`);
  under.attr("aria-hidden", "true").attr("class", "mlw-behind");
  const negative = under.append("path").attr("class", "kp-negative").attr("fill-rule", "evenodd");
  const positive = under.append("path").attr("class", "kp-positive").attr("fill-rule", "evenodd");
  const ground = root.append("rect").attr("fill", "transparent");
  const over = root.append("g").attr("clip-path", `url(#${id})`).attr("pointer-events", "none");
  over.attr("aria-hidden", "true").attr("class", "mlw-behind");
  const lines = Object.fromEntries(
    ["edges", "exact", "border"].map((name) => [
      name,
      over.append("path").attr("class", `kp-${name}`),
    ]),
  );
  const above = /** @type {Layer} */ (root.append("g"));
  return {
    ground,
    above,
    /**
     * @param {{ field?: Floats, border?: Floats, edges?: Floats, exact?: Floats }} parts
     * @param {Scale} x
     * @param {Scale} y
     */
    draw(parts, x, y) {
      const [left, right] = x.range();
      const [bottom, top] = y.range();
      for (const one of [clip, ground]) {
        one.attr("x", left).attr("y", top);
        one.attr("width", right - left).attr("height", bottom - top);
      }
      const far = `M${left - 99} ${top - 99}H${right + 99}V${bottom + 99}H${left - 99}z`;
      const region = parts.field ? regionPath(parts.field, x, y) : "";
      positive.attr("d", region);
      negative.attr("d", parts.field ? far + region : ""); // what the other side leaves
      for (const [name, line] of Object.entries(lines)) {
        const pieces = /** @type {Record<string, Floats | undefined>} */ (parts)[name];
        line.attr("d", pieces ? linePath(pieces, x, y) : "");
      }
    },
  };
}
