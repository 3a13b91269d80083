import { ALBUMS, albumOf, CLOSED_PLAYLIST_ID, PLAYLIST, searchTracks, TRACKS } from './catalogue.ts'
import type { FakeAlbum, FakeTrack } from './catalogue.ts'
import { json, moved, page, type Question, type Reply, type Service } from './reply.ts'

/** What the fake accepts. The secret is a canary: it must be found nowhere but in the question for a token. */
export const SPOTIFY_ID = 'fakeclientid0000000000000000dead'
export const SPOTIFY_SECRET = 'canary-5c/9+e1secret7f=d2&b4a6'
export const TOKEN = 'BQ-canary-token-3f9a/+71=&c2'

const cover = (n: number, wide: number) => ({
  url: `https://i.scdn.co/image/cover${n}-${wide}`,
  width: wide,
  height: wide,
})

function albumBase(album: FakeAlbum) {
  return {
    album_type: 'album',
    total_tracks: album.tracks.length,
    external_urls: { spotify: `https://open.spotify.com/album/${album.id}` },
    id: album.id,
    images: [cover(album.n, 640), cover(album.n, 300), cover(album.n, 64)],
    name: album.title,
    release_date: album.date,
    release_date_precision: album.date.length === 4 ? 'year' : 'day',
    type: 'album',
    uri: `spotify:album:${album.id}`,
    artists: [{ id: `R${album.n}`, name: album.artist, type: 'artist' }],
  }
}

function simple(track: FakeTrack, position: number) {
  return {
    artists: [{ id: `R${track.artist}`, name: track.artist, type: 'artist' }],
    disc_number: 1,
    duration_ms: track.durationMs,
    explicit: false,
    external_urls: { spotify: `https://open.spotify.com/track/${track.id}` },
    id: track.id,
    name: track.title,
    track_number: position + 1,
    type: 'track',
    uri: `spotify:track:${track.id}`,
    is_local: false,
  }
}

/** Without popularity, available_markets, label and preview: removed in 2026. */
function full(track: FakeTrack) {
  const album = albumOf(track)
  return {
    ...simple(track, album.tracks.indexOf(track)),
    album: albumBase(album),
    external_ids: { isrc: track.isrc },
    is_playable: true,
  }
}

function paging<T>(all: readonly T[], question: Question, most = 50) {
  const limit = Number(question.query.get('limit') ?? 20)
  if (limit > most || limit < 1) return fault(400, 'Invalid limit')
  const offset = Number(question.query.get('offset') ?? 0)
  const href = `https://api.spotify.com${question.path}`
  const next = offset + limit < all.length ? `${href}?offset=${offset + limit}&limit=${limit}` : null
  return {
    href,
    items: all.slice(offset, offset + limit),
    limit,
    next,
    offset,
    previous: null,
    total: all.length,
  }
}

const fault = (status: number, message: string) => ({ error: { status, message } })

/** Half of the entries in the old form, with things in between that are no tracks. */
function entries() {
  const list: unknown[] = PLAYLIST.tracks.map((track, i) => ({
    added_at: '2026-01-02T03:04:05Z',
    is_local: false,
    ...(i % 2 ? { track: full(track) } : { item: full(track) }),
  }))
  list.splice(5, 0, { is_local: false, item: null })
  list.splice(10, 0, {
    is_local: true,
    item: { id: null, name: 'From a disc', type: 'track', is_local: true },
  })
  list.splice(20, 0, {
    is_local: false,
    item: { type: 'episode', id: 'E1', name: 'An episode', duration_ms: 1 },
  })
  list.splice(30, 0, null)
  return list
}

/** How many tokens were asked for, and which is valid: a new era makes all that were given too old. */
export const tokens = { given: 0, era: 0 }
const valid = () => (tokens.era === 0 ? TOKEN : `${TOKEN}${tokens.era}`)

function playlist(id: string, rest: string | undefined, question: Question): Reply | null {
  const forbidden = () => json(fault(403, 'Forbidden'), 403)
  if (id === CLOSED_PLAYLIST_ID)
    return rest ? forbidden() : json({ id, name: 'Another one', images: [], owner: {} })
  if (id !== PLAYLIST.id) return null
  if (rest === 'tracks') return forbidden()
  if (rest === 'items') return json(paging(entries(), question))
  return json({ id, name: PLAYLIST.title, images: [cover(9, 640)], owner: { display_name: PLAYLIST.owner } })
}

