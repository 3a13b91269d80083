/**
 * What the ffmpeg worker is given: the file (seen as `/in/file`), what to make of it (written to `/out`), and where the other side
 * counts the pieces it has taken (an Int32).
 */
export interface FfmpegOrder {
  blob: Blob
  args: readonly string[]
  taken: SharedArrayBuffer | null
}

export type FfmpegNews =
  | { type: 'ready' }
  /** The next bytes of what is made. */
  | { type: 'bytes'; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'seconds'; seconds: number }
  | { type: 'end'; words: string }
  /** The code itself could not be had. */
  | { type: 'absent'; words: string }

/** Pieces that may wait to be taken before ffmpeg is held. */
export const WAITING = 4
