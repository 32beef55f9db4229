import { axes, d3, frame, make, onFrame, svg, unpack } from "../kit.js";

const JAWS_STYLE = `
.mlw-jaws-upper { fill: var(--q-R); opacity: 0.17; }
.mlw-jaws-lower { fill: var(--q-gamma); opacity: 0.18; }
.mlw-jaws-closed { fill: var(--mlw-soft); opacity: 0.14; }
.mlw-jaws-line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.mlw-jaws-line.upper { stroke: var(--q-R); }
.mlw-jaws-line.lower { stroke: var(--q-gamma); stroke-dasharray: 10 4; }
.mlw-jaws-line.length { stroke: var(--q-w); }
.mlw-jaws-line.along { stroke: var(--q-wstar); stroke-dasharray: 3 3; }
.mlw-jaws-dot { stroke: var(--mlw-paper); stroke-width: 1; }
.mlw-svg .mlw-jaws-text { font-size: 14px; font-weight: 600; paint-order: stroke; stroke: var(--mlw-paper);
  stroke-width: 3.5px; stroke-linejoin: round; }
.mlw-svg .mlw-jaws-note { font-size: 13px; fill: var(--mlw-ink); paint-order: stroke; stroke: var(--mlw-paper);
  stroke-width: 3.5px; stroke-linejoin: round; }
.mlw-svg .mlw-jaws-under { fill: var(--mlw-soft); font-size: 13px; }
.mlw-jaws-rule { stroke: var(--mlw-soft); stroke-width: 1; }
.mlw-jaws-flag { stroke: var(--mlw-ink); stroke-width: 1.5; stroke-dasharray: 5 4; }
.mlw-jaws-hit { fill: transparent; outline: none; touch-action: pan-y; }
.mlw-root .mlw-jaws-hit:focus-visible { outline: none; stroke: var(--mlw-focus); stroke-width: 3; }
.mlw-jaws-read { padding: 0.1rem 0.75rem 0.75rem; }
.mlw-root .mlw-jaws-when { margin: 0 0 0.35rem; font-size: 0.9375rem; }
.mlw-root .mlw-jaws-chain { display: flex; flex-wrap: wrap; align-items: stretch; gap: 0.35rem;
  margin: 0; padding: 0; list-style: none; }
.mlw-root .mlw-jaws-chain li { display: flex; align-items: center; gap: 0.35rem; margin: 0; padding: 0; }
@container (max-width: 18.5rem) {
  .mlw-root .mlw-jaws-chain { display: grid; grid-template-columns: auto auto; justify-content: start; }
}
.mlw-jaws-tile { display: block; min-width: 3.35rem; padding: 0.25rem 0.35rem 0.3rem;
  border: 1px solid var(--mlw-rule); border-radius: 6px; background: var(--mlw-paper); text-align: center;
  line-height: 1.35; }
.mlw-jaws-tile b { display: block; font-weight: 600; white-space: nowrap; }
.mlw-jaws-tile svg { display: block; width: 2.5rem; height: 6px; margin: 0.1rem auto; }
.mlw-jaws-tile span { font-variant-numeric: tabular-nums; }
`;

// The four numbers of the chain, smallest first: [output, symbol, palette's color].
const JAWS_CHAIN = [
  ["lower", "k\u03b3", "gamma"],
  ["along", "w\u00b7w*", "wstar"],
  ["length", "\u2016w\u2016", "w"],
  ["upper", "R\u221ak", "R"],
];
const jawsThree = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const jawsWhole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const jawsNumber = (value) =>
  (Math.abs(value) >= 999.5 ? jawsWhole : jawsThree).format(value).replace(/^-/, "\u2212");
const jawsBound = (value) =>
  new Intl.NumberFormat("en-US", { maximumFractionDigits: value < 999.95 ? 1 : 0 }).format(value);
