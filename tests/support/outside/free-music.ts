import { albumOf, HARBOUR, searchTracks, TRACKS, type FakeTrack } from './catalogue.ts'
import { file, json, moved, type Question, type Service } from './reply.ts'
import { excerptOf, songOf } from './song.ts'

const ITEM = 'glass-harbour-live'
/** Its `n`. */
const ROPE_AND_SALT = 3
const nameOf = (track: FakeTrack) => `${String(track.n).padStart(2, '0')} ${track.title}.wav`
const sound = (question: Question, track: FakeTrack | undefined) =>
  track ? file(question, songOf(track), 'audio/x-wav') : null

/** One item of live music: its songs as originals, with derivatives that are no sound. */
export const archive: Service = (question) => {
  const { path, query } = question
  if (path === '/advancedsearch.php') {
    const words = (query.get('q') ?? '').replaceAll(/[()]|AND|mediatype:audio/g, ' ')
    const hits = searchTracks(words).some((track) => HARBOUR.tracks.includes(track))
    const docs = hits
      ? [{ identifier: ITEM, title: HARBOUR.title, creator: [HARBOUR.artist], date: '2024-05-01' }]
      : []
    return json({ response: { numFound: docs.length, start: 0, docs } })
  }
  if (path.startsWith('/metadata/')) {
    if (path !== `/metadata/${ITEM}`) return json({})
    const songs = HARBOUR.tracks.map((track, i) => ({
      name: nameOf(track),
      source: 'original',
      format: 'WAVE',
      title: track.title,
      track: `${i + 1}/${HARBOUR.tracks.length}`,
      album: HARBOUR.title,
      creator: HARBOUR.artist,
      length: String(track.durationMs / 1000),
      size: String(songOf(track).length),
      md5: '0',
    }))
    return json({
      metadata: {
        title: `${HARBOUR.title} (live)`,
        creator: HARBOUR.artist,
        date: '2024-05-01',
        licenseurl: 'https://creativecommons.org/licenses/by/4.0/',
      },
      files: [...songs, { name: 'cover.png', format: 'PNG', source: 'original' }],
    })
  }
  const name = path.startsWith(`/download/${ITEM}/`) ? path.slice(`/download/${ITEM}/`.length) : null
  // The archive sends everyone to the machine that holds the item.
  return name === null ? null : moved(`https://ia800100.us.archive.org/7/items/${ITEM}/${name}`)
}

export const archiveNode: Service = (question) => {
  const name = decodeURIComponent(question.path.split('/').at(-1) ?? '')
  return sound(
    question,
    HARBOUR.tracks.find((track) => nameOf(track) === name),
  )
}

const audiusTrack = (track: FakeTrack) => ({
  id: `au${track.n}`,
  title: track.title,
  duration: Math.round(track.durationMs / 1000),
  genre: 'Electronic',
  permalink: `/lanterns/song-${track.n}`,
  is_streamable: true,
  artwork: { '480x480': `https://creatornode2.audius.co/cover/${track.n}/480x480.jpg` },
  user: { name: track.artist },
})

export const audius: Service = ({ path, query }) => {
  if (path === '/v1/tracks/search')
    return json({ data: searchTracks(query.get('query') ?? '').map(audiusTrack) })
  if (path === '/v1/resolve') {
    const slug = new URL(query.get('url') ?? 'https://x/').pathname
    const track = TRACKS.find((one) => slug === `/lanterns/song-${one.n}`)
    if (slug === '/lanterns/album/glass-harbour')
      return json({
        data: [{ id: 'pl1', playlist_name: HARBOUR.title, is_album: true, user: { name: HARBOUR.artist } }],
      })
    return track ? moved(`https://api.audius.co/v1/tracks/au${track.n}`) : json({ data: null }, 404)
  }
  if (path === '/v1/playlists/pl1/tracks') return json({ data: HARBOUR.tracks.map(audiusTrack) })
  const [, id, stream] = /^\/v1\/tracks\/([^/]+)(\/stream)?$/.exec(path) ?? []
  const track = TRACKS.find((one) => `au${one.n}` === id)
  if (!track) return json({ code: 404 }, 404)
  return stream
    ? moved(`https://creatornode2.audius.co/tracks/${track.n}`)
    : json({ data: audiusTrack(track) })
}

export const audiusNode: Service = (question) =>
  sound(
    question,
    TRACKS.find((one) => question.path === `/tracks/${one.n}`),
  )

/** What the artist of every second track does not allow to be downloaded. */
export const jamendo: Service = ({ path, query }) => {
  const answer = (code: number, results: unknown[]) =>
    json({ headers: { status: code ? 'failed' : 'success', code, results_count: results.length }, results })
  if (path !== '/v3.0/tracks/') return null
  if (query.get('client_id') !== 'fakejamendo') return answer(5, [])
  const id = query.get('id')
  const album = query.get('album_id')
  const found = TRACKS.filter(
    (one) => String(7000 + one.n) === id || (album !== null && String(300 + albumOf(one).n) === album),
  )
  const words = query.get('search')
  return answer(
    0,
    (words === null ? found : searchTracks(words)).map((track) => ({
      id: String(7000 + track.n),
      name: track.title,
      duration: Math.round(track.durationMs / 1000),
      artist_name: track.artist,
      album_id: String(300 + albumOf(track).n),
      album_name: albumOf(track).title,
      album_image: 'https://usercontent.jamendo.com/image.jpg',
      position: track.n,
      releasedate: albumOf(track).date,
      license_ccurl: 'http://creativecommons.org/licenses/by-sa/3.0/',
      shareurl: `https://www.jamendo.com/track/${7000 + track.n}`,
      audio: `https://prod-1.storage.jamendo.com/?trackid=${track.n}`,
      audiodownload: track.n % 2 ? `https://prod-1.storage.jamendo.com/download/track/${track.n}/mp32/` : '',
      audiodownload_allowed: track.n % 2 === 1,
    })),
  )
}

export const jamendoFiles: Service = (question) => {
  const n = /^\/download\/track\/(\d+)\//.exec(question.path)?.[1]
  return sound(
    question,
    TRACKS.find((one) => String(one.n) === n),
  )
}

/** `files.example.com/song-1.wav`: a host of plain files. */
export const plainFiles: Service = (question) => {
  const n = /^\/song-(\d+)\.(?:wav|mp3)$/.exec(question.path)?.[1]
  return sound(
    question,
    TRACKS.find((one) => String(one.n) === n),
  )
}

/** The shop's own previews; by mistake that of “Rope & Salt” is of another song. */
export const deezerPreviews: Service = (question) => {
  const n = /^\/api\/1\/(\d+)\.mp3$/.exec(question.path)?.[1]
  const wanted = n === String(ROPE_AND_SALT) ? '1' : n
  const track = TRACKS.find((one) => String(one.n) === wanted)
  return track ? file(question, excerptOf(track), 'audio/x-wav') : null
}
