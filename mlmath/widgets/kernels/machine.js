// The kernel machine: points to draw and drag, the two sides, the border, and who holds it.

import { handles } from "../kit/handles.js";
import { key } from "../kit/key.js";
import { MARK_STYLE, markName, marks } from "../kit/marks.js";
import { axes, choices, d3, defaults, format, frame, make, onFrame, svg, unpack } from "../kit.js";
import { fit, PLANE_STYLE, sides } from "./shared/plane.js";

/** @import { Floats, Point, Render } from "../kit/types.d.ts" */

/**
 * What machine.py computes.
 * @typedef {{ alpha: Floats, lead: Floats, field: Floats, border: Floats, edges: Floats,
 *   margin: number, features: string, values: number, mistakes: number, learned: boolean }} Out
 * @typedef {[x: number, y: number, label: number]} Labeled
 */

const MOST = 40;
const STYLE = `${MARK_STYLE}${PLANE_STYLE}
.km-pull { fill: var(--q-wstar); fill-opacity: 0.25; stroke: var(--q-wstar); stroke-width: 2; }
.km-cross { fill: none; stroke: var(--mlw-paper); stroke-width: 2; }
.km-ground { cursor: crosshair; }
`;
const KEY = {
  "support vector, or a point that was a mistake": '<circle class="km-pull" cx="12" cy="8" r="7"/>',
  border: '<path class="kp-border" d="M1 8H23"/>',
  "edges of the margin": '<path class="kp-edges" d="M1 8H23"/>',
};

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const label = "The plane with the points and the machine's border";
  const stage = svg(ui.picture, { width: 720, height: 480, minHeight: 190, label });
  key(ui.picture, KEY);
  const [x, y] = [d3.scaleLinear(), d3.scaleLinear()];
  const plane = sides(stage);
  plane.ground.attr("class", "km-ground");
  const pulls = plane.above.append("g").attr("aria-hidden", "true");
  pulls.attr("pointer-events", "none");
  let chosen = 1; // what a click on empty ground adds: 1, -1, or 0 to remove
  /** @type {Float32Array | null} */
  let alpha = null; // where the outputs know the points

  /** @type {() => Labeled[]} */
  const points = () => model.get("points");
  const put = (/** @type {Labeled[]} */ list) => ui.set({ points: list });
  const add = (/** @type {number} */ px, /** @type {number} */ py) => {
    if (points().length >= MOST) {
      ui.say(`There are ${MOST} points already: remove one to make room.`);
      return;
    }
    put([...points(), [...hands.rest(px, py), chosen]]);
    draw();
    hands.focus(points().length - 1);
  };
  const remove = (/** @type {number} */ i) => {
    put(points().filter((_, j) => j !== i));
    draw();
    if (!hands.focus(Math.min(i, points().length - 1))) addButton.focus({ preventScroll: true });
  };
  const hands = handles(/** @type {any} */ (plane.above.append("g")), {
    x,
    y,
    limits: { x: /** @type {Point} */ ([-1.45, 1.45]), y: /** @type {Point} */ ([-0.95, 0.95]) },
    step: 0.02,
    at: (i) => points()[i],
    move: (i, px, py) => put(points().map((p, j) => (j === i ? [px, py, p[2]] : p))),
    remove,
    label(i) {
      const [px, py, kind] = points()[i];
      const pull = alpha?.[i]
        ? model.get("machine") === "svm"
          ? ", support vector"
          : ", was a mistake"
        : "";
      return `${markName(kind)} at ${format(px, 0.01)}, ${format(py, 0.01)}${pull}`;
    },
    shape(g) {
      g.append("path").attr("class", "mlw-mark");
      g.append("path").attr("class", "km-cross");
    },
    wire(g) {
      g.on("click", (/** @type {MouseEvent} */ _event, /** @type {number} */ i) => {
        if (!chosen) remove(i);
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
      addButton.disabled = chosen === 0;
    },
  );
  const addButton = ui.button(ui.tools, { text: "Add", icon: "add" }, () =>
    add(...clearing(points())),
  );
  ui.button(ui.tools, { text: "Start over", icon: "restart" }, () =>
    ui.set(defaults(model.get("spec"))),
  );
  // Above the picture, so that a phone shows what the thumb moves.
  const first = ["kernel", "width", "degree"].map((name) => ui.control(name));
  ui.picture.before(make("div", { class: "mlw-controls" }, ...first));
  plane.ground.on("click", (event) => {
    if (!chosen) return;
    const [px, py] = d3.pointer(event, stage.node);
    add(x.invert(px), y.invert(py));
  });

  function draw() {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    if (!out.field) return;
    const list = points();
    fit(stage, x, y, [1.5, 1]);
    axes(stage, { x, y, xTicks: 6, yTicks: 4, xLabel: "x\u2081", yLabel: "x\u2082", inside: true });
    // Numbers on the frame itself would be cut in half.
    const hide = (/** @type {number} */ edge) => (/** @type {number} */ at) =>
      Math.abs(at) > edge ? "none" : null;
    stage.root.selectAll(".mlw-x .tick text").attr("display", hide(1.4));
    stage.root.selectAll(".mlw-y .tick text").attr("display", hide(0.9));
    const { field, border, edges } = out;
    plane.draw(out.learned ? { field, border, edges } : {}, x, y);
    // While Python has not answered, the picture may know fewer points than there are.
    alpha = out.alpha.shape[0] === list.length ? out.alpha.values : null;
    const most = Math.max(1e-9, ...(alpha ?? []));
    const pulling = list.flatMap((p, i) => (alpha?.[i] ? [{ p, share: alpha[i] / most }] : []));
    pulls
      .selectAll("circle")
      .data(pulling)
      .join("circle")
      .attr("class", "km-pull")
      .attr("cx", ({ p }) => x(p[0]))
      .attr("cy", ({ p }) => y(p[1]))
      .attr("r", ({ share }) => 9 + 11 * Math.sqrt(share));
    const all = hands.draw(list.length);
    marks(all.select(".mlw-mark"), (i) => list[i][2], 6);
    const wrong = (/** @type {number} */ i) => alpha !== null && out.lead.values[i] <= 0;
    all
      .select(".km-cross")
      .attr("d", (i) => (out.learned && wrong(i) ? "M-3 -3 3 3M3 -3 -3 3" : ""));
    tell(out);
    for (const [name, kernel] of [
      ["width", "rbf"],
      ["degree", "poly"],
    ]) {
      ui.offer(name, model.get("kernel") === kernel);
    }
    ui.offer("price", model.get("machine") === "svm");
  }

  /** @param {Out} out */
  function tell(out) {
    const pulling = out.alpha.values.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
    ui.fact("coordinates of the space", out.features, { widest: "endless" });
    ui.fact("kernel values computed", out.values.toLocaleString("en-US"), { widest: "820" });
    ui.fact("points with a disc", `${pulling}`, {
      quantity: "wstar",
      widest: "40",
    });
    ui.fact("margin", out.margin ? format(out.margin, 0.001) : "\u2013", {
      quantity: "gamma",
      widest: "0.000",
    });
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
  for (let ring = 0; ring < 12; ring++) {
    for (let turn = 0; turn < 8; turn++) {
      const angle = (turn * Math.PI) / 4;
      /** @type {Point} */
      const at = [0.12 * ring * Math.cos(angle), 0.08 * ring * Math.sin(angle)];
      if (points.every((p) => Math.hypot(p[0] - at[0], p[1] - at[1]) > 0.11)) return at;
    }
  }
  return [0, 0];
}

export default { render };