const jawsCount = (k) => `${jawsWhole.format(k)} update${k === 1 ? "" : "s"}`;
const jawsRange = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** Scales of the plot for the axes that the reader chose. */
function jawsScales(out, kind, stage) {
  const [left, right, top, bottom] = [46, stage.width - 14, 12, stage.height - 44];
  const upper = out.curve_upper.values;
  const meet = upper[upper.length - 1]; // the height at which the jaws close
  const whole = out.bound ? out.bound * 1.07 : out.reach;
  if (kind === "log") {
    const end = Math.max(2, out.bound ? out.bound * 1.25 : out.reach);
    const least = Math.min(out.radius, ...out.length.values.filter((v) => v > 0));
    const low = out.bound ? out.gamma : Math.max(out.radius / 100, least);
    return {
      x: d3.scaleLog([1, end], [left, right]).clamp(true),
      y: d3.scaleLog([low * 0.8, meet * 1.35], [bottom, top]).clamp(true),
      left,
      right,
      top,
      bottom,
      end,
      log: true,
    };
  }
  const end = kind === "near" ? out.reach : whole;
  let high = 0;
  out.curve_k.values.forEach((k, i) => {
    if (k <= end + 1e-6) high = Math.max(high, upper[i]);
  });
  return {
    x: d3.scaleLinear([0, end], [left, right]),
    y: d3.scaleLinear([0, high * 1.1], [bottom, top]),
    left,
    right,
    top,
    bottom,
    end,
    log: false,
  };
}

/** The jaws: two areas that leave an opening between them, their edges, and what lies beyond. */
function jawsDraw(layer, out, s) {
  const from = s.log ? 1 : 0;
  const places = jawsRange(0, out.curve_k.values.length).filter((i) => {
    const k = out.curve_k.values[i];
    return k >= from - 1e-6 && k <= s.end * (1 + 1e-6);
  });
  const at = (i) => s.x(out.curve_k.values[i]);
  const up = (i) => s.y(out.curve_upper.values[i]);
  const low = (i) => s.y(out.curve_lower.values[i]);
  const shape = (name, d) =>
    layer.selectAll(`path.${name}`).data([0]).join("path").attr("class", name).attr("d", d);
  const edge = (name, d) =>
    layer
      .selectAll(`path.${name}`)
      .data([0])
      .join("path")
      .attr("class", `mlw-jaws-line ${name}`)
      .attr("d", d);
  shape("mlw-jaws-upper", d3.area().x(at).y0(s.top).y1(up)(places));
  shape("mlw-jaws-lower", out.bound ? d3.area().x(at).y0(s.bottom).y1(low)(places) : "");
  edge("upper", d3.line().x(at).y(up)(places));
  edge("lower", out.bound ? d3.line().x(at).y(low)(places) : "");
  const closed = out.bound && out.bound < s.end ? s.x(out.bound) : s.right;
  shape("mlw-jaws-closed", `M${closed} ${s.top}H${s.right}V${s.bottom}H${closed}z`);

  // Labels stand on their lines, outside the opening: the upper above its curve, the lower under
  // its line; each at the first place that is clear of the run's label, the bound's note and the flag.
  const last = Math.max(out.shown, from);
  const side = s.x(last) + 106 > s.right + 14 ? -60 : 50;
  const taken = [
    {
      x: s.x(last) + side,
      y: s.y(Math.max(out.length.values[last], s.log ? 1e-9 : 0)) - 12,
      w: 80,
      h: 24,
    },
    { x: s.right - 65, y: s.bottom - 26, w: 85, h: 34 },
    { x: s.x(Math.max(out.made, from)), y: 0, w: 18, h: 1e4 }, // the flag where it stopped
  ];
  const clear = ({ x, y }) =>
    taken.every((t) => Math.abs(x - t.x) > t.w || Math.abs(y - t.y) > t.h);
  const label = (text, q, height, offset, shares) => {
    const spots = shares.map((share) => {
      const wanted = s.left + share * (Math.min(closed, s.right) - s.left);
      const i = places.reduce((a, b) =>
        Math.abs(at(a) - wanted) < Math.abs(at(b) - wanted) ? a : b,
      );
      return { text, q, x: at(i) + offset, y: height(i) + (offset < 0 ? -9 : 18) };
    });
    return spots.find((spot) => clear(spot) && spot.y < s.bottom - 4) ?? spots[0];
  };
  const labels = [label("R\u221ak", "R", up, -18, [0.36, 0.22, 0.5, 0.64, 0.8])];
  if (out.bound) labels.push(label("k\u03b3", "gamma", low, 14, [0.74, 0.6, 0.48, 0.36, 0.88]));
  layer
    .selectAll("text")
    .data(labels)
    .join("text")
    .attr("class", (d) => `mlw-jaws-text q-${d.q}`)
    .attr("x", (d) => Math.max(s.left + 20, d.x))
    .attr("y", (d) => Math.max(s.top + 14, d.y))
    .attr("text-anchor", "middle")
    .style("fill", (d) => `var(--q-${d.q})`)
    .text((d) => d.text);
}

