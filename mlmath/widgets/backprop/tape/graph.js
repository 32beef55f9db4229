// The graph: parts with their values and blames, edges with their local derivatives.

import { keys } from "../../kit.js";
import { brief, progress } from "./progress.js";

/** @import { Chosen, Stage } from "../../kit/types.d.ts" */
/** @import { Out } from "../tape.js" */

const HIGH = 38; // of a part: its sign and value, and its blame below
const NARROW = 520; // below it the graph grows upward, else to the right

/**
 * @param {Stage} stage
 * @param {{ spoil: (edge: number) => void }} options
 */
export function graph(stage, { spoil }) {
  const lines = stage.root.append("g").attr("aria-hidden", "true");
  const parts = stage.root.append("g").attr("aria-hidden", "true");
  const slopes = stage.root.append("g");

  /** @param {Float32Array} values @param {number} i */
  const place = (values, i) => {
    const [along, across] = [values[2 * i], values[2 * i + 1]];
    const [w, h] = [stage.width, stage.height];
    if (w < NARROW) return { x: 4 + across * (w - 8), y: h - 26 - along * (h - 52) };
    return { x: 48 + along * (w - 96), y: 8 + across * (h - 16) };
  };

  /**
   * @param {Out} out
   * @param {number} step
   */
  return (out, step) => {
    const signs = out.signs ? out.signs.split("\n") : [];
    const n = signs.length;
    const at = signs.map((_, i) => place(out.spots.values, i));
    const { valued, back, now, whole } = progress(out.order.values, n, step);
    const p = out.routes.shape[1];
    const edges = Array.from({ length: out.edges.shape[0] }, (_, k) => {
      const route = Array.from({ length: p }, (_, i) => place(out.routes.values, k * p + i));
      return {
        k,
        start: out.edges.values[3 * k],
        end: out.edges.values[3 * k + 1],
        ...run(route, twin(out.edges.values, k), k),
      };
    });
    lines
      .selectAll("g")
      .data(edges)
      .join((enter) => {
        const g = enter.append("g");
        g.append("path");
        return g;
      })
      .attr("class", (e) => `tp-edge${e.end === now && step ? " tp-now" : ""}`)
      .select("path")
      .attr("d", (e) => e.path);
    drawParts(parts, { signs, at, valued, now, out, back, whole });
    /** @type {Chosen} */
    const all = slopes.selectAll("g").data(whole ? edges : []);
    const made = all.join((enter) => {
      const g = enter.append("g").attr("class", "tp-slope").attr("role", "button");
      g.attr("tabindex", 0);
      g.append("rect").attr("class", "tp-ground").attr("rx", 5).attr("height", 18).attr("y", -9);
      g.append("rect").attr("class", "mlw-reach").attr("height", 28).attr("y", -14);
      g.append("text").attr("text-anchor", "middle").attr("dy", "0.35em");
      g.on("click", (/** @type {Event} */ _event, /** @type {{ k: number }} */ e) => spoil(e.k));
      keys(g, { press: (e) => spoil(e.k) });
      return g;
    });
    const text = (/** @type {{ k: number }} */ e) => brief(out.local.values[e.k]);
    made
      .attr("aria-pressed", (e) => String(e.k === out.spoiled))
      .attr(
        "aria-label",
        (e) => `Slope of ${signs[e.end]} by ${signs[e.start]}: ${text(e)}; make it wrong`,
      )
      .attr("transform", (e) => `translate(${e.x},${e.y})`);
    made.select("text").text(text);
    for (const [kind, least] of /** @type {[string, number][]} */ ([
      [".tp-ground", 0],
      [".mlw-reach", 28], // for a finger
    ])) {
      const wide = (/** @type {{ k: number }} */ e) => Math.max(least, width(text(e)));
      made
        .select(kind)
        .attr("x", (e) => -wide(e) / 2)
        .attr("width", wide);
    }
  };
}

const width = (/** @type {string} */ text) => 7 * text.length + 10;

/**
 * @param {Chosen} layer
 * @param {{ signs: string[], at: { x: number, y: number }[], valued: boolean[], now: number,
 *   out: Out, back: number, whole: boolean }} what
 */
