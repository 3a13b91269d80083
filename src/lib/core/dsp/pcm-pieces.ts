/** Frames in one stored piece of a decoded song: 1 MiB of stereo float32, 2.97 s. */
export const PCM_PIECE_FRAMES = 131_072

export interface PcmPiece {
  /** Name in the blob store: sorts in playing order. */
  id: string
  index: number
  start: number
  frames: number
}

/** The piece of a decoded song that holds `frame`; null beyond its ends. */
export function pcmPieceAt(frames: number, frame: number): PcmPiece | null {
  if (frame < 0 || frame >= frames) return null
  const index = Math.floor(frame / PCM_PIECE_FRAMES)
  const start = index * PCM_PIECE_FRAMES
  return {
    id: String(index).padStart(6, '0'),
    index,
    start,
    frames: Math.min(PCM_PIECE_FRAMES, frames - start),
  }
}

/**
 * Stored layout of every piece, song or stem: left channel, then right, float32 little-endian.
 * The two views share `bytes`; `bytes` must be 4-aligned and hold a whole number of stereo frames.
 */
export function channelsOf(bytes: ArrayBuffer): [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] {
  const frames = bytes.byteLength / 8
  return [new Float32Array(bytes, 0, frames), new Float32Array(bytes, frames * 4, frames)]
}

/** A piece's bytes from its two channels of equal length. */
export function bytesOf(left: Float32Array, right: Float32Array): Uint8Array<ArrayBuffer> {
  const all = new Float32Array(left.length + right.length)
  all.set(left)
  all.set(right, left.length)
  return new Uint8Array(all.buffer)
}
