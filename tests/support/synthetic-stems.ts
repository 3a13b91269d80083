import { pcmKey, stemKey, stemPeaksKey, trackPeaksKey, type LaneSource } from '#lib/core/domain/keys.ts'
import type { LaneName } from '#lib/core/domain/mix.ts'
import { bytesOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { peaksOf } from '#lib/core/dsp/peaks.ts'
import { stemPieceAt } from '#lib/core/dsp/segments.ts'
import type { BlobEntry, BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** A sample of a lane, -1 to 1. */
export type Tone = (frame: number, side: 0 | 1) => number

/** Prime, so that no block, piece or loop repeats in step with it. */
const TABLE = 65_521

/** Noise that any frame can be asked of without the ones before it. */
export function noiseTone(seed: number, gain = 0.25): Tone {
  return toneOf(noiseTable(seed, gain))
}

/** Several tones summed in float64 and rounded once. */
export function sumTone(seeds: readonly number[]): Tone {
  const tables = seeds.map((seed) => noiseTable(seed, 0.25))
  return toneOf(
    Float32Array.from({ length: TABLE }, (_, i) => tables.reduce((sum, table) => sum + (table[i] ?? 0), 0)),
  )
}

function toneOf(table: Float32Array): Tone {
  return (frame, side) => table[(frame * 2 + side) % TABLE] ?? 0
}

function noiseTable(seed: number, gain: number): Float32Array {
  let state = seed * 7919 + 1
  return Float32Array.from({ length: TABLE }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state / 2 ** 31) * gain
  })
}

interface Piece {
  id: string
  start: number
  frames: number
}

/** Every piece of a lane, in order. */
export function piecesOf({ separationId, frames }: LaneSource): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < frames;) {
    const piece = separationId === null ? pcmPieceAt(frames, at) : stemPieceAt(frames, at)
    if (!piece) break
    pieces.push(piece)
    at = piece.start + piece.frames
  }
  return pieces
}

function keysOf({ lane, trackId, separationId }: LaneSource, piece: string) {
  return separationId === null || lane === 'mix'
    ? { sound: pcmKey(trackId, piece), peaks: trackPeaksKey(trackId, piece) }
    : { sound: stemKey(separationId, lane, piece), peaks: stemPeaksKey(separationId, lane, piece) }
}

function soundOf(piece: Piece, tone: Tone): [Float32Array, Float32Array] {
  const sound: [Float32Array, Float32Array] = [new Float32Array(piece.frames), new Float32Array(piece.frames)]
  for (const side of [0, 1] as const) {
    for (let i = 0; i < piece.frames; i++) sound[side][i] = tone(piece.start + i, side)
  }
  return sound
}

/** Writes a lane as import and separation do, or only the pieces that start in [from, to). */
export async function writeLane(
  blobs: Pick<BlobStore, 'put'>,
  source: LaneSource,
  tone: Tone,
  { from = 0, to = Infinity } = {},
): Promise<void> {
  for (const piece of piecesOf(source)) {
    if (piece.start < from || piece.start >= to) continue
    const [left, right] = soundOf(piece, tone)
    const keys = keysOf(source, piece.id)
    const entries: BlobEntry[] = [
      { key: keys.sound, bytes: bytesOf(left, right) },
      { key: keys.peaks, bytes: peaksOf(left, right) },
    ]
    await blobs.put(entries)
  }
}

/** Sources of several lanes of one separation, or of the song for `mix`. */
export function sourcesOf(frames: number, ...lanes: LaneName[]): LaneSource[] {
  return lanes.map((lane) => ({ lane, trackId: 't', separationId: lane === 'mix' ? null : 's', frames }))
}

/** A store that computes what it is asked for, so that long songs need no memory; only `get` and `has` are there. */
export function computedBlobs(sources: readonly LaneSource[], tones: readonly Tone[]): BlobStore {
  const byKey = new Map(
    sources.flatMap((source, lane) =>
      piecesOf(source).map((piece) => [keysOf(source, piece.id).sound, { piece, lane }] as const),
    ),
  )
  const never = () => Promise.reject(new Error('not in a computed store'))
  return {
    async get(key) {
      const found = byKey.get(key)
      const tone = found && tones[found.lane]
      return tone ? bytesOf(...soundOf(found.piece, tone)) : null
    },
    has: async (key) => byKey.has(key),
    put: never,
    blob: never,
    keys: never,
    use: never,
    list: never,
    removeAll: never,
  }
}
