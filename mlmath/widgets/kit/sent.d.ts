// Outputs on their way, for `make lint`; no page loads this.

/** An array as it is sent: little-endian bytes of float32 or int32. */
export interface SentArray {
  dtype: string;
  shape: number[];
  data: ArrayBuffer | ArrayBufferView<ArrayBuffer>;
}
export type Sent = Record<string, SentArray | number | string | boolean | null>;
