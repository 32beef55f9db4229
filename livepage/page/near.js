// What waits until the reader comes near: a screen and a half before it is seen.
//
// What is folded up, or in a section that the browser does not draw, is not near until it is
// shown: a fold that opens, a link or a search that leads there, and scrolling all bring it near.
// A printer shows everything; a browser that cannot tell what is near gets everything at once.

const MARGIN = "150% 0px";
/** @type {Map<Element, { act: () => unknown, looked: (first?: unknown) => void }>} */
const waiting = new Map(); // element -> { act, looked }

/** @param {Element} element */
function arrived(element) {
  const one = waiting.get(element);
  forget(element);
  one?.looked(one.act());
}

/** @param {Element} element */
function forget(element) {
  waiting.delete(element);
  watcher?.unobserve(element);
}

/** @param {IntersectionObserverEntry[]} entries */
function look(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) arrived(target);
    else waiting.get(target)?.looked();
  }
}

const watcher =
  "IntersectionObserver" in window ? new IntersectionObserver(look, { rootMargin: MARGIN }) : null;
const all = () => [...waiting.keys()].forEach(arrived);
addEventListener("beforeprint", all);
matchMedia("print").addEventListener?.("change", all); // where only the medium tells of it

/**
 * Call act() once the element is near, unless signal aborts before.  Returns a promise of a first
 * look: of what act() returns where the element is near already, and of nothing where it is not.
 * @param {Element} element
 * @param {() => unknown} act
 * @param {AbortSignal} signal
 */
export function near(element, act, signal) {
  if (!watcher) return Promise.resolve(act());
  return new Promise((looked) => {
    waiting.set(element, { act, looked });
    watcher.observe(element);
    signal.addEventListener("abort", () => forget(element), { once: true });
  });
}
