import { button, change, d3, frame, make, onFrame, svg, unpack } from "../kit.js";

const RETINA_SIDE = 20;
const RETINA_CELLS = RETINA_SIDE * RETINA_SIDE;
const RETINA_STYLE = `
.mlw-retina { padding: 0.75rem; }
.mlw-retina-fields { display: flex; flex-wrap: wrap; gap: 1.1rem 1.75rem; justify-content: center; }
.mlw-retina-field { flex: 1 1 232px; max-width: 330px; margin: 0; min-width: 0; }
.mlw-root :is(.mlw-retina-field figcaption, .mlw-retina-caption) {
  margin: 0 0 0.4rem; font-size: 0.9375rem; line-height: 1.3; text-align: left; }
.mlw-retina-fields figcaption b { font-weight: 700; }
.mlw-retina-field > svg, .mlw-retina-seen svg { display: block; width: 100%; height: auto;
  aspect-ratio: 1; background: var(--mlw-paper); border: 1px solid var(--mlw-soft); border-radius: 4px; }
.mlw-retina-draw { touch-action: none; cursor: crosshair; }
.mlw-retina-draw:focus-visible { outline: 3px solid var(--mlw-focus); outline-offset: 2px; }
.mlw-retina-lit { fill: var(--q-x); }
.mlw-retina-line { stroke: var(--mlw-rule); stroke-width: 0.035; fill: none; }
.mlw-retina-cursor { fill: none; stroke: var(--mlw-focus); stroke-width: 0.22; visibility: hidden; }
.mlw-retina-draw:focus-visible .mlw-retina-cursor { visibility: visible; }
.mlw-retina-plus { fill: var(--q-positive); }
.mlw-retina-minus { fill: var(--q-negative); }
.mlw-retina-row { display: flex; flex-wrap: wrap; gap: 0.375rem; margin-top: 0.55rem; }
.mlw-root .mlw-retina-row .mlw-button { padding: 0 0.45rem; }
.mlw-root .mlw-retina-key { display: flex; flex-wrap: wrap; gap: 0.15rem 1.1rem; margin: 0.55rem 0 0; padding: 0;
  list-style: none; font-size: 0.88em; line-height: 1.5; }
.mlw-root .mlw-retina-key li { margin: 0; padding: 0; }
.mlw-retina-mark { display: inline-block; width: 0.85em; height: 0.85em; margin-right: 0.4em;
  vertical-align: -0.08em; }
.mlw-retina-mark.plus { background: var(--q-positive); border-radius: 50%; }
.mlw-retina-mark.minus { background: var(--q-negative); }
.mlw-retina-part { margin-top: 1.1rem; min-width: 0; }
.mlw-retina-past { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: flex-start; margin-top: 0.9rem; }
.mlw-retina-seen svg { margin: 0; } /* a page may center the pictures of its figures */
.mlw-retina-seen { flex: 0 0 92px; margin: 0; font-size: 0.82em; line-height: 1.35; }
.mlw-retina-seen b { display: block; margin-top: 0.3rem; font-weight: 600; }
.mlw-retina-seen.wrong svg { border: 3px solid var(--q-e); }
.mlw-retina-seen.wrong b { color: var(--q-e); }
.mlw-retina-curve { flex: 1 1 260px; min-width: 0; }
@container (max-width: 27rem) {
  .mlw-retina-seen { display: flex; flex: 1 1 100%; gap: 0.75rem; align-items: center; }
  .mlw-retina-seen svg { flex: 0 0 92px; }
}
.mlw-svg .mlw-retina-text { font-size: 13px; fill: var(--mlw-ink); }
.mlw-svg .mlw-retina-soft { font-size: 12px; fill: var(--mlw-soft); }
`;

const signed = (value) => `${value > 0 ? "+" : value < 0 ? "\u2212" : ""}${Math.abs(value)}`;
const column = (i) => i % RETINA_SIDE;
const row = (i) => Math.floor(i / RETINA_SIDE);
const inTurn = (n) => Array.from({ length: n }, (_, i) => i + 1);

/** A square field of 400 cells; returns its <svg> as a d3 selection. */
function retinaField(parent, attributes) {
  const field = d3.select(parent).append("svg").attr("viewBox", "0 0 20 20");
  for (const [name, value] of Object.entries(attributes)) field.attr(name, value);
  return field;
}

function retinaLines(field) {
  const path = inTurn(RETINA_SIDE - 1)
    .map((i) => `M${i} 0V20M0 ${i}H20`)
    .join("");
  field.append("path").attr("class", "mlw-retina-line").attr("d", path);
}

