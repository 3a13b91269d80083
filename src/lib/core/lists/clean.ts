/** Longest name that is kept. */
export const LONGEST_NAME = 300

/** Direction marks, zero widths and soft hyphens: they hide what a text says. Joiners are letters in some scripts. */
const HIDDEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** A line as it is read: composed, without control and direction characters, blanks in one row; tabs stay. */
export function cleanLine(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.replace(/ {2,}/g, ' ').trim()
  return text
    .replace(HIDDEN, '')
    .replace(/[^\P{Cc}\t]/gu, ' ')
    .normalize('NFC')
    .replace(/[^\S\t]+/g, ' ')
    .trim()
}

/** A name as it is kept: one line of at most `LONGEST_NAME` characters, never half of one. */
export function cleanName(text: string): string {
  const line = cleanLine(text.slice(0, 4 * LONGEST_NAME)).replaceAll('\t', ' ')
  return line.length <= LONGEST_NAME ? line : [...line].slice(0, LONGEST_NAME).join('').trim()
}