/** The run between the jaws: the length of the weights, and their part along w*. */
function jawsRun(layer, out, s) {
  const first = s.log ? 1 : 0;
  const steps = jawsRange(first, out.shown + 1);
  const wide = steps.length < 2 || s.x(out.shown) - s.x(Math.max(first, out.shown - 1)) >= 4;
  const dotted = wide && steps.length <= 120;
  const ends = [];
  for (const name of ["along", "length"]) {
    const values = out[name].values;
    const shown = values.length ? steps.filter((k) => !s.log || values[k] > 0) : [];
    const q = name === "along" ? "wstar" : "w";
    layer
      .selectAll(`path.${name}`)
      .data([0])
      .join("path")
      .attr("class", `mlw-jaws-line ${name}`)
      .attr(
        "d",
        d3.line(
          (k) => s.x(k),
          (k) => s.y(values[k]),
        )(shown),
      );
    const round = name === "length" ? 3.5 : 0.5;
    layer
      .selectAll(`rect.${name}`)
      .data(dotted ? shown : shown.slice(-1))
      .join("rect")
      .attr("class", `mlw-jaws-dot ${name}`)
      .attr("fill", `var(--q-${q})`)
      .attr("x", (k) => s.x(k) - 3.5)
      .attr("y", (k) => s.y(values[k]) - 3.5)
      .attr("width", 7)
      .attr("height", 7)
      .attr("rx", round);
    if (shown.length) {
      const text = name === "along" ? "w\u00b7w*" : "\u2016w\u2016";
      ends.push({ q, text, x: s.x(out.shown) + 10, y: s.y(values[out.shown]) + 5 });
    }
  }
  // Two labels that would overlap become one, which says their order.
  const both = ends.length === 2 && ends[0].y - ends[1].y < 17;
  const labels = both ? [[ends[0], { text: " \u2264 " }, ends[1]]] : ends.map((end) => [end]);
  const back = ends.length && ends[0].x + 96 > s.right + 14;
  layer
    .selectAll("text")
    .data(labels)
    .join("text")
    .attr("class", "mlw-jaws-text")
    .attr("text-anchor", back ? "end" : "start")
    .attr("x", ([d]) => (back ? d.x - 18 : d.x))
    .attr("y", ([d]) => Math.min(d.y - (both || back ? 17 : 0), s.bottom - 6))
    .selectAll("tspan")
    .data((d) => d)
    .join("tspan")
    .style("fill", (d) => (d.q ? `var(--q-${d.q})` : null))
    .text((d) => d.text);
}

/** Flags: where the machine stopped, and where the jaws close. */
function jawsFlags(layer, out, s) {
  const lines = [];
  const notes = [];
  if (out.stopped && out.shown === out.made) {
    const x = s.x(out.made);
    lines.push({ x, y: s.top + 26 });
    const over = x - s.left > s.right - x;
    const free = Math.max(x - s.left, s.right - x) > 175;
    const text = free ? `stopped after ${jawsCount(out.made)}` : `stopped at ${out.made}`;
    const high = s.y(out.length.values[out.made]) < s.top + 75; // the run's own label is there
    const [side, anchor] = over ? [-7, "end"] : [7, "start"];
    notes.push({ x: x + side, y: s.top + (high ? 95 : 38), anchor, text });
  }
  if (out.bound) {
    const inside = out.bound <= s.end;
    const x = inside ? s.x(out.bound) : s.right;
    if (inside) lines.push({ x, y: s.top });
    notes.push({
      x: x - 8,
      y: s.bottom - 30,
      anchor: "end",
      text: `the jaws close at${inside ? "" : " \u2192"}`,
    });
    notes.push({
      x: x - 8,
      y: s.bottom - 12,
      anchor: "end",
      text: `(R/\u03b3)\u00b2 = ${jawsBound(out.bound)}`,
    });
  } else {
    const [x, y] = [s.right - 10, 0.4 * s.top + 0.6 * s.bottom];
    notes.push({ x, y, anchor: "end", text: "no line divides these points:" });
    notes.push({ x, y: y + 18, anchor: "end", text: "no \u03b3, so no lower jaw" });
  }
  layer
    .selectAll("line")
    .data(lines)
    .join("line")
    .attr("class", "mlw-jaws-flag")
    .attr("x1", (d) => d.x)
    .attr("x2", (d) => d.x)
    .attr("y1", (d) => d.y)
    .attr("y2", s.bottom);
  layer
    .selectAll("text")
    .data(notes)
    .join("text")
    .attr("class", "mlw-jaws-note")
    .attr("x", (d) => d.x)
    .attr("y", (d) => d.y)
    .attr("text-anchor", (d) => d.anchor)
    .text((d) => d.text);
}

