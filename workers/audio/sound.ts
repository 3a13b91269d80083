/** Decoded sound as a stream, whatever decodes it. */
export interface Sound {
  rate: number
  channels: number
  /** Speakers as in WAVEFORMATEXTENSIBLE; null is the usual layout. */
  mask: number | null
  /** Frames there will be, at `rate`, as far as the file says; for progress only. */
  expected: number | null
  /** Blocks of one array a channel, each of any length. */
  blocks(): AsyncGenerator<Float32Array[], void, undefined>
}
