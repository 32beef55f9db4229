// The picture of the sounds: their shapes, the noise that is left, the weights, on one axis of time.

import { d3, format, svg, unique } from "../../kit.js";

/** @import { Layer, Scale } from "../../kit/types.d.ts" */
/** @import { Out } from "../canceller.js" */

const STRIPS = [
  { name: "Microphone 1: voice and noise", quantity: "y" },
  { name: "Microphone 2: the noise alone", quantity: "x" },
  { name: "Cleaned: 1 minus the filter's prediction", quantity: "e" },
  { name: "Voice alone, which the filter never hears", quantity: "" },
];
const DEEPEST = -50; // dB
const HIGHEST = 20;
const WEIGHT = 1.05; // the largest weight that the picture shows

export const PICTURE_STYLE = `
.mlw-can-shape { stroke-width: 1; stroke-linejoin: round; }
.mlw-can-frame { fill: none; stroke: var(--mlw-rule); }
.mlw-can-grid { stroke: var(--mlw-rule); fill: none; }
.mlw-can-left { fill: none; stroke: var(--q-e); stroke-width: 2; stroke-linejoin: round; }
.mlw-can-floor { stroke: var(--mlw-ink); stroke-width: 1.5; stroke-dasharray: 6 4; fill: none; }
.mlw-can-weight { fill: none; stroke: var(--q-w); stroke-width: 2; }
.mlw-can-path { fill: none; stroke: var(--mlw-ink); stroke-width: 1.25; stroke-dasharray: 6 4; }
.mlw-can-fuse { stroke: var(--mlw-ink); stroke-width: 1.5; stroke-dasharray: 2 3; }
.mlw-can-head { stroke: var(--mlw-ink); stroke-width: 2; }
.mlw-svg .mlw-can-name { font-size: 12px; font-weight: 600; }
.mlw-svg .mlw-can-number { font-size: 12px; fill: var(--mlw-soft); }
`;

/**
 * The outline of a sound: along its highest values, and back along its lowest.
 * @param {ArrayLike<number>} ends pairs of highest and lowest
 * @param {(i: number, n: number) => number} x
 * @param {(value: number) => number} y
 */
export function outline(ends, x, y) {
  const n = ends.length / 2;
  const at = (/** @type {number} */ i, /** @type {number} */ side) =>
    `${x(i, n).toFixed(1)} ${y(ends[2 * i + side]).toFixed(1)}`;
  const there = Array.from({ length: n }, (_, i) => at(i, 0));
  const back = Array.from({ length: n }, (_, i) => at(n - 1 - i, 1));
  return `M${there.join("L")}L${back.join("L")}z`;
}

/**
 * Returns { draw(out), head(seconds or null) }.
 * @param {Element} parent
 */
