import { Decimator } from '#lib/core/dsp/analysis/decimator.ts'
import { Framer } from '#lib/core/dsp/analysis/framer.ts'
import { Detune } from '#lib/core/dsp/analysis/pitch-classes.ts'
import { PitchPeaks } from '#lib/core/dsp/analysis/pitch-peaks.ts'
import { PowerSpectrum } from '#lib/core/dsp/analysis/power-spectrum.ts'
import { Tuning } from '#lib/core/dsp/analysis/tuning.ts'
import type { RealFft } from '#lib/core/dsp/real-fft.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { FRAME, HOP, LONG_FRAME, LONG_RATE } from './ear.ts'

export interface SongTuning {
  /** As librosa finds it, for its chroma; semitones. */
  coarse: number
  /** Likewise for its constant-Q chroma; thirds of a semitone. */
  thirds: number
  /** To a cent; null where nothing is pitched. */
  fine: number | null
}

/** How far a song lies from A = 440 Hz, from stretches of it. */
export async function tuningOf(
  stretches: AsyncIterable<Float32Array>,
  short: RealFft,
  long: RealFft,
): Promise<SongTuning> {
  const coarse = new Tuning(SAMPLE_RATE, FRAME)
  const thirds = new Tuning(SAMPLE_RATE, FRAME)
  const fine = new Detune()
  const power = new PowerSpectrum(short)
  const longPower = new PowerSpectrum(long)
  const roots = new Float32Array(thirds.width)
  const peaks = new PitchPeaks(LONG_RATE, LONG_FRAME)
  const shortFrames = new Framer(FRAME, HOP, (frame) => {
    const spectrum = power.take(frame)
    let most = 0
    for (let k = 0; k < spectrum.length; k++) most = Math.max(most, spectrum[k] as number)
    for (let k = 0; k < roots.length; k++) roots[k] = Math.sqrt(spectrum[k] as number)
    coarse.add(spectrum, most)
    thirds.add(roots, Math.fround(Math.sqrt(most)))
  })
  const longFrames = new Framer(LONG_FRAME, LONG_FRAME / 2, (frame) => {
    peaks.take(longPower.take(frame))
    fine.take(peaks)
  })
  const decimator = new Decimator()
  for await (const mono of stretches) {
    shortFrames.push(mono)
    longFrames.push(decimator.push(mono))
  }
  shortFrames.finish()
  longFrames.finish()
  return { coarse: coarse.bins() ?? 0, thirds: thirds.bins(36) ?? 0, fine: fine.semitones() }
}