function drawParts(layer, { signs, at, valued, now, out, back, whole }) {
  const n = signs.length;
  const blame = out.blame.values.subarray(back * n, back * n + n);
  const end = n - 1;
  const met = reached(out, back);
  const all = layer
    .selectAll("g")
    .data(signs.map((_, i) => i))
    .join((/** @type {Chosen} */ enter) => {
      const g = enter.append("g");
      g.append("rect")
        .attr("rx", 9)
        .attr("height", HIGH)
        .attr("y", -HIGH / 2);
      const line = g.append("text").attr("text-anchor", "middle");
      line.append("tspan").attr("class", "tp-sign");
      line.append("tspan").attr("class", "tp-value");
      g.append("text").attr("text-anchor", "middle").attr("class", "tp-blame").attr("y", 13);
      return g;
    });
  const variable = (/** @type {number} */ i) => "xyz".includes(signs[i]);
  all
    .attr(
      "class",
      (/** @type {number} */ i) =>
        `tp-part${variable(i) ? " tp-variable" : ""}${i === now ? " tp-now" : ""}`,
    )
    .attr("transform", (/** @type {number} */ i) => `translate(${at[i].x},${at[i].y})`);
  all.select(".tp-sign").text((/** @type {number} */ i) => signs[i]);
  const number = (/** @type {number} */ i) => /^[\d.]/.test(signs[i]);
  all.select("text").attr("y", (/** @type {number} */ i) => (number(i) ? 5 : -3));
  const value = (/** @type {number} */ i) =>
    valued[i] && !number(i) ? ` ${brief(out.values.values[i])}` : "";
  all.select(".tp-value").text(value);
  // The end is blamed 1 as soon as all values are there; the others, when something came back.
  const blamed = (/** @type {number} */ i) =>
    whole && !number(i) && (i === end || met.has(i)) ? brief(blame[i]) : "";
  all.select(".tp-blame").text(blamed);
  const wide = (/** @type {number} */ i) =>
    Math.max(30, 12 + 7.6 * Math.max((signs[i] + value(i)).length, blamed(i).length));
  all
    .select("rect")
    .attr("width", wide)
    .attr("x", (/** @type {number} */ i) => -wide(i) / 2);
}

/**
 * The parts that blame has come to in so many steps back.
 * @param {Out} out
 * @param {number} back
 */
function reached(out, back) {
  const { values: order } = out.order;
  const { values: edges } = out.edges;
  const handed = new Set(Array.from(order).slice(order.length - back));
  const met = new Set();
  for (let k = 0; k < edges.length; k += 3) {
    if (handed.has(edges[k + 1])) met.add(edges[k]);
  }
  return met;
}

/**
 * 0 for an edge alone between its parts; for the first and second of two, -1 and 1.
 * @param {Int32Array} edges
 * @param {number} k
 */
function twin(edges, k) {
  for (let m = 0; m < edges.length / 3; m++) {
    if (m !== k && edges[3 * m] === edges[3 * k] && edges[3 * m + 1] === edges[3 * k + 1]) {
      return m > k ? -1 : 1;
    }
  }
  return 0;
}

/**
 * The way of an edge, bent to one side where there are two; and where its number stands: between
 * its last points, some nearer to the end than others, so that they keep apart.
 * @param {{ x: number, y: number }[]} route
 * @param {number} side
 * @param {number} k
 */
function run(route, side, k) {
  const points = route.filter(
    ({ x, y }, i) => i === 0 || x !== route[i - 1].x || y !== route[i - 1].y,
  );
  const [a, b] = points.slice(-2);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const off = (44 * side) / length;
  const m = { x: (a.x + b.x) / 2 + off * (b.y - a.y), y: (a.y + b.y) / 2 + off * (a.x - b.x) };
  const t = side ? 0.5 : 0.43 + 0.14 * (k % 2);
  const along = (/** @type {"x" | "y"} */ c) =>
    (1 - t) ** 2 * a[c] + 2 * t * (1 - t) * m[c] + t * t * b[c];
  const before = points.slice(0, -1).map(({ x, y }) => `${x} ${y}`);
  return { path: `M${before.join("L")}Q${m.x} ${m.y} ${b.x} ${b.y}`, x: along("x"), y: along("y") };
}
