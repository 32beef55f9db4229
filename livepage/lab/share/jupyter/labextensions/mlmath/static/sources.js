// The sources: what `references.bib` says of them, and how the text names them.

/**
 * @typedef {Record<string, string>} Entry  The fields, by name, and `type`.
 */

/**
 * Return {key: entry} of a BibTeX file.
 * @param {string} text
 */
export function parsed(text) {
  /** @type {Map<string, Entry>} */
  const found = new Map();
  for (const start of text.matchAll(/^@(\w+)\{\s*([^,\s]+)\s*,/gm)) {
    /** @type {Entry} */
    const entry = { type: start[1].toLowerCase() };
    const field = /\s*(\w+)\s*=\s*/y;
    field.lastIndex = start.index + start[0].length;
    for (let name = field.exec(text); name; name = field.exec(text)) {
      const end = ending(text, field.lastIndex);
      const value = text.slice(field.lastIndex, end).trim();
      entry[name[1].toLowerCase()] = value.replace(/^[{"]|[}"]$/g, "").replace(/\s+/g, " ");
      field.lastIndex = end + 1;
    }
    found.set(start[2], entry);
  }
  return found;
}

/**
 * Return where a value ends: at the comma or the brace that no brace of its own encloses.
 * @param {string} text
 * @param {number} start
 */
function ending(text, start) {
  let depth = 0;
  for (let i = start; i < text.length; i += 1) {
    if (text[i] === "{") depth += 1;
    if (text[i] === "}") depth -= 1;
    if (depth < 0 || (depth === 0 && text[i] === ",")) return i;
  }
  return text.length;
}

// How BibTeX writes an accent, and the mark that follows its letter in Unicode.
const ACCENT = /\\(?:(['"`^~=.])|([cvHuk])(?=[{\s]))\s*\{?\\?([A-Za-z])\}?/g;
const MARKS = new Map(
  [..."'\"`^~=.cvHuk"].map((sign, i) => [
    sign,
    "\u0301\u0308\u0300\u0302\u0303\u0304\u0307\u0327\u030c\u030b\u0306\u0328"[i],
  ]),
);

// Letters that have names of their own.
const NAMED = /\\(ae|aa|oe|ss|[oOlL])(?![A-Za-z])\s*/g;
const LETTERS = { ae: "æ", aa: "å", oe: "œ", ss: "ß", o: "ø", O: "Ø", l: "ł", L: "Ł" };

/** @param {string} [text] */
const plain = (text = "") =>
  text
    .replace(ACCENT, (_, sign, name, letter) =>
      `${letter}${MARKS.get(sign ?? name)}`.normalize("NFC"),
    )
    .replace(NAMED, (_, name) => LETTERS[/** @type {keyof typeof LETTERS} */ (name)])
    .replace(/``/g, "“")
    .replace(/''/g, "”")
    .replace(/[{}]/g, "")
    .replace(/---/g, "—")
    .replace(/--/g, "–")
    .replace(/\\&/g, "&")
    .replace(/~/g, " ");

/**
 * Return the authors: their last and first names, and their whole names in order.
 * @param {Entry} entry
 */
function authors(entry) {
  return (entry.author ?? entry.editor ?? "").split(/\s+and\s+/).map((name) => {
    if (name.startsWith("{")) return { last: plain(name), first: "", whole: plain(name) };
    const [last, first] = name.split(/\s*,\s*/);
    if (first) return { last: plain(last), first: plain(first), whole: plain(`${first} ${last}`) };
    const words = name.split(" ");
    return {
      last: plain(words.at(-1)),
      first: plain(words.slice(0, -1).join(" ")),
      whole: plain(name),
    };
  });
}

/** @param {string[]} names */
function listed(names) {
  if (names.length < 3) return names.join(" and ");
  return `${names.slice(0, -1).join(", ")}, and ${names.at(-1)}`;
}

/**
 * Return the names and the year by which the text names a source.  Of one that is not known, the
 * key says them.
 * @param {string} key
 * @param {Entry | undefined} entry
 */
function label(key, entry) {
  if (!entry) {
    const [, name, year] = /^(\D*)(\d*)/.exec(key) ?? ["", key, ""];
    return { names: name[0]?.toUpperCase() + name.slice(1), year };
  }
  const last = authors(entry).map((author) => author.last);
  return {
    names: last.length > 2 ? `${last[0]} et al.` : last.join(" and "),
    year: entry.year ?? "",
  };
}

/**
 * Return a citation as Markdown: "Cover [1965]", or "[Cover, 1965; Block, 1962]".
 * @param {string[]} keys
 * @param {boolean} bracketed
 * @param {Map<string, Entry>} known
 */
export function cited(keys, bracketed, known) {
  const each = keys.map((key) => {
    const { names, year } = label(key, known.get(key));
    const link = known.has(key)
      ? (/** @type {string} */ text) => `[${text}](#cite-${key})`
      : String;
    return bracketed ? link(`${names}, ${year}`) : `${names} \\[${link(year)}\\]`;
  });
  return bracketed ? `\\[${each.join("; ")}\\]` : listed(each);
}

/**
 * Return an entry of the list of sources, as Markdown.
 * @param {string} key
 * @param {Entry} entry
 */
function described(key, entry) {
  const sentences = [
    listed(authors(entry).map((author) => author.whole)),
    title(entry),
    ...place(entry),
  ];
  if (entry.note) sentences.push(plain(entry.note));
  if (entry.isbn) sentences.push(`ISBN ${entry.isbn}`);
  if (entry.url) sentences.push(`URL: <${entry.url}>`);
  if (entry.doi) sentences.push(`[doi:${entry.doi}](https://doi.org/${entry.doi})`);
  const said = sentences.filter(Boolean).map((sentence) => sentence.replace(/\.$/, ""));
  return `<span id="cite-${key}"></span>${said.join(". ")}.`;
}

/** @param {Entry} entry */
const title = (entry) => (entry.type === "book" ? `*${plain(entry.title)}*` : plain(entry.title));

/**
 * Where and when it appeared, in a sentence or two.
 * @param {Entry} entry
 */
function place(entry) {
  const volume = `${plain(entry.volume)}${entry.volume && entry.number ? `(${entry.number})` : ""}`;
  const pages = plain(entry.pages);
  const within = [
    entry.booktitle && `In *${plain(entry.booktitle)}*`,
    entry.booktitle && entry.volume && `volume ${volume}`,
    entry.booktitle && pages,
  ];
  const where = [
    entry.journal && `*${plain(entry.journal)}*`,
    entry.journal && [volume, pages].filter(Boolean).join(":"),
    entry.type === "techreport" && `Technical Report ${plain(entry.number)}`.trim(),
    plain(entry.institution),
    !entry.journal && plain(entry.howpublished),
    plain(entry.publisher),
    entry.edition && `${plain(entry.edition)} edition`,
    entry.year,
  ];
  return [within, where].map((parts) => parts.filter(Boolean).join(", "));
}

/**
 * Return what a source stands by in the list: all its authors, last names first, its year, its
 * title, as the book's own style has it.
 * @param {Entry} entry
 */
function order(entry) {
  const names = authors(entry).map(({ last, first }) => `${last}  ${first}`);
  return `${names.join("   ")}   ${entry.year} ${plain(entry.title)}`;
}

/**
 * Return the list of sources that a page cites, in the order of their authors.
 * @param {string} text  of the whole page.
 * @param {Map<string, Entry>} known
 */
export function list(text, known) {
  const keys = [...text.matchAll(/\{cite(?::\w+)?\}`([^`]+)`/g)].flatMap(([, all]) =>
    all.split(/\s*,\s*/),
  );
  /** @type {[string, string, Entry][]} */
  const rows = [...new Set(keys)].flatMap((key) => {
    const entry = known.get(key);
    return entry ? [[order(entry), key, entry]] : [];
  });
  rows.sort(([a], [b]) => a.localeCompare(b, "en"));
  return rows.map(([, key, entry]) => described(key, entry));
}
