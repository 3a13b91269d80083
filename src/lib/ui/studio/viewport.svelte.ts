import type { FrameRange } from '#lib/core/domain/separation.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'

/** Nothing is drawn finer than the stored waveform: 2 s across. */
const LEAST_SPAN = 2 * SAMPLE_RATE
/** Where the playhead stands after the page has turned, as a share of the window. */
const LEAD = 0.08

/** Which stretch of the song the waveforms show. */
export class Viewport {
  #frames = $state.raw(0)
  #start = $state.raw(0)
  #span = $state.raw(0)
  #width = $state.raw(0)

  get frames(): number {
    return this.#frames
  }

  /** First frame in view. */
  get start(): number {
    return this.#start
  }

  /** Frames in view. */
  get span(): number {
    return this.#span
  }

  /** Pixels across. */
  get width(): number {
    return this.#width
  }

  get range(): FrameRange {
    return { start: this.#start, end: this.#start + this.#span }
  }

  get isZoomed(): boolean {
    return this.#span < this.#frames
  }

  get canZoomIn(): boolean {
    return this.#span > Math.min(LEAST_SPAN, this.#frames)
  }

  /** A new song is shown whole. */
  setFrames(frames: number): void {
    if (frames === this.#frames) return
    this.#frames = frames
    this.#start = 0
    this.#span = frames
  }

  setWidth(width: number): void {
    this.#width = width
  }

  /** Pixels from the left edge; outside the window it lies outside 0..width. */
  xOf(frame: number): number {
    return this.#span === 0 ? 0 : ((frame - this.#start) / this.#span) * this.#width
  }

  frameAt(x: number): number {
    const frame = this.#start + (x / Math.max(1, this.#width)) * this.#span
    return Math.round(Math.min(this.#frames, Math.max(0, frame)))
  }

  /** Above 1 comes closer; the frame `around` stays where it is on screen. */
  zoom(factor: number, around: number): void {
    const least = Math.min(LEAST_SPAN, this.#frames)
    const span = Math.min(this.#frames, Math.max(least, this.#span / factor))
    const share = this.#span === 0 ? 0 : (around - this.#start) / this.#span
    this.#span = span
    this.scrollTo(around - share * span)
  }

  fit(): void {
    this.#span = this.#frames
    this.#start = 0
  }

  scrollTo(start: number): void {
    this.#start = Math.min(this.#frames - this.#span, Math.max(0, start))
  }

  scrollBy(pixels: number): void {
    this.scrollTo(this.#start + (pixels / Math.max(1, this.#width)) * this.#span)
  }

  /** Turns the page when the playhead has left it. */
  follow(frame: number): void {
    if (!this.isZoomed) return
    if (frame >= this.#start && frame < this.#start + this.#span) return
    this.scrollTo(frame - LEAD * this.#span)
  }
}
