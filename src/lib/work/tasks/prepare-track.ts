import type { Clock } from '#lib/core/domain/clock.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { textFromName } from '#lib/core/domain/file-name.ts'
import { trackPrefix } from '#lib/core/domain/keys.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { roomShort, type Room } from '#lib/core/domain/room.ts'
import { needing } from '#lib/core/domain/storage-fault.ts'
import {
  isFromFile,
  NO_TEXT,
  type PcmFacts,
  type SourceFile,
  type Track,
  type TrackText,
} from '#lib/core/domain/track.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { paceAfter, timeLeftS, type Pace } from '#lib/core/jobs/time-left.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Importer } from '#lib/platform/engines/engines.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import type { Described } from '#workers/audio/contract.ts'
import type { Task, TaskContext } from '../registry.ts'

export interface PrepareDoors {
  importer: Pick<Importer, 'describe' | 'decode'>
  blobs: BlobStore
  clock: Pick<Clock, 'now'>
  /** What the browser lets this site keep; left out, nobody asks. */
  room?: { estimate(): Promise<Room | null> }
}

interface Prepared {
  pcm: PcmFacts
  /** What the row does not say yet. */
  described: Described | null
}

/**
 * Makes a kept file playable: what its tags say is committed as soon as it is known, then the sound. Run again it starts the
 * decoding anew; a file that will never be a song frees its bytes and keeps its fault.
 */
export function prepareTask(doors: PrepareDoors): Task {
  return {
    kind: 'prepare',
    async run(context) {
      const outcome = await prepare(doors, context)
      if (outcome.ok) return done((tables) => commitSong(tables, context, outcome.value))
      if (outcome.fault.retry === 'never' && outcome.fault.code !== 'cancelled') {
        await freeBytes(doors, context)
      }
      return outcome
    },
  }
}

async function prepare(doors: PrepareDoors, context: TaskContext): Promise<Outcome<Prepared>> {
  const trackId = context.job.trackId ?? ''
  const track = await context.commit(({ tracks }) => tracks.get(trackId))
  if (!track) return failed(fault('track-gone'))
  if (track.state === 'ready' && track.pcm && track.audio) return done({ pcm: track.pcm, described: null })
  if (!track.file) return failed(fault('no-audio'))
  context.tick({ phase: 'reading', fraction: 0, leftS: null })
  const read = await describe(doors, context, track, track.file)
  if (!read.ok) return read
  const described = read.value
  const need = soundBytes(described?.durationS ?? track.durationS)
  const short = roomShort(need, (await doors.room?.estimate()) ?? null)
  if (short) return failed(short)
  const decoded = await doors.importer.decode(trackId, track.file, ticker(doors, context), context.signal)
  return decoded.ok ? done({ pcm: decoded.value, described }) : failed(needing(decoded.fault, need))
}

/** What the row does not say of its file yet; told at once, but of a song that plays already. */
async function describe(
  doors: PrepareDoors,
  context: TaskContext,
  { id, audio, state }: Track,
  file: SourceFile,
): Promise<Outcome<Described | null>> {
  if (audio) return done(null)
  const described = await doors.importer.describe(id, file)
  // What another device sent plays by its stems: its row says what its file is together with its sound, for a song whose row
  // says both is taken as whole.
  if (described.ok && state !== 'ready')
    await context.commit(({ tracks }) => tracks.change(id, (row) => withTags(row, described.value)))
  return described
}

/** Bytes of two channels of floats. */
const soundBytes = (seconds: number | null) => (seconds ?? 0) * SAMPLE_RATE * 2 * 4

function ticker({ clock }: PrepareDoors, context: TaskContext) {
  let pace: Pace | null = null
  return (_: string, fraction: number) => {
    pace = paceAfter(pace, clock.now(), 'decoding', fraction)
    context.tick({ phase: 'decoding', fraction, leftS: timeLeftS(pace) })
  }
}

async function commitSong(
  { tracks }: Tables,
  context: TaskContext,
  { pcm, described }: Prepared,
): Promise<void> {
  await tracks.change(context.job.trackId ?? '', (track) => ({
    ...(described && !track.audio ? withTags(track, described) : track),
    state: 'ready',
    fault: null,
    pcm,
    durationS: pcm.frames / SAMPLE_RATE,
  }))
}

/**
 * Nothing of a file that cannot be a song is worth its room. Another's track (the lease was lost) is left
 * alone.
 */
async function freeBytes({ blobs }: PrepareDoors, context: TaskContext): Promise<void> {
  const trackId = context.job.trackId ?? ''
  await context.commit(({ tracks }) => tracks.change(trackId, (track) => ({ ...track, hasCover: false })))
  await blobs.removeAll(trackPrefix(trackId))
}

/** The row with what its file says; what a person has written stays, and what a list or a link said before. */
export function withTags(track: Track, { text, audio, durationS, hasCover }: Described): Track {
  const fresh = textOf(track.file?.name ?? '', text)
  const kept = Object.fromEntries(fieldsThatStay(track).map((field) => [field, track[field]]))
  return { ...track, ...fresh, ...kept, audio, durationS, hasCover: hasCover || keepsCover(track) }
}

function fieldsThatStay(track: Track): (keyof TrackText)[] {
  if (isFromFile(track)) return track.edited
  const fields = Object.keys(NO_TEXT) as (keyof TrackText)[]
  return fields.filter((field) => track[field] || track.edited.includes(field))
}

const keepsCover = (track: Track) => track.hasCover && !isFromFile(track)

/**
 * Tags, with the file's name where they say nothing. A name's artist counts only beside the name's own title.
 */
export function textOf(name: string, tags: Partial<TrackText>): TrackText {
  const named = textFromName(name)
  const isSame = !tags.title || tags.title.toLowerCase() === named.title.toLowerCase()
  return {
    title: tags.title ?? named.title,
    artist: tags.artist ?? (isSame ? named.artist : ''),
    album: tags.album ?? '',
    albumArtist: tags.albumArtist ?? '',
    genre: tags.genre ?? '',
    year: tags.year ?? null,
    trackNumber: tags.trackNumber ?? named.trackNumber,
    discNumber: tags.discNumber ?? null,
  }
}
