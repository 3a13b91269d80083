import { ALBUMS, albumOf, PLAYLIST, searchTracks, TRACKS, type FakeTrack } from './catalogue.ts'
import { json, type Question, type Service } from './reply.ts'

const seconds = (track: FakeTrack) => Math.round(track.durationMs / 1000)
const pick = (path: string, kind: string): string | undefined =>
  new RegExp(`^/${kind}/([^/]+)`).exec(path)?.[1]

function deezerTrack(track: FakeTrack) {
  const album = albumOf(track)
  return {
    id: 5000 + track.n,
    title: track.title,
    isrc: track.isrc,
    link: `https://www.deezer.com/track/${5000 + track.n}`,
    duration: seconds(track),
    release_date: album.date,
    track_position: album.tracks.indexOf(track) + 1,
    disk_number: 1,
    preview: `https://cdnt-preview.dzcdn.net/api/1/${track.n}.mp3`,
    artist: { id: 1, name: track.artist },
    album: {
      id: 700 + album.n,
      title: album.title,
      cover_xl: `https://cdn-images.dzcdn.net/images/cover/${album.n}.jpg`,
    },
    type: 'track',
  }
}

const deezerError = (type: string, message: string, code: number) => json({ error: { type, message, code } })
const noData = () => deezerError('DataException', 'no data', 800)

function deezerPage(tracks: readonly FakeTrack[], { query, path }: Question) {
  const limit = Number(query.get('limit') ?? 25)
  const index = Number(query.get('index') ?? 0)
  const more = index + limit < tracks.length
  return json({
    data: tracks.slice(index, index + limit).map(deezerTrack),
    total: tracks.length,
    ...(more ? { next: `https://api.deezer.com${path}?index=${index + limit}` } : {}),
  })
}

/** Says no inside a 200. */
export const deezer: Service = (question) => {
  const { path, query } = question
  if (path === '/search')
    return deezerPage(searchTracks((query.get('q') ?? '').replaceAll('"', ' ')), question)
  const isrc = /^\/track\/isrc:(.+)$/.exec(path)?.[1]
  const wanted = pick(path, 'track')
  if (wanted) {
    const track = TRACKS.find((one) => one.isrc === isrc || String(5000 + one.n) === wanted)
    return track ? json(deezerTrack(track)) : noData()
  }
  const album = ALBUMS.find((one) => String(700 + one.n) === pick(path, 'album'))
  if (album && path.endsWith('/tracks')) return deezerPage(album.tracks, question)
  if (album)
    return json({
      id: 700 + album.n,
      title: album.title,
      label: album.label,
      release_date: album.date,
      nb_tracks: album.tracks.length,
      cover_xl: `https://cdn-images.dzcdn.net/images/cover/${album.n}.jpg`,
      artist: { name: album.artist },
    })
  if (pick(path, 'playlist') !== '900') return noData()
  if (path.endsWith('/tracks')) return deezerPage(PLAYLIST.tracks, question)
  return json({
    id: 900,
    title: PLAYLIST.title,
    nb_tracks: PLAYLIST.tracks.length,
    creator: { name: PLAYLIST.owner },
  })
}

function song(track: FakeTrack) {
  const album = albumOf(track)
  return {
    wrapperType: 'track',
    kind: 'song',
    trackId: 6000 + track.n,
    trackName: track.title,
    artistName: track.artist,
    collectionId: 800 + album.n,
    collectionName: album.title,
    artworkUrl100: `https://is1-ssl.mzstatic.com/image/thumb/Music/${album.n}/100x100bb.jpg`,
    previewUrl: `https://audio-ssl.itunes.apple.com/preview/${track.n}.m4a`,
    trackTimeMillis: track.durationMs,
    primaryGenreName: 'Alternative',
    releaseDate: `${album.date.padEnd(10, '-01')}T12:00:00Z`,
    trackNumber: album.tracks.indexOf(track) + 1,
    discNumber: 1,
    trackViewUrl: `https://music.apple.com/us/album/x/${800 + album.n}?i=${6000 + track.n}`,
  }
}

export const itunes: Service = ({ path, query }) => {
  const found = (results: unknown[]) => json({ resultCount: results.length, results })
  if (path === '/search') return found(searchTracks(query.get('term') ?? '').map(song))
  if (path !== '/lookup') return null
  const id = query.get('id')
  const album = ALBUMS.find((one) => String(800 + one.n) === id)
  if (album)
    return found([
      {
        wrapperType: 'collection',
        collectionId: 800 + album.n,
        collectionName: album.title,
        artistName: album.artist,
        artworkUrl100: `https://is1-ssl.mzstatic.com/image/thumb/Music/${album.n}/100x100bb.jpg`,
        releaseDate: `${album.date}T12:00:00Z`,
        trackCount: album.tracks.length,
      },
      ...album.tracks.map(song),
    ])
  return found(
    TRACKS.filter((one) => String(6000 + one.n) === id || one.isrc === query.get('isrc')).map(song),
  )
}

