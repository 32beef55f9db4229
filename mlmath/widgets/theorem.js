import { d3, frame, listen, make, onFrame, svg, unpack } from "./kit.js";

const THEOREM_STYLE = `
.mlt-body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem 1.25rem; }
@container (min-width: 34rem) { .mlt-body { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
.mlt-plane .mlw-svg { max-width: 22rem; margin: auto; }
.mlt-side { display: flex; flex-direction: column; gap: 0.75rem; padding: 0.75rem; }
.mlw-root .mlt-claim { color: var(--mlw-soft); font-size: 0.875rem; }
.mlw-root .mlt-relation { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline;
  font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.mlt-relation span { font-size: 0.9375rem; }
.mlt-fails { color: var(--q-e); }
.mlt-sides { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 0.625rem; align-items: center;
  font-size: 0.8125rem; }
.mlt-bar { height: 14px; min-width: 2px; border-radius: 2px; background: var(--mlw-ink); }
.mlt-bar-right { background: repeating-linear-gradient(135deg, var(--mlw-soft) 0 3px, transparent 3px 6px);
  box-shadow: inset 0 0 0 1px var(--mlw-soft); }
.mlt-fails ~ .mlt-sides .mlt-bar-left { background: var(--q-e); }
.mlw-root .mlt-premises { margin: 0; padding: 0; list-style: none; }
.mlw-root .mlt-premises li { display: flex; gap: 0.5rem; align-items: center; margin: 0; padding: 0.1875rem 0; }
.mlt-premises li > span { flex: 1; }
.mlt-premises [data-held="0"] > span { color: var(--q-e); font-weight: 600; }
.mlw-root .mlt-caption { grid-column: 1 / -1; padding: 0 0.75rem 0.75rem; color: var(--mlw-soft); font-size: 0.8125rem; }
.mlw-root .mlt-steps { margin: 0; padding: 0; list-style: none; font-size: 0.8125rem; color: var(--mlw-soft); }
.mlw-root .mlt-steps li { margin: 0; padding: 0.125rem 0; }
.mlt-steps [data-step="0"] { color: var(--q-e); font-weight: 600; }
.mlw-root :is(.mlt-note, .mlt-took) { color: var(--mlw-soft); font-size: 0.8125rem; }
.mlw-root .mlt-took { min-height: 1.45em; margin-top: -0.5rem; } /* so that nothing moves when it comes */
.mlt-seed { display: inline-flex; align-items: center; gap: 0.5rem; margin: 0; color: var(--mlw-soft); font-size: 0.875rem; }
.mlw-root .mlt-seed input { width: 5.5rem; min-height: 40px; padding: 0 0.5rem; border: 1px solid var(--mlw-rule);
  border-radius: 8px; background: var(--mlw-paper); color: var(--mlw-ink); font: inherit; }
.mlt-mark { --c: var(--mlw-ink); fill: none; stroke: var(--c); stroke-width: 2; }
.mlt-area { fill: var(--c); fill-opacity: 0.16; stroke: none; }
.mlt-disc { stroke-width: 1.5; }
.mlt-ring { stroke-width: 2.5; }
.mlt-circle, .mlt-square { fill: var(--c); stroke: var(--mlw-paper); stroke-width: 1; }
.mlt-dashed { stroke-dasharray: 7 5; }
.mlt-faint { opacity: 0.45; stroke-width: 1.25; stroke-dasharray: 2 3; }
.mlw-svg .mlt-text { fill: var(--c); font-size: 14px; font-weight: 600; text-anchor: middle; paint-order: stroke;
  stroke: var(--mlw-paper); stroke-width: 4px; stroke-linejoin: round; }
`;

