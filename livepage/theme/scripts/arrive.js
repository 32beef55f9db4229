// Arriving at a place: what is folded up around it opens, and what was searched for is marked.

const text = document.querySelector(".text");

/**
 * Open every fold that an element is in; return the element.
 * @template {Element | null} Some
 * @param {Some} element
 */
function unfold(element) {
  for (let at = element?.parentElement; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement && element?.closest("summary")?.parentElement !== at)
      at.open = true;
  }
  return element;
}

/** @param {string} hash */
function place(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; // an address that nobody can decode leads nowhere
  }
}

// ---- A link, in this page or from another ----
const folded = (/** @type {Element | null} */ element) =>
  element?.parentElement?.closest("details:not([open])");
const arrive = () => {
  const target = place(location.hash);
  if (folded(target)) unfold(target)?.scrollIntoView();
};
addEventListener("hashchange", arrive);
text?.addEventListener("click", (event) => {
  // Followed a second time, a link does not change the address.
  /** @type {HTMLAnchorElement | null} */
  const link = /** @type {Element} */ (event.target).closest("a[href*='#']");
  if (link && link.pathname === location.pathname) unfold(place(link.hash));
});
arrive();

// ---- What was searched for, until Escape ----
/**
 * @param {Element} text
 * @param {string[]} sought
 */
function mark(text, sought) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const ranges = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest("script, style, .katex, .mlw")) continue;
    const value = `${node.nodeValue}`.toLowerCase();
    for (const word of sought) {
      for (let at = value.indexOf(word); at >= 0; at = value.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
  addEventListener("keydown", (event) => event.key === "Escape" && CSS.highlights.delete("found"));
  return ranges;
}

if (text && CSS.highlights && /\/search(\.html)?$/.test(document.referrer.split(/[?#]/)[0])) {
  try {
    const sought = (localStorage.getItem("sphinx_highlight_terms") ?? "")
      .split(/\s+/)
      .filter(Boolean);
    localStorage.removeItem("sphinx_highlight_terms");
    const [first] = sought.length ? mark(text, sought) : [];
    if (first && !location.hash)
      unfold(first.startContainer.parentElement)?.scrollIntoView({ block: "center" });
  } catch {} // storage may be forbidden
}
