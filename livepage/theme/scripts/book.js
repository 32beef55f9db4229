// What the page does beyond HTML: the theme switch, copy buttons, the current section.
// Everything here is an extra: without it the text, its equations and all links still work.

const root = document.documentElement;

// ---- Light or dark ----
const system = matchMedia("(prefers-color-scheme: dark)");
const button = /** @type {HTMLElement} */ (document.getElementById("book-theme"));

/** @param {string | undefined} theme */
function show(theme) {
  root.dataset.theme = theme;
  button.setAttribute("aria-pressed", String(theme === "dark"));
}

root.classList.add("js"); // where theme.js did not come
root.dataset.mode ??= "auto";
show(root.dataset.theme ?? (system.matches ? "dark" : "light"));
system.addEventListener("change", () => {
  if (root.dataset.mode === "auto") show(system.matches ? "dark" : "light");
});
button.addEventListener("click", () => {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  // Choosing what the system shows anyway means following it again.
  const mode = (theme === "dark") === system.matches ? "auto" : theme;
  root.dataset.mode = mode;
  try {
    localStorage.setItem("mode", mode);
    localStorage.setItem("theme", theme);
  } catch {} // storage may be forbidden; the page still changes
  show(theme);
});

// ---- Search by key, contents closed by choosing from them ----
const search = /** @type {HTMLElement} */ (document.getElementById("book-search"));
addEventListener("keydown", (event) => {
  const writing = /** @type {Element} */ (event.target).closest?.(
    "input, textarea, select, [contenteditable], .cm-editor",
  );
  const asked = event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey));
  if (!asked || writing || (event.key === "/" && (event.ctrlKey || event.metaKey || event.altKey)))
    return;
  event.preventDefault();
  search.showPopover();
});
const contents = /** @type {HTMLElement} */ (document.getElementById("book-contents"));
contents.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("a") && contents.matches(":popover-open"))
    contents.hidePopover();
});

// ---- Copying code ----
for (const block of document.querySelectorAll(".text .highlight")) {
  if (block.closest(".cell_output")) continue;
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "copy";
  copy.textContent = "Copy";
  copy.setAttribute("aria-label", "Copy this code");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(`${block.querySelector("pre")?.textContent}`);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Select it and copy by hand";
    }
    setTimeout(() => (copy.textContent = "Copy"), 2000);
  });
  block.append(copy);
}

// ---- What scrolls sideways can be reached by keyboard ----
/** @type {NodeListOf<HTMLElement>} */
const scrollers = document.querySelectorAll(
  ".text pre, .text .katex-display, .text .pst-scrollable-table-container, .text div.output.text_html",
);
/** @param {HTMLElement} scroller */
function reach(scroller) {
  if (scroller.scrollWidth > scroller.clientWidth + 1) scroller.tabIndex = 0;
  else if (!("editable" in scroller.dataset)) scroller.removeAttribute("tabindex");
}
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) reach(/** @type {HTMLElement} */ (target));
});
for (const scroller of scrollers) watcher.observe(scroller);
// A font that arrives makes the content wider, not the box.
document.fonts.addEventListener("loadingdone", () => scrollers.forEach(reach));

// ---- The section being read ----
/** @type {Map<Element, HTMLAnchorElement>} */
const links = new Map();
/** @type {NodeListOf<HTMLAnchorElement>} */
const sections = document.querySelectorAll(".sections a[href^='#']");
for (const link of sections) {
  const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (section) links.set(section, link);
}
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) links.get(target)?.setAttribute("aria-current", "true");
      else links.get(target)?.removeAttribute("aria-current");
    }
  },
  { rootMargin: "-20% 0px -75% 0px" },
);
for (const section of links.keys()) seen.observe(section);

// ---- Sections out of sight are not drawn ----
// The browser remembers how high each was (contain-intrinsic-block-size: auto), so nothing moves:
// it has to have seen all of them first, and again when a new width has changed the lines.
const idle = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 200));
let width = innerWidth;
let settling = 0;
function settle() {
  cancelAnimationFrame(settling);
  // Heights are noted after a frame's layout, so the next one is early enough.
  settling = requestAnimationFrame(() => {
    settling = requestAnimationFrame(() => idle(() => root.classList.add("settled")));
  });
}
// What the reader sees stays drawn all the same: a browser that began to decide about it would draw
// it once more, and tell that it had moved.
const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      target.classList.toggle("near", isIntersecting);
  },
  { rootMargin: "100% 0px" },
);
for (const section of document.querySelectorAll(".text > section > section")) near.observe(section);
if (document.readyState === "complete") settle();
else addEventListener("load", settle, { once: true });
addEventListener("resize", () => {
  if (innerWidth === width) return; // a phone's bar that slides away
  width = innerWidth;
  root.classList.remove("settled");
  settle();
});
