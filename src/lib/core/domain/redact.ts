/** Shorter names would black out ordinary words. */
const SHORTEST = 3

const SECRET = /\b(?:bearer|basic|token|secret|key|signature|sha256)\b(\s*[=:]?\s*)[\w+/.=~-]{12,}/gi

/** `text` without what looks like a secret, and without any of `names`. */
export function redact(text: string, names: readonly string[]): string {
  const clean = text.replace(SECRET, '(secret)')
  const known = [...new Set(names)].filter((name) => name.length >= SHORTEST)
  // The longest first, so that no name is left half said.
  return known
    .toSorted((a, b) => b.length - a.length)
    .reduce((said, name) => said.replaceAll(name, '(name)'), clean)
}
