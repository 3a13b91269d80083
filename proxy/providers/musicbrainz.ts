import * as v from 'valibot'
import type { TrackMeta } from '../contract.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { single, trackMeta, type Catalogue, type Ref, type Wish } from './catalogue.ts'
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
const Recordings = v.object({ recordings: listOf(Recording) })

/** Normalised names, first release, label, and the way to the Cover Art Archive. */
export function createMusicBrainz({ outside }: { outside: Outside }): Catalogue {
  const ask = <T>(path: string, schema: v.GenericSchema<unknown, T>) =>
    outside.json(MUSICBRAINZ, { url: `https://musicbrainz.org/ws/2/${path}` }, schema)
  return {
    id: 'musicbrainz',
    service: MUSICBRAINZ,
    off: null,
    refOf,
    pageOf: ({ id }) => `https://musicbrainz.org/recording/${id}`,
    closedFor: () => outside.closedFor(MUSICBRAINZ),
    fetch: async ({ id }) =>
      single(
        toMeta(
          await ask(`recording/${id}?inc=artist-credits+releases+release-groups+isrcs&fmt=json`, Recording),
          null,
        ),
      ),
    async search(wish, limit) {
      const isrc = isrcOf(wish.isrc)
      const path = isrc
        ? `isrc/${isrc}?inc=artist-credits+releases+release-groups&fmt=json`
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

/** The earliest release that has a date, else the first named. */
function firstOf(recording: Recording): Release | null {
  const releases = present(recording.releases)
  const dated = releases.filter((one) => dateOf(one.date) !== null)
  return dated.toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))[0] ?? releases[0] ?? null
}

/** Lucene: words in quotes, with its own signs taken out. */
function queryOf({ q, title: name, artist, album }: Wish): string {
  const quoted = (field: string, value: string) => value && `${field}:"${value.replaceAll(/["\\]/g, ' ')}"`
  const fields = [quoted('recording', name), quoted('artist', artist), quoted('release', album)].filter(
    Boolean,
  )
  return fields.length ? fields.join(' AND ') : q.replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
}

function refOf(url: URL): Ref | null {
  if (!['musicbrainz.org', 'www.musicbrainz.org', 'beta.musicbrainz.org'].includes(url.hostname)) return null
  const id = /^\/recording\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i.exec(url.pathname)?.[1]
  return id === undefined ? null : { kind: 'track', id: id.toLowerCase() }
}
