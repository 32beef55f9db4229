// The reader's progress through a chapter's exercises: a line before the first, a mark at each.
//
// An exercise is what a check answers to: an element with data-exercise, its name, and data-status.
// What has been solved stays in this browser, under "mlm:progress:<page>".

const base = new URL(document.documentElement.dataset.content_root || "./", location.href).pathname;
const key = `mlm:progress:${location.pathname.slice(base.length).replace(/\.html$/, "")}`;
/** @type {Map<string, HTMLElement>} */
const marks = new Map(); // name of the exercise -> its mark
const boxes = [...document.querySelectorAll(".text .exercise")];
/** @type {Map<string, [HTMLElement, string]>} */
const untried = new Map(); // name -> what the book's own output says of it, and its text
/** @type {Set<string>} */
let solved = new Set();

/** @type {<Tag extends keyof HTMLElementTagNameMap>(name: Tag, className: string, text?: string) => HTMLElementTagNameMap[Tag]} */
const make = (name, className, text = "") => {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
};

/** @type {(root: ParentNode, selector: string) => HTMLElement[]} */
const all = (root, selector) => Array.from(root.querySelectorAll(selector));
for (const result of all(document, ".cell [data-exercise]")) {
  // Stated in the last box before its check.
  const box = boxes.findLast(
    (b) => b.compareDocumentPosition(result) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const { exercise } = result.dataset;
  if (!box || !exercise || marks.has(exercise)) continue;
  const mark = make("span", "exercise-mark");
  (box.querySelector(".admonition-title") ?? box).append(" ", mark);
  marks.set(exercise, mark);
  const words = result.querySelector("p");
  if (words) untried.set(exercise, [words, words.innerHTML]);
}

const line = make("div", "exercise-progress");
const said = make("p", "");
const forget = make("button", "", "Forget my progress");
said.setAttribute("role", "status");
said.tabIndex = -1;
forget.type = "button";
line.append(said, forget);

function load() {
  try {
    solved = new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {} // storage is forbidden, or holds something else
}

function show() {
  for (const [name, mark] of marks) {
    mark.dataset.solved = `${solved.has(name)}`;
    mark.textContent = solved.has(name) ? "✓ solved" : "○ open";
  }
  for (const [name, [words, text]] of untried) {
    if (solved.has(name)) words.textContent = "✓ Solved before. Run this cell to check again.";
    else words.innerHTML = text;
  }
  const count = [...marks.keys()].filter((name) => solved.has(name)).length;
  const text = `${count} of ${marks.size} checked exercises solved`;
  if (said.textContent !== text) said.textContent = text; // said aloud when it changes
  forget.hidden = !count;
}

/** @param {Set<string>} set */
function change(set) {
  solved = set;
  try {
    if (set.size) localStorage.setItem(key, JSON.stringify([...set]));
    else localStorage.removeItem(key);
  } catch {}
  show();
}

if (marks.size) {
  load();
  show();
  const section = boxes[0].closest("section");
  section?.querySelector(":scope > .cell, :scope > .exercise")?.before(line);
  forget.title = "It is kept in this browser alone";
  forget.addEventListener("click", () => {
    change(new Set());
    said.focus();
  });
  document.addEventListener("livepage:ran", ({ detail }) => {
    const passed = all(detail.element, '[data-exercise][data-status="passed"]');
    const names = passed
      .map((result) => `${result.dataset.exercise}`)
      .filter((name) => marks.has(name));
    load(); // another tab may have added some
    if (names.some((name) => !solved.has(name))) change(new Set([...solved, ...names]));
  });
  addEventListener("storage", (event) => {
    if (event.key !== key && event.key !== null) return;
    solved = new Set();
    load();
    show();
  });
}
