// Predict, commit, reveal: an answer that the reader has committed to opens the box that answers it.
//
// A question is fieldset.predict, known by its id; the box is details[data-answers], which lists the
// questions that it waits for.  What was answered stays in this browser, under
// "mlm:predictions:<page>", until the reader takes it back.

const base = new URL(document.documentElement.dataset.content_root || "./", location.href).pathname;
const key = `mlm:predictions:${location.pathname.slice(base.length).replace(/\.html$/, "")}`;
const questions = new Map([...document.querySelectorAll("fieldset.predict")].map((q) => [q.id, q]));
let kept = {}; // id of a question -> the value that was committed

function load() {
  kept = {};
  try {
    Object.assign(kept, JSON.parse(localStorage.getItem(key)));
  } catch {} // storage is forbidden, or holds something else
}

function store() {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {}
}

const inputs = (question) => [...question.querySelectorAll("input")];
const given = (question) =>
  inputs(question).find((i) => i.type === "number" || i.checked)?.value ?? "";

/** Return the words of an answer, "" for one that this question does not offer. */
function words(question, value) {
  const field = question.querySelector("[type=number]");
  if (field) return value !== "" && Number.isFinite(Number(value)) ? value : "";
  const chosen = inputs(question).find((input) => input.value === value);
  const copy = chosen?.nextElementSibling.cloneNode(true);
  for (const hidden of copy?.querySelectorAll(".katex-mathml") ?? []) hidden.remove();
  return copy?.textContent.trim() ?? "";
}

function show(question) {
  const answer = words(question, String(kept[question.id] ?? ""));
  const done = answer !== "";
  question.toggleAttribute("data-committed", done);
  for (const input of inputs(question)) {
    if (done && input.type === "number") input.value = kept[question.id];
    else if (done) input.checked = input.value === kept[question.id];
    input.disabled = done;
  }
  question.querySelector("button").textContent = done ? "Take it back" : "Commit";
  question.querySelector("[role=status]").textContent = done ? `You said: ${answer}.` : "";
}

function reveal() {
  for (const box of document.querySelectorAll("details[data-answers]")) {
    const asked = box.dataset.answers.split(" ").map((id) => questions.get(id));
    box.open = asked.every((question) => question?.hasAttribute("data-committed"));
  }
}

function press(question) {
  load(); // another tab may have answered others
  const say = question.querySelector("[role=status]");
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
  const box = document.querySelector(`details[data-answers~="${question.id}"]`);
  if (opens && box.open)
    say.textContent += ` Now open: ${box.querySelector("summary").textContent.trim()}.`;
}

load();
for (const question of questions.values()) {
  show(question);
  question.querySelector("button").addEventListener("click", () => press(question));
  question.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      press(question);
      question.querySelector("button").focus(); // the field can no longer hold it
    }
  });
}
if ([...questions.values()].some((question) => question.hasAttribute("data-committed"))) reveal();
