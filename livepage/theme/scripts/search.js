// What Sphinx's search (searchtools.js) shows of a page that it found: its text as one reads it, with
// formulas written in a line, from a whole word on; and each page once.

// For the page that is opened next, Sphinx stores what was sought; storage may be forbidden, or full.
try {
  localStorage.setItem("sphinx_highlight_terms", "");
} catch {
  const forget = () => null;
  const value = { getItem: forget, setItem: forget, removeItem: forget };
  Object.defineProperty(window, "localStorage", { value });
}

const NOISE =
  "script, style, noscript, svg, button, .headerlink, .mlw, .still-note, .minutes, .routes, .predict-act, .katex-html";
const BLOCKS = "p, li, dt, dd, th, td, h1, h2, h3, h4, div, summary, figcaption, legend, label";
const RELATION = /^[=<>≠≤≥≈≡∼∝∈⊂⊆→←↔⇒⇔↦∣:]$/;
/** @type {Record<string, string>} */
const ACCENTS = { "^": "\u0302", "~": "\u0303", ˉ: "\u0304" };
const LENGTH = 240;

/**
 * Return MathML as one would type it: "w⋅x + b" over "‖w‖" is "(w⋅x+b)/‖w‖".
 * @param {Element} node
 * @returns {string}
 */
function typed(node) {
  if (node.localName === "annotation") return "";
  const parts = [...node.children].map(typed);
  const [a = "", b = "", c = ""] = parts;
  const one = (/** @type {string} */ text) => (/^(\w*|.)$/u.test(text) ? text : `(${text})`);
  switch (node.localName) {
    case "mfrac":
      if (node.getAttribute("linethickness") === "0px") return `${a} over ${b}`; // a binomial
      return `${one(a)}/${one(b)}`;
    case "msqrt":
      return `√${one(parts.join(""))}`;
    case "mover":
      return ACCENTS[b] ? a + ACCENTS[b] : `${a}^${one(b)}`;
    case "msup":
      return `${a}${b === "∗" ? "*" : `^${one(b)}`}`;
    case "msub":
    case "munder":
      return `${a}_${one(b)}`;
    case "msubsup":
    case "munderover":
      return `${a}_${one(b)}^${one(c)}`;
    case "mtr":
      return `${parts.join(" ")}; `;
    case "mo":
      return RELATION.test(node.textContent) ? ` ${node.textContent} ` : node.textContent;
    default:
      return parts.length ? parts.join("") : node.textContent;
  }
}

/** Return what to read of a page, or of the place that an anchor names; programs come last. */
Search.htmlToText = (source, anchor) => {
  const found = new DOMParser().parseFromString(source, "text/html");
  const text = found.querySelector('[role="main"]');
  if (!text) return "";
  for (const noise of text.querySelectorAll(NOISE)) noise.remove();
  for (const formula of text.querySelectorAll(".katex")) {
    formula.replaceWith(
      typed(formula.querySelector("math") ?? formula).replace(/[\u200b\u2061]/g, ""),
    );
  }
  for (const line of text.querySelectorAll("br")) line.replaceWith(" ");
  for (const block of text.querySelectorAll(BLOCKS)) block.append(" ");
  const place = anchor ? found.getElementById(decodeURIComponent(anchor.slice(1))) : text;
  if (place?.matches("dt")) {
    let next = place.nextElementSibling;
    while (next?.matches("dt")) next = next.nextElementSibling; // terms that share a definition
    return next?.textContent ?? place.textContent;
  }
  const shown = place ?? text;
  if (place) place.querySelector(":scope > :is(h2, h3, h4)")?.remove(); // the result's own title
  const programs = [...shown.querySelectorAll("pre")];
  for (const program of programs) program.remove();
  return [shown, ...programs].map((element) => element.textContent).join(" ");
};

/** Return the paragraph that stands under a result. */
Search.makeSearchSummary = (source, keywords, anchor) => {
  const text = Search.htmlToText(source, anchor).replace(/\s+/g, " ").trim();
  if (!text) return null;
  const lower = text.toLowerCase();
  const words = [...keywords].map((word) => word.toLowerCase());
  // Where most of the words stand together; the first such place.
  let best = { at: 0, held: 0 };
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      const near = lower.slice(at, at + LENGTH / 2);
      const held = words.filter((one) => near.includes(one)).length;
      if (held > best.held || (held === best.held && at < best.at)) best = { at, held };
    }
  }
  const near = best.at - LENGTH / 2;
  const from = near > 0 ? text.indexOf(" ", near) + 1 : 0;
  const rest = text.slice(from);
  const to = rest.length > LENGTH ? rest.lastIndexOf(" ", LENGTH) : rest.length;
  const summary = document.createElement("p");
  summary.className = "context";
  summary.textContent = `${from ? "… " : ""}${rest.slice(0, to)}${to < rest.length ? " …" : ""}`;
  return summary;
};

// A page is no result of its own where a place on it is one: its entry in the glossary, its section.
const perform = Search._performSearch;
Search._performSearch = (...query) => {
  const results = perform(...query);
  const placed = new Set(results.filter(([, , anchor]) => anchor).map(([page]) => page));
  return results
    .filter(([page, , anchor]) => anchor || !placed.has(page))
    .map(([page, title, anchor, ...more]) => {
      const term = anchor.startsWith("#term-") && decodeURIComponent(anchor.slice(6));
      return [page, term ? `${title}: ${term.replaceAll("-", " ")}` : title, anchor, ...more];
    });
};
