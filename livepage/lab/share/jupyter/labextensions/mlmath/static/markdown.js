// The book's MyST as plain Markdown with a little HTML, which any renderer of Markdown shows well:
// text in, text out.  `Book` says what a cell alone cannot know (see `numbers.js`, `sources.js`).

/**
 * @typedef {object} Book
 * @property {(kind: string, label: string, title: string) => string} number  The number of a thing
 *   that stands here, such as "1.2"; "" where it has none.
 * @property {(label: string) => { name: string, title: string }} reference  What a label stands
 *   for: "Fig. 1.2", and its title.
 * @property {(keys: string[], bracketed: boolean) => string} cite  Names and years.
 * @property {() => string[]} sources  The entries of the page's list of sources.
 */

const FENCE = /^(:{3,}|`{3,}|~{3,})(.*)$/;
const DIRECTIVE = /^\{([\w:-]+)\}\s*(.*)$/;
const OPTION = /^:([\w-]+):\s*(.*)$/;
const LABELED = /^\$\$(.+)\$\$\s*\(([^()]+)\)\s*$/; // an equation on one line
const FOLD_END = /^%\s*fold-end\s*$/;
// A role or a span of code, whichever comes first: what stands in code is left alone.
const ROLE = /(?:\{([a-z:]+)\})?(`+)(.+?)\2/g;

/**
 * Return a cell's MyST as Markdown.
 * @param {string} source
 * @param {Book} book
 */
export function markdown(source, book) {
  const lines = source.split("\n");
  const { begins, ends } = folds(lines);
  if (ends < 0 || (begins >= 0 && begins < ends)) return blocks(lines, book).join("\n");
  // A fold that began in a cell before ends here: what stands above its end belongs to it.
  const above = blocks(lines.slice(0, ends), book);
  return [...folded(above), ...blocks(lines.slice(ends + 1), book)].join("\n");
}

/**
 * Return the lines on which a fold begins and ends, -1 where none does.
 * @param {string[]} lines
 */
export const folds = (lines) => ({
  begins: lines.findIndex((line) => /^:class:.*\bfold-start\b/.test(line)),
  ends: lines.findIndex((line) => FOLD_END.test(line)),
});

/**
 * @param {string[]} lines
 * @param {Book} book
 */
function blocks(lines, book) {
  /** @type {string[]} */
  const out = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    const fence = FENCE.exec(line);
    const labeled = LABELED.exec(line);
    if (fence) {
      const last = closing(lines, i, fence[1]);
      const directive = DIRECTIVE.exec(fence[2].trim());
      const body = lines.slice(i + 1, last);
      if (directive) {
        const made = box(directive[1], directive[2], body, lines.slice(last + 1), book);
        out.push("", ...made.lines, "");
        i = last + 1 + made.taken;
      } else {
        out.push(...(line[0] === ":" ? blocks(body, book) : lines.slice(i, last + 1)));
        i = last + 1;
      }
    } else if (line.trim() === "$$") {
      const found = lines.slice(i + 1).findIndex((other) => other.trim().startsWith("$$"));
      const last = found < 0 ? lines.length : i + 1 + found;
      const label = /\(([^()]+)\)\s*$/.exec(lines[last] ?? "")?.[1] ?? "";
      out.push(...equation(lines.slice(i + 1, last), label, book));
      i = last + 1;
    } else if (labeled) {
      out.push(...equation([labeled[1].trim()], labeled[2], book));
      i += 1;
    } else {
      const target = /^\((.+)\)=\s*$/.exec(line)?.[1];
      const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
      if (target || heading) out.push(...anchor(target ?? slug(heading ?? "")));
      if (!target && !/^%( |$)/.test(line)) out.push(inline(line, book));
      i += 1;
    }
  }
  return out;
}

/**
 * Return the line on which a fence closes: as long as the one that opened it, or longer.
 * @param {string[]} lines
 * @param {number} first
 * @param {string} mark
 */
function closing(lines, first, mark) {
  const end = new RegExp(`^${mark[0]}{${mark.length},}\\s*$`);
  const found = lines.slice(first + 1).findIndex((line) => end.test(line));
  return found < 0 ? lines.length : first + 1 + found;
}

/**
 * Return a directive as Markdown, and how many of the lines after it went into it.
 * @param {string} name
 * @param {string} given
 * @param {string[]} body
 * @param {string[]} after
 * @param {Book} book
 */
function box(name, given, body, after, book) {
  const count = body.findIndex((line) => !OPTION.test(line));
  const start = count < 0 ? body.length : count;
  /** @type {Record<string, string>} */
  const options = {};
  for (const line of body.slice(0, start)) {
    const [, key, value] = OPTION.exec(line) ?? [];
    options[key] = value;
  }
  const made = { label: options.label ?? options.name ?? "", content: body.slice(start), book };
  const classes = (options.class ?? "").split(/\s+/).filter(Boolean);
  if (classes.includes("fold-start")) return fold(inline(given, book), made, after);
  return { lines: whole(name, given, classes, made), taken: 0 };
}

