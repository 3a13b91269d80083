import { fault, faultFrom, type Fault } from '#lib/core/domain/fault.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { needing } from '#lib/core/domain/storage-fault.ts'
import { originalPrefix, pcmPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import { NO_FACTS, NO_TEXT, type SourceFile, type Track } from '#lib/core/domain/track.ts'
import { sniff, SNIFF_BYTES } from '#lib/core/files/sniff.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Importer } from '#lib/platform/engines/engines.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import { JOIN_TABLES, joinListed, likelyOf, surely, type Joined } from '#lib/work/intake/join-listed.ts'
import { insertSong, SONG_TABLES } from '#lib/work/queue/song-jobs.ts'
import { withTags } from '#lib/work/tasks/prepare-track.ts'
import { CARDS } from '#models/cards.ts'
import type { Described } from '#workers/audio/contract.ts'
import { roomFault } from './intake-room.ts'

export interface IntakeDoors {
  rows: RowStore
  blobs: BlobStore
  importer: Pick<Importer, 'keep' | 'describe'>
  /** What the browser lets this site keep. */
  room: { estimate(): Promise<{ usage: number; quota: number } | null> }
  /** Whether a new song is separated; the setting decides unless told. */
  separate?: boolean
  now(): number
  newId(): string
}

export type Taken =
  | {
      kind: 'new' | 'known'
      trackId: string
      /** The song of a list that it became by itself. */
      joined?: Joined
      /** The song of a list that it may be: a person is asked. */
      likely?: Track
    }
  | { kind: 'refused'; fault: Fault }

/**
 * Takes one file: its first bytes are looked at, it is copied and described, and only then its row and jobs are
 * written together. A file that
 * is refused has left nothing.
 */
export async function takeFile(
  doors: IntakeDoors,
  file: File,
  tick: (fraction: number) => void,
): Promise<Taken> {
  const id = doors.newId()
  const taken = await attempt(doors, id, file, tick).catch((error: unknown): Taken =>
    refused(faultFrom(error, 'storage-failed')),
  )
  if (taken.kind === 'new' && taken.trackId === id) return taken
  await doors.blobs.removeAll(trackPrefix(id)).catch(() => undefined) // The sweep of the library finds it later.
  return taken
}

const TABLES = [...new Set([...SONG_TABLES, ...JOIN_TABLES])]

export const refused = (why: Fault): Taken => ({ kind: 'refused', fault: why })

async function attempt(
  doors: IntakeDoors,
  id: string,
  file: File,
  tick: (fraction: number) => void,
): Promise<Taken> {
  const kept = await keepBytes(doors, id, file, tick)
  if (!kept.ok) return refused(kept.fault)
  const known = await trackOf(doors, kept.value)
  if (known && (await isWhole(doors, known))) return { kind: 'known', trackId: known.id }
  return known ? mend(doors, known, file) : insert(doors, id, kept.value)
}

/** Copies the file in, if it looks like sound and finds room. */
export async function keepBytes(
  doors: IntakeDoors,
  id: string,
  file: File,
  tick: (fraction: number) => void,
): Promise<Outcome<SourceFile>> {
  const wrong = await lookAt(file)
  if (wrong) return failed(wrong)
  const full = roomFault({ file: file.size, seconds: null, stems: 0 }, await doors.room.estimate())
  if (full) return failed(full)
  const kept = await doors.importer.keep(id, file, tick)
  if (kept.ok) return kept
  if (kept.fault.code !== 'engine-crashed') return failed(needing(kept.fault, file.size))
  // Another file may have brought the worker down.
  return doors.importer.keep(id, file, tick)
}

/** What the first bytes tell, before anything is copied. */
async function lookAt(file: File): Promise<Fault | null> {
  if (file.size === 0) return fault('file-empty')
  try {
    const sniffed = sniff(new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()))
    return sniffed.kind === 'other' ? fault('file-not-audio', { detail: sniffed.what }) : null
  } catch (error) {
    return faultFrom(error, 'file-unreadable')
  }
}

const sourceKeyOf = (file: SourceFile) => `sha256:${file.sha256}`

export async function trackOf({ rows }: IntakeDoors, file: SourceFile): Promise<Track | null> {
  return rows.read(['tracks'], async ({ tracks }) => {
    const [track] = await tracks.by('file.sha256', file.sha256)
    return track ?? null
  })
}

async function isWhole({ blobs }: IntakeDoors, track: Track): Promise<boolean> {
  if (track.state === 'failed') return false
  const original = await blobs.use(originalPrefix(track.id))
  if (original.bytes !== track.file?.bytes) return false
  return track.state === 'arriving' || (await blobs.use(pcmPrefix(track.id))).bytes > 0
}

/** A track that failed, or whose bytes the browser has removed, is filled again under its old row. */
async function mend(doors: IntakeDoors, track: Track, file: File): Promise<Taken> {
  const kept = await doors.importer.keep(track.id, file, () => undefined)
  if (!kept.ok) return refused(kept.fault)
  const taken = await insert(doors, track.id, kept.value)
  return taken.kind === 'new' ? { kind: 'known', trackId: track.id } : taken
}

/** Writes the row and its jobs; a row that is there already is filled. The bytes are kept under `id`. */
export async function insert(doors: IntakeDoors, id: string, file: SourceFile): Promise<Taken> {
  let described = await doors.importer.describe(id, file)
  if (!described.ok && described.fault.code === 'engine-crashed') {
    described = await doors.importer.describe(id, file)
  }
  if (!described.ok) return refused(described.fault)
  const facts = described.value
  const full = await soundFault(doors, facts)
  if (full) return refused(full)
  return doors.rows.write(TABLES, async (tables): Promise<Taken> => {
    // Another tab, or another file of this batch, may have brought the same bytes meanwhile.
    const [there] = await tables.tracks.by('file.sha256', file.sha256)
    if (there && there.id !== id) return { kind: 'known', trackId: there.id }
    const now = doors.now()
    const old = await tables.tracks.get(id)
    const row = old ?? arriving(id, file, now)
    const again: Track = { ...row, state: 'arriving', fault: null, audio: null, pcm: null, file }
    const asking = { now, newId: () => doors.newId() }
    const track = withTags(again, facts)
    await insertSong(tables, track, asking, doors.separate)
    return { kind: 'new', trackId: id, ...(old ? {} : await found(tables, track)) }
  })
}

/** The song of a list that a new file surely is, or may be. */
async function found(tables: Tables, track: Track): Promise<{ joined?: Joined; likely?: Track }> {
  const likely = likelyOf(track, await tables.tracks.all())
  const listed = surely(likely)
  if (listed) return { joined: await joinListed(tables, track, listed) }
  return likely[0] ? { likely: likely[0].listed } : {}
}

/** Whether the decoded sound, and the stems if they will be made, find room. */
async function soundFault(doors: IntakeDoors, { durationS }: Described): Promise<Fault | null> {
  const settings = await doors.rows.read(['settings'], readSettings)
  const card = CARDS.find((one) => one.id === settings.defaultModel)
  const stems = (doors.separate ?? settings.autoSeparate) ? (card?.stems.length ?? 0) : 0
  return roomFault({ file: 0, seconds: durationS, stems }, await doors.room.estimate())
}

function arriving(id: string, file: SourceFile, now: number): Track {
  return {
    ...NO_TEXT,
    ...NO_FACTS,
    id,
    sourceKey: sourceKeyOf(file),
    state: 'arriving',
    fault: null,
    file,
    audio: null,
    pcm: null,
    durationS: null,
    hasCover: false,
    addedAt: now,
    edited: [],
  }
}