/** Light the cells of a field; one path for all of them, so that it never costs a frame. */
function retinaLight(path, cells) {
  let d = "";
  for (let i = 0; i < RETINA_CELLS; i++) if (cells[i]) d += `M${column(i)} ${row(i)}h1v1h-1z`;
  path.attr("d", d);
}

/** The cells on the straight way from one to another, so that a fast stroke leaves no gaps. */
function retinaWay(from, to) {
  const [dx, dy] = [column(to) - column(from), row(to) - row(from)];
  const steps = Math.max(Math.abs(dx), Math.abs(dy));
  return inTurn(steps).map(
    (s) =>
      column(from) +
      Math.round((dx * s) / steps) +
      RETINA_SIDE * (row(from) + Math.round((dy * s) / steps)),
  );
}

/** The field to draw on, by pointer, touch and keyboard. Returns { show, load }. */
function retinaDrawing(ui, figure) {
  const { model, signal } = ui;
  const field = retinaField(figure, {
    class: "mlw-retina-draw",
    tabindex: 0,
    role: "application",
    "aria-roledescription": "drawing field",
    "aria-label":
      "Your drawing, 20 by 20 cells: arrow keys move, space switches a cell, " +
      "Shift and an arrow key draw along",
  });
  const lit = field.append("path").attr("class", "mlw-retina-lit");
  retinaLines(field);
  const cursor = field
    .append("rect")
    .attr("class", "mlw-retina-cursor")
    .attr("width", 1)
    .attr("height", 1)
    .attr("rx", 0.15);
  const voice = make("span", { class: "mlw-hidden", "aria-live": "polite" });
  figure.append(voice);

  let cells = [];
  let here = 9 * RETINA_SIDE + 9;
  let stroke = null; // while the pen is down: the value it writes and the cell it is on

  const send = (next) => {
    cells = next;
    retinaLight(lit, cells);
    change(model, { drawing: cells });
  };
  const write = (places, value) => {
    const next = [...cells];
    for (const i of places) next[i] = value;
    send(next);
  };
  const move = (to, speak = true) => {
    here = to;
    cursor.attr("x", column(here)).attr("y", row(here));
    if (!speak) return;
    voice.textContent = `row ${row(here) + 1}, column ${column(here) + 1}, ${cells[here] ? "on" : "off"}`;
  };
  const under = (event) => {
    const box = field.node().getBoundingClientRect();
    const place = (at, start, size) => {
      const cell = Math.floor(((at - start) / size) * RETINA_SIDE);
      return Math.min(RETINA_SIDE - 1, Math.max(0, cell));
    };
    return (
      place(event.clientX, box.left, box.width) +
      RETINA_SIDE * place(event.clientY, box.top, box.height)
    );
  };

  field.on("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    field.node().focus({ preventScroll: true, focusVisible: false });
    field.node().setPointerCapture?.(event.pointerId);
    const i = under(event);
    stroke = { value: cells[i] ? 0 : 1, at: i };
    move(i, false);
    write([i], stroke.value);
  });
  field.on("pointermove", (event) => {
    if (!stroke) return;
    const i = under(event);
    if (i === stroke.at) return;
    const way = retinaWay(stroke.at, i);
    stroke.at = i;
    move(i, false);
    write(way, stroke.value);
  });
  field.on("pointerup pointercancel lostpointercapture", () => {
    stroke = null;
  });

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  field.on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const x = Math.min(RETINA_SIDE - 1, Math.max(0, column(here) + arrow[0]));
      const y = Math.min(RETINA_SIDE - 1, Math.max(0, row(here) + arrow[1]));
      const to = x + RETINA_SIDE * y;
      if (event.shiftKey) write([here, to], 1);
      move(to);
    } else if (event.key === " " || event.key === "Enter") {
      write([here], cells[here] ? 0 : 1);
      move(here);
    } else if (event.key === "Home" || event.key === "End") {
      move(here - column(here) + (event.key === "End" ? RETINA_SIDE - 1 : 0));
    } else return;
    event.preventDefault();
    event.stopPropagation(); // Jupyter has meanings of its own for these keys
  });
  signal.addEventListener("abort", () => field.on("keydown", null), { once: true });
  move(here, false);

  return {
    load: send,
    show() {
      if (stroke) return; // what arrives late must not undo the stroke under the hand
      cells = [...model.get("drawing")];
      retinaLight(lit, cells);
    },
  };
}

