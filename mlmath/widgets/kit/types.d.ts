// The types that the views and the kit share, for `make lint`; no page loads them.

import type { ScaleContinuousNumeric } from "d3-scale";
import type { Selection } from "d3-selection";
import type { Sent } from "./sent.d.ts";

export type { Sent, SentArray } from "./sent.d.ts";

// ------------------------------------------------------- a widget, as spec.py describes it

interface Declared {
  name: string;
  label: string;
  /** The view makes the control itself. */
  control?: false;
}
interface Ranged extends Declared {
  default: number;
  low: number;
  high: number;
  step: number;
}
export interface NumberField extends Ranged {
  kind: "number";
  look?: "seed";
  unit: string;
}
export interface PlayerField extends Ranged {
  kind: "player";
  look?: undefined;
  /** The output that says how far it reaches now. */
  limit: string;
}
export interface ChoiceField extends Declared {
  kind: "choice";
  look?: undefined;
  default: string;
  /** Value -> the text shown. */
  options: Record<string, string>;
}
export interface ToggleField extends Declared {
  kind: "toggle";
  look?: undefined;
  default: boolean;
}
export interface DataField extends Declared {
  kind: "data";
  look?: undefined;
  default: any[];
}
export type Field = NumberField | PlayerField | ChoiceField | ToggleField | DataField;

export interface Spec {
  name: string;
  title: string;
  help: string;
  /** It has `advance`, and is played step by step. */
  live: boolean;
  /** A sentence as long as the summary can be. */
  longest: string;
  fields: Field[];
}

// --------------------------------------------------------------------- what a view is given

/** An array as a view reads it. */
export interface Floats {
  shape: number[];
  values: Float32Array;
}
export interface Ints {
  shape: number[];
  values: Int32Array;
}
/** The outputs of one widget; each view says of its own what they hold. */
export type Outputs = Record<string, any>;

export type Status = "snapshot" | "starting" | "ready" | "busy" | "error";

/** The model, as anywidget's front-end form has it. */
export interface ViewModel {
  get(name: "spec"): Spec;
  get(name: "outputs"): Sent;
  get(name: "status"): Status | undefined;
  /** An input: its type is the field's. */
  get(name: string): any;
  set(name: string, value: any): void;
  save_changes(): void;
  send(message: { command: string }): void;
  on(event: string, callback: () => void): void;
  off(event?: string, callback?: () => void): void;
}

export interface Render {
  model: ViewModel;
  el: HTMLElement;
  signal: AbortSignal;
}

// --------------------------------------------------------------------------- what parts give

export interface Look {
  text?: string;
  icon?: string;
  label?: string;
  pressed?: boolean;
  kind?: string;
}
export type AddButton = (
  parent: Element,
  look: Look,
  onClick: (event: MouseEvent) => void,
) => HTMLButtonElement;

export interface Control {
  node: HTMLElement;
  input: HTMLElement;
  show(value: any): void;
}

/** What `frame` returns. */
export interface Frame {
  model: ViewModel;
  root: HTMLElement;
  picture: HTMLElement;
  tools: HTMLElement;
  controls: HTMLElement;
  signal: AbortSignal;
  button: AddButton;
  fact(name: string, text: string, look?: { quantity?: string; widest?: string }): void;
  quiet(on: boolean): void;
  set(values: Record<string, any>): void;
  say(text: string): void;
  control(name: string): HTMLElement;
  offer(name: string, on: boolean): void;
  cleanup(): void;
}

// ------------------------------------------------------------------------------- pictures

export type Layer = Selection<SVGGElement, unknown, null, undefined>;
/** Elements of any kind, with data of any kind. */
export type Chosen = Selection<any, any, any, any>;
export type Root = Selection<SVGSVGElement, unknown, null, undefined>;

/** What `svg` returns; its width and height follow the page. */
export interface Stage {
  node: SVGSVGElement;
  root: Root;
  width: number;
  height: number;
  ratio: number;
}

export type Scale = ScaleContinuousNumeric<number, number>;
/** The four sides of what the axes frame. */
export interface Sides {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
export interface Scales extends Sides {
  x: Scale;
  y: Scale;
}

export interface Curve {
  name: string;
  xs: ArrayLike<number>;
  ys: ArrayLike<number>;
  /** A key of palette.py. */
  quantity?: string;
  style?: string;
}

/** [left, top, right, bottom]. */
export type Box = [number, number, number, number];
export type Point = [number, number];

export interface Spot {
  x: number;
  y: number;
  anchor?: "start" | "middle" | "end";
}
export interface Label {
  text: string;
  size?: number;
  quantity?: string;
  /** Where it may stand, the best place first. */
  places: Spot[];
}

/** What `field` returns. */
export interface Cells {
  node: SVGSVGElement;
  root: Root;
  rows: number;
  columns: number;
  lit(cells: ArrayLike<number>): void;
  signed(values: ArrayLike<number>, most: number): void;
}

/** What `handles` returns. */
export interface Handles {
  /** The one that Tab reaches. */
  active: number;
  /** Where a thing put there would be. */
  rest(x: number, y: number): Point;
  /** Tells whether there is such a thing. */
  focus(i?: number): boolean;
  draw(n: number): Chosen;
}

export interface Rotation extends ReadonlyArray<number> {}
export type ThingLook = {
  quantity?: string;
  name?: string;
  square?: boolean;
  style?: string;
  /** Without a mark. */
  bare?: boolean;
};
export interface Scene {
  points: [x: number, y: number, z: number, look?: ThingLook][];
  edges: [from: number, to: number, look?: ThingLook][];
}
