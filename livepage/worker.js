// The worker of a live page: Python, started from the files that came with the site.
//
// The first message is { start: { pyodide, wheel, bridge, widgets } }, addresses and names.
// It answers { progress } some times, then { ready: true } or { failed: "why" }.
// Each later message is a request, { id, widget, epoch, seq, inputs, command }, and is answered by
// { id, epoch, seq, outputs | error }, or { fatal: "why" } when Python itself has died.

let bridge; // the Python module bridge.py

const quiet = () => {};

async function download(address, kind) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  return answer[kind]();
}

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

async function start({ pyodide, wheel, bridge: code, widgets }) {
  // All files are on their way at once; Pyodide asks for its own while these come.
  const ours = Promise.all([download(wheel, "arrayBuffer"), download(code, "text")]);
  ours.catch(quiet); // told below, where it is awaited
  const { loadPyodide } = await import(`${pyodide}pyodide.mjs`);
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
  postMessage({ progress: 0.75 });
  const [archive, source] = await ours;
  python.unpackArchive(archive, "wheel");
  python.FS.writeFile("/home/pyodide/bridge.py", source);
  bridge = python.pyimport("bridge");
  postMessage({ progress: 0.95 });
  bridge.prepare(JSON.stringify(widgets));
}

// One widget at a time, so that a request never waits for more than one.
function warm([name, ...others]) {
  if (!name) return;
  try {
    bridge.warm(name);
  } catch {
    return; // Python has died of a request meanwhile, and that request's reply says so
  }
  setTimeout(warm, 0, others);
}

// The reply, with arrays as views of one buffer that is copied out of WebAssembly's memory (which
// moves when it grows) and then handed over.
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

onmessage = async ({ data }) => {
  try {
    if (data.start) {
      await start(data.start);
      postMessage({ ready: true });
      setTimeout(warm, 0, data.start.widgets);
    } else ask(data);
  } catch (error) {
    // Python's errors say it in their last line, the browser's and Pyodide's in their first.
    const lines = String(error?.message ?? error).trim().split("\n");
    const why = lines.at(error?.name === "PythonError" ? -1 : 0);
    postMessage(data.start ? { failed: why } : { fatal: why });
  }
};
