import type { MixSettings } from '#lib/core/domain/mix.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import { NO_FACTS, type Track } from '#lib/core/domain/track.ts'
import { segmentCount } from '#lib/core/dsp/segments.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { Manifest } from '#lib/core/sharing/manifest.ts'
import type { Receipt } from '#lib/core/sharing/share.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { insertJob } from '../queue/insert.ts'

export interface Taking {
  /** The room: the same link is the same receipt. */
  room: string
  key: string
  manifest: Manifest
  facts: { bytes: number; sha256: string }
  bytes: number
  limited: boolean
  taker: string
  now: number
  newId(): string
}

export const RECEIPT_TABLES = ['receipts', 'tracks', 'separations', 'mixes', 'jobs'] as const

/**
 * Takes a share: its receipt, the song and its stems as rows that fill as it comes, and the job that fetches it, in the
 * caller's one transaction over `RECEIPT_TABLES`. Taken before, it goes on. Answers the receipt.
 */
export async function insertReceipt(tables: Tables, taking: Taking): Promise<Receipt> {
  const there = await tables.receipts.get(taking.room)
  const isSame = there?.manifest?.sha256 === taking.facts.sha256
  const isHere = there !== null && isSame && (await isStillHere(tables, there))
  const receipt = isHere ? { ...there, state: going(there), fault: null } : await newReceipt(tables, taking)
  await tables.receipts.put(receipt)
  if (receipt.state !== 'whole') {
    const { id: receiptId, trackId } = receipt
    await insertJob(
      tables,
      newJob(taking.newId(), { kind: 'receive', receiptId, trackId }, taking.now, { priority: 1 }),
    )
  }
  return receipt
}

const going = (receipt: Receipt): Receipt['state'] => (receipt.state === 'whole' ? 'whole' : 'receiving')

async function isStillHere(
  { tracks, separations }: Tables,
  { trackId, separationId }: Receipt,
): Promise<boolean> {
  if (trackId !== null && !(await tracks.get(trackId))) return false
  return separationId === null || (await separations.get(separationId)) !== null
}

async function newReceipt(tables: Tables, taking: Taking): Promise<Receipt> {
  const { manifest, now, newId } = taking
  const track = manifest.song && newTrack(taking, newId())
  const stems = track && manifest.separation && newSeparation(manifest.separation, track.id, newId(), now)
  if (track) await tables.tracks.put(track)
  if (stems) await tables.separations.put(stems)
  if (track && manifest.mix) await tables.mixes.put(mixOf(manifest.mix, track.id))
  return receiptOf(taking, track?.id ?? null, stems?.id ?? null)
}

function receiptOf(taking: Taking, trackId: string | null, separationId: string | null): Receipt {
  const { room: id, manifest, key, taker, facts, bytes, limited, now: createdAt } = taking
  const { song, model, from } = manifest
  return {
    ...{ id, key, taker, from, trackId, separationId, bytes, limited, createdAt },
    state: 'receiving',
    fault: null,
    title: song?.title || model?.title || '',
    modelId: model?.id ?? null,
    manifest: facts,
    haveBytes: 0,
    endedAt: null,
  }
}

function newTrack({ manifest, room, now, newId }: Taking, id: string): Track | null {
  const { song } = manifest
  if (!song) return null
  const { pcm: _pcm, ...text } = song
  return {
    ...NO_FACTS,
    ...text,
    id,
    // One share may be taken again after it was removed here: the room alone would not be unique.
    sourceKey: `share:${room}:${newId()}`,
    // Its sound is told of once there is some.
    state: manifest.separation ? 'ready' : 'arriving',
    fault: null,
    file: null,
    audio: null,
    pcm: null,
    hasCover: false,
    addedAt: now,
    edited: [],
  }
}

function newSeparation(
  { finished: _finished, ...of }: NonNullable<Manifest['separation']>,
  trackId: string,
  id: string,
  now: number,
): Separation {
  return {
    ...of,
    id,
    trackId,
    segments: segmentCount(of.frames),
    finished: [],
    state: 'partial',
    engine: null,
    createdAt: now,
    finishedAt: null,
  }
}

function mixOf(mix: NonNullable<Manifest['mix']>, trackId: string): MixSettings {
  const { lanes, master, loop } = mix
  return { trackId, lanes: lanes as MixSettings['lanes'], master, loop }
}
