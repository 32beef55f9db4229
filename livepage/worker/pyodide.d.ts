// What the worker uses of Pyodide, and of the Python that runs in it, for `make lint`.

/** A file that Emscripten's file system holds. */
interface FileNode {
  stream_ops: { open?(stream: FileStream): void };
}
interface FileStream {
  fd: number;
  stream_ops: FileNode["stream_ops"];
}
interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array | string): void;
  lookupPath(path: string): { node: FileNode };
  closeStream(fd: number): void;
  ErrnoError: new (errno: number) => Error;
}

interface Pyodide {
  FS: FileSystem;
  _api: { on_fatal: (error: Error) => void };
  unpackArchive(archive: ArrayBuffer, format: string, options: { extractDir: string }): void;
  pyimport(name: string): any;
  loadPackage(names: string[], options: object): Promise<unknown>;
}
declare var python: Pyodide; // for tests: self.python

/** A Python object that has to be destroyed. */
interface Proxy<Value> {
  get(index: 0): string;
  get(index: 1): Value;
  destroy(): void;
}
interface Bytes {
  getBuffer(type: "u8"): { data: Uint8Array<ArrayBuffer>; release(): void };
  destroy(): void;
}

/** bridge.py */
interface Bridge {
  answer(request: string): Proxy<Bytes>;
  forget(id: string): void;
  look_in(archive: string): void;
  warm(widget: string): void;
}

/** cells/cells.py */
interface Cells {
  prepare(bridge: Bridge, lock: string, update: (id: string, inputs: string) => void): void;
  missing(cell: string, code: string, page: string, afresh: boolean): string;
  bring(imports: string): void;
  needed(code: string): string;
  waits(code: string): boolean;
  run(cell: string, code: string, epoch: number, page: string, show: (output: string) => void): string;
  run_waiting(...order: Parameters<Cells["run"]>): Promise<string>;
}
interface WorkerNavigator {
  connection?: { saveData: boolean };
}
