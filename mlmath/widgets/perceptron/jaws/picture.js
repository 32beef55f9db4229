// The picture of the jaws: what may not be entered, the run between them, flags and labels.

import { along, place } from "../../kit/labels.js";
import { box, curves, scales } from "../../kit/plot.js";
import { counted, d3 } from "../../kit.js";

/** @import { Box, Curve, Floats, Ints, Label, Layer, Scales, Spot, Stage } from "../../kit/types.d.ts" */

/**
 * What jaws.py computes, how much of the run is `shown`, and the run whose jaws were there before.
 * @typedef {Pick<Floats, "values">} Numbers
 * @typedef {{ length: Floats, along: Floats, upper: Floats, lower: Floats, curve_k: Numbers,
 *   curve_upper: Numbers, curve_lower: Numbers, updated: Ints, radius: number, gamma: number,
 *   bound: number, reach: number, made: number, stopped: boolean, shown: number,
 *   former?: Run }} Run
 * @typedef {Curve & { xs: number[], ys: number[] }} Line
 * @typedef {Scales & { end: number, log: boolean }} JawsScales
 */

export const PICTURE_STYLE = `
.mlw-jaws-upper { fill: var(--q-R); opacity: 0.17; }
.mlw-jaws-lower { fill: var(--q-gamma); opacity: 0.18; }
.mlw-jaws-closed { fill: var(--mlw-soft); opacity: 0.14; }
.mlw-jaws-line.lower { stroke-dasharray: 10 4; }
.mlw-jaws-line.along { stroke-dasharray: 3 3; }
.mlw-jaws-dot { stroke: var(--mlw-paper); stroke-width: 1; }
.mlw-svg .mlw-jaws-text { font-size: 14px; font-weight: 600; }
.mlw-svg .mlw-jaws-note { font-size: 13px; fill: var(--mlw-ink); }
.mlw-jaws-ghost { fill: none; stroke: var(--mlw-soft); stroke-width: 1.25; }
.mlw-jaws-flag { stroke: var(--mlw-ink); stroke-width: 1.5; stroke-dasharray: 5 4; }
`;

const bound = (/** @type {number} */ value) =>
  new Intl.NumberFormat("en-US", { maximumFractionDigits: value < 999.95 ? 1 : 0 }).format(value);

/**
 * How far the axes that the reader chose have to reach; `end` is the last k that is shown.
 * @param {Run} out
 * @param {string} kind
 */
function extent(out, kind) {
  const upper = out.curve_upper.values;
  const meet = upper[upper.length - 1]; // the height at which the jaws close
  const log = kind === "log";
  let end = kind === "near" ? out.reach : out.bound ? out.bound * 1.07 : out.reach;
  let [low, high] = [0, 0];
  if (log) {
    end = Math.max(2, out.bound ? out.bound * 1.25 : out.reach);
    const least = Math.min(out.radius, ...out.length.values.filter((v) => v > 0));
    low = 0.8 * (out.bound ? out.gamma : Math.max(out.radius / 100, least));
    high = meet * 1.35;
  } else {
    out.curve_k.values.forEach((k, i) => {
      if (k <= end + 1e-6) high = Math.max(high, 1.1 * upper[i]);
    });
  }
  return { end, low, high };
}

/**
 * Axes that hold still while points are dragged, so that the jaws are seen to move; they grow, in
 * steps, where the run would leave them.  Returns { scales(out, kind, stage), reset() }; after reset
 * they fit what comes next.
 */
export function steadyAxes() {
  /** @type {Map<string, { end: number, low: number, high: number }>} */
  const held = new Map();
  const step = (/** @type {number} */ from, /** @type {number} */ to) =>
    to > from ? from * 1.5 ** Math.ceil(Math.log(to / from) / Math.log(1.5)) : from;
  return {
    reset: () => held.clear(),
    /** @type {(out: Run, kind: string, stage: Stage) => JawsScales} */
    scales(out, kind, stage) {
      const log = kind === "log";
      const was = held.get(kind) ?? extent(out, kind);
      // Logarithmic axes have room for both jaws always; on the others their meeting may be far out.
      const end = step(was.end, (log && out.bound) || 1.02 * out.shown);
      const high = step(was.high, 1.02 * out.radius * Math.sqrt(end));
      const low = log && out.bound ? 1 / step(1 / was.low, 1 / out.gamma) : was.low;
      // Without jaws a run goes on and on, and what it needs is not kept.
      if (out.bound) held.set(kind, { end, low, high });
      const s = scales(box(stage), {
        x: [log ? 1 : 0, end],
        y: [low, high],
        logX: log,
        logY: log,
      });
      return { ...s, end, log };
    },
  };
}

/**
 * The curves of the picture, as kit/plot.js takes them.
 * @param {Run} out
 * @param {JawsScales} s
 * @returns {Line[]}
 */
