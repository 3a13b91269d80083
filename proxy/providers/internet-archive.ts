import * as v from 'valibot'
import type { Quality, TrackMeta } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { trackMeta, wordsOf, type Catalogue, type Found } from './catalogue.ts'
import { dateOf, id, listOf, maybe, present, text } from './shapes.ts'

export const ARCHIVE: Service = {
  id: 'internet-archive',
  hosts: ['archive.org', '.archive.org'],
  pace: { burst: 10, perSecond: 4 },
}

/** One value or several: the archive does both. */
const oneOf = v.fallback(
  v.nullable(
    v.union([
      v.string(),
      v.pipe(
        v.array(v.string()),
        v.minLength(1),
        v.transform((all) => all.join(', ')),
      ),
    ]),
  ),
  null,
)
const File = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
  format: text,
  length: text,
  size: text,
  original: text,
  title: text,
  track: text,
  album: text,
  creator: oneOf,
})
export type ArchiveFile = v.InferOutput<typeof File>

const Item = v.object({
  metadata: maybe(v.object({ title: oneOf, creator: oneOf, date: oneOf, licenseurl: text })),
  files: listOf(File),
})
export type ArchiveItem = v.InferOutput<typeof Item>

const Hits = v.object({
  response: v.object({
    docs: listOf(v.object({ identifier: id, title: oneOf, creator: oneOf, date: oneOf })),
  }),
})

const ITEM = /^[A-Za-z0-9][\w.-]{0,120}$/

export async function readItem(outside: Outside, key: string): Promise<ArchiveItem> {
  if (!ITEM.test(key)) throw refuse('bad_request', 'this is no item of the archive', { service: ARCHIVE.id })
  const item = await outside.json(
    ARCHIVE,
    { url: `https://archive.org/metadata/${key}`, maxBytes: 8_000_000 },
    Item,
  )
  // What does not exist is an empty object.
  if (item.files.length === 0)
    throw refuse('not_found', 'the archive does not have it', { service: ARCHIVE.id })
  return item
}

/** Formats in the words of the archive, the wished quality's own first. */
const BY_QUALITY: Record<Quality, readonly RegExp[]> = {
  lossless: [/flac/i, /wave|aiff/i, /320kbps mp3/i, /mp3/i, /ogg/i],
  high: [/320kbps mp3/i, /256kbps mp3/i, /vbr mp3/i, /mp3/i, /ogg/i, /flac/i],
  medium: [/192kbps mp3|160kbps mp3/i, /vbr mp3/i, /mp3/i, /ogg/i, /flac/i],
  low: [/128kbps mp3/i, /64kbps mp3/i, /mp3/i, /ogg/i, /flac/i],
}
const IS_SOUND = /mp3|ogg|flac|wave|aiff|apple lossless|m4a/i

/** The song that a file is a form of: derivatives name their original. */
const songOf = (file: ArchiveFile): string => file.original ?? file.name

export function soundsOf(item: ArchiveItem): ArchiveFile[] {
  return present(item.files).filter((file) => IS_SOUND.test(file.format ?? ''))
}

/** The form of a song nearest to the wish; null when the item has no such song. */
export function formOf(item: ArchiveItem, name: string, quality: Quality): ArchiveFile | null {
  const all = soundsOf(item)
  const song = all.find((file) => file.name === name)
  const forms = all.filter((file) => songOf(file) === (song ? songOf(song) : name))
  for (const wanted of BY_QUALITY[quality]) {
    const found = forms.find((file) => wanted.test(file.format ?? ''))
    if (found) return found
  }
  return forms[0] ?? null
}

/** `215.3` or `3:35`, in milliseconds. */
export function lengthMs(text: string | null): number | null {
  if (text === null || !/^[\d:.]{1,20}$/.test(text)) return null
  const seconds = text.split(':').reduce((all, part) => all * 60 + Number(part), 0)
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null
}

export function createInternetArchive({ outside }: { outside: Outside }): Catalogue {
  return {
    id: 'internet-archive',
    service: ARCHIVE,
    off: null,
    site: 'internet-archive',
    closedFor: () => outside.closedFor(ARCHIVE),
    async fetch({ id: ref }) {
      const [key = '', ...name] = ref.split('/')
      return foundIn(await readItem(outside, key), key, name.join('/'))
    },
    async search(wish, limit) {
      const words = wordsOf(wish)
        .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
        .trim()
      if (!words) return []
      const query = new URLSearchParams({
        q: `(${words}) AND mediatype:audio`,
        rows: String(limit),
        output: 'json',
      })
      const fields = ['identifier', 'title', 'creator', 'date'].map((field) => `&fl[]=${field}`).join('')
      const url = `https://archive.org/advancedsearch.php?${query}${fields}`
      const { response } = await outside.json(ARCHIVE, { url }, Hits)
      return present(response.docs).map((hit) =>
        trackMeta({
          title: hit.title ?? hit.identifier,
          artist: hit.creator ?? '',
          releaseDate: dateOf(hit.date),
          coverUrl: coverOf(hit.identifier),
          source: 'internet-archive',
          sourceId: hit.identifier,
          sourceKey: `internet-archive:${hit.identifier}`,
          sourceUrl: `https://archive.org/details/${hit.identifier}`,
          sourceConfidence: 0.5,
        }),
      )
    },
  }
}

const coverOf = (key: string): string => `https://archive.org/services/img/${key}`

function foundIn(item: ArchiveItem, key: string, only: string): Found {
  const songs = [...new Set(soundsOf(item).map(songOf))].filter((song) => !only || isForm(item, song, only))
  const items = present(songs.map((song) => metaOf(item, key, song)))
  if (items.length === 0) throw refuse('not_found', 'this item holds no sound', { service: ARCHIVE.id })
  const rest = { items, total: items.length, truncated: false, skipped: 0 }
  if (items.length === 1) return { kind: 'track', collection: null, ...rest }
  const collection = {
    title: item.metadata?.title ?? key,
    artist: item.metadata?.creator ?? null,
    coverUrl: coverOf(key),
    releaseDate: dateOf(item.metadata?.date ?? null),
    label: null,
    sourceKey: `internet-archive:${key}`,
    sourceUrl: `https://archive.org/details/${key}`,
  }
  return { kind: 'album', collection, ...rest }
}

const isForm = (item: ArchiveItem, song: string, name: string): boolean =>
  song === name || soundsOf(item).some((file) => file.name === name && songOf(file) === song)

function metaOf(item: ArchiveItem, key: string, song: string): TrackMeta | null {
  const file = formOf(item, song, 'high')
  if (!file) return null
  const about = item.metadata
  const track = /^\d+/.exec(file.track ?? '')?.[0]
  return trackMeta({
    title: file.title ?? song.replace(/^.*\//, '').replace(/\.[a-z0-9]{2,4}$/i, ''),
    artist: file.creator ?? about?.creator ?? '',
    album: file.album ?? about?.title ?? null,
    albumId: `internet-archive:${key}`,
    coverUrl: coverOf(key),
    durationMs: lengthMs(file.length),
    releaseDate: dateOf(about?.date ?? null),
    trackNumber: track === undefined ? null : Number(track),
    source: 'internet-archive',
    sourceId: `${key}/${song}`,
    sourceKey: `internet-archive:${key}/${song}`,
    sourceUrl: `https://archive.org/details/${key}`,
    audioSrc: `internet-archive:${key}/${song}`,
  })
}
