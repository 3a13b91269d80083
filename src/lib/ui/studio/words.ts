import type { LaneName } from '#lib/core/domain/mix.ts'
import { decibelsOf } from '#lib/core/dsp/meter.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { t, words } from '../messages/t.ts'
import { fixedText } from '../messages/format.ts'

const NAMES: Record<LaneName, string> = words({
  vocals: 'Vocals',
  drums: 'Drums',
  bass: 'Bass',
  guitar: 'Guitar',
  piano: 'Piano',
  other: 'Other',
  mix: 'Song',
})

export const laneTitle = (lane: LaneName): string => NAMES[lane]

/** A stem's colour; the song itself takes the accent. */
export const laneColor = (lane: LaneName): string => (lane === 'mix' ? 'var(--accent)' : `var(--${lane})`)

/** A place in the song, `1:07.2`; hours only where there are any. */
export function placeText(frame: number, digits = 1): string {
  const unit = 10 ** digits
  const all = Math.floor((Math.max(0, frame) / SAMPLE_RATE) * unit + 1e-6)
  const seconds = Math.floor(all / unit)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes)
  const tail = digits > 0 ? `.${String(all % unit).padStart(digits, '0')}` : ''
  return `${head}:${two(seconds % 60)}${tail}`
}

/** Lowest value of a fader, in dB: there it is silent. */
export const FADER_MIN = -40
export const FADER_MAX = 6

export function gainOfFader(db: number): number {
  return db <= FADER_MIN ? 0 : Math.pow(10, db / 20)
}

export function faderOfGain(gain: number): number {
  const db = decibelsOf(gain)
  return Math.min(FADER_MAX, Math.max(FADER_MIN, Math.round(db * 2) / 2))
}

/** `−5.5`, `0.0`, `+2.0`, `−∞`, with a true minus. */
export function decibelText(gain: number): string {
  const db = decibelsOf(gain)
  if (db <= FADER_MIN) return '−∞'
  const size = fixedText(Math.abs(db), 1)
  if (size === '0.0') return size
  return `${db < 0 ? '−' : '+'}${size}`
}

/** For ears: `minus 5.5 decibels`. */
export function decibelSpoken(gain: number): string {
  const db = decibelsOf(gain)
  if (db <= FADER_MIN) return t('silent')
  const amount = fixedText(Math.abs(db), 1)
  return db < -0.04 ? t('minus {amount} decibels', { amount }) : t('{amount} decibels', { amount })
}

/** `C`, `L 30`, `R 100`. */
export function panText(pan: number): string {
  const share = Math.round(Math.abs(pan) * 100)
  if (share === 0) return 'C'
  return `${pan < 0 ? 'L' : 'R'} ${share}`
}

export function panSpoken(pan: number): string {
  const share = Math.round(Math.abs(pan) * 100)
  if (share === 0) return t('centre')
  return pan < 0 ? t('{share} % left', { share }) : t('{share} % right', { share })
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800]

/** Seconds between the marks of a ruler `width` px long that shows `seconds`: at least 76 px apart. */
export function rulerStep(seconds: number, width: number): number {
  const least = (seconds / Math.max(1, width)) * 76
  return STEPS.find((step) => step >= least) ?? 3600
}
