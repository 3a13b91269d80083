import { Decimator } from '#lib/core/dsp/analysis/decimator.ts'
import { Framer } from '#lib/core/dsp/analysis/framer.ts'
import { chromaAt, MIDDLE, PitchClasses } from '#lib/core/dsp/analysis/pitch-classes.ts'
import { PitchPeaks } from '#lib/core/dsp/analysis/pitch-peaks.ts'
import { PowerSpectrum } from '#lib/core/dsp/analysis/power-spectrum.ts'
import { Tape } from '#lib/core/dsp/analysis/tape.ts'
import type { RealFft } from '#lib/core/dsp/real-fft.ts'
import { type Fit, fitOf } from '#lib/core/match/same-sound.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { CompareOrder } from './contract.ts'
import { LONG_FRAME, LONG_HOP, LONG_RATE } from './ear.ts'
import { monoOf, songPieces } from './read-sound.ts'

/** Hears both sounds and slides one over the other; `long` transforms frames of `LONG_FRAME`. Fault: `storage-lost`. */
export async function compareSounds(
  blobs: Pick<BlobStore, 'get'>,
  { song, excerpt }: CompareOrder,
  long: RealFft,
  tick: (fraction: number) => void,
): Promise<Fit | null> {
  const whole = song.frames + excerpt.frames
  const short = await hear(excerpt, 0)
  return fitOf(await hear(song, excerpt.frames), short)

  async function hear({ trackId, frames }: CompareOrder['song'], before: number): Promise<Float32Array> {
    const ear = new ChromaEar(long)
    for await (const piece of songPieces(blobs, trackId, frames)) {
      ear.push(monoOf(piece))
      tick((before + piece.start + piece.frames) / whole)
    }
    return ear.finish()
  }
}

/** Pitch classes of a mono sound at 44.1 kHz, 12 a row, every 0.19 s. Both sounds are heard against A = 440 Hz. */
export class ChromaEar {
  readonly #rows = new Tape(12)
  readonly #decimator = new Decimator()
  readonly #framer: Framer

  constructor(long: RealFft) {
    const spectrum = new PowerSpectrum(long)
    const peaks = new PitchPeaks(LONG_RATE, LONG_FRAME)
    const pitches = new PitchClasses(0)
    this.#framer = new Framer(LONG_FRAME, LONG_HOP, (frame, index) => {
      peaks.take(spectrum.take(frame))
      pitches.take(peaks)
      this.#rows.push(chromaAt(pitches.rows.all, index, MIDDLE))
    })
  }

  push(mono: Float32Array): void {
    this.#framer.push(this.#decimator.push(mono))
  }

  finish(): Float32Array {
    this.#framer.finish()
    return this.#rows.all
  }
}
