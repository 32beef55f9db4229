// Where a host isolates its pages, the notebook and its kernel wait for each other by Atomics.waitAsync.
// Where the answer is there already, that gives a word instead of a promise, which JupyterLite's script
// for it (coincident) does not expect: it would throw, and the answer would be lost.

const { waitAsync } = Atomics;
if (waitAsync) {
  Atomics.waitAsync = (...given) => {
    const { value } = waitAsync(...given);
    return { async: true, value: Promise.resolve(value) };
  };
}
