import { locale, numbersOf, plural, t } from './t.ts'

const KB = 1000
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const
/** Keeps a number and its unit on one line. */
const NB = '\u00a0'

/** Bytes as people read them: `84 MB`, `3.2 GB`. Decimal units, as disks are sold. */
export function sizeText(bytes: number): string {
  let at = 0
  let value = Math.max(0, bytes)
  while (Math.round(value) >= KB && at < UNITS.length - 1) {
    value /= KB
    at++
  }
  const digits = at >= 3 && value < 100 ? 1 : at >= 2 && value < 10 ? 1 : 0
  return `${trimmed(value, digits)}${NB}${at === 0 ? t('bytes') : (UNITS[at] ?? '')}`
}

/** `12 of 84 MB`: both in the unit of the whole. */
export function transferText(done: number, total: number): string {
  const unit = sizeText(total).split(NB)[1] ?? ''
  const power = Math.max(0, UNITS.indexOf(unit as (typeof UNITS)[number]))
  const value = (bytes: number) => trimmed(bytes / KB ** power, power >= 3 ? 1 : 0)
  return t('{done} of {total}', { done: value(done), total: `${value(total)}${NB}${unit}` })
}

/** `62 %`; never 100 before it is done, never above. */
export function percentText(fraction: number): string {
  return `${percentOf(fraction)}${NB}%`
}

export function percentOf(fraction: number): number {
  if (fraction >= 1) return 100
  return Math.min(99, Math.max(0, Math.floor(fraction * 100)))
}

/** Time left: `41 s`, `3 min`, `1 h 20 min`; coarse, because an estimate is. */
export function leftText(seconds: number): string {
  const s = Math.max(1, Math.ceil(seconds))
  if (s < 60) return `${s}${NB}s`
  const minutes = Math.ceil(s / 60)
  if (minutes < 60) return `${minutes}${NB}min`
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60}${NB}h` : `${Math.floor(minutes / 60)}${NB}h ${rest}${NB}min`
}

/** A length: `3:42`, `1:02:07`. */
export function lengthText(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(s / 3600)
  const minutes = Math.floor((s % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`
}

/** A length for ears: `3 minutes 42 seconds`. */
export function lengthSpoken(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  const minutes = Math.floor(s / 60)
  return minutes > 0 ? `${count(minutes, 'minute')} ${count(s % 60, 'second')}` : count(s, 'second')
}

/** `1 song`, `12 songs`: the word must stand in the code in full. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return plural(amount, `{n} ${one}`, `{n} ${many}`)
}

/** `12,345`: a whole number with its groups. */
export const wholeText = (value: number): string => numbersOf(locale()).format(value)

/** `−13.80` at two digits, with a true minus. */
export function fixedText(value: number, digits: number): string {
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  const text = value.toLocaleString(locale(), { ...places, useGrouping: false, signDisplay: 'negative' })
  return text.replace('-', '−')
}

/** `28 Nov 2026, 21:07`. `how` is what `Intl` takes. */
export function dateText(
  at: number,
  how: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
): string {
  return new Date(at).toLocaleString(locale(), how)
}

function trimmed(value: number, digits: number): string {
  return value.toLocaleString(locale(), { maximumFractionDigits: digits, useGrouping: false })
}
