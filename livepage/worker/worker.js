// The worker of a live page: Python, started from the files that came with the site.
//
// The first message is { start: { pyodide, wheel, bridge, cells, data, widgets } }, addresses and
// names; data is [[place, address, size in bytes], ...] of what comes when Python first opens it.
// It answers { progress } some times, then { ready: true } or { failed: "why" }.
// Each later message is a request, { id, widget, epoch, seq, inputs, command }, and is answered by
// { id, epoch, seq, outputs | error }, or { fatal: "why" } when Python itself has died.
//
// A cell is run by { cell: id, epoch, seq, code, page: { id: code of each cell, in order }, afresh }.
// Its answers repeat cell, epoch and seq: { output } and { loading, progress } as they come,
// { missing: [{ name, cell }] } when other cells have to run before it (afresh: also those that
// have run), and last { done: true, ok, seconds }.
// { forget: id } has no answer: that widget has left the page.  { update: id, inputs } comes unasked
// when Python code has set inputs of a widget.

/** @import { Message, RunRequest, Start, WidgetRequest } from "./messages.d.ts" */

/** @type {Bridge} */
let bridge; // the Python module bridge.py
/** @type {Promise<Cells> | undefined} */
let cells; // a promise of the Python module livepage.worker.cells.cells, once the first cell has asked for it
/** @type {Promise<[ArrayBuffer, string]> | undefined} */
let files; // a promise of what runner() unpacks
/** @type {{ pyodide: string, runner?: string }} */
let addresses; // where the site's files are

const HOME = "/home/pyodide"; // where Python looks for modules first
const MORE = "more.zip"; // all modules, for what the page's wheel does not hold
const quiet = () => {};

let dead = false;

/** @param {unknown} error */
function died(error) {
  dead = true;
  const why = told(error);
  postMessage({ fatal: /call stack/.test(why) ? "calls within calls went too deep" : why });
}

/**
 * Python's errors say what went wrong in their last line, the browser's in their first.
 * @param {any} error
 * @returns {string}
 */
function told(error) {
  const lines = String(error?.message ?? error)
    .trim()
    .split("\n");
  return lines[error?.name === "PythonError" ? lines.length - 1 : 0];
}

/** @param {string} address */
async function download(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  return answer;
}

const bytesAt = async (/** @type {string} */ address) => (await download(address)).arrayBuffer();
const textAt = async (/** @type {string} */ address) => (await download(address)).text();

// Where its WebAssembly does not arrive, Pyodide only warns and then waits for ever.
function failure() {
  const streaming = WebAssembly.instantiateStreaming;
  return new Promise((_, fail) => {
    if (!streaming) return;
    WebAssembly.instantiateStreaming = (...given) => {
      const made = streaming.apply(WebAssembly, given);
      made.catch(fail);
      return made;
    };
  });
}

/**
 * The bytes at an address, for which a worker may wait; nothing where they do not come.
 * @param {string} address
 */
function fetched(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  request.responseType = "arraybuffer";
  try {
    request.send();
  } catch {
    return null;
  }
  return request.status === 200 ? new Uint8Array(request.response) : null;
}

/**
 * A file that stays on the site until Python first opens it: data, and an archive of modules.
 * Emscripten's own lazy files are not used: they trust what a host says of sizes and ranges, which it may say of the
 * compressed file, and end Python where the file does not come; here open() raises OSError.
 * @param {FileSystem} FS
 * @param {string} path
 * @param {string} address
 * @param {number} size
 */
function lazyFile(FS, path, address, size) {
  FS.mkdirTree(path.slice(0, path.lastIndexOf("/"))); // the wheel may hold no other file of that folder
  FS.writeFile(path, new Uint8Array(size)); // so that it has its size before it is here
  const { node } = FS.lookupPath(path);
  const own = node.stream_ops;
  const open = (/** @type {FileStream} */ stream) => {
    const content = fetched(address);
    if (content?.length !== size) {
      FS.closeStream(stream.fd);
      setTimeout(forgive);
      throw new FS.ErrnoError(29); // EIO, "I/O error"
    }
    stream.stream_ops = node.stream_ops = own;
    FS.writeFile(path, content);
  };
  node.stream_ops = { ...own, open };
}

// An archive that did not come is looked for again by the next import.
function forgive() {
  if (!dead) self.python.pyimport("importlib").invalidate_caches();
}

/** @param {Start} start */
async function start({ pyodide, wheel, bridge: code, cells: runner, data = [] }) {
  addresses = { pyodide, runner };
  // All files are on their way at once; Pyodide asks for its own while these come.
  const ours = Promise.all([bytesAt(wheel), textAt(code)]);
  ours.catch(quiet); // told below, where it is awaited
  const { loadPyodide } = await import(`${pyodide}pyodide.js`);
  postMessage({ progress: 0.1 });
  const failed = failure();
  const loading = loadPyodide({
    indexURL: pyodide,
    packageBaseUrl: pyodide, // else a package would be looked for at the project's CDN
    packages: ["numpy"], // fetched while Python starts
    stdout: quiet,
    stderr: quiet,
  });
  const python = await Promise.race([failed, loading]);
  self.python = python; // for tests
  // What kills Python inside its own event loop reaches nobody who waits for an answer.
  python._api.on_fatal = died;
  postMessage({ progress: 0.75 });
  const [archive, source] = await ours;
  python.unpackArchive(archive, "wheel", { extractDir: HOME });
  for (const [place, address, size] of data) lazyFile(python.FS, `${HOME}/${place}`, address, size);
  python.FS.writeFile(`${HOME}/bridge.py`, source);
  bridge = python.pyimport("bridge");
  bridge.look_in(`${HOME}/${MORE}`);
  postMessage({ progress: 0.95 });
}

