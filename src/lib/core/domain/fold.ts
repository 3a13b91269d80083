/** Letters that NFKD leaves whole. */
const WHOLE: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Lower-case letters that are no letter with a mark, as they are typed without the sign: `ø` as `o`, `ß` as `ss`. */
export function spellOut(text: string): string {
  return text.replace(/[ßæœøłđðþı]/g, (letter) => WHOLE[letter] ?? letter)
}

/** Lower case without accents: what is typed without them still finds. */
export function fold(text: string): string {
  return spellOut(text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, ''))
}
