// node draw.mjs < JOBS > STILLS: draw widgets as they open, in a document without a browser.
//
// JOBS is JSON: [{ view, snapshot }], the path of a view that is one module, and a widget's snapshot.
// STILLS is JSON too: the HTML of each.  The very view draws it, as wide as it likes to be; what is
// wider than a phone's picture is drawn once more as wide as that, and the style shows the one that
// fits (live.css).

import { readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Model } from "../../page/model.js";
import { parseHTML } from "./linkedom.js";

/** @import { Snapshot } from "../../page/types.d.ts" */

const PHONE = 320; // CSS pixels that a picture has there
const LETTER = 7.5; // of a text of 14 pixels, about, where nobody can measure it
const KEPT = /^(class|style|hidden|type|viewBox|preserveAspectRatio|inert|data-.*|aria-checked)$/;
const LIVE = /^data-(widget|status|stale|field|fact|curve)$/; // what the host and tests go by
const SPOKEN = /^(role|aria-label|aria-hidden)$/;

const { document, Element, CustomEvent, HTMLSelectElement } = parseHTML(
  "<!doctype html><html><body></body></html>",
);
let width = 0; // of everything; 0 where it has none yet
const nothing = () => {};
Object.defineProperty(Element.prototype, "clientWidth", { get: () => width });
Object.defineProperty(Element.prototype, "getComputedTextLength", {
  value() {
    return LETTER * this.textContent.length;
  },
});
Object.defineProperty(HTMLSelectElement.prototype, "value", {
  set(value) {
    for (const option of this.querySelectorAll("option"))
      option.toggleAttribute("selected", option.getAttribute("value") === String(value));
  },
});
Object.assign(globalThis, {
  document,
  Element,
  CustomEvent,
  ResizeObserver: class {
    observe() {}
    disconnect() {}
  },
  addEventListener: nothing,
  requestAnimationFrame: nothing,
  cancelAnimationFrame: nothing,
  matchMedia: () => ({ matches: true }),
});
const engine = /** @type {any} */ ({ values: nothing, command: nothing, stop: nothing });

/**
 * The root that a view makes, where everything is so wide.
 * @param {{ view: string, snapshot: Snapshot }} job
 * @param {number} wide
 */
async function drawn({ view, snapshot }, wide) {
  width = wide;
  const element = document.createElement("div");
  document.body.append(element);
  const { render } = (await import(pathToFileURL(view).href)).default;
  const model = new Model(element, snapshot, engine);
  await render({ model, el: element, signal: new AbortController().signal });
  return /** @type {Element} */ (element.firstElementChild);
}

/** @type {(text: string, digits: number) => string} */
const round = (text, digits) =>
  text.replace(/-?\d*\.\d{3,}(e-?\d+)?/g, (number) => String(+Number(number).toFixed(digits)));

/**
 * Leave what is seen: nothing to press, short numbers, and of the names only those within a picture,
 * which begin with `stem` so that no other element of the page has them.
 * @param {Element} root
 * @param {string} stem
 */
function slim(root, stem) {
  const unseen = ".mlw-status, .mlw-error, .mlw-reach, .mlw-icon > *";
  for (const node of root.querySelectorAll(unseen)) node.remove();
  for (const select of root.querySelectorAll("select")) {
    const options = [...select.querySelectorAll("option")];
    const most = Math.max(...options.map((option) => `${option.textContent}`.length));
    // The widest gives the field its width, whichever is chosen.
    const wide = options.find((option) => `${option.textContent}`.length === most);
    for (const option of options)
      if (option !== wide && !option.hasAttribute("selected")) option.remove();
  }
  // Tiles that one chooses from are a picture too.
  for (const tile of root.querySelectorAll("button[role]"))
    tile.parentElement?.setAttribute("inert", "");
  for (const node of [root, ...root.querySelectorAll("*")]) {
    const picture = node.closest("svg");
    const whole = picture && !node.parentElement?.closest("svg");
    const digits = picture?.closest(".mlw-svg") ? 1 : 3; // of pixels, or of cells
    for (const { name, value } of [...node.attributes]) {
      const seen = picture && !/^(role|aria-|tabindex|data-|font-)/.test(name);
      if (LIVE.test(name)) node.removeAttribute(name);
      else if (!seen && !KEPT.test(name) && !((whole || !picture) && SPOKEN.test(name))) {
        node.removeAttribute(name);
      } else if (picture && !/^(class|aria-)/.test(name)) {
        const short = round(value.replace(/touch-action: ?[\w-]+;?/, ""), digits);
        const own = name === "id" ? stem + value : short.replace("url(#", `url(#${stem}`);
        if (own) node.setAttribute(name, own);
        else node.removeAttribute(name);
      }
    }
    if (whole && !node.closest("[aria-hidden]")) node.setAttribute("role", "img");
  }
  root.removeAttribute("role");
  root.setAttribute("data-drawn", "0");
}

/** @type {(picture: Element) => number} */
const widthOf = (picture) => Number(picture.getAttribute("viewBox")?.split(" ")[2]);
const stills = [];
for (const [n, job] of JSON.parse(readFileSync(0, "utf8")).entries()) {
  const [root, phone] = [await drawn(job, 0), await drawn(job, PHONE)];
  slim(root, `still-${n}-wide-`);
  slim(phone, `still-${n}-narrow-`);
  const narrow = [...phone.querySelectorAll(".mlw-svg")];
  for (const [i, picture] of root.querySelectorAll(".mlw-svg").entries()) {
    if (widthOf(picture) <= PHONE) continue;
    picture.classList.add("mlw-at-wide");
    narrow[i].classList.add("mlw-at-narrow");
    picture.after(narrow[i]);
  }
  stills.push(root.outerHTML);
}
writeSync(1, JSON.stringify(stills));
