// The types that the page's scripts share, for `make lint`; no page loads them.

import type { Render, Sent, Spec } from "../../mlmath/widgets/kit/types.d.ts";
import type { Answer, Missing, Output } from "../worker/messages.d.ts";
import type { Cell } from "./cells/cells.js";
import type { Engine } from "./engine.js";
import type { Model } from "./model.js";

// ------------------------------------------------------------------------------ the engine

export type State = "idle" | "starting" | "ready" | "failed";
/** How a start goes on, or why it failed. */
export interface Detail {
  progress?: number;
  why?: string;
}

/** A widget, as the engine sees it: engine.js says what it is told. */
export interface Client {
  id: string;
  widget: string;
  inputs(): Record<string, any>;
  receive(answer: Answer, settled: boolean): void;
  slow(state: { stoppable: boolean } | null): void;
}

/** A cell, as the engine sees it. */
export interface CellClient {
  id: string;
  afresh?: boolean;
  code(): string;
  started?(): void;
  output(output: Output): void;
  loading(what: string, progress?: number): void;
  missing(names: Missing[]): void;
  done(ok: boolean, seconds: number, why: string): void;
  forgotten(): void;
}

/** What a client waits for: its values, or a command; `again` after it has killed a worker. */
export interface Job {
  inputs?: Record<string, any>;
  command?: string;
  again?: boolean;
}
/** The request under way: of a widget, or of a cell. */
export type Flight = { seq: number } & (
  | { client: Client; job: Job; timers: ReturnType<typeof setTimeout>[]; cell?: undefined }
  | { cell: CellClient; began: number; client?: undefined; timers?: undefined; job?: undefined }
);

// -------------------------------------------------------------------------------- the page

/** An array as a snapshot holds it. */
export interface SnapshotArray {
  dtype: string;
  shape: number[];
  base64: string;
}
export interface Link {
  field: string;
  with: string;
}
/** What a widget leaves in the built page. */
export interface Snapshot {
  spec: Spec;
  inputs: Record<string, any>;
  outputs: Record<string, SnapshotArray | number | string | boolean>;
  links?: Link[];
}

/** What the built page says of its files: addresses, relative to the page. */
export interface Config {
  worker: string;
  pyodide: string;
  wheel: string;
  bridge: string;
  cells?: string;
  data?: Record<string, [path: string, size: number]>;
  limit?: number;
  /** Of each view on the page: its address, and those of what it imports. */
  views: Record<string, string[]>;
  /** The list of all other views. */
  more: string;
  /** The parts of the live cells. */
  parts?: Record<string, string>;
}

export interface View {
  render(parts: Render): unknown;
}

/** What the host gives to the live cells. */
export interface Host {
  engine: Engine;
  /** Brings the widgets inside to life: a promise of the pictures that are near already. */
  mountAll(root: ParentNode): Promise<unknown>;
  unmountAll(root: ParentNode): void;
  /** Import a part of the live cells; where that fails, the next call asks again. */
  load(name: string): Promise<any>;
}

/** What the parts of the live cells share. */
export interface Page extends Host {
  cells: Cell[];
  /**
   * Run cells in turn until one fails; `gather`: with all that they turn out to need, `afresh`: once
   * more where that has run.
   */
  run(list: Cell[], gather?: boolean, afresh?: boolean): Promise<void>;
  stop(cell: Cell): Promise<void>;
  reset(cell: Cell): Promise<void>;
  edited(cell: Cell): Promise<void>;
  /** Start Python afresh, by the button of a cell. */
  restart(cell: Cell): void;
  /** Wait for a part; where it does not come, the cell says so, and the next wish asks again. */
  come<Part>(cell: Cell, part: Promise<Part>): Promise<Part | undefined>;
  /** Say something to a reader who does not see the page. */
  say(text: string): void;
}

export interface PythonEvent extends Detail {
  state: State;
}
export interface RanEvent {
  cell: string;
  ok: boolean;
  element: HTMLElement;
}

declare global {
  interface Document {
    livepage: { engine: Engine; mountAll: Host["mountAll"]; unmountAll: Host["unmountAll"] };
  }
  interface DocumentEventMap {
    "livepage:python": CustomEvent<PythonEvent>;
    "livepage:ran": CustomEvent<RanEvent>;
  }
  interface HTMLElement {
    /** The model of a widget that is alive. */
    model?: Model | null;
  }
  interface Navigator {
    connection?: { saveData: boolean };
  }
}
