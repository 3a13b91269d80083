import * as v from 'valibot'
import type { TrackMeta } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { single, trackMeta, type Catalogue, type Found, type Wish } from './catalogue.ts'
import { dateOf, isrcOf, listOf, maybe, number, present, text, title } from './shapes.ts'

const MUSICBRAINZ: Service = {
  id: 'musicbrainz',
  hosts: ['musicbrainz.org'],
  // One request a second for one address, on average.
  pace: { burst: 1, perSecond: 1 },
}

const Credit = v.object({ name: title })
const Release = v.object({
  id: text,
  title: text,
  date: text,
  'release-group': maybe(v.object({ id: text })),
  'artist-credit': listOf(Credit),
  'label-info': listOf(v.object({ label: maybe(v.object({ name: text })) })),
})
const Recording = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  title,
  score: number,
  length: number,
  'first-release-date': text,
  'artist-credit': listOf(Credit),
  releases: listOf(Release),
  isrcs: listOf(v.string()),
})
type Release = v.InferOutput<typeof Release>
type Recording = v.InferOutput<typeof Recording>
const Group = v.object({ releases: listOf(v.object({ id: text, date: text })) })
const Album = v.object({
  ...Release.entries,
  media: listOf(
    v.object({
      position: number,
      tracks: listOf(v.object({ position: number, title: text, recording: maybe(Recording) })),
    }),
  ),
})
type Album = v.InferOutput<typeof Album>
const Recordings = v.object({ recordings: listOf(Recording) })

const ABOUT = 'inc=artist-credits+releases+release-groups'

/** Normalised names, first release, label, and the way to the Cover Art Archive. */
export function createMusicBrainz({ outside }: { outside: Outside }): Catalogue {
  const ask = <T>(path: string, schema: v.GenericSchema<unknown, T>) =>
    outside.json(MUSICBRAINZ, { url: `https://musicbrainz.org/ws/2/${path}` }, schema)
  /** A release group is all editions of an album: the first of them stands for it. */
  const firstRelease = async (group: string) => {
    const { releases } = await ask(`release-group/${group}?inc=releases&fmt=json`, Group)
    const [first] = byDate(present(releases))
    if (!first?.id) throw refuse('not_found', 'it has no release', { service: 'musicbrainz' })
    return first.id
  }
  return {
    id: 'musicbrainz',
    service: MUSICBRAINZ,
    off: null,
    site: 'musicbrainz',
    closedFor: () => outside.closedFor(MUSICBRAINZ),
    async fetch({ kind, id }) {
      const [page = '', key = ''] = id.split('/')
      if (kind === 'track')
        return single(toMeta(await ask(`recording/${key}?${ABOUT}+isrcs&fmt=json`, Recording), null))
      const release = page === 'release' ? key : await firstRelease(key)
      const parts = 'recordings+artist-credits+labels+release-groups+isrcs'
      return albumOf(await ask(`release/${release}?inc=${parts}&fmt=json`, Album))
    },
    async search(wish, limit) {
      const isrc = isrcOf(wish.isrc)
      const path = isrc
        ? `isrc/${isrc}?${ABOUT}&fmt=json`
        : `recording?${new URLSearchParams({ query: queryOf(wish), limit: String(limit), fmt: 'json' })}`
      const { recordings } = await ask(path, Recordings)
      return present(recordings).map((recording) => toMeta(recording, isrc))
    },
  }
}

function toMeta(recording: Recording, isrc: string | null): TrackMeta {
  const release = firstOf(recording)
  return trackMeta({
    ...(release ? ofRelease(release) : {}),
    title: recording.title,
    artists: namesOf(recording['artist-credit']),
    durationMs: recording.length,
    isrc: isrc ?? isrcOf(present(recording.isrcs)[0] ?? null),
    releaseDate: dateOf(recording['first-release-date'] ?? release?.date ?? null),
    source: 'musicbrainz',
    sourceId: recording.id,
    sourceKey: `musicbrainz:recording:${recording.id}`,
    sourceUrl: `https://musicbrainz.org/recording/${recording.id}`,
    sourceConfidence: recording.score === null ? 0.9 : Math.min(0.95, recording.score / 100),
  })
}

const namesOf = (credits: Recording['artist-credit']): string[] =>
  present(credits).map((credit) => credit.name)

function ofRelease(release: Release): Partial<TrackMeta> {
  const group = release['release-group']?.id
  return {
    album: release.title,
    albumArtist: namesOf(release['artist-credit']).join(', ') || null,
    albumId: release.id && `musicbrainz:release:${release.id}`,
    coverUrl: group ? `https://coverartarchive.org/release-group/${group}/front-500` : null,
    label: present(release['label-info'])[0]?.label?.name ?? null,
  }
}

const firstOf = (recording: Recording): Release | null => byDate(present(recording.releases))[0] ?? null

/** The earliest first; those without a date last. */
function byDate<T extends { date: string | null }>(releases: readonly T[]): T[] {
  return releases.toSorted((a, b) => (dateOf(a.date) ?? '9').localeCompare(dateOf(b.date) ?? '9'))
}

function albumOf(album: Album): Found {
  const id = album.id ?? ''
  const shared = ofRelease(album)
  const items = present(album.media).flatMap((medium) =>
    present(medium.tracks).map(
      ({ recording, position: trackNumber }) =>
        recording && { ...toMeta(recording, null), ...shared, trackNumber, discNumber: medium.position },
    ),
  )
  const collection = {
    title: album.title ?? '',
    artist: shared.albumArtist ?? null,
    coverUrl: shared.coverUrl ?? null,
    releaseDate: dateOf(album.date),
    label: shared.label ?? null,
    sourceKey: `musicbrainz:release:${id}`,
    sourceUrl: `https://musicbrainz.org/release/${id}`,
  }
  const good = present(items)
  const skipped = items.length - good.length
  return { kind: 'album', collection, items: good, total: items.length, truncated: false, skipped }
}

/** Lucene: words in quotes, with its own signs taken out. */
function queryOf({ q, title: name, artist, album }: Wish): string {
  const quoted = (field: string, value: string) => value && `${field}:"${value.replaceAll(/["\\]/g, ' ')}"`
  const fields = [quoted('recording', name), quoted('artist', artist), quoted('release', album)].filter(
    Boolean,
  )
  return fields.length ? fields.join(' AND ') : q.replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
}
