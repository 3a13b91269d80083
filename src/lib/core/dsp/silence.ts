import type { Stereo } from './mix.ts'

/** Finds where a sound that comes in pieces first and last rises over a threshold. */
export class SoundEdges {
  /** First frame over it, and the frame after the last; null while all is silence. */
  first: number | null = null
  end = 0
  #at = 0
  readonly #threshold: number

  /** `thresholdDb` in dBFS. */
  constructor(thresholdDb: number) {
    this.#threshold = Math.pow(10, thresholdDb / 20)
  }

  push([left, right]: Stereo): void {
    for (let i = 0; i < left.length; i++) {
      if (Math.abs(left[i] as number) <= this.#threshold && Math.abs(right[i] as number) <= this.#threshold)
        continue
      this.first ??= this.#at + i
      this.end = this.#at + i + 1
    }
    this.#at += left.length
  }

  get frames(): number {
    return this.#at
  }
}

/** What stays between the edges when silence of at least `min` frames goes, but for `pad` frames of it. */
export function trimmed(
  edges: { first: number | null; end: number; frames: number },
  min: number,
  pad: number,
): { start: number; end: number } | null {
  if (edges.first === null) return null
  const start = edges.first >= min ? Math.max(0, edges.first - pad) : 0
  const behind = edges.frames - edges.end
  return { start, end: behind >= min ? Math.min(edges.frames, edges.end + pad) : edges.frames }
}
