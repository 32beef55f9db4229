// Both ways: the units of a layered graph with their counts of paths, as far as the walk has come.

import { d3, frame, make, onFrame, svg, unpack } from "../kit.js";
import { reached } from "./both_ways/walk.js";

/** @import { Ints, Render } from "../kit/types.d.ts" */

/**
 * What both_ways.py computes.
 * @typedef {{ edges: Ints, forward: Ints, backward: Ints, by_path: number, forward_work: number,
 *   backward_work: number, steps: number, sentences: string }} Out
 */

const STYLE = `
.bw-edge { stroke: var(--mlw-rule); stroke-width: 1.5; }
.bw-edge.bw-walked { stroke: var(--q-e); stroke-width: 2; }
.bw-unit rect { fill: var(--mlw-raised); stroke: var(--mlw-soft); stroke-width: 1.5; }
.bw-unit.bw-reached rect { stroke: var(--q-e); stroke-width: 2.5; }
.bw-unit.bw-from rect { stroke: var(--q-x); stroke-width: 3.5; }
.bw-unit text { text-anchor: middle; font-weight: 600; font-variant-numeric: tabular-nums; }
.bw-done { text-anchor: middle; fill: var(--q-x); }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const stage = svg(ui.picture, { height: 400, minHeight: 420, label: "The graph" });
  const lines = stage.root.append("g").attr("aria-hidden", "true");
  const units = stage.root.append("g").attr("aria-hidden", "true");
  const ends = stage.root.append("g").attr("aria-hidden", "true");

  onFrame(model, ui.signal, () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    if (!out.edges) return;
    const [rows, width] = out.backward.shape;
    const step = Math.min(model.get("step"), out.steps);
    const walk = reached(model.get("way"), step, rows - 1);
    // Upward from the inputs, so that a phone has room for many layers.
    const y = d3.scaleLinear([0, rows - 1], [stage.height - 48, 24]);
    const x = (/** @type {number} */ layer, /** @type {number} */ i) =>
      (stage.width * (i + 0.5)) / (layer === rows - 1 ? 1 : width);
    const edges = Array.from({ length: out.edges.shape[0] }, (_, k) =>
      out.edges.values.subarray(3 * k, 3 * k + 3),
    );
    lines
      .selectAll("line")
      .data(edges)
      .join("line")
      .attr("class", ([layer]) => `bw-edge${walk.edge(layer) ? " bw-walked" : ""}`)
      .attr("x1", ([layer, from]) => x(layer, from))
      .attr("y1", ([layer]) => y(layer))
      .attr("x2", ([layer, , to]) => x(layer + 1, to))
      .attr("y2", ([layer]) => y(layer + 1));
    const places = Array.from({ length: rows }, (_, layer) =>
      Array.from({ length: layer === rows - 1 ? 1 : width }, (_, i) => ({ layer, i })),
    ).flat();
    const count = (/** @type {{ layer: number, i: number }} */ { layer, i }) =>
      walk.start < 0
        ? out.backward.values[layer * width + i]
        : out.forward.values[(walk.start * rows + layer) * width + i];
    const shown = (/** @type {{ layer: number, i: number }} */ place) =>
      walk.unit(place.layer) ? count(place).toLocaleString("en-US") : "";
    const all = units
      .selectAll("g")
      .data(places)
      .join((enter) => {
        const g = enter.append("g");
        g.append("rect").attr("rx", 9).attr("y", -14).attr("height", 28);
        g.append("text").attr("dy", "0.35em");
        return g;
      })
      .attr(
        "class",
        ({ layer, i }) =>
          `bw-unit${walk.unit(layer) ? " bw-reached" : ""}${
            layer === 0 && i === walk.start && step ? " bw-from" : ""
          }`,
      )
      .attr("transform", ({ layer, i }) => `translate(${x(layer, i)},${y(layer)})`);
    const wide = (/** @type {{ layer: number, i: number }} */ place) =>
      Math.max(28, 10 + 8 * shown(place).length);
    all
      .select("rect")
      .attr("width", wide)
      .attr("x", (place) => -wide(place) / 2);
    all.select("text").text(shown);
    // Under each input the count of a walk that is finished.
    ends
      .selectAll("text")
      .data(Array.from({ length: width }, (_, i) => i))
      .join("text")
      .attr("class", "bw-done")
      .attr("x", (i) => x(0, i))
      .attr("y", stage.height - 12)
      .text((i) => (walk.done(i) ? out.backward.values[i].toLocaleString("en-US") : ""));
    const number = (/** @type {number} */ n) => n.toLocaleString("en-US");
    ui.fact("multiplications backward", number(out.backward_work), { widest: "222" });
    ui.fact("forward, all inputs", number(out.forward_work), { widest: "1,332" });
    ui.fact("path by path", number(out.by_path), { widest: "1,679,616" });
    ui.say(out.sentences.split("\n")[step]);
  });
  return ui.cleanup;
}

export default { render };