/** The chain of the proof in numbers, for one update. Returns a function that fills it. */
function jawsReadout(parent) {
  const box = make("div", { class: "mlw-jaws-read" });
  const when = make("p", { class: "mlw-jaws-when" });
  const chain = make("ul", { class: "mlw-jaws-chain" });
  const tiles = {};
  JAWS_CHAIN.forEach(([name, symbol, q], i) => {
    const tile = make("span", { class: "mlw-jaws-tile" }, make("b", { class: `q-${q}` }, symbol));
    const sample = d3.select(tile).append("svg").attr("aria-hidden", "true");
    sample
      .append("line")
      .attr("class", `mlw-jaws-line ${name}`)
      .attr("x1", "10%")
      .attr("x2", "90%")
      .attr("y1", 3)
      .attr("y2", 3);
    const value = make("span");
    tile.append(value);
    const item = make("li", {}, tile);
    if (i < JAWS_CHAIN.length - 1) item.append(make("span", {}, "\u2264"));
    chain.append(item);
    tiles[name] = { item, value };
  });
  box.append(when, chain);
  parent.append(box);

  return (out, k) => {
    box.hidden = !out.made;
    if (!out.made) return "";
    const point = k ? `, the last one on point ${out.corrected.values[k - 1] + 1}` : "";
    when.textContent = `After ${jawsCount(k)}${point}:`;
    const parts = [];
    for (const [name, symbol] of JAWS_CHAIN) {
      const { item, value } = tiles[name];
      item.hidden = !out[name].values.length;
      item.style.display = item.hidden ? "none" : "";
      if (item.hidden) continue;
      value.textContent = jawsNumber(out[name].values[k]);
      parts.push(`${symbol} ${value.textContent}`);
    }
    return `after ${jawsCount(k)}: ${parts.join(", ")}`;
  };
}

