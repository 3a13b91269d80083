import { fault, faultFrom } from '#lib/core/domain/fault.ts'
import { originalPrefix } from '#lib/core/domain/keys.ts'
import { insert, keepBytes, refused, trackOf, type IntakeDoors, type Taken } from './take-file.ts'

/**
 * Gives a track without audio its file, under its own row: what its list or link said stays. `known` with another id: these
 * bytes are that track. Refused, the row is as it was.
 */
export async function attachFile(
  doors: IntakeDoors,
  trackId: string,
  file: File,
  tick: (fraction: number) => void,
): Promise<Taken> {
  const taken = await attachTo(doors, trackId, file, tick).catch((error: unknown): Taken =>
    refused(faultFrom(error, 'storage-failed')),
  )
  if (taken.kind !== 'new') await doors.blobs.removeAll(originalPrefix(trackId)).catch(() => undefined)
  return taken
}

async function attachTo(
  doors: IntakeDoors,
  trackId: string,
  file: File,
  tick: (fraction: number) => void,
): Promise<Taken> {
  const track = await doors.rows.read(['tracks'], ({ tracks }) => tracks.get(trackId))
  if (!track) return refused(fault('track-gone'))
  if (track.state === 'ready' || track.state === 'arriving') return refused(fault('has-audio'))
  const kept = await keepBytes(doors, trackId, file, tick)
  if (!kept.ok) return refused(kept.fault)
  const known = await trackOf(doors, kept.value)
  if (known && known.id !== trackId) return { kind: 'known', trackId: known.id }
  return insert(doors, trackId, kept.value)
}
