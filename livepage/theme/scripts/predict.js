// Predict, commit, reveal: an answer that the reader has committed to opens the box that answers it.
//
// A question is fieldset.predict, known by its id; the box is details[data-answers], which lists the
// questions that it waits for.  What was answered stays in this browser, under
// "mlm:predictions:<page>", until the reader takes it back.

const base = new URL(document.documentElement.dataset.content_root || "./", location.href).pathname;
const key = `mlm:predictions:${location.pathname.slice(base.length).replace(/\.html$/, "")}`;
/** @type {NodeListOf<HTMLFieldSetElement>} */
const fieldsets = document.querySelectorAll("fieldset.predict");
const questions = new Map(Array.from(fieldsets, (q) => [q.id, q]));
/** @type {Record<string, string>} */
let kept = {}; // id of a question -> the value that was committed

function load() {
  kept = {};
  try {
    Object.assign(kept, JSON.parse(localStorage.getItem(key) ?? "0"));
  } catch {} // storage is forbidden, or holds something else
}

function store() {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {}
}

const inputs = (/** @type {Element} */ question) => [...question.querySelectorAll("input")];
const buttonOf = (/** @type {Element} */ question) =>
  /** @type {HTMLButtonElement} */ (question.querySelector("button"));
const statusOf = (/** @type {Element} */ question) =>
  /** @type {Element} */ (question.querySelector("[role=status]"));
const given = (/** @type {Element} */ question) =>
  inputs(question).find((i) => i.type === "number" || i.checked)?.value ?? "";

/**
 * Return the words of an answer, "" for one that this question does not offer.
 * @param {Element} question
 * @param {string} value
 */
function words(question, value) {
  const field = question.querySelector("[type=number]");
  if (field) return value !== "" && Number.isFinite(Number(value)) ? value : "";
  const chosen = inputs(question).find((input) => input.value === value);
  const copy = /** @type {Element | undefined} */ (chosen?.nextElementSibling?.cloneNode(true));
  for (const hidden of copy?.querySelectorAll(".katex-mathml") ?? []) hidden.remove();
  return copy?.textContent.trim() ?? "";
}

/** @param {HTMLFieldSetElement} question */
function show(question) {
  const answer = words(question, String(kept[question.id] ?? ""));
  const done = answer !== "";
  question.toggleAttribute("data-committed", done);
  for (const input of inputs(question)) {
    if (done && input.type === "number") input.value = kept[question.id];
    else if (done) input.checked = input.value === kept[question.id];
    input.disabled = done;
  }
  buttonOf(question).textContent = done ? "Take it back" : "Commit";
  const end = /[.?!]$/.test(answer) ? "" : ".";
  statusOf(question).textContent = done ? `You said: ${answer}${end}` : "";
}

/** @type {NodeListOf<HTMLDetailsElement>} */
const boxes = document.querySelectorAll("details[data-answers]");

function reveal() {
  for (const box of boxes) {
    const asked = `${box.dataset.answers}`.split(" ").map((id) => questions.get(id));
    box.open = asked.every((question) => question?.hasAttribute("data-committed"));
  }
}

/** @param {HTMLFieldSetElement} question */
function press(question) {
  load(); // another tab may have answered others
  const say = statusOf(question);
  if (question.hasAttribute("data-committed")) delete kept[question.id];
  else if (words(question, given(question))) kept[question.id] = given(question);
  else {
    say.textContent = question.querySelector("[type=number]")
      ? "Enter a number first."
      : "Choose first.";
    return;
  }
  store();
  const opens = !question.hasAttribute("data-committed");
  show(question);
  reveal();
  const box = [...boxes].find((one) => one.matches(`[data-answers~="${question.id}"]`));
  const summary = box?.querySelector("summary");
  if (opens && box?.open && summary) {
    summary.id ||= `${question.id}-seen`;
    say.append(" Now open: ", linkTo(box, summary), ".");
  }
}

/**
 * Return a link to the box that answers a question; it opens it where it was closed meanwhile.
 * @param {HTMLDetailsElement} box
 * @param {HTMLElement} summary
 */
function linkTo(box, summary) {
  const link = document.createElement("a");
  link.href = `#${summary.id}`; // which can have the focus, so it gets it
  link.textContent = `${summary.textContent}`.trim();
  link.addEventListener("click", () => {
    box.open = true;
  });
  return link;
}

load();
for (const question of questions.values()) {
  show(question);
  buttonOf(question).addEventListener("click", () => press(question));
  question.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      press(question);
      buttonOf(question).focus(); // the field can no longer hold it
    }
  });
}
if ([...questions.values()].some((question) => question.hasAttribute("data-committed"))) reveal();
