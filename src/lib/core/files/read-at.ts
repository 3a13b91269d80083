/** Reads bytes [start, end) of a file; fewer where it ends. */
export type ReadAt = (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>

/** A file in memory as a `ReadAt`. */
export function readerOf(bytes: Uint8Array<ArrayBuffer>): ReadAt {
  return (start, end) => Promise.resolve(bytes.slice(Math.max(0, start), Math.max(0, end)))
}

export function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Four letters at `at`, or as many as there are. */
export function letters(bytes: Uint8Array, at: number, count = 4): string {
  return String.fromCharCode(...bytes.subarray(at, at + count))
}