function lines(out, s) {
  const from = s.log ? 1 : 0;
  const ks = Array.from(out.curve_k.values);
  const places = ks.map((_, i) => i).filter((i) => ks[i] >= from - 1e-6 && ks[i] <= s.end);
  const next = ks.findIndex((k) => k > s.end); // a curve that goes on ends at the edge
  const share = (s.end - ks[next - 1]) / (ks[next] - ks[next - 1]);
  /** @param {ArrayLike<number>} values */
  const cut = (values) => [
    ...places.map((i) => values[i]),
    ...(next > 0 ? [values[next - 1] + share * (values[next] - values[next - 1])] : []),
  ];
  /**
   * @param {"upper" | "lower"} name
   * @param {string} quantity
   */
  const jaw = (name, quantity) => ({
    name,
    quantity,
    style: `mlw-jaws-line ${name}`,
    xs: cut(ks),
    ys: cut(out[/** @type {const} */ (`curve_${name}`)].values),
  });
  const shown = Math.max(0, out.shown + 1 - from);
  /**
   * @param {"along" | "length"} name
   * @param {string} quantity
   */
  const run = (name, quantity) => ({
    name,
    quantity,
    style: `mlw-jaws-line ${name}`,
    xs: Array.from({ length: out[name].values.length && shown }, (_, i) => i + from),
    ys: [...out[name].values.slice(from, out.shown + 1)],
  });
  const lower = out.bound
    ? jaw("lower", "gamma")
    : { ...jaw("upper", "gamma"), name: "lower", xs: [], ys: [] };
  if (!out.bound) lower.style = "mlw-jaws-line lower";
  return [jaw("upper", "R"), lower, run("along", "wstar"), run("length", "w")];
}

/**
 * Draw everything into a layer for the scales s; `out.shown` says how far the run has come.
 * @param {Layer} layer
 */
export function jawsPicture(layer) {
  const part = () => layer.append("g");
  const [areas, ghosts, edges, dots, flags, words] = Array.from({ length: 6 }, part);

  return (/** @type {Run} */ out, /** @type {JawsScales} */ s) => {
    const list = lines(out, s);
    const [upper, lower, ...runs] = list;
    /** @type {(curve: Line) => [number[], number[]]} */
    const edge = (curve) => [curve.xs.map((k) => s.x(k)), curve.ys.map((v) => s.y(v))];
    const area = (/** @type {Line} */ curve, /** @type {number} */ beyond) => {
      const [xs, ys] = edge(curve);
      const between = d3.area(
        (/** @type {number} */ i) => xs[i],
        beyond,
        (i) => ys[i],
      );
      return between(xs.map((_, i) => i)) ?? "";
    };
    const closed = out.bound && out.bound < s.end ? s.x(out.bound) : s.right;
    const shapes = [
      ["mlw-jaws-upper", area(upper, s.top)],
      ["mlw-jaws-lower", area(lower, s.bottom)],
      ["mlw-jaws-closed", `M${closed} ${s.top}H${s.right}V${s.bottom}H${closed}z`],
    ];
    areas
      .selectAll("path")
      .data(shapes)
      .join("path")
      .attr("class", ([name]) => name)
      .attr("d", ([, d]) => d);
    const former = out.former ? lines(out.former, s).slice(0, 2) : [];
    ghosts
      .selectAll("path")
      .data(former)
      .join("path")
      .attr("class", "mlw-jaws-ghost")
      .attr("d", (curve) => d3.line()(curve.xs.map((k, i) => [s.x(k), s.y(curve.ys[i])])));
    curves(edges, list, { ...s, logX: s.log, logY: s.log });

    const steps = runs.map((run) => mark(run, s));
    dots
      .selectAll("rect")
      .data(steps.flat())
      .join("rect")
      .attr("class", (d) => `mlw-jaws-dot ${d.name}`)
      .attr("fill", (d) => `var(--q-${d.quantity})`)
      .attr("x", (d) => d.x - 3.5)
      .attr("y", (d) => d.y - 3.5)
      .attr("width", 7)
      .attr("height", 7)
      .attr("rx", (d) => (d.name === "length" ? 3.5 : 0.5));

    const upright = [];
    const stop = out.stopped && out.shown === out.made ? s.x(out.made) : null;
    if (stop !== null) upright.push({ x: stop, y: s.top + 26 });
    if (out.bound && out.bound <= s.end) upright.push({ x: s.x(out.bound), y: s.top });
    flags
      .selectAll("line")
      .data(upright)
      .join("line")
      .attr("class", "mlw-jaws-flag")
      .attr("x1", (d) => d.x)
      .attr("x2", (d) => d.x)
      .attr("y1", (d) => d.y)
      .attr("y2", s.bottom);

    const taken = list.flatMap((curve) => along(...edge(curve)));
    taken.push(...upright.map(/** @returns {Box} */ ({ x, y }) => [x - 3, y, x + 3, s.bottom]));
    const labels = place([...notes(out, s, stop), ...names(list, s, closed)], {
      taken,
      inside: [s.left, s.top, s.right, s.bottom],
    });
    words
      .selectAll("text")
      .data(labels)
      .join("text")
      .attr("class", (d) => (d.quantity ? "mlw-halo mlw-jaws-text" : "mlw-halo mlw-jaws-note"))
      .style("fill", (d) => (d.quantity ? `var(--q-${d.quantity})` : null))
      .attr("x", (d) => d.x)
      .attr("y", (d) => d.y)
      .attr("text-anchor", (d) => d.anchor ?? null)
      .text((d) => d.text);
  };
}

