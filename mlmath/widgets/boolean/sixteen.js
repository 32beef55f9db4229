// The sixteen: a board of all functions, the corners of one of them, and the reader's line.

import { panels } from "../kit/panels.js";
import { format, frame, make, onFrame, signed, unpack } from "../kit.js";
import { BOARD_STYLE, cells, tiles } from "./sixteen/board.js";
import { cube } from "./sixteen/cube.js";
import { SQUARE_STYLE, square } from "./sixteen/square.js";

/** @import { Floats, Ints, Point, Render } from "../kit/types.d.ts" */

/**
 * What sixteen.py computes.
 * @typedef {{ board: Ints, labels: Ints, scores: Floats, correct: number, weights: Floats,
 *   unit: Floats, crossing: Ints, sums: Floats, section: Floats, names: string }} Out
 */

const PLANE = ["w1", "w2", "w3", "b"]; // the sliders of three inputs

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, BOARD_STYLE + SQUARE_STYLE));
  const parts = panels(ui.picture, { board: "", corners: "" }, { narrowest: "15rem" });
  parts.board.style.display = "grid"; // both boards have one place
  const boards = {
    2: tiles(parts.board, {
      label: "The sixteen functions of two inputs",
      choose: (number) => ui.set({ of_two: number }),
    }),
    3: cells(parts.board, {
      label: "The 256 functions of three inputs",
      choose: (number) => ui.set({ of_three: number }),
    }),
  };
  const flat = square(parts.corners, {
    line: () => /** @type {Point[]} */ (model.get("line")),
    move: (ends) => ui.set({ line: ends }),
  });
  const solid = cube(parts.corners);
  const swap = ui.button(ui.tools, { text: "Exchange sides" }, () => {
    if (model.get("n_inputs") === "2") ui.set({ line: [...model.get("line")].reverse() });
    else ui.set(Object.fromEntries(PLANE.map((name) => [name, 0 - model.get(name)])));
  });
  const show = ui.button(ui.tools, { text: "Show one" }, () => {
    const { unit } = /** @type {Out} */ (unpack(model.get("outputs")));
    if (model.get("n_inputs") === "2") ui.set({ line: lineOf([...unit.values]) });
    else ui.set(Object.fromEntries(PLANE.map((name, i) => [name, unit.values[i] / 2])));
  });
  swap.dataset.tool = "swap";
  show.dataset.tool = "show";

  function draw() {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    const two = out.labels.shape[0] === 4;
    const number = model.get(two ? "of_two" : "of_three");
    boards[2].show(two);
    boards[3].show(!two);
    flat.stage.node.style.display = two ? "" : "none";
    solid.stage.node.style.display = two ? "none" : "";
    boards[two ? 2 : 3].draw(out.board, out.names.split("\n"), number);
    if (two) flat.draw(out);
    else solid.draw(out);
    show.style.visibility = out.unit.shape[0] ? "" : "hidden";
    for (const name of PLANE) ui.offer(name, !two);
    const most = two ? 4 : 8;
    ui.fact("correct", `${out.correct} of ${most}`, { widest: "8 of 8" });
    const [ones, zeros] = out.sums.values;
    const sums = out.sums.shape[0] > 0;
    ui.fact("circles together", sums ? signed(ones, 0.01) : "\u2013", {
      quantity: "positive",
      widest: "\u221200.00",
    });
    ui.fact("squares together", sums ? signed(zeros, 0.01) : "\u2013", {
      quantity: "negative",
      widest: "\u221200.00",
    });
    ui.fact(
      "weights and bias",
      `(${[...out.weights.values].map((v) => format(v, 0.01)).join(", ")})`,
      {
        quantity: "w",
        widest: "(\u22120.00, \u22120.00, \u22120.00, \u22120.00)",
      },
    );
  }

  onFrame(model, ui.signal, draw);
  return ui.cleanup;
}

/**
 * Two ends of the line of w1, w2, b, with the positive side to the left of the way.
 * @param {number[]} unit
 */
function lineOf([w1, w2, b]) {
  const square = w1 * w1 + w2 * w2;
  if (!square) return b > 0 ? OUTSIDE : [...OUTSIDE].reverse();
  const length = Math.sqrt(square);
  // The point of the line nearest to the middle, and half a unit both ways.
  const away = (0.5 * w1 + 0.5 * w2 + b) / square;
  const [fx, fy] = [0.5 - away * w1, 0.5 - away * w2];
  const [dx, dy] = [(0.6 * w2) / length, (-0.6 * w1) / length];
  return [
    [fx - dx, fy - dy],
    [fx + dx, fy + dy],
  ];
}

// A line below the square, with all of it on its left: for the function that is always 1.
const OUTSIDE = [
  [-0.1, -0.3],
  [1.1, -0.3],
];

export default { render };
