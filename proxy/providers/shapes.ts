import * as v from 'valibot'

/** Fields of the outside world come and go: what is absent, null or of another type reads as null. */
export const text = v.fallback(v.nullable(v.pipe(v.string(), v.maxLength(10_000))), null)
export const number = v.fallback(v.nullable(v.pipe(v.number(), v.finite())), null)
export const flag = v.fallback(v.nullable(v.boolean()), null)
/** Ids come as numbers from one service and as strings from another. */
export const id = v.pipe(
  v.union([v.pipe(v.string(), v.minLength(1), v.maxLength(200)), v.number()]),
  v.transform(String),
)
/** A list whose bad entries are null instead of spoiling the rest. */
export const listOf = <T>(entry: v.GenericSchema<unknown, T>) =>
  v.fallback(v.array(v.fallback(v.nullable(entry), null)), [])
/** An object that may be missing altogether. */
export const maybe = <T>(entry: v.GenericSchema<unknown, T>) => v.fallback(v.nullable(entry), null)
/** A field that must be there, for without it the answer says nothing. */
export const title = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000))

export const present = <T>(list: readonly (T | null)[]): T[] => list.filter((one): one is T => one !== null)

/** An https address, or null. */
export function httpsOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const read = new URL(url)
  if (read.protocol === 'http:') read.protocol = 'https:'
  return read.protocol === 'https:' ? read.href : null
}

/** A date as the contract wants it, cut out of longer forms. */
export function dateOf(value: string | null): string | null {
  return /^\d{4}(-\d{2}(-\d{2})?)?/.exec(value ?? '')?.[0] ?? null
}

export function isrcOf(value: string | null): string | null {
  const bare = (value ?? '').replaceAll('-', '').toUpperCase()
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(bare) ? bare : null
}