function api(question: Question): Reply | null {
  if (question.headers['authorization'] !== `Bearer ${valid()}`)
    return json(fault(401, 'The access token expired'), 401)
  const [, kind, id = '', rest] = /^\/v1\/(\w+)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(question.path) ?? []
  const gone = () => json(fault(404, 'Resource not found'), 404)
  if (kind === 'tracks') {
    const track = TRACKS.find((one) => one.id === id)
    return track ? json(full(track)) : gone()
  }
  if (kind === 'albums') {
    const album = ALBUMS.find((one) => one.id === id)
    if (!album) return gone()
    const list = paging(album.tracks.map(simple), question)
    return json(rest === 'tracks' ? list : { ...albumBase(album), tracks: list, copyrights: [] })
  }
  if (kind === 'playlists') return playlist(id, rest, question) ?? gone()
  if (kind === 'search') {
    const found = paging(searchTracks(question.query.get('q') ?? '').map(full), question, 10)
    return 'error' in found ? json(found, 400) : json({ tracks: found })
  }
  return gone()
}

export const spotifyApi: Service = (question) => {
  const reply = api(question)
  const data: unknown = reply?.status === 200 ? JSON.parse(String(reply.body)) : null
  const isBad = typeof data === 'object' && data !== null && 'error' in data
  return isBad ? json(data, 400) : reply
}

export const spotifyAccounts: Service = ({ path, method, headers, body }) => {
  if (path !== '/api/token' || method !== 'POST') return null
  if (body !== 'grant_type=client_credentials') return null
  if (headers['authorization'] !== `Basic ${btoa(`${SPOTIFY_ID}:${SPOTIFY_SECRET}`)}`)
    return json({ error: 'invalid_client', error_description: 'Invalid client secret' }, 400)
  tokens.given += 1
  return json({ access_token: valid(), token_type: 'Bearer', expires_in: 3600 })
}

const named = (kind: string, id: string) => {
  if (kind === 'album') return ALBUMS.find((one) => one.id === id)
  if (kind === 'track') return TRACKS.find((one) => one.id === id)
  return id === PLAYLIST.id ? PLAYLIST : undefined
}

/** Pages and cards that need no credentials. */
export const spotifyPages: Service = ({ path, query }) => {
  const link = path === '/oembed' ? new URL(query.get('url') ?? 'x:').pathname : path
  const [, kind = '', id = ''] = /\/(track|album|playlist)\/(\w+)$/.exec(link) ?? []
  const thing = named(kind, id)
  if (!thing) return null
  if (path === '/oembed')
    return json({
      html: '<iframe></iframe>',
      version: '1.0',
      provider_name: 'Spotify',
      type: 'rich',
      title: thing.title,
      thumbnail_url: `https://i.scdn.co/image/cover${thing.n}-300`,
    })
  return path.startsWith('/embed/') ? page(embedPage(kind, id)) : null
}

/** As the page has been since August 2022: at most 100 tracks, and not a word of the others. */
export function embedPage(kind: string, id: string): string {
  const thing = named(kind, id)
  const isTrack = thing !== undefined && 'isrc' in thing
  const tracks = thing && 'tracks' in thing ? thing.tracks : []
  const entity = {
    type: kind,
    name: thing?.title,
    title: thing?.title,
    uri: `spotify:${kind}:${id}`,
    id,
    ...(isTrack ? { artists: [{ name: thing.artist }], duration: thing.durationMs } : {}),
    ...(thing && 'label' in thing
      ? { subtitle: thing.artist, releaseDate: { isoString: `${thing.date}T00:00:00Z` } }
      : {}),
    coverArt: { sources: [{ url: `https://i.scdn.co/image/cover${thing?.n}-300`, width: 300, height: 300 }] },
    trackList: tracks.slice(0, 100).map((track) => ({
      uri: `spotify:track:${track.id}`,
      uid: track.id,
      title: track.title,
      subtitle: track.artist,
      duration: track.durationMs,
      isPlayable: true,
      audioPreview: { url: `https://p.scdn.co/mp3-preview/${track.id}` },
    })),
  }
  const data = { props: { pageProps: { state: { data: { entity } } } }, page: '/[type]/[id]' }
  return `<!DOCTYPE html><html><head><title>Spotify Embed</title></head><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script></body></html>`
}

/** `spotify.link/low-tide` leads to its page by way of another address, as the real ones do. */
export const spotifyShort: Service = ({ host, path }) => {
  if (host === 'spotify.link' && path === '/lowtide') return moved('https://spotify.app.link/lowtide?_p=1')
  if (host === 'spotify.app.link' && path === '/lowtide')
    return moved(`https://open.spotify.com/track/${TRACKS[0]?.id}?si=abc`, 307)
  if (host === 'spotify.link' && path === '/inside') return moved('http://127.0.0.1/')
  return null
}
