import {
  coverKey,
  detailPrefix,
  foundCoverKey,
  modelPrefix,
  originalPrefix,
  stemKey,
} from '#lib/core/domain/keys.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { Unit } from '#lib/core/sharing/manifest.ts'
import type { Share } from '#lib/core/sharing/share.ts'
import { stemPieces } from '#lib/core/sharing/stem-pieces.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

type Distribute<T> = T extends unknown ? Omit<T, 'bytes' | 'hashes'> : never
export type UnitName = Distribute<Unit>

/** A unit to be weighed, and how its bytes are come by. */
export interface PlannedUnit {
  name: UnitName
  /** `pack`: the stem's piece at `key` is packed. `copy`: its bytes get a key of their own. `lie`: sent as they lie. */
  how: 'pack' | 'copy' | 'lie'
  key: string
}

type Blobs = Pick<BlobStore, 'keys' | 'has'>

/** Everything that the share's terms name and that is here, in the order it is sent unless somebody listens. */
export async function planUnits(
  blobs: Blobs,
  share: Share,
  track: Track | null,
  separation: Separation | null,
  modelParts: readonly string[],
): Promise<PlannedUnit[]> {
  const model = (await Promise.all(modelParts.map((part) => modelUnits(blobs, part)))).flat()
  if (!track) return model
  return [
    ...(await coverUnits(blobs, track)),
    ...(separation ? stemUnits(share, separation) : []),
    ...(share.analysis ? await detailUnits(blobs, track) : []),
    ...(share.original && track.file ? await originalUnits(blobs, track) : []),
    ...model,
  ]
}

async function coverUnits(blobs: Blobs, { id, hasCover }: Track): Promise<PlannedUnit[]> {
  if (!hasCover) return []
  for (const key of [coverKey(id), foundCoverKey(id)])
    if (await blobs.has(key)) return [{ name: { role: 'cover' }, how: 'copy', key }]
  return []
}

function stemUnits({ stems }: Share, { id, frames, finished }: Separation): PlannedUnit[] {
  return stemPieces(frames, finished).flatMap((piece, index) =>
    stems.map((stem) => ({
      name: { role: 'stem' as const, stem, index },
      how: 'pack' as const,
      key: stemKey(id, stem, piece.id),
    })),
  )
}

async function detailUnits(blobs: Blobs, { id }: Track): Promise<PlannedUnit[]> {
  const of = async (source: 'mix' | 'stems') =>
    lying(await blobs.keys(detailPrefix(id, source)), (index) => ({ role: 'detail', source, index }))
  return [...(await of('mix')), ...(await of('stems'))]
}

const originalUnits = async (blobs: Blobs, { id }: Track) =>
  lying(await blobs.keys(originalPrefix(id)), (index) => ({ role: 'original', index }))

const modelUnits = async (blobs: Blobs, part: string) =>
  lying(await blobs.keys(modelPrefix(part)), (index) => ({ role: 'model', part, index }))

const lying = (keys: readonly string[], name: (index: number) => UnitName): PlannedUnit[] =>
  keys.map((key, index) => ({ name: name(index), how: 'lie', key }))