/**
 * One widget at a time, so that a request never waits for more than one.
 * @param {string[]} names
 */
function warm([name, ...others]) {
  if (!name && addresses.runner && !navigator.connection?.saveData) runnersFiles();
  if (!name || dead) return; // once dead, Python complains aloud of whatever is asked
  try {
    bridge.warm(name);
  } catch {
    return; // Python has died of a request meanwhile, and that request's reply says so
  }
  setTimeout(warm, 0, others);
}

/**
 * The reply, with arrays as views of one buffer that is copied out of WebAssembly's memory (which
 * moves when it grows) and then handed over.
 * @param {WidgetRequest} request
 */
function ask(request) {
  const pair = bridge.answer(JSON.stringify(request));
  const bytes = pair.get(1);
  const view = bytes.getBuffer("u8");
  const data = view.data.slice();
  view.release();
  bytes.destroy();
  const reply = JSON.parse(pair.get(0));
  pair.destroy();
  for (const [name, value] of Object.entries(reply.outputs ?? {})) {
    if (value === null || typeof value !== "object") continue;
    const { dtype, shape, start: from, length } = value;
    reply.outputs[name] = { dtype, shape, data: new Uint8Array(data.buffer, from, length) };
  }
  postMessage(reply, [data.buffer]);
}

// ------------------------------------------------------------------------------- cells

// What runs cells is no part of the start: it is fetched when nothing else is to be done, and
// unpacked with the first of them.
function runnersFiles() {
  files ??= Promise.all([
    bytesAt(`${addresses.runner}`),
    textAt(`${addresses.pyodide}pyodide-lock.json`),
  ]);
  files.catch(() => (files = undefined)); // who asks next tries again
  return files;
}

async function runner() {
  const [archive, lock] = await runnersFiles();
  self.python.unpackArchive(archive, "zip", { extractDir: HOME });
  /** @type {Cells} */
  const module = self.python.pyimport("livepage.worker.cells.cells");
  module.prepare(bridge, lock, (id, inputs) =>
    postMessage({ update: id, inputs: JSON.parse(inputs) }),
  );
  return module;
}

function prepared() {
  cells ??= runner();
  cells.catch(() => (cells = undefined)); // the next cell tries again
  return cells;
}

/**
 * Load packages, telling how many of their files have come.
 * @param {string[]} names
 * @param {number} files
 * @param {(news: Message) => void} tell
 */
async function load(names, files, tell) {
  const label = names.join(" and ");
  const plain = self.fetch;
  let come = 0;
  tell({ loading: label, progress: 0 });
  self.fetch = async (...request) => {
    const answer = await plain(...request);
    answer
      .clone()
      .arrayBuffer()
      .then(() => tell({ loading: label, progress: ++come / files }), quiet);
    return answer;
  };
  try {
    await self.python.loadPackage(names, { messageCallback: quiet, errorCallback: quiet });
  } finally {
    self.fetch = plain;
  }
  tell({ loading: "", progress: 1 });
}

/** @param {RunRequest} request */
async function run({ cell, epoch, seq, code, page, afresh }) {
  const tell = (/** @type {Message} */ news) => postMessage({ cell, epoch, seq, ...news });
  const began = performance.now();
  const fail = (/** @type {unknown} */ error) => {
    const evalue = `This cell could not run: ${/** @type {Error} */ (error).message}`;
    tell({ output: { output_type: "error", ename: "Error", evalue, traceback: [evalue] } });
    tell({ done: true, ok: false, seconds: (performance.now() - began) / 1000 });
  };
  let module;
  try {
    if (!cells) tell({ loading: "what runs cells", progress: 0 });
    module = await prepared();
    tell({ loading: "", progress: 1 });
    const all = JSON.stringify(page);
    const { missing, imports } = JSON.parse(module.missing(cell, code, all, Boolean(afresh)));
    if (missing.length) {
      tell({ missing });
      tell({ done: true, ok: false, seconds: 0 });
      return;
    }
    const { packages, files } = JSON.parse(module.needed(`${imports}\n${code}`));
    if (packages.length) await load(packages, files, tell);
    module.bring(imports);
  } catch (error) {
    if (!dead) fail(error);
    return;
  }
  const show = (/** @type {string} */ output) => tell({ output: JSON.parse(output) });
  /** @type {Parameters<Cells["run"]>} */
  const order = [cell, code, epoch, JSON.stringify(page), show];
  const result = module.waits(code) ? await module.run_waiting(...order) : module.run(...order);
  tell({ done: true, ...JSON.parse(result) });
}

self.onmessage = async ({ data }) => {
  try {
    if (data.start) {
      await start(data.start);
      postMessage({ ready: true });
      setTimeout(warm, 0, data.start.widgets);
    } else if (data.cell) await run(data);
    else if (data.forget) bridge.forget(data.forget);
    else ask(data);
  } catch (error) {
    if (data.start) postMessage({ failed: told(error) });
    else died(error);
  }
};