const mbid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

function recording(track: FakeTrack) {
  const album = albumOf(track)
  return {
    id: mbid(track.n),
    score: 100,
    title: track.title,
    length: track.durationMs,
    'first-release-date': album.date,
    'artist-credit': [{ name: track.artist, artist: { name: track.artist } }],
    releases: [
      { id: mbid(9100), title: `${album.title} (Deluxe)`, date: '2026-01-01' },
      {
        id: mbid(9000 + album.n),
        title: album.title,
        date: album.date,
        'release-group': { id: mbid(8000 + album.n) },
        'artist-credit': [{ name: album.artist }],
        'label-info': [{ label: { name: album.label } }],
      },
    ],
    isrcs: [track.isrc],
  }
}

/** Wants to know who asks, as the real one does. */
export const musicbrainz: Service = ({ path, query, headers }) => {
  if (!/\(.+\)/.test(headers['user-agent'] ?? '')) return json({ error: 'no User-Agent' }, 403)
  if (path === '/ws/2/recording')
    return json({ recordings: searchTracks(query.get('query') ?? '').map(recording) })
  const track = TRACKS.find(
    (one) => path === `/ws/2/recording/${mbid(one.n)}` || path === `/ws/2/isrc/${one.isrc}`,
  )
  if (!track) return json({ error: 'Not Found' }, 404)
  return json(
    path.includes('/isrc/') ? { isrc: track.isrc, recordings: [recording(track)] } : recording(track),
  )
}

/** Two videos; any other is private. */
export const youtube: Service = ({ path, query }) => {
  if (path !== '/oembed') return null
  if (query.get('url')?.endsWith('list=PLharbour'))
    return json({ title: 'Glass Harbour', author_name: 'The Lanterns', type: 'video' })
  const link = new URL(query.get('url') ?? 'https://x/')
  const track = TRACKS.find((one) => `lowtide000${one.n}` === link.searchParams.get('v'))
  if (!track) return { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Unauthorized' }
  return json({
    title: `${track.artist} - ${track.title} (Official Video)`,
    author_name: `${track.artist} - Topic`,
    type: 'video',
    version: '1.0',
    provider_name: 'YouTube',
    thumbnail_url: `https://i.ytimg.com/vi/lowtide000${track.n}/hqdefault.jpg`,
  })
}

export const YOUTUBE_KEY = 'canary-youtube-key-42'

const videoId = (track: FakeTrack) => `lowtide000${track.n}`
const video = (track: FakeTrack) => ({
  id: videoId(track),
  snippet: {
    title: `${track.artist} - ${track.title}`,
    channelTitle: `${track.artist} - Topic`,
    thumbnails: { high: { url: `https://i.ytimg.com/vi/${videoId(track)}/hqdefault.jpg` } },
  },
  contentDetails: { duration: `PT${seconds(track)}S` },
})

/** YouTube's own interface: the first album is a list there, with one video that is gone. */
export const youtubeData: Service = ({ path, query, headers }) => {
  if (headers['x-goog-api-key'] !== YOUTUBE_KEY)
    return json({ error: { code: 400, message: 'API key not valid' } }, 400)
  const harbour = ALBUMS[0]?.tracks ?? []
  if (path === '/youtube/v3/search')
    return json({
      items: searchTracks(query.get('q') ?? '')
        .filter((track) => harbour.includes(track))
        .map((track) => ({ id: { videoId: videoId(track) } })),
    })
  if (path === '/youtube/v3/playlistItems') {
    const ids = [...harbour.map(videoId), 'gone0000000']
    const at = Number(query.get('pageToken') || 0)
    const items = ids.slice(at, at + 2).map((id) => ({ contentDetails: { videoId: id } }))
    const nextPageToken = at + 2 < ids.length ? { nextPageToken: String(at + 2) } : {}
    return json({ items, ...nextPageToken, pageInfo: { totalResults: ids.length } })
  }
  if (path !== '/youtube/v3/videos') return null
  const ids = (query.get('id') ?? '').split(',')
  return json({ items: harbour.filter((track) => ids.includes(videoId(track))).map(video) })
}
