// The window: four figures, a frame that slides along them, and what it sees of each.

import { draggable, format, frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Ints, Render } from "../kit/types.d.ts" */

/**
 * What window.py computes, with the figures in one piece first.
 * @typedef {{ figures: Ints, place: number, n_places: number, views: Ints, same: Ints,
 *   evidence: Ints, scores: Ints, told: boolean }} Out
 */

const ROWS = 5;
const COLUMNS = 9;
const PIECES = ["one piece", "one piece", "two pieces", "two pieces"];

const STYLE = `
.wd-cell { fill: var(--mlw-ink); }
.wd-view .wd-cell { fill: var(--q-x); }
.wd-frame { fill: var(--q-w); fill-opacity: 0.12; stroke: var(--q-w); stroke-width: 2.5; cursor: ew-resize; }
.wd-box { fill: none; stroke: var(--q-w); stroke-width: 1.5; }
.wd-place { fill: none; stroke: var(--mlw-rule); }
.wd-on { stroke: var(--q-w); stroke-width: 2.5; }
.mlw-svg .wd-name, .mlw-svg .wd-number { text-anchor: middle; font-variant-numeric: tabular-nums; }
.mlw-svg .wd-name { fill: var(--mlw-soft); }
.mlw-svg .wd-number { font-size: 14px; font-weight: 600; }
.mlw-svg .wd-relation { font-size: 24px; font-weight: 600; text-anchor: middle; }
.mlw-svg .wd-differ { fill: var(--q-e); }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const stage = svg(ui.picture, {
    width: 660,
    height: 580,
    minHeight: 430,
    label: "Four figures, the window on each, and what it sees",
  });
  const { root } = stage;
  const figures = root.append("g");
  const row = root.append("g").attr("class", "wd-view");
  const strip = root.append("g");
  const frames = root.append("g");

  function draw() {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    const width = COLUMNS - out.n_places + 1;
    const gap = stage.width < 480 ? 18 : 36;
    const cell = Math.min((stage.width - 3 * gap) / 2 / COLUMNS, stage.height / 26);
    const size = { wide: COLUMNS * cell, high: ROWS * cell };
    const left = (stage.width - 2 * size.wide - gap) / 2;
    // The figures in one piece stand in the upper row, the other two in the lower one.
    const corner = (/** @type {number} */ k) => [
      left + (k % 2) * (size.wide + gap),
      24 + Math.floor(k / 2) * (size.high + 34),
    ];
    const four = [0, 1, 2, 3];
    const lit = (/** @type {number} */ k, /** @type {number} */ r, /** @type {number} */ c) =>
      out.figures.values[(k * ROWS + r) * COLUMNS + c];
    /** The squares of a figure from one column to another, at a place. */
    const squares = (
      /** @type {number} */ k,
      /** @type {number} */ from,
      /** @type {number} */ to,
      /** @type {number} */ side,
      /** @type {number[]} */ [x, y],
    ) => {
      let d = "";
      for (let r = 0; r < ROWS; r++) {
        for (let c = from; c < to; c++) {
          if (lit(k, r, c))
            d += `M${x + (c - from) * side} ${y + r * side}h${side}v${side}h${-side}z`;
        }
      }
      return d;
    };
    figures
      .selectAll("path")
      .data(four)
      .join("path")
      .attr("class", "wd-cell")
      .attr("d", (k) => squares(k, 0, COLUMNS, cell, corner(k)));
    figures
      .selectAll("text")
      .data(four)
      .join("text")
      .attr("class", "wd-name")
      .attr("x", (k) => corner(k)[0] + size.wide / 2)
      .attr("y", (k) => corner(k)[1] - 8)
      .text((k) => `${PIECES[k]}, sum ${format(out.scores.values[k])}`);
    frames
      .selectAll("rect")
      .data(four)
      .join((enter) => {
        const boxes = enter.append("rect").attr("class", "wd-frame");
        draggable(boxes, {
          from: (k) => ({ x: now.left(k) + now.place * now.cell, y: 0 }),
          move: (px, _y, k) => slide(px - now.left(k)),
        });
        boxes.style("touch-action", "pan-y"); // a finger that goes up or down scrolls the page
        return boxes;
      })
      .attr("x", (k) => corner(k)[0] + out.place * cell)
      .attr("y", (k) => corner(k)[1] - 3)
      .attr("width", width * cell)
      .attr("height", size.high + 6);
    now = { left: (k) => corner(k)[0], cell, place: out.place, places: out.n_places };

    // What the window sees: of the figures in one piece on the left, of the others on the right,
    // equal views in the same order.
    const base = 24 + 2 * (size.high + 34) + 20;
    const small = Math.min(cell, (stage.width - 110) / 4 / COLUMNS);
    const seen = out.views.values.subarray(4 * out.place, 4 * out.place + 4);
    const order = [
      ...[0, 1].sort((a, b) => seen[a] - seen[b]),
      ...[2, 3].sort((a, b) => seen[a] - seen[b]),
    ];
    const step = (stage.width - 60) / 4;
    const at = (/** @type {number} */ j) => [
      (j < 2 ? 0 : 60) + step * (j + 0.5) - (width * small) / 2,
      base + 8,
    ];
    row
      .selectAll("path")
      .data(order)
      .join("path")
      .attr("class", "wd-cell")
      .attr("d", (k, j) => squares(k, out.place, out.place + width, small, at(j)));
    row
      .selectAll("rect")
      .data(order)
      .join("rect")
      .attr("class", "wd-box")
      .attr("x", (_k, j) => at(j)[0] - 2)
      .attr("y", (_k, j) => at(j)[1] - 2)
      .attr("width", width * small + 4)
      .attr("height", ROWS * small + 4);
    row
      .selectAll("text.wd-number")
      .data(order)
      .join("text")
      .attr("class", "wd-number")
      .attr("x", (_k, j) => at(j)[0] + (width * small) / 2)
      .attr("y", base + ROWS * small + 30)
      .text((k) => format(out.evidence.values[4 * out.place + k]));
    const equal = Boolean(out.same.values[out.place]);
    row
      .selectAll("text.wd-relation")
      .data([equal])
      .join("text")
      .attr("class", equal ? "wd-relation" : "wd-relation wd-differ")
      .attr("x", stage.width / 2)
      .attr("y", base + 8 + (ROWS * small) / 2 + 8)
      .text(equal ? "=" : "\u2260");

    // All places, and whether the two pairs look alike from there.
    const side = Math.min(30, (stage.width - 40) / COLUMNS);
    const first = (stage.width - COLUMNS * side) / 2;
    const top = base + ROWS * small + 72;
    const places = Array.from({ length: COLUMNS }, (_, i) => i);
    strip
      .selectAll("rect")
      .data(places)
      .join("rect")
      .attr("class", "wd-place")
      .classed("wd-on", (i) => i === out.place)
      .attr("x", (i) => first + i * side + 1)
      .attr("y", top)
      .attr("width", side - 2)
      .attr("height", side - 2);
    strip
      .selectAll("text.wd-sign")
      .data(places)
      .join("text")
      .attr("class", (i) => (out.same.values[i] ? "wd-name wd-sign" : "wd-name wd-sign wd-differ"))
      .attr("x", (i) => first + (i + 0.5) * side)
      .attr("y", top + side / 2 + 4)
      .text((i) => (i < out.n_places ? (out.same.values[i] ? "=" : "\u2260") : ""));

    strip
      .selectAll("text.wd-head")
      .data([
        [`seen at place ${out.place + 1}, and the numbers for it`, base - 14],
        ["all places: = where both sides see the same", top - 10],
      ])
      .join("text")
      .attr("class", "wd-name wd-head")
      .attr("x", stage.width / 2)
      .attr("y", ([, height]) => height)
      .text(([words]) => words);

    const [a, b, c, d] = out.scores.values;
    const widest = "\u2212100 + \u2212100 = \u2212200";
    ui.fact("one piece", `${format(a)} + ${format(b)} = ${format(a + b)}`, {
      widest,
      quantity: "positive",
    });
    ui.fact("two pieces", `${format(c)} + ${format(d)} = ${format(c + d)}`, {
      widest,
      quantity: "negative",
    });
    ui.fact("a threshold between", out.told ? "yes" : "no", { widest: "yes" });
  }

  // Where the picture has things, for the hand on a frame.
  let now = { left: (/** @type {number} */ _k) => 0, cell: 1, place: 0, places: COLUMNS };
  /** @param {number} px from the left end of the figure */
  function slide(px) {
    const place = Math.min(now.places, Math.max(1, Math.round(px / now.cell) + 1));
    if (place !== model.get("place")) ui.set({ place });
  }

  onFrame(model, ui.signal, draw);
  return ui.cleanup;
}

export default { render };
