// node precompile.mjs FOLDER SCRIPT JOBS: run SCRIPT in the Pyodide of FOLDER over archives.
//
// JOBS is JSON: [{ source, target }], paths of zip files.  The script defines
// compile_archive(data: bytes) -> bytes.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, script, jobs] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({
  indexURL: folder,
  packages: ["numpy", "matplotlib", "sympy"],
  stdout: () => {},
});
python.runPython(readFileSync(script, "utf8"));
const compile = python.globals.get("compile_archive");
for (const { source, target } of JSON.parse(jobs)) {
  const data = python.toPy(new Uint8Array(readFileSync(source)));
  const made = compile(data);
  writeFileSync(target, made.toJs());
  made.destroy();
  data.destroy();
}
