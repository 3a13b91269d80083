import { spellOut } from '../domain/fold.ts'

/** Longest text that is compared; what is longer is no name. */
const LONGEST = 400
/** Signs that stand for letters in names (`P!nk`, `Ke$ha`), between letters only. */
const SIGNS: Record<string, string> = { '!': 'i', $: 's', '@': 'a' }

/**
 * Lower case, one width, without accents where a script has them as ornament (Latin, Greek, Cyrillic): in others the marks
 * are letters. Punctuation is still there.
 */
export function plain(text: string): string {
  const bare = text
    .slice(0, LONGEST)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Mn}{1,8}/gu, '$1')
    .normalize('NFC')
  return spellOut(bare)
    .replace(/[\u2018\u2019\u02bc`´]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(?<=\p{L})[!$@](?=\p{L})/gu, (sign) => SIGNS[sign] ?? sign)
}

/** The words of plain text: letters and digits, `&` and `+` read out. An apostrophe joins (`dont`). */
export function wordsOf(text: string): string[] {
  return text
    .replace(/'/g, '')
    .replace(/[&+]/g, ' and ')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
}