/**
 * The marks of a run: one for each update where they are far enough apart, else the last alone.
 * @param {Line} run
 * @param {JawsScales} s
 */
function mark({ name, quantity, xs, ys }, s) {
  const all = xs.map((k, i) => ({ name, quantity, x: s.x(k), y: s.y(ys[i]), value: ys[i] }));
  const shown = all.filter(({ value }) => !s.log || value > 0);
  const [a, b] = shown.slice(-2);
  return shown.length <= 120 && (!b || b.x - a.x >= 4) ? shown : shown.slice(-1);
}

/**
 * The names of the curves: of the jaws outside the opening, of the run where it ends.
 * @param {Line[]} list
 * @param {JawsScales} s
 * @param {number} closed
 * @returns {Label[]}
 */
function names([upper, lower, alongW, length], s, closed) {
  /** @type {(curve: Line, text: string, rise: number, shares: number[]) => Label} */
  const on = (curve, text, rise, shares) => {
    /** @type {Spot[]} */
    const places = shares.map((share) => {
      const x = s.left + share * (Math.min(closed, s.right) - s.left);
      const far = (/** @type {number} */ j) => Math.abs(s.x(curve.xs[j]) - x);
      const i = curve.xs.reduce((best, _, j) => (far(j) < far(best) ? j : best), 0);
      return {
        x: s.x(curve.xs[i]),
        y: s.y(curve.ys[i]) + rise,
        anchor: rise < 0 ? "end" : "start",
      };
    });
    return { text, quantity: curve.quantity, places };
  };
  /** @type {(curve: Line, text: string, high: boolean) => Label} */
  const end = (curve, text, high) => {
    const last = curve.xs.length - 1;
    const [x, y] = [s.x(curve.xs[last]), s.y(curve.ys[last])];
    // The longer one stands above the shorter one, beside the end of the run or before it.
    const sides = high ? [-8, 4, -18, -28] : [18, 6, 28, 38];
    const places = [
      ...sides.map(/** @returns {Spot} */ (dy) => ({ x: x + 9, y: y + dy, anchor: "start" })),
      ...sides.map(/** @returns {Spot} */ (dy) => ({ x: x - 9, y: y + dy, anchor: "end" })),
    ];
    return { text, quantity: curve.quantity, places };
  };
  const labels = [on(upper, "R\u221ak", -8, [0.4, 0.3, 0.5, 0.2, 0.6, 0.7, 0.8])];
  if (lower.xs.length) labels.push(on(lower, "k\u03b3", 17, [0.7, 0.6, 0.5, 0.8, 0.4, 0.3, 0.9]));
  if (length.xs.length) labels.push(end(length, "\u2016w\u2016", true));
  if (alongW.xs.length) labels.push(end(alongW, "w\u00b7w*", false));
  return labels;
}

/**
 * What the flags say: where the machine stopped, and where the jaws close.
 * @param {Run} out
 * @param {JawsScales} s
 * @param {number | null} stop
 * @returns {Label[]}
 */
function notes(out, s, stop) {
  /** @type {Label[]} */
  const list = [];
  if (out.bound) {
    const inside = out.bound <= s.end;
    const x = (inside ? s.x(out.bound) : s.right) - 8;
    const text = `the jaws close at ${bound(out.bound)}${inside ? "" : " \u2192"}`;
    list.push({ text, size: 13, places: [{ x, y: s.bottom - 12, anchor: "end" }] });
  } else {
    const [x, y] = [s.right - 10, 0.4 * s.top + 0.6 * s.bottom];
    list.push({
      text: "no line separates these points:",
      size: 13,
      places: [{ x, y, anchor: "end" }],
    });
    list.push({
      text: "no \u03b3, so no lower jaw",
      size: 13,
      places: [{ x, y: y + 18, anchor: "end" }],
    });
  }
  if (stop === null) return list;
  /** @type {Omit<Spot, "y">[]} */
  const sides = [
    { x: stop + 7, anchor: "start" },
    { x: stop - 7, anchor: "end" },
  ];
  const heights = [s.top + 38, s.bottom - 12, s.bottom - 32];
  const places = heights.flatMap((y) => sides.map((side) => ({ ...side, y })));
  list.push({ text: `stopped after ${counted(out.made, "update")}`, size: 13, places });
  return list;
}
