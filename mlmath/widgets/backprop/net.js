// The net: the plane with points and the net's answer, what each hidden unit says, and the loss.

import { handles } from "../kit/handles.js";
import { MARK_STYLE, markName, marks } from "../kit/marks.js";
import { panels } from "../kit/panels.js";
import { choices, d3, frame, make, onFrame, svg, unpack } from "../kit.js";
import { SHADES, shades } from "./net/shades.js";
import { units } from "./net/units.js";

/** @import { Chosen, Floats, Render } from "../kit/types.d.ts" */

/**
 * What net.py computes.
 * @typedef {{ points: Floats, field: Floats, units: Floats, low: number, losses: Floats,
 *   step: number, right: number, weights: number, cost: number, done: boolean, summary: string }} Out
 * @typedef {[x: number, y: number, label: number]} Labeled
 */

const REACH = 1.2;
const MOST = 200;
const HALF = 4.5; // of a square's side

const STYLE = `${MARK_STYLE}
${Array.from({ length: SHADES }, (_, k) => {
  const share = Math.round(70 * Math.abs((2 * k) / (SHADES - 1) - 1));
  const name = 2 * k < SHADES - 1 ? "negative" : "positive";
  return `.nt-shade-${k} { fill: color-mix(in srgb, var(--q-${name}) ${share}%, var(--mlw-paper)); }`;
}).join("\n")}
.nt-ground { fill: transparent; cursor: crosshair; }
.nt-units { display: grid; gap: 4px; aspect-ratio: 2; align-content: start; }
.nt-units svg { display: block; width: 100%; border: 1px solid var(--mlw-rule); border-radius: 3px; }
.nt-loss { fill: none; stroke: var(--q-e); stroke-width: 2.5; }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  let chosen = 1;
  choices(
    ui.tools,
    {
      legend: "What a click on the plane adds",
      value: "1",
      options: [
        { value: "1", text: "Circle", icon: "circle" },
        { value: "-1", text: "Square", icon: "square" },
      ],
    },
    (value) => {
      chosen = Number(value);
    },
  );
  const out = () => /** @type {Out} */ (unpack(model.get("outputs")));
  /** The points that are shown, to go on from. @returns {Labeled[]} */
  const points = () => {
    if (model.get("task") === "own") return model.get("own");
    if (!out().points) return [];
    const { values, shape } = out().points;
    const short = (/** @type {number} */ v) => Math.round(100 * v) / 100;
    return Array.from({ length: shape[0] }, (_, i) => [
      short(values[3 * i]),
      short(values[3 * i + 1]),
      values[3 * i + 2],
    ]);
  };
  let shown = points();
  const put = (/** @type {Labeled[]} */ own) => {
    ui.set({ task: "own", own });
    draw();
  };
  const add = (/** @type {number} */ px, /** @type {number} */ py) => {
    if (shown.length < MOST) put([...shown, [...hands.rest(px, py), chosen]]);
    else ui.say(`There are ${MOST} points already: clear some.`);
  };
  ui.button(ui.tools, { text: "Add", icon: "add" }, () => {
    add(0, 0);
    hands.focus(shown.length - 1);
  });
  ui.button(ui.tools, { text: "Clear", icon: "remove" }, () => put([]));

  const parts = panels(
    ui.picture,
    { plane: "What the net says of the plane", inside: "What each hidden unit says" },
    { narrowest: "15rem" },
  );
  const stage = svg(parts.plane, { width: 340, height: 340, minHeight: 240, label: "The plane" });
  const shaded = stage.root.append("g").attr("aria-hidden", "true").attr("class", "mlw-behind");
  const ground = stage.root.append("rect").attr("class", "nt-ground");
  const layer = stage.root.append("g");
  const inside = units(parts.inside);
  const curve = svg(parts.inside, { width: 340, height: 110, minHeight: 100, label: "The loss" });
  const loss = curve.root.append("path").attr("class", "nt-loss").attr("aria-hidden", "true");
  const x = d3.scaleLinear([-REACH, REACH], [0, 1]);
  const y = d3.scaleLinear([-REACH, REACH], [1, 0]);

  const hands = handles(layer, {
    x,
    y,
    limits: { x: [-REACH, REACH], y: [-REACH, REACH] },
    step: 0.02,
    at: (i) => shown[i],
    move: (i, px, py) => put(shown.map((p, j) => (j === i ? [px, py, p[2]] : p))),
    remove: (i) => put(shown.filter((_, j) => j !== i)),
    label: (i) => {
      const [px, py, label] = shown[i];
      return `${markName(label)} at ${px}, ${py}`;
    },
    shape: (g) => g.append("path"),
  });
  ground.on("click", (/** @type {MouseEvent} */ event) => {
    const [px, py] = d3.pointer(event, stage.node);
    add(x.invert(px), y.invert(py));
  });

  function draw() {
    const now = out();
    if (!now.field) return;
    shown = points();
    const side = Math.min(stage.width, stage.height);
    const left = (stage.width - side) / 2;
    x.range([left, left + side]);
    y.range([side, 0]);
    ground.attr("x", left).attr("width", side).attr("height", side);
    const columns = now.field.shape[1];
    shaded.attr("transform", `translate(${left},0) scale(${side / columns})`);
    paint(shaded, shades(now.field.values, columns, 0, 1));
    marks(hands.draw(shown.length).select("path"), (i) => shown[i][2], HALF);
    inside(now, model.get("width"));
    const n = now.losses.values.length;
    const top = Math.max(0.7, ...now.losses.values);
    loss.attr(
      "d",
      Array.from(now.losses.values, (value, k) => {
        const px = n > 1 ? (k / (n - 1)) * (curve.width - 8) + 4 : 4;
        return `${k ? "L" : "M"}${px.toFixed(1)} ${(curve.height - 4 - (value / top) * (curve.height - 12)).toFixed(1)}`;
      }).join(""),
    );
    const number = (/** @type {number} */ value) => value.toLocaleString("en-US");
    ui.fact("weights", number(now.weights), { quantity: "w", widest: "105" });
    ui.fact("multiplications a step", number(now.cost), { widest: "52,800" });
  }

  onFrame(model, ui.signal, draw);
  return ui.cleanup;
}

/**
 * @param {Chosen} layer
 * @param {string[]} paths
 */
function paint(layer, paths) {
  layer
    .selectAll("path")
    .data(paths)
    .join("path")
    .attr("class", (/** @type {string} */ _path, /** @type {number} */ k) => `nt-shade-${k}`)
    .attr("d", (/** @type {string} */ path) => path);
}

export default { render };
