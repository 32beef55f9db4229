// The playground: points to drag, the machine's line and its room, weight arrow and updates.

import { handles } from "../kit/handles.js";
import { key } from "../kit/key.js";
import { MARK_STYLE, marks } from "../kit/marks.js";
import { axes, choices, d3, defaults, format, frame, make, onFrame, svg, unpack } from "../kit.js";
import { KEY, PLANE_STYLE, plane } from "./playground/plane.js";
import { fit, HIGH, markSize, moving, WIDE } from "./playground/points.js";

/**
 * @import { Floats, Ints, Point, Render } from "../kit/types.d.ts"
 * @import { Labeled } from "./playground/points.js"
 */

/**
 * What playground.py computes: for each update the weights and bias, the mistakes, the room.
 * @typedef {{ weights: Floats, updated: Ints, wrong: Ints, left: Ints, room: Floats,
 *   n_updates: number, sentences: string }} Out
 */

const MOST = 80;

const STYLE = `${PLANE_STYLE}${MARK_STYLE}
.pg-removing .pg-ground { cursor: default; }
.pg-removing .mlw-handle { cursor: pointer; }
.pg-cross { display: none; fill: none; stroke: var(--mlw-paper); stroke-linecap: round; }
.pg-wrong .mlw-mark { stroke: var(--q-e); }
.pg-wrong .pg-cross { display: inline; }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const stage = svg(ui.picture, {
    width: 720,
    height: 480,
    minHeight: 190,
    label: "The plane with the points, the line and the weight arrow",
  });
  key(ui.picture, KEY);
  const x = d3.scaleLinear();
  const y = d3.scaleLinear();
  const layers = plane(stage);
  let chosen = 1; // what a click on empty ground adds: 1, -1, or 0 to remove
  /** @type {number | null} */
  let pressed = null; // the point that the first click of a double click met

  // ------------------------------------------------------------------ changing the points

  /** @type {() => Labeled[]} */
  const points = () => model.get("points");
  const put = (/** @type {Labeled[]} */ list) => ui.set({ points: list });
  /**
   * @param {number} px
   * @param {number} py
   * @param {number} label
   */
  const add = (px, py, label) => {
    if (points().length >= MOST) {
      ui.say(`There are ${MOST} points already: remove one to make room.`);
      return;
    }
    put([...points(), [...hands.rest(px, py), label]]);
    draw();
    focus(points().length - 1);
  };
  const remove = (/** @type {number} */ i) => {
    put(points().filter((_, j) => j !== i));
    draw();
    focus(i);
  };
  const focus = (/** @type {number} */ i) => {
    if (hands.focus(i)) return;
    /** @type {HTMLElement | null} */
    const other = addButton.disabled ? ui.tools.querySelector("input:checked") : addButton;
    other?.focus({ preventScroll: true });
  };

  const common = moving(points, put);
  const hands = handles(layers.points, {
    ...common,
    x,
    y,
    remove,
    label: (i) => `${common.label(i)}${wrong?.[i] ? ", a mistake" : ""}`,
    shape(g) {
      g.append("path").attr("class", "mlw-mark");
      g.append("path").attr("class", "pg-cross");
    },
    wire(g) {
      g.on("click", (/** @type {MouseEvent} */ event, /** @type {number} */ i) => {
        if (event.detail === 1) pressed = i;
        if (!chosen) remove(i);
      });
      g.on("dblclick", (/** @type {MouseEvent} */ _event, /** @type {number} */ i) => {
        if (pressed === i) remove(i); // else the first of the two clicks has just made it
      });
    },
  });

  choices(
    ui.tools,
    {
      legend: "What a click on the picture does",
      value: "1",
      options: [
        { value: "1", text: "Circle", icon: "circle" },
        { value: "-1", text: "Square", icon: "square" },
        { value: "0", text: "Remove", icon: "remove" },
      ],
    },
    (value) => {
      chosen = Number(value);
      stage.node.classList.toggle("pg-removing", chosen === 0);
      words.textContent = chosen < 0 ? "Add square" : "Add circle";
      addButton.disabled = chosen === 0;
    },
  );
  const addButton = ui.button(ui.tools, { text: "Add circle", icon: "add" }, () =>
    add(...clearing(points()), chosen),
  );
  const words = addButton.children[1];
  words.setAttribute("data-widest", "Add square");
  words.classList.add("mlw-steady");
  ui.button(ui.tools, { text: "Start over", icon: "restart" }, () => {
    hands.active = 0;
    ui.set(defaults(model.get("spec")));
  });

  layers.ground.on("click", (event) => {
    pressed = null;
    if (!chosen) return;
    const [px, py] = d3.pointer(event, stage.node);
    add(x.invert(px), y.invert(py), chosen);
  });

  // --------------------------------------------------------------------------- drawing

  /** @type {Int32Array | null} */
  let wrong = null; // which points are mistakes, where the outputs know the points

  function draw() {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    const k = Math.min(model.get("step"), out.n_updates);
    const list = points();
    const unit = fit(stage, x, y);
    layers.frame(x(-1.5), y(1), WIDE * unit, HIGH * unit);
    axes(stage, { x, y, xTicks: 6, yTicks: 4, xLabel: "x\u2081", yLabel: "x\u2082", inside: true });
    // Numbers on the frame itself would be cut in half.
    stage.root
      .selectAll(".mlw-x .tick text")
      .attr("display", (d) => (Math.abs(d) > 1.4 ? "none" : null));
    stage.root
      .selectAll(".mlw-y .tick text")
      .attr("display", (d) => (Math.abs(d) > 0.9 ? "none" : null));

    layers.draw(out, k, unit, x, y);
    // While Python has not answered, the picture may know fewer points than there are.
    const known = out.wrong.shape[1] === list.length;
    wrong = known ? out.wrong.values.subarray(k * list.length, (k + 1) * list.length) : null;
    const all = hands.draw(list.length);
    // Before the first update every point is a mistake, and marks would only hide what they are.
    const bad = (/** @type {number} */ i) => k > 0 && Boolean(wrong?.[i]);
    const r = markSize(unit);
    const c = 0.42 * r;
    const cross = `M${-c} ${-c} ${c} ${c}M${c} ${-c} ${-c} ${c}`;
    all.classed("pg-wrong", bad);
    marks(all.select(".mlw-mark"), (i) => list[i][2], r);
    all
      .filter(bad)
      .select(".mlw-mark")
      .attr("stroke-width", 0.38 * r);
    all
      .select(".pg-cross")
      .attr("d", cross)
      .attr("stroke-width", 0.3 * r);
    const last = k > 0 && known ? list[out.updated.values[k - 1]] : null;
    layers.circle(last && [x(last[0]), y(last[1])]);
    tell(out, k, known);
    ui.offer("seed", model.get("order") === "random");
  }

  /**
   * @param {Out} out
   * @param {number} k
   * @param {boolean} known
   */
  function tell(out, k, known) {
    const [w1, w2, b] = out.weights.values.subarray(3 * k, 3 * k + 3);
    const number = (/** @type {number} */ value) => format(value, 0.01);
    const room = out.room.values[k];
    ui.fact("mistakes", known ? String(out.left.values[k]) : "\u2026", {
      quantity: "e",
      widest: "80",
    });
    ui.fact("weights w", `(${number(w1)}, ${number(w2)})`, {
      quantity: "w",
      widest: "(\u221200.00, \u221200.00)",
    });
    ui.fact("bias b", number(b), { quantity: "w", widest: "\u221200.00" });
    ui.fact("room", room > 0 ? format(room, 0.001) : "\u2013", {
      quantity: "gamma",
      widest: "0.000",
    });
    ui.say(out.sentences.split("\n")[k]);
  }

  onFrame(model, ui.signal, draw);
  return ui.cleanup;
}

/**
 * A place near the middle where no point stands yet.
 * @param {Labeled[]} points
 * @returns {Point}
 */
function clearing(points) {
  const free = (/** @type {number} */ px, /** @type {number} */ py) =>
    points.every((p) => Math.hypot(p[0] - px, p[1] - py) > 0.11);
  for (let ring = 0; ring < 12; ring++) {
    for (let turn = 0; turn < 8; turn++) {
      const angle = (turn * Math.PI) / 4;
      /** @type {Point} */
      const at = [0.12 * ring * Math.cos(angle), 0.12 * ring * Math.sin(angle)];
      if (free(...at) && Math.abs(at[1]) < 1) return at;
    }
  }
  return [0, 0];
}

export default { render };
