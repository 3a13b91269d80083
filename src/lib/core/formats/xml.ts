/** Attributes of an element; those that are null are left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>

/** Controls and non-characters that XML 1.0 has no way to say, not even escaped. */
const UNSPEAKABLE = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSPEAKABLE, '')
    .replace(/[&<>"'\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter)
}

/** One element with what it holds: other elements, or text that is already escaped. */
export function element(name: string, attributes: Attributes = {}, inside: readonly string[] = []): string {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('')
  return inside.length === 0 ? `<${name}${said}/>` : `<${name}${said}>${inside.join('')}</${name}>`
}

export const xmlDocument = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
