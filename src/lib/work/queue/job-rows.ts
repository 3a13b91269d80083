import { fault, type Fault } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { modelPrefix, pcmPrefix, separationPrefix, trackPeaksKey } from '#lib/core/domain/keys.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { CARDS } from '#models/cards.ts'
import { partsOf } from '../tasks/model-parts.ts'
import { newSeparation } from './new-separation.ts'

/** What a job's state means to the rows it serves; each of these is written in the transaction that changes the state. */

function untilReady(tables: Tables, trackId: string, edit: (track: Track) => Track): Promise<Track | null> {
  return tables.tracks.change(trackId, (track) => (track.state === 'ready' ? track : edit(track)))
}

/** Cancelled: what was finished stays, what was unfinished goes. */
export async function undoRows(job: Job, tables: Tables): Promise<void> {
  switch (job.wish.kind) {
    case 'separate': {
      const row = await tables.separations.get(job.wish.separationId)
      if (row?.state === 'partial') await tables.separations.remove(row.id)
      return
    }
    case 'prepare':
      await untilReady(tables, job.wish.trackId, (track) => ({
        ...track,
        state: 'failed',
        fault: fault('cancelled'),
      }))
      return
    case 'get-model':
      await tables.models.change(job.wish.modelId, (row) =>
        row.state === 'partial' ? { ...row, state: 'absent', parts: [], bytes: 0 } : row,
      )
  }
}

/** Failed for good: the song or the model says why. */
export async function failRows(job: Job, why: Fault, tables: Tables): Promise<void> {
  if (job.wish.kind === 'prepare')
    await untilReady(tables, job.wish.trackId, (track) => ({ ...track, state: 'failed', fault: why }))
  if (job.wish.kind === 'get-model')
    await tables.models.change(job.wish.modelId, (row) => ({ ...row, fault: why }))
}

/** Asked for again: rows are as they were when the job was new. False when the track is gone. */
export async function reviveRows(job: Job, tables: Tables, now: number): Promise<boolean> {
  const { wish } = job
  if (wish.kind === 'get-model') return true
  if (wish.kind === 'fetch-metadata')
    return wish.trackId === null || (await tables.tracks.get(wish.trackId)) !== null
  const track = await tables.tracks.get(wish.trackId)
  if (!track) return false
  if (wish.kind === 'prepare')
    await untilReady(tables, track.id, (one) => ({ ...one, state: 'arriving', fault: null }))
  else if (wish.kind === 'separate' && !(await tables.separations.get(wish.separationId)))
    await tables.separations.put(newSeparation(wish, track, now))
  return true
}

/** Prefixes of bytes that an ended job may have left behind and that no row speaks of. */
export async function leftovers(job: Job, tables: Tables): Promise<string[]> {
  const { wish } = job
  // Its bytes are replaced by the next run, and go with the song.
  if (wish.kind === 'analyse') return []
  if (wish.kind === 'separate')
    return (await tables.separations.get(wish.separationId)) ? [] : [separationPrefix(wish.separationId)]
  if (wish.kind === 'prepare') {
    const track = await tables.tracks.get(wish.trackId)
    return track?.state === 'ready' ? [] : [pcmPrefix(wish.trackId), trackPeaksKey(wish.trackId, '')]
  }
  if (wish.kind !== 'get-model') return []
  const named = new Set((await tables.models.all()).flatMap((row) => row.parts))
  const card = CARDS.find((one) => one.id === wish.modelId)
  const hashes = card ? partsOf(card).map((part) => part.sha256) : []
  return hashes.filter((hash) => !named.has(hash)).map(modelPrefix)
}
