import type { AnalysisFeature, AnalysisMode } from '#lib/core/domain/analysis.ts'
import { chromaBank, unitMax } from '#lib/core/dsp/analysis/chroma-bank.ts'
import { ConstantQ } from '#lib/core/dsp/analysis/constant-q.ts'
import { CurveTape } from '#lib/core/dsp/analysis/curve-tape.ts'
import { Decimator } from '#lib/core/dsp/analysis/decimator.ts'
import { FrameLevels } from '#lib/core/dsp/analysis/frame-levels.ts'
import { Framer } from '#lib/core/dsp/analysis/framer.ts'
import { Cepstrum, MelLevels } from '#lib/core/dsp/analysis/mel-levels.ts'
import { OnsetBands } from '#lib/core/dsp/analysis/onset-bands.ts'
import { Percussion } from '#lib/core/dsp/analysis/percussion.ts'
import { PitchClasses } from '#lib/core/dsp/analysis/pitch-classes.ts'
import { PitchPeaks } from '#lib/core/dsp/analysis/pitch-peaks.ts'
import { PowerSpectrum } from '#lib/core/dsp/analysis/power-spectrum.ts'
import { Running } from '#lib/core/dsp/analysis/running.ts'
import type { SparseBank } from '#lib/core/dsp/analysis/sparse-bank.ts'
import { SpectralContrast } from '#lib/core/dsp/analysis/spectral-contrast.ts'
import { shapeOf, type Shape } from '#lib/core/dsp/analysis/spectral-shape.ts'
import type { RealFft } from '#lib/core/dsp/real-fft.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'

export const FRAME = 2048
export const HOP = 512
export const FRAMES_PER_S = SAMPLE_RATE / HOP
/** For harmony: long frames of every fourth sample, 0.74 s each and 0.19 s apart. */
export const LONG_FRAME = 8192
export const LONG_HOP = 2048
export const LONG_RATE = SAMPLE_RATE / 4
export const LONG_FRAMES_PER_S = LONG_RATE / LONG_HOP

/** Seconds that the cepstrum looks ahead for the loudest moment. */
const AHEAD_S = 60
/** Most columns of a picture; longer songs get wider ones. */
const MOST_COLUMNS = 7200

export interface EarNeeds {
  features: readonly AnalysisFeature[]
  mode: AnalysisMode
  frames: number
  /** Semitones off A = 440 Hz: as librosa finds it (in semitones and in thirds of one), and as the harmony needs it. */
  tuning: { coarse: number; thirds: number; fine: number }
  short: RealFft
  long: RealFft
}

/** Hears a mono song once, in pieces, and keeps what the conclusions need: some kilobytes a second. */
export class Ear {
  readonly levels = new FrameLevels(HOP)
  readonly onsets = new OnsetBands()
  readonly pitches: PitchClasses
  readonly centroid = new Running()
  readonly rolloff = new Running()
  readonly bandwidth = new Running()
  readonly flatness = new Running()
  readonly contrast = new SpectralContrast(SAMPLE_RATE, FRAME)
  readonly cepstrum: Cepstrum
  readonly percussion: Percussion
  /** centroid, rolloff, bandwidth, flatness. */
  readonly shapes: CurveTape
  readonly chroma: CurveTape
  readonly curveHopS: number
  /** null unless chroma is wanted. */
  readonly constantQ: ConstantQ | null
  readonly #needs: EarNeeds
  readonly #short: Framer
  readonly #long: Framer
  readonly #decimator = new Decimator()
  readonly #spectrum: PowerSpectrum
  readonly #mel = new MelLevels(SAMPLE_RATE, FRAME)
  readonly #magnitude = new Float32Array(FRAME / 2 + 1)
  readonly #bank: SparseBank
  readonly #chroma = new Float32Array(12)
  readonly #chromaSums = new Float64Array(12)
  readonly #shape: Shape = { centroidHz: 0, bandwidthHz: 0, rolloffHz: 0, flatness: 0 }

