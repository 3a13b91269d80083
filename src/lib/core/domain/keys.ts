import type { SeparationId, TrackId } from './ids.ts'
import type { LaneName } from './mix.ts'
import type { StemName } from './separation.ts'

/**
 * Keys of the blob store. Numbers are padded so that keys sort in order; everything of a track's own lies under
 * `track/<id>/`, everything of a separation under `stems/<id>/`, so that removal is one prefix.
 */
const pad = (index: number) => String(index).padStart(6, '0')

export const trackPrefix = (track: TrackId) => `track/${track}/`
export const originalPrefix = (track: TrackId) => `track/${track}/file/`
export const originalKey = (track: TrackId, index: number) => `track/${track}/file/${pad(index)}`
export const coverKey = (track: TrackId) => `track/${track}/cover`
/** A picture out of a catalogue; one in the file itself goes before it. */
export const foundCoverKey = (track: TrackId) => `track/${track}/found-cover`
export const pcmPrefix = (track: TrackId) => `track/${track}/pcm/`
export const pcmKey = (track: TrackId, piece: string) => `track/${track}/pcm/${piece}`
export const trackPeaksKey = (track: TrackId, piece: string) => `track/${track}/peaks/${piece}`

/** Stands for a track while a preview is compared with its song: what is kept under it lies under the track's own prefix. */
export const previewOf = (track: TrackId): TrackId => `${track}/preview`

/** Lists and curves of an analysis, in chunks (see `platform/blobs/detail-bytes.ts`). */
export const detailPrefix = (track: TrackId, source: string) => `track/${track}/analysis/${source}/`
export const detailKey = (track: TrackId, source: string, index: number) =>
  `track/${track}/analysis/${source}/${pad(index)}`
/** What was measured of the file's own channels while it was decoded. */
export const loudnessKey = (track: TrackId) => `track/${track}/loudness`

export const separationPrefix = (id: SeparationId) => `stems/${id}/`
export const stemPrefix = (id: SeparationId, stem: StemName) => `stems/${id}/${stem}/`
export const stemKey = (id: SeparationId, stem: StemName, piece: string) => `stems/${id}/${stem}/${piece}`
/** Overlap of one segment, not yet weighted, that waits for its neighbour. */
export const edgeKey = (id: SeparationId, stem: StemName, segment: number, side: 'head' | 'tail') =>
  `stems/${id}/edges/${stem}/${pad(segment)}-${side}`
export const stemPeaksKey = (id: SeparationId, stem: StemName, piece: string) =>
  `stems/${id}/peaks/${stem}/${piece}`

/** A model's part or imported file, in chunks of at most MODEL_CHUNK_BYTES. */
export const modelPrefix = (sha256: string) => `model/${sha256}/`
export const modelChunkKey = (sha256: string, index: number) => `model/${sha256}/${pad(index)}`
export const MODEL_CHUNK_BYTES = 4_000_000

/** A made file of an export, in chunks (see `domain/export.ts`). */
export const exportPrefix = (id: string) => `export/${id}/`
export const exportChunkKey = (id: string, index: number) => `export/${id}/${pad(index)}`

/** What was made of a share of one's own: its manifest, and units that lie nowhere else. */
export const sharePrefix = (id: string) => `share/${id}/`
export const shareManifestKey = (id: string) => `share/${id}/manifest`
export const shareUnitKey = (id: string, unit: number) => `share/${id}/unit/${pad(unit)}`
/** What came of another's share: checked chunks, each a value. */
export const receiptManifestKey = (id: string) => `receipt/${id}/manifest`
export const receiptChunksPrefix = (id: string) => `receipt/${id}/chunk/`
export const receiptChunkKey = (id: string, chunk: number) => `receipt/${id}/chunk/${pad(chunk)}`

/** Where a lane's sound lies: the song itself, or a stem of a separation. */
export interface LaneSource {
  lane: LaneName
  trackId: TrackId
  separationId: SeparationId | null
  frames: number
}
