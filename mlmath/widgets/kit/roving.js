// Arrow keys that choose: a group of radio buttons is one stop of Tab.

/**
 * Arrow keys in a group of radio buttons: lead(at, key) is the place in `all` that a key leads to
 * from the button at place `at`, or `at` itself; choose(to) takes it, and it gets the focus.
 * @param {HTMLElement} group
 * @param {HTMLElement[]} all
 * @param {{ lead: (at: number, key: string) => number, choose: (to: number) => void }} handlers
 */
export function roving(group, all, { lead, choose }) {
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // Alt and an arrow: back in the browser
    const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const to = lead(at, event.key);
    if (at < 0 || to === at || !all[to]) return;
    event.preventDefault();
    event.stopPropagation(); // Jupyter has meanings of its own for these keys
    choose(to);
    all[to].focus();
  });
}