  constructor(needs: EarNeeds) {
    this.#needs = needs
    const every = Math.max(43, Math.ceil(needs.frames / HOP / MOST_COLUMNS))
    this.curveHopS = every / FRAMES_PER_S
    this.shapes = new CurveTape(4, every)
    this.chroma = new CurveTape(12, every)
    this.cepstrum = new Cepstrum(every, Math.round(AHEAD_S * FRAMES_PER_S))
    this.percussion = new Percussion(this.#mel.widthsHz)
    this.#spectrum = new PowerSpectrum(needs.short)
    this.constantQ = this.#wants('chroma')
      ? new ConstantQ(SAMPLE_RATE, needs.short, needs.tuning.thirds)
      : null
    this.#bank = chromaBank(SAMPLE_RATE, FRAME, needs.tuning.coarse)
    this.#short = new Framer(FRAME, HOP, (frame) => this.#hear(frame))
    this.pitches = new PitchClasses(needs.tuning.fine)
    const long = new PowerSpectrum(needs.long)
    const peaks = new PitchPeaks(LONG_RATE, LONG_FRAME)
    this.#long = new Framer(LONG_FRAME, LONG_HOP, (frame) => {
      peaks.take(long.take(frame))
      this.pitches.take(peaks)
    })
  }

  push(mono: Float32Array): void {
    this.levels.push(mono)
    this.#short.push(mono)
    if (this.#wants('key', 'tempo', 'structure')) this.#long.push(this.#decimator.push(mono))
    this.constantQ?.push(mono)
  }

  finish(): void {
    this.#short.finish()
    if (this.#wants('key', 'tempo', 'structure')) {
      this.#long.push(this.#decimator.push(new Float32Array(96)))
      this.#long.finish()
    }
    this.constantQ?.finish()
    this.cepstrum.finish()
    this.percussion.finish()
    this.shapes.finish()
    this.chroma.finish()
  }

  /** Mean of the 12 pitch classes over all frames. */
  get chromaMean(): number[] {
    return Array.from(this.#chromaSums, (sum) => sum / Math.max(1, this.levels.row.rows))
  }

  #hear(frame: Float32Array): void {
    this.levels.frame(frame)
    if (!this.#wants('tempo', 'spectral', 'mfcc', 'chroma', 'structure')) return
    const power = this.#spectrum.take(frame)
    if (this.#wants('tempo', 'mfcc', 'structure')) {
      const db = this.#mel.take(power)
      this.onsets.take(db)
      if (this.#wants('mfcc', 'structure')) this.cepstrum.take(db)
      if (this.#wants('structure')) this.percussion.take(db)
    }
    if (this.#wants('spectral')) this.#hearShape(power)
    if (this.#wants('chroma')) this.#hearChroma(power)
  }

  #hearShape(power: Float32Array): void {
    const magnitude = this.#magnitude
    for (let k = 0; k < power.length; k++) magnitude[k] = Math.sqrt(power[k] as number)
    const shape = this.#shape
    shapeOf(power, magnitude, SAMPLE_RATE / FRAME, shape)
    this.centroid.add(shape.centroidHz)
    this.rolloff.add(shape.rolloffHz)
    this.bandwidth.add(shape.bandwidthHz)
    this.flatness.add(shape.flatness)
    this.contrast.add(magnitude)
    this.shapes.push([shape.centroidHz, shape.rolloffHz, shape.bandwidthHz, shape.flatness])
  }

  #hearChroma(power: Float32Array): void {
    const chroma = this.#chroma
    this.#bank.apply(power, chroma)
    unitMax(chroma)
    for (let c = 0; c < 12; c++) this.#chromaSums[c] = (this.#chromaSums[c] as number) + (chroma[c] as number)
    this.chroma.push(chroma)
  }

  #wants(...any: AnalysisFeature[]): boolean {
    return any.some((feature) => this.#needs.features.includes(feature))
  }
}
