// Parts: elements, icons, buttons.

/** @import { Look } from "./types.d.ts" */

const SVG = "http://www.w3.org/2000/svg";
/**
 * Make an element: make("button", { class: "mlw-button", type: "button" }, "Text", child...).
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {(Node | string)[]} children
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** @type {Record<string, string>} */
const ICONS = {
  reset: "M5 5v14M19 5 9 12l10 7z",
  back: "M15 5l-7 7 7 7",
  play: "M7 4.5 19 12 7 19.5z",
  pause: "M8.5 5v14M15.5 5v14",
  step: "M9 5l7 7-7 7",
  end: "M19 5v14M5 5l10 7-10 7z",
  add: "M12 5v14M5 12h14",
  circle: "M12 5.5a6.5 6.5 0 1 0 .01 0z",
  square: "M6 6h12v12H6z",
  remove: "M6 6l12 12M18 6 6 18",
  restart: "M5 12a7 7 0 1 0 2.4-5.3M5 4v5h5",
};

/** @param {string} name */
export function icon(name) {
  const node = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("class", `mlw-icon mlw-icon-${name}`);
  node.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  node.append(path);
  return node;
}

/**
 * A button: button(parent, { text, icon, label, toggle }, onClick).
 * With `label` the text is only an icon and the label is its name; `toggle` gives aria-pressed.
 * @param {Element} parent
 * @param {Look} look
 * @param {(event: MouseEvent) => void} onClick
 */
export function button(parent, { text = "", icon: picture, label, pressed, kind }, onClick) {
  const node = make("button", {
    type: "button",
    class: `mlw-button${text ? "" : " mlw-button-icon"}${kind ? ` mlw-button-${kind}` : ""}`,
    "aria-label": label,
    title: label,
    "aria-pressed": pressed === undefined ? undefined : String(pressed),
  });
  if (picture) node.append(icon(picture));
  if (text) node.append(make("span", {}, text));
  node.addEventListener("click", onClick);
  parent.append(node);
  return node;
}

// A page may hold this module more than once, and all count together.
const MADE = Symbol.for("mlw.made");

/**
 * An id that is unique on the page.
 * @param {string} stem
 */
export function unique(stem) {
  /** @type {any} */
  const page = globalThis;
  page[MADE] = (page[MADE] ?? 0) + 1;
  return `${stem}-${page[MADE]}`;
}

/**
 * A row of options of which one is chosen, for the view's own modes:
 * choices(parent, { legend, name, options: [{ value, text, icon }], value }, onChange).
 * @param {Element} parent
 * @param {{ legend: string, value: string, options: { value: string, text: string, icon?: string }[] }} choice
 * @param {(value: string) => void} onChange
 */
export function choices(parent, { legend, options, value }, onChange) {
  const group = make("fieldset", { class: "mlw-choices" });
  group.append(make("legend", { class: "mlw-hidden" }, legend));
  const name = unique("mlw-choices");
  for (const option of options) {
    const input = make("input", {
      type: "radio",
      name,
      value: option.value,
      checked: option.value === value,
      class: "mlw-hidden",
    });
    input.addEventListener("change", () => onChange(option.value));
    const label = make("label", { class: "mlw-button" }, input);
    if (option.icon) label.append(icon(option.icon));
    label.append(make("span", {}, option.text));
    group.append(label);
  }
  parent.append(group);
  return group;
}