/** Where the reader points, by pointer or keyboard; null when nowhere: then the last update. */
function jawsCursor(stage, redraw) {
  const rule = stage.root.append("line").attr("class", "mlw-jaws-rule");
  const dots = stage.root.append("g");
  const hit = stage.root
    .append("rect")
    .attr("class", "mlw-jaws-hit")
    .attr("tabindex", 0)
    .attr("role", "slider")
    .attr("aria-label", "Read the numbers of an update")
    .attr("aria-orientation", "horizontal")
    .attr("aria-valuemin", 0);
  const cursor = { k: null, scales: null, out: null };
  const to = (k) => {
    cursor.k = k === null ? null : Math.min(cursor.out.shown, Math.max(0, Math.round(k)));
    redraw();
  };
  const now = () => cursor.k ?? cursor.out.shown;
  hit.on("pointermove pointerdown", (event) => {
    if (cursor.scales) to(cursor.scales.x.invert(d3.pointer(event, stage.node)[0]));
  });
  hit.on("pointerleave", (event) => event.pointerType === "mouse" && to(null));
  hit.on("blur", () => to(null));
  hit.on("keydown", (event) => {
    const by = event.shiftKey ? 5 : 1;
    const STEPS = {
      ArrowLeft: -by,
      ArrowDown: -by,
      ArrowRight: by,
      ArrowUp: by,
      PageUp: 10,
      PageDown: -10,
    };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in STEPS) to(now() + STEPS[event.key]);
    else if (event.key === "Home") to(0);
    else if (event.key === "End") to(cursor.out.shown);
    else if (event.key === "Escape") to(null);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Jupyter has meanings of its own for these keys
  });

  return (out, s, readout) => {
    Object.assign(cursor, { out, scales: s });
    const k = Math.min(now(), out.shown);
    const text = readout(out, k);
    hit
      .attr("x", s.left)
      .attr("y", s.top)
      .attr("width", s.right - s.left)
      .attr("height", s.bottom - s.top)
      .attr("aria-valuemax", out.shown)
      .attr("aria-valuenow", k)
      .attr("aria-valuetext", text || "nothing yet");
    const visible = out.made && (!s.log || k > 0) && k <= s.end;
    const pointed = visible && cursor.k !== null;
    rule
      .attr("x1", s.x(k))
      .attr("x2", s.x(k))
      .attr("y1", s.top)
      .attr("y2", s.bottom)
      .attr("visibility", pointed ? "visible" : "hidden");
    const marks = JAWS_CHAIN.filter(([name]) => pointed && out[name].values.length);
    dots
      .selectAll("circle")
      .data(marks)
      .join("circle")
      .attr("r", 5.5)
      .attr("cx", s.x(k))
      .attr("cy", ([name]) => s.y(out[name].values[k]))
      .attr("fill", "var(--mlw-paper)")
      .attr("stroke", ([, , q]) => `var(--q-${q})`)
      .attr("stroke-width", 2.5);
  };
}

function render({ model, el, signal }) {
  const ui = frame({ model, el, signal }, { local: ["scale"] });
  ui.picture.append(make("style", {}, JAWS_STYLE));
  const stage = svg(ui.picture, {
    width: 700,
    height: 440,
    minHeight: 340,
    label: "Novikoff's two inequalities against the update number",
  });
  const [jawsLayer, runLayer, flagLayer] = ["jaws", "run", "flags"].map(() =>
    stage.root.append("g").attr("aria-hidden", "true"),
  );
  const under = stage.root
    .append("text")
    .attr("class", "mlw-jaws-under")
    .attr("text-anchor", "middle")
    .attr("aria-hidden", "true")
    .text("update number k");
  const empty = stage.root
    .append("text")
    .attr("class", "mlw-jaws-note")
    .attr("text-anchor", "middle");
  const readout = jawsReadout(ui.picture);
  let ask = () => {};
  const cursor = jawsCursor(stage, () => ask());

  ask = onFrame(model, ui.signal, () => {
    ui.control("seed").hidden = model.get("order") !== "random";
    const outputs = unpack(model.get("outputs"));
    if (!outputs.curve_k) return;
    const there = outputs.made > 0;
    // All updates are in the outputs, so the player moves before Python has answered.
    const out = { ...outputs, shown: Math.min(model.get("updates"), outputs.made) };
    ui.say(out.sentences.split("\n")[out.shown]);
    for (const layer of [jawsLayer, runLayer, flagLayer])
      layer.attr("display", there ? null : "none");
    empty
      .attr("x", stage.width / 2)
      .attr("y", stage.height / 2)
      .text(there ? "" : "one point of each class, and the jaws appear");
    const blank = {
      radius: 1,
      reach: 4,
      curve_k: { values: [0, 4] },
      curve_upper: { values: [0, 2] },
    };
    const s = jawsScales(
      there ? out : { ...out, ...blank },
      there ? model.get("scale") : "near",
      stage,
    );
    const count = s.end >= 20000 ? "~s" : s.log ? "," : ",~f";
    const narrow = stage.width < 420;
    axes(stage, {
      x: s.x,
      y: s.y,
      yLabel: "length",
      xFormat: count,
      yFormat: s.log ? ",~g" : ",~f",
      xTicks: narrow ? 4 : 7,
      yTicks: 5,
      grid: false,
    });
    if (there) {
      jawsDraw(jawsLayer, out, s);
      jawsRun(runLayer, out, s);
      jawsFlags(flagLayer, out, s);
    }
    under.attr("x", (s.left + s.right) / 2).attr("y", stage.height - 6);
    cursor(out, s, readout);
  });
  return ui.cleanup;
}

export default { render };
