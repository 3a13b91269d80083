import {
  coverKey,
  detailKey,
  modelChunkKey,
  originalKey,
  shareUnitKey,
  stemKey,
  stemPeaksKey,
} from '#lib/core/domain/keys.ts'
import type { Manifest, Unit } from '#lib/core/sharing/manifest.ts'
import { stemPieces } from '#lib/core/sharing/stem-pieces.ts'
import type { StemPiece } from '#lib/core/dsp/segments.ts'

/** Where the bytes of a unit lie with its sender: packed for the share, or where they are anyway. */
export function sentKey(shareId: string, trackId: string, unit: Unit, place: number): string {
  if (unit.role === 'original') return originalKey(trackId, unit.index)
  if (unit.role === 'detail') return detailKey(trackId, unit.source, unit.index)
  if (unit.role === 'model') return modelChunkKey(unit.part, unit.index)
  return shareUnitKey(shareId, place)
}

export interface StemPlace {
  key: string
  peaksKey: string
  piece: StemPiece
}

/** What a stem's unit is, by the arithmetic of segments alone. */
export function stemPlace(
  manifest: Manifest,
  separationId: string,
  unit: Extract<Unit, { role: 'stem' }>,
): StemPlace | null {
  const { separation } = manifest
  const piece = separation && stemPieces(separation.frames, separation.finished)[unit.index]
  if (!piece) return null
  return {
    key: stemKey(separationId, unit.stem, piece.id),
    peaksKey: stemPeaksKey(separationId, unit.stem, piece.id),
    piece,
  }
}

/** Where bytes that need no opening are put with the receiver; null for what is opened or read. */
export function keptKey(trackId: string, unit: Unit): string | null {
  if (unit.role === 'original') return originalKey(trackId, unit.index)
  if (unit.role === 'cover') return coverKey(trackId)
  if (unit.role === 'detail') return detailKey(trackId, unit.source, unit.index)
  if (unit.role === 'model') return modelChunkKey(unit.part, unit.index)
  return null
}
