// What the page and its worker tell each other, for `make lint`; no page loads it.
// worker.js says in words what each message means.

import type { Sent } from "../../mlmath/widgets/kit/sent.d.ts";

export interface Start {
  pyodide: string;
  wheel: string;
  bridge: string;
  cells?: string;
  /** What comes when Python first opens it. */
  data?: [place: string, address: string, size: number][];
  /** Names of the widgets on the page. */
  widgets?: string[];
}

interface Numbered {
  /** Counts workers. */
  epoch: number;
  /** Counts requests. */
  seq: number;
}
export interface WidgetRequest extends Numbered {
  id: string;
  widget: string;
  inputs?: Record<string, any>;
  command?: string;
}
export interface RunRequest extends Numbered {
  cell: string;
  code: string;
  /** The code of each cell of the page, in order. */
  page: Record<string, string>;
  /** Whether what it needs is to run again. */
  afresh?: boolean;
}

/** The name that a cell needs, and the cell that defines it. */
export interface Missing {
  name: string;
  cell: string;
}

export interface StreamOutput {
  output_type: "stream";
  name: string;
  text: string;
}
export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
  hint?: string;
}
export interface DataOutput {
  output_type: "display_data" | "execute_result";
  /** MIME type -> content. */
  data: Record<string, string>;
}
export type Output = StreamOutput | ErrorOutput | DataOutput;

/** What comes of a request for a widget. */
export interface Answer {
  outputs?: Sent;
  error?: string;
}
/** Any message of the worker. */
export interface Message extends Partial<Numbered>, Answer {
  progress?: number;
  ready?: true;
  failed?: string;
  fatal?: string;
  cell?: string;
  output?: Output;
  loading?: string;
  missing?: Missing[];
  done?: true;
  ok?: boolean;
  seconds?: number;
  update?: string;
  inputs?: Record<string, any>;
}
