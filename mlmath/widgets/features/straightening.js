// The straightening: a plane with its grid and points, on its way through a net's layers.

import { key } from "../kit/key.js";
import { MARK_STYLE, marks } from "../kit/marks.js";
import { IDENTITY, seen, turned } from "../kit/rotation.js";
import { turnable } from "../kit/turnable.js";
import { format, frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Floats, Ints, Render, Rotation } from "../kit/types.d.ts" */

/**
 * What straightening.py computes.
 * @typedef {{ grid: Floats, points: Floats, labels: Ints, border: Floats, cut: Floats, units: number,
 *   reach: number, right: number, all: number }} Out
 */

const START = turned(IDENTITY, 0.5, -0.6);
const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7].map((i) =>
  [i & 1, i & 2, i & 4].map((on) => (on ? 1 : -1)),
);
const STYLE = `
${MARK_STYLE}
.st-box { fill: none; stroke: var(--mlw-soft); stroke-dasharray: 2 5; }
.st-grid { fill: none; stroke: var(--mlw-soft); stroke-width: 1; opacity: 0.55; }
.st-grid.st-across { stroke-width: 1.6; opacity: 0.8; }
.st-border { fill: none; stroke: var(--q-yhat); stroke-width: 3.5; stroke-linecap: round; }
.st-cut { fill: var(--q-yhat); fill-opacity: 0.14; stroke: var(--q-yhat); stroke-width: 2; stroke-dasharray: 8 6; }
.st-turning { cursor: grab; }
@container (max-width: 33rem) {
  .st-root .mlw-controls > .mlw-field:not(.mlw-field-select, .mlw-field-seed) { flex: 1 1 100%; }
}
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  ui.root.classList.add("st-root"); // on a phone each slider has the width of the card
  const stage = svg(ui.picture, {
    width: 560,
    height: 470,
    minHeight: 330,
    label: "The plane with its grid, as the net's layers carry it",
  });
  const { root } = stage;
  const ground = root.append("rect").attr("fill", "transparent");
  const box = root.append("path").attr("class", "st-box");
  const sheet = root.append("path").attr("class", "st-cut");
  const lines = root.append("g");
  const border = root.append("path").attr("class", "st-border");
  const points = root.append("g");
  key(ui.picture, {
    "one kind": '<circle class="mlw-mark circle" cx="12" cy="8" r="6"/>',
    "the other": '<rect class="mlw-mark square" x="7" y="3" width="10" height="10"/>',
    "the border: score 0": '<path class="st-border" d="M2 8H22"/>',
  });

  /** @type {Rotation} */
  let matrix = START;
  const inSpace = () => model.get("units") === 3;
  const turn = (/** @type {number} */ right, /** @type {number} */ up) => {
    if (!inSpace()) return;
    matrix = turned(matrix, right, up);
    draw();
  };
  const home = () => {
    matrix = START;
    draw();
  };
  turnable(stage, { turn, home, still: () => !inSpace() });

  function draw() {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    const solid = out.units === 3;
    // Until three units are there, nothing can be turned, and nothing asks for the focus.
    root.attr("tabindex", solid ? 0 : null).attr("role", solid ? "application" : "group");
    root.attr("aria-roledescription", solid ? "view into space" : null);
    root.classed("st-turning", solid);
    ground.attr("width", stage.width).attr("height", stage.height);
    const view = solid ? matrix : IDENTITY;
    const scale = Math.min(stage.width, stage.height) / 2 / (out.reach * (solid ? 1.7 : 1.12));
    const at = (/** @type {readonly number[]} */ [x, y, z]) => {
      const [right, up, near] = seen(view, [x, y, z]);
      return /** @type {const} */ ([
        stage.width / 2 + scale * right,
        stage.height / 2 - scale * up,
        near,
      ]);
    };
    const row = (/** @type {Floats} */ { values }, /** @type {number} */ i) => [
      ...values.subarray(3 * i, 3 * i + 3),
    ];
    const pen = (/** @type {readonly number[]} */ place) => {
      const [x, y] = at(place);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    };
    const count = (/** @type {Floats} */ { shape }) => shape[0];

    box.attr(
      "d",
      outline(solid)
        .map(([a, b]) => `M${pen(a)}L${pen(b)}`)
        .join(""),
    );
    const [n, m] = out.grid.shape;
    lines
      .selectAll("path")
      .data(Array.from({ length: n }, (_, i) => i))
      .join("path")
      .attr("class", (i) => (i % (n / 2) === (n / 2 - 1) / 2 ? "st-grid st-across" : "st-grid"))
      .attr("d", (i) => {
        const places = Array.from({ length: m }, (_, j) => pen(row(out.grid, i * m + j)));
        return `M${places.join("L")}`;
      });
    const segments = Array.from({ length: count(out.border) / 2 }, (_, i) => i);
    border.attr(
      "d",
      segments
        .map((i) => `M${pen(row(out.border, 2 * i))}L${pen(row(out.border, 2 * i + 1))}`)
        .join(""),
    );
    const corners = Array.from({ length: count(out.cut) }, (_, i) => pen(row(out.cut, i)));
    sheet.attr("d", corners.length ? `M${corners.join("L")}${solid ? "z" : ""}` : null);

    const places = Array.from(out.labels.values, (_, i) => at(row(out.points, i)));
    const order = places.map((_, i) => i);
    order.sort((i, j) => places[i][2] - places[j][2] || i - j); // near ones last, on top
    const paths = points.selectAll("path").data(order).join("path");
    marks(paths, (i) => out.labels.values[i], 4);
    paths.attr("transform", (i) => `translate(${places[i][0]},${places[i][1]})`);
    ui.fact("on their side", `${out.right} of ${out.all}`, { widest: "00 of 00" });
    const layer = Math.min(model.get("way") / 20, model.get("layers"));
    ui.fact("layers passed", format(layer, 0.01), { widest: "0.00" });
  }

  onFrame(model, ui.signal, draw);
  return ui.cleanup;
}

/**
 * The edges of the square or the cube from -1 to 1.
 * @param {boolean} solid
 */
function outline(solid) {
  const edges = CORNERS.flatMap((a, i) =>
    [1, 2, 4].filter((bit) => !(i & bit)).map((bit) => [a, CORNERS[i + bit]]),
  );
  const flat = edges.filter(([a, b]) => a[2] < 0 && b[2] < 0);
  return solid ? edges : flat.map((ends) => ends.map(([x, y]) => [x, y, 0]));
}

export default { render };