/**
 * @param {string} name
 * @param {string} given
 * @param {string[]} classes
 * @param {{ label: string, content: string[], book: Book }} made
 */
function whole(name, given, classes, { label, content, book }) {
  if (name === "bibliography") return book.sources().flatMap((entry) => [entry, ""]);
  if (/^(tableofcontents|toctree)$/.test(name)) return []; // the files stand beside the notebook
  if (name === "glossary") return blocks(content.flatMap(defined), book);
  if (name === "math") return equation(content, label, book);
  if (/^code(-block|-cell)?$/.test(name)) return [`\`\`\`${given}`, ...content, "```"];
  const title = inline(given, book);
  const closed = classes.includes("dropdown");
  const own = classes.filter((one) => one !== "dropdown");
  const kind = name.replace(/^prf:/, "");
  const words = kind[0].toUpperCase() + kind.slice(1);
  let head = title || (name === "margin" ? "" : words);
  // Of what `prf:` makes, all but a proof has a number.
  if (kind === "exercise" || (kind !== name && kind !== "proof")) {
    const bracket = title ? ` (${title})` : "";
    head = `${[words, book.number(words, label, given)].join(" ").trim()}${bracket}`;
  } else if (name === "solution") {
    const exercise = book.reference(given);
    head = `Solution to ${exercise.name}${exercise.title ? ` (${exercise.title})` : ""}`;
  }
  const inside = blocks(content, book);
  const style = own.join(" mlb-") || kind;
  if (closed) return details(style, label, head, inside);
  if (name === "prf:proof") return framed(style, label, ["*Proof.*", "", ...inside]);
  const titled = head ? ['<div class="mlb-title">', "", head, "", "</div>", ""] : [];
  return framed(style, label, [...titled, ...inside]);
}

/**
 * A line of the glossary: a term, or what is indented below it.
 * @param {string} line
 */
const defined = (line) => (/^\S/.test(line) ? [`**${line}**`, ""] : [line.trim()]);

/**
 * A fold: closed, with what one may believe without it.  It goes on to its end, or to that of the
 * cell; then the notebook folds the cells after it (`folding.js`).
 * @param {string} title
 * @param {{ label: string, content: string[], book: Book }} made
 * @param {string[]} after
 */
function fold(title, { label, content, book }, after) {
  const { ends } = folds(after);
  const inside = blocks(ends < 0 ? after : after.slice(0, ends), book);
  const belief = framed("belief", "", blocks(content, book));
  const lines =
    ends < 0
      ? [...details("over", label, title, []), ...belief, ...folded(inside)]
      : [...details("fold-start", label, title, inside), ...belief];
  return { lines, taken: ends < 0 ? after.length : ends + 1 };
}

/** @param {string[]} inside */
const folded = (inside) => ["", '<div class="mlb-folded">', "", ...inside, "", "</div>", ""];

/**
 * @param {string} kind
 * @param {string} label
 * @param {string[]} inside
 */
const framed = (kind, label, inside) => [
  `<div class="mlb mlb-${kind}"${id(label)}>`,
  "",
  ...inside,
  "",
  "</div>",
  "",
];

/**
 * @param {string} kind
 * @param {string} label
 * @param {string} title
 * @param {string[]} inside
 */
const details = (kind, label, title, inside) => [
  `<details class="mlb mlb-${kind}"${id(label)}>`,
  "<summary>",
  "",
  title,
  "",
  "</summary>",
  "",
  ...inside,
  "",
  "</details>",
  "",
];

/**
 * @param {string[]} lines
 * @param {string} label
 * @param {Book} book
 */
function equation(lines, label, book) {
  if (!label) return ["$$", ...lines, "$$"];
  const number = book.number("Equation", label, "");
  const tag = number ? [`\\tag{${number}}`] : [];
  return [...anchor(label), "$$", ...lines, ...tag, "$$"];
}

/** @param {string} label */
const anchor = (label) => [`<div${id(label)}></div>`, ""];

/** @param {string} label */
const id = (label) => (label ? ` id="${label.replace(/["<>&]/g, "")}"` : "");

/**
 * The place of a heading, as the book's own links name it.
 * @param {string} text
 */
const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

/**
 * @param {string} line
 * @param {Book} book
 */
function inline(line, book) {
  return line.replace(ROLE, (whole, role, _ticks, content) => {
    if (!role) return whole;
    const [, text, target] = /^(.*?)\s*<([^<>]+)>$/.exec(content) ?? ["", "", content];
    if (role.startsWith("cite")) {
      return book.cite(content.split(/\s*,\s*/), !/^cite:(t|text)/.test(role));
    }
    if (role === "term") return `*${text || target}*`;
    // The chapters are here, the pages of reference are only in the book.
    if (role === "doc")
      return target[0] === "/" ? text || target.slice(1) : `[${text || target}](${target}.ipynb)`;
    if (role === "eq") return `[${book.reference(target).name}](#${target})`;
    if (["numref", "ref", "prf:ref"].includes(role)) {
      return `[${text || book.reference(target).name}](#${target})`;
    }
    return content;
  });
}