/** Buttons that put a letter, a noisy copy of it, or nothing, on the field. */
function retinaButtons(ui, figure, drawing) {
  const line = make("div", { class: "mlw-retina-row" });
  figure.append(line);
  const turn = [0, 0]; // which of the noisy copies comes next
  const outputs = () => unpack(ui.model.get("outputs"));
  const part = (array, at) => Array.from(array.values.slice(at, at + RETINA_CELLS));
  const clean = [0, 1].map((which) =>
    button(line, { text: "?" }, () => {
      drawing.load(part(outputs().patterns, which * RETINA_CELLS));
    }),
  );
  const noisy = [0, 1].map((which) =>
    button(line, { text: "?" }, () => {
      const { samples } = outputs();
      const copies = samples.shape[1];
      drawing.load(part(samples, (which * copies + (turn[which]++ % copies)) * RETINA_CELLS));
    }),
  );
  button(line, { text: "Clear" }, () => drawing.load(new Array(RETINA_CELLS).fill(0)));
  const write = (node, text, label) => {
    if (node.textContent === text) return;
    node.querySelector("span").textContent = text;
    node.setAttribute("aria-label", label);
  };
  return ({ first, second }) => {
    [first, second].forEach((name, which) => {
      write(clean[which], name, `${name}: load this letter`);
      write(noisy[which], `Noisy ${name}`, `Noisy ${name}: load a noisy copy`);
    });
  };
}

/** The weights as an image: circles speak for the first letter, squares for the second. */
function retinaWeights(figure) {
  const field = retinaField(figure, { role: "img", "aria-label": "Weights" });
  const tints = field.append("g");
  const marks = field.append("g");
  retinaLines(field);
  for (let i = 0; i < RETINA_CELLS; i++) {
    tints.append("rect").attr("x", column(i)).attr("y", row(i)).attr("width", 1).attr("height", 1);
    marks.append("rect");
  }
  const drawn = new Array(RETINA_CELLS).fill(null);
  const tint = [...tints.node().children];
  const mark = [...marks.node().children];
  const key = make("ul", { class: "mlw-retina-key" });
  figure.append(key);

  return ({ weights, bias, first, second }) => {
    const { values } = weights;
    const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    for (let i = 0; i < RETINA_CELLS; i++) {
      const signedShare = most ? values[i] / most : 0;
      if (signedShare === drawn[i]) continue; // most cells stay as they are from step to step
      drawn[i] = signedShare;
      const share = Math.abs(signedShare);
      const side = 0.94 * Math.sqrt(share);
      const kind = values[i] > 0 ? "mlw-retina-plus" : "mlw-retina-minus";
      tint[i].setAttribute("class", kind);
      tint[i].setAttribute("opacity", (0.3 * share).toFixed(3));
      mark[i].setAttribute("class", kind);
      mark[i].setAttribute("x", (column(i) + 0.5 - side / 2).toFixed(3));
      mark[i].setAttribute("y", (row(i) + 0.5 - side / 2).toFixed(3));
      mark[i].setAttribute("width", side.toFixed(3));
      mark[i].setAttribute("height", side.toFixed(3));
      mark[i].setAttribute("rx", values[i] > 0 ? (side / 2).toFixed(3) : 0);
    }
    const entry = (name, text) =>
      make("li", {}, ...(name ? [make("span", { class: `mlw-retina-mark ${name}` })] : []), text);
    key.replaceChildren(
      entry(
        "plus",
        most ? `speaks for ${first}, up to ${signed(most)}` : `would speak for ${first}`,
      ),
      entry(
        "minus",
        most ? `speaks for ${second}, up to ${signed(-most)}` : `would speak for ${second}`,
      ),
      entry("", `bias b = ${bias ? signed(bias) : 0}`),
    );
    field.attr(
      "aria-label",
      most
        ? `The weights as an image, from ${signed(-most)} to ${signed(most)}: cells that only ` +
            `${first} lights are positive, cells that only ${second} lights negative`
        : "The weights: all zero",
    );
  };
}