/** The outline of a mark, for x and y from the picture's units to pixels. */
function outline([kind, , , , ...at], x, y) {
  const points = at.flatMap((a, i) => (i % 2 ? [] : [[x(a), y(at[i + 1])]]));
  const [[px, py]] = points;
  const round = (rx, ry = rx, [cx, cy] = [px, py]) =>
    `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
  if (kind === "disc") return round(x(at[2]) - x(0), y(0) - y(at[3]));
  if (kind === "circle") return round(5.5);
  if (kind === "ring") return round(11);
  if (kind === "square") return `M${px - 5} ${py - 5}h10v10h-10z`;
  if (kind === "text") return "";
  const line = `M${points.map((point) => point.join(" ")).join("L")}`;
  if (kind !== "arrow") return kind === "area" ? `${line}z` : line;
  const [qx, qy] = points[1];
  const length = Math.hypot(qx - px, qy - py);
  if (length < 9) return line;
  const [ux, uy] = [(9 * (qx - px)) / length, (9 * (qy - py)) / length];
  const barb = (s) => `M${qx} ${qy}l${-ux - s * 0.5 * uy} ${-uy + s * 0.5 * ux}`;
  return line + barb(1) + barb(-1);
}

/** Draw the marks of mlmath/theorems/picture.py, in their order, and their labels above all. */
function paint(stage, marks) {
  const size = Math.min(stage.width, stage.height) / 2;
  const x = (a) => stage.width / 2 + a * size;
  const y = (b) => stage.height / 2 - b * size;
  const color = ([, quantity]) => (quantity ? `var(--q-${quantity})` : null);
  stage.root
    .selectAll("path")
    .data(marks)
    .join("path")
    .attr("class", ([kind, , style]) => `mlt-mark mlt-${kind} ${style && `mlt-${style}`}`)
    .style("--c", color)
    .attr("d", (mark) => outline(mark, x, y));
  const labels = marks.filter((mark) => mark[3]);
  const clamp = (value, reach, end) => Math.max(reach, Math.min(end - reach, value));
  stage.root
    .selectAll("text")
    .data(labels)
    .join("text")
    .attr("class", "mlt-mark mlt-text")
    .style("--c", color)
    .text((mark) => mark[3])
    .each(function (mark) {
      const [a, b] = mark.slice(-2);
      const reach = this.getComputedTextLength() / 2 + 6;
      const away = mark[0] === "text" ? 5 : b < 0 ? 27 : -17; // a label of a mark stands beside it
      d3.select(this)
        .attr("x", clamp(x(a), reach, stage.width))
        .attr("y", clamp(y(b) + away, 16, stage.height - 4));
    });
}

function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  const fields = Object.fromEntries(model.get("spec").fields.map((field) => [field.name, field]));
  const premises = Object.keys(fields.drop.options).filter((name) => name);
  const next = () =>
    model.get("seed") >= fields.seed.high ? fields.seed.low : model.get("seed") + 1;

  // How long an answer takes: from the wish to the outputs, where Python did not have to start first.
  let since = 0;
  let took = "";
  const ask = (values) => {
    since = ["ready", "busy"].includes(model.get("status") ?? "ready") ? performance.now() : 0;
    ui.set(values);
  };
  listen(model, "change:outputs", ui.signal, () => {
    took = since
      ? `Drawn and checked in ${Math.max(1, Math.round(performance.now() - since))} ms.`
      : "";
    since = 0;
  });

  ui.button(ui.tools, { text: "Verify", icon: "restart", kind: "play" }, () =>
    ask({ seed: next(), drop: "" }),
  );
  const seed = make("input", {
    type: "number",
    min: fields.seed.low,
    max: fields.seed.high,
    step: 1,
    inputmode: "numeric",
  });
  seed.addEventListener("change", () => {
    if (seed.checkValidity() && seed.value) ask({ seed: seed.valueAsNumber });
    else seed.value = model.get("seed");
  });
  ui.tools.append(make("label", { class: "mlt-seed" }, fields.seed.label, seed));

  ui.picture.append(make("style", {}, THEOREM_STYLE));
  const body = make("div", { class: "mlt-body mlw-behind" });
  const plane = make("div", { class: "mlt-plane" });
  const side = make("div", { class: "mlt-side" });
  const claim = make("p", { class: "mlt-claim" });
  const numbers = make("span", { style: "font-size: inherit" });
  const verdict = make("span", { "data-verdict": "" });
  const relation = make("p", { class: "mlt-relation" }, numbers, verdict);
  const bars = make("div", { class: "mlt-sides" });
  const note = make("p", { class: "mlt-note" });
  const time = make("p", { class: "mlt-took" });
  const caption = make("p", { class: "mlt-caption" });
  const names = ["left", "right"].map((which) => {
    const name = make("span");
    const bar = make("div", { class: `mlt-bar mlt-bar-${which}` });
    bars.append(name, make("div", {}, bar));
    return { which, name, bar };
  });
  const list = make("ul", { class: "mlt-premises", "aria-label": "Premises" });
  const rows = premises.map((premise) => {
    const mark = make("span");
    const row = make("li", {}, mark);
    const breaker = ui.button(row, { text: "Break it" }, () =>
      ask(model.get("drop") === premise ? { seed: next() } : { drop: premise }),
    );
    list.append(row);
    return { premise, row, mark, breaker };
  });
  const proof = make("ul", { class: "mlt-steps", "aria-label": "Steps of the proof" });
  side.append(claim, relation, bars, note, time, list, proof);
  body.append(plane, side, caption);
  ui.picture.append(body);
  const stage = svg(plane, { width: 352, height: 352, minHeight: 240, role: "img", label: " " });

  onFrame(model, ui.signal, () => {
    const out = unpack(model.get("outputs"));
    if (document.activeElement !== seed) seed.value = model.get("seed");
    paint(stage, JSON.parse(out.marks));
    stage.root.attr("aria-label", out.caption);
    caption.textContent = out.caption;
    claim.textContent = out.claim;
    numbers.textContent = `${out.left_text} ${out.relation} ${out.right_text}`;
    verdict.textContent = out.holds ? "\u2713 holds" : "\u2717 fails";
    relation.classList.toggle("mlt-fails", !out.holds);
    const whole = out.whole || Math.max(out.left, out.right);
    for (const { which, name, bar } of names) {
      name.textContent = `${out[`${which}_name`]}: ${out[`${which}_text`]}`;
      bar.style.width = `${(100 * out[which]) / whole}%`;
    }
    note.textContent = out.note;
    time.textContent = took;
    const steps = out.steps ? out.steps.split("\n") : [];
    proof.replaceChildren(
      ...steps.map((step, i) => {
        const held = out.steps_held.values[i];
        return make("li", { "data-step": held }, `${held ? "\u2713" : "\u2717"} ${step}`);
      }),
    );
    rows.forEach(({ premise, row, mark, breaker }, i) => {
      const held = out.held.values[i];
      const again = model.get("drop") === premise;
      breaker.lastChild.textContent = again ? "Again" : "Break it";
      breaker.setAttribute(
        "aria-label",
        `${again ? "Again without" : "Break it: drop"} \u201c${premise}\u201d`,
      );
      row.dataset.held = held;
      mark.textContent = held ? `\u2713 ${premise}` : `\u2717 dropped: ${premise}`;
    });
  });
  return ui.cleanup;
}

export default { render };
