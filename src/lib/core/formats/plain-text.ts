/** One line of plain text: no controls, no marks that turn the writing round, no half characters. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** A number as short as it can be said with so many digits, never in powers of ten. */
export function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '').replace(/^-0$/, '0') : text
}

/** `#rrggbb` in its parts; grey where it is none. */
export function rgb(color: string): [red: number, green: number, blue: number] {
  const [, red = '88', green = '88', blue = '88'] = /^#(..)(..)(..)$/.exec(color) ?? []
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)]
}
