import type { LinkKind, Provider } from '#lib/core/links/link.ts'
import type { ListProblem, ListReading, ListRow } from '#lib/core/lists/row.ts'
import type { countsOf } from '#lib/core/intake/change-plan.ts'
import { count } from './format.ts'
import { t, words } from './t.ts'

const SITES: Record<Provider, string> = words({
  spotify: 'Spotify',
  youtube: 'YouTube',
  apple: 'Apple Music',
  deezer: 'Deezer',
  soundcloud: 'SoundCloud',
  'internet-archive': 'Internet Archive',
  audius: 'Audius',
  jamendo: 'Jamendo',
  musicbrainz: 'MusicBrainz',
  direct: 'sound file',
})
const KINDS: Record<LinkKind, string> = words({
  track: 'song',
  album: 'album',
  playlist: 'playlist',
  short: 'short link',
})

/** `Spotify album`, `YouTube song`, `sound file`. */
export function linkText({ provider, kind }: NonNullable<ListRow['link']>): string {
  if (provider === 'direct') return SITES.direct
  return `${SITES[provider]} ${KINDS[kind]}`
}

/** What a text was understood as, in one line: `2 links: Spotify album, YouTube song`. */
export function understoodText({ kind, rows, problems }: ListReading): string {
  const left =
    problems.length > 0 ? t(', {lines} not understood', { lines: count(problems.length, 'line') }) : ''
  if (kind === 'nothing') return problems[0] ? problemText(problems[0]) : ''
  if (kind !== 'links') return `${count(rows.length, 'song')}${left}`
  const names = rows.flatMap((row) => (row.link ? [linkText(row.link)] : []))
  const [only = ''] = names
  if (rows.length === 1) return `${only.charAt(0).toUpperCase()}${only.slice(1)}${left}`
  const distinct = [...Map.groupBy(names, (name) => name)].map(([name, all]) =>
    all.length > 1 ? `${all.length} × ${name}` : name,
  )
  return `${count(rows.length, 'link')}: ${distinct.slice(0, 3).join(', ')}${distinct.length > 3 ? ', …' : ''}${left}`
}

/** Why a line is no song, and what to do. */
export function problemText({ why, site }: ListProblem): string {
  switch (why) {
    case 'unknown-site':
      return t('Links to {site} cannot be read. Write the song as “Artist - Title”.', {
        site: site ?? t('this site'),
      })
    case 'not-songs':
      return t('This page has no songs of its own. Use the link of a song, an album or a playlist.')
    case 'bad-id':
      return t('This link is cut short or mistyped. Copy it again.')
    case 'no-address':
      return t('This is not an address. Copy the link again.')
    case 'no-title':
      return t('This row has no title.')
    case 'too-long':
      return t('This line is far too long for a song.')
    case 'no-names':
      return t('No artist and title in it. Write it as “Artist - Title”.')
  }
}

/** `298 songs, 2 albums`: what a click on Add will write. */
export function countsText({ songs, known, links, albums }: ReturnType<typeof countsOf>): string {
  const parts = [
    ...(songs > 0 ? [count(songs, 'new song')] : []),
    ...(links > 0 ? [count(links, 'link')] : []),
    ...(known > 0 ? [t('{songs} already here', { songs: count(known, 'song') })] : []),
    ...(albums > 0 ? [count(albums, 'album or list', 'albums or lists')] : []),
  ]
  return parts.join(', ') || t('Nothing to add')
}
