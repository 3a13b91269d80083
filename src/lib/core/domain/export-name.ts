/** Longest name offered, in UTF-8 bytes: file systems end at 255, and a copy wants room for " (1)". */
const MOST_BYTES = 200

/** Names Windows keeps for itself, whatever their ending. */
const RESERVED = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$|clock\$)$/i

/** A name that every file system takes: no separators, controls, wildcards or marks that turn the writing round. */
export function safeName(text: string, otherwise = 'Untitled'): string {
  const name = cut(
    text
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
      .replace(/[/\\:|]/g, '-')
      .replace(/["<>*?]/g, '')
      .replace(/\s+/g, ' ')
      // Only now: what was taken out may have stood between a letter and its accent.
      .normalize('NFC')
      .trim(),
    MOST_BYTES,
  ).replace(/^[. ]+|[. ]+$/g, '')
  if (name === '') return otherwise
  if (!RESERVED.test(name.split('.')[0]?.trim() ?? '')) return name
  return cut(`_${name}`, MOST_BYTES).replace(/[. ]+$/, '')
}

/** "Artist - Title (vocals).wav"; without an artist "Title (vocals).wav"; with `more` "Artist - Title [124 BPM, 8A] (vocals).wav". */
export function exportName(
  text: { title: string; artist: string },
  part: string | null,
  ending: string,
  more = '',
): string {
  const title = text.title.trim() || 'Untitled'
  const song = text.artist.trim() ? `${text.artist.trim()} - ${title}` : title
  const facts = more === '' ? '' : ` [${safeName(more)}]`
  const tail = facts + (part === null ? '' : ` (${safeName(part)})`)
  return `${safeName(song)}${tail}.${ending}`
}

/** At most `bytes` of UTF-8, whole characters only. */
function cut(text: string, bytes: number): string {
  let used = 0
  let kept = ''
  for (const character of text) {
    used += utf8Length(character.codePointAt(0) ?? 0)
    if (used > bytes) break
    kept += character
  }
  return kept
}

function utf8Length(point: number): number {
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}
