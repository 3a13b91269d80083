/** Something with an address: what HTTP must know of it, and its bytes. */
export interface ServedFile {
  name: string
  type: string
  /** Bytes of the whole. */
  size: number
  /** Another text for other bytes. */
  tag: string
  /** From `start` to `end` (exclusive), in pieces of at most 4 MB, read only as they are taken. */
  bytes(start: number, end: number): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>
}
