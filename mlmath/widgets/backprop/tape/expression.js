// The line to type, and what is wrong with it, with the place.

import { make, unique } from "../../kit.js";

const PAUSE = 350; // ms after the last key, until what stands there is taken

/**
 * @param {Element} parent
 * @param {{ get: () => string, set: (text: string) => void, signal: AbortSignal }} options
 */
export function expression(parent, { get, set, signal }) {
  const id = unique("mlw-tape");
  const input = make("input", {
    type: "text",
    id,
    class: "tp-text",
    value: get(),
    maxlength: 80,
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    "aria-describedby": `${id}-wrong`,
  });
  const wrong = make("p", { class: "tp-wrong", id: `${id}-wrong`, role: "status" });
  const label = make("label", { for: id, class: "mlw-label" }, "Expression");
  parent.append(make("div", { class: "tp-line" }, label, input, wrong));

  let pause = 0;
  const take = () => {
    clearTimeout(pause);
    if (input.value !== get()) set(input.value);
  };
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = Number(setTimeout(take, PAUSE));
  });
  input.addEventListener("change", take);
  input.addEventListener("keydown", (event) => event.stopPropagation()); // Jupyter's own keys
  signal.addEventListener("abort", () => clearTimeout(pause), { once: true });

  return {
    /**
     * @param {string} error
     * @param {number} place
     */
    draw(error, place) {
      if (input !== document.activeElement && input.value !== get()) input.value = get();
      if (error) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      wrong.replaceChildren(...(error ? [...marked(get(), place), error] : []));
    },
  };
}

/**
 * The text with the character at a place marked; nothing where no place is named.
 * @param {string} text
 * @param {number} place
 */
export function marked(text, place) {
  if (place < 0) return [];
  const [before, at, after] = parted(text, place);
  const code = make("code", { "aria-hidden": "true" }, before, make("mark", {}, at), after);
  return [code, make("br")];
}

/**
 * A text in three: what stands before a place, what stands there (a blank at its end), the rest.
 * @param {string} text
 * @param {number} place
 */
export function parted(text, place) {
  return [text.slice(0, place), text[place] ?? "\u00a0", text.slice(place + 1)];
}