/** The sums that the test examples and the drawing get, on one line with the threshold at 0. */
function retinaAnswers(parent) {
  parent.append(
    make(
      "p",
      { class: "mlw-retina-caption" },
      "The sum ",
      make("b", { class: "q-w" }, "w"),
      "\u00b7",
      make("b", { class: "q-x" }, "x"),
      " + b for 100 fresh examples (hollow where it errs), and for your drawing",
    ),
  );
  const stage = svg(parent, {
    width: 640,
    height: 150,
    minHeight: 150,
    role: "img",
    label: "Answers",
  });
  const { root } = stage;
  const sides = root.append("g");
  const tests = root.append("g");
  const axis = root.append("g");
  const needle = root.append("g");

  return (out) => {
    const { test_sums: sums, test_labels: labels, first, second } = out;
    const middle = stage.width / 2;
    const most = sums.values.reduce((a, b) => Math.max(a, Math.abs(b)), Math.abs(out.sum)) || 1;
    const x = d3.scaleLinear([-most, most], [16, stage.width - 16]);
    const base = 96;

    sides
      .selectAll("rect")
      .data([0, 1])
      .join("rect")
      .attr("class", (i) => (i ? "mlw-retina-plus" : "mlw-retina-minus"))
      .attr("opacity", 0.09)
      .attr("x", (i) => (i ? middle : 0))
      .attr("y", 0)
      .attr("width", middle)
      .attr("height", base);
    sides
      .selectAll("text")
      .data([`\u25a0 reads ${second}`, `reads ${first} \u25cf`])
      .join("text")
      .attr("class", "mlw-retina-text")
      .attr("y", 18)
      .attr("x", (_, i) => (i ? stage.width - 8 : 8))
      .attr("text-anchor", (_, i) => (i ? "end" : "start"))
      .text((text) => text);

    // Circles in the upper lane, squares in the lower one, spread so that few hide another.
    tests
      .selectAll("rect")
      .data([...sums.values])
      .join("rect")
      .attr("x", (sum) => x(sum) - 3.5)
      .attr("width", 7)
      .attr("height", 7)
      .attr("y", (_, i) => (labels.values[i] > 0 ? 28 : 62) + ((i * 7) % 11) * 2.2)
      .attr("rx", (_, i) => (labels.values[i] > 0 ? 3.5 : 0))
      .attr("class", (_, i) => (labels.values[i] > 0 ? "mlw-retina-plus" : "mlw-retina-minus"))
      .attr("fill-opacity", (sum, i) => (sum * labels.values[i] > 0 ? 0.75 : 0))
      .attr("stroke", (sum, i) => (sum * labels.values[i] > 0 ? "none" : "var(--q-e)"))
      .attr("stroke-width", 2);

    axis
      .selectAll("line")
      .data([0])
      .join("line")
      .attr("x1", middle)
      .attr("x2", middle)
      .attr("y1", 0)
      .attr("y2", base + 6)
      .attr("stroke", "var(--mlw-ink)")
      .attr("stroke-width", 1.5);
    const at = x(out.sum);
    const ends = [
      [-most, "start"],
      [0, "middle"],
      [most, "end"],
    ].filter(
      ([v]) => Math.abs(x(v) - at) > (v ? 45 : 12), // the needle hides no number
    );
    axis
      .selectAll("text")
      .data(ends)
      .join("text")
      .attr("class", "mlw-retina-soft")
      .attr("x", ([v]) => x(v) + (v ? Math.sign(v) * 14 : 0))
      .attr("y", base + 20)
      .attr("text-anchor", ([, anchor]) => anchor)
      .text(([v]) => (v ? signed(Math.round(v)) : "0"));

    const text = out.reading
      ? `your drawing: ${signed(out.sum)}, read as ${out.reading}`
      : "your drawing: 0, not decided";
    needle
      .selectAll("path")
      .data([0])
      .join("path")
      .attr("fill", "var(--q-x)")
      .attr("stroke", "var(--mlw-paper)")
      .attr("stroke-width", 1)
      .attr("d", `M${at} ${base - 14}l9 16h-18zM${at - 1.5} ${base}h3v26h-3z`);
    const half = 6 + text.length * 4;
    needle
      .selectAll("text")
      .data([text])
      .join("text")
      .attr("class", "mlw-retina-text")
      .attr("x", Math.min(stage.width - half, Math.max(half, at)))
      .attr("y", base + 42)
      .attr("text-anchor", "middle")
      .attr("font-weight", 600)
      .text((t) => t);
    stage.node.setAttribute(
      "aria-label",
      `The sums of ${out.tests} fresh examples: ${out.correct} on the right side of zero; ${text}`,
    );
  };
}