export function picture(parent) {
  const stage = svg(parent, {
    width: 690,
    height: 480,
    minHeight: 470,
    role: "img",
    label: "Sounds",
  });
  const { root } = stage;
  const id = unique("mlw-can-clip");
  const clip = root.append("clipPath").attr("id", id).append("rect");
  const [grid, shapes, low, names] = ["grid", "shapes", "low", "names"].map(() => root.append("g"));
  low.attr("clip-path", `url(#${id})`);
  const left = root.append("path").attr("class", "mlw-can-left");
  const floor = low.append("path").attr("class", "mlw-can-floor");
  const path = low.append("path").attr("class", "mlw-can-path");
  const curves = low.append("g");
  const fuse = root.append("line").attr("class", "mlw-can-fuse");
  const head = root.append("line").attr("class", "mlw-can-head").attr("display", "none");
  /** @type {Scale} */
  let time = d3.scaleLinear();

  /** @type {(layer: Layer, all: { x: number, y: number, text: string, name?: boolean, end?: boolean }[]) => void} */
  const texts = (layer, all) => {
    layer
      .selectAll("text")
      .data(all)
      .join("text")
      .attr("class", ({ name }) => (name ? "mlw-can-name" : "mlw-can-number"))
      .attr("text-anchor", ({ name, end }) => (end ? "end" : name ? "start" : "middle"))
      .attr("x", ({ x }) => x)
      .attr("y", ({ y }) => y)
      .text(({ text }) => text);
  };

  /** @param {Out} out */
  function draw(out) {
    const { width, height } = stage;
    const [start, end] = [36, width - 8];
    time = d3.scaleLinear([0, out.seconds], [start, end]);
    const strip = 40;
    const foot = height - 22;
    const tops = STRIPS.map((_, i) => 16 + i * (strip + 18));
    const [levels, weights] = [
      { top: 252, bottom: 252 + 0.44 * (foot - 252) },
      { top: 252 + 0.55 * (foot - 252), bottom: foot },
    ];

    const blown = out.fuse >= 0;
    const bins = out.shapes.shape[1];
    shapes
      .selectAll("path")
      .data(STRIPS)
      .join("path")
      .attr("class", "mlw-can-shape")
      .attr("fill", ({ quantity }) => (quantity ? `var(--q-${quantity})` : "var(--mlw-soft)"))
      .attr("stroke", ({ quantity }) => (quantity ? `var(--q-${quantity})` : "var(--mlw-soft)"))
      .attr("d", (_, i) => {
        const ends = out.shapes.values.subarray(2 * bins * i, 2 * bins * (i + 1));
        const y = (/** @type {number} */ value) =>
          tops[i] + strip / 2 - (0.5 * strip * value) / out.cut;
        return outline(ends, (j) => time(((j + 0.5) * out.seconds) / bins), y);
      });

    const decibel = d3.scaleLinear([DEEPEST, HIGHEST], [levels.bottom, levels.top]).clamp(true);
    const each = out.seconds / out.left.values.length;
    const level = d3.line(
      (/** @type {number} */ i) => time((i + 0.5) * each),
      (i) => decibel(out.left.values[i]),
    );
    left.attr("d", level(Array.from(out.left.values.keys())));
    floor.attr("d", out.settles ? `M${start} ${decibel(out.floor)}H${end}` : "");

    const weight = d3.scaleLinear([-WEIGHT, WEIGHT], [weights.bottom, weights.top]);
    const [steps, taps] = out.weights.shape;
    clip.attr("x", start).attr("width", end - start);
    clip.attr("y", levels.top).attr("height", weights.bottom - levels.top);
    path.attr("d", Array.from(out.path.values, (w) => `M${start} ${weight(w)}H${end}`).join(""));
    curves
      .selectAll("path")
      .data(Array.from(out.path.values.keys()))
      .join("path")
      .attr("class", "mlw-can-weight")
      .attr("d", (tap) => {
        const of = (/** @type {number} */ i) => out.weights.values[i * taps + tap];
        const all = Array.from({ length: steps }, (_, i) => i);
        const each = out.seconds / (steps - 1);
        const shown = blown ? all.slice(0, Math.ceil(out.fuse / each) + 2) : all;
        return d3.line(
          (/** @type {number} */ i) => time((i * out.seconds) / (steps - 1)),
          // Out of its own panel, but not into the one above.
          (i) => Math.max(weights.top, weight(of(i))),
        )(shown);
      });

    fuse
      .attr("display", blown ? null : "none")
      .attr("y1", tops[2])
      .attr("y2", tops[2] + strip);
    fuse.attr("x1", time(Math.max(0, out.fuse))).attr("x2", time(Math.max(0, out.fuse)));
    head.attr("y1", 2).attr("y2", foot);

    const lines = [0, -20, -40];
    const seconds = Array.from({ length: Math.floor(out.seconds) + 1 }, (_, i) => i);
    grid
      .selectAll("path")
      .data([
        tops.map((y) => `M${start} ${y}H${end}V${y + strip}H${start}z`).join(""),
        lines.map((db) => `M${start} ${decibel(db)}H${end}`).join("") +
          [-1, 0, 1].map((w) => `M${start} ${weight(w)}H${end}`).join(""),
      ])
      .join("path")
      .attr("class", (_, i) => (i ? "mlw-can-grid" : "mlw-can-frame"))
      .attr("d", (d) => d);
    texts(names, [
      ...STRIPS.map(({ name }, i) => ({ x: start, y: tops[i] - 5, text: name, name: true })),
      {
        x: start,
        y: levels.top - 6,
        text: "Noise left, in dB; dashed: the formula",
        name: true,
      },
      {
        x: start,
        y: weights.top - 6,
        text: "Weights; dashed: the way of the noise",
        name: true,
      },
      ...(blown
        ? [{ x: end - 5, y: tops[2] + 14, text: "the fuse blew", name: true, end: true }]
        : []),
      ...lines.map((db) => ({ x: start - 5, y: decibel(db) + 4, text: format(db), end: true })),
      ...[-1, 0, 1].map((w) => ({ x: start - 5, y: weight(w) + 4, text: format(w), end: true })),
      ...seconds.map((s) => ({
        x: time(s),
        y: height - 5,
        text: s === out.seconds ? `${s} s` : String(s),
        end: s === out.seconds,
      })),
    ]);
    const last = out.left.values[out.left.values.length - 1];
    stage.node.setAttribute(
      "aria-label",
      `Four sounds of ${out.seconds} seconds. The noise in the cleaned one begins at ` +
        `${format(out.left.values[0])} dB of what came in and ends at ${format(last)} dB. ` +
        (blown
          ? "The weights run away, and the fuse blows."
          : `Of ${taps} weights, the first ends at ${format(out.weights.values[(steps - 1) * taps], 0.01)}; ` +
            `the way of the noise begins with ${format(out.path.values[0], 0.01)}.`),
    );
  }

  return {
    draw,
    head(/** @type {number | null} */ seconds) {
      head.attr("display", seconds === null ? "none" : null);
      if (seconds !== null) head.attr("x1", time(seconds)).attr("x2", time(seconds));
    },
  };
}
