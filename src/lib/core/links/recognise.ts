import { addressOf, type Address } from './address.ts'
import type { Reading, Recognised } from './link.ts'
import { apple } from './providers/apple.ts'
import { audius } from './providers/audius.ts'
import { deezer } from './providers/deezer.ts'
import { direct } from './providers/direct.ts'
import { internetArchive } from './providers/internet-archive.ts'
import { jamendo } from './providers/jamendo.ts'
import { musicbrainz } from './providers/musicbrainz.ts'
import { soundcloud } from './providers/soundcloud.ts'
import { spotify, spotifyUri } from './providers/spotify.ts'
import { youtube } from './providers/youtube.ts'

/** In this order; a sound file on a site of its own is that site's. */
const PROVIDERS: readonly ((address: Address) => Reading)[] = [
  spotify,
  youtube,
  deezer,
  apple,
  soundcloud,
  internetArchive,
  audius,
  jamendo,
  musicbrainz,
  direct,
]
const SCHEMES = new Set(['http', 'https', 'deezer', 'soundcloud', 'spotify'])

/** What one address names. Never throws; `text` is the address alone (see `find.ts` for text with addresses in it). */
export function recognise(text: string): Recognised {
  const bare = text.trim()
  const uri = /^spotify:(?!\/\/)/i.test(bare) && bare.length < 200 ? spotifyUri(bare) : null
  if (uri) return answer(uri, 'spotify')
  const address = addressOf(bare)
  if (!address || !SCHEMES.has(address.scheme)) return { ok: false, problem: 'no-address', site: null }
  const { host } = address
  for (const provider of PROVIDERS) {
    const reading = provider(address)
    if (reading) return answer(reading, host)
  }
  const isHost = /\.[\p{L}][\p{L}\p{N}-]*(:\d+)?$/u.test(host)
  if (!isHost) return { ok: false, problem: 'no-address', site: null }
  return { ok: false, problem: 'unknown-site', site: host }
}

function answer(reading: Exclude<Reading, null>, site: string): Recognised {
  return typeof reading === 'string' ? { ok: false, problem: reading, site } : { ok: true, link: reading }
}