/** The example last shown, and the corrections counted over the presentations. */
function retinaPast(parent) {
  const seen = make("figure", { class: "mlw-retina-seen" });
  const field = retinaField(seen, { role: "img", "aria-label": "Last example" });
  const lit = field.append("path").attr("class", "mlw-retina-lit");
  const title = make("b");
  const verdict = make("span");
  seen.append(make("div", {}, title, verdict));
  const curve = make("div", { class: "mlw-retina-curve" });
  parent.append(seen, curve);
  curve.append(
    make("p", { class: "mlw-retina-caption" }, "Corrections so far, presentation by presentation"),
  );
  const stage = svg(curve, {
    width: 500,
    height: 140,
    minHeight: 140,
    role: "img",
    label: "Corrections",
  });
  const { root } = stage;
  const axis = root.append("g");
  const path = root
    .append("path")
    .attr("fill", "none")
    .attr("stroke", "var(--q-e)")
    .attr("stroke-width", 2.5);
  const ticks = root.append("path").attr("stroke", "var(--q-e)").attr("stroke-width", 1.5);
  const end = root.append("circle").attr("r", 4).attr("fill", "var(--q-e)");
  const label = root.append("text").attr("class", "mlw-retina-text").attr("font-weight", 600);

  return (out) => {
    const counts = out.corrections.values;
    const now = counts.length - 1;
    const made = counts[now];
    retinaLight(lit, out.seen.values);
    const wrong = Boolean(out.seen_wrong);
    seen.classList.toggle("wrong", wrong);
    title.textContent = now ? `Shown: ${out.seen_letter}` : "Nothing shown yet";
    verdict.textContent = now ? (wrong ? "\u2717 wrong, corrected" : "\u2713 read rightly") : "";
    field.attr(
      "aria-label",
      now
        ? `Presentation ${now}, a copy of ${out.seen_letter}: ${wrong ? "read wrongly and corrected" : "read rightly"}`
        : "No example shown yet",
    );

    const [left, right, top, bottom] = [28, stage.width - 12, 14, stage.height - 26];
    const x = d3.scaleLinear([0, out.last], [left, right]);
    const y = d3.scaleLinear([0, Math.max(10, made)], [bottom, top]).nice();
    const rows = y.ticks(3).map((v) => ({ v, x: left - 6, y: y(v) + 4, anchor: "end" }));
    const columns = x
      .ticks(stage.width < 300 ? 2 : 4)
      .map((v) => ({ v, x: x(v), y: bottom + 18, anchor: "middle" }));
    axis
      .selectAll("text")
      .data([...rows, ...columns])
      .join("text")
      .attr("class", "mlw-retina-soft")
      .attr("x", (t) => t.x)
      .attr("y", (t) => t.y)
      .attr("text-anchor", (t) => t.anchor)
      .text((t) => t.v);
    axis
      .selectAll("path")
      .data([0])
      .join("path")
      .attr("stroke", "var(--mlw-rule)")
      .attr(
        "d",
        y
          .ticks(3)
          .map((v) => `M${left} ${y(v)}H${right}`)
          .join(""),
      );
    let d = `M${x(0)} ${y(0)}`;
    let marks = "";
    for (let i = 1; i <= now; i++) {
      d += `H${x(i)}V${y(counts[i])}`;
      if (counts[i] > counts[i - 1]) marks += `M${x(i)} ${bottom}v6`;
    }
    path.attr("d", d);
    ticks.attr("d", marks);
    end.attr("cx", x(now)).attr("cy", y(made));
    const late = x(now) > right - 165;
    label
      .attr("x", x(now) + (late ? -8 : 9))
      .attr("y", Math.max(top + 4, y(made) - 8))
      .attr("text-anchor", late ? "end" : "start")
      .text(`${made} correction${made === 1 ? "" : "s"} in ${now}`);
    stage.node.setAttribute("aria-label", `${made} corrections in ${now} presentations`);
  };
}

function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, RETINA_STYLE));
  const fields = make("div", { class: "mlw-retina-fields" });
  const answers = make("div", { class: "mlw-retina-part mlw-behind" });
  const past = make("div", { class: "mlw-retina-past mlw-behind" });
  ui.picture.append(make("div", { class: "mlw-retina" }, fields, answers, past));

  const field = (text, symbol) =>
    make(
      "figure",
      { class: "mlw-retina-field" },
      make("figcaption", {}, text, make("b", { class: `q-${symbol}` }, symbol)),
    );
  const left = field("Your drawing ", "x");
  const right = field("What it has learned: the weights ", "w");
  right.classList.add("mlw-behind"); // what must wait for Python; the drawing does not
  fields.append(left, right);
  const drawing = retinaDrawing(ui, left);
  const parts = [
    retinaButtons(ui, left, drawing),
    retinaWeights(right),
    retinaAnswers(answers),
    retinaPast(past),
  ];

  onFrame(model, ui.signal, () => {
    drawing.show();
    const out = unpack(model.get("outputs"));
    if (out.weights) for (const draw of parts) draw(out);
  });
  return ui.cleanup;
}

export default { render };
