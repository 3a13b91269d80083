import { Running } from './running.ts'
import { Tape } from './tape.ts'

/** Nearer to zero than this is zero, which counts as above. */
const ZERO = 1e-10

/**
 * RMS and sign changes of frames over a mono stream: librosa's `rms` and `zero_crossing_rate`. Of a frame that reaches past an end
 * of the song only what is in the song is looked at for sign changes: librosa repeats the outermost sample there.
 */
export class FrameLevels {
  /** RMS of each frame. */
  readonly rms = new Running()
  readonly row = new Tape()
  readonly #hop: number
  /** Share of samples at which the sign changes, of each frame. */
  readonly #crossings = new Running()
  #squares = 0
  #samples = 0
  #peak = 0

  /** Frames are centred on multiples of `hop` samples. */
  constructor(hop: number) {
    this.#hop = hop
  }

  /** The next frame, of an even length; all samples that it holds have been pushed. */
  frame(samples: Float32Array): void {
    const { length } = samples
    let [even, odd] = [0, 0]
    for (let i = 0; i < length; i += 2) {
      even += (samples[i] as number) ** 2
      odd += (samples[i + 1] as number) ** 2
    }
    const rms = Math.sqrt((even + odd) / length)
    const start = this.rms.count * this.#hop - length / 2
    this.#crossings.add(
      signChanges(samples, Math.max(0, -start), Math.min(length, this.#samples - start)) / length,
    )
    this.rms.add(rms)
    this.row.add(rms)
  }

  push(samples: Float32Array): void {
    let { squares, peak } = { squares: this.#squares, peak: this.#peak }
    for (const x of samples) {
      squares += x * x
      const size = x < 0 ? -x : x
      if (size > peak) peak = size
    }
    this.#squares = squares
    this.#peak = peak
    this.#samples += samples.length
  }

  get facts() {
    const rms = Math.sqrt(this.#squares / Math.max(1, this.#samples))
    return {
      zeroCrossingRate: this.#crossings.mean,
      rmsDbfs: rms > 0 ? 20 * Math.log10(rms) : null,
      crestDb: rms > 0 ? 20 * Math.log10(this.#peak / rms) : null,
    }
  }
}

function signChanges(samples: Float32Array, from: number, to: number): number {
  let changes = 0
  let negative = (samples[from] as number) < -ZERO
  for (let i = from + 1; i < to; i++) {
    const below = (samples[i] as number) < -ZERO
    if (below !== negative) changes++
    negative = below
  }
  return changes
}
